import type { ConfigPath, Finding } from '../finding.ts';
import { suggest } from '../nearest.ts';

const SECTIONS = ['roles', 'evidence', 'checkpoints', 'services', 'environments'] as const;

type Section = (typeof SECTIONS)[number];

/** The names that each section of the file gives. */
export type Names = Readonly<Record<Section, readonly string[]>>;

/** Reads the names from plain data; own keys only, so that no role can be called into being by `constructor`. */
export function namesOf(value: unknown): Names {
  const root = isObject(value) ? value : {};
  const keys = (section: Section): readonly string[] => {
    const entries = Object.hasOwn(root, section) ? root[section] : undefined;
    return isObject(entries) ? Object.keys(entries) : [];
  };
  return {
    roles: keys('roles'),
    evidence: keys('evidence'),
    checkpoints: keys('checkpoints'),
    services: keys('services'),
    environments: keys('environments'),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A finding for a name that the section does not give; empty when it does. */
export function reference(path: ConfigPath, word: string, known: readonly string[], what: string): readonly Finding[] {
  if (known.includes(word)) return [];
  return [{ path, message: `unknown ${what} "${word}"${suggest(word, known) || `; no ${what} is defined`}` }];
}

/** A finding for each name that a list gives a second time. */
export function repeated(path: ConfigPath, words: readonly string[], what: string): readonly Finding[] {
  return words.flatMap((word, index) =>
    words.indexOf(word) === index ? [] : [{ path: [...path, index], message: `${what} "${word}" is listed twice` }],
  );
}

/** The keys of an object that are given, out of a list of keys. */
export const given = <K extends string>(object: Partial<Record<K, unknown>>, keys: readonly K[]): readonly K[] =>
  keys.filter((key) => object[key] !== undefined);
