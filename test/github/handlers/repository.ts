import { accountOrNull } from '../shapes/account.ts';
import { commitShape, gitCommitShape } from '../shapes/commit.ts';
import { repositoryShape } from '../shapes/repository.ts';
import { nodeId, repoApi, repoSite, type Shape } from '../shapes/words.ts';
import type { ActivityRecord } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { type Call, failure, type Handlers, notFound, ok } from './handler.ts';
import { paged, pagedByCursor } from './pages.ts';

/** The most commits that a comparison shows to a client that does not ask for pages. */
const COMPARED = 250;

async function branch(call: Call, world: World) {
  const name = call.params['branch'] ?? '';
  const sha = await world.git.resolve(`refs/heads/${name}`);
  if (sha === undefined) return notFound('Branch not found');
  const self = repoApi(call.at, `/branches/${name}`);
  const isProtected = world.protections.has(name);
  const none = { url: `${self}/protection`, required_status_checks: undefined };
  return ok({
    name,
    commit: commitShape(world, call.at, await world.git.commit(sha)),
    _links: { self, html: repoSite(call.at, `/tree/${name}`) },
    protected: isProtected,
    protection: { enabled: isProtected, ...none },
    protection_url: `${self}/protection`,
  });
}

async function compare(call: Call, world: World) {
  const [left = '', right = ''] = (call.params['basehead'] ?? '').split('...');
  const [base, head] = [await world.git.resolve(left), await world.git.resolve(right)];
  if (base === undefined || head === undefined) return notFound();
  const mergeBase = await world.git.mergeBase(base, head).catch(() => undefined);
  if (mergeBase === undefined) return notFound(`No common ancestor between ${left} and ${right}.`);
  const ahead = await world.git.between(base, head);
  const behind = await world.git.between(head, base);
  const status =
    ahead.length > 0 ? (behind.length > 0 ? 'diverged' : 'ahead') : behind.length > 0 ? 'behind' : 'identical';
  const site = repoSite(call.at, `/compare/${left}...${right}`);
  const head_ = {
    url: repoApi(call.at, `/compare/${left}...${right}`),
    html_url: site,
    permalink_url: site,
    diff_url: `${site}.diff`,
    patch_url: `${site}.patch`,
    base_commit: commitShape(world, call.at, await world.git.commit(base)),
    merge_base_commit: commitShape(world, call.at, await world.git.commit(mergeBase)),
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
  };
  const shape = (commit: (typeof ahead)[number]) => commitShape(world, call.at, commit);
  const shown = call.query.has('per_page') || call.query.has('page') ? ahead : ahead.slice(0, COMPARED);
  return paged(call, shown, shape, (commits) => ({ ...head_, commits }));
}

function activityShape(world: World, call: Call, activity: ActivityRecord): Shape {
  return {
    id: activity.id,
    node_id: nodeId('PSH', activity.id),
    before: activity.before,
    after: activity.after,
    ref: activity.ref,
    timestamp: activity.at,
    activity_type: activity.type,
    actor: accountOrNull(world, call.at, activity.by),
  };
}

function activities(call: Call, world: World) {
  const [ref, type, actor] = ['ref', 'activity_type', 'actor'].map((name) => call.query.get(name));
  const refs = ref === null || ref === undefined ? undefined : [ref, `refs/heads/${ref}`];
  const chosen = world.activities.filter(
    (activity) =>
      (refs === undefined || refs.includes(activity.ref)) &&
      (type === null || activity.type === type) &&
      (actor === null || world.accounts.get(activity.by)?.login === actor),
  );
  const ordered = call.query.get('direction') === 'asc' ? chosen : chosen.toReversed();
  return pagedByCursor(call, ordered, (activity) => activityShape(world, call, activity));
}

/** The repository, its branches and its history. */
export const repositoryHandlers: Handlers = {
  'repos/get': (call, world) => ok(repositoryShape(call.at, world.repository)),
  'repos/get-branch': branch,
  async 'repos/get-commit'(call, world) {
    const sha = await world.git.resolve(call.params['ref'] ?? '');
    if (sha === undefined) return failure(422, `No commit found for SHA: ${call.params['ref']}`);
    if (call.accept.includes('vnd.github.sha'))
      return { status: 200, bytes: { type: 'application/vnd.github.sha', data: Buffer.from(sha) } };
    return ok({
      ...commitShape(world, call.at, await world.git.commit(sha)),
      stats: { total: 0, additions: 0, deletions: 0 },
      files: [],
    });
  },
  async 'git/get-commit'(call, world) {
    const sha = await world.git.resolve(call.params['commit_sha'] ?? '');
    return sha === undefined ? notFound() : ok(gitCommitShape(call.at, await world.git.commit(sha)));
  },
  async 'git/get-ref'(call, world) {
    const ref = `refs/${call.params['ref']}`;
    const sha = await world.git.resolve(ref);
    if (sha === undefined) return notFound();
    const object = { type: 'commit', sha, url: repoApi(call.at, `/git/commits/${sha}`) };
    return ok({ ref, node_id: nodeId('Ref', ref), url: repoApi(call.at, `/git/${ref}`), object });
  },
  'repos/compare-commits-with-basehead': compare,
  'repos/list-activities': activities,
};
