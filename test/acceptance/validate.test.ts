import { describe, expect, test } from 'vitest';
import { parseRecord } from '../../shared/domain/parse-record.ts';
import type { Fault } from '../github/faults.ts';
import type { ActionRun } from '../harness/run-dist.ts';
import { CONFIG, makeValidateWorld } from './validate-world.ts';

const outputs = (run: ActionRun): { verdict: string | undefined; codes: unknown } => ({
  verdict: run.outputs['verdict'],
  codes: JSON.parse(run.outputs['reason-codes'] ?? 'null'),
});

const errors = (run: ActionRun): string[] =>
  run.annotations.filter((one) => one.level === 'error').map((one) => one.message);

describe('a checkpoint with sign-offs', () => {
  test('is refused with the reasons while a sign-off is missing, and passes when it arrives', async () => {
    await using world = await makeValidateWorld();
    const { github } = world;
    await github.world.addReview(world.pull, { by: 'ada', state: 'APPROVED' });
    await github.world.addReview(world.pull, { by: 'grace', state: 'COMMENTED', body: 'looks good <script>' });
    await github.world.addReview(world.pull, { by: 'mallory', state: 'APPROVED' });

    const refused = await world.validate({ checkpoint: 'SIGNED' }, { context: { runId: 1 } });
    expect(refused.exitCode).toBe(1);
    expect(outputs(refused)).toEqual({ verdict: 'FAIL', codes: ['SIGNOFF_DISTINCT'] });
    expect(refused.summary).toContain('Ada Byron signs as technical-lead already');
    expect(refused.summary).toContain('Grace Hopper');
    expect(refused.summary).toMatch(/review by mallory.*holds no role/);
    expect(refused.summary).toMatch(/review by grace.*a comment is neither a yes nor a no/);
    const line = CONFIG.split('\n').findIndex((one) => one.includes('SIGNED:')) + 1;
    expect(refused.annotations).toContainEqual(
      expect.objectContaining({
        level: 'error',
        properties: expect.objectContaining({ file: '.github/countersign.yml', line: String(line) }),
      }),
    );

    await github.world.addReview(world.pull, { by: 'grace', state: 'APPROVED' });
    const passed = await world.validate({ checkpoint: 'SIGNED' }, { context: { runId: 2 } });
    expect(errors(passed)).toEqual([]);
    expect(outputs(passed)).toEqual({ verdict: 'PASS', codes: [] });
    expect(passed.exitCode).toBe(0);
  });

  test('costs three calls, and says so', async () => {
    await using world = await makeValidateWorld();
    await world.github.world.addReview(world.pull, { by: 'ada', state: 'APPROVED' });
    await world.github.world.addReview(world.pull, { by: 'grace', state: 'APPROVED' });
    const event = { repository: { default_branch: 'main' } };
    const run = await world.validate({ checkpoint: 'SIGNED' }, { context: { event } });
    expect(run.summary).toContain('3 API calls');
    expect(JSON.parse(run.outputs['result'] ?? '{}')).toMatchObject({ 'api-calls': 3, 'schema-version': 1 });
    expect(world.github.requests.map((one) => one.operation)).toEqual([
      'repos/get-branch',
      'graphql',
      'repos/list-activities',
    ]);
  });

  test('with evidence of another run and an earlier record it is eight calls', async () => {
    await using world = await makeValidateWorld();
    world.addTests();
    for (const by of ['ada', 'grace']) await world.github.world.addReview(world.pull, { by, state: 'APPROVED' });
    const event = { repository: { default_branch: 'main' } };
    await world.validate({ checkpoint: 'VALIDATION-BUILD' }, { context: { event, runId: 2 } });
    const run = await world.validate({ checkpoint: 'VALIDATION-DEP-PRE' }, { context: { event, runId: 2 } });
    expect(run.outputs['verdict']).toBe('PASS');
    expect(JSON.parse(run.outputs['result'] ?? '{}')).toMatchObject({ 'api-calls': 8 });
  });

  test('and no more than eight where it is for an environment, with what is left of the hour', async () => {
    await using world = await makeValidateWorld();
    world.addTests();
    for (const by of ['ada', 'grace']) await world.github.world.addReview(world.pull, { by, state: 'COMMENTED' });
    for (const by of ['ada', 'grace']) await world.github.world.addReview(world.pull, { by, state: 'APPROVED' });
    const event = { repository: { default_branch: 'main' } };
    await world.validate({ checkpoint: 'VALIDATION-BUILD' }, { context: { event, runId: 2 } });
    const before = world.github.requests.length;
    const inputs = { checkpoint: 'VALIDATION-DEP-PRE', environment: 'production' };
    const run = await world.validate(inputs, { context: { event, runId: 2 } });
    expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([]);
    expect(run.outputs['verdict']).toBe('PASS');
    const operations = world.github.requests.slice(before).map((one) => one.operation ?? '');
    expect(operations.filter((one) => !one.startsWith('git/')).toSorted()).toEqual([
      'actions/download-artifact',
      'actions/download-artifact',
      'actions/list-workflow-run-artifacts',
      'actions/list-workflow-run-artifacts',
      'actions/list-workflow-runs-for-repo',
      'graphql',
      'repos/get-branch',
      'repos/list-activities',
    ]);
    expect(JSON.parse(run.outputs['result'] ?? '{}')).toMatchObject({ 'api-calls': 8 });
    expect(run.summary).toMatch(
      /8 API calls; of this hour's limits are left \d+ of 1000 requests, \d+ of 1000 points of GraphQL/,
    );
  });

  test('a starter of the run who signed does not count', async () => {
    await using world = await makeValidateWorld();
    await world.github.world.addReview(world.pull, { by: 'ada', state: 'APPROVED' });
    await world.github.world.addReview(world.pull, { by: 'grace', state: 'APPROVED' });
    const run = await world.validate({ checkpoint: 'SIGNED' }, { context: { actor: 'grace' } });
    expect(outputs(run)).toEqual({ verdict: 'FAIL', codes: ['SIGNOFF_SELF'] });
  });
});

describe('checkpoints in order', () => {
  test('the earlier record is asked for, found, and chained by its hash', async () => {
    await using world = await makeValidateWorld();
    const { github } = world;
    world.addTests();
    await github.world.addReview(world.pull, { by: 'ada', state: 'APPROVED' });
    await github.world.addReview(world.pull, { by: 'grace', state: 'APPROVED' });
    const inputs = { checkpoint: 'VALIDATION-DEP-PRE', environment: 'production' };

    const early = await world.validate(inputs, { context: { runId: 1 } });
    expect(outputs(early)).toEqual({ verdict: 'FAIL', codes: ['RECORD_MISSING'] });

    const build = await world.validate({ checkpoint: 'VALIDATION-BUILD' }, { context: { runId: 2 } });
    expect(outputs(build)).toEqual({ verdict: 'PASS', codes: [] });

    const late = await world.validate(inputs, { context: { runId: 2, runAttempt: 1 } });
    expect(outputs(late)).toEqual({ verdict: 'PASS', codes: [] });
    const stored = github.world.artifacts.all().map((one) => one.name);
    expect(stored).toContain('countersign-VALIDATION-BUILD._.2.1');
    expect(stored).toContain('countersign-VALIDATION-DEP-PRE.production.2.1');
    expect(late.summary).toContain(build.outputs['record-sha256']);
    // Of the whole document only what `require` looks at is kept.
    expect(late.summary).toContain('latency.p95 = 120.5');
  });

  test('a later failure of the earlier checkpoint is not hidden by its older success', async () => {
    await using world = await makeValidateWorld();
    world.addTests();
    await world.validate({ checkpoint: 'VALIDATION-BUILD' }, { context: { runId: 1 } });
    world.addTests({ 'junit.xml': '<testsuite><testcase><failure/></testcase></testsuite>', 'load.json': '{}' });
    const again = await world.validate({ checkpoint: 'VALIDATION-BUILD' }, { context: { runId: 2 } });
    expect(outputs(again)).toEqual({ verdict: 'FAIL', codes: ['EVIDENCE_INSUFFICIENT'] });
    const late = await world.validate({ checkpoint: 'VALIDATION-DEP-PRE' }, { context: { runId: 3 } });
    expect(outputs(late).codes).toContain('RECORD_NOT_PASS');
  });
});

describe('evidence', () => {
  test('a missing artifact is refused', async () => {
    await using world = await makeValidateWorld();
    const run = await world.validate({ checkpoint: 'VALIDATION-BUILD' });
    expect(run.exitCode).toBe(1);
    expect(outputs(run)).toEqual({ verdict: 'FAIL', codes: ['EVIDENCE_MISSING'] });
    expect(errors(run).join()).toContain('has an artifact "tests" that counts');
  });

  test.each([
    ['a fork', { headRepositoryId: 99 }, {}, 'EVIDENCE_MISSING'],
    ['an event that runs for anybody', { event: 'pull_request_target' }, {}, 'EVIDENCE_MISSING'],
    ['a failed run', { conclusion: 'failure' }, {}, 'EVIDENCE_UNTRUSTED'],
    ['a run that goes on', { status: 'in_progress', conclusion: null }, {}, 'EVIDENCE_UNTRUSTED'],
    ['an expired artifact', {}, { expired: true }, 'EVIDENCE_UNTRUSTED'],
    ['an artifact without digest', {}, { digest: null }, 'EVIDENCE_UNTRUSTED'],
    ['bytes that are not the digest', {}, { digest: `sha256:${'0'.repeat(64)}` }, 'GITHUB_UNREADABLE'],
    [
      'an artifact of the day before yesterday',
      {},
      { createdAt: new Date(Date.now() - 172_800_000).toISOString() },
      'EVIDENCE_TOO_OLD',
    ],
  ])('%s does not count', async (_, runChange, artifactChange, code) => {
    await using world = await makeValidateWorld();
    const { github, sha } = world;
    const run = github.world.addRun({ headSha: sha, ...runChange });
    const files = { 'junit.xml': '<testsuite><testcase/></testsuite>' };
    github.world.addArtifact({ run, name: 'tests', files, ...artifactChange });
    const result = await world.validate({ checkpoint: 'VALIDATION-BUILD' });
    expect(result.exitCode).toBe(1);
    expect(outputs(result).codes).toEqual([code]);
  });
});

describe('what is wrong is one clear line with the cure, and exit 1', () => {
  test.each([
    ['an unknown checkpoint', { checkpoint: 'SIGNE' }, 'CHECKPOINT_UNKNOWN', 'did you mean "SIGNED"'],
    [
      'an unknown environment',
      { checkpoint: 'VALIDATION-DEP-PRE', environment: 'producton' },
      'ENVIRONMENT_UNKNOWN',
      'did you mean "production"',
    ],
    [
      'an environment that does not use the checkpoint',
      { checkpoint: 'SIGNED', environment: 'production' },
      'ENVIRONMENT_UNKNOWN',
      'does not use checkpoint "SIGNED"',
    ],
    ['no checkpoint', { checkpoint: '' }, 'INPUT_INVALID', 'checkpoint'],
    ['a short commit', { checkpoint: 'SIGNED', commit: 'abc1234' }, 'INPUT_INVALID', '40 lower-case hex digits'],
    [
      'a configuration that is not there',
      { checkpoint: 'SIGNED', config: 'x.yml' },
      'CONFIG_INVALID',
      'x.yml is not on branch "main"',
    ],
    ['an unprotected branch', { checkpoint: 'SIGNED', 'config-ref': 'feature' }, 'POLICY_UNPROTECTED', 'not protected'],
    [
      'the workspace as policy',
      { checkpoint: 'SIGNED', 'config-ref': 'workspace' },
      'POLICY_UNPROTECTED',
      'protected branch',
    ],
  ])('%s', async (_, inputs, code, words) => {
    await using world = await makeValidateWorld();
    const run = await world.validate(inputs);
    expect(run.exitCode).toBe(1);
    expect(outputs(run)).toEqual({ verdict: 'ERROR', codes: [code] });
    expect(errors(run).join('\n')).toContain(words);
  });

  test('an empty checkpoint is an error, never a yes', async () => {
    const config = CONFIG.replace('environments:', '  EMPTY: { title: Nothing at all }\nenvironments:');
    await using world = await makeValidateWorld({ config });
    const run = await world.validate({ checkpoint: 'EMPTY' });
    expect(run.exitCode).toBe(1);
    expect(outputs(run)).toEqual({ verdict: 'ERROR', codes: ['CONFIG_INVALID'] });
    expect(errors(run).join('\n')).toContain('"EMPTY" asks for nothing');
  });

  test('a wrong key in the configuration', async () => {
    await using world = await makeValidateWorld({
      config: CONFIG.replace('sign-offs: [technical-lead, qa-lead] }', 'sign-off: [qa-lead] }'),
    });
    const run = await world.validate({ checkpoint: 'SIGNED' });
    expect(run.exitCode).toBe(1);
    expect(outputs(run).codes).toEqual(['CONFIG_INVALID']);
    expect(errors(run).join('\n')).toContain('sign-offs');
  });

  test('a token that may not read pull requests', async () => {
    await using world = await makeValidateWorld();
    const token = world.github.tokenWith({ contents: 'read', actions: 'read' });
    const run = await world.validate({ checkpoint: 'SIGNED' }, { token });
    expect(run.exitCode).toBe(1);
    expect(outputs(run)).toEqual({ verdict: 'ERROR', codes: ['GITHUB_UNREADABLE'] });
    expect(errors(run).join('\n')).toContain('pull-requests: read');
  });

  test('a head that moves during every reading', async () => {
    await using world = await makeValidateWorld({ merge: false });
    const { github } = world;
    let pushes = 0;
    github.faults.add({ operation: 'graphql', times: 99, status: 403 });
    github.faults.add({
      operation: 'pulls/list-reviews',
      times: 9,
      mutateBefore: async () => {
        pushes += 1;
        await github.world.commit('feature', { by: 'linus', files: { 'a.txt': `push ${pushes}` } });
      },
    });
    const run = await world.validate({ checkpoint: 'SIGNED' });
    expect(run.exitCode).toBe(1);
    expect(outputs(run)).toEqual({ verdict: 'ERROR', codes: ['PULL_REQUEST_MOVED'] });
    expect(pushes).toBe(3);
  });
});

describe('before the merge', () => {
  test('the open pull request is judged, and its record is for no environment', async () => {
    await using world = await makeValidateWorld({ merge: false });
    await world.github.world.addReview(world.pull, { by: 'ada', state: 'APPROVED' });
    await world.github.world.addReview(world.pull, { by: 'grace', state: 'APPROVED' });
    const event = { pull_request: { number: world.pull.number, head: { sha: world.sha } } };
    // Whoever signs starts this run; their own signature has to count in it.
    const context = { eventName: 'pull_request_review', event, sha: world.repository.head, actor: 'grace' };
    const run = await world.validate({ checkpoint: 'SIGNED' }, { context });
    expect(errors(run)).toEqual([]);
    expect(outputs(run)).toEqual({ verdict: 'PASS', codes: [] });
    expect(run.outputs['record-artifact']).toMatch(/^countersign-SIGNED\._\./);
    expect(run.summary).toContain('nothing can be deployed by this decision');
  });
});

test('the record holds all facts and can be read back', async () => {
  await using world = await makeValidateWorld();
  world.addTests();
  const { mkdtemp, readFile, rm } = await import('node:fs/promises');
  const temp = await mkdtemp('/tmp/countersign-record-');
  try {
    const run = await world.validate({ checkpoint: 'VALIDATION-BUILD' }, { temp });
    const parsed = parseRecord(await readFile(run.outputs['record'] ?? '', 'utf8'));
    if (!parsed.ok) throw new Error(parsed.problem);
    expect(parsed.sha256).toBe(run.outputs['record-sha256']);
    expect(parsed.record).toMatchObject({
      kind: 'gate',
      checkpoint: 'VALIDATION-BUILD',
      decision: { verdict: 'PASS' },
    });
    const { decide } = await import('../../action-validate/decide.ts');
    const again = decide(parsed.record.facts as unknown as Parameters<typeof decide>[0]);
    expect(again.decision).toEqual(parsed.record.decision);
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
});

describe('a question that fails ends the step with a reason, in the bundled action as well', () => {
  test.each<[string, Partial<Fault>]>([
    ['403', { status: 403 }],
    ['404', { status: 404 }],
    ['500', { status: 500 }],
    ['429', { status: 429, headers: { 'retry-after': '0' } }],
    ['cut off', { cut: true }],
  ])('%s', async (_, fault) => {
    await using world = await makeValidateWorld();
    for (const by of ['ada', 'grace']) await world.github.world.addReview(world.pull, { by, state: 'APPROVED' });
    world.github.faults.add({ operation: 'repos/list-activities', times: 99, ...fault });
    const run = await world.validate({ checkpoint: 'SIGNED' });
    expect(run.exitCode).toBe(1);
    expect(outputs(run)).toEqual({ verdict: 'ERROR', codes: ['SIGNOFF_PUSH_UNKNOWN'] });
    expect(errors(run).length).toBeGreaterThan(0);
    expect(errors(run).every((line) => !line.includes('\n'))).toBe(true);
  });
});
