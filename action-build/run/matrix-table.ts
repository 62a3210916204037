import { code, table, text } from '../../shared/report/markdown.ts';
import type { BuildFacts } from '../service-facts.ts';
import type { EdgeFact } from './run-facts.ts';

/** What the tries of one connection say together: all of them have to agree. */
function cellOf(edges: readonly EdgeFact[]): string {
  const [first] = edges;
  if (first === undefined) return '';
  const right = edges.every((edge) => edge.open === edge.declared);
  const state = edges.some((edge) => edge.open) ? 'open' : 'closed';
  return `${right ? '✅' : '❌'} ${first.declared ? `**${state}**` : state}`;
}

/**
 * Who reached whom: callers as rows, services and ports as columns, what is declared in bold. Undefined when no service
 * was run beside another one.
 */
export function matrixTable(facts: Pick<BuildFacts, 'services'>): string | undefined {
  const rows = facts.services.flatMap(({ service, run }) =>
    run.kind === 'ran' && run.edges.length > 0 ? [{ service, edges: run.edges }] : [],
  );
  const columns = [...new Set(rows.flatMap(({ edges }) => edges.map(({ to, port }) => `${to}:${port}`)))].sort();
  if (columns.length === 0) return undefined;
  return table(
    ['From', ...columns.map((column) => code(column))],
    rows.map(({ service, edges }) => [
      text(service),
      ...columns.map((column) => cellOf(edges.filter(({ to, port }) => `${to}:${port}` === column))),
    ]),
  );
}
