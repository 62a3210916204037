import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Review } from '../../../../shared/adapters/github/port.ts';
import { read } from '../../../../shared/domain/fact.ts';
import { authorsOf } from '../../../../shared/policy/authors.ts';
import { judgeObjections } from '../../../../shared/policy/objections.ts';
import { type RoleHolders, seatsOf } from '../../../../shared/policy/roles.ts';
import { judgeSeats } from '../../../../shared/policy/sign-offs.ts';
import { reviewSignatures } from '../../../../shared/policy/signatures.ts';
import { commit, HEAD, OLD, person, pull, pushed, review, role } from './people.ts';

const values = { application: 'tracker', checkpoint: 'PRE', number: '7', head: HEAD.slice(0, 12) };
type SignOffs = Parameters<typeof seatsOf>[0];

function judge(signOffs: SignOffs, roles: Record<string, RoleHolders>, reviews: readonly Review[]) {
  const authors = authorsOf(pull(), [commit()], []);
  const history = { pull: pull(), commits: [commit()], activity: read(pushed()), updates: {} };
  const { signatures, passedOver } = reviewSignatures(history, reviews, authors);
  const observed = passedOver.map(({ review: { url }, why }) => ({ what: url, counted: false, why }));
  const seats = judgeSeats(seatsOf(signOffs), { roles, values }, signatures, pull().url);
  return { seats, objections: judgeObjections(roles, signatures, observed, pull().url) };
}

const answers = (...args: Parameters<typeof judge>): string[] =>
  judge(...args).seats.map((one) => `${one.status} ${one.code}`);

const ROLES = { qa: role(1, 2), lead: role(1, 3), writer: role(901), robot: role(5) };

describe('a role is filled by an approval of the head', () => {
  test('of somebody who holds it', () => {
    expect(answers(['qa'], ROLES, [review(person(2), 'APPROVED')])).toEqual(['SATISFIED OK']);
  });
  test('not of somebody else', () => {
    expect(answers(['qa'], ROLES, [review(person(3), 'APPROVED')])).toEqual(['UNSATISFIED SIGNOFF_MISSING']);
  });
  test('not of somebody who now has the login of a holder', () => {
    expect(answers(['qa'], ROLES, [review(person(66, 'user1'), 'APPROVED')])).toEqual(['UNSATISFIED SIGNOFF_MISSING']);
  });
  test('not of an older commit, and not of one that is gone', () => {
    for (const about of [OLD, null])
      expect(answers(['qa'], ROLES, [review(person(1), 'APPROVED', { commit: about, tree: 'd'.repeat(40) })])).toEqual([
        'UNSATISFIED SIGNOFF_STALE_COMMIT',
      ]);
  });
  test('also when somebody else in the role approved an older commit', () => {
    const both = [review(person(1), 'APPROVED', { commit: OLD, tree: 'd'.repeat(40) }), review(person(2), 'APPROVED')];
    expect(answers(['qa'], ROLES, both)).toEqual(['SATISFIED OK']);
  });
  test('not of an author', () => {
    expect(answers(['writer'], ROLES, [review(person(901), 'APPROVED')])).toEqual(['UNSATISFIED SIGNOFF_SELF']);
  });
  test('not of a bot with the id of a holder', () => {
    const bot = { ...person(5), type: 'Bot' as const };
    expect(answers(['robot'], ROLES, [review(bot, 'APPROVED')])).toEqual(['UNSATISFIED SIGNOFF_MISSING']);
  });
  test('not without a time of submission', () => {
    expect(answers(['qa'], ROLES, [review(person(1), 'APPROVED', { submittedAt: null })])).toEqual([
      'UNSATISFIED SIGNOFF_MISSING',
    ]);
  });
  test('not when the role signs by an environment', () => {
    const roles = { qa: { ...role(1), via: 'environment' as const } };
    expect(answers(['qa'], roles, [review(person(1), 'APPROVED')])).toEqual(['UNSATISFIED SIGNOFF_MISSING']);
  });
});

describe('one person fills one role', () => {
  test('so one person in two roles is not enough', () => {
    expect(answers(['lead', 'qa'], ROLES, [review(person(1), 'APPROVED')])).toEqual([
      'SATISFIED OK',
      'UNSATISFIED SIGNOFF_DISTINCT',
    ]);
  });
  test('and two people are, whoever signed first', () => {
    const both = [review(person(1), 'APPROVED'), review(person(2), 'APPROVED')];
    expect(answers(['qa', 'lead'], ROLES, both)).toEqual(['SATISFIED OK', 'SATISFIED OK']);
  });
  test('a role that is named twice needs two', () => {
    expect(answers(['qa', 'qa'], ROLES, [review(person(1), 'APPROVED')])).toEqual([
      'SATISFIED OK',
      'UNSATISFIED SIGNOFF_DISTINCT',
    ]);
    expect(seatsOf(['qa', 'qa']).map((seat) => seat.id)).toEqual(['sign-off/qa', 'sign-off/qa#2']);
  });
  test('any-of takes any of its roles', () => {
    expect(answers([{ 'any-of': ['writer', 'lead'] }], ROLES, [review(person(3), 'APPROVED')])).toEqual([
      'SATISFIED OK',
    ]);
  });
  test('who can act leaves out who cannot', () => {
    const [, qa] = judge(['lead', 'qa'], ROLES, [review(person(1), 'APPROVED')]).seats;
    expect(qa?.whoCanFix).toEqual(['Person 2 (user2)']);
  });
});

describe('a standing change request of anyone who holds a role blocks', () => {
  test('also in a role that is not asked for, and about an older commit', () => {
    const reviews = [
      review(person(1), 'APPROVED'),
      review(person(3), 'CHANGES_REQUESTED', { commit: OLD, tree: 'd'.repeat(40) }),
    ];
    const { objections } = judge(['qa'], ROLES, reviews);
    expect(objections).toMatchObject({ status: 'UNSATISFIED', code: 'SIGNOFF_OBJECTION' });
    expect(objections.whoCanFix).toEqual(['user3 (lead)']);
  });
  test('until that person approves', () => {
    const reviews = [review(person(3), 'CHANGES_REQUESTED'), review(person(3), 'APPROVED')];
    expect(judge(['lead'], ROLES, reviews).objections.status).toBe('SATISFIED');
  });
  test('that of a stranger or a deleted account is shown and does not block', () => {
    const { objections } = judge(['qa'], ROLES, [
      review(person(77), 'CHANGES_REQUESTED'),
      review(null, 'CHANGES_REQUESTED'),
    ]);
    expect(objections.status).toBe('SATISFIED');
    expect(objections.observations.map((one) => one.why)).toEqual([
      'holds no role of the configuration (requested changes)',
      'the account is deleted; the change request belongs to nobody',
    ]);
  });
});

const STATES = ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED'] as const;
const reviews = fc
  .array(fc.tuple(fc.constantFrom(1, 2, 3, 77, 901), fc.constantFrom(...STATES), fc.constantFrom(HEAD, OLD)), {
    maxLength: 8,
  })
  .map((list) =>
    list.map(([id, state, about]) =>
      review(person(id), state, about === HEAD ? {} : { commit: OLD, tree: 'd'.repeat(40) }),
    ),
  );

const yes = (given: readonly Review[]): boolean => {
  const { seats, objections } = judge(['lead', 'qa'], ROLES, given);
  return [...seats, objections].every((one) => one.status === 'SATISFIED');
};

describe('never turns a no into a yes:', () => {
  test('shuffling', () => {
    fc.assert(
      fc.property(
        reviews.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, other]) => {
          expect(yes(other)).toBe(yes(list));
        },
      ),
    );
  });
  test('renaming logins', () => {
    fc.assert(
      fc.property(reviews, fc.string(), (list, name) => {
        const renamed = list.map((one) => ({
          ...one,
          user: one.user && { ...one.user, login: `${name}${one.user.id}` },
        }));
        expect(yes(renamed)).toBe(yes(list));
      }),
    );
  });
  test('adding comments', () => {
    fc.assert(
      fc.property(reviews, fc.constantFrom(1, 2, 3), (list, id) => {
        expect(yes([...list, review(person(id), 'COMMENTED')])).toBe(yes(list));
      }),
    );
  });
  test('adding a change request or a dismissal', () => {
    fc.assert(
      fc.property(
        reviews,
        fc.constantFrom(1, 2, 3),
        fc.constantFrom('CHANGES_REQUESTED' as const, 'DISMISSED' as const),
        (list, id, state) => {
          const more = [...list, review(person(id), state)];
          // A dismissal settles that person's own objection, as it is meant to.
          const objector =
            list.filter((one) => one.user?.id === id && one.state !== 'COMMENTED').at(-1)?.state ===
            'CHANGES_REQUESTED';
          if (!(state === 'DISMISSED' && objector) && !yes(list)) expect(yes(more)).toBe(false);
        },
      ),
    );
  });
});

test('some generated lists are a yes, so that the properties say something', () => {
  expect(fc.sample(reviews, { numRuns: 3_000, seed: 1 }).filter(yes).length).toBeGreaterThan(10);
});
