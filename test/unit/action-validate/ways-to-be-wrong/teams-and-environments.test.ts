import { describe, expect, test } from 'vitest';
import type { Permissions } from '../../../github/tokens.ts';
import { startGate } from './gate.ts';

const yes = 'SATISFIED OK';
const TEAM = '  qa: { team: acme/qa }';
const SEES: Permissions = { contents: 'read', 'pull-requests': 'read', actions: 'read', members: 'read' };

describe('a role that is a team', () => {
  test('way 17: is signed for by an active member, and by nobody who is only invited', async () => {
    await using gate = await startGate(TEAM, 'qa');
    const token = gate.github.tokenWith(SEES);
    const team = gate.github.world.addTeam({ org: 'acme', slug: 'qa', members: ['grace'] });
    team.members.push({ account: 1001, role: 'member', state: 'pending' });
    await gate.approve('ada');
    expect((await gate.judge({ token })).of['sign-off/qa']).toBe('UNSATISFIED SIGNOFF_MISSING');
    await gate.approve('grace');
    expect((await gate.judge({ token })).verdict).toBe('PASS');
  });

  test.each([
    ['', 'SATISFIED OK'],
    [', immediate: true', 'UNSATISFIED SIGNOFF_MISSING'],
  ])('way 17: whether members of child teams hold the role is its choice (%s)', async (immediate, expected) => {
    await using gate = await startGate(TEAM.replace(' }', `${immediate} }`), 'qa');
    const token = gate.github.tokenWith(SEES);
    gate.github.world.addTeam({ org: 'acme', slug: 'qa', members: ['ada'] });
    gate.github.world.addTeam({ org: 'acme', slug: 'qa-guests', members: ['grace'], parent: 'qa' });
    await gate.approve('grace');
    expect((await gate.judge({ token })).of['sign-off/qa']).toBe(expected);
    await gate.approve('ada');
    expect((await gate.judge({ token })).verdict).toBe('PASS');
  });

  test('way 16: where only GraphQL can tell and refuses, or the team is not there, it is an error', async () => {
    await using gate = await startGate(TEAM.replace(' }', ', immediate: true }'), 'qa');
    await gate.approve('grace');
    const token = gate.github.tokenWith(SEES);
    expect((await gate.judge({ token })).of['sign-off/qa']).toBe('ERROR ROLE_UNRESOLVED');
    gate.github.world.addTeam({ org: 'acme', slug: 'qa', members: ['grace'] });
    const refused = await gate.judge();
    expect(refused.of['sign-off/qa']).toBe('ERROR ROLE_UNRESOLVED');
    expect(refused.told).toContain('members: read');
    gate.github.faults.add({ operation: 'graphql', skip: 1, times: 99, status: 502 });
    expect((await gate.judge({ token })).of['sign-off/qa']).toBe('ERROR ROLE_UNRESOLVED');
  });

  test('way 16, way 18: that the token cannot see is an error, not a team without members', async () => {
    await using gate = await startGate(TEAM, 'qa');
    gate.github.world.addTeam({ org: 'acme', slug: 'qa', members: ['grace'] });
    await gate.approve('grace');
    const refused = await gate.judge();
    expect(refused.of['sign-off/qa']).toBe('ERROR ROLE_UNRESOLVED');
    expect(refused.told).toContain('members: read');
  });

  test('way 16: that does not exist is an error, also when an account has its name', async () => {
    await using gate = await startGate(TEAM, 'qa');
    gate.github.world.addAccount({ id: 3001, login: 'qa' });
    await gate.github.world.addReview(gate.pull, { by: 'qa', state: 'APPROVED' });
    const answer = await gate.judge({ token: gate.github.tokenWith(SEES) });
    expect(answer.of['sign-off/qa']).toBe('ERROR ROLE_UNRESOLVED');
  });

  test('a member who objects blocks, also when the team is not asked to sign', async () => {
    await using gate = await startGate(`${TEAM}\n  lead: { people: [{ id: 1001, login: ada, name: Ada }] }`, 'lead');
    gate.github.world.addTeam({ org: 'acme', slug: 'qa', members: ['grace'] });
    await gate.approve('ada');
    await gate.github.world.addReview(gate.pull, { by: 'grace', state: 'CHANGES_REQUESTED' });
    expect((await gate.judge({ token: gate.github.tokenWith(SEES) })).codes).toEqual(['SIGNOFF_OBJECTION']);
    expect((await gate.judge()).codes).toEqual(['ROLE_UNRESOLVED']);
  });

  test('asks about nobody whose approval does not count anyway', async () => {
    await using gate = await startGate(TEAM, 'qa');
    gate.github.world.addTeam({ org: 'acme', slug: 'qa', members: ['grace'] });
    const old = await gate.approve('mallory');
    await gate.push({ 'a.txt': 'other\n' });
    expect(old.commit).not.toBe(await gate.head());
    await gate.approve('grace');
    await gate.judge({ token: gate.github.tokenWith(SEES) });
    expect(gate.github.count('teams/get-membership-for-user-in-org')).toBe(1);
  });
});

describe('approvals of environments', () => {
  const ROLE =
    '  qa: { people: [{ id: 1002, login: grace, name: Grace }, { id: 1003, login: linus, name: Linus }], via: environment }';
  const started = async (roles = ROLE) => {
    const gate = await startGate(roles, 'qa');
    const headSha = await gate.head();
    const run = gate.github.world.addRun({ id: 4711, headSha, createdAt: '2026-11-20T08:00:00Z' });
    return {
      gate,
      run,
      approve: (change: object) =>
        gate.github.world.approveEnvironment(run, { environment: 'sign-off-qa', by: 'grace', ...change }),
    };
  };

  test('way 25: count with their time as bounds: neither the age of the environment nor anything else tells it', async () => {
    const { gate, approve } = await started();
    await using _ = gate;
    approve({});
    const answer = await gate.judge();
    expect(answer.verdict).toBe('PASS');
    expect(answer.told).toMatch(/between 2026-11-20T08:00:00Z and \S+; GitHub does not tell the time or the attempt/);
  });

  test.each([
    ['another environment', { environment: 'production' }, 'UNSATISFIED SIGNOFF_MISSING'],
    ['somebody without the role', { by: 'mallory' }, 'UNSATISFIED SIGNOFF_MISSING'],
    ['an author', { by: 'linus' }, 'UNSATISFIED SIGNOFF_SELF'],
    ['a rejection', { state: 'rejected' }, 'UNSATISFIED SIGNOFF_OBJECTION'],
  ])('way 26: not %s', async (_, change, expected) => {
    const { gate, approve } = await started();
    await using _gate = gate;
    approve(change);
    expect((await gate.judge()).of['sign-off/qa']).toBe(expected);
  });

  test('way 26: two roles are two people, whichever environments one of them may approve', async () => {
    const both = `${ROLE}\n  ra: { people: [{ id: 1002, login: grace, name: Grace }, { id: 1001, login: ada, name: Ada }], via: environment }`;
    await using gate = await startGate(both, 'qa, ra');
    const run = gate.github.world.addRun({ id: 4711, headSha: await gate.head() });
    for (const environment of ['sign-off-qa', 'sign-off-ra'])
      gate.github.world.approveEnvironment(run, { environment, by: 'grace' });
    expect((await gate.judge()).of['sign-off/ra']).toBe('UNSATISFIED SIGNOFF_DISTINCT');
    gate.github.world.approveEnvironment(run, { environment: 'sign-off-ra', by: 'ada' });
    expect((await gate.judge()).verdict).toBe('PASS');
  });

  test('way 26: a job that went on without an approval, as an administrator can let it, is no sign-off', async () => {
    const { gate } = await started();
    await using _ = gate;
    expect((await gate.judge()).of['sign-off/qa']).toBe('UNSATISFIED SIGNOFF_MISSING');
  });

  test('way 25: a rejection of an earlier attempt stands in the next one', async () => {
    const { gate, run, approve } = await started();
    await using _ = gate;
    approve({ state: 'rejected' });
    run.attempt = 2;
    approve({});
    expect((await gate.judge({ context: { runAttempt: 2 } })).of['sign-off/qa']).toBe('UNSATISFIED SIGNOFF_OBJECTION');
  });

  test('way 25: a rejection stands against an approval of the same run, because nobody knows which came first', async () => {
    const { gate, approve } = await started();
    await using _ = gate;
    approve({ state: 'rejected' });
    approve({});
    expect((await gate.judge()).of).toMatchObject({
      'sign-off/qa': 'UNSATISFIED SIGNOFF_OBJECTION',
      objections: 'UNSATISFIED SIGNOFF_OBJECTION',
    });
  });

  test('way 25: a run of another commit has signed for that one', async () => {
    const { gate, approve } = await started();
    await using _ = gate;
    approve({});
    expect((await gate.judge({ context: { sha: gate.repository.head } })).of['sign-off/qa']).toBe(
      'ERROR ROLE_UNRESOLVED',
    );
  });

  test('a review is none, and the environment can be named', async () => {
    const { gate, approve } = await started(ROLE.replace('via: environment', 'via: environment, environment: quality'));
    await using _ = gate;
    await gate.approve('grace');
    approve({});
    expect((await gate.judge()).of['sign-off/qa']).toBe('UNSATISFIED SIGNOFF_MISSING');
    approve({ environment: 'quality' });
    expect((await gate.judge()).of['sign-off/qa']).toBe(yes);
  });

  test('way 27: a person who starts the run again is an author of it, whoever started it first', async () => {
    const { gate, approve } = await started();
    await using _ = gate;
    approve({});
    const context = { runAttempt: 2, triggeringActor: 'grace' };
    expect((await gate.judge({ context })).of['sign-off/qa']).toBe('UNSATISFIED SIGNOFF_SELF');
  });
});
