import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';

/** The repository's folder. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** One import of a source file. */
export type Import = {
  /** As written. */
  readonly specifier: string;
  /** Path in the repository for a relative import; undefined for a package. */
  readonly target: string | undefined;
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean;
};

export type Source = {
  /** Path in the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The text without comments. */
  readonly code: string;
  readonly imports: readonly Import[];
};

/** Files of the repository that match, without what is built or installed. */
export const filesOf = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: ROOT, exclude: (path) => /(^|\/)(node_modules|dist|\.build)(\/|$)/.test(path) }).sort();

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Every TypeScript source of the product: the four actions and what they share. */
export const productSources = (): Source[] => filesOf('action-*/**/*.ts', 'shared/**/*.ts').map(sourceOf);

export function sourceOf(path: string): Source {
  const text = read(path);
  return { path, text, code: withoutComments(text), imports: importsOf(text, path) };
}

const STATEMENT =
  /^\s*(?:import|export)\b(?<clause>[^'"`;]*?)\bfrom\s+['"](?<from>[^'"]+)['"]|^\s*import\s+['"](?<bare>[^'"]+)['"]|\bimport\(\s*['"](?<dynamic>[^'"]+)['"]\s*\)/gm;

/** The imports of a text; exported for its own test. */
export function importsOf(text: string, path: string): Import[] {
  return [...withoutComments(text).matchAll(STATEMENT)].map((match) => {
    const { clause = '', from, bare, dynamic } = match.groups ?? {};
    const specifier = from ?? bare ?? dynamic ?? '';
    const target = specifier.startsWith('.') ? posix.join(dirname(path), specifier) : undefined;
    const names =
      /\{([^}]*)\}/
        .exec(clause)?.[1]
        ?.split(',')
        .map((name) => name.trim())
        .filter(Boolean) ?? [];
    const allTypes = names.length > 0 && /^\s*\{/.test(clause) && names.every((name) => name.startsWith('type '));
    return { specifier, target, typeOnly: from !== undefined && (/^\s*type\b/.test(clause) || allTypes) };
  });
}

/** Comments out, texts left: a rule about code must not be broken by a sentence about it. */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|(?<![:\w])\/\/[^\n]*/g,
    (_, kept?: string) => kept ?? '',
  );
}
