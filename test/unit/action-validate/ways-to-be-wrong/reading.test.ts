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

const CALLS = [
  'repos/get-branch',
  'graphql',
  'repos/list-activities',
  'repos/get-content',
  'repos/get-commit',
  'repos/list-pull-requests-associated-with-commit',
  'pulls/get',
  'pulls/list-reviews',
  'pulls/list-commits',
];
const FAULTS: readonly (readonly [string, Partial<Fault>])[] = [
  ['403', { status: 403 }],
  ['404', { status: 404 }],
  ['429', { status: 429, headers: { 'retry-after': '0' } }],
  ['500', { status: 500 }],
  ['slow', { delayMs: 1500 }],
  ['cut off', { cut: true }],
];

describe.each(CALLS)('%s', (operation) => {
  test.each(FAULTS)('%s: no yes comes of it', async (_, fault) => {
    await using gate = await halfSigned();
    const { faults } = gate.github;
    if (operation !== 'graphql' && operation !== 'repos/get-branch' && operation !== 'repos/list-activities')
      faults.add(refuseGraphQL);
    faults.add({ operation, times: 99, ...fault });
    const answer = await gate.judge({ timeout: fault.delayMs === undefined ? 20_000 : 700 });
    expect(answer.verdict).not.toBe('PASS');
    // GraphQL that is refused is replaced by REST, which gives its own no; everything else is an error.
    const replaced = operation === 'graphql' && (fault.status === 403 || fault.status === 404);
    expect(answer.verdict).toBe(replaced ? 'FAIL' : 'ERROR');
    // On a busy machine an earlier request may be the one that is too slow.
    if (fault.delayMs === undefined) expect(gate.github.count(operation)).toBeGreaterThan(0);
  });
});
