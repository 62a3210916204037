import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import type { Client } from '../../../../../shared/adapters/github/client.ts';
import { openingRead } from '../../../../../shared/adapters/github/opening.ts';
import { type Answer, readPages } from '../../../../../shared/adapters/github/read.ts';

/** The same list in pages of these sizes; the last takes what is left. */
function split<T>(items: readonly T[], sizes: readonly number[]): T[][] {
  const pages: T[][] = [];
  let rest = [...items];
  for (const size of sizes) {
    pages.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return [...pages, rest];
}

const sizes = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 6 });
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

async function* pagesOf(lists: readonly number[][], total: number): AsyncGenerator<Answer> {
  for (const list of lists) {
    const data = Object.assign([...list], { total_count: total });
    yield { status: 200, url: 'https://api.github.com/x', data };
  }
}

test('how REST splits a list says nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 30 }), sizes, async (count, cuts) => {
      const pages = pagesOf(split(numbers(count), cuts), count);
      expect(await readPages(pages, z.int(), (one) => one)).toEqual(numbers(count));
    }),
  );
});

test('a list of which one entry is missing or more than it says is never taken for whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), sizes, fc.constantFrom(-1, 1), async (count, cuts, wrong) => {
      const pages = pagesOf(split(numbers(count), cuts), count + wrong);
      await expect(readPages(pages, z.int(), (one) => one)).rejects.toThrow('changed while it was read');
    }),
  );
});

const oid = (number: number): string => number.toString(16).padStart(40, '0');
const gitActor = { email: 'linus@example.com', user: { login: 'linus', databaseId: 1003 } };
const commitNode = (number: number) => ({
  commit: {
    ...{ oid: oid(number), message: 'x', tree: { oid: oid(7) }, parents: { nodes: [] } },
    ...{ author: gitActor, committer: gitActor },
  },
});
const reviewNode = (number: number) => ({
  ...{ fullDatabaseId: String(number), author: { login: 'ada', __typename: 'User', databaseId: 1001 } },
  ...{ state: 'APPROVED', commit: null, submittedAt: '2026-11-20T08:00:00Z', body: '', lastEditedAt: null },
  ...{ editor: null, url: 'https://github.com/r' },
});

/** GraphQL with two lists, each split in its own way; a cursor is the number of the next page. */
function graphql(
  reviews: readonly unknown[][],
  commits: readonly unknown[][],
  totals: { reviews: number; commits: number },
): Client {
  const page = (lists: readonly unknown[][], at: number, totalCount: number) => ({
    totalCount,
    nodes: lists[at] ?? [],
    pageInfo: { hasNextPage: at + 1 < lists.length, endCursor: at < lists.length ? String(at + 1) : null },
  });
  const parts = (review: number, commit: number) => ({
    reviews: page(reviews, review, totals.reviews),
    commits: page(commits, commit, totals.commits),
  });
  const pull = {
    ...{ number: 1, url: 'https://github.com/p', title: 'x', state: 'OPEN', author: null, baseRefName: 'main' },
    ...{ headRefName: 'feature', headRefOid: oid(1), headRepository: null, mergedAt: null, mergeCommit: null },
    updatedAt: '2026-11-20T08:00:00Z',
  };
  const answer = (variables: { reviews?: string; commits?: string; sha?: string }) => {
    if (variables.sha === undefined)
      return { pullRequest: parts(Number(variables.reviews ?? 0), Number(variables.commits ?? 0)) };
    const associatedPullRequests = { pageInfo: { hasNextPage: false }, nodes: [{ ...pull, ...parts(0, 0) }] };
    return { file: null, commit: { ...commitNode(1).commit, associatedPullRequests } };
  };
  const request = async (_: string, { variables }: { variables: Parameters<typeof answer>[0] }) => ({
    ...{ status: 200, url: 'https://api.github.com/graphql', headers: {} },
    data: { data: { repository: answer(variables) } },
  });
  return { request } as unknown as Client;
}

const ask = async (client: Client) => {
  const at = { owner: 'acme', repo: 'tracker' };
  const opening = await openingRead(client, at, 'https://api.github.com').opening(
    oid(1),
    { path: 'c', ref: oid(2) },
    null,
  );
  return opening?.pulls[0]?.parts;
};

test('how GraphQL splits reviews and commits says nothing, and less than it counts is not taken for all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 20 }), fc.nat({ max: 20 }), sizes, sizes, async (many, more, left, right) => {
      const reviews = split(numbers(many).map(reviewNode), left);
      const commits = split(numbers(more).map(commitNode), right);
      const totals = { reviews: many, commits: more };
      const parts = await ask(graphql(reviews, commits, totals));
      expect(parts?.reviews.map(({ id }) => id)).toEqual(numbers(many));
      expect(parts?.commits.map(({ sha }) => sha)).toEqual(numbers(more).map(oid));
      expect(await ask(graphql(reviews, commits, { ...totals, reviews: many + 1 }))).toBeNull();
      expect(await ask(graphql(reviews, commits, { ...totals, commits: more + 1 }))).toBeNull();
    }),
  );
});
