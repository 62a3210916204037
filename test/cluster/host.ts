/** What the cluster changes on the machine itself (address, packet filter, mounts) and takes back. */
import { existsSync, globSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, succeeds } from '../bed/command.ts';
import { type PacketFilter, readPacketFilter, restorePacketFilter } from '../bed/packet-filter.ts';
import { unmountBelow } from '../bed/unmount.ts';
import { makeCgroups, removeCgroups } from './cgroups.ts';
import { network } from './network.ts';

const CHAINS = /^(KUBE-|COUNTERSIGN-)/;
const FORWARD = 'COUNTERSIGN-FORWARD';
const INPUT = 'COUNTERSIGN-INPUT';

/** Gives the node its address, lets pods be forwarded, and keeps other machines away from the node's ports. */
export async function prepareHost(folder: string): Promise<void> {
  writeFileSync(join(folder, 'packet-filter.json'), JSON.stringify(await readPacketFilter()));
  makeCgroups(folder);
  await succeeds('ip', ['link', 'add', network.bridge, 'type', 'bridge']);
  await command('ip', ['address', 'replace', `${network.node}/32`, 'dev', network.bridge]);
  await command('ip', ['link', 'set', network.bridge, 'up']);
  writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
  // An engine's FORWARD policy is DROP, so that pods need a yes of their own.
  await chain(FORWARD, 'FORWARD', [
    ['-s', network.pods, '-j', 'ACCEPT'],
    ['-d', network.pods, '-j', 'ACCEPT'],
  ]);
  // Linux answers on any address of its own through any interface; the kubelet's port is open to whoever reaches it.
  await chain(INPUT, 'INPUT', [
    ['-d', network.node, '-i', 'lo', '-j', 'RETURN'],
    ['-d', network.node, '-s', network.pods, '-j', 'RETURN'],
    ['-d', network.node, '-j', 'DROP'],
  ]);
}

async function chain(name: string, from: string, rules: readonly (readonly string[])[]): Promise<void> {
  await succeeds('iptables', ['-w', '-N', name]);
  await command('iptables', ['-w', '-F', name]);
  for (const rule of rules) await command('iptables', ['-w', '-A', name, ...rule]);
  const jump = ['-j', name];
  if (!(await succeeds('iptables', ['-w', '-C', from, ...jump])))
    await command('iptables', ['-w', '-I', from, ...jump]);
}

/** Undoes {@link prepareHost} and removes what pods left; to be called when all daemons have ended. */
export async function cleanHost(folder: string): Promise<void> {
  await unmountBelow(folder);
  await succeeds('ip', ['link', 'delete', network.bridge]);
  const filter = join(folder, 'packet-filter.json');
  if (existsSync(filter)) {
    await restorePacketFilter(JSON.parse(readFileSync(filter, 'utf8')) as PacketFilter, CHAINS);
  }
  removeCgroups(folder);
  // Two places that cannot be set: links to pods' logs, and what the network plugins remember of each pod.
  for (const link of globSync('/var/log/containers/*.log')) {
    if (readlinkSync(link).startsWith(`${folder}/`)) rmSync(link, { force: true });
  }
  for (const file of globSync('/var/lib/cni/results/*')) {
    if (read(file).includes(`${folder}/`)) rmSync(file, { force: true });
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return ''; // The process has ended meanwhile.
  }
}
