/**
 * Gets the programs that the test bed needs and the machine lacks, from Debian's own archive.
 *
 *   node test/bed/install.ts [tool…]
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { command, which } from './command.ts';
import { lockFile } from './lock.ts';
import { MissingPart } from './missing-part.ts';
import { cacheFolder } from './paths.ts';
import { script } from './script.ts';

/** Says one line of progress. */
export type Log = (line: string) => void;

/** What the bed asks for, each with the Debian package that brings it and a file or program that shows it is there. */
const TOOLS = {
  dockerd: { package: 'docker.io', there: () => which('dockerd') },
  docker: { package: 'docker.io', there: () => which('docker') },
  containerd: { package: 'containerd', there: () => which('containerd') },
  runc: { package: 'runc', there: () => which('runc') },
  cni: { package: 'containernetworking-plugins', there: () => exists('/usr/lib/cni/ptp') },
  'docker-registry': { package: 'docker-registry', there: () => which('docker-registry') },
  debootstrap: { package: 'debootstrap', there: () => which('debootstrap') },
  etcd: { package: 'etcd-server', there: () => which('etcd') },
  iptables: { package: 'iptables', there: () => which('iptables') },
  conntrack: { package: 'conntrack', there: () => which('conntrack') },
  ip: { package: 'iproute2', there: () => which('ip') },
  busybox: { package: 'busybox-static', there: () => exists('/bin/busybox') },
  openssl: { package: 'openssl', there: () => which('openssl') },
  python3: { package: 'python3', there: () => which('python3') },
  pip: { package: 'python3-pip', there: () => pip() },
} as const;

/** pip is a module of python3, wherever that comes from. */
function pip(): string | undefined {
  const run = spawnSync('python3', ['-m', 'pip', '--version'], { stdio: 'ignore' });
  return run.status === 0 ? 'pip' : undefined;
}

/** A program (or set of files) that the bed can install. */
export type Tool = keyof typeof TOOLS;

function exists(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false }) === undefined ? undefined : path;
}

/**
 * Makes sure that every tool is there, installing what is missing with apt when we are root.
 * @throws MissingPart in one line when something is missing and `COUNTERSIGN_INSTALL=no`, we are not root, or apt fails.
 */
export async function ensureTools(wanted: readonly Tool[], log: Log): Promise<void> {
  if (missing(wanted).length === 0) return;
  const refusal = whyNotInstall();
  if (refusal) {
    const packages = packagesFor(missing(wanted)).join(' ');
    throw new MissingPart(`${missing(wanted).join(', ')} not found and ${refusal}; install: ${packages}`);
  }
  await using _ = await lockFile(join(cacheFolder(), 'install.lock'));
  const packages = packagesFor(missing(wanted));
  if (packages.length === 0) return; // Another process installed them while we waited.
  log(`installing from Debian: ${packages.join(' ')} (COUNTERSIGN_INSTALL=no forbids it)`);
  try {
    await install(packages);
  } catch (error) {
    throw new MissingPart(`apt could not install ${packages.join(' ')}: ${lastLine(error)}`, { cause: error });
  }
  const still = missing(wanted);
  if (still.length > 0) throw new MissingPart(`${still.join(', ')} still not found after installing`);
}

function missing(wanted: readonly Tool[]): Tool[] {
  return wanted.filter((tool) => TOOLS[tool].there() === undefined);
}

function packagesFor(tools: readonly Tool[]): string[] {
  return [...new Set(tools.map((tool) => TOOLS[tool].package))];
}

function whyNotInstall(): string | undefined {
  if (process.env['COUNTERSIGN_INSTALL'] === 'no') return 'COUNTERSIGN_INSTALL=no forbids installing';
  if (process.getuid?.() !== 0) return 'only root can install it';
  if (which('apt-get') === undefined) return 'there is no apt-get here';
  return undefined;
}

async function install(packages: readonly string[]): Promise<void> {
  const flags = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=600', ...packages];
  // RUNLEVEL=1 keeps packages from starting their services even where no policy-rc.d forbids it.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  if (listsAreEmpty()) await command('apt-get', ['update', '-q'], { env });
  try {
    await command('apt-get', ['install', ...flags], { env });
  } catch {
    // Stale lists name packages that the archive has replaced: one refresh cures it.
    await command('apt-get', ['update', '-q'], { env });
    await command('apt-get', ['install', ...flags], { env });
  }
}

function listsAreEmpty(): boolean {
  return !readdirSync('/var/lib/apt/lists').some((name) => name.includes('_Packages'));
}

function lastLine(error: unknown): string {
  return error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error);
}

if (import.meta.main) {
  const named = process.argv.slice(2);
  await script(async () => {
    const unknown = named.filter((name) => !Object.hasOwn(TOOLS, name));
    const known = Object.keys(TOOLS).join(', ');
    if (unknown.length > 0) throw new MissingPart(`no such tool: ${unknown.join(', ')}; there are: ${known}`);
    await ensureTools((named.length > 0 ? named : Object.keys(TOOLS)) as Tool[], console.log);
  });
}
