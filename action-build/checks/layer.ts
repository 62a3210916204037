import type { ImageContent } from '../image/content.ts';

/** A layer in words: its number from 0 and the instruction that made it, as far as the image's history tells. */
export function showLayer({ layers }: ImageContent, layer: number): string {
  const instruction = layers[layer]?.instruction;
  return instruction === null || instruction === undefined
    ? `layer ${layer}`
    : `layer ${layer} (${instruction.length > 80 ? `${instruction.slice(0, 80)}…` : instruction})`;
}
