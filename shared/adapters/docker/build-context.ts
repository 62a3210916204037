import { realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { UserError } from '../../domain/errors.ts';

/** Absolute real paths of a build, inside the workspace. */
export type BuildContext = { readonly context: string; readonly dockerfile: string };

/** True when `path` is `folder` or lies below it; both real, so no link is left to follow. */
function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}

async function real(path: string): Promise<{ readonly path: string; readonly kind: 'file' | 'folder' } | undefined> {
  try {
    const found = await realpath(path);
    return { path: found, kind: (await stat(found)).isDirectory() ? 'folder' : 'file' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}

/**
 * Finds a service's context and Dockerfile. Links are followed before the check, so none can lead out.
 * @param place where the configuration says it, for the message: `services.backend.build`.
 * @throws UserError CONTEXT_INVALID when something is missing or lies outside of the workspace.
 */
export async function findBuildContext(
  workspace: string,
  place: string,
  build: { readonly context: string; readonly dockerfile: string },
): Promise<BuildContext> {
  const root = await realpath(workspace);
  const refuse = (key: string, why: string) => new UserError('CONTEXT_INVALID', `${place}.${key}: ${why}`);
  const context = await real(join(root, build.context));
  if (context?.kind !== 'folder') {
    throw refuse('context', `there is no folder "${build.context}" in the workspace; is the code checked out?`);
  }
  if (!isInside(root, context.path)) throw refuse('context', `"${build.context}" leads out of the workspace`);
  const dockerfile = await real(join(context.path, build.dockerfile));
  if (dockerfile?.kind !== 'file') {
    throw refuse('dockerfile', `there is no file "${build.dockerfile}" in "${build.context}"`);
  }
  if (!isInside(context.path, dockerfile.path)) {
    throw refuse('dockerfile', `"${build.dockerfile}" leads out of "${build.context}"`);
  }
  return { context: context.path, dockerfile: dockerfile.path };
}
