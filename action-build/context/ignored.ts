import dockerignore from '@balena/dockerignore';

/** Signs that mean something else in the library's expressions than in Go's patterns, so an answer would be a guess. */
const UNSURE = /[+(){}|^[\]]/;

export type Ignored =
  | { readonly kind: 'known'; readonly ignores: (path: string) => boolean }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * Which paths of a context the patterns of a `.dockerignore` keep out.
 * @param text content of the file; undefined when there is none, so that nothing is kept out.
 */
export function readIgnoreFile(text: string | undefined): Ignored {
  if (text === undefined) return { kind: 'known', ignores: () => false };
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const unsure = lines.find((line) => !line.startsWith('#') && UNSURE.test(line));
  if (unsure !== undefined) {
    return { kind: 'unknown', why: `the pattern "${unsure.trim()}" cannot be judged; use only *, ** and ? in it` };
  }
  // Case counts for the builder, but not for the library unless told.
  const patterns = dockerignore.default({ ignorecase: false }).add(lines);
  return { kind: 'known', ignores: (path) => patterns.ignores(path) };
}
