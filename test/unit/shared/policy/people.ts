import type { Account, BranchActivity, Commit, PullRequest, Review } from '../../../../shared/adapters/github/port.ts';
import type { RoleHolders } from '../../../../shared/policy/roles.ts';

export const HEAD = 'a'.repeat(40);
export const OLD = 'b'.repeat(40);

export const person = (id: number, login = `user${id}`): Account => ({ id, login, type: 'User' });

let next = 1;
/** A review of the head, submitted later than every review that was made before it. */
export function review(by: Account | null, state: Review['state'], change: Partial<Review> = {}): Review {
  next += 1;
  return {
    id: next,
    user: by,
    state,
    commit: HEAD,
    tree: 'c'.repeat(40),
    submittedAt: new Date(1_700_000_000_000 + next * 1_000).toISOString(),
    body: '',
    edited: null,
    url: `https://github.com/acme/tracker/pull/7#pullrequestreview-${next}`,
    ...change,
  };
}

export const pull = (change: Partial<PullRequest> = {}): PullRequest => ({
  number: 7,
  url: 'https://github.com/acme/tracker/pull/7',
  title: 'Release',
  state: 'open',
  opener: person(900, 'opener'),
  base: 'main',
  head: HEAD,
  headBranch: 'feature',
  headRepository: 'acme/tracker',
  headRepositoryId: 9_000,
  mergedAt: null,
  mergeCommit: null,
  updatedAt: '2023-11-14T22:13:20Z',
  ...change,
});

export const commit = (change: Partial<Commit> = {}): Commit => ({
  sha: HEAD,
  tree: 'c'.repeat(40),
  parents: [OLD],
  author: person(901, 'writer'),
  committer: person(901, 'writer'),
  authorEmail: 'writer@example.com',
  committerEmail: 'writer@example.com',
  message: 'Change',
  ...change,
});

export const role = (...ids: number[]): RoleHolders => ({
  via: 'review',
  holders: ids.map((id) => ({ id, login: `user${id}`, name: `Person ${id}` })),
  team: null,
  unresolved: null,
  environment: null,
  carryOver: 'none',
  afterMerge: false,
  meaning: null,
});

/** The log of a branch whose head was pushed once, before every review. */
export const pushed = (after = HEAD, at = '2023-11-14T00:00:00Z'): BranchActivity[] => [
  { after, at, type: 'push', by: person(901, 'writer') },
];
