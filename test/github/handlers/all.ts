import { graphqlHandlers } from '../graphql.ts';
import { actionsHandlers } from './actions.ts';
import { contentHandlers } from './contents.ts';
import { conversationHandlers } from './conversation.ts';
import { deploymentHandlers } from './deployments.ts';
import type { Handlers } from './handler.ts';
import { metaHandlers } from './meta.ts';
import { peopleHandlers } from './people.ts';
import { pullRequestHandlers } from './pull-requests.ts';
import { repositoryHandlers } from './repository.ts';

/** A handler for every operation of the pruned description. */
export const HANDLERS: Handlers = {
  ...metaHandlers,
  ...repositoryHandlers,
  ...contentHandlers,
  ...pullRequestHandlers,
  ...conversationHandlers,
  ...actionsHandlers,
  ...deploymentHandlers,
  ...peopleHandlers,
  ...graphqlHandlers,
};
