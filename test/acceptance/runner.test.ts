import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActionRun, type RunOptions, runAction } from '../harness/run-dist.ts';

/*
 * Small actions, each ending in another way, run as processes. What they have in common is asserted in `failed`:
 * exit code 1, one line that says why, outputs that say ERROR.
 */

const RUNNER = resolve(import.meta.dirname, '../../shared/runner/run-action.ts');
const PASS = `{ verdict: 'PASS', headline: 'all fine', outputs: { images: '{}' }, summary: '# Fine', annotations: [] }`;
const METADATA = `name: probe
inputs:
  github-token: { default: "" }
outputs: {}
runs: { using: node24, main: main.ts }
`;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-entry-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs an action with this body; `before` stands in front of it, for what a runner might do wrong. */
async function run(body: string, options: RunOptions & { readonly before?: string } = {}): Promise<ActionRun> {
  const at = await mkdtemp(join(folder, 'action-'));
  const source = `import { runAction } from ${JSON.stringify(RUNNER)};
${options.before ?? ''}
await runAction('probe', async (runner) => { ${body} });
`;
  await Promise.all([writeFile(join(at, 'main.ts'), source), writeFile(join(at, 'action.yml'), METADATA)]);
  return runAction(at, options);
}

const errors = (step: ActionRun): string[] =>
  step.annotations.filter((one) => one.level === 'error').map((one) => one.message);

/** Asserts the one failure line, and that a later job would read ERROR. */
function failed(step: ActionRun, line: string | RegExp, code = 'INTERNAL', exitCode = 1): void {
  expect(step.exitCode).toBe(exitCode);
  expect(errors(step)).toHaveLength(1);
  expect(errors(step)[0]).toMatch(line);
  expect(errors(step)[0]).not.toContain('\n');
  expect(step.outputs['verdict']).toBe('ERROR');
  expect(JSON.parse(step.outputs['reason-codes'] ?? '')).toEqual([code]);
  expect(JSON.parse(step.outputs['result'] ?? '')).toMatchObject({ 'schema-version': 1, verdict: 'ERROR' });
  expect(step.summary).toContain('ERROR');
  expect(step.summary).toContain('How to fix:');
  // Node's own complaint about a promise that never settles would be a second, unclear line.
  expect(step.stderr).toBe('');
}

describe('a yes', () => {
  test('is exit code 0 with everything written', async () => {
    const step = await run(`return ${PASS};`);
    expect(step.exitCode).toBe(0);
    expect(step.outputs).toEqual({ images: '{}', verdict: 'PASS' });
    expect(step.summary).toBe('# Fine');
    expect(step.annotations).toEqual([]);
  });

  test('does not wait for what is still open', async () => {
    const step = await run(`setInterval(() => {}, 1000); return ${PASS};`, { timeout: 20_000 });
    expect(step.exitCode).toBe(0);
  });
});

describe('a no', () => {
  test.each(['FAIL', 'ERROR'])('%s fails the step after its outputs are written', async (verdict) => {
    const report = `{ ...${PASS}, verdict: '${verdict}', headline: 'qa-lead has not signed' }`;
    const step = await run(`return ${report};`);
    expect(step.exitCode).toBe(1);
    expect(errors(step)).toEqual(['qa-lead has not signed']);
    expect(step.outputs).toEqual({ images: '{}', verdict });
    expect(step.summary).toBe('# Fine');
  });

  test('an output cannot say another verdict than the report', async () => {
    const step = await run(`return { ...${PASS}, verdict: 'FAIL', outputs: { verdict: 'PASS' } };`);
    expect([step.exitCode, step.outputs['verdict']]).toEqual([1, 'FAIL']);
  });
});

describe('every other way to end is an error', () => {
  const ways: [string, string, string | RegExp][] = [
    ['a thrown Error', `throw new Error('broken');`, 'internal error: broken'],
    ['a thrown string', `throw 'just text';`, 'internal error: just text'],
    ['a thrown undefined', 'throw undefined;', 'internal error: undefined'],
    ['a cause chain', `throw new Error('outer', { cause: new Error('inner') });`, 'internal error: outer: inner'],
    ['a message of two lines', `throw new Error('one\\ntwo');`, 'internal error: one two'],
    ['a promise that never settles', `await new Promise(() => {}); return ${PASS}`, /ended before it finished/],
    ['a rejection that nobody waits for', `void Promise.reject(new Error('lost')); return ${PASS};`, 'lost'],
    [
      'a rejection during a wait',
      `setTimeout(() => void Promise.reject('later'), 5); await new Promise((done) => setTimeout(done, 5000)); return ${PASS};`,
      'internal error: later',
    ],
    [
      'an exception in a callback',
      `setTimeout(() => { throw new Error('in callback'); }, 5); await new Promise((done) => setTimeout(done, 5000)); return ${PASS};`,
      'in callback',
    ],
    ['an exit that says success', 'process.exit(0);', /ended before it finished/],
    ['no report', 'return undefined as never;', /without a verdict/],
    ['an unknown verdict', `return { ...${PASS}, verdict: 'OK' as never };`, /without a verdict/],
  ];
  test.concurrent.each(ways)('%s', async (_name, body, line) => failed(await run(body), line));

  test('an exit that says success while the outputs of a no are being written', async () => {
    const step = await run(
      `return { ...${PASS}, verdict: 'FAIL', get summary() { queueMicrotask(() => process.exit(0)); return 'x'; } };`,
    );
    expect([step.exitCode, step.outputs['verdict']]).toEqual([1, 'FAIL']);
  });

  test('a UserError is its line, its code, its cure and its places', async () => {
    const errorFile = JSON.stringify(RUNNER.replace('runner/run-action', 'domain/errors'));
    const step = await run(
      `throw new UserError('CONFIG_INVALID', 'the file is wrong', { places: [{ file: 'a.yml', line: 3, column: 5, message: 'unknown key' }] });`,
      { before: `import { UserError } from ${errorFile};` },
    );
    expect(step.exitCode).toBe(1);
    expect(errors(step)).toEqual(['unknown key', 'the file is wrong']);
    expect(step.annotations[0]?.properties).toMatchObject({ file: 'a.yml', line: '3', col: '5' });
    expect(JSON.parse(step.outputs['reason-codes'] ?? '')).toEqual(['CONFIG_INVALID']);
    expect(step.summary).toContain('a.yml:3:5');
    expect(step.summary).toContain('Correct the lines');
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('%s ends at once with the outputs written', async (signal, exitCode) => {
    const step = await run(
      `runner.log.info('ready'); await new Promise((done) => setTimeout(done, 30_000)); return ${PASS};`,
      {
        signalWhen: (line) => (line === 'ready' ? signal : undefined),
      },
    );
    failed(step, `stopped by ${signal}`, 'CANCELLED', exitCode);
  });
});

test('programs that the action started end with it', async () => {
  const adapter = JSON.stringify(RUNNER.replace('runner/run-action', 'adapters/connect-exec'));
  const step = await run(
    `const wait = "console.log('ready'); setTimeout(() => {}, 60_000)";
     await connectExec().run(process.execPath, ['-e', wait], { onLine: (line) => runner.log.info(line) }); return ${PASS};`,
    {
      before: `import { connectExec } from ${adapter};`,
      signalWhen: (line) => (line === 'ready' ? 'SIGTERM' : undefined),
    },
  );
  failed(step, 'stopped by SIGTERM', 'CANCELLED', 143);
  expect(step.leftProcesses).toBe(false);
});

describe('an incomplete runner is one line that names what is missing', () => {
  test('GITHUB_OUTPUT unset never becomes a command on stdout', async () => {
    const body = `runner.log.info('the body ran'); return ${PASS};`;
    const step = await run(body, { before: `delete process.env.GITHUB_OUTPUT;` });
    expect(step.log).not.toContain('the body ran');
    expect(step.exitCode).toBe(1);
    expect(errors(step)).toEqual([expect.stringMatching(/^GITHUB_OUTPUT is not set/)]);
    expect(step.log).not.toContain('set-output');
  });

  test('GITHUB_OUTPUT of a file that is gone, before or during the run', async () => {
    const remove = `rmSync(process.env.GITHUB_OUTPUT ?? '');`;
    const gone = /^the file in GITHUB_OUTPUT cannot be written/;
    const before = `import { rmSync, writeFileSync } from 'node:fs';`;
    const restore = `process.on('exit', () => writeFileSync(process.env.GITHUB_OUTPUT ?? '', ''));`;
    for (const [front, body] of [
      [remove, ''],
      ['', remove],
    ]) {
      const step = await run(`${body} return ${PASS};`, { before: `${before} ${restore} ${front}` });
      expect(step.exitCode).toBe(1);
      expect(errors(step)).toEqual([expect.stringMatching(gone)]);
    }
  });

  test('GITHUB_STEP_SUMMARY unset', async () => {
    const step = await run(`return ${PASS};`, { before: 'delete process.env.GITHUB_STEP_SUMMARY;' });
    expect(step.exitCode).toBe(1);
    expect(errors(step)).toEqual([expect.stringMatching(/^GITHUB_STEP_SUMMARY is not set/)]);
    expect(step.outputs['verdict']).toBe('ERROR');
  });

  test('no event file, and variables that are missing or odd', async () => {
    const wrong: [Record<string, string>, RegExp][] = [
      [{ GITHUB_EVENT_PATH: '/nowhere/event.json' }, /^the file in GITHUB_EVENT_PATH cannot be read/],
      [{ GITHUB_SHA: '', GITHUB_RUN_ID: 'x' }, /^GITHUB_SHA, GITHUB_RUN_ID are not set/],
      [{ GITHUB_REPOSITORY: 'tracker' }, /^GITHUB_REPOSITORY is not of the form/],
    ];
    for (const [env, line] of wrong) failed(await run(`return ${PASS};`, { env }), line, 'RUNNER_INCOMPLETE');
  });
});

describe('secrets', () => {
  const TOKEN = 'ghs_the"secret/token';

  test('are in nothing that the action writes, also in other spellings', async () => {
    const body = `runner.mask('second-secret'); runner.log.info('log second-secret');
      throw new Error('refused: ' + process.env['INPUT_GITHUB-TOKEN'] + ' second-secret ' + JSON.stringify({ t: process.env['INPUT_GITHUB-TOKEN'] }) + encodeURIComponent(process.env['INPUT_GITHUB-TOKEN'] ?? ''));`;
    const step = await run(body, { inputs: { 'github-token': TOKEN }, env: { RUNNER_DEBUG: '1' } });
    failed(step, /refused: \*\*\*/);
    const written = [
      step.summary,
      JSON.stringify(step.outputs),
      ...step.commands.filter((c) => c.name !== 'add-mask').map((c) => c.message),
    ];
    const plain = step.stdout.replaceAll(/^::add-mask::.*$/gm, '');
    for (const text of [...written, plain, step.stderr]) {
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain(encodeURIComponent(TOKEN));
      expect(text).not.toContain('second-secret');
      expect(text).not.toContain('ghs_the\\"secret');
    }
    expect(step.masks).toEqual([TOKEN, 'second-secret']);
  });

  test('are in no output of a report', async () => {
    const token = JSON.stringify(TOKEN);
    const step = await run(`return { ...${PASS}, outputs: { leaked: 'a ' + ${token} }, summary: ${token} };`, {
      inputs: { 'github-token': TOKEN },
    });
    expect([step.outputs['leaked'], step.summary]).toEqual(['a ***', '***']);
  });
});

describe('what goes to the log', () => {
  test('is complete when it is much', async () => {
    const step = await run(
      `for (let i = 0; i < 200_000; i += 1) runner.log.info('line ' + i + ' of a long log');
       return { ...${PASS}, verdict: 'FAIL', headline: 'the last line' };`,
    );
    expect(step.stdout.split('\n').filter((line) => line.startsWith('line '))).toHaveLength(200_000);
    expect(errors(step)).toEqual(['the last line']);
  });

  test('cannot give commands to the runner', async () => {
    const step = await run(
      `for (const line of ['::error::fake', '  ::add-mask::x', 'a\\n::warning::b', 'a\\r::notice::c', '##[error]d']) runner.log.info(line);
       await runner.log.group('::error::title', async () => {}); return ${PASS};`,
    );
    expect(step.commands.filter((one) => !['group', 'endgroup'].includes(one.name))).toEqual([]);
    expect(step.stdout).not.toContain('##[error]');
    // The runner takes a carriage return for the end of a line too.
    expect(step.stdout).not.toMatch(/\r::/);
  });

  test('a stack is shown only to those who debug', async () => {
    const step = await run(`throw new Error('broken');`);
    const debug = step.commands.filter((one) => one.name === 'debug');
    expect(debug.map((one) => one.message).join()).toContain('main.ts');
    expect(step.stdout.replaceAll(/^::debug::.*$/gm, '')).not.toContain('main.ts');
    expect(step.stderr).toBe('');
  });
});

test('a summary that GitHub would not show is cut at a line', async () => {
  const step = await run(`return { ...${PASS}, summary: 'a line of it\\n'.repeat(200_000) };`);
  expect(step.exitCode).toBe(0);
  expect(step.summary.slice(-100)).toMatch(/a line of it\n\n> The rest does not fit/);
});
