import type { CarryOver } from '../config/schema/people.ts';
import { CARRY_OVERS, rolesOfSignOff, type SignOff } from '../config/schema/people.ts';
import { fillMeaning, type MeaningValues, says } from '../domain/phrase.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import type { Signature } from './signatures.ts';

/** A person as the configuration names them; a team's members go by their login. */
export type Holder = { readonly id: number; readonly login: string; readonly name: string };

/** A role with its people, as known when the facts were read. */
export type RoleHolders = {
  readonly via: 'review' | 'environment';
  readonly holders: readonly Holder[];
  /** `organisation/team` that the holders were read from; null when they are listed. */
  readonly team: string | null;
  /** Members of the team's child teams do not hold the role. */
  readonly immediate?: true;
  /** Why the team's members are not known; null when they are. */
  readonly unresolved: string | null;
  /** Environment whose approval signs; null for reviews. */
  readonly environment: string | null;
  readonly carryOver: CarryOver;
  readonly afterMerge: boolean;
  /** Phrase with placeholders that the review has to hold; null for none. */
  readonly meaning: string | null;
};

/** One sign-off that one person gives: the roles of which one must sign. */
export type Seat = {
  readonly id: string;
  readonly roles: readonly string[];
  /** Index of its line in `sign-offs`. */
  readonly line: number;
};

/** Turns the configuration's list into seats, one for each person who has to sign. */
export function seatsOf(signOffs: readonly SignOff[]): Seat[] {
  const times = new Map<string, number>();
  return signOffs.flatMap((signOff, line) => {
    const roles = rolesOfSignOff(signOff);
    const name = `sign-off/${roles.join('|')}`;
    const count = typeof signOff === 'string' ? 1 : (signOff.count ?? 1);
    return Array.from({ length: count }, (): Seat => {
      const time = (times.get(name) ?? 0) + 1;
      times.set(name, time);
      return { id: time === 1 ? name : `${name}#${time}`, roles, line };
    });
  });
}

export type Roles = Readonly<Record<string, RoleHolders>>;

/** What the decision knows to judge a signature for a role. */
export type RoleContext = {
  readonly roles: Roles;
  /** Values of the placeholders in `meaning`, the role left out. */
  readonly values: Omit<MeaningValues, 'role'>;
};

/** A signature as one role sees it. */
export type Judged = Pick<Signature, 'standing' | 'code' | 'why'> & {
  readonly signature: Signature;
  readonly role: string;
};

const level = (carryOver: CarryOver): number => CARRY_OVERS.indexOf(carryOver);

/** Every role that a person holds on the channel of the signature. */
export const holds = (role: RoleHolders, name: string, signature: Signature): boolean =>
  role.via === signature.channel &&
  role.holders.some((holder) => holder.id === signature.person.id) &&
  (role.via === 'review' || (role.environment ?? `sign-off-${name}`) === signature.environment);

/** The phrase that a role asks for; null for none. */
export const phraseOf = (context: RoleContext, name: string): string | null => {
  const meaning = context.roles[name]?.meaning ?? null;
  return meaning === null ? null : fillMeaning(meaning, { ...context.values, role: name });
};

/** A valid signature may still be one that this role does not take. */
export function judgeForRole(context: RoleContext, name: string, role: RoleHolders, signature: Signature): Judged {
  const as = (standing: Signature['standing'], code: ReasonCode, why: string): Judged => ({
    signature,
    role: name,
    standing,
    code,
    why,
  });
  const { standing, code, why, edited, afterMerge, needs } = signature;
  if (standing !== 'signed') return as(standing, code, why);
  if (level(needs) > level(role.carryOver)) return as('stale', 'SIGNOFF_STALE_PUSH', `it ${why}`);
  if (afterMerge !== null && !role.afterMerge)
    return as('stale', 'SIGNOFF_AFTER_MERGE', `after the merge at ${afterMerge}, which ${name} does not accept`);
  const phrase = phraseOf(context, name);
  const told = afterMerge === null ? why : `${why}, after the merge at ${afterMerge}`;
  if (phrase === null) return as('signed', 'OK', told);
  if (!says(signature.body, phrase)) return as('stale', 'SIGNOFF_MEANING', `without the line "${phrase}"`);
  if (edited === 'unknown')
    return as('unproven', 'SIGNOFF_EDIT_UNKNOWN', 'whether the review was edited is not known: only GraphQL tells it');
  if (edited !== null)
    return as('stale', 'SIGNOFF_EDITED', `the review was edited at ${edited.at} by ${edited.by?.login ?? 'somebody'}`);
  return as('signed', 'OK', `${told}, saying "${phrase}"`);
}
