import { parse } from 'yaml';
import * as z from 'zod';
import type { Manifest } from '../declared.ts';
import { splitNpmName } from '../npm.ts';
import { type Locked, reached } from './locked-graph.ts';

const versions = z.record(z.string(), z.string()).optional();
/** What one project asks for to run, with what it got. */
const requests = z.record(z.string(), z.object({ version: z.string() })).optional();
const project = z.object({ dependencies: requests, optionalDependencies: requests });
const entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  dependencies: versions,
  optionalDependencies: versions,
});
const entries = z.record(z.string(), entry).optional();
const file = project.extend({
  lockfileVersion: z.string(),
  /** The projects of a workspace; form 6 leaves the list out when there is one alone. */
  importers: z.record(z.string(), project).optional(),
  packages: entries,
  snapshots: entries,
});
type File = z.output<typeof file>;

/** `/@scope/name@1.0.0(peer@2)` and, without its slash, the form of today. */
function splitKey(key: string): Pick<Locked, 'name' | 'version'> {
  const { name, version } = /^\/?(?<name>(?:@[^/@]+\/)?[^/@]+)@(?<version>[^()]+)/.exec(key)?.groups ?? {};
  if (name === undefined || version === undefined) throw new Error(`"${key}" does not name a package`);
  return { name, version };
}

/** Where each form has what a package needs, and what it puts before its keys. */
const FORMS: Readonly<Record<string, { readonly needs: 'packages' | 'snapshots'; readonly prefix: string }>> = {
  6: { needs: 'packages', prefix: '/' },
  9: { needs: 'snapshots', prefix: '' },
};

/** What the projects of the workspace need to run, and all that this needs. */
function usedOf(parsed: File): Locked[] {
  const form = FORMS[parsed.lockfileVersion.split('.')[0] ?? ''];
  if (form === undefined) throw new Error(`form ${parsed.lockfileVersion} of pnpm's lock file is not read`);
  const packages = parsed[form.needs] ?? {};
  // An alias has the whole key as its version. A folder of the workspace is no package: what it needs is said there.
  const keyOf = (name: string, version: string): (string | null)[] => {
    if (version.startsWith('link:')) return [];
    return [[`${form.prefix}${name}@${version}`, version].find((key) => Object.hasOwn(packages, key)) ?? null];
  };
  const locked = Object.entries(packages).map(([key, { dependencies, optionalDependencies }]): [string, Locked] => {
    // What comes from elsewhere than a registry says its name itself.
    const { name, version } = parsed.packages?.[key] ?? parsed.packages?.[key.replace(/\(.*$/, '')] ?? {};
    const own = name === undefined ? splitKey(key) : { name, version: version ?? null };
    const needs = Object.entries({ ...dependencies, ...optionalDependencies });
    return [key, { ...own, needs: needs.flatMap(([other, got]) => keyOf(other, got)) }];
  });
  const projects = Object.values(parsed.importers ?? { '.': parsed });
  const roots = projects.flatMap(({ dependencies, optionalDependencies }) =>
    Object.entries({ ...dependencies, ...optionalDependencies }).flatMap(([name, { version }]) => keyOf(name, version)),
  );
  const used = reached(new Map(locked), roots);
  if (used === undefined) throw new Error('it needs a package that it does not hold');
  return used;
}

/** Everything that pnpm resolved, in the forms of pnpm 8 and of 9 and later; not what is for development only. */
export function readPnpmLock(text: string): Manifest {
  const used = usedOf(file.parse(parse(text, { schema: 'failsafe' })));
  const found = new Map(used.map((one) => [`${one.name}@${one.version}`, one]));
  const lines = text.split('\n');
  return {
    packages: [...found.values()].map(({ name, version }) => ({
      view: 'locked',
      type: 'npm',
      ...splitNpmName(name),
      version,
      line: lineOf(lines, `${name}@${version}`),
    })),
    unread: [],
  };
}

function lineOf(lines: readonly string[], key: string): number | null {
  const index = lines.findIndex((line) => line.includes(key) && /^\s+\S+:/.test(line));
  return index === -1 ? null : index + 1;
}
