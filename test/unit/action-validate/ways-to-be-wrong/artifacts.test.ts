import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../../github/world/state.ts';
import { EVIDENCE, LEAD, startGate } from './gate.ts';

const DAY = 86_400_000;
const GOOD = { 't.json': '{ "failed": 0 }' };
const BAD = { 't.json': '{ "failed": 1 }' };

/** Signed by whoever has to; what is left is the evidence, of a run of the head unless changed. */
async function signed(evidence = EVIDENCE) {
  const gate = await startGate(LEAD, 'lead', evidence);
  await gate.approve('ada');
  const { world } = gate.github;
  const headSha = await gate.head();
  return { gate, world, headSha, of: async () => (await gate.judge()).of['evidence/tests'] };
}

const job = (run: RunRecord, name: string, attempt: number, from: string, to: string | null): void =>
  void run.jobs.push({ id: 900 + run.jobs.length, name, attempt, startedAt: from, completedAt: to });

describe('an artifact speaks for the commit only when it is proved to be of it', () => {
  test('way 28: of the newest run of this commit in this repository, unexpired, with the digest that GitHub states', async () => {
    const { gate, world, headSha, of } = await signed();
    await using _ = gate;
    const run = world.addRun({ headSha });
    world.addArtifact({ run, name: 'tests', files: GOOD });
    expect(await of()).toBe('SATISFIED OK');
  });

  test.each([
    ['of another commit', { headSha: 'f'.repeat(40) }, {}, 'UNSATISFIED EVIDENCE_MISSING'],
    ['of a fork', { headRepositoryId: 77 }, {}, 'UNSATISFIED EVIDENCE_MISSING'],
    ['of an event that anybody can cause', { event: 'issue_comment' }, {}, 'UNSATISFIED EVIDENCE_MISSING'],
    ['of a run that failed', { conclusion: 'failure' }, {}, 'UNSATISFIED EVIDENCE_UNTRUSTED'],
    ['of a run that goes on', { status: 'in_progress', conclusion: null }, {}, 'UNSATISFIED EVIDENCE_UNTRUSTED'],
    ['that has expired', {}, { expired: true }, 'UNSATISFIED EVIDENCE_UNTRUSTED'],
    ['without a digest', {}, { digest: null }, 'UNSATISFIED EVIDENCE_UNTRUSTED'],
    ['with other bytes than its digest', {}, { digest: `sha256:${'1'.repeat(64)}` }, 'ERROR GITHUB_UNREADABLE'],
  ])('way 28: not one %s', async (_, run, artifact, expected) => {
    const { gate, world, headSha, of } = await signed();
    await using _gate = gate;
    world.addArtifact({ run: world.addRun({ headSha, ...run }), name: 'tests', files: GOOD, ...artifact });
    expect(await of()).toBe(expected);
  });

  test('way 28: a later failure is not hidden by an earlier success of the same name', async () => {
    const { gate, world, headSha, of } = await signed();
    await using _ = gate;
    const run = world.addRun({ headSha });
    world.addArtifact({ run, name: 'tests', files: GOOD, createdAt: '2026-11-20T08:00:00Z' });
    world.addArtifact({ run, name: 'tests', files: BAD, createdAt: '2026-11-20T09:00:00Z' });
    expect(await of()).toBe('UNSATISFIED EVIDENCE_INSUFFICIENT');
  });

  test('way 28: after a rerun of the job that made it, what the first attempt left is none', async () => {
    const { gate, world, headSha, of } = await signed();
    await using _ = gate;
    const run = world.addRun({ headSha, attempt: 2 });
    world.addArtifact({ run, name: 'tests', files: GOOD, createdAt: '2026-11-20T08:05:00Z' });
    job(run, 'test', 1, '2026-11-20T08:00:00Z', '2026-11-20T08:06:00Z');
    job(run, 'gate', 1, '2026-11-20T08:07:00Z', '2026-11-20T08:08:00Z');
    job(run, 'gate', 2, '2026-11-20T10:00:00Z', null);
    expect(await of()).toBe('SATISFIED OK');
    job(run, 'test', 2, '2026-11-20T09:55:00Z', '2026-11-20T09:58:00Z');
    const answer = await gate.judge();
    expect(answer.of['evidence/tests']).toBe('UNSATISFIED EVIDENCE_UNTRUSTED');
    expect(answer.told).toContain('it was made before the job "test" was run again at 2026-11-20T09:55:00Z');
  });

  test('way 28: after a rerun, one that no known job can have made is none', async () => {
    const { gate, world, headSha, of } = await signed();
    await using _ = gate;
    const run = world.addRun({ headSha, attempt: 2 });
    world.addArtifact({ run, name: 'tests', files: GOOD, createdAt: '2026-11-20T08:05:00Z' });
    job(run, 'gate', 2, '2026-11-20T10:00:00Z', null);
    expect(await of()).toBe('UNSATISFIED EVIDENCE_UNTRUSTED');
  });

  test('way 13: the artifact of the name is found behind a hundred others, and its newer sister too', async () => {
    const { gate, world, headSha, of } = await signed();
    await using _ = gate;
    const run = world.addRun({ headSha });
    for (let index = 0; index < 120; index += 1) world.addArtifact({ run, name: `other-${index}`, files: BAD });
    world.addArtifact({ run, name: 'tests', files: GOOD });
    expect(await of()).toBe('SATISFIED OK');
    world.addArtifact({ run, name: 'tests', files: BAD });
    expect(await of()).toBe('UNSATISFIED EVIDENCE_INSUFFICIENT');
  });
});

describe('a run that is started again weeks later', () => {
  test('way 27: finds its evidence too old by the clock of GitHub', async () => {
    const { gate, world, headSha } = await signed(`${EVIDENCE}, max-age: 24h`);
    await using _ = gate;
    world.addArtifact({ run: world.addRun({ headSha }), name: 'tests', files: GOOD });
    expect((await gate.judge()).verdict).toBe('PASS');
    const later = await gate.judge({ later: 29 * DAY, context: { runAttempt: 2 } });
    expect(later.of['evidence/tests']).toBe('UNSATISFIED EVIDENCE_TOO_OLD');
  });
});
