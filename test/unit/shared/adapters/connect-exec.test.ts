import { tmpdir } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { connectExec } from '../../../../shared/adapters/connect-exec.ts';
import type { ExecOptions, ExecResult } from '../../../../shared/adapters/exec.ts';

const exec = connectExec();
const node = (code: string, options?: ExecOptions): Promise<ExecResult> =>
  exec.run(process.execPath, ['-e', code], options);

afterEach(() => {
  delete process.env['INPUT_GITHUB-TOKEN'];
});

test('gives exit code and both streams; a failure is a result', async () => {
  const code = `process.stdout.write('out é'); process.stderr.write('err'); process.exitCode = 3`;
  expect(await node(code)).toEqual({ exitCode: 3, stdout: 'out é', stderr: 'err' });
});

test('arguments reach the program as they are: there is no shell', async () => {
  const args = ['$(id)', '`id`', 'a b', '"', '; rm -rf x', '*'];
  const { stdout } = await exec.run(process.execPath, [
    '-e',
    'console.log(JSON.stringify(process.argv.slice(1)))',
    ...args,
  ]);
  expect(JSON.parse(stdout)).toEqual(args);
});

test('sends its input, and does not mind a program that reads none of it', async () => {
  expect((await node('process.stdin.pipe(process.stdout)', { stdin: 'hello' })).stdout).toBe('hello');
  expect((await node('process.exit(0)', { stdin: 'x'.repeat(10_000_000) })).exitCode).toBe(0);
});

test('adds to the environment, and keeps the inputs of the action out of it', async () => {
  process.env['INPUT_GITHUB-TOKEN'] = 'secret';
  const code = `console.log(JSON.stringify([process.env.EXTRA, process.env['INPUT_GITHUB-TOKEN'] ?? null, typeof process.env.PATH]))`;
  const { stdout } = await node(code, { env: { EXTRA: 'yes' } });
  expect(JSON.parse(stdout)).toEqual(['yes', null, 'string']);
});

test('gives complete lines as they come, characters whole, the last without its break', async () => {
  const lines: string[] = [];
  const code = `const b = Buffer.from('one\\r\\nzwei ü\\nlast'); process.stdout.write(b.subarray(0, 10)); setTimeout(() => process.stdout.write(b.subarray(10, 11)), 30); setTimeout(() => process.stdout.write(b.subarray(11)), 60)`;
  await node(code, { onLine: (line, stream) => lines.push(`${stream}: ${line}`) });
  expect(lines).toEqual(['stdout: one', 'stdout: zwei ü', 'stdout: last']);
});

test('a program that is not there is the user’s to install', async () => {
  const run = exec.run('countersign-no-such-program', []);
  await expect(run).rejects.toMatchObject({
    code: 'PROGRAM_MISSING',
    message: expect.stringContaining('is not installed'),
  });
});

test('a working folder that is not there is told apart from a missing program', async () => {
  const run = exec.run('git', ['version'], { cwd: '/nowhere/at/all' });
  await expect(run).rejects.toMatchObject({ message: expect.stringContaining('/nowhere/at/all') });
});

test('a program that takes too long is stopped, also when it holds its pipes open through a child', async () => {
  let child = 0;
  const code = `const { pid } = require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit' }); console.log(pid); setInterval(() => {}, 1000)`;
  const onLine = (line: string): void => {
    child = Number(line);
  };
  try {
    await expect(node(code, { timeout: 1_000, onLine })).rejects.toMatchObject({ code: 'PROGRAM_TIMEOUT' });
    expect(child).toBeGreaterThan(0);
  } finally {
    if (child > 0) process.kill(child, 'SIGKILL');
  }
});

test('an abort stops it and rejects with the reason', async () => {
  const abort = new AbortController();
  const reason = new Error('no longer needed');
  const run = node(`console.log('started'); setInterval(() => {}, 1000)`, {
    signal: abort.signal,
    onLine: () => abort.abort(reason),
  });
  await expect(run).rejects.toBe(reason);
  await expect(node('', { signal: abort.signal })).rejects.toBe(reason);
});

test('a program that a signal ended has an exit code that is not zero', async () => {
  expect((await node(`process.kill(process.pid, 'SIGKILL')`)).exitCode).toBe(137);
  expect((await node(`process.kill(process.pid, 'SIGSEGV')`)).exitCode).toBe(139);
});

test('runs in the folder that is named', async () => {
  expect((await node('console.log(process.cwd())', { cwd: tmpdir() })).stdout.trim()).toBe(tmpdir());
});
