import { baseOf, headOf, updatedAtOf } from '../world/pull-requests.ts';
import type { PullRequestRecord, ReviewRecord, WorldState } from '../world/state.ts';
import { accountOrGhost, accountOrNull } from './account.ts';
import { repositoryShape } from './repository.ts';
import { type Addresses, nodeId, repoApi, repoSite, type Shape } from './words.ts';

function links(at: Addresses, number: number, head: string): Shape {
  const pull = repoApi(at, `/pulls/${number}`);
  const issue = repoApi(at, `/issues/${number}`);
  return {
    self: { href: pull },
    html: { href: repoSite(at, `/pull/${number}`) },
    issue: { href: issue },
    comments: { href: `${issue}/comments` },
    review_comments: { href: `${pull}/comments` },
    review_comment: { href: repoApi(at, '/pulls/comments{/number}') },
    commits: { href: `${pull}/commits` },
    statuses: { href: repoApi(at, `/statuses/${head}`) },
  };
}

function addresses(at: Addresses, number: number, head: string): Shape {
  const pull = repoApi(at, `/pulls/${number}`);
  const site = repoSite(at, `/pull/${number}`);
  return {
    url: pull,
    html_url: site,
    diff_url: `${site}.diff`,
    patch_url: `${site}.patch`,
    issue_url: repoApi(at, `/issues/${number}`),
    commits_url: `${pull}/commits`,
    review_comments_url: `${pull}/comments`,
    review_comment_url: repoApi(at, '/pulls/comments{/number}'),
    comments_url: repoApi(at, `/issues/${number}/comments`),
    statuses_url: repoApi(at, `/statuses/${head}`),
    _links: links(at, number, head),
  };
}

function ends(state: WorldState, at: Addresses, pull: PullRequestRecord, head: string, base: string): Shape {
  const { repository } = state;
  const own = repositoryShape(at, repository);
  const owner = own['owner'];
  const from = pull.headRepository;
  const headRepo = from === null ? null : repositoryShape(at, { ...repository, id: from.id, owner: from.owner });
  const headOwner = headRepo?.['owner'] ?? accountOrGhost(state, at, pull.opener);
  return {
    head: {
      label: `${from?.owner ?? 'unknown'}:${pull.head}`,
      ref: pull.head,
      sha: head,
      user: headOwner,
      repo: headRepo,
    },
    base: { label: `${repository.owner}:${pull.base}`, ref: pull.base, sha: base, user: owner, repo: own },
  };
}

/** A `pull-request-simple`, as lists hold it. */
export async function simplePullRequestShape(
  state: WorldState,
  at: Addresses,
  pull: PullRequestRecord,
): Promise<Shape> {
  const [head, base] = [await headOf(state, pull), await baseOf(state, pull)];
  return {
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    number: pull.number,
    state: pull.closed === undefined ? 'open' : 'closed',
    locked: false,
    title: pull.title,
    user: accountOrGhost(state, at, pull.opener),
    body: pull.body,
    labels: [],
    milestone: null,
    created_at: pull.createdAt,
    updated_at: updatedAtOf(state, pull),
    closed_at: pull.closed?.at ?? null,
    merged_at: pull.merged === undefined ? null : (pull.closed?.at ?? null),
    merge_commit_sha: pull.merged?.commit ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    draft: pull.draft,
    author_association: 'MEMBER',
    auto_merge: null,
    ...addresses(at, pull.number, head),
    ...ends(state, at, pull, head, base),
  };
}

/** A `pull-request`, as asked for by number. */
export async function pullRequestShape(state: WorldState, at: Addresses, pull: PullRequestRecord): Promise<Shape> {
  const [head, base] = [await headOf(state, pull), await baseOf(state, pull)];
  const commits = await state.git.between(base, head);
  const open = pull.closed === undefined;
  return {
    ...(await simplePullRequestShape(state, at, pull)),
    merged: pull.merged !== undefined,
    mergeable: open ? true : null,
    mergeable_state: open ? 'clean' : 'unknown',
    rebaseable: null,
    merged_by: pull.merged === undefined ? null : accountOrNull(state, at, pull.merged.by),
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: 0,
    deletions: 0,
    changed_files: 0,
  };
}

/** A `pull-request-review`. The account of a deleted user is null here. */
export function reviewShape(state: WorldState, at: Addresses, pull: PullRequestRecord, review: ReviewRecord): Shape {
  const html = repoSite(at, `/pull/${pull.number}#pullrequestreview-${review.id}`);
  const api = repoApi(at, `/pulls/${pull.number}`);
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: accountOrNull(state, at, review.by),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: api,
    author_association: 'MEMBER',
    _links: { html: { href: html }, pull_request: { href: api } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commit,
  };
}
