import type { GitCommit } from './git.ts';
import type { Call } from './handlers/handler.ts';
import type { Shape } from './shapes/words.ts';
import { repoSite } from './shapes/words.ts';
import type { Permissions } from './tokens.ts';
import { baseOf, headOf, updatedAtOf } from './world/pull-requests.ts';
import type { AccountRecord, PullRequestRecord, ReviewRecord } from './world/state.ts';
import type { World } from './world/world.ts';

/** GitHub lists no more commits of a pull request than this. */
const LISTED = 250;

type Paging = { readonly first?: number | null; readonly after?: string | null };

/** How GitHub begins to say that a token may not see something. */
export const NOT_ALLOWED = 'Resource not accessible by integration';

const refused = (): never => {
  throw new Error(NOT_ALLOWED);
};

const need = (call: Call, permission: keyof Permissions): void => {
  if (call.grant.permissions[permission] === undefined) refused();
};

/** The name of a bot is without its ending here. */
const actor = (account: AccountRecord | undefined): Shape | null =>
  account === undefined
    ? null
    : { __typename: account.type, login: account.login.replace(/\[bot\]$/, ''), databaseId: account.id };

/** Apps' accounts are none of a commit's `user`. */
function userOf(world: World, email: string): Shape | null {
  const wanted = email.toLowerCase();
  const found = [...world.accounts.values()].find(
    (account) => account.type === 'User' && account.emails.some((one) => one.toLowerCase() === wanted),
  );
  return found === undefined ? null : { login: found.login, databaseId: found.id };
}

const person = (world: World, { email }: { readonly email: string }): Shape => ({ email, user: userOf(world, email) });

function connection<T>(items: readonly T[], { first, after }: Paging, node: (item: T) => unknown): Shape {
  const from = after ? Number(Buffer.from(after, 'base64url').toString()) : 0;
  const end = Math.min(from + Math.min(first ?? 100, 100), items.length);
  return {
    totalCount: items.length,
    nodes: items.slice(from, end).map(node),
    pageInfo: {
      hasNextPage: end < items.length,
      endCursor: end > from ? Buffer.from(String(end)).toString('base64url') : null,
    },
  };
}

const plainCommit = (world: World, commit: GitCommit): Shape => ({
  __typename: 'Commit',
  oid: commit.sha,
  message: commit.message,
  tree: { oid: commit.tree },
  parents: ({ first }: Paging) => ({ nodes: commit.parents.slice(0, first ?? 100).map((oid) => ({ oid })) }),
  author: person(world, commit.author),
  committer: person(world, commit.committer),
});

async function reviewNode(call: Call, world: World, pull: PullRequestRecord, review: ReviewRecord): Promise<Shape> {
  const commit = review.commit === null ? undefined : await world.git.commit(review.commit).catch(() => undefined);
  const html = repoSite(call.at, `/pull/${pull.number}#pullrequestreview-${review.id}`);
  return {
    fullDatabaseId: String(review.id),
    author: actor(world.accounts.get(review.by)),
    state: review.state,
    commit: commit === undefined ? null : { oid: commit.sha, tree: { oid: commit.tree } },
    submittedAt: review.submittedAt,
    body: review.body,
    lastEditedAt: review.edited?.at ?? null,
    editor: review.edited === undefined ? null : actor(world.accounts.get(review.edited.by)),
    url: html,
  };
}

async function pullNode(call: Call, world: World, pull: PullRequestRecord): Promise<Shape> {
  const { headRepository } = pull;
  return {
    number: pull.number,
    url: repoSite(call.at, `/pull/${pull.number}`),
    title: pull.title,
    state: pull.merged !== undefined ? 'MERGED' : pull.closed === undefined ? 'OPEN' : 'CLOSED',
    author: actor(world.accounts.get(pull.opener)),
    baseRefName: pull.base,
    headRefName: pull.head,
    headRefOid: await headOf(world, pull),
    headRepository:
      headRepository === null
        ? null
        : { databaseId: headRepository.id, nameWithOwner: `${headRepository.owner}/${world.repository.name}` },
    mergedAt: pull.merged === undefined ? null : pull.closed?.at,
    mergeCommit: pull.merged === undefined ? null : { __typename: 'Commit', oid: pull.merged.commit },
    updatedAt: updatedAtOf(world, pull),
    reviews: (page: Paging) => connection(pull.reviews, page, (review) => reviewNode(call, world, pull, review)),
    async commits(page: Paging) {
      const commits = await world.git.between(await baseOf(world, pull), await headOf(world, pull));
      const listed = connection(commits.slice(0, LISTED), page, (commit) => ({ commit: plainCommit(world, commit) }));
      return { ...listed, totalCount: commits.length };
    },
  };
}

async function relatedTo(world: World, sha: string): Promise<PullRequestRecord[]> {
  const related: PullRequestRecord[] = [];
  for (const pull of world.pulls.values()) {
    if (pull.closed !== undefined && pull.merged === undefined) continue;
    if (world.dropped.graphql.has(pull.number)) continue;
    const own = await world.git.between(await baseOf(world, pull), await headOf(world, pull));
    if (pull.merged?.commit === sha || own.some((commit) => commit.sha === sha)) related.push(pull);
  }
  return related;
}

async function objectNode(call: Call, world: World, asked: { oid?: string; expression?: string }): Promise<unknown> {
  need(call, 'contents');
  if (asked.oid !== undefined) {
    const commit = await world.git.commit(asked.oid).catch(() => undefined);
    if (commit === undefined) return null;
    return {
      ...plainCommit(world, commit),
      async associatedPullRequests(page: Paging) {
        need(call, 'pull-requests');
        return connection(await relatedTo(world, commit.sha), page, (pull) => pullNode(call, world, pull));
      },
    };
  }
  const [ref = '', path = ''] = (asked.expression ?? '').split(/:(.*)/s);
  const entry = await world.git.entry(ref, path).catch(() => undefined);
  if (entry?.type !== 'blob') return null;
  const bytes = await world.git.blob(entry.sha);
  const text = bytes.includes(0) ? null : bytes.toString('utf8');
  return { __typename: 'Blob', oid: entry.sha, byteSize: bytes.byteLength, text };
}

/** The newest deployments to the environments, and what GitHub keeps of each. */
function deploymentNodes(
  call: Call,
  world: World,
  asked: Paging & { readonly environments?: readonly string[] | null },
) {
  need(call, 'deployments');
  const { environments } = asked;
  const chosen = world.deployments.filter((one) => environments == null || environments.includes(one.environment));
  return connection(chosen.toReversed(), asked, (one) => ({
    databaseId: one.id,
    commitOid: one.sha,
    environment: one.environment,
    // As it is kept: JSON as text, whatever was sent.
    payload: one.payload === '' ? null : JSON.stringify(one.payload),
    createdAt: one.at,
    creator: actor(world.accounts.get(one.by)),
    statuses: (page: Paging) =>
      connection(one.statuses.toReversed(), page, ({ state, at, logUrl }) => ({
        state: state.toUpperCase(),
        createdAt: at,
        logUrl: logUrl === '' ? null : logUrl,
      })),
  }));
}

/** A repository, as far as it is asked about; null for any but the world's. */
export function repositoryNode(call: Call, world: World, asked: { owner: string; name: string }): unknown {
  const { owner, name } = world.repository;
  if (`${asked.owner}/${asked.name}`.toLowerCase() !== `${owner}/${name}`.toLowerCase()) return null;
  return {
    object: (given: { oid?: string; expression?: string }) => objectNode(call, world, given),
    deployments: (given: Paging) => deploymentNodes(call, world, given),
    pullRequest(given: { number: number }) {
      need(call, 'pull-requests');
      const pull = world.pulls.get(given.number);
      return pull === undefined ? null : pullNode(call, world, pull);
    },
  };
}

/** A team with its own members; an error where the token cannot see it. */
export function organizationNode(call: Call, world: World, { login }: { login: string }): unknown {
  need(call, 'members');
  return {
    team({ slug }: { slug: string }) {
      const team = world.teams.find((one) => one.org === login && one.slug === slug);
      if (team === undefined) return refused();
      const own = team.members.filter(({ state }) => state === 'active').map(({ account }) => account);
      return {
        members(asked: Paging & { query?: string | null }) {
          const wanted = (asked.query ?? '').toLowerCase();
          const found = own.flatMap((id) => world.accounts.get(id) ?? []);
          const named = found.filter((one) => one.login.toLowerCase().includes(wanted));
          return connection(named, asked, ({ id, login: name }) => ({ databaseId: id, login: name }));
        },
      };
    },
  };
}
