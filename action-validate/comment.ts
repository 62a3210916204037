import type { GitHub } from '../shared/adapters/github/port.ts';
import { UserError } from '../shared/domain/errors.ts';
import type { Annotation } from '../shared/domain/report.ts';
import { cut } from '../shared/report/markdown.ts';
import type { GateFacts } from './gate-facts.ts';

/** GitHub takes 65536 characters; a page that is longer is cut. */
const LONGEST = 60_000;

/** Invisible first line by which a later run finds its comment again. */
export const markerOf = ({ rules, environment }: Pick<GateFacts, 'rules' | 'environment'>): string =>
  `<!-- countersign ${rules.application} ${rules.checkpoint} ${environment ?? '_'} -->`;

const warning = (text: string): Annotation => ({ level: 'warning', text: `the comment was not written: ${text}` });

/**
 * Keeps one comment on the pull request up to date: looked up before one is made, changed only when it says something
 * else. It only tells, so that it cannot be written is a warning and changes nothing in the decision.
 */
export async function keepComment(github: GitHub, facts: GateFacts, page: string): Promise<readonly Annotation[]> {
  const { reading, related, query } = facts.pullRequests;
  const only = related.kind === 'read' && related.value.length === 1 ? related.value[0]?.number : undefined;
  const number = reading?.kind === 'read' ? reading.value.pull.number : (query.number ?? only);
  if (number === undefined) return [warning('the commit has no pull request')];
  const marker = markerOf(facts);
  const body = cut(`${marker}\n${page}`, LONGEST);
  try {
    const own = (await github.comments(number)).filter((comment) => comment.body.startsWith(marker));
    // A person may have pasted the marker; what a bot has written is rather ours.
    const comment = own.find(({ author }) => author?.type === 'Bot') ?? own[0];
    if (comment === undefined) await github.createComment(number, body);
    else if (comment.body !== body) await github.updateComment(comment.id, body);
    return [];
  } catch (thrown) {
    if (thrown instanceof UserError) return [warning(thrown.message)];
    throw thrown;
  }
}
