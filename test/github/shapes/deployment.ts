import type { DeploymentRecord, DeploymentStatusRecord, WorldState } from '../world/state.ts';
import { accountOrNull } from './account.ts';
import { type Addresses, nodeId, repoApi, type Shape } from './words.ts';

/** A `deployment`. */
export function deploymentShape(state: WorldState, at: Addresses, deployment: DeploymentRecord): Shape {
  const url = repoApi(at, `/deployments/${deployment.id}`);
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    environment: deployment.environment,
    original_environment: deployment.environment,
    description: deployment.description,
    creator: accountOrNull(state, at, deployment.by),
    created_at: deployment.at,
    updated_at: deployment.statuses.at(-1)?.at ?? deployment.at,
    statuses_url: `${url}/statuses`,
    repository_url: repoApi(at),
    transient_environment: false,
    production_environment: false,
  };
}

/** A `deployment-status`. */
export function deploymentStatusShape(
  state: WorldState,
  at: Addresses,
  deployment: DeploymentRecord,
  status: DeploymentStatusRecord,
): Shape {
  const url = repoApi(at, `/deployments/${deployment.id}`);
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: accountOrNull(state, at, status.by),
    description: status.description,
    environment: deployment.environment,
    target_url: status.logUrl,
    log_url: status.logUrl,
    environment_url: status.environmentUrl,
    created_at: status.at,
    updated_at: status.at,
    deployment_url: url,
    repository_url: repoApi(at),
  };
}
