import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../github/faults.ts';
import { LEAD, startGate } from './gate.ts';

const refuseGraphQL: Fault = { operation: 'graphql', times: 99, status: 403 };

/** Two people have to sign; one has. Whatever else happens while it is read, this is never a yes. */
async function halfSigned() {
  const gate = await startGate(LEAD, '{ role: lead, count: 2 }');
  await gate.approve('ada');
  return gate;
}

/** So many comments as reviews; the first is made as people do it, the others are its copies. */
async function comment(gate: Awaited<ReturnType<typeof startGate>>, count: number): Promise<void> {
  const { world } = gate.github;
  const first = await world.addReview(gate.pull, { by: 'mallory', state: 'COMMENTED' });
  for (let index = 1; index < count; index += 1) gate.pull.reviews.push({ ...first, id: world.nextId() });
}

describe('all pages are read', () => {
  test.each([true, false])('way 13: the only change request is on the last page; by GraphQL: %s', async (graphql) => {
    await using gate = await startGate(LEAD, 'lead');
    const { world, faults } = gate.github;
    await gate.approve('ada');
    await comment(gate, 130);
    await world.addReview(gate.pull, { by: 'grace', state: 'CHANGES_REQUESTED' });
    if (!graphql) faults.add(refuseGraphQL);
    expect((await gate.judge()).codes).toEqual(['SIGNOFF_OBJECTION']);
  });
});

describe('what moves while it is read', () => {
  test('way 15: a review between two pages: read again, and counted', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { world, faults } = gate.github;
    await gate.approve('ada');
    faults.add(refuseGraphQL);
    faults.add({
      operation: 'pulls/list-commits',
      mutateBefore: () => world.addReview(gate.pull, { by: 'grace', state: 'CHANGES_REQUESTED' }),
    });
    expect((await gate.judge()).codes).toEqual(['SIGNOFF_OBJECTION']);
    expect(gate.github.count('pulls/list-reviews')).toBe(2);
  });

  test('way 14, way 15: a head that moves each time is an error, not a refusal', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { faults } = gate.github;
    await gate.approve('ada');
    let pushes = 0;
    faults.add(refuseGraphQL);
    const mutateBefore = (): Promise<string> => {
      pushes += 1;
      return gate.push({ 'a.txt': `push ${pushes}\n` });
    };
    faults.add({ operation: 'pulls/list-reviews', times: 99, mutateBefore });
    expect(await gate.judge()).toMatchObject({ verdict: 'ERROR', codes: ['PULL_REQUEST_MOVED'] });
    expect(pushes).toBe(3);
  }, 60_000);

  test('way 15: a push right after the one answer of GraphQL is seen in the log, and the new head is not what was signed', async () => {
    await using gate = await startGate(LEAD, 'lead');
    await gate.approve('ada');
    const mutateBefore = (): Promise<string> => gate.push({ 'a.txt': 'other\n' });
    gate.github.faults.add({ operation: 'repos/list-activities', mutateBefore });
    expect((await gate.judge()).verdict).toBe('ERROR');
  });

  test('way 15: a dismissal between two GraphQL pages is noticed', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { world, faults } = gate.github;
    const review = await gate.approve('ada');
    await comment(gate, 110);
    faults.add({ operation: 'graphql', skip: 1, mutateBefore: () => world.dismissReview(review) });
    expect((await gate.judge()).of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_MISSING');
  });
});

describe('GraphQL that refuses or is missing leaves the answer to REST', () => {
  test.each([403, 404, 422])('%i', async (status) => {
    await using gate = await startGate(LEAD, 'lead');
    await gate.approve('ada');
    gate.github.faults.add({ operation: 'graphql', times: 99, status });
    expect((await gate.judge()).verdict).toBe('PASS');
    expect(gate.github.count('pulls/list-reviews')).toBe(1);
  });
});

describe('a push at any moment of the reading', () => {
  /** Questions in their order, the same one as often as it is asked. */
  const orderOf = async (graphql: boolean): Promise<readonly string[]> => {
    await using gate = await startGate(LEAD, 'lead');
    await gate.approve('ada');
    if (!graphql) gate.github.faults.add(refuseGraphQL);
    expect((await gate.judge()).verdict).toBe('PASS');
    return gate.github.requests.flatMap(({ operation }) => operation ?? []);
  };

  test.each([true, false])(
    'way 14, way 15: ends in no yes; by GraphQL: %s',
    async (graphql) => {
      const order = await orderOf(graphql);
      expect(order.length).toBeGreaterThan(2);
      for (const [index, operation] of order.entries()) {
        await using gate = await startGate(LEAD, 'lead');
        await gate.approve('ada');
        const mutateBefore = (): Promise<string> => gate.push({ 'a.txt': 'slipped in\n' });
        const skip = order.slice(0, index).filter((one) => one === operation).length;
        gate.github.faults.add({
          operation,
          skip,
          mutateBefore,
          ...(operation === 'graphql' && !graphql ? { status: 403 } : {}),
        });
        if (!graphql) gate.github.faults.add(refuseGraphQL);
        const answer = await gate.judge();
        expect(answer.verdict, `${index} ${operation}`).not.toBe('PASS');
        expect(answer.codes.length).toBeGreaterThan(0);
      }
    },
    120_000,
  );
});

test('where GraphQL is refused, REST gives its own no', async () => {
  await using gate = await halfSigned();
  gate.github.faults.add(refuseGraphQL);
  expect((await gate.judge()).verdict).toBe('FAIL');
});
