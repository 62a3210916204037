import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { born, daemonAlive, daemonsIn, startDaemon, stopDaemons, tail, waitFor } from '../../bed/daemon.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-daemon-'));
});
afterEach(async () => {
  await stopDaemons(folder, daemonsIn(folder), 0);
  rmSync(folder, { recursive: true, force: true });
});

const start = (program: string, ...args: string[]) => startDaemon({ name: 'one', program, args, folder });

test('a daemon runs until it is stopped, and is off the file then', async () => {
  const { pid } = start('sleep', '600');
  expect(daemonAlive(folder, 'one')).toBe(true);
  await stopDaemons(folder, ['one']);
  expect([born(pid), daemonsIn(folder)]).toEqual([undefined, []]);
});

test('one that ignores the request to stop is killed', async () => {
  const { log, pid } = start('sh', '-c', 'trap "" TERM; echo deaf; while :; do sleep 0.05; done');
  await waitFor('trap', async () => (tail(log).includes('deaf') ? true : undefined), { seconds: 10 });
  await stopDaemons(folder, ['one'], 100);
  expect(born(pid)).toBeUndefined();
});

test('a process that only got the same number is left alone', async () => {
  const { pid } = start('sleep', '600');
  const file = join(folder, 'pids/one.json');
  writeFileSync(file, JSON.stringify({ pid, born: '1' }));
  expect(daemonAlive(folder, 'one')).toBe(false);
  await stopDaemons(folder, ['one']);
  expect(born(pid)).toBeDefined();
  writeFileSync(file, JSON.stringify({ pid, born: born(pid) }));
});

test('waiting for a daemon that dies tells its last words at once', async () => {
  const daemon = start('sh', '-c', 'echo no room on this machine; exit 1');
  const never = async () => undefined;
  await expect(waitFor('answer', never, { seconds: 600, daemons: [daemon] })).rejects.toThrow(
    'one ended before answer:\nno room on this machine',
  );
});

test('a program that does not exist is said so', () => {
  expect(() => start('/no/such/program')).toThrow('/no/such/program cannot be started');
});
