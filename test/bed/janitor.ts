/**
 * Cleans up after users of the bed that were killed: locks go with their holder, so a bed that nobody holds is stopped
 * within seconds. Started with the bed, in the background; ends when there is nothing left.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { stopBed } from './bed.ts';

do await sleep(3_000);
while (!(await stopBed()));
