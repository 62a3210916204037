import type { Fact } from '../domain/fact.ts';
import type { Holder, Roles, Seat } from './roles.ts';
import type { Signature } from './signatures.ts';

/** Who of the people that were asked about belongs to the team of a role, by role. */
export type TeamMembers = Readonly<Record<string, Fact<readonly Holder[]>>>;

/** Roles with the members of their teams in place of the empty lists. */
export function withTeams(roles: Roles, teams: TeamMembers): Roles {
  return Object.fromEntries(
    Object.entries(roles).map(([name, role]) => {
      if (role.team === null) return [name, role];
      const fact = teams[name];
      if (fact?.kind === 'read') return [name, { ...role, holders: fact.value }];
      return [name, { ...role, unresolved: fact?.reason ?? 'nobody was asked about' }];
    }),
  );
}

/** Roles that sign by environment are unresolved while the approvals are not known. */
export function withEnvironments(roles: Roles, approvals: Fact<unknown>): Roles {
  if (approvals.kind === 'read') return roles;
  return Object.fromEntries(
    Object.entries(roles).map(([name, role]) => [
      name,
      role.via === 'environment' ? { ...role, unresolved: role.unresolved ?? approvals.reason } : role,
    ]),
  );
}

/** A question about one person and the team of one role. */
export type TeamQuestion = { readonly role: string; readonly team: string; readonly person: Signature['person'] };

/**
 * Who has to be asked about: signers of valid signatures for the roles of the checkpoint, and objectors for every
 * role, because an objection blocks whatever role its author holds. Roles without a question ask about nobody.
 */
export function teamQuestions(seats: readonly Seat[], roles: Roles, signatures: readonly Signature[]): TeamQuestion[] {
  const asked = new Set(seats.flatMap((seat) => seat.roles));
  const people = (kind: Signature['standing']): Signature['person'][] => [
    ...new Map(signatures.filter((one) => one.standing === kind).map(({ person }) => [person.id, person])).values(),
  ];
  return Object.entries(roles).flatMap(([role, { team }]) => {
    if (team === null) return [];
    const signers = asked.has(role) ? [...people('signed'), ...people('unproven')] : [];
    const candidates = new Map([...signers, ...people('objected')].map((person) => [person.id, person]));
    return [...candidates.values()].map((person) => ({ role, team, person }));
  });
}
