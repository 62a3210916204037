/**
 * The control groups of the test cluster's pods: below a root of their own, because a kubelet kills what it does not
 * know below its root, and there may be another kubelet on this machine.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

const MOUNT = '/sys/fs/cgroup';

/** The root for the cluster in a run folder, as the kubelet's `cgroupRoot` wants it. */
export function cgroupRoot(folder: string): string {
  return `/countersign-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;
}

/** Makes the root in every hierarchy: the kubelet insists that it is there. */
export function makeCgroups(folder: string): void {
  for (const root of roots(folder)) mkdirSync(root, { recursive: true });
}

/** Removes the root and all below it; what still holds a process refuses and stays. */
export function removeCgroups(folder: string): void {
  for (const root of roots(folder).filter(existsSync)) {
    const below = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort((left, right) => right.length - left.length);
    for (const group of [...below, root]) removeGroup(group);
  }
}

/** One hierarchy in version 2, one for each controller in version 1. */
function roots(folder: string): string[] {
  const hierarchies = existsSync(join(MOUNT, 'cgroup.controllers')) ? [MOUNT] : hierarchiesOfVersion1();
  return hierarchies.map((hierarchy) => join(hierarchy, cgroupRoot(folder)));
}

function hierarchiesOfVersion1(): string[] {
  return globSync(`${MOUNT}/*/cgroup.procs`).map((file) => file.slice(0, -'/cgroup.procs'.length));
}

function removeGroup(group: string): void {
  try {
    rmdirSync(group);
  } catch {
    // Busy: its process is just ending, and an empty group that stays does no harm.
  }
}
