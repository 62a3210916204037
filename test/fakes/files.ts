import type { Files } from '../../shared/adapters/files.ts';
import { UserError } from '../../shared/domain/errors.ts';

/** Files in memory: `workspace` by path, and what was written to the temporary folder. */
export type FakeFiles = Files & { readonly workspace: Map<string, Uint8Array>; readonly temp: Map<string, Uint8Array> };

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

function inside(path: string): string {
  const clean = path.replace(/^\.\//, '').replace(/\/+$/, '');
  if (clean.startsWith('/') || clean.split('/').includes('..'))
    throw new UserError('PATH_OUTSIDE', `"${path}" leads out of the workspace; name a file inside the repository`);
  return clean;
}

export function fakeFiles(content: Readonly<Record<string, string | Uint8Array>> = {}): FakeFiles {
  const workspace = new Map(Object.entries(content).map(([path, bytes]) => [path, bytesOf(bytes)]));
  const temp = new Map<string, Uint8Array>();
  return {
    workspace,
    temp,
    read: async (path) => workspace.get(inside(path)),
    async list(path) {
      const folder = inside(path);
      if (workspace.has(folder)) return [folder];
      const all = folder === '' || folder === '.';
      return [...workspace.keys()].filter((name) => all || name.startsWith(`${folder}/`)).sort();
    },
    async writeTemp(name, bytes) {
      temp.set(inside(name), bytesOf(bytes));
      return `/fake-temp/${inside(name)}`;
    },
  };
}
