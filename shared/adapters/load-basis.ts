import { environmentOf } from '../config/environment.ts';
import type { Environment } from '../config/schema/environments.ts';
import type { Config } from '../config/schema.ts';
import { refuseUnsupported } from '../config/support.ts';
import type { PolicyReference } from '../domain/record.ts';
import type { RolloutScope } from '../domain/release.ts';
import type { GitHub } from './github/port.ts';
import { loadPolicy } from './load-policy.ts';

/** What the configuration says about an environment. */
export type Basis = {
  readonly config: Config;
  readonly policy: PolicyReference;
  readonly environment: Environment;
  readonly scope: RolloutScope;
};

/**
 * Reads the configuration for an action that changes an environment; a mistake in it is told before anybody asks the
 * cluster.
 * @throws UserError what `loadPolicy`, `environmentOf` and `refuseUnsupported` throw
 */
export async function loadBasis(
  github: GitHub,
  action: 'deploy' | 'rollback',
  inputs: { readonly environment: string; readonly config: string; readonly 'config-ref'?: string | undefined },
): Promise<Basis> {
  const { config, policy } = await loadPolicy(github, { path: inputs.config, ref: inputs['config-ref'] });
  const found = environmentOf(config, inputs.environment, inputs.config);
  refuseUnsupported(config, action, { environment: inputs.environment });
  return { config, policy, ...found };
}
