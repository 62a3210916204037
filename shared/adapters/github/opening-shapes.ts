import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Account, Commit, PullRequest, Review } from './port.ts';

/*
 * GitHub's GraphQL answers in the port's words. As in the shapes of REST, a field that is missing makes the whole
 * answer unreadable; REST is asked then.
 */

const oid = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const time = z.iso.datetime({ offset: true });
const databaseId = z.int().positive();

/** Whoever did something; null for a deleted account. */
export const actor = z
  .object({ login: z.string().min(1), __typename: z.enum(['User', 'Bot', 'Mannequin', 'Organization']), databaseId })
  .transform((found): Account => {
    // REST writes the names of bots with an ending, so that no person can have them; here it is left out.
    const login = found.__typename === 'Bot' ? `${found.login}[bot]` : found.login;
    return { id: found.databaseId, login, type: found.__typename };
  })
  .nullable();

const gitActor = z.object({
  email: z.string(),
  user: z
    .object({ login: z.string().min(1), databaseId })
    .transform((found): Account => ({ id: found.databaseId, login: found.login, type: 'User' }))
    .nullable(),
});

const commitShape = z
  .object({
    oid,
    message: z.string(),
    tree: z.object({ oid }),
    parents: z.object({ nodes: z.array(z.object({ oid })) }),
    author: gitActor,
    committer: gitActor,
  })
  .transform(
    (found): Commit => ({
      sha: found.oid,
      tree: found.tree.oid,
      parents: found.parents.nodes.map((parent) => parent.oid),
      author: found.author.user,
      committer: found.committer.user,
      authorEmail: found.author.email,
      committerEmail: found.committer.email,
      message: found.message,
    }),
  );

const reviewShape = z
  .object({
    fullDatabaseId: z.string().regex(/^\d+$/),
    author: actor,
    state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
    commit: z.object({ oid, tree: z.object({ oid }) }).nullable(),
    submittedAt: time.nullable(),
    body: z.string(),
    lastEditedAt: time.nullable(),
    editor: actor,
    url: z.string(),
  })
  .refine((found) => found.state === 'PENDING' || found.submittedAt !== null, { path: ['submittedAt'] })
  .transform(
    (found): Review => ({
      id: Number(found.fullDatabaseId),
      user: found.author,
      state: found.state,
      commit: found.commit?.oid ?? null,
      tree: found.commit?.tree.oid ?? null,
      submittedAt: found.submittedAt,
      body: found.body,
      edited: found.lastEditedAt === null ? null : { at: found.lastEditedAt, by: found.editor },
      url: found.url,
    }),
  );

const page = <S extends z.ZodType>(node: S) =>
  z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    totalCount: z.int().min(0),
    nodes: z.array(node),
  });

const parts = { reviews: page(reviewShape), commits: page(z.object({ commit: commitShape })) };

const pullFields = z.object({
  number: databaseId,
  url: z.string(),
  title: z.string(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  author: actor,
  baseRefName: z.string().min(1),
  headRefName: z.string().min(1),
  headRefOid: oid,
  headRepository: z.object({ databaseId, nameWithOwner: z.string() }).nullable(),
  mergedAt: time.nullable(),
  mergeCommit: z.object({ oid }).nullable(),
  updatedAt: time,
});

const pullOf = (found: z.output<typeof pullFields>): PullRequest => ({
  number: found.number,
  url: found.url,
  title: found.title,
  state: found.state === 'OPEN' ? 'open' : 'closed',
  opener: found.author,
  base: found.baseRefName,
  head: found.headRefOid,
  headBranch: found.headRefName,
  headRepository: found.headRepository?.nameWithOwner ?? null,
  headRepositoryId: found.headRepository?.databaseId ?? null,
  mergedAt: found.mergedAt,
  mergeCommit: found.mergedAt === null ? null : (found.mergeCommit?.oid ?? null),
  updatedAt: found.updatedAt,
});

/** A pull request with the first pages of its parts. */
export const pullShape = pullFields
  .extend(parts)
  .transform((found) => ({ pull: pullOf(found), reviews: found.reviews, commits: found.commits }));

/** A commit with every pull request around it; unreadable when there are more than were asked for. */
export const relatedShape = z
  .object({
    oid,
    associatedPullRequests: z.object({
      pageInfo: z.object({ hasNextPage: z.literal(false) }),
      nodes: z.array(pullFields.transform(pullOf)),
    }),
  })
  .transform((found) => ({ sha: found.oid, pulls: found.associatedPullRequests.nodes }));

const answer = <S extends z.ZodType>(data: S) => z.object({ data: z.object({ repository: data }) });

/** The answer to `OPENING`. */
export const openingShape = answer(
  z.object({
    file: z.object({ oid, byteSize: z.int().optional(), text: z.string().nullish() }).nullable(),
    commit: commitShape.and(
      z.object({
        associatedPullRequests: z.object({
          pageInfo: z.object({ hasNextPage: z.literal(false) }),
          nodes: z.array(pullShape),
        }),
      }),
    ),
  }),
).transform(({ data }) => data.repository);

/** The answer to `MORE`. */
export const moreShape = answer(z.object({ pullRequest: z.object(parts) })).transform(
  ({ data }) => data.repository.pullRequest,
);

/** The bytes of a file that came as text; null unless git's own name for them proves that they are its bytes. */
export function bytesOf(blob: z.output<typeof openingShape>['file']): Uint8Array | null {
  if (typeof blob?.text !== 'string') return null;
  const bytes = new TextEncoder().encode(blob.text);
  const hash = createHash(blob.oid.length === 40 ? 'sha1' : 'sha256')
    .update(`blob ${bytes.length}\0`)
    .update(bytes);
  return hash.digest('hex') === blob.oid ? bytes : null;
}
