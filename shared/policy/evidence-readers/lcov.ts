/** Lines and branches that were reached, of those that could have been. */
export type Coverage = {
  readonly lines_total: number;
  readonly lines_covered: number;
  readonly branches_total: number;
  readonly branches_covered: number;
};

/** Whether each line or branch of a file was reached, by its name. */
type Section = {
  readonly lines: Map<string, boolean>;
  readonly branches: Map<string, boolean>;
  totals: Map<string, number>;
};

const newSection = (): Section => ({ lines: new Map(), branches: new Map(), totals: new Map() });

const TOTALS: ReadonlySet<string> = new Set(['LF', 'LH', 'BRF', 'BRH']);

function note(section: Section, key: string, rest: string, line: number): void {
  const wrong = (): never => {
    throw new Error(`line ${line}: ${key} is not as lcov writes it`);
  };
  const reach = (all: Map<string, boolean>, name: string, hits: string): void => {
    if (!/^\d{1,15}$/.test(hits)) wrong();
    all.set(name, (all.get(name) ?? false) || Number(hits) > 0);
  };
  if (key === 'DA') {
    const [number = '', hits = ''] = rest.split(',');
    reach(section.lines, number, hits);
  } else if (key === 'BRDA') {
    // What a branch is called may hold commas.
    const [, branch = '', taken = ''] = /^(.*),([^,]*)$/.exec(rest) ?? [];
    reach(section.branches, branch, taken === '-' ? '0' : taken);
  } else if (TOTALS.has(key)) {
    if (!/^\d{1,15}$/.test(rest)) wrong();
    section.totals.set(key, Number(rest));
  }
}

/** What a section lists, or its totals where it lists nothing. Totals that are not what it lists are a damaged file. */
function countOf(all: ReadonlyMap<string, boolean>, total: number | undefined, hit: number | undefined) {
  const listed = { total: all.size, covered: [...all.values()].filter(Boolean).length };
  const said = { total: total ?? listed.total, covered: hit ?? listed.covered };
  const differs = said.total !== listed.total || said.covered !== listed.covered;
  if (all.size > 0 && differs) throw new Error('the totals of a section are not what its lines add up to');
  if (said.covered > said.total) throw new Error('a section has more hits than lines');
  return said;
}

/** The same file tested by several programs is one file: a line is reached when one of them reached it. */
function sections(text: string): ReadonlyMap<string, Section> {
  const all = new Map<string, Section>();
  let [file, section]: [string | undefined, Section] = [undefined, newSection()];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const [, key = '', rest = ''] = /^([A-Z]+):(.*)$/.exec(line) ?? [];
    if (key === 'SF') {
      if (file !== undefined) throw new Error(`line ${index + 1}: a section begins inside another`);
      [file, section] = [rest, newSection()];
    } else if (line === 'end_of_record') {
      if (file === undefined) throw new Error(`line ${index + 1}: a section ends that did not begin`);
      if (all.has(file)) throw new Error(`line ${index + 1}: a file is in it twice; merge the reports with lcov`);
      all.set(file, section);
      file = undefined;
    } else if (key !== '' && file !== undefined) note(section, key, rest, index + 1);
    else if (line !== '' && key !== 'TN' && !line.startsWith('#')) throw new Error(`line ${index + 1} is not of lcov`);
  }
  if (file !== undefined) throw new Error('it ends inside a section');
  return all;
}

/** LCOV tracefile, as geninfo, c8, nyc, vitest and coverage.py write it. @throws Error with the reason */
export function readLcov(text: string): Coverage {
  const sum = { lines_total: 0, lines_covered: 0, branches_total: 0, branches_covered: 0 };
  for (const { lines, branches, totals } of sections(text).values()) {
    const line = countOf(lines, totals.get('LF'), totals.get('LH'));
    const branch = countOf(branches, totals.get('BRF'), totals.get('BRH'));
    sum.lines_total += line.total;
    sum.lines_covered += line.covered;
    sum.branches_total += branch.total;
    sum.branches_covered += branch.covered;
  }
  return sum;
}
