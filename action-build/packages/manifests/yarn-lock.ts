import { parse } from 'yaml';
import * as z from 'zod';
import type { Manifest } from '../declared.ts';
import { splitNpmName } from '../npm.ts';
import { type Locked, reached } from './locked-graph.ts';

const ranges = z.record(z.string(), z.string()).optional();
const entry = z.object({
  version: z.string(),
  resolution: z.string().optional(),
  dependencies: ranges,
  optionalDependencies: ranges,
});
type Entry = z.output<typeof entry>;
const whole = z.record(z.string(), entry);
const berry = z.looseObject({ __metadata: z.looseObject({}) }).transform(({ __metadata: _, ...rest }) => rest);
const project = z.object({
  dependencies: ranges,
  optionalDependencies: ranges,
  workspaces: z.unknown().optional(),
  resolutions: z.unknown().optional(),
});
type Project = z.output<typeof project>;

const CLASSIC = /^(?:#[^\n]*\n)*#\s*yarn lockfile v1\s*\n/;
const PAIR = /^(?<key>"(?:[^"\\]|\\.)*"|[^\s"]+) (?<value>"(?:[^"\\]|\\.)*"|[^\s"]+)$/;

const plain = (text: string): string => (text.startsWith('"') ? String(JSON.parse(text)) : text);

/** The requests that one entry answers: `a@^1, "@b/c@^2 || ^3"`. */
const keysOf = (text: string): string[] =>
  [...text.matchAll(/(?:^|, )(?<key>"(?:[^"\\]|\\.)*"|[^",]+)(?=, |$)/g)].map(({ groups }) =>
    plain(groups?.['key'] ?? ''),
  );

/**
 * The form of Yarn 1, which is no YAML: entries, their settings two spaces deeper, and lists of requests four.
 * @throws Error at the first line that is anything else
 */
function parseClassic(text: string): unknown {
  const entries: Record<string, Record<string, unknown>> = {};
  let current: Record<string, unknown> = {};
  let list: Record<string, unknown> | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const content = line.trimStart();
    const depth = line.length - content.length;
    const { key, value } = PAIR.exec(content)?.groups ?? {};
    const pair = key === undefined || value === undefined ? undefined : ([plain(key), plain(value)] as const);
    if (depth === 0 && content.endsWith(':')) {
      current = {};
      list = undefined;
      entries[content.slice(0, -1)] = current;
    } else if (depth === 2 && content.endsWith(':')) {
      list = {};
      current[plain(content.slice(0, -1))] = list;
    } else if (depth === 2 && pair !== undefined) {
      list = undefined;
      current[pair[0]] = pair[1];
    } else if (depth === 4 && pair !== undefined && list !== undefined) list[pair[0]] = pair[1];
    else throw new Error(`line ${index + 1} cannot be read`);
  }
  return entries;
}

const aliasOf = (range: string): string | undefined =>
  /^npm:(?<name>(?:@[^/]+\/)?[^@]+)@/.exec(range)?.groups?.['name'];

/** Name and range of `@scope/name@range`. */
function splitKey(key: string): { readonly name: string; readonly range: string } {
  const at = key.indexOf('@', 1);
  if (at === -1) throw new Error(`"${key}" names no version`);
  return { name: key.slice(0, at), range: key.slice(at + 1) };
}

/**
 * The key by which a request is in the file: as written, or with the protocol that newer versions put in front.
 * @returns null for what is not from a registry, which is in the file in other words or not at all
 * @throws Error when the file does not hold it: it was cut off, or is older than the request
 */
function keyOf(all: ReadonlySet<string>, name: string, range: string, isStrict: boolean): string | null {
  const found = [`${name}@${range}`, `${name}@npm:${range}`].find((key) => all.has(key));
  const isFromRegistry = !/[:/]/.test(range) || range.startsWith('npm:');
  if (found === undefined && isStrict && isFromRegistry) throw new Error(`it does not hold ${name}@${range}`);
  return found ?? null;
}

function lockedOf(key: string, found: Entry, all: ReadonlySet<string>, isStrict: boolean): Locked {
  const { name, range } = splitKey(key);
  const needs = Object.entries({ ...found.dependencies, ...found.optionalDependencies });
  return {
    // A resolution names what it really is, an alias of the old form does so in its range.
    name: found.resolution === undefined ? (aliasOf(range) ?? name) : splitKey(found.resolution).name,
    version: found.version,
    needs: needs.map(([other, wanted]) => keyOf(all, other, wanted, isStrict)),
  };
}

/** A folder of the workspace. */
const isOwn = (found: Entry): boolean => /@workspace:/.test(found.resolution ?? '');

/** What is needed to run, as far as the package.json beside the file tells; else everything. */
function usedOf(entries: Readonly<Record<string, Entry>>, beside: Project | undefined): readonly Locked[] {
  // Resolutions put other requests into the file than those that are made.
  const isStrict = beside !== undefined && beside.resolutions === undefined;
  const all = new Set(Object.keys(entries).flatMap(keysOf));
  const packages = new Map<string, Locked>();
  for (const [key, found] of Object.entries(entries)) {
    const keys = keysOf(key);
    if (!isOwn(found)) for (const one of keys) packages.set(one, lockedOf(keys[0] ?? '', found, all, isStrict));
  }
  const everything = [...packages.values()];
  if (beside === undefined || beside.workspaces !== undefined) return everything;
  const asked = Object.entries({ ...beside.dependencies, ...beside.optionalDependencies });
  const roots = asked.map(([name, range]) => keyOf(all, name, range, isStrict));
  return reached(packages, roots) ?? everything;
}

/**
 * Everything that Yarn resolved, in the form of Yarn 1 and of its successors. The file does not say what is for
 * development only: that is found from the package.json beside it. Where it cannot be found, everything counts.
 * @param packageJson the text of the package.json beside it
 */
export function readYarnLock(text: string, packageJson: string | undefined): Manifest {
  const isClassic = CLASSIC.test(text);
  const parsed: unknown = isClassic ? parseClassic(text) : berry.parse(parse(text, { schema: 'failsafe' }));
  const beside = packageJson === undefined ? undefined : project.parse(JSON.parse(packageJson));
  const used = usedOf(whole.parse(parsed), beside);
  const found = new Map(used.map((one) => [`${one.name}@${one.version}`, one]));
  const lines = text.split('\n');
  return {
    packages: [...found.values()].map(({ name, version }) => ({
      view: 'locked',
      type: 'npm',
      ...splitNpmName(name),
      version,
      line: lineOf(lines, name),
    })),
    unread: [],
  };
}

/** The line of a package's entry. */
function lineOf(lines: readonly string[], name: string): number | null {
  const index = lines.findIndex((line) => !line.startsWith(' ') && line.includes(`${name}@`));
  return index === -1 ? null : index + 1;
}
