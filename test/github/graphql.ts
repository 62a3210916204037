import { readFileSync } from 'node:fs';
import { buildSchema, graphql } from 'graphql';
import type { GitCommit } from './git.ts';
import type { Call, Handlers } from './handlers/handler.ts';
import type { Shape } from './shapes/words.ts';
import { repoSite } from './shapes/words.ts';
import type { Permissions } from './tokens.ts';
import { baseOf, headOf, updatedAtOf } from './world/pull-requests.ts';
import type { AccountRecord, PullRequestRecord, ReviewRecord } from './world/state.ts';
import type { World } from './world/world.ts';

/** GitHub's own schema, cut down to what Countersign asks; graphql-js holds questions and answers against it. */
const SCHEMA = buildSchema(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'));

/** GitHub lists no more commits of a pull request than this. */
const LISTED = 250;

type Paging = { readonly first?: number | null; readonly after?: string | null };

const NOT_ALLOWED = 'Resource not accessible by integration';

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
      return connection(commits.slice(0, LISTED), page, (commit) => ({ commit: plainCommit(world, commit) }));
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

function repositoryNode(call: Call, world: World, asked: { owner: string; name: string }): unknown {
  const { owner, name } = world.repository;
  if (`${asked.owner}/${asked.name}`.toLowerCase() !== `${owner}/${name}`.toLowerCase()) return null;
  return {
    object: (given: { oid?: string; expression?: string }) => objectNode(call, world, given),
    pullRequest(given: { number: number }) {
      need(call, 'pull-requests');
      const pull = world.pulls.get(given.number);
      return pull === undefined ? null : pullNode(call, world, pull);
    },
  };
}

/** A team with its own members; an error where the token cannot see it. */
function organizationNode(call: Call, world: World, { login }: { login: string }): unknown {
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

/** POST /graphql: a question that the schema does not know is an error, and so is an answer of another form. */
export const graphqlHandlers: Handlers = {
  async graphql(call, world) {
    const { query, variables } = call.body as { query?: string; variables?: Record<string, unknown> };
    const result = await graphql({
      schema: SCHEMA,
      source: query ?? '',
      variableValues: variables ?? {},
      rootValue: {
        repository: (asked: { owner: string; name: string }) => repositoryNode(call, world, asked),
        organization: (asked: { login: string }) => organizationNode(call, world, asked),
      },
    });
    const odd = result.errors?.find((error) => !error.message.startsWith(NOT_ALLOWED));
    if (odd !== undefined) throw new Error(`GraphQL: ${odd.message}`);
    return { status: 200, json: JSON.parse(JSON.stringify(result)) as unknown };
  },
};
