import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moveRef } from './pushes.ts';
import type { AccountRecord, MergeMethod, PullRequestRecord, WorldState } from './state.ts';

type Order = { readonly method: MergeMethod; readonly person: AccountRecord; readonly message: string };

/** GitHub commits merges itself: the person is the author, `web-flow` signs as committer. */
const WEB_FLOW = { GIT_COMMITTER_NAME: 'GitHub', GIT_COMMITTER_EMAIL: 'noreply@github.com' };

const identity = (person: AccountRecord, at: string): Record<string, string> => ({
  GIT_AUTHOR_NAME: person.name ?? person.login,
  GIT_AUTHOR_EMAIL: person.emails[0] ?? `${person.id}+${person.login}@users.noreply.github.com`,
  GIT_AUTHOR_DATE: at,
  ...WEB_FLOW,
  GIT_COMMITTER_DATE: at,
});

/** Does with git what GitHub's merge button does, moves the base branch, and gives its new SHA. */
export async function mergePullRequest(state: WorldState, pull: PullRequestRecord, order: Order): Promise<string> {
  if (pull.closed === undefined) throw new Error('a pull request is closed before it is merged');
  const { head, baseSha: base, at } = pull.closed;
  const made = await (order.method === 'rebase'
    ? rebase(state, base, head, at)
    : commitTree(state, base, head, order, at));
  const ref = `refs/heads/${pull.base}`;
  await moveRef(state, { ref, before: base, after: made, by: order.person.id, type: 'pr_merge', at });
  await state.git.run(['update-ref', `refs/pull/${pull.number}/head`, head]);
  return made;
}

/** A merge or squash commit without a checkout. @throws on conflicts, with git's words. */
async function commitTree(state: WorldState, base: string, head: string, order: Order, at: string): Promise<string> {
  const tree = (await state.git.run(['merge-tree', '--write-tree', base, head])).split('\n')[0] ?? '';
  const parents = order.method === 'merge' ? ['-p', base, '-p', head] : ['-p', base];
  return state.git.run(['commit-tree', tree, ...parents, '-m', order.message], { env: identity(order.person, at) });
}

/** Replays the head's commits on the base in a worktree of its own; authors stay, GitHub becomes the committer. */
async function rebase(state: WorldState, base: string, head: string, at: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-rebase-'));
  const tree = join(folder, 'tree');
  try {
    await state.git.run(['worktree', 'add', '--quiet', '--detach', tree, head]);
    const env = { ...WEB_FLOW, GIT_COMMITTER_DATE: at };
    await state.git.run(
      ['rebase', '--quiet', '--force-rebase', '--onto', base, await state.git.mergeBase(base, head)],
      { cwd: tree, env },
    );
    return await state.git.run(['rev-parse', 'HEAD'], { cwd: tree });
  } finally {
    await state.git.run(['worktree', 'remove', '--force', tree]).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}
