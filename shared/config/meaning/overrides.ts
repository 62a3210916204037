import type { ConfigPath, Finding } from '../finding.ts';
import { suggest } from '../nearest.ts';
import { rolesOfSignOff } from '../schema/people.ts';
import type { Config } from '../schema.ts';
import { type Names, reference, repeated } from './names.ts';

/** The emergency protocol and the freezes: approvals that can be given, times that are times. */
export function overrideFindings(config: Config, names: Names): readonly Finding[] {
  const overrides = Object.entries(config.overrides ?? {});
  return [
    ...overrides.flatMap(([id, override]) =>
      override['sign-offs'].flatMap((signOff, index) => {
        const roles = rolesOfSignOff(signOff);
        return channelFindings(['overrides', id, 'sign-offs', index], roles, config);
      }),
    ),
    ...freezeFindings(config, names),
  ];
}

/** An override has no pull request: it is approved where it is asked for, by the environments of its own run. */
function channelFindings(path: ConfigPath, roles: readonly string[], config: Config): readonly Finding[] {
  return roles.flatMap((name) => {
    const known = config.roles ?? {};
    const role = Object.hasOwn(known, name) ? known[name] : undefined;
    if (role === undefined) return [];
    if (role.via !== 'environment') {
      const message = `an override has no pull request that "${name}" could review; name a role with via: environment`;
      return [{ path, message }];
    }
    if (role.team === undefined) return [];
    return [{ path, message: `teams cannot approve overrides; list the people of "${name}"` }];
  });
}

function freezeFindings(config: Config, names: Names): readonly Finding[] {
  const kinds = Object.keys(config.overrides ?? {});
  return (config.freeze ?? []).flatMap((window, index) => {
    const path = ['freeze', index];
    const { environments = [], except = [] } = window;
    return [
      ...timeFindings(path, window),
      ...environments.flatMap((one, at) =>
        reference([...path, 'environments', at], one, names.environments, 'environment'),
      ),
      ...repeated([...path, 'environments'], environments, 'environment'),
      ...except.flatMap((kind, at) =>
        kinds.includes(kind)
          ? []
          : [
              {
                path: [...path, 'except', at],
                message: `unknown override "${kind}"${suggest(kind, kinds) || '; no override is defined'}`,
              },
            ],
      ),
      ...repeated([...path, 'except'], except, 'override'),
    ];
  });
}

function timeFindings(path: ConfigPath, window: { readonly from: string; readonly to: string }): readonly Finding[] {
  const wrong = (['from', 'to'] as const).filter((key) => Number.isNaN(Date.parse(window[key])));
  if (wrong.length > 0)
    return wrong.map((key) => ({ path: [...path, key], message: `there is no time ${window[key]}` }));
  if (Date.parse(window.from) < Date.parse(window.to)) return [];
  return [{ path: [...path, 'to'], message: 'the freeze ends before it begins' }];
}
