import { commitShape } from '../shapes/commit.ts';
import { pullRequestShape, reviewShape, simplePullRequestShape } from '../shapes/pull-request.ts';
import { baseOf, headOf } from '../world/pull-requests.ts';
import type { PullRequestRecord } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { type Call, type Handlers, notFound, numberOf, ok } from './handler.ts';
import { paged } from './pages.ts';

/** The most commits of one pull request that GitHub lists. */
const LISTED = 250;

const pullOf = (call: Call, world: World): PullRequestRecord | undefined =>
  world.pulls.get(numberOf(call, 'pull_number'));

const commitsOf = async (world: World, pull: PullRequestRecord) =>
  world.git.between(await baseOf(world, pull), await headOf(world, pull));

/** Merged ones that brought the commit, and open ones that hold it. Closed without a merge: none of both. */
async function ofCommit(call: Call, world: World) {
  const sha = await world.git.resolve(call.params['commit_sha'] ?? '');
  if (sha === undefined) return notFound(`No commit found for SHA: ${call.params['commit_sha']}`);
  const related: PullRequestRecord[] = [];
  for (const pull of world.pulls.values()) {
    if (pull.closed !== undefined && pull.merged === undefined) continue;
    if (world.dropped.rest.has(pull.number)) continue;
    const holds = pull.merged?.commit === sha || (await commitsOf(world, pull)).some((commit) => commit.sha === sha);
    if (holds) related.push(pull);
  }
  return paged(call, related, (pull) => simplePullRequestShape(world, call.at, pull));
}

function list(call: Call, world: World) {
  const state = call.query.get('state') ?? 'open';
  const [base, head] = [call.query.get('base'), call.query.get('head')];
  const chosen = [...world.pulls.values()].filter((pull) => {
    const now = pull.closed === undefined ? 'open' : 'closed';
    const label = `${pull.headRepository?.owner ?? ''}:${pull.head}`;
    return (
      (state === 'all' || state === now) && (base === null || base === pull.base) && (head === null || head === label)
    );
  });
  const ordered = call.query.get('direction') === 'asc' ? chosen : chosen.toReversed();
  return paged(call, ordered, (pull) => simplePullRequestShape(world, call.at, pull));
}

/** Pull requests, their commits and their reviews. */
export const pullRequestHandlers: Handlers = {
  'repos/list-pull-requests-associated-with-commit': ofCommit,
  'pulls/list': list,
  async 'pulls/get'(call, world) {
    const pull = pullOf(call, world);
    return pull === undefined ? notFound() : ok(await pullRequestShape(world, call.at, pull));
  },
  async 'pulls/list-commits'(call, world) {
    const pull = pullOf(call, world);
    if (pull === undefined) return notFound();
    const commits = (await commitsOf(world, pull)).slice(0, LISTED);
    return paged(call, commits, (commit) => commitShape(world, call.at, commit));
  },
  'pulls/list-reviews'(call, world) {
    const pull = pullOf(call, world);
    if (pull === undefined) return notFound();
    return paged(call, pull.reviews, (review) => reviewShape(world, call.at, pull, review));
  },
};
