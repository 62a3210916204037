import { mergePullRequest } from './merge.ts';
import { recordPush } from './pushes.ts';
import {
  accountByLogin,
  type MergeMethod,
  type PullRequestRecord,
  type ReviewRecord,
  type ReviewState,
  type WorldState,
} from './state.ts';

type NewPullRequest = {
  /** Branch names. The head branch of a fork is kept in the same git repository. */
  readonly head: string;
  readonly base: string;
  readonly opener: string;
  readonly title?: string;
  readonly body?: string;
  readonly draft?: boolean;
  readonly fork?: { readonly id: number; readonly owner: string };
  readonly createdAt?: string;
};

type NewReview = {
  readonly by: string;
  readonly state: ReviewState;
  /** Default: the head at this moment. */
  readonly commit?: string | null;
  readonly submittedAt?: string;
  readonly body?: string;
};

type Merge = { readonly method?: MergeMethod; readonly by?: string; readonly message?: string };

/** The part of the world that is about pull requests. */
export type PullRequestBuilders = {
  /** Opens a pull request. The head's push is recorded by its opener now, unless it is known already. */
  addPullRequest(request: NewPullRequest): Promise<PullRequestRecord>;
  addReview(pull: PullRequestRecord, review: NewReview): Promise<ReviewRecord>;
  /** Dismisses as GitHub does: the review stays where it is and its state becomes DISMISSED. */
  dismissReview(review: ReviewRecord): void;
  /** Edits a review's body as its author or a maintainer may. */
  editReview(review: ReviewRecord, edit: { readonly by: string; readonly body: string }): void;
  /** Merges with a real git operation and gives the SHA that the base branch then has. */
  merge(pull: PullRequestRecord, merge?: Merge): Promise<string>;
  close(pull: PullRequestRecord): Promise<void>;
};

/** The head's SHA: where the branch is now, or where it was when the pull request was closed. */
export async function headOf(state: WorldState, pull: PullRequestRecord): Promise<string> {
  if (pull.closed !== undefined) return pull.closed.head;
  const sha = await state.git.resolve(`refs/heads/${pull.head}`);
  if (sha === undefined) throw new Error(`pull request ${pull.number}: there is no branch "${pull.head}"`);
  return sha;
}

/** The base's SHA: where the branch is now, or where it was before the merge. */
export async function baseOf(state: WorldState, pull: PullRequestRecord): Promise<string> {
  if (pull.closed !== undefined) return pull.closed.baseSha;
  const sha = await state.git.resolve(`refs/heads/${pull.base}`);
  if (sha === undefined) throw new Error(`pull request ${pull.number}: there is no branch "${pull.base}"`);
  return sha;
}

function lowestFreeNumber(state: WorldState): number {
  return Math.max(0, ...state.pulls.keys()) + 1;
}

async function open(state: WorldState, request: NewPullRequest): Promise<PullRequestRecord> {
  const opener = accountByLogin(state, request.opener);
  const createdAt = request.createdAt ?? state.tick();
  const pull: PullRequestRecord = {
    number: lowestFreeNumber(state),
    id: state.nextId(),
    title: request.title ?? `Merge ${request.head} into ${request.base}`,
    body: request.body ?? null,
    opener: opener.id,
    base: request.base,
    head: request.head,
    headRepository: request.fork ?? { id: state.repository.id, owner: state.repository.owner },
    draft: request.draft ?? false,
    createdAt,
    updatedAt: createdAt,
    closed: undefined,
    merged: undefined,
    reviews: [],
  };
  const head = await headOf(state, pull);
  await baseOf(state, pull);
  const ref = `refs/heads/${pull.head}`;
  if (!state.activities.some((activity) => activity.ref === ref && activity.after === head)) {
    recordPush(state, { ref, before: undefined, after: head, by: opener.id, forced: false, at: pull.createdAt });
  }
  await state.git.run(['update-ref', `refs/pull/${pull.number}/head`, head]);
  state.pulls.set(pull.number, pull);
  return pull;
}

async function review(state: WorldState, pull: PullRequestRecord, given: NewReview): Promise<ReviewRecord> {
  const record: ReviewRecord = {
    id: state.nextId(),
    by: accountByLogin(state, given.by).id,
    state: given.state,
    commit: given.commit === undefined ? await headOf(state, pull) : given.commit,
    submittedAt: given.state === 'PENDING' ? null : (given.submittedAt ?? state.tick()),
    body: given.body ?? '',
  };
  pull.reviews.push(record);
  pull.updatedAt = state.tick();
  return record;
}

function touch(state: WorldState, review: ReviewRecord): void {
  const pull = [...state.pulls.values()].find((one) => one.reviews.includes(review));
  if (pull !== undefined) pull.updatedAt = state.tick();
}

/** When the pull request changed last: its reviews, its end, or a push to its open head. */
export function updatedAtOf(state: WorldState, pull: PullRequestRecord): string {
  if (pull.closed !== undefined) return pull.updatedAt;
  const pushes = state.activities.filter((activity) => activity.ref === `refs/heads/${pull.head}`);
  return [pull.updatedAt, ...pushes.map((push) => push.at)].sort().at(-1) ?? pull.updatedAt;
}

async function close(state: WorldState, pull: PullRequestRecord): Promise<void> {
  pull.closed = { at: state.tick(), head: await headOf(state, pull), baseSha: await baseOf(state, pull) };
  pull.updatedAt = pull.closed.at;
}

/** Makes the builders over a state. */
export function pullRequestBuilders(state: WorldState): PullRequestBuilders {
  return {
    addPullRequest: (request) => open(state, request),
    addReview: (pull, given) => review(state, pull, given),
    dismissReview: (given) => {
      given.state = 'DISMISSED';
      touch(state, given);
    },
    editReview(given, { by, body }) {
      given.body = body;
      given.edited = { at: state.tick(), by: accountByLogin(state, by).id };
      touch(state, given);
    },
    async merge(pull, { method = 'merge', by, message } = {}) {
      if (pull.closed !== undefined) throw new Error(`pull request ${pull.number} is closed already`);
      const person = by === undefined ? state.accounts.get(pull.opener) : accountByLogin(state, by);
      if (person === undefined) throw new Error(`nobody is there to merge pull request ${pull.number}`);
      await close(state, pull);
      const commit = await mergePullRequest(state, pull, {
        method,
        person,
        message: message ?? `${pull.title} (#${pull.number})`,
      });
      pull.merged = { by: person.id, commit, method };
      return commit;
    },
    close: (pull) => close(state, pull),
  };
}
