import { pack } from 'tar-stream';
import { sha256 } from '../../shared/domain/record.ts';
import type { Digest } from '../../shared/domain/subject.ts';

/** Content of a file, or where a link leads. */
export type FakeEntry =
  | string
  | Uint8Array
  | { readonly text: string; readonly mode: number; readonly uid?: number; readonly gid?: number }
  | { readonly symlink: string }
  | { readonly hardlink: string };

export type FakeFiles = Readonly<Record<string, FakeEntry>>;

/** One layer: its files, and the history's word on who made it. */
export type FakeLayer = { readonly files: FakeFiles; readonly createdBy?: string };

/** A tar archive; a name with a slash at its end is a folder. */
export async function tarBytes(files: FakeFiles): Promise<Buffer> {
  const archive = pack();
  for (const [name, entry] of Object.entries(files)) {
    if (typeof entry === 'string' || entry instanceof Uint8Array) {
      archive.entry({ name, type: name.endsWith('/') ? 'directory' : 'file' }, Buffer.from(entry));
    } else if ('text' in entry) {
      const { mode, uid = 0, gid = 0 } = entry;
      archive.entry({ name, type: 'file', mode, uid, gid }, Buffer.from(entry.text));
    } else if ('symlink' in entry) archive.entry({ name, type: 'symlink', linkname: entry.symlink });
    else archive.entry({ name, type: 'link', linkname: entry.hardlink });
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** An image as engines keep it: layers, and a configuration whose digest is its id. */
export type MadeImage = {
  readonly id: Digest;
  readonly configuration: string;
  readonly layers: readonly { readonly diffId: Digest; readonly bytes: Buffer }[];
};

export async function makeImage(layers: readonly FakeLayer[]): Promise<MadeImage> {
  const made = await Promise.all(
    layers.map(async ({ files }) => {
      const bytes = await tarBytes(files);
      return { diffId: `sha256:${sha256(bytes)}` as const, bytes };
    }),
  );
  const configuration = JSON.stringify({
    rootfs: { type: 'layers', diff_ids: made.map(({ diffId }) => diffId) },
    history: layers.flatMap(({ createdBy = '' }) => [
      { created_by: createdBy },
      { created_by: 'CMD ["true"]', empty_layer: true },
    ]),
  });
  return { id: `sha256:${sha256(configuration)}`, configuration, layers: made };
}

/** What `docker save` gives in its old form: folders of layers, what is twice as a link, the list at the end. */
export async function savedArchive(images: readonly MadeImage[]): Promise<Buffer> {
  const files: Record<string, FakeEntry> = {};
  const list = images.map(({ id, configuration, layers }) => {
    files[`${id.slice(7)}.json`] = configuration;
    const paths = layers.map(({ diffId, bytes }) => {
      files[`${diffId.slice(7)}/layer.tar`] = bytes;
      return `${diffId.slice(7)}/layer.tar`;
    });
    return { Config: `${id.slice(7)}.json`, RepoTags: null, Layers: paths };
  });
  return await tarBytes({ ...files, 'manifest.json': JSON.stringify(list) });
}
