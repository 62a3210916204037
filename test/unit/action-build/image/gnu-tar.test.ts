import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Layer } from '../../../../action-build/image/layer.ts';
import { LayerReader } from '../../../../action-build/image/layer-reader.ts';
import { Budget, LIMITS } from '../../../../action-build/image/limits.ts';
import { sha256 } from '../../../../shared/domain/record.ts';

const temp = mkdtempSync(join(tmpdir(), 'countersign-tar-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** Reads a layer that comes in pieces of the given size, all in one place, each of which spoils the one before. */
function read(bytes: Buffer, piece: number): Layer {
  const reader = new LayerReader(new Budget(LIMITS), { wanted: () => true, sums: true });
  const place = Buffer.alloc(piece);
  for (let at = 0; at < bytes.length; at += piece) {
    const length = bytes.copy(place, 0, at, at + piece);
    reader.write(place.subarray(0, length));
    place.fill(0xaa);
  }
  return reader.finish();
}

type Thing =
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly mode: number }
  | { readonly kind: 'symlink' | 'hardlink' };

/** Names that tar formats treat differently: short, longer than a header's field, not ASCII. */
const part = fc.oneof(
  fc.stringMatching(/^[a-z0-9_.-]{1,12}$/),
  fc.stringMatching(/^[a-z]{90,140}$/),
  fc.constantFrom('käse', '文件', 'a b', 'x\nline', '=', 'ünï'.repeat(30)),
);
const path = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map((one) => (/^\.{1,2}$|^\.wh\./.test(one) ? 'dot' : one)).join('/'));
const thing: fc.Arbitrary<Thing> = fc.oneof(
  fc.record({
    kind: fc.constant('file' as const),
    bytes: fc.uint8Array({ maxLength: 3000 }),
    mode: fc.constantFrom(0o644, 0o755, 0o4755, 0o600),
  }),
  fc.record({ kind: fc.constantFrom('symlink' as const, 'hardlink' as const) }),
);

/** Makes the tree on disk, leaving out what does not fit on what is there. Gives the content of each file by path. */
function plant(root: string, things: readonly (readonly [string, Thing])[]): Map<string, string> {
  const planted = new Map<string, string>();
  const files: [string, string][] = [];
  for (const [name, made] of things) {
    const full = join(root, name);
    try {
      mkdirSync(dirname(full), { recursive: true });
      const [target, content] = files[0] ?? [];
      if (made.kind === 'file') {
        writeFileSync(full, made.bytes, { flag: 'wx', mode: made.mode });
        const content = `${sha256(made.bytes)} ${crc32(made.bytes)}`;
        files.push([full, content]);
        planted.set(name, content);
      } else if (made.kind === 'symlink') {
        symlinkSync(`/${'t'.repeat(name.length)}`, full);
        planted.set(name, `-> /${'t'.repeat(name.length)}`);
      } else if (target !== undefined && content !== undefined) {
        linkSync(target, full);
        planted.set(name, content);
      }
    } catch (error) {
      // A name that is taken, a file where a folder is needed, a name that the disk does not take.
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }
  return planted;
}

/** What the reader found, in the same words; a hard link has the content of what it stands for. */
function found(layer: Layer): Map<string, string> {
  const seen = new Map<string, string>();
  const contentOf = (name: string): string => {
    const bytes = layer.contents.get(name);
    return bytes === undefined ? 'nothing' : `${sha256(bytes)} ${layer.entries.get(name)?.sum}`;
  };
  for (const [name, entry] of layer.entries) {
    if (entry.type === 'file') seen.set(name, contentOf(name));
    if (entry.type === 'symlink') seen.set(name, `-> ${entry.link}`);
    if (entry.type === 'hardlink') seen.set(name, contentOf(entry.link ?? ''));
  }
  return seen;
}

const sorted = (map: ReadonlyMap<string, string>): [string, string][] =>
  [...map].sort(([left], [right]) => (left < right ? -1 : 1));

describe.each(['pax', 'gnu', 'ustar'])('what GNU tar packs as %s', (format) => {
  test('is read back equal, in whatever pieces it comes', () => {
    let run = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(path, thing), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5000 }),
        (things, piece) => {
          run += 1;
          const root = join(temp, `${format}-${run}`);
          mkdirSync(root);
          // ustar has no form for names and links beyond its fields; GNU tar would leave those files out.
          const fit = format === 'ustar' ? things.filter(([name]) => Buffer.byteLength(name) < 95) : things;
          const planted = plant(root, fit);
          const bytes = execFileSync('tar', [`--format=${format}`, '-C', root, '-cf', '-', '.'], {
            maxBuffer: 2 ** 28,
            env: { ...process.env, LC_ALL: 'C.UTF-8' },
          });
          const layer = read(bytes, piece);
          expect(sorted(found(layer))).toEqual(sorted(planted));
          expect(layer.diffId).toBe(`sha256:${sha256(bytes)}`);
          rmSync(root, { recursive: true, force: true });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('forms that files on this disk do not have', () => {
  const pack = (...args: string[]): Buffer =>
    execFileSync('tar', ['-C', temp, '-cf', '-', ...args], { maxBuffer: 2 ** 28 });

  test('mode, owner and big ids in PAX and in base 256', () => {
    writeFileSync(join(temp, 'owned'), 'x');
    const owner = ['--owner=:3000000', '--group=:4000000', '--mode=6755', 'owned'];
    for (const format of ['pax', 'gnu']) {
      const entry = read(pack(`--format=${format}`, ...owner), 700).entries.get('owned');
      expect(entry).toMatchObject({ type: 'file', mode: 0o6755, uid: 3_000_000, gid: 4_000_000, size: 1 });
    }
  });

  test('ustar keeps the first part of a long name in a field of its own', () => {
    const folder = `${'a'.repeat(80)}/${'b'.repeat(30)}`;
    mkdirSync(join(temp, folder), { recursive: true });
    writeFileSync(join(temp, folder, 'file'), 'x');
    expect([...read(pack('--format=ustar', `${folder}/file`), 512).entries.keys()]).toEqual([`${folder}/file`]);
  });

  test('sparse files are refused in every format', () => {
    execFileSync('truncate', ['-s', '10M', join(temp, 'sparse')]);
    for (const format of ['pax', 'gnu']) {
      expect(() => read(pack(`--format=${format}`, '--sparse', 'sparse'), 4096)).toThrow(
        'sparse files are not supported',
      );
    }
  });

  test('devices and pipes have no content', () => {
    execFileSync('mkfifo', [join(temp, 'pipe')]);
    expect(read(pack('pipe'), 512).entries.get('pipe')).toMatchObject({ type: 'fifo', size: 0, sum: null });
  });

  test('the old format of Unix, with folders as files that end with a slash', () => {
    mkdirSync(join(temp, 'old'));
    writeFileSync(join(temp, 'old/file'), 'x');
    const { entries } = read(pack('--format=v7', 'old'), 512);
    expect([...entries].map(([name, { type }]) => [name, type])).toEqual([
      ['old', 'folder'],
      ['old/file', 'file'],
    ]);
  });
});
