import type { EnvironmentReview, PullRequest, Review } from '../shared/adapters/github/port.ts';
import { suggest } from '../shared/config/nearest.ts';
import { UserError } from '../shared/domain/errors.ts';
import { phraseOf, type RoleHolders } from '../shared/policy/roles.ts';
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

type Supposed = { readonly id: number; readonly login: string; readonly name: string; readonly role: RoleHolders };

/** The account of a role's holder. */
function supposedBy(facts: GateFacts, { role: name, login }: ExtraSignOff): Supposed {
  const roles = facts.rules.roles;
  const role = Object.hasOwn(roles, name) ? roles[name] : undefined;
  if (role === undefined) {
    throw new UserError('INPUT_INVALID', `there is no role "${name}"${suggest(name, Object.keys(roles))}`);
  }
  const holder = role.holders.find((one) => one.login.toLowerCase() === login.toLowerCase());
  if (holder !== undefined) return { id: holder.id, login: holder.login, name, role };
  if (role.team !== null)
    throw new UserError('INPUT_INVALID', `"${name}" is the team ${role.team}; only listed people can be supposed`);
  const known = role.holders.map((one) => one.login).join(', ');
  throw new UserError('INPUT_INVALID', `"${login}" does not hold the role ${name}; its holders: ${known}`);
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

/** The line that the role asks its holder to write. */
function bodyOf({ rules }: GateFacts, { name, role }: Supposed, pull: PullRequest): string {
  const { application, checkpoint } = rules;
  const values = { application, checkpoint, number: String(pull.number), head: pull.head.slice(0, 12) };
  return phraseOf({ roles: { [name]: role }, values }, name) ?? '';
}

function withReviews(facts: GateFacts, people: readonly Supposed[]): GateFacts {
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
        body: bodyOf(facts, person, pull),
        url: pull.url,
      };
    });
    return { reviews: [...reviews, ...supposed] };
  });
}

function withEnvironments(facts: GateFacts, people: readonly Supposed[]): GateFacts {
  const { environmentReviews } = facts;
  if (environmentReviews?.kind !== 'read') return facts;
  const supposed = people.map(({ id, login, name, role }): EnvironmentReview => {
    const environments = [role.environment ?? `sign-off-${name}`];
    return { state: 'approved', user: { id, login, type: 'User' }, comment: '', environments };
  });
  const value = { ...environmentReviews.value, reviews: [...environmentReviews.value.reviews, ...supposed] };
  return { ...facts, environmentReviews: { kind: 'read', value } };
}

/**
 * The facts as they would be had these people signed just now, each on the channel of the role and in its words. Never
 * the facts of a real decision.
 */
export function withSignOffs(facts: GateFacts, extra: readonly ExtraSignOff[]): GateFacts {
  const people = extra.map((one) => supposedBy(facts, one));
  const on = (via: RoleHolders['via']): readonly Supposed[] => people.filter(({ role }) => role.via === via);
  return withEnvironments(withReviews(facts, on('review')), on('environment'));
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
