import type { Review } from '../shared/adapters/github/port.ts';
import { suggest } from '../shared/config/nearest.ts';
import { UserError } from '../shared/domain/errors.ts';
import type { GateFacts, PullRequestReading } from './gate-facts.ts';

/** A sign-off that nobody has given: what if this person had signed in this role? */
export type ExtraSignOff = { readonly role: string; readonly login: string };

const ONE = /^([^=\s]+)=([^=\s]+)$/;

/**
 * Reads `qa-lead=grace, technical-lead=ada`; commas and white space part the pairs.
 * @throws UserError('INPUT_INVALID') for anything that is no pair of a role and a login
 */
export function parseSignOffs(text: string): readonly ExtraSignOff[] {
  const pairs = text.split(/[\s,]+/).filter((pair) => pair !== '');
  return pairs.map((pair) => {
    const [, role, login] = ONE.exec(pair) ?? [];
    if (role === undefined || login === undefined) {
      throw new UserError('INPUT_INVALID', `"${pair}" is no sign-off; write ROLE=LOGIN, such as qa-lead=grace`);
    }
    return { role, login };
  });
}

/** The account of a role's holder. */
function holderOf(facts: GateFacts, { role, login }: ExtraSignOff): { readonly id: number; readonly login: string } {
  const roles = facts.rules.roles;
  const found = Object.hasOwn(roles, role) ? roles[role] : undefined;
  if (found === undefined) {
    const hint = suggest(role, Object.keys(roles));
    throw new UserError('INPUT_INVALID', `there is no role "${role}" whose people are known${hint}`);
  }
  const holder = found.holders.find((one) => one.login.toLowerCase() === login.toLowerCase());
  if (holder !== undefined) return holder;
  const known = found.holders.map((one) => one.login).join(', ');
  throw new UserError('INPUT_INVALID', `"${login}" does not hold the role ${role}; its holders: ${known}`);
}

/** Later than every review, so that what is supposed is the last opinion of its person. */
function lastTime(facts: GateFacts, reviews: readonly Review[]): string {
  const times = [facts.now, ...reviews.map((review) => review.submittedAt ?? '')].map((time) => Date.parse(time));
  return new Date(Math.max(...times.filter((time) => !Number.isNaN(time)))).toISOString();
}

const changeReading = (
  facts: GateFacts,
  change: (reading: PullRequestReading) => Partial<PullRequestReading>,
): GateFacts => {
  const { reading } = facts.pullRequests;
  if (reading?.kind !== 'read') return facts;
  const value = { ...reading.value, ...change(reading.value) };
  return { ...facts, pullRequests: { ...facts.pullRequests, reading: { kind: 'read', value } } };
};

/** The facts as they would be had these people approved the head just now. Never the facts of a real decision. */
export function withSignOffs(facts: GateFacts, extra: readonly ExtraSignOff[]): GateFacts {
  const people = extra.map((one) => holderOf(facts, one));
  return changeReading(facts, ({ pull, reviews }) => {
    const highest = Math.max(0, ...reviews.map((review) => review.id));
    const supposed = people.map((person, index): Review => {
      return {
        id: highest + 1 + index,
        user: { id: person.id, login: person.login, type: 'User' },
        state: 'APPROVED',
        commit: pull.head,
        tree: null,
        edited: null,
        submittedAt: lastTime(facts, reviews),
        body: '',
        url: pull.url,
      };
    });
    return { reviews: [...reviews, ...supposed] };
  });
}

/**
 * The facts without one review, as if it had never been given.
 * @throws UserError('INPUT_INVALID') when the facts have no such review
 */
export function withoutReview(facts: GateFacts, id: number): GateFacts {
  const { reading } = facts.pullRequests;
  const reviews = reading?.kind === 'read' ? reading.value.reviews : [];
  if (!reviews.some((review) => review.id === id)) {
    const known = reviews.map((review) => review.id).join(', ') || 'none';
    throw new UserError('INPUT_INVALID', `there is no review ${id}; reviews: ${known}`);
  }
  return changeReading(facts, (one) => ({ reviews: one.reviews.filter((review) => review.id !== id) }));
}
