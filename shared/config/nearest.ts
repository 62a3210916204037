import { distance } from 'fastest-levenshtein';

/** Share of a word's letters that may be wrong before a suggestion would be a guess. */
const TOLERANCE = 0.4;

/** The known word that a mistyped one was most likely meant to be; undefined when none is near enough to say. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: { readonly entry: string; readonly edits: number } | undefined;
  for (const entry of known) {
    const edits = distance(word.toLowerCase(), entry.toLowerCase());
    const allowed = Math.min(entry.length - 1, Math.max(1, Math.round(entry.length * TOLERANCE)));
    if (edits <= allowed && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { entry, edits };
  }
  return best?.entry;
}

/** `, did you mean "x"?`, or the words there are when none is near. */
export function suggest(word: string, known: Iterable<string>): string {
  const words = [...known];
  const near = nearest(word, words);
  if (near !== undefined) return `, did you mean "${near}"?`;
  return words.length > 0 && words.length <= 12 ? `; there is ${words.join(', ')}` : '';
}
