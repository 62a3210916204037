import type { Json } from '../../domain/json.ts';
import type { Values } from '../expression.ts';
import { type EvidenceForm, type Reading, type Together, unreadable } from './reading.ts';

type Found = readonly Json[];

/** The least and the most of numbers or of times, which sort as their text does. */
function extremes(found: Found): readonly [least: Json, most: Json] | undefined {
  const all = numbers(found);
  if (all !== undefined) return [Math.min(...all), Math.max(...all)];
  const texts = found.every((value) => typeof value === 'string') ? found.toSorted() : [];
  const [least, most] = [texts[0], texts.at(-1)];
  return least === undefined || most === undefined ? undefined : [least, most];
}

const numbers = (found: Found): readonly number[] | undefined =>
  found.every((value) => typeof value === 'number') ? found : undefined;

/** One value of several files; undefined when they do not make one. */
function join(rule: Together, found: Found): Json | undefined {
  const [first] = found;
  if (rule === 'same') return found.every((value) => value === first) ? first : undefined;
  if (rule === 'joined') return found.every((value) => Array.isArray(value)) ? [...new Set(found.flat())] : undefined;
  if (rule === 'sum') return numbers(found)?.reduce((sum, value) => sum + value, 0);
  if (rule === 'one') return undefined;
  return extremes(found)?.[rule === 'highest' ? 1 : 0];
}

/**
 * Values of several files of one format as those of one. A value that one of them does not have is not known: the sum
 * of the others would hide it.
 */
function addUp(form: EvidenceForm, all: readonly Values[]): Values {
  const joined = form.variables.flatMap(({ name, together }): [string, Json][] => {
    const found = all.flatMap((values) => (Object.hasOwn(values, name) ? [values[name] ?? null] : []));
    const value = found.length === all.length ? join(together, found) : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(joined);
}

/** What several files of one format say together; a single one speaks for itself. */
export function together(form: EvidenceForm, readings: readonly Reading[]): Reading {
  const bad = readings.find((reading) => reading.kind === 'unreadable');
  if (bad !== undefined) return bad;
  const good = readings.filter((reading) => reading.kind === 'values');
  const [only, ...more] = good;
  if (only === undefined) return unreadable('there is no file');
  const countable = form.variables.some((variable) => variable.together !== 'one');
  if (more.length > 0 && !countable) return unreadable('files of this format cannot be added up; name one of them');
  const values =
    more.length === 0
      ? only.values
      : addUp(
          form,
          good.map((reading) => reading.values),
        );
  return { kind: 'values', values: form.derive?.(values) ?? values };
}
