import type { Quota } from '../shared/adapters/github/port.ts';

/** What a decision has cost of GitHub's API. */
export type ApiCost = {
  /** HTTP requests, repetitions included; the store that artifacts are fetched from is none of it. */
  readonly calls: number;
  readonly quotas: readonly Quota[];
};

const NAMES: Readonly<Record<string, string>> = { core: 'requests', graphql: 'points of GraphQL' };

/** `8 API calls; of this hour's limits are left 992 of 1000 requests, 990 of 1000 points of GraphQL`. */
export function costLine({ calls, quotas }: ApiCost): string {
  const left = quotas.map(
    ({ resource, limit, remaining }) => `${remaining} of ${limit} ${NAMES[resource] ?? resource}`,
  );
  return `${calls} API calls${left.length === 0 ? '' : `; of this hour's limits are left ${left.join(', ')}`}`;
}

/** The same for programs. */
export const costResult = ({ calls, quotas }: ApiCost): Readonly<Record<string, unknown>> => ({
  'api-calls': calls,
  'api-remaining': Object.fromEntries(quotas.map(({ resource, remaining }) => [resource, remaining])),
});
