import { UserError } from '../domain/errors.ts';
import type { RolloutScope } from '../domain/release.ts';
import type { Environment } from './schema/environments.ts';
import type { Config } from './schema.ts';

/**
 * The environment of that name and where it lives.
 * @throws UserError('ENVIRONMENT_UNKNOWN' | 'ENVIRONMENT_WITHOUT_CLUSTER')
 */
export function environmentOf(
  config: Config,
  name: string,
  file: string,
): { readonly environment: Environment; readonly scope: RolloutScope } {
  const all = config.environments ?? {};
  const environment = Object.hasOwn(all, name) ? all[name] : undefined;
  if (environment === undefined) {
    const known = Object.keys(all).join(', ') || 'none';
    throw new UserError('ENVIRONMENT_UNKNOWN', `environment "${name}" is not in ${file}; it has: ${known}`);
  }
  if (environment.kubernetes === undefined) {
    const message = `environments.${name} in ${file} has no "kubernetes" section; add kubernetes: { namespace: … }`;
    throw new UserError('ENVIRONMENT_WITHOUT_CLUSTER', message);
  }
  const { namespace } = environment.kubernetes;
  return { environment, scope: { application: config.application, environment: name, namespace } };
}
