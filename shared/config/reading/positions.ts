import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { ConfigPath, Finding } from '../finding.ts';

/** Where a finding stands in the text, as an offset in characters; the nearest part that exists when it names a missing one. */
export function offsetOf(document: Document.Parsed, finding: Finding): number {
  const { key, value } = nodesAt(document, finding.path);
  const chosen = finding.at === 'key' ? (key ?? value) : (value ?? key);
  const start = chosen?.range?.[0] ?? 0;
  return finding.at === 'key' ? start : start + offsetInside(chosen, finding.offset);
}

/** Quotes come before the text; in a text with escapes or folded lines only its beginning is certain. */
function offsetInside(node: Node | undefined, offset: number | undefined): number {
  if (offset === undefined || !isScalar(node) || typeof node.value !== 'string' || !node.range) return 0;
  const quote = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  const written = node.range[1] - node.range[0] - 2 * quote;
  return written === node.value.length ? quote + offset : 0;
}

function nodesAt(document: Document.Parsed, path: ConfigPath): { key: Node | undefined; value: Node | undefined } {
  let value: Node | undefined = document.contents ?? undefined;
  let key: Node | undefined;
  for (const part of path) {
    const parent: Node | undefined = isAlias(value) ? value.resolve(document) : value;
    const next = childOf(parent, part);
    if (next === undefined) return { key: key ?? value, value: key ?? value };
    key = next.key;
    value = next.value ?? next.key;
  }
  return { key, value };
}

function childOf(
  parent: Node | undefined,
  part: string | number,
): { key: Node | undefined; value: Node | undefined } | undefined {
  if (isSeq(parent)) {
    const item = parent.items[Number(part)];
    return item === undefined ? undefined : { key: item as Node, value: item as Node };
  }
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((entry) => isScalar(entry.key) && entry.key.value === String(part));
  if (pair === undefined) return undefined;
  return { key: pair.key as Node, value: (pair.value as Node | null) ?? undefined };
}
