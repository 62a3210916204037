import type { Coverage } from './lcov.ts';
import { attribute, children, type Element, parseXml } from './xml-text.ts';

const within = (element: Element, ...names: readonly string[]): readonly Element[] =>
  names.reduce<readonly Element[]>((all, name) => all.flatMap((one) => children(one, name)), [element]);

/** `50% (1/2)`: reached and all branches of a line. */
function branchesOf(line: Element): readonly [covered: number, total: number] {
  const text = line['@condition-coverage'];
  if (text === undefined) return [0, 0];
  const [, covered, total] = /\((\d{1,9})\/(\d{1,9})\)$/.exec(String(text).trim()) ?? [];
  if (covered === undefined || total === undefined || Number(covered) > Number(total))
    throw new Error('a condition-coverage is not as Cobertura writes it');
  return [Number(covered), Number(total)];
}

/** Lines of the classes; those of their methods are the same again. */
function listed(root: Element): Coverage {
  const sum = { lines_total: 0, lines_covered: 0, branches_total: 0, branches_covered: 0 };
  for (const line of within(root, 'packages', 'package', 'classes', 'class', 'lines', 'line')) {
    const hits = attribute(line, 'hits');
    if (hits === undefined) throw new Error('a line has no hits');
    const [covered, total] = branchesOf(line);
    sum.lines_total += 1;
    sum.lines_covered += hits > 0 ? 1 : 0;
    sum.branches_total += total;
    sum.branches_covered += covered;
  }
  return sum;
}

/** Cobertura XML, as coverage.py, istanbul, gcovr and coverlet write it. @throws Error with the reason */
export function readCobertura(text: string): Coverage {
  const { name, root } = parseXml(text);
  if (name !== 'coverage') throw new Error('its root is not the coverage of Cobertura');
  const found = listed(root);
  for (const [key, value] of [
    ['lines-valid', found.lines_total],
    ['lines-covered', found.lines_covered],
  ] as const) {
    const said = attribute(root, key);
    if (said !== undefined && said !== value) throw new Error(`${key} says ${said}, but its lines make ${value}`);
  }
  const rate = attribute(root, 'line-rate');
  if (rate === undefined) throw new Error('it has no line-rate');
  if (found.lines_total > 0 && Math.abs(rate - found.lines_covered / found.lines_total) > 0.01)
    throw new Error('its line-rate is not what its lines make');
  return found;
}
