import type { GateFacts, PullRequestReading } from '../../action-validate/gate-facts.ts';
import type { Account, Commit, PullRequest, Review } from '../../shared/adapters/github/port.ts';
import type { Config } from '../../shared/config/schema.ts';
import { read } from '../../shared/domain/fact.ts';
import type { PolicyCase } from './case-file.ts';

/** What every case is about. */
export const COMMIT = 'c'.repeat(40);
export const TREE = 'd'.repeat(40);
const HEAD = 'a'.repeat(40);
const OLDER = 'b'.repeat(40);
export const REPOSITORY = 1;
export const URL = 'https://github.com/example/example';
const NUMBER = 7;
const ELSEWHERE = 900_000_000;

/** Accounts by login: those of the roles by the ids that the configuration gives, all others by ids of their own. */
export function accountsOf(config: Config): (login: string, type?: 'User' | 'Bot') => Account {
  const known = new Map<string, number>();
  for (const role of Object.values(config.roles ?? {}))
    for (const person of role.people ?? []) known.set(person.login.toLowerCase(), person.id);
  return (login, type = 'User') => {
    const key = login.toLowerCase();
    const id = known.get(key) ?? ELSEWHERE + known.size;
    known.set(key, id);
    return { id, login, type };
  };
}

type AccountOf = ReturnType<typeof accountsOf>;

/** A moment so many milliseconds after another. */
export const at = (now: string, milliseconds: number): string => new Date(Date.parse(now) + milliseconds).toISOString();

const STATES = {
  approved: 'APPROVED',
  'changes-requested': 'CHANGES_REQUESTED',
  commented: 'COMMENTED',
  dismissed: 'DISMISSED',
} as const;

const headOf = (one: PolicyCase): string => (one['pull-request'].state === 'open' ? COMMIT : HEAD);

function reviewsOf(one: PolicyCase, account: AccountOf, now: string): Review[] {
  const commits = { head: headOf(one), older: OLDER, gone: null };
  return one.reviews.map(({ by, says, of, type }, index) => ({
    id: index + 1,
    user: by === null ? null : account(by, type),
    state: STATES[says],
    commit: commits[of],
    tree: of === 'head' ? TREE : null,
    edited: null,
    submittedAt: at(now, (index - one.reviews.length) * 60_000),
    body: '',
    url: `${URL}/pull/${NUMBER}#pullrequestreview-${index + 1}`,
  }));
}

function commitsOf(one: PolicyCase, account: AccountOf): Commit[] {
  const { authors } = one['pull-request'];
  return authors.map((login, index): Commit => {
    const by = login === null ? null : account(login);
    const email = login === null ? 'unknown@example.com' : `${login}@example.com`;
    const sha = index === authors.length - 1 ? headOf(one) : String(index).padStart(40, '0');
    const people = { author: by, committer: by, authorEmail: email, committerEmail: email };
    return { sha, tree: TREE, parents: [OLDER], ...people, message: 'Change' };
  });
}

function pullOf(one: PolicyCase, account: AccountOf, now: string): PullRequest {
  const merged = one['pull-request'].state === 'merged';
  return {
    number: NUMBER,
    url: `${URL}/pull/${NUMBER}`,
    title: one.name,
    state: merged ? 'closed' : 'open',
    opener: account(one['pull-request'].opener),
    base: 'main',
    head: headOf(one),
    headRepositoryId: REPOSITORY,
    mergedAt: merged ? at(now, -1) : null,
    mergeCommit: merged ? COMMIT : null,
    headBranch: 'feature',
    headRepository: 'example/example',
    updatedAt: at(now, -1),
  };
}

/** The pull request as it was read in one piece; none for a direct push. */
export function readingOf(one: PolicyCase, account: AccountOf, now: string): GateFacts['pullRequests'] {
  const query = { commit: COMMIT, base: 'main', number: null };
  if (one['pull-request'].state === 'none') return { query, related: read([]), reading: null };
  const pull = pullOf(one, account, now);
  const value: PullRequestReading = {
    pull,
    reviews: reviewsOf(one, account, now),
    commits: commitsOf(one, account),
    baseProtected: one['pull-request'].protected,
    // Pushed before every review of the case.
    activity: read([{ after: pull.head, at: at(now, -86_400_000), type: 'push', by: null }]),
    updates: {},
    rounds: 1,
  };
  return { query, related: read([pull]), reading: read(value) };
}

/** Approvals of the run's environments, in their order. */
export const approvalsOf = (one: PolicyCase, account: AccountOf, now: string): GateFacts['environmentReviews'] =>
  read({
    reviews: one.approvals.map(({ by, environment, says }) => ({
      state: says,
      user: account(by),
      comment: '',
      environments: [environment],
    })),
    from: at(now, -3_600_000),
    to: at(now, 0),
    url: `${URL}/actions/runs/4711`,
  });
