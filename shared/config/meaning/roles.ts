import { unknownPlaceholders } from '../../domain/phrase.ts';
import type { ConfigPath, Finding } from '../finding.ts';
import { type Role, rolesOfSignOff, type SignOff } from '../schema/people.ts';
import type { Config } from '../schema.ts';
import { type Names, reference, repeated } from './names.ts';

/** Roles: exactly one source of people, and nobody twice. */
export function roleFindings(config: Config): readonly Finding[] {
  return Object.entries(config.roles ?? {}).flatMap(([id, role]) => findingsOf(['roles', id], role));
}

function findingsOf(path: ConfigPath, role: Role): readonly Finding[] {
  const findings: Finding[] = [];
  if ((role.people === undefined) === (role.team === undefined))
    findings.push({ path, at: 'key', message: `role "${path.at(-1)}" needs exactly one of people and team` });
  const ids = role.people?.map((person) => person.id) ?? [];
  for (const [index, id] of ids.entries())
    if (ids.indexOf(id) !== index)
      findings.push({ path: [...path, 'people', index, 'id'], message: `person ${id} is listed twice in this role` });
  if (role.immediate !== undefined && role.team === undefined)
    findings.push({ path: [...path, 'immediate'], at: 'key', message: 'immediate needs a team beside it' });
  if (role.environment !== undefined && role.via !== 'environment')
    findings.push({
      path: [...path, 'environment'],
      at: 'key',
      message: 'environment needs via: environment beside it',
    });
  if (role.via === 'environment')
    for (const key of ['carry-over', 'after-merge', 'meaning'] as const)
      if (role[key] !== undefined)
        findings.push({
          path: [...path, key],
          at: 'key',
          message: `${key} is about reviews; via: environment has none`,
        });
  for (const name of unknownPlaceholders(role.meaning ?? ''))
    findings.push({ path: [...path, 'meaning'], message: `there is no placeholder "\${${name}}"` });
  return findings;
}

/** The sign-offs of a checkpoint or override: roles that exist, each asked once. */
export function signOffFindings(path: ConfigPath, signOffs: readonly SignOff[], names: Names): readonly Finding[] {
  const unknown = signOffs.flatMap((signOff, index) => {
    if (typeof signOff === 'string') return reference([...path, index], signOff, names.roles, 'role');
    const { role, 'any-of': any } = signOff;
    if ((role === undefined) === (any === undefined))
      return [{ path: [...path, index], message: 'a sign-off needs exactly one of role and any-of' }];
    if (role !== undefined) return reference([...path, index, 'role'], role, names.roles, 'role');
    const list = [...path, index, 'any-of'];
    return [
      ...(any ?? []).flatMap((one, at) => reference([...list, at], one, names.roles, 'role')),
      ...repeated(list, any ?? [], 'role'),
    ];
  });
  const lines = signOffs.map((signOff) => rolesOfSignOff(signOff).join(' or '));
  return [...unknown, ...repeated(path, lines, 'sign-off')];
}
