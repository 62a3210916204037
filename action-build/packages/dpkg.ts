import { readParagraph } from './fields.ts';
import type { Listed } from './package.ts';

/** States in which a package has no files in the image. Every other one, even half-done, leaves files to run. */
const ABSENT = new Set(['not-installed', 'config-files']);

function readEntry(paragraph: string, path: string, namespace: string | null): Listed | undefined {
  const { fields, damaged } = readParagraph(paragraph);
  if (damaged !== null) throw new Error(`${path}: not a field: "${damaged}"`);
  const name = fields.get('package');
  if (name === undefined || name === '') throw new Error(`${path}: an entry has no Package field`);
  // `install ok installed`: what is wanted, whether it went wrong, and the state. Files of status.d have no Status.
  const status = fields.get('status');
  const state = status?.split(/\s+/)[2];
  if (status !== undefined && state === undefined) throw new Error(`${path}: ${name} has a damaged Status field`);
  if (state !== undefined && ABSENT.has(state)) return undefined;
  return { type: 'deb', namespace, name: name.toLowerCase(), version: fields.get('version') ?? '', path };
}

/**
 * Reads a dpkg database: `var/lib/dpkg/status`, or one file of `status.d` as in distroless images.
 * @param namespace the distribution, from os-release.
 * @throws when an entry is damaged: a package that cannot be read must not look absent.
 */
export function readDpkg(text: string, path: string, namespace: string | null): Listed[] {
  return text
    .split(/\n(?:[ \t\r]*\n)+/)
    .filter((paragraph) => paragraph.trim() !== '')
    .flatMap((paragraph) => readEntry(paragraph.replace(/^(?:[ \t\r]*\n)+/, ''), path, namespace) ?? []);
}

/** ID of os-release, which is also the namespace of Debian package URLs; null when there is none. */
export function distribution(osRelease: string): string | null {
  const [, id] = /^ID=["']?([a-z0-9._-]+)["']?\s*$/m.exec(osRelease) ?? [];
  return id ?? null;
}
