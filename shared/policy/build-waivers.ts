import type { RequirementResult } from '../domain/decision.ts';

/** A finding of the build that somebody answers for until a day. */
export type BuildWaiver = {
  readonly service: string;
  readonly rule: string;
  /** Path or package; null for every finding of the rule. */
  readonly at: string | null;
  readonly owner: string;
  readonly reason: string;
  /** Last day on which it counts, in UTC: `2027-03-31`. */
  readonly expires: string;
};

/** In one sentence: what is accepted, by whom, until when and why. */
const show = ({ service, rule, at, owner, reason, expires }: BuildWaiver): string =>
  `${service}: ${rule}${at === null ? '' : ` at ${at}`}, ${owner} until ${expires} (${reason})`;

/**
 * Whoever signs sees what the images were let through with; what was accepted until a day does not count after it.
 * @param now milliseconds since the epoch; not a number when no time is known, so that no waiver counts
 */
export function judgeWaivers(waivers: readonly BuildWaiver[], now: number): readonly RequirementResult[] {
  if (waivers.length === 0) return [];
  const today = Number.isNaN(now) ? undefined : new Date(now).toISOString().slice(0, 10);
  const over = waivers.filter(({ expires }) => today === undefined || today > expires);
  const why = today === undefined ? 'GitHub told no time' : `today is ${today}`;
  const base = {
    id: 'record/waivers',
    title: 'Waivers of the images',
    needed: 'images that are built again: without the finding, or with a waiver that its owner has renewed',
    links: [],
    observations: [],
  };
  if (over.length === 0) {
    return [{ ...base, status: 'SATISFIED', code: 'OK', seen: waivers.map(show).join('; '), whoCanFix: [] }];
  }
  const owners = [...new Set(over.map(({ owner }) => owner))];
  const seen = `over, because ${why}: ${over.map(show).join('; ')}`;
  return [{ ...base, status: 'UNSATISFIED', code: 'WAIVER_INVALID', seen, whoCanFix: owners }];
}
