import * as z from 'zod';
import { type Digest, isDigest } from '../../domain/subject.ts';
import type {
  Account,
  Artifact,
  Branch,
  BranchActivity,
  Comment,
  Commit,
  EnvironmentReview,
  PullRequest,
  Repository,
  Review,
  StartedRun,
  WorkflowRun,
} from './port.ts';

/*
 * The part of GitHub's answers that decisions rest on, and what becomes of it. A field that is missing or of another
 * type makes the whole answer unreadable: `undefined === undefined` must never be what two facts agree on.
 */

const id = z.int().positive();
const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const time = z.iso.datetime({ offset: true });
const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value));

const account = z
  .object({ id, login: z.string().min(1), type: z.enum(['User', 'Bot', 'Organization', 'Mannequin']) })
  .transform((found): Account => found);

/** GitHub writes `{}` or null where it knows no account. */
export const accountOrNone = z.union([account, z.null(), z.strictObject({}).transform(() => null)]);

export const repositoryShape = z
  .object({ id, default_branch: z.string().min(1) })
  .transform((found): Repository => ({ id: found.id, defaultBranch: found.default_branch }));

export const branchShape = z
  .object({ name: z.string(), protected: z.boolean(), commit: z.object({ sha }) })
  .transform((found): Branch => ({ name: found.name, sha: found.commit.sha, protected: found.protected }));

const signature = z.object({ email: z.string() });

export const commitShape = z
  .object({
    sha,
    parents: z.array(z.object({ sha })),
    author: accountOrNone,
    committer: accountOrNone,
    commit: z.object({ message: z.string(), tree: z.object({ sha }), author: signature, committer: signature }),
  })
  .transform(
    ({ commit, ...found }): Commit => ({
      sha: found.sha,
      tree: commit.tree.sha,
      parents: found.parents.map((parent) => parent.sha),
      author: found.author,
      committer: found.committer,
      authorEmail: commit.author.email,
      committerEmail: commit.committer.email,
      message: commit.message,
    }),
  );

export const pullRequestShape = z
  .object({
    number: id,
    html_url: z.string(),
    title: z.string(),
    state: z.enum(['open', 'closed']),
    user: accountOrNone,
    base: z.object({ ref: z.string().min(1) }),
    head: z.object({ sha, ref: z.string().min(1), repo: z.object({ id, full_name: z.string() }).nullable() }),
    merged_at: time.nullable(),
    merge_commit_sha: sha.nullable(),
    updated_at: time,
  })
  .transform(
    (found): PullRequest => ({
      number: found.number,
      url: found.html_url,
      title: found.title,
      state: found.state,
      opener: found.user,
      base: found.base.ref,
      head: found.head.sha,
      headBranch: found.head.ref,
      headRepository: found.head.repo?.full_name ?? null,
      headRepositoryId: found.head.repo?.id ?? null,
      mergedAt: found.merged_at,
      // Before the merge the same field holds GitHub's test merge, which nobody deploys.
      mergeCommit: found.merged_at === null ? null : found.merge_commit_sha,
      updatedAt: found.updated_at,
    }),
  );

export const reviewShape = z
  .object({
    id,
    user: accountOrNone,
    state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
    commit_id: sha.nullable(),
    submitted_at: time.optional(),
    body: z.string().nullable(),
    html_url: z.string(),
  })
  .refine((found) => found.state === 'PENDING' || found.submitted_at !== undefined, { path: ['submitted_at'] })
  .transform(
    (found): Review => ({
      id: found.id,
      user: found.user,
      state: found.state,
      commit: found.commit_id,
      tree: null,
      submittedAt: found.submitted_at ?? null,
      body: found.body ?? '',
      edited: 'unknown',
      url: found.html_url,
    }),
  );

export const activityShape = z
  .object({ id, after: sha, timestamp: time, activity_type: z.string(), actor: accountOrNone })
  .transform((found): BranchActivity & { readonly id: number } => ({
    id: found.id,
    after: found.after,
    at: found.timestamp,
    type: found.activity_type,
    by: found.actor,
  }));

export const teamShape = z.object({ id });

export const membershipShape = z.object({ state: z.enum(['active', 'pending']) });

export const environmentReviewShape = z
  .object({
    state: z.enum(['approved', 'rejected', 'pending']),
    user: accountOrNone,
    comment: z.string(),
    environments: z.array(z.object({ name: z.string().min(1) })),
  })
  .transform((found): EnvironmentReview => ({ ...found, environments: found.environments.map(({ name }) => name) }));

const runFields = z.object({
  id,
  run_attempt: z.int().positive(),
  name: z.string().nullish(),
  path: z.string(),
  event: z.string(),
  head_sha: sha,
  head_branch: z.string().nullable(),
  head_repository: z.object({ id }).nullable(),
  repository: z.object({ id }),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  created_at: time,
  html_url: z.string(),
});

const runOf = (found: z.output<typeof runFields>): WorkflowRun => ({
  id: found.id,
  attempt: found.run_attempt,
  name: found.name ?? '',
  path: found.path,
  event: found.event,
  headSha: found.head_sha,
  headBranch: found.head_branch,
  headRepositoryId: found.head_repository?.id ?? null,
  repositoryId: found.repository.id,
  status: found.status ?? '',
  conclusion: found.conclusion,
  createdAt: found.created_at,
  url: found.html_url,
});

export const runShape = runFields.transform(runOf);

export const startedRunShape = runFields
  .extend({ actor: accountOrNone, triggering_actor: accountOrNone })
  .transform((found): StartedRun => ({ ...runOf(found), actor: found.actor, triggeringActor: found.triggering_actor }));

export const commentShape = z
  .object({ id, user: accountOrNone, body: z.string().nullish() })
  .transform((found): Comment => ({ id: found.id, author: found.user, body: found.body ?? '' }));

export const artifactShape = z
  .object({
    id,
    name: z.string(),
    size_in_bytes: z.int().min(0),
    digest: digest.nullish(),
    expired: z.boolean(),
    created_at: time,
    workflow_run: z.object({ id, head_sha: sha, head_repository_id: id.nullish(), repository_id: id }),
  })
  .transform(
    (found): Artifact => ({
      id: found.id,
      name: found.name,
      size: found.size_in_bytes,
      digest: found.digest ?? null,
      expired: found.expired,
      createdAt: found.created_at,
      runId: found.workflow_run.id,
      headSha: found.workflow_run.head_sha,
      headRepositoryId: found.workflow_run.head_repository_id ?? null,
      repositoryId: found.workflow_run.repository_id,
    }),
  );

/** How many commits a pull request really has. */
export const commitCountShape = z.object({ commits: z.int().min(0) }).transform((found) => found.commits);

export const deploymentShape = z.object({ id }).transform((found) => found.id);
