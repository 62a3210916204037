import { UserError } from '../../domain/errors.ts';
import type { Client } from './client.ts';
import type { BranchActivity, EnvironmentReview, GitHub } from './port.ts';
import { type Answer, parseAnswer } from './read.ts';
import * as shapes from './shapes.ts';
import { unreadable } from './unreadable.ts';

type Repository = { readonly owner: string; readonly repo: string };

/** Pages of a branch's log; a hundred entries each. */
const MOST_PAGES = 20;

/** Undefined for a 404 where that is an answer. */
export async function optional<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (thrown) {
    const cause = thrown instanceof UserError ? thrown.cause : undefined;
    if (cause instanceof Error && 'response' in cause && 'status' in cause && cause.status === 404) return undefined;
    throw thrown;
  }
}

/** A log that is paged by cursor and read only as far back as it is needed. */
async function readActivity(
  client: Client,
  at: Repository,
  branch: string,
  until: string,
): Promise<readonly BranchActivity[]> {
  const entries: BranchActivity[] = [];
  const route = 'GET /repos/{owner}/{repo}/activity';
  const pages: AsyncIterable<Answer> = client.paginate.iterator(route, {
    ...at,
    ref: `refs/heads/${branch}`,
    per_page: 100,
  });
  let count = 0;
  for await (const page of pages) {
    const list = parseAnswer(page, shapes.activityShape.array());
    entries.push(...list.map(({ id: _, ...entry }) => entry));
    if (list.some((entry) => entry.after === until)) break;
    count += 1;
    if (count >= MOST_PAGES)
      throw unreadable({ method: 'GET', url: page.url, status: page.status, message: 'the log is too long' });
  }
  return entries;
}

/** `owner/name` or `organisation/team` in its two parts. */
function halves(text: string): readonly [string, string] {
  const [left = '', right = '', ...rest] = text.split('/');
  if (left === '' || right === '' || rest.length > 0) throw new TypeError(`"${text}" has not two parts`);
  return [left, right];
}

/** The reads that ask who did what, and who belongs where. */
export function peopleReads(
  client: Client,
  at: Repository,
): Pick<GitHub, 'branchActivity' | 'membership' | 'environmentReviews'> {
  const seen = new Map<string, Promise<unknown>>();
  /** The team itself, once: a token that cannot see it gets 404 for its members too. */
  const probe = (org: string, slug: string): Promise<unknown> => {
    const key = `${org}/${slug}`;
    const known = seen.get(key);
    const asked = known ?? client.request('GET /orgs/{org}/teams/{team_slug}', { org, team_slug: slug });
    if (known === undefined) seen.set(key, asked);
    return asked.then((answer) => parseAnswer(answer as Answer, shapes.teamShape));
  };
  return {
    branchActivity(repository, branch, until) {
      const [owner, repo] = halves(repository);
      return readActivity(client, { owner, repo }, branch, until);
    },
    async membership(team, login) {
      const [org, slug] = halves(team);
      await probe(org, slug);
      const route = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}';
      const answer = await optional(client.request(route, { org, team_slug: slug, username: login }));
      return answer === undefined ? 'none' : parseAnswer(answer, shapes.membershipShape).state;
    },
    async environmentReviews(run): Promise<readonly EnvironmentReview[]> {
      const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals';
      return parseAnswer(await client.request(route, { ...at, run_id: run }), shapes.environmentReviewShape.array());
    },
  };
}
