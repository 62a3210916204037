import type { Observation, RequirementResult } from '../domain/decision.ts';
import { assignSeats } from './matching.ts';
import {
  type Holder,
  holds,
  type Judged,
  judgeForRole,
  phraseOf,
  type RoleContext,
  type Roles,
  type Seat,
} from './roles.ts';
import type { Signature } from './signatures.ts';

const title = (seat: Seat): string => `Sign-off by ${seat.roles.join(' or ')}`;

/** The most telling reason comes first: it is the one that is shown. */
const TELLING: readonly Signature['standing'][] = ['objected', 'unproven', 'stale', 'author', 'withdrawn', 'signed'];

const byTelling = (left: Judged, right: Judged): number =>
  TELLING.indexOf(left.standing) - TELLING.indexOf(right.standing);

/** How the seat sees a signature: by the role that takes it, else by the role whose reason tells most. */
function judgeForSeat(seat: Seat, context: RoleContext, signature: Signature): Judged[] {
  const views = seat.roles.flatMap((name) => {
    const role = context.roles[name];
    return role !== undefined && holds(role, name, signature) ? [judgeForRole(context, name, role, signature)] : [];
  });
  const best = views.find((view) => view.standing === 'signed') ?? views.toSorted(byTelling)[0];
  return best === undefined ? [] : [best];
}

const holdersOf = (seat: Seat, roles: Roles): Holder[] => {
  const all = seat.roles.flatMap((name) => roles[name]?.holders ?? []);
  return [...new Map(all.map((holder) => [holder.id, holder])).values()];
};

const printed = (holder: Holder): string =>
  holder.name === holder.login ? holder.login : `${holder.name} (${holder.login})`;

/** Why this signature does not fill the seat, in words that name the person. */
function tell(view: Judged, name: string, taken: ReadonlyMap<number, Seat>): string {
  if (view.standing === 'objected') return `${name} ${view.why}`;
  if (view.standing === 'withdrawn') return `the review of ${name} does not count: ${view.why}`;
  const other = taken.get(view.signature.person.id)?.roles.join(' or ');
  if (view.standing === 'signed') return `${name} signs as ${other ?? 'somebody else'} already`;
  return `${name} approved, but ${view.why}`;
}

type Unfilled = Pick<RequirementResult, 'status' | 'code' | 'seen' | 'whoCanFix'>;

function whoCanSign(seat: Seat, roles: Roles, views: readonly Judged[], taken: ReadonlyMap<number, Seat>): string[] {
  const cannot = new Set(
    views
      .filter((one) => one.standing === 'author' || taken.has(one.signature.person.id))
      .map((one) => one.signature.person.id),
  );
  const teams = seat.roles.flatMap((name) => roles[name]?.team ?? []).map((team) => `a member of ${team}`);
  const listed = seat.roles.flatMap((name) => (roles[name]?.team === null ? (roles[name]?.holders ?? []) : []));
  const able = [...new Map(listed.map((holder) => [holder.id, holder])).values()].filter(({ id }) => !cannot.has(id));
  const all = [...able.map(printed), ...teams];
  return all.length > 0 ? all : ['whoever keeps the roles: no holder is left who may sign'];
}

function unfilled(seat: Seat, roles: Roles, views: readonly Judged[], taken: ReadonlyMap<number, Seat>): Unfilled {
  const holders = holdersOf(seat, roles);
  const nameOf = (id: number): string => holders.find((holder) => holder.id === id)?.name ?? `account ${id}`;
  const whoCanFix = whoCanSign(seat, roles, views, taken);
  const unresolved = seat.roles.flatMap((name) => {
    const reason = roles[name]?.unresolved ?? null;
    return reason === null ? [] : [`${name}: ${reason}`];
  });
  if (unresolved.length > 0) {
    const who = ['whoever gives the job its token', ...whoCanFix];
    return { status: 'ERROR', code: 'ROLE_UNRESOLVED', seen: unresolved.join('; '), whoCanFix: who };
  }
  const [first] = views.toSorted(byTelling);
  if (first === undefined)
    return { status: 'UNSATISFIED', code: 'SIGNOFF_MISSING', seen: 'nobody has signed', whoCanFix };
  const unproven = views.find((view) => view.standing === 'unproven');
  const shown = unproven ?? first;
  return {
    status: unproven === undefined ? 'UNSATISFIED' : 'ERROR',
    code: shown.standing === 'signed' ? 'SIGNOFF_DISTINCT' : shown.code,
    seen: tell(shown, nameOf(shown.signature.person.id), taken),
    whoCanFix,
  };
}

function observe(view: Judged, seat: Seat, filled: Judged | undefined, taken: ReadonlyMap<number, Seat>): Observation {
  const counted = filled === view;
  const { signature } = view;
  const other = taken.get(signature.person.id);
  const spare =
    other === undefined
      ? 'it is not needed: the sign-off is there already'
      : `the same person signs as ${other.roles.join(' or ')}`;
  const twice = 'another review of the same person counts here';
  const why = counted || view.standing !== 'signed' ? view.why : other === seat ? twice : spare;
  return { what: signature.what, counted, why, link: signature.link };
}

function needed(seat: Seat, context: RoleContext): string {
  const phrases = seat.roles.flatMap((name) => phraseOf(context, name) ?? []);
  const saying = phrases.length === 0 ? '' : `, saying "${phrases.join('" or "')}"`;
  const environments = seat.roles.filter((name) => context.roles[name]?.via === 'environment');
  const by = environments.length === seat.roles.length ? 'of the environment in this run' : 'of the head';
  return `an approval ${by} by someone who holds ${seat.roles.join(' or ')} and is not an author${saying}`;
}

/**
 * Judges every seat together: valid signatures are matched to seats so that each person fills one, and an assignment
 * is found iff there is one.
 */
export function judgeSeats(
  seats: readonly Seat[],
  context: RoleContext,
  signatures: readonly Signature[],
  pullRequestUrl: string,
): RequirementResult[] {
  const views = seats.map((seat) => signatures.flatMap((one) => judgeForSeat(seat, context, one)));
  const valid = views.map((some) => some.filter((one) => one.standing === 'signed'));
  const chosen = assignSeats(valid.map((some) => some.map((one) => one.signature.person.id)));
  const taken = new Map(
    chosen.flatMap((person, index) => {
      const seat = seats[index];
      return person === null || seat === undefined ? [] : [[person, seat] as const];
    }),
  );
  return seats.map((seat, index): RequirementResult => {
    const mine = views[index] ?? [];
    const filled = valid[index]?.find((one) => one.signature.person.id === chosen[index]);
    const common = {
      id: seat.id,
      title: title(seat),
      needed: needed(seat, context),
      links: [filled?.signature.link ?? pullRequestUrl],
      observations: mine.map((one) => observe(one, seat, filled, taken)),
    };
    if (filled === undefined) return { ...common, ...unfilled(seat, context.roles, mine, taken) };
    const signer = holdersOf(seat, context.roles).find((holder) => holder.id === filled.signature.person.id);
    const name = signer === undefined ? filled.signature.person.login : printed(signer);
    return {
      ...common,
      status: 'SATISFIED',
      code: 'OK',
      seen: `${name} as ${filled.role}: ${filled.why}`,
      whoCanFix: [],
    };
  });
}
