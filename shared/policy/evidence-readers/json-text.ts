import type * as z from 'zod';
import type { Json } from '../../domain/json.ts';

const MAX_DEPTH = 100;

/** Line of an offset, from 1. */
const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** The parser's own words quote the text, which may hold anything; only the place is told. */
function placeOf(thrown: unknown, text: string): string {
  const words = thrown instanceof Error ? thrown.message : '';
  const [, position] = /at position (\d+)/.exec(words) ?? [];
  if (position !== undefined) return `: line ${lineAt(text, Number(position))}`;
  return /end of JSON/.test(words) ? ': it ends too early' : '';
}

/** Where a string ends that begins at a quotation mark; the text is known to be JSON. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (; end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  throw new Error('a string does not end');
}

/** Refuses what JSON allows and what could be read in two ways: a key given twice. Also too much depth. */
function checkKeys(text: string): void {
  const token = /["{}[\]:]/g;
  const open: (Set<string> | undefined)[] = [];
  let key = '';
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [mark] = found;
    const keys = open.at(-1);
    if (mark === '{' || mark === '[') {
      open.push(mark === '{' ? new Set() : undefined);
      if (open.length > MAX_DEPTH) throw new Error(`it is nested more than ${MAX_DEPTH} deep`);
    } else if (mark === '}' || mark === ']') open.pop();
    else if (mark === '"') {
      token.lastIndex = endOfString(text, found.index) + 1;
      key = text.slice(found.index, token.lastIndex);
    } else if (keys !== undefined) {
      const name = JSON.parse(key) as string;
      if (keys.has(name)) throw new Error(`line ${lineAt(text, found.index)} gives a key a second time`);
      keys.add(name);
    }
  }
}

function checkNumbers(value: Json): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error('it has a number that is too large to read');
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) checkNumbers(inner);
}

/**
 * One JSON document that can be read in one way only.
 * @throws Error with the reason, which never quotes the text
 */
export function parseJson(text: string): Json {
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch (thrown) {
    throw new Error(`not JSON${placeOf(thrown, text)}`);
  }
  checkKeys(text);
  checkNumbers(document);
  return document;
}

/**
 * A JSON document of a known shape.
 * @param what the format, for the message: `a Trivy report`
 * @throws Error with the first place that is not as the format says
 */
export function parseShaped<S extends z.ZodType>(text: string, shape: S, what: string): z.output<S> {
  const result = shape.safeParse(parseJson(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'its root' : issue.path.join('.');
  throw new Error(`not ${what}: ${place}: ${issue?.message ?? 'wrong'}`);
}
