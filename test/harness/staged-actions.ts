import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The actions of this project as a repository of their own: what `uses: owner/name/action-x@v1` fetches. */
export type StagedActions = AsyncDisposable & { readonly path: string };

const ROOT = resolve(import.meta.dirname, '../..');
const ACTIONS = ['action-validate', 'action-build', 'action-deploy', 'action-rollback'];

/** Copies each action.yml with its dist. @throws when one of them was not built. */
export async function stageActions(actions: readonly string[] = ACTIONS): Promise<StagedActions> {
  const path = await mkdtemp(join(tmpdir(), 'countersign-staged-'));
  for (const action of actions) {
    const dist = join(ROOT, action, 'dist');
    if (!existsSync(join(dist, 'index.js'))) throw new Error(`${dist}/index.js is missing: run "npm run build"`);
    await mkdir(join(path, action));
    await cp(join(ROOT, action, 'action.yml'), join(path, action, 'action.yml'));
    await cp(dist, join(path, action, 'dist'), { recursive: true });
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
