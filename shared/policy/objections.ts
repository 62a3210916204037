import type { Observation, RequirementResult } from '../domain/decision.ts';
import type { Roles } from './roles.ts';
import type { Signature } from './signatures.ts';

/** Every role of the configuration that a person holds. */
const rolesOf = (roles: Roles, person: number): string[] =>
  Object.entries(roles).flatMap(([name, role]) => (role.holders.some((holder) => holder.id === person) ? [name] : []));

/**
 * A change request of anybody who holds a role blocks, whichever commit it was about, until that person approves or it
 * is dismissed. The reviews that belong to no sign-off are listed here, so that every review is accounted for.
 */
export function judgeObjections(
  roles: Roles,
  signatures: readonly Signature[],
  passedOver: readonly Observation[],
  pullRequestUrl: string,
): RequirementResult {
  const standing = signatures
    .filter((one) => one.standing === 'objected')
    .map((one) => ({ one, held: rolesOf(roles, one.person.id) }));
  const blocking = standing.filter(({ held }) => held.length > 0);
  const strangers = signatures.filter((one) => rolesOf(roles, one.person.id).length === 0);
  const observations: Observation[] = [
    ...blocking.map(({ one, held }) => ({
      what: one.what,
      counted: true,
      why: `${held.join(', ')} ${one.why}`,
      link: one.link,
    })),
    ...strangers.map((one) => ({
      what: one.what,
      counted: false,
      why: `holds no role of the configuration (${one.why})`,
      link: one.link,
    })),
    ...passedOver,
  ];
  const common = {
    id: 'objections',
    title: 'No objection by a role holder',
    needed: 'no standing change request of anyone who holds a role',
    links: blocking.length > 0 ? blocking.map(({ one }) => one.link) : [pullRequestUrl],
    observations,
  };
  const unresolved = Object.entries(roles).find(([, role]) => role.unresolved !== null);
  const unclear = standing.filter(({ held }) => held.length === 0).map(({ one }) => one.person.login);
  if (blocking.length === 0 && unresolved !== undefined && unclear.length > 0) {
    const [name, role] = unresolved;
    const seen = `${unclear.join(', ')} objected and could hold ${name}: ${role.unresolved}`;
    const whoCanFix = ['whoever gives the job its token'];
    return { ...common, status: 'ERROR', code: 'ROLE_UNRESOLVED', seen, whoCanFix };
  }
  if (blocking.length === 0) {
    return { ...common, status: 'SATISFIED', code: 'OK', seen: 'no change request stands', whoCanFix: [] };
  }
  const who = blocking.map(({ one, held }) => `${one.person.login} (${held.join(', ')})`);
  return {
    ...common,
    status: 'UNSATISFIED',
    code: 'SIGNOFF_OBJECTION',
    seen: `changes requested by ${who.join(' and ')}`,
    whoCanFix: who,
  };
}
