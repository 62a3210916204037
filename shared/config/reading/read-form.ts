import type * as z from 'zod';
import { type ConfigPath, type Finding, isWithin, overlaps } from '../finding.ts';
import { nearest } from '../nearest.ts';
import { type Config, configSchema } from '../schema.ts';
import { describeIssue, expandUnions, unknownKey, valueAt } from './schema-issues.ts';
import { knownKeys } from './schema-tree.ts';

/** What the form of a configuration says. */
export type FormReading = {
  readonly findings: readonly Finding[];
  /** The file as if its mistakes of form were mended, so that its meaning can be checked in the same run. */
  readonly mended: Config | undefined;
  /** The data with every name that the file gives, wrong entries included. */
  readonly named: unknown;
  /** A finding about the mended reading as one about the file; undefined when it only repeats a mistake of form. */
  readonly inFile: (finding: Finding) => Finding | undefined;
};

/** A key that stands in the file as `from` and was read as `to`. */
type Rename = { readonly parent: ConfigPath; readonly from: string; readonly to: string };

type Mending = {
  readonly findings: Finding[];
  readonly renames: Rename[];
  /** Parts that were left out, and so are no news when they are missed. */
  readonly leftOut: ConfigPath[];
};

/** Mending ends when nothing is left to say; the bound only guards against a schema that never agrees. */
const ROUNDS = 100;

/**
 * Checks the form and goes on past each mistake: a mistyped key is read as the nearest known one, a wrong value is left
 * out. The mended reading is never used as a configuration, only to find every other mistake at once.
 */
export function readForm(value: unknown): FormReading {
  const mending: Mending = { findings: [], renames: [], leftOut: [] };
  let named: unknown;
  let current = value;
  for (let round = 0; round < ROUNDS && current !== undefined; round++) {
    const result = configSchema.safeParse(current);
    if (result.success) return reading(mending, result.data, named ?? current);
    const issues = expandUnions(result.error.issues);
    const unknown = issues.filter((issue) => issue.code === 'unrecognized_keys');
    if (unknown.length > 0) {
      for (const issue of unknown) current = mendKeys(current, issue, mending);
      continue;
    }
    named ??= current;
    current = leaveOut(current, issues, mending);
  }
  return reading(mending, undefined, named);
}

function reading({ findings, renames, leftOut }: Mending, mended: Config | undefined, named: unknown): FormReading {
  const inFile = (finding: Finding): Finding | undefined =>
    leftOut.some((path) => overlaps(path, finding.path))
      ? undefined
      : { ...finding, path: asWritten(finding.path, renames) };
  return { findings, mended, named, inFile };
}

/** Reports wrong values and takes them out. What is missed only because of an earlier round is no mistake of the file. */
function leaveOut(
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
  { findings, renames, leftOut }: Mending,
): unknown {
  const before = [...leftOut];
  const now: ConfigPath[] = [];
  let current = value;
  for (const issue of issues) {
    const finding = describeIssue(issue, value);
    const known = before.some((path) => overlaps(path, finding.path));
    if (!known) findings.push({ ...finding, path: asWritten(finding.path, renames) });
    if (now.some((path) => isWithin(finding.path, path))) continue;
    const path = prunable(current, finding.path);
    now.push(path);
    leftOut.push(path.length === 0 ? finding.path : path);
    current = without(current, path);
  }
  return current;
}

function mendKeys(value: unknown, issue: z.core.$ZodIssueUnrecognizedKeys, mending: Mending): unknown {
  const { findings, renames, leftOut } = mending;
  const parent = issue.path as ConfigPath;
  const known = knownKeys(configSchema, parent);
  let current = value;
  for (const key of issue.keys) {
    findings.push(unknownKey(asWritten(parent, renames), key, known));
    const to = nearest(key, known);
    const taken = to === undefined || valueAt(current, [...parent, to]) !== undefined;
    if (taken) leftOut.push([...parent, key]);
    else renames.push({ parent, from: key, to });
    current = taken ? without(current, [...parent, key]) : renamed(current, parent, key, to);
  }
  return current;
}

/** The path in the file of a path in the mended data. */
function asWritten(path: ConfigPath, renames: readonly Rename[]): ConfigPath {
  return path.map((part, index) => {
    const parent = path.slice(0, index);
    const rename = renames.find(
      (one) => one.to === part && one.parent.length === index && overlaps(one.parent, parent),
    );
    return rename?.from ?? part;
  });
}

/** The nearest part that can be left out: it exists and is no list entry, so that no index moves. */
function prunable(value: unknown, path: ConfigPath): ConfigPath {
  let end = path.length;
  while (end > 0 && (typeof path[end - 1] === 'number' || valueAt(value, path.slice(0, end)) === undefined)) end--;
  return path.slice(0, end);
}

function without(value: unknown, path: ConfigPath): unknown {
  return edit(value, path, () => undefined);
}

function renamed(value: unknown, parent: ConfigPath, from: string, to: string): unknown {
  return edit(value, parent, (object) =>
    Object.fromEntries(Object.entries(object ?? {}).map(([key, inner]) => [key === from ? to : key, inner])),
  );
}

/** A copy with one part changed; undefined takes the part out. */
function edit(value: unknown, path: ConfigPath, change: (part: object | undefined) => unknown): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return change(typeof value === 'object' && value !== null ? value : undefined);
  if (Array.isArray(value)) return value.map((inner, index) => (index === part ? edit(inner, rest, change) : inner));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const next: unknown = key === part ? edit(inner, rest, change) : inner;
      return next === undefined ? [] : [[key, next]];
    }),
  );
}
