import type { Observation, RequirementResult } from '../domain/decision.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import { assignSeats } from './matching.ts';
import type { Signature } from './signatures.ts';

/** A person as the configuration names them. */
type Holder = { readonly id: number; readonly login: string; readonly name: string };

/** A role with its people, as known when the facts were read. */
export type RoleHolders = { readonly via: 'review' | 'environment'; readonly holders: readonly Holder[] };

/** One line of `sign-offs`: the roles of which one must sign. */
export type Seat = { readonly id: string; readonly roles: readonly string[] };

/** Turns the configuration's list into seats; a role that is named twice needs two people. */
export function seatsOf(signOffs: readonly (string | { readonly 'any-of': readonly string[] })[]): Seat[] {
  const times = new Map<string, number>();
  return signOffs.map((signOff) => {
    const roles = typeof signOff === 'string' ? [signOff] : signOff['any-of'];
    const name = `sign-off/${roles.join('|')}`;
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return { id: time === 1 ? name : `${name}#${time}`, roles };
  });
}

type Roles = Readonly<Record<string, RoleHolders>>;

const title = (seat: Seat): string => `Sign-off by ${seat.roles.join(' or ')}`;

/** The role of the seat in which this signature counts; undefined when its signer holds none of them. */
function roleFor(seat: Seat, roles: Roles, signature: Signature): string | undefined {
  return seat.roles.find((name) => {
    const role = roles[name];
    return role?.via === signature.channel && role.holders.some((holder) => holder.id === signature.person.id);
  });
}

const holdersOf = (seat: Seat, roles: Roles): Holder[] => {
  const all = seat.roles.flatMap((name) => roles[name]?.holders ?? []);
  return [...new Map(all.map((holder) => [holder.id, holder])).values()];
};

const printed = (holder: Holder): string => `${holder.name} (${holder.login})`;

const NEXT: Readonly<Record<Signature['standing'], ReasonCode>> = {
  signed: 'SIGNOFF_DISTINCT',
  objected: 'SIGNOFF_OBJECTION',
  stale: 'SIGNOFF_STALE',
  author: 'SIGNOFF_SELF',
  withdrawn: 'SIGNOFF_MISSING',
};

/** The most telling reason comes first: it is the one that is shown. */
const TELLING: readonly Signature['standing'][] = ['objected', 'stale', 'author', 'withdrawn', 'signed'];

type Signed = { readonly signature: Signature; readonly seat: Seat };

/** Why this signature does not fill the seat, in words that name the person. */
function tell(signature: Signature, name: string, taken: ReadonlyMap<number, Seat>): string {
  if (signature.standing === 'objected') return `${name} ${signature.why}`;
  if (signature.standing === 'withdrawn') return `the review of ${name} does not count: ${signature.why}`;
  const other = taken.get(signature.person.id)?.roles.join(' or ');
  if (signature.standing === 'signed') return `${name} signs as ${other ?? 'somebody else'} already`;
  return `${name} approved, but ${signature.why}`;
}

function unfilled(
  seat: Seat,
  roles: Roles,
  relevant: readonly Signature[],
  taken: ReadonlyMap<number, Seat>,
): Pick<RequirementResult, 'code' | 'seen' | 'whoCanFix'> {
  const holders = holdersOf(seat, roles);
  const nameOf = (id: number): string => holders.find((holder) => holder.id === id)?.name ?? `account ${id}`;
  const told = relevant.toSorted((a, b) => TELLING.indexOf(a.standing) - TELLING.indexOf(b.standing));
  const [first] = told;
  const cannot = new Set(
    relevant.filter((one) => one.standing === 'author' || taken.has(one.person.id)).map((one) => one.person.id),
  );
  const able = holders.filter((holder) => !cannot.has(holder.id));
  const whoCanFix = able.length > 0 ? able.map(printed) : ['whoever keeps the roles: no holder is left who may sign'];
  if (first === undefined) return { code: 'SIGNOFF_MISSING', seen: 'nobody has signed', whoCanFix };
  return { code: NEXT[first.standing], seen: tell(first, nameOf(first.person.id), taken), whoCanFix };
}

function observe(
  signature: Signature,
  seat: Seat,
  filled: Signed | undefined,
  taken: ReadonlyMap<number, Seat>,
): Observation {
  const counted = filled?.signature === signature;
  const other = taken.get(signature.person.id);
  const spare =
    other === undefined
      ? 'it is not needed: the sign-off is there already'
      : `the same person signs as ${other.roles.join(' or ')}`;
  const why = counted || signature.standing !== 'signed' ? signature.why : other === seat ? signature.why : spare;
  return { what: signature.what, counted, why, link: signature.link };
}

/**
 * Judges every seat together: valid signatures are matched to seats so that each person fills one, and an assignment
 * is found iff there is one.
 */
export function judgeSeats(
  seats: readonly Seat[],
  roles: Roles,
  signatures: readonly Signature[],
  pullRequestUrl: string,
): RequirementResult[] {
  const relevant = seats.map((seat) => signatures.filter((one) => roleFor(seat, roles, one) !== undefined));
  const chosen = assignSeats(
    relevant.map((some) => some.filter((one) => one.standing === 'signed').map((one) => one.person.id)),
  );
  const taken = new Map(
    chosen.flatMap((person, index) => {
      const seat = seats[index];
      return person === null || seat === undefined ? [] : [[person, seat] as const];
    }),
  );
  return seats.map((seat, index): RequirementResult => {
    const mine = relevant[index] ?? [];
    const signature = mine.find((one) => one.standing === 'signed' && one.person.id === chosen[index]);
    const filled = signature === undefined ? undefined : { signature, seat };
    const common = {
      id: seat.id,
      title: title(seat),
      needed: `an approval of the head by someone who holds ${seat.roles.join(' or ')} and is not an author`,
      links: [signature?.link ?? pullRequestUrl],
      observations: mine.map((one) => observe(one, seat, filled, taken)),
    };
    if (signature === undefined) return { ...common, status: 'UNSATISFIED', ...unfilled(seat, roles, mine, taken) };
    const signer = holdersOf(seat, roles).find((holder) => holder.id === signature.person.id);
    const role = roleFor(seat, roles, signature) ?? '';
    const seen = `${signer === undefined ? signature.person.login : printed(signer)} as ${role}: ${signature.why}`;
    return { ...common, status: 'SATISFIED', code: 'OK', seen, whoCanFix: [] };
  });
}
