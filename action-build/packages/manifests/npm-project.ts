import * as z from 'zod';
import type { DeclaredPackage, Manifest } from '../declared.ts';
import { splitNpmName } from '../npm.ts';

const ranges = z.record(z.string(), z.string()).optional();
const described = z.object({ dependencies: ranges, optionalDependencies: ranges });

/** The package that a dependency really is: `ui: npm:electron@30` installs electron. */
function realName(name: string, range: string): string {
  const [, alias] = /^npm:((?:@[^/]+\/)?[^@]+)/.exec(range) ?? [];
  return alias ?? name;
}

const lineOf = (lines: readonly string[], name: string): number | null => {
  const index = lines.findIndex((line) => line.includes(`"${name}"`));
  return index === -1 ? null : index + 1;
};

const EXACT = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

function npmPackage(
  view: DeclaredPackage['view'],
  name: string,
  version: string | null,
  line: number | null,
): Manifest['packages'][number] {
  return { view, type: 'npm', ...splitNpmName(name), version, line };
}

/** What a `package.json` needs to run; what is for development only is not in an image for use. */
export function readPackageJson(text: string): Manifest {
  const { dependencies, optionalDependencies } = described.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
  const lines = text.split('\n');
  const packages = Object.entries({ ...dependencies, ...optionalDependencies }).map(([name, range]) =>
    npmPackage('declared', realName(name, range), EXACT.test(range) ? range : null, lineOf(lines, name)),
  );
  return { packages, unread: [] };
}

const entry = z.object({
  version: z.string().optional(),
  name: z.string().optional(),
  dev: z.boolean().optional(),
  link: z.boolean().optional(),
});
type Old = { version?: string | undefined; dev?: boolean | undefined; dependencies?: Record<string, Old> | undefined };
const old: z.ZodType<Old> = z.object({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  get dependencies() {
    return z.record(z.string(), old).optional();
  },
});
const locked = z.object({
  lockfileVersion: z.number(),
  packages: z.record(z.string(), entry).optional(),
  dependencies: z.record(z.string(), old).optional(),
});

/** Of the first form, in which dependencies lie in each other. */
function oldEntries(dependencies: Record<string, Old>): [string, string | null][] {
  return Object.entries(dependencies).flatMap(([name, { version = null, dev, dependencies: inner = {} }]) =>
    dev === true ? [] : [[realName(name, version ?? ''), version] as [string, string | null], ...oldEntries(inner)],
  );
}

/** Everything that npm resolved, in each of the three forms of its lock file; not what is for development only. */
export function readNpmLock(text: string): Manifest {
  const { packages, dependencies = {} } = locked.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
  const lines = text.split('\n');
  if (packages === undefined) {
    const entries = oldEntries(dependencies);
    return {
      packages: entries.map(([name, version]) => npmPackage('locked', name, version, lineOf(lines, name))),
      unread: [],
    };
  }
  const found = Object.entries(packages).flatMap(([path, { version = null, name, dev, link }]) => {
    const [, folder] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
    if (folder === undefined || dev === true || link === true) return [];
    return [npmPackage('locked', name ?? folder, version, lineOf(lines, path))];
  });
  return { packages: found, unread: [] };
}
