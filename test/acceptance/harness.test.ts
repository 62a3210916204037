import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startGitHub } from '../github/stand-in.ts';
import { runningInGroup } from '../harness/process-group.ts';
import { makeRepository, writeFiles } from '../harness/repository.ts';
import { runAction, runDist } from '../harness/run-dist.ts';

const ACTION_YML = `
name: tried
inputs:
  dry-run: { default: 'true' }
  Two Words: {}
  github-token: { default: '\${{ github.token }}' }
runs: { using: node24, main: index.js, post: post.js }
`;
const library = (name: string): string => JSON.stringify(import.meta.resolve(name));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-action-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A throw-away action with this code. */
async function action(main: string, post = ''): Promise<string> {
  await writeFiles(folder, {
    'action.yml': ACTION_YML,
    'package.json': '{"type":"module"}',
    'index.js': main,
    'post.js': post,
  });
  return folder;
}

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

describe('artifacts', () => {
  const upload = (name: string) => `
    import { writeFileSync } from 'node:fs';
    import { DefaultArtifactClient } from ${library('@actions/artifact')};
    writeFileSync(process.env.RUNNER_TEMP + '/record.json', '{"verdict":"PASS"}');
    const client = new DefaultArtifactClient();
    const made = await client.uploadArtifact('${name}', [process.env.RUNNER_TEMP + '/record.json'], process.env.RUNNER_TEMP);
    const found = await client.getArtifact('${name}');
    console.log('RESULT ' + JSON.stringify({ ...made, found: found.artifact.id }));`;

  test('what the real library uploads is listed and downloaded through the API, with the same digest', async () => {
    await using repository = await makeRepository({ 'a.txt': 'a' });
    await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    const run = await runAction(await action(upload('proof')), { github, context: { runId: 55 } });
    expect(run.exitCode, run.log).toBe(0);
    const made = JSON.parse(/RESULT (.*)/.exec(run.stdout)?.[1] ?? '') as { id: number; digest: string; found: number };
    expect(made.found).toBe(made.id);
    const headers = { authorization: `Bearer ${github.token}` };
    const listed = await fetch(`${github.url}/repos/acme/tracker/actions/runs/55/artifacts`, { headers });
    expect(await listed.json()).toMatchObject({
      total_count: 1,
      artifacts: [
        {
          id: made.id,
          name: 'proof',
          digest: `sha256:${made.digest}`,
          workflow_run: { id: 55, head_sha: repository.head },
        },
      ],
    });
    const zip = await fetch(`${github.url}/repos/acme/tracker/actions/artifacts/${made.id}/zip`, { headers });
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    expect(Buffer.from(files['record.json'] ?? []).toString()).toBe('{"verdict":"PASS"}');
  });

  test('a name that is taken is refused; so is a token that follows the redirect', async () => {
    await using repository = await makeRepository({ 'a.txt': 'a' });
    await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    const run = github.world.addRun({ id: 55, headSha: repository.head });
    const { id } = github.world.addArtifact({ run, name: 'proof', files: { a: 'a' } });
    const again = await runAction(await action(upload('proof')), { github, context: { runId: 55 } });
    expect(again.exitCode).not.toBe(0);
    expect(again.log).toContain('already exists');
    const leak = await fetch(github.results.signedDownload(id), {
      headers: { authorization: `Bearer ${github.token}` },
    });
    expect(leak.status).toBe(400);
    expect(() => github.assertClean()).toThrow('a token was sent to the blob store');
  });
});

test('an action that was not built says what to do', async () => {
  await mkdir(folder, { recursive: true });
  await writeFiles(folder, { 'action.yml': ACTION_YML });
  await expect(runAction(folder)).rejects.toThrow('run "npm run build"');
  expect(runDist).toBeTypeOf('function');
});
