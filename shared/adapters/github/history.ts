import * as z from 'zod';
import type { RunContext } from '../../domain/run-context.ts';
import type { Client } from './client.ts';
import type { Commit, Comparison, Deployment, DeploymentEvent, GitHub } from './port.ts';
import { type Answer, parseAnswer, readPages } from './read.ts';
import * as shapes from './shapes.ts';
import { unreadable } from './unreadable.ts';

const PER_PAGE = 100;

/** Commits of one comparison; more than this nobody looks through, and neither do we. */
const MOST_COMMITS = 2_500;

const comparison = z.object({
  status: z.enum(['ahead', 'behind', 'diverged', 'identical']),
  total_commits: z.int().min(0),
  commits: z.array(shapes.commitShape),
});

const id = z.int().positive();
const time = z.iso.datetime({ offset: true });

const deployment = z
  .object({
    id,
    sha: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
    environment: z.string(),
    payload: z.unknown(),
    creator: shapes.accountOrNone,
    created_at: time,
  })
  .transform((found): Deployment => {
    // GitHub gives the payload as it was sent: an object, or JSON as text.
    const payload = z.object({ run: z.string().regex(/^\d{1,15}$/) }).safeParse(found.payload);
    const run = payload.success ? Number(payload.data.run) : null;
    const { sha, environment, creator } = found;
    return { id: found.id, sha, environment, run, creator, createdAt: found.created_at };
  });

const deploymentEvent = z
  .object({ id, state: z.string().min(1), created_at: time, log_url: z.string().nullish() })
  .transform(
    (found): DeploymentEvent => ({
      id: found.id,
      state: found.state,
      at: found.created_at,
      logUrl: found.log_url || null,
    }),
  );

type Place = Pick<RunContext, 'owner' | 'repo'>;

const fail = (answer: Answer, message: string): Error =>
  unreadable({ method: 'GET', url: answer.url, status: answer.status, message });

async function compare(client: Client, at: Place, from: string, to: string): Promise<Comparison> {
  const commits = new Map<string, Commit>();
  for (let page = 1; ; page += 1) {
    const where = { ...at, basehead: `${from}...${to}`, per_page: PER_PAGE, page };
    const answer = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', where);
    const found = parseAnswer(answer, comparison);
    for (const commit of found.commits) commits.set(commit.sha, commit);
    const { status, total_commits: total } = found;
    if (total > MOST_COMMITS) throw fail(answer, `${total} commits, more than ${MOST_COMMITS}; release more often`);
    if (commits.size === total) return { status, commits: [...commits.values()] };
    if (commits.size > total || found.commits.length === 0)
      throw fail(answer, `${total} commits, of which ${commits.size} came; it changed while it was read`);
  }
}

/** The reads that ask what happened before: history, merged pull requests, deployments. */
export function historyReads(
  client: Client,
  at: Place,
): Pick<GitHub, 'commitsBetween' | 'recentlyClosed' | 'deployments' | 'deploymentEvents'> {
  return {
    commitsBetween: (from, to) => compare(client, at, from, to),
    async recentlyClosed(base) {
      const order = { state: 'closed', sort: 'updated', direction: 'desc', per_page: PER_PAGE } as const;
      const answer = await client.request('GET /repos/{owner}/{repo}/pulls', { ...at, base, ...order });
      return parseAnswer(answer, z.array(shapes.pullRequestShape));
    },
    async deployments(environment) {
      const question = { ...at, environment, per_page: PER_PAGE };
      const answer = await client.request('GET /repos/{owner}/{repo}/deployments', question);
      const newest = parseAnswer(answer, z.array(deployment));
      // Ids grow with time; the order of the list is not promised.
      return { newest: newest.toSorted((a, b) => b.id - a.id), complete: newest.length < PER_PAGE };
    },
    async deploymentEvents(number) {
      const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
      const pages = client.paginate.iterator(route, { ...at, deployment_id: number, per_page: PER_PAGE });
      const events = await readPages(pages, deploymentEvent, (one) => one.id);
      return events.toSorted((a, b) => a.id - b.id);
    },
  };
}
