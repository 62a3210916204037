import * as z from 'zod';
import { UserError } from '../../domain/errors.ts';
import type { Client } from './client.ts';
import { deploymentsOf } from './opening-deployments.ts';
import { MORE, OPENING } from './opening-query.ts';
import { bytesOf, moreShape, openingShape, type pullShape } from './opening-shapes.ts';
import type { Commit, GitHub, Opening, PullRequestInFull } from './port.ts';
import { parseAnswer } from './read.ts';
import { commitCountShape } from './shapes.ts';

export type Repository = { readonly owner: string; readonly repo: string };
type Found = z.output<typeof pullShape>;

/** Answers for one pull request; more would be a cursor that leads back. */
const MOST_PAGES = 20;

/** `https://api.github.com`, or `https://host/api` where REST is at `https://host/api/v3`. */
export const graphqlBase = (apiUrl: string): string => apiUrl.replace(/\/v3\/?$/, '');

/** A refusal of the question itself; another way of asking may be allowed. An answer that did not come is not one. */
function isRefusal(thrown: unknown): boolean {
  const cause = thrown instanceof UserError ? thrown.cause : undefined;
  if (!(cause instanceof Error && 'response' in cause && 'status' in cause)) return false;
  const { status } = cause;
  return typeof status === 'number' && status >= 400 && status < 500 && status !== 401 && status !== 429;
}

type Question = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };

const errorsShape = z.object({ errors: z.array(z.object({ path: z.array(z.unknown()) })) });

/** Whether everything that GitHub refused lies in one part of the question, which it then left out. */
const refusedOnly = (data: object, part: string): boolean => {
  const parsed = errorsShape.safeParse(data);
  return parsed.success && parsed.data.errors.every(({ path }) => path[0] === part);
};

/**
 * The answer; undefined when GitHub refuses the question.
 * @param optional part of the question that may be refused by itself
 */
export async function answerOf(
  client: Client,
  apiUrl: string,
  question: Question,
  optional?: string,
): Promise<unknown> {
  try {
    const answer = await client.request('POST /graphql', { baseUrl: graphqlBase(apiUrl), ...question });
    const data: unknown = answer.data;
    const refused = typeof data === 'object' && data !== null && 'errors' in data;
    return refused && (optional === undefined || !refusedOnly(data, optional)) ? undefined : data;
  } catch (thrown) {
    if (isRefusal(thrown)) return undefined;
    throw thrown;
  }
}

/** The answer in its shape; undefined when GitHub refuses the question or answers less than was asked. */
async function ask<S extends z.ZodType>(
  client: Client,
  apiUrl: string,
  question: Question,
  shape: S,
): Promise<z.output<S> | undefined> {
  const parsed = shape.safeParse(await answerOf(client, apiUrl, question));
  return parsed.success ? parsed.data : undefined;
}

/** Whether the address belongs to nobody that GraphQL knows; REST also knows the accounts of apps. */
const isUnknown = (account: Commit['author'], email: string): boolean =>
  account === null && !/(?:^noreply@github\.com|@users\.noreply\.github\.com)$/i.test(email);

const everyoneKnown = (commits: readonly Commit[]): boolean =>
  !commits.some((one) => isUnknown(one.author, one.authorEmail) || isUnknown(one.committer, one.committerEmail));

/** GitHub lists no more commits of a pull request than this, and does not say that it left some out. */
const MOST_COMMITS = 250;

/** Whether a list that is as long as it can be is all there is; REST counts the commits themselves. */
async function isAll(client: Client, at: Repository, number: number, commits: number): Promise<boolean> {
  if (commits < MOST_COMMITS) return true;
  const answer = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { ...at, pull_number: number });
  return parseAnswer(answer, commitCountShape) === commits;
}

/** Reads the pages that the first answer did not hold. Undefined when what came is not all there is. */
export async function whole(
  client: Client,
  at: Repository,
  apiUrl: string,
  first: Found,
): Promise<PullRequestInFull | undefined> {
  const reviews = new Map(first.reviews.nodes.map((one) => [one.id, one]));
  const commits = new Map(first.commits.nodes.map(({ commit }) => [commit.sha, commit]));
  let last: Pick<Found, 'reviews' | 'commits'> = first;
  let answers = 1;
  while (last.reviews.pageInfo.hasNextPage || last.commits.pageInfo.hasNextPage) {
    if (answers >= MOST_PAGES) return undefined;
    const after = { reviews: last.reviews.pageInfo.endCursor, commits: last.commits.pageInfo.endCursor };
    const variables = { ...at, number: first.pull.number, ...after };
    const more = await ask(client, apiUrl, { query: MORE, variables }, moreShape);
    if (more === undefined) return undefined;
    for (const one of more.reviews.nodes) reviews.set(one.id, one);
    for (const { commit } of more.commits.nodes) commits.set(commit.sha, commit);
    // A list that has ended keeps its last cursor, so that its next page is empty.
    last = {
      reviews: { ...more.reviews, pageInfo: keepCursor(last.reviews.pageInfo, more.reviews.pageInfo) },
      commits: { ...more.commits, pageInfo: keepCursor(last.commits.pageInfo, more.commits.pageInfo) },
    };
    answers += 1;
  }
  const counted = reviews.size === last.reviews.totalCount && commits.size === last.commits.totalCount;
  const complete = counted && (await isAll(client, at, first.pull.number, commits.size));
  const found = { pull: first.pull, reviews: [...reviews.values()], commits: [...commits.values()], answers };
  return complete && everyoneKnown(found.commits) ? found : undefined;
}

type PageInfo = Found['reviews']['pageInfo'];
const keepCursor = (before: PageInfo, now: PageInfo): PageInfo => ({
  ...now,
  endCursor: now.endCursor ?? before.endCursor,
});

/** The first question of a gate, in one request of GraphQL. */
export function openingRead(client: Client, at: Repository, apiUrl: string): Pick<GitHub, 'opening'> {
  return {
    async opening(commit, file, environment): Promise<Opening | undefined> {
      const deployed = { deployed: environment !== null, environments: environment === null ? null : [environment] };
      const variables = { ...at, sha: commit, file: `${file.ref}:${file.path}`, ...deployed };
      const data = await answerOf(client, apiUrl, { query: OPENING, variables }, 'deployed');
      const parsed = openingShape.safeParse(data);
      if (!parsed.success || parsed.data.commit.sha !== commit) return undefined;
      const found = parsed.data;
      const { associatedPullRequests, ...own } = found.commit;
      const { nodes } = associatedPullRequests;
      const pulls = await Promise.all(
        nodes.map(async (node) => {
          return { pull: node.pull, parts: (await whole(client, at, apiUrl, node)) ?? null };
        }),
      );
      const deployments = environment === null ? null : deploymentsOf(data, environment);
      return { commit: everyoneKnown([own]) ? own : null, file: bytesOf(found.file), pulls, deployments };
    },
  };
}
