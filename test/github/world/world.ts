import { createArtifactStore } from '../../results/store.ts';
import { openGit } from '../git.ts';
import { type ActionsBuilders, actionsBuilders } from './actions.ts';
import { type PullRequestBuilders, pullRequestBuilders } from './pull-requests.ts';
import { type PushBuilders, pushBuilders } from './pushes.ts';
import { ACTIONS_BOT, type AccountRecord, type WorldState } from './state.ts';

/** All that GitHub knows, and what people can do to it. */
export type World = WorldState & PullRequestBuilders & PushBuilders & ActionsBuilders;

export type WorldOptions = {
  /** `owner/name`. */
  readonly repository: string;
  /** Path of a real git repository. */
  readonly git: string;
  readonly repositoryId?: number;
  readonly defaultBranch?: string;
  readonly private?: boolean;
  /** Source of time; default: the real clock. */
  readonly now?: () => Date;
};

const bot = (id: number, login: string, email: string): AccountRecord => ({
  id,
  login,
  type: 'Bot',
  name: null,
  emails: [email],
});

/** The accounts that every GitHub has. `web-flow` commits what is merged in the browser. */
const BUILT_IN: readonly AccountRecord[] = [
  bot(ACTIONS_BOT, 'github-actions[bot]', `${ACTIONS_BOT}+github-actions[bot]@users.noreply.github.com`),
  { id: 19864447, login: 'web-flow', type: 'User', name: 'GitHub Web Flow', emails: ['noreply@github.com'] },
];

/** Makes a world with the repository's real commits and nothing else in it. The default branch is protected. */
export function createWorld(options: WorldOptions): World {
  const [owner = '', name = ''] = options.repository.split('/');
  if (owner === '' || name === '') throw new Error(`"${options.repository}" is not owner/name`);
  const now = options.now ?? (() => new Date());
  let ids = 5000;
  const defaultBranch = options.defaultBranch ?? 'main';
  const second = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
  let last = 0;
  const state: WorldState = {
    repository: { id: options.repositoryId ?? 1296269, owner, name, defaultBranch, private: options.private ?? true },
    git: openGit(options.git),
    accounts: new Map(BUILT_IN.map((account) => [account.id, { ...account }])),
    protections: new Set([defaultBranch]),
    pulls: new Map(),
    dropped: { graphql: new Set(), rest: new Set() },
    runs: new Map(),
    activities: [],
    teams: [],
    deployments: [],
    comments: [],
    checks: [],
    artifacts: createArtifactStore(),
    now: () => second(now().getTime()),
    tick() {
      last = Math.max(Math.floor(now().getTime() / 1000) * 1000, last + 1000);
      return second(last);
    },
    nextId: () => ++ids,
  };
  return Object.assign(state, pullRequestBuilders(state), pushBuilders(state), actionsBuilders(state));
}
