import * as z from 'zod';
import type { Client } from './client.ts';
import { answerOf, type Repository, whole } from './opening.ts';
import { pullsQuery, relatedQuery } from './opening-query.ts';
import { pullShape, relatedShape } from './opening-shapes.ts';
import type { GitHub, PullRequest, PullRequestInFull } from './port.ts';

/** Of one question. GitHub counts a point for each hundred lists in it, and refuses what takes it too long. */
const PULLS = 25;
const COMMITS = 50;

/** Questions on their way at the same time. */
const AT_ONCE = 4;

const answered = z.object({ data: z.object({ repository: z.record(z.string(), z.unknown()) }) });

function groups<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

async function eachGroup<T, U>(
  items: readonly T[],
  size: number,
  ask: (group: readonly T[]) => Promise<readonly U[]>,
): Promise<U[]> {
  const done: U[] = [];
  for (const some of groups(groups(items, size), AT_ONCE)) done.push(...(await Promise.all(some.map(ask))).flat());
  return done;
}

/** The reads that ask about many things in one request; what GitHub refuses or drops is left out of their answers. */
export function manyReads(
  client: Client,
  at: Repository,
  apiUrl: string,
): Pick<GitHub, 'pullRequestsInFull' | 'pullRequestsOfCommits'> {
  /** What came under each name that was asked for. */
  const parts = async (query: string): Promise<readonly unknown[]> => {
    const parsed = answered.safeParse(await answerOf(client, apiUrl, { query, variables: { ...at } }));
    return parsed.success ? Object.values(parsed.data.data.repository) : [];
  };
  const pulls = async (numbers: readonly number[]): Promise<(PullRequestInFull | undefined)[]> =>
    Promise.all(
      (await parts(pullsQuery(numbers))).map(async (part) => {
        const found = pullShape.safeParse(part);
        return found.success ? whole(client, at, apiUrl, found.data) : undefined;
      }),
    );
  const related = async (shas: readonly string[]): Promise<(readonly [string, readonly PullRequest[]])[]> =>
    (await parts(relatedQuery(shas))).flatMap((part) => {
      const found = relatedShape.safeParse(part);
      return found.success ? [[found.data.sha, found.data.pulls] as const] : [];
    });
  return {
    async pullRequestsInFull(numbers) {
      const found = await eachGroup([...new Set(numbers)], PULLS, pulls);
      return new Map(found.flatMap((one) => (one === undefined ? [] : [[one.pull.number, one] as const])));
    },
    async pullRequestsOfCommits(shas) {
      return new Map(await eachGroup([...new Set(shas)], COMMITS, related));
    },
  };
}
