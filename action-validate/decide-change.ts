import type { ReasonCode } from '../shared/domain/reason-codes.ts';
import { authorsOf } from '../shared/policy/authors.ts';
import { reviewSignatures, type Signature } from '../shared/policy/signatures.ts';
import { withTeams } from '../shared/policy/team-roles.ts';
import type { Covered } from './changes.ts';
import { linkOf, ownChanges } from './decide-link.ts';
import { pushers } from './decide-signatures.ts';
import type { GateFacts } from './gate-facts.ts';
import type { ChangeFact, ChangesRule, HistoryFacts } from './history-facts.ts';

/** One change judged: it stands, it is a finding, or it could not be judged. */
export type JudgedChange = {
  readonly kind: 'ok' | 'finding' | 'error';
  readonly code: ReasonCode;
  readonly why: string;
};

const ok = (why: string): JudgedChange => ({ kind: 'ok', code: 'OK', why });
const finding = (why: string, code: ReasonCode = 'CHANGE_UNREVIEWED'): JudgedChange => ({ kind: 'finding', code, why });
const error = (code: ReasonCode, why: string): JudgedChange => ({ kind: 'error', code, why });

const whyNot = (one: Signature): string =>
  `${one.person.login}: ${one.standing === 'signed' && one.afterMerge !== null ? 'approved after the merge' : one.why}`;

/** A standing change request of anybody who holds a role, or could hold one whose team cannot be read. */
function judgeObjection(facts: GateFacts, name: string, signatures: readonly Signature[]): JudgedChange | undefined {
  const roles = withTeams(facts.rules.roles, facts.history?.objectors ?? {});
  const holders = new Set(Object.values(roles).flatMap((role) => role.holders.map(({ id }) => id)));
  const objected = signatures.filter((one) => one.standing === 'objected');
  const holder = objected.find((one) => holders.has(one.person.id));
  if (holder !== undefined) return finding(`${name}: ${holder.person.login} ${holder.why}`);
  const [stranger] = objected;
  const unread = Object.entries(facts.history?.objectors ?? {}).find(([, fact]) => fact.kind === 'unavailable');
  if (stranger === undefined || unread?.[1].kind !== 'unavailable') return undefined;
  const [role, { reason }] = unread;
  return error(
    'ROLE_UNRESOLVED',
    `${name}: ${stranger.person.login} requested changes and could hold ${role}: ${reason}`,
  );
}

/** Counts approvals by the rules of sign-offs: of the head, after its push, by others than the authors, one a person. */
function judgeApprovals(facts: GateFacts, { pull, parts }: ChangeFact, rule: ChangesRule): JudgedChange {
  const name = `#${pull.number}`;
  if (parts.kind === 'unavailable') return error(parts.code, `${name}: ${parts.reason}`);
  const { reviews, commits, activity } = parts.value;
  const authors = authorsOf(pull, commits, pushers(parts.value));
  if (authors.unknown.length > 0) return error('AUTHOR_UNKNOWN', `${name}: ${authors.unknown.join('; ')}`);
  const { signatures } = reviewSignatures({ pull, commits, activity, updates: {} }, reviews, authors);
  const objection = judgeObjection(facts, name, signatures);
  if (objection !== undefined) return objection;
  const counts = (one: Signature): boolean =>
    one.standing === 'signed' && one.needs === 'none' && (one.afterMerge === null || rule.afterMerge);
  const people = new Map(signatures.filter(counts).map((one) => [one.person.id, one.person.login]));
  if (people.size >= rule.approvals) return ok(`${name}, approved by ${[...people.values()].join(', ')}`);
  const others = signatures.filter((one) => !counts(one)).map(whyNot);
  const seen = others.length > 0 ? ` (${others.join('; ')})` : '';
  const told = `${name} has ${people.size} of ${rule.approvals} independent approvals${seen}`;
  return activity.kind === 'unavailable' ? error(activity.code, `${told}; ${activity.reason}`) : finding(told);
}

/** Judges what came onto the branch together: its content first, then who approved it. */
export function judgeChange(
  facts: GateFacts,
  history: HistoryFacts,
  covered: Covered,
  rule: ChangesRule,
): JudgedChange {
  const { change, landing } = covered;
  if (change === null) {
    const related = history.related[landing.commits[0]?.sha ?? ''];
    if (related?.kind === 'read') return finding('no pull request was merged as this commit');
    return error(related?.code ?? 'GITHUB_UNREADABLE', related?.reason ?? 'its pull request was not looked for');
  }
  const link = linkOf(history, covered);
  if (link.kind === 'unproven') return error('LINK_UNPROVEN', `#${change.pull.number}: ${link.why}`);
  if (link.kind === 'broken') return finding(`#${change.pull.number}: ${link.why}`, 'LINK_BROKEN');
  const [own] = ownChanges(facts.pullRequests.reading);
  // Whoever signs for the release has looked at this one: its sign-offs are requirements of their own.
  if (own?.pull.number === change.pull.number && facts.rules.seats.length > 0)
    return ok(`#${change.pull.number}, which the sign-offs are for`);
  return judgeApprovals(facts, change, rule);
}
