import type { TreeEntry } from '../git.ts';
import { repoApi, repoSite, type Shape } from '../shapes/words.ts';
import type { World } from '../world/world.ts';
import { type Call, type Handlers, notFound, ok } from './handler.ts';

/** Above this GitHub gives contents as raw bytes only. */
const INLINE = 1024 * 1024;

const KINDS: Readonly<Record<string, string>> = { '040000': 'dir', '120000': 'symlink', '160000': 'submodule' };

function entryShape(call: Call, entry: TreeEntry, commit: string): Shape {
  const kind = entry.type === 'tree' ? 'trees' : 'blobs';
  const self = repoApi(call.at, `/contents/${entry.path}?ref=${commit}`);
  const git = repoApi(call.at, `/git/${kind}/${entry.sha}`);
  const html = repoSite(call.at, `/${entry.type}/${commit}/${entry.path}`);
  return {
    type: KINDS[entry.mode] ?? 'file',
    name: entry.path.split('/').at(-1),
    path: entry.path,
    sha: entry.sha,
    size: entry.size,
    url: self,
    html_url: html,
    git_url: git,
    download_url:
      entry.type === 'tree' ? null : `https://raw.githubusercontent.com/${call.at.repository}/${commit}/${entry.path}`,
    _links: { self, git, html },
  };
}

/** Base64 in lines of 60 letters, as GitHub writes it. */
const base64Lines = (bytes: Buffer): string =>
  `${
    bytes
      .toString('base64')
      .match(/.{1,60}/g)
      ?.join('\n') ?? ''
  }\n`;

async function file(call: Call, world: World, entry: TreeEntry, commit: string) {
  const bytes = await world.git.blob(entry.sha);
  if (/vnd\.github\.(v3\.)?raw/.test(call.accept)) {
    return { status: 200, bytes: { type: 'application/vnd.github.raw+json; charset=utf-8', data: bytes } };
  }
  const shape = entryShape(call, entry, commit);
  if (shape['type'] === 'symlink') return ok({ ...shape, target: bytes.toString() });
  if (entry.size > INLINE) return ok({ ...shape, encoding: 'none', content: '' });
  return ok({ ...shape, encoding: 'base64', content: base64Lines(bytes) });
}

async function content(call: Call, world: World) {
  const commit = await world.git.resolve(call.query.get('ref') ?? world.repository.defaultBranch);
  if (commit === undefined) return notFound(`No commit found for the ref ${call.query.get('ref')}`);
  const path = (call.params['path'] ?? '').replace(/\/+$/, '');
  const entry = await world.git.entry(commit, path);
  if (entry === undefined) return notFound();
  if (entry.type === 'blob') return file(call, world, entry, commit);
  const entries = await world.git.entries(`${commit}:${path}`);
  return ok(entries.map((inner) => entryShape(call, { ...inner, path: `${path}/${inner.path}` }, commit)));
}

async function tree(call: Call, world: World) {
  const name = call.params['tree_sha'] ?? '';
  const treeish = /^[0-9a-f]{40}$/.test(name) ? name : await world.git.resolve(name);
  const entries =
    treeish === undefined
      ? undefined
      : await world.git.entries(treeish, call.query.has('recursive')).catch(() => undefined);
  if (entries === undefined) return notFound();
  const sha = await world.git.run(['rev-parse', `${treeish}^{tree}`]);
  const listed = entries.map(({ mode, type, sha: object, size, path }) => ({
    ...{ path, mode, type, sha: object },
    ...(type === 'blob' ? { size } : {}),
    url: repoApi(call.at, `/git/${type}s/${object}`),
  }));
  return ok({ sha, url: repoApi(call.at, `/git/trees/${sha}`), tree: listed, truncated: false });
}

/** Files at a commit. */
export const contentHandlers: Handlers = { 'repos/get-content': content, 'git/get-tree': tree };
