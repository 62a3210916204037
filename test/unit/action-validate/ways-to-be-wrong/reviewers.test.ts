import { describe, expect, test } from 'vitest';
import { LEAD, lead, startGate } from './gate.ts';

const yes = 'SATISFIED OK';

describe('one opinion for each person, the last one', () => {
  test('way 7: a change request after an approval blocks, and an approval after it settles it', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { world } = gate.github;
    await gate.approve('ada');
    await world.addReview(gate.pull, { by: 'ada', state: 'CHANGES_REQUESTED' });
    expect((await gate.judge()).codes).toEqual(['SIGNOFF_OBJECTION']);
    await gate.approve('ada');
    expect((await gate.judge()).verdict).toBe('PASS');
  });

  test('way 7: a comment changes nothing, a dismissal brings no older approval back', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { world } = gate.github;
    await gate.approve('ada');
    const second = await gate.approve('ada');
    await world.addReview(gate.pull, { by: 'ada', state: 'COMMENTED', body: 'no, wait' });
    expect((await gate.judge()).verdict).toBe('PASS');
    world.dismissReview(second);
    expect((await gate.judge()).of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_MISSING');
  });

  test('way 9: a person is a number: a new login is the same person, and a taken-over login is another one', async () => {
    await using gate = await startGate(
      `${LEAD}\n  second: { people: [{ id: 1001, login: ada, name: Ada Byron }] }`,
      'lead, second',
    );
    const { world } = gate.github;
    await gate.approve('ada');
    world.account('ada').login = 'ADA-2';
    await world.addReview(gate.pull, { by: 'ADA-2', state: 'APPROVED' });
    world.addAccount({ id: 1999, login: 'Ada' });
    await world.addReview(gate.pull, { by: 'Ada', state: 'APPROVED' });
    const answer = await gate.judge();
    expect(Object.values(answer.of).filter((one) => one === 'UNSATISFIED SIGNOFF_DISTINCT')).toHaveLength(1);
    expect(answer.told).toMatch(/review by Ada: holds no role/);
  });

  test('way 10: a deleted account approves for nobody, and its change request is told', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { world } = gate.github;
    await gate.approve('ada');
    await world.addReview(gate.pull, { by: 'mallory', state: 'CHANGES_REQUESTED' });
    world.deleteAccount('ada');
    world.deleteAccount('mallory');
    const answer = await gate.judge();
    expect(answer.of).toMatchObject({ 'sign-off/lead': 'UNSATISFIED SIGNOFF_MISSING', objections: yes });
    expect(answer.told).toContain('the account is deleted; the change request belongs to nobody');
  });

  test('way 11: a bot approves for nobody, also one that bears the name of a person', async () => {
    await using gate = await startGate(LEAD, 'lead');
    const { world } = gate.github;
    world.accounts.delete(1001);
    world.addAccount({ id: 1001, login: 'ada[bot]', type: 'Bot' });
    await world.addReview(gate.pull, { by: 'ada[bot]', state: 'APPROVED' });
    expect((await gate.judge()).of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_MISSING');
  });
});

describe('nobody signs their own work', () => {
  const authored = async (by: 'author' | 'committer' | 'co-author' | 'pusher' | 'starter') => {
    await using gate = await startGate(LEAD, 'lead');
    const { world } = gate.github;
    const message = by === 'co-author' ? 'Change\n\nCo-authored-by: Ada <ADA@example.com>' : 'Change';
    if (by === 'author') await world.commit('feature', { by: 'linus', author: 'ada', files: { b: 'b' }, message });
    else if (by === 'committer')
      await world.commit('feature', { by: 'ada', author: 'linus', files: { b: 'b' }, message });
    else if (by === 'pusher') {
      const made = await world.commit('other', { by: 'linus', parent: await gate.head(), files: { b: 'b' } });
      await world.push('feature', made, { by: 'ada' });
    } else await world.commit('feature', { by: 'linus', files: { b: 'b' }, message });
    // Somewhere else GitHub has mapped the address of the co-author to the account.
    if (by === 'co-author') await world.commit('feature', { by: 'linus', author: 'ada', files: { c: 'c' } });
    await gate.approve('ada');
    return await gate.judge(by === 'starter' ? { context: { triggeringActor: 'Ada' } } : {});
  };
  test.each(['author', 'committer', 'co-author', 'pusher', 'starter'] as const)(
    'way 12: not the %s',
    async (by) => {
      expect((await authored(by)).of['sign-off/lead']).toBe('UNSATISFIED SIGNOFF_SELF');
    },
    30_000,
  );

  test('way 12: an author on no account could be anybody', async () => {
    await using gate = await startGate(LEAD, 'lead');
    gate.github.world.addAccount({ id: 2002, login: 'someone', emails: ['someone@example.org'] });
    await gate.github.world.commit('feature', { by: 'linus', author: 'someone', files: { b: 'b' } });
    gate.github.world.account('someone').emails.length = 0;
    await gate.approve('ada');
    expect((await gate.judge()).codes).toContain('AUTHOR_UNKNOWN');
  });
});

describe('a meaning is signed word for word', () => {
  const PHRASE = 'I approve tracker as lead: fit for use';
  const settings = lead('meaning: "I approve ${application} as ${role}: fit for use"');
  const said = async (body: string, after?: (gate: Awaited<ReturnType<typeof startGate>>) => Promise<void>) => {
    await using gate = await startGate(settings, 'lead');
    await gate.approve('ada', { body });
    await after?.(gate);
    return (await gate.judge()).of['sign-off/lead'];
  };
  test('a line of its own, with other lines around it', async () => {
    expect(await said(`Thanks!\r\n\r\n  ${PHRASE}  \r\nAda`)).toBe(yes);
  });
  test.each([
    ['nothing', ''],
    ['a part of it', 'I approve tracker'],
    ['a quotation', `> ${PHRASE}`],
    ['what nobody sees', `<!--\n${PHRASE}\n-->`],
    ['a denial', `I do not say: ${PHRASE}`],
    ['another role', PHRASE.replace('lead', 'qa')],
  ])('%s is not it', async (_, body) => {
    expect(await said(body)).toBe('UNSATISFIED SIGNOFF_MEANING');
  });
  test.each(['ada', 'mallory'])('way 8: an edit by %s undoes it', async (by) => {
    const edit = async (gate: Awaited<ReturnType<typeof startGate>>): Promise<void> => {
      for (const review of gate.pull.reviews) gate.github.world.editReview(review, { by, body: PHRASE });
    };
    expect(await said(PHRASE, edit)).toBe('UNSATISFIED SIGNOFF_EDITED');
  });
  test('way 8: where edits cannot be seen, it is an error', async () => {
    const refuse = async (gate: Awaited<ReturnType<typeof startGate>>): Promise<void> =>
      gate.github.faults.add({ operation: 'graphql', times: 99, status: 403 });
    expect(await said(PHRASE, refuse)).toBe('ERROR SIGNOFF_EDIT_UNKNOWN');
  });
});

describe('counts', () => {
  test('way 9: so many people, each another one', async () => {
    await using gate = await startGate(LEAD, '{ role: lead, count: 2 }');
    await gate.approve('ada');
    await gate.approve('ada');
    expect((await gate.judge()).of).toMatchObject({
      'sign-off/lead': yes,
      'sign-off/lead#2': 'UNSATISFIED SIGNOFF_DISTINCT',
    });
    await gate.approve('grace');
    expect((await gate.judge()).verdict).toBe('PASS');
  });
});
