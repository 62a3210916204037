import type { Git } from '../shared/adapters/git.ts';
import { UserError } from '../shared/domain/errors.ts';

/**
 * The tree of the run's commit, when the workspace holds exactly that commit: what is built from anything else could
 * not be bound to it.
 * @throws UserError('WORKSPACE_MISMATCH')
 */
export async function bindWorkspace(git: Git, commit: string): Promise<string> {
  const head = await git.head();
  if (head === undefined) {
    throw new UserError(
      'WORKSPACE_MISMATCH',
      'the workspace is not a git checkout, so images cannot be bound to a commit; use actions/checkout before this step',
    );
  }
  if (head !== commit) {
    const [held, meant] = [head.slice(0, 7), commit.slice(0, 7)];
    throw new UserError(
      'WORKSPACE_MISMATCH',
      `the workspace holds commit ${held}, the run is about ${meant}; use actions/checkout without another "ref"`,
    );
  }
  const tree = await git.tree(commit);
  if (tree === undefined) throw new UserError('WORKSPACE_MISMATCH', `git does not know the tree of commit ${commit}`);
  return tree;
}
