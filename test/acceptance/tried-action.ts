import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { writeFiles } from '../harness/repository.ts';

const ACTION_YML = `
name: tried
inputs:
  dry-run: { default: 'true' }
  Two Words: {}
  github-token: { default: '\${{ github.token }}' }
runs: { using: node24, main: index.js, post: post.js }
`;

/** The address of an installed library, for the code of an action that lives elsewhere. */
export const library = (name: string): string => JSON.stringify(import.meta.resolve(name));

/** Gives what writes a throw-away action with this code and tells its folder, which goes after each test. */
export function useTriedAction(): (main: string, post?: string) => Promise<string> {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'countersign-action-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return async (main, post = '') => {
    const files = { 'action.yml': ACTION_YML, 'package.json': '{"type":"module"}', 'index.js': main, 'post.js': post };
    await writeFiles(folder, files);
    return folder;
  };
}
