import { readFileSync } from 'node:fs';
import { command, succeeds } from './command.ts';

/** Unmounts everything at or below a folder, deepest first; what is busy is detached and goes when its user does. */
export async function unmountBelow(folder: string): Promise<void> {
  const points = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => (line.split(' ')[4] ?? '').replaceAll('\\040', ' '))
    .filter((point) => point === folder || point.startsWith(`${folder}/`))
    .sort((left, right) => right.length - left.length);
  for (const point of points) {
    if (!(await succeeds('umount', [point]))) await command('umount', ['--lazy', point]).catch(() => '');
  }
}
