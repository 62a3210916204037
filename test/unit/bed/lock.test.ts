import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFile, shareFile, tryLockFile } from '../../bed/lock.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('many share, and nobody has it alone meanwhile', async () => {
  const first = await shareFile(path);
  const second = await shareFile(path);
  expect(await tryLockFile(path)).toBeUndefined();
  await first[Symbol.asyncDispose]();
  expect(await tryLockFile(path)).toBeUndefined();
  await second[Symbol.asyncDispose]();
  await using alone = await tryLockFile(path);
  expect(alone).toBeDefined();
});

test('the second waits until the first is done', async () => {
  const order: string[] = [];
  const first = await lockFile(path);
  const second = lockFile(path).then((lock) => {
    order.push('second has it');
    return lock;
  });
  order.push('first gives it');
  await first[Symbol.asyncDispose]();
  await (await second)[Symbol.asyncDispose]();
  expect(order).toEqual(['first gives it', 'second has it']);
});

test('a holder that is killed holds nothing', async () => {
  const source = `import { lockFile } from '${join(import.meta.dirname, '../../bed/lock.ts')}';
    await lockFile('${path}'); console.log('held'); setInterval(() => undefined, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  expect(await tryLockFile(path)).toBeUndefined();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  execFileSync('flock', ['--exclusive', path, 'true'], { timeout: 10_000 });
});
