/** Makes the text between a pair of markers; `topic` is what stands after the name. */
export type Generator = (topic: string) => string;

const BLOCK = /<!-- generated:([a-z-]+)(?: ([a-z-]+))? -->[\s\S]*?<!-- \/generated -->/g;

/**
 * Replaces what stands between `<!-- generated:NAME TOPIC -->` and `<!-- /generated -->`; all else is left as it is.
 * @throws when a marker names no generator, or is opened without being closed
 */
export function fillMarkers(text: string, file: string, generators: Readonly<Record<string, Generator>>): string {
  const filled = text.replace(BLOCK, (_, name: string, topic: string | undefined) => {
    const generator = Object.hasOwn(generators, name) ? generators[name] : undefined;
    if (generator === undefined) throw new Error(`${file}: nothing makes "generated:${name}"`);
    return `<!-- generated:${name}${topic === undefined ? '' : ` ${topic}`} -->\n${generator(topic ?? '')}\n<!-- /generated -->`;
  });
  const opened = filled.match(/<!-- generated:/g)?.length ?? 0;
  const closed = filled.match(/<!-- \/generated -->/g)?.length ?? 0;
  if (opened !== closed || opened !== (filled.match(BLOCK)?.length ?? 0))
    throw new Error(`${file}: ${opened} generated blocks are opened and ${closed} are closed`);
  return filled;
}

/** Names of the generated blocks of a text. */
export const markersOf = (text: string): string[] => [...text.matchAll(BLOCK)].map(([, name]) => name ?? '');
