import { parse } from 'smol-toml';
import * as z from 'zod';
import type { Manifest } from '../declared.ts';
import { normalizePythonName } from '../python.ts';
import { readRequirement } from './requirement.ts';

const anything = z.record(z.string(), z.unknown());
const project = z.object({
  project: z.object({ dependencies: z.array(z.string()).optional() }).optional(),
  tool: z.object({ poetry: z.object({ dependencies: anything.optional() }).optional() }).optional(),
});

/** The first line that holds the text; the format has no places in what is parsed. */
function lineWith(lines: readonly string[], text: string): number | null {
  const index = lines.findIndex((line) => line.includes(text));
  return index === -1 ? null : index + 1;
}

/** What a project needs to run, by PEP 621 and by Poetry. Groups for development and extras are not installed by themselves. */
export function readPyproject(text: string): Manifest {
  const { project: standard, tool } = project.parse(parse(text));
  const lines = text.split('\n');
  const packages: Manifest['packages'][number][] = [];
  const unread: Manifest['unread'][number][] = [];
  for (const requirement of standard?.dependencies ?? []) {
    const line = lineWith(lines, requirement);
    const found = readRequirement(requirement);
    if (found === undefined) unread.push({ type: 'pypi', line, why: `"${requirement}" does not name a project` });
    else packages.push({ view: 'declared', ...found, line });
  }
  for (const name of Object.keys(tool?.poetry?.dependencies ?? {})) {
    if (name === 'python') continue;
    const line = lineWith(lines, name);
    packages.push({
      view: 'declared',
      type: 'pypi',
      namespace: null,
      name: normalizePythonName(name),
      version: null,
      line,
    });
  }
  return { packages, unread };
}

const locked = z.object({
  package: z
    .array(
      z.object({
        name: z.string(),
        version: z.string().optional(),
        category: z.string().optional(),
        groups: z.array(z.string()).optional(),
        source: anything.optional(),
      }),
    )
    .optional(),
});

/** The project itself, which uv lists among its packages. */
const isOwn = (source: Record<string, unknown> | undefined): boolean =>
  source !== undefined && ('virtual' in source || source['editable'] === '.');

/** Everything that Poetry or uv resolved, but for what is known to be for development only. */
export function readPythonLock(text: string): Manifest {
  const lines = text.split('\n');
  const packages = (locked.parse(parse(text)).package ?? [])
    .filter(
      ({ category, groups, source }) => category !== 'dev' && groups?.includes('main') !== false && !isOwn(source),
    )
    .map(({ name, version = null }) => ({
      view: 'locked' as const,
      type: 'pypi' as const,
      namespace: null,
      name: normalizePythonName(name),
      version,
      line: lineWith(lines, `name = "${name}"`),
    }));
  return { packages, unread: [] };
}

const pipfile = z.object({ default: z.record(z.string(), z.object({ version: z.string().optional() })) });

/** What pipenv resolved for use; what is for development only is in another section. */
export function readPipfileLock(text: string): Manifest {
  const lines = text.split('\n');
  const packages = Object.entries(pipfile.parse(JSON.parse(text)).default).map(([name, { version }]) => ({
    view: 'locked' as const,
    type: 'pypi' as const,
    namespace: null,
    name: normalizePythonName(name),
    version: version?.replace(/^==/, '') ?? null,
    line: lineWith(lines, `"${name}"`),
  }));
  return { packages, unread: [] };
}
