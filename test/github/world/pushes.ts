import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ActivityRecord, accountByLogin, type WorldState } from './state.ts';

const NOTHING = '0'.repeat(40);

type Push = { readonly by: string; readonly at?: string };

type NewCommit = Push & {
  readonly message?: string;
  /** Text by path; null deletes the file. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Login; default: who pushes. */
  readonly author?: string;
  /** Default: the branch's head. Another parent makes the push a force-push. */
  readonly parent?: string;
};

/** The part of the world that is about branches and what was pushed to them. */
export type PushBuilders = {
  /** Moves a branch (created when missing) and records who pushed when, as GitHub's activity log does. */
  push(branch: string, sha: string, push: Push): Promise<void>;
  /** Makes a commit on a branch and pushes it; gives its SHA. */
  commit(branch: string, commit: NewCommit): Promise<string>;
  protect(branch: string): void;
  unprotect(branch: string): void;
};

type Recorded = {
  readonly ref: string;
  readonly before: string | undefined;
  readonly after: string;
  readonly by: number;
  readonly forced: boolean;
  readonly at: string;
};

/** Notes a push in the activity log without touching git. */
export function recordPush(state: WorldState, push: Recorded): void {
  const type = push.before === undefined ? 'branch_creation' : push.forced ? 'force_push' : 'push';
  record(state, { ...push, before: push.before ?? NOTHING, type });
}

function record(state: WorldState, activity: Omit<ActivityRecord, 'id'>): void {
  const { before, after, ref, at, type, by } = activity;
  state.activities.push({ id: state.nextId(), before, after, ref, at, type, by });
}

/** Moves a ref and notes why. A checkout of the branch follows, so that the repository can be a workspace too. */
export async function moveRef(
  state: WorldState,
  move: Omit<ActivityRecord, 'id' | 'before'> & { readonly before: string | undefined },
): Promise<void> {
  const { git } = state;
  const checkedOut = await git.run(['symbolic-ref', '--quiet', 'HEAD']).catch(() => '');
  const bare = (await git.run(['rev-parse', '--is-bare-repository'])) === 'true';
  if (!bare && checkedOut === move.ref && move.before !== undefined)
    await git.run(['read-tree', '-m', '-u', move.before, move.after]);
  await git.run(['update-ref', move.ref, move.after]);
  record(state, { ...move, before: move.before ?? NOTHING });
}

async function push(state: WorldState, branch: string, sha: string, { by, at = state.tick() }: Push): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const before = await state.git.resolve(ref);
  const forced = before !== undefined && !(await state.git.isAncestor(before, sha));
  const type = before === undefined ? 'branch_creation' : forced ? 'force_push' : 'push';
  await moveRef(state, { ref, before, after: sha, by: accountByLogin(state, by).id, type, at });
}

async function commit(state: WorldState, branch: string, given: NewCommit): Promise<string> {
  const parent = given.parent ?? (await state.git.resolve(`refs/heads/${branch}`));
  const author = accountByLogin(state, given.author ?? given.by);
  const committer = accountByLogin(state, given.by);
  const at = given.at ?? state.tick();
  const index = await mkdtemp(join(tmpdir(), 'countersign-index-'));
  try {
    const env = { GIT_INDEX_FILE: join(index, 'index') };
    if (parent !== undefined) await state.git.run(['read-tree', parent], { env });
    for (const [path, text] of Object.entries(given.files)) await stage(state, env, path, text);
    const tree = await state.git.run(['write-tree'], { env });
    const people = {
      GIT_AUTHOR_NAME: author.name ?? author.login,
      GIT_AUTHOR_EMAIL: author.emails[0] ?? '',
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_NAME: committer.name ?? committer.login,
      GIT_COMMITTER_EMAIL: committer.emails[0] ?? '',
      GIT_COMMITTER_DATE: at,
    };
    const parents = parent === undefined ? [] : ['-p', parent];
    const message = given.message ?? `Change ${Object.keys(given.files).join(', ')}`;
    const sha = await state.git.run(['commit-tree', tree, ...parents, '-m', message], { env: people });
    await push(state, branch, sha, { by: given.by, at });
    return sha;
  } finally {
    await rm(index, { recursive: true, force: true });
  }
}

async function stage(state: WorldState, env: Record<string, string>, path: string, text: string | null): Promise<void> {
  if (text === null) {
    await state.git.run(['update-index', '--force-remove', path], { env });
    return;
  }
  const blob = await state.git.run(['hash-object', '-w', '--stdin'], { input: text });
  await state.git.run(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`], { env });
}

/** Makes the builders over a state. */
export function pushBuilders(state: WorldState): PushBuilders {
  return {
    push: (branch, sha, given) => push(state, branch, sha, given),
    commit: (branch, given) => commit(state, branch, given),
    protect: (branch) => void state.protections.add(branch),
    unprotect: (branch) => void state.protections.delete(branch),
  };
}
