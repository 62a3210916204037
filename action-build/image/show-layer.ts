import type { ImageContent } from './content.ts';

/** Longer instructions would hide what the sentence is about; the whole one is in the record. */
const LONGEST = 160;

/**
 * A layer in the words of every message: `layer 4 of 5 (RUN pip install dash)`. Counted from 1, the base first; without
 * the instruction when the image's history does not say which one made it.
 * @param layer its index in the facts, from 0.
 */
export function showLayer({ layers }: Pick<ImageContent, 'layers'>, layer: number): string {
  const number = `layer ${layer + 1} of ${layers.length}`;
  const instruction = layers[layer]?.instruction ?? null;
  if (instruction === null) return number;
  return `${number} (${instruction.length > LONGEST ? `${instruction.slice(0, LONGEST)}…` : instruction})`;
}
