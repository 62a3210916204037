import { deploymentShape, deploymentStatusShape } from '../shapes/deployment.ts';
import type { DeploymentRecord } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { type Call, failure, type Handler, type Handlers, notFound, numberOf, ok, textOf } from './handler.ts';
import { paged } from './pages.ts';

const withDeployment =
  (answer: (call: Call, world: World, deployment: DeploymentRecord) => ReturnType<Handler>): Handler =>
  (call, world) => {
    const found = world.deployments.find((deployment) => deployment.id === numberOf(call, 'deployment_id'));
    return found === undefined ? notFound() : answer(call, world, found);
  };

async function create(call: Call, world: World) {
  const ref = textOf(call, 'ref') ?? '';
  const sha = await world.git.resolve(ref);
  if (sha === undefined) return failure(422, `No ref found for: ${ref}`);
  // Without `required_contexts: []` GitHub asks for green commit statuses, and there are none here.
  const contexts = call.body['required_contexts'];
  if (!Array.isArray(contexts) || contexts.length > 0) return failure(409, 'Conflict: Commit status checks failed');
  const deployment: DeploymentRecord = {
    id: world.nextId(),
    sha,
    ref,
    task: textOf(call, 'task') ?? 'deploy',
    environment: textOf(call, 'environment') ?? 'production',
    description: textOf(call, 'description') ?? null,
    payload: call.body['payload'] ?? '',
    by: call.grant.account,
    at: world.now(),
    statuses: [],
  };
  world.deployments.push(deployment);
  return { status: 201, json: deploymentShape(world, call.at, deployment) };
}

function addStatus(call: Call, world: World, deployment: DeploymentRecord) {
  const status = {
    id: world.nextId(),
    state: textOf(call, 'state') ?? '',
    description: textOf(call, 'description') ?? '',
    logUrl: textOf(call, 'log_url') ?? textOf(call, 'target_url') ?? '',
    environmentUrl: textOf(call, 'environment_url') ?? '',
    by: call.grant.account,
    at: world.now(),
  };
  if (status.description.length > 140)
    return failure(422, 'Validation Failed: description is too long (maximum is 140 characters)');
  if (status.state === 'success' && call.body['auto_inactive'] !== false) retire(call, world, deployment);
  deployment.statuses.push(status);
  const json = deploymentStatusShape(world, call.at, deployment, status);
  return { status: 201, json, headers: { location: String(json['url']) } };
}

/** A success makes the environment's earlier successes inactive unless the caller forbids it. */
function retire(call: Call, world: World, current: DeploymentRecord): void {
  const earlier = world.deployments.filter((one) => one !== current && one.environment === current.environment);
  for (const deployment of earlier.filter((one) => one.statuses.at(-1)?.state === 'success')) {
    const status = { id: world.nextId(), state: 'inactive', description: '', logUrl: '', environmentUrl: '' };
    deployment.statuses.push({ ...status, by: call.grant.account, at: world.now() });
  }
}

function list(call: Call, world: World) {
  const matches = (name: string, value: string) => [null, value].includes(call.query.get(name));
  const chosen = world.deployments.filter(
    (one) =>
      matches('sha', one.sha) &&
      matches('ref', one.ref) &&
      matches('task', one.task) &&
      matches('environment', one.environment),
  );
  return paged(call, chosen.toReversed(), (deployment) => deploymentShape(world, call.at, deployment));
}

/** Deployments and their statuses. */
export const deploymentHandlers: Handlers = {
  'repos/create-deployment': create,
  'repos/list-deployments': list,
  'repos/get-deployment': withDeployment((call, world, deployment) => ok(deploymentShape(world, call.at, deployment))),
  'repos/create-deployment-status': withDeployment(addStatus),
  'repos/list-deployment-statuses': withDeployment((call, world, deployment) =>
    paged(call, deployment.statuses.toReversed(), (status) =>
      deploymentStatusShape(world, call.at, deployment, status),
    ),
  ),
};
