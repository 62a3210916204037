import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startGitHub } from '../github/stand-in.ts';
import { runningInGroup } from '../harness/process-group.ts';
import { makeRepository } from '../harness/repository.ts';
import { runAction } from '../harness/run-dist.ts';
import { library, useTriedAction } from './tried-action.ts';

const action = useTriedAction();

describe('a step sees what the runner would give it', () => {
  test('inputs with defaults and hyphens, and nothing of the environment that the tests run in', async () => {
    process.env['COUNTERSIGN_LEAK'] = 'leaked';
    const path = await action('console.log(JSON.stringify(process.env))');
    const run = await runAction(path, { inputs: { 'Two Words': 'a b' }, env: { EXTRA: '1' }, token: 'ghs_secret' });
    delete process.env['COUNTERSIGN_LEAK'];
    const env = JSON.parse(run.stdout) as Record<string, string>;
    expect(env).toMatchObject({
      'INPUT_DRY-RUN': 'true',
      INPUT_TWO_WORDS: 'a b',
      'INPUT_GITHUB-TOKEN': 'ghs_secret',
      EXTRA: '1',
    });
    expect(env).toMatchObject({
      GITHUB_ACTIONS: 'true',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ATTEMPT: '1',
    });
    expect(env).not.toHaveProperty('COUNTERSIGN_LEAK');
    expect(run.shown).not.toContain('ghs_secret');
  });

  test('an input that the action does not declare is a mistake of the test', async () => {
    await expect(runAction(await action(''), { inputs: { 'dry-rum': 'true' } })).rejects.toThrow('no input "dry-rum"');
  });

  test('the event and the run, which exists on GitHub as well', async () => {
    await using repository = await makeRepository({ 'a.txt': 'a' });
    await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    const path = await action(`
      import { readFileSync } from 'node:fs';
      const api = (path) => fetch(process.env.GITHUB_API_URL + path, {
        headers: { authorization: 'Bearer ' + process.env['INPUT_GITHUB-TOKEN'] } }).then((answer) => answer.json());
      const run = await api('/repos/acme/tracker/actions/runs/' + process.env.GITHUB_RUN_ID);
      const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'));
      console.log(JSON.stringify({ run: run.head_sha, status: run.status, number: event.number, repository: event.repository.full_name }));
    `);
    const run = await runAction(path, { github, context: { event: { number: 7 }, runId: 99 } });
    const seen = { run: repository.head, status: 'in_progress', number: 7, repository: 'acme/tracker' };
    expect(JSON.parse(run.stdout)).toEqual(seen);
  });
});

describe('what a step says is read as the runner reads it', () => {
  test('outputs, summary, annotations, masks and the state of its post step', async () => {
    const path = await action(
      `import * as core from ${library('@actions/core')};
       core.setOutput('verdict', 'PASS');
       core.setOutput('lines', 'one\\ntwo=2');
       core.saveState('intent', 'r7');
       core.setSecret('hush');
       console.log('they say hush');
       core.error('first\\nsecond', { file: 'a,b.yml', startLine: 3 });
       console.error('::warning::from the other stream');
       await core.summary.addRaw('# Done').write();`,
      `import * as core from ${library('@actions/core')};
       core.setOutput('resumed', core.getState('intent'));`,
    );
    const run = await runAction(path);
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs).toEqual({ verdict: 'PASS', lines: 'one\ntwo=2' });
    expect(run.summary).toBe('# Done');
    expect(run.annotations).toEqual([
      { level: 'error', properties: { file: 'a,b.yml', line: '3' }, message: 'first\nsecond' },
      { level: 'warning', properties: {}, message: 'from the other stream' },
    ]);
    expect(run.masks).toEqual(['hush']);
    expect(run.shown).toContain('they say ***');
    expect(run.post?.outputs).toEqual({ resumed: 'r7' });
  });

  test('a failed step, and one that never settles', async () => {
    expect((await runAction(await action('process.exitCode = 3'))).exitCode).toBe(3);
    expect((await runAction(await action('await new Promise(() => {})'))).exitCode).toBe(13);
  });
});

describe('a step that does not end by itself', () => {
  test('is ended with all that it started when the time is over', async () => {
    const path = await action(`
      import { spawn } from 'node:child_process';
      spawn('sleep', ['600']);
      console.log('group ' + process.pid);
      setInterval(() => {}, 1000);`);
    const failure: unknown = await runAction(path, { timeout: 1500 }).catch((error: unknown) => error);
    expect(String(failure)).toContain('did not end within 1500 ms');
    const group = Number(/group (\d+)/.exec(String(failure))?.[1]);
    expect(group).toBeGreaterThan(0);
    expect(runningInGroup(group)).toEqual([]);
  });

  test('gets a signal at the line that the test waits for; its post step does not', async () => {
    const path = await action(
      `process.on('SIGTERM', () => { console.log('cleaning up'); process.exit(143); });
       console.log('applying'); setInterval(() => {}, 1000);`,
      `console.log('applying again');`,
    );
    const run = await runAction(path, { signalWhen: (line) => (line.startsWith('applying') ? 'SIGTERM' : undefined) });
    expect(run).toMatchObject({ exitCode: 143, stdout: 'applying\ncleaning up\n' });
    expect(run.post?.exitCode).toBe(0);
    const killed = await runAction(path, { signalWhen: () => 'SIGKILL', post: false });
    expect(killed).toMatchObject({ exitCode: null, signal: 'SIGKILL', post: undefined });
  });

  test('that leaves a process behind is told on', async () => {
    const path = await action(`
      import { spawn } from 'node:child_process';
      spawn('sleep', ['600'], { stdio: 'ignore' }).unref();`);
    expect((await runAction(path)).leftProcesses).toBe(true);
    expect((await runAction(await action(''))).leftProcesses).toBe(false);
  });
});

test('an action that was not built says what to do', async () => {
  const folder = await action('');
  await rm(join(folder, 'index.js'));
  await expect(runAction(folder)).rejects.toThrow('run "npm run build"');
});
