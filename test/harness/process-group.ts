import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long children may take to go after their parent. */
const GRACE = 500;

/**
 * Ids of a group's running processes. What has ended and was not yet reaped does not count: in a container nobody may
 * ever reap it, and `kill(-group, 0)` would take it for alive.
 */
export function runningInGroup(group: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const [state, , pgrp] = statOf(name);
      return pgrp === String(group) && state !== 'Z' && state !== 'X';
    })
    .map(Number);
}

/** The fields of /proc/ID/stat after the program's name, which may itself hold spaces and brackets. */
function statOf(id: string): string[] {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return []; // ended between the listing and the reading
  }
}

/** Ends every process of a group at once; gives how many there were. */
export function killGroup(group: number): number {
  const running = runningInGroup(group);
  for (const id of running) {
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // it was quicker
    }
  }
  return running.length;
}

/** Ends what is left of a process group; tells whether there was anything after a grace. */
export async function endGroup(group: number): Promise<boolean> {
  for (let waited = 0; runningInGroup(group).length > 0 && waited < GRACE; waited += 25) await sleep(25);
  return killGroup(group) > 0;
}
