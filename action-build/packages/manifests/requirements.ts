import type { Manifest } from '../declared.ts';
import { readRequirement } from './requirement.ts';

/** A file of requirements, and the other ones that it takes in. */
export type Requirements = Manifest & {
  /** Paths of `-r`, as written, with their lines. */
  readonly included: readonly { readonly path: string; readonly line: number }[];
};

type Line = { readonly text: string; readonly line: number };

/** Lines with their continuations, without comments. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let open = '';
  let start = 0;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (open === '') start = index + 1;
    if (raw.endsWith('\\') && !raw.trimStart().startsWith('#')) {
      open += `${raw.slice(0, -1)} `;
      continue;
    }
    lines.push({ text: `${open}${raw}`.replace(/(?:^|\s)#.*$/, '').trim(), line: start });
    open = '';
  }
  if (open !== '') lines.push({ text: open.trim(), line: start });
  return lines.filter(({ text: line }) => line !== '');
}

const INCLUDE = /^(?:-r\s*|--requirement(?:\s+|=))(?<path>\S+)$/;
const EDITABLE = /^(?:-e\s*|--editable(?:\s+|=))(?<what>.+)$/;

/** Reads pip's requirements file. Constraints (`-c`) install nothing, so they declare nothing. */
export function readRequirements(text: string): Requirements {
  const packages: Manifest['packages'][number][] = [];
  const unread: Manifest['unread'][number][] = [];
  const included: { path: string; line: number }[] = [];
  for (const { text: whole, line } of linesOf(text)) {
    const path = INCLUDE.exec(whole)?.groups?.['path'];
    if (path !== undefined) {
      included.push({ path, line });
      continue;
    }
    const what = EDITABLE.exec(whole)?.groups?.['what'] ?? whole;
    if (what.startsWith('-')) continue;
    // Options of one requirement, such as hashes, follow it.
    const requirement = what.replace(/\s+--.*$/s, '');
    // The project's own folder, or one of the repository: what it needs is in its own manifest.
    if (/^\.{0,2}\/|^\.{1,2}(?:\[|$)/.test(requirement)) continue;
    const found = readRequirement(requirement);
    if (found === undefined) unread.push({ type: 'pypi', line, why: 'it does not say which project it names' });
    else packages.push({ view: 'declared', ...found, line });
  }
  return { packages, unread, included };
}
