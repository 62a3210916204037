/**
 * Docker and kube-proxy leave their iptables chains behind when they end. The bed notes which chains were there before
 * it came and takes away the others that carry these programs' names.
 */
import { command, succeeds, which } from './command.ts';

const OURS = /^(DOCKER|KUBE-|CNI-|COUNTERSIGN-)/;
const PROGRAMS = ['iptables', 'ip6tables'] as const;
type Program = (typeof PROGRAMS)[number];

/** Chains (`filter DOCKER`) and default policies (`filter FORWARD ACCEPT`) of both address families. */
export type PacketFilter = Readonly<Record<Program, { readonly chains: string[]; readonly policies: string[] }>>;

/** What stands now; empty where iptables is not installed. */
export async function readPacketFilter(): Promise<PacketFilter> {
  const [iptables, ip6tables] = await Promise.all(PROGRAMS.map(readOne));
  const none = { chains: [], policies: [] };
  return { iptables: iptables ?? none, ip6tables: ip6tables ?? none };
}

/** Removes rules and chains that match `names` and were not there `before`, and puts default policies back. */
export async function restorePacketFilter(before: PacketFilter, names: RegExp = OURS): Promise<void> {
  for (const program of PROGRAMS) {
    if (which(program) === undefined) continue;
    const now = await readOne(program);
    const added = now.chains.filter((chain) => names.test(nameOf(chain)) && !before[program].chains.includes(chain));
    await removeChains(program, new Set(added));
    const moved = before[program].policies.filter((policy) => !now.policies.includes(policy));
    for (const policy of moved) {
      const [table = '', chain = '', verdict = ''] = policy.split(' ');
      await succeeds(program, ['-w', '-t', table, '-P', chain, verdict]);
    }
  }
}

async function readOne(program: Program): Promise<{ chains: string[]; policies: string[] }> {
  const chains: string[] = [];
  const policies: string[] = [];
  for (const { table, line } of await dump(program)) {
    const [, name, policy] = /^:(\S+) (\S+)/.exec(line) ?? [];
    if (name === undefined || policy === undefined) continue;
    if (policy === '-') chains.push(`${table} ${name}`);
    else policies.push(`${table} ${name} ${policy}`);
  }
  return { chains, policies };
}

async function dump(program: Program): Promise<{ table: string; line: string }[]> {
  if (which(`${program}-save`) === undefined) return [];
  let table = '';
  const text = await command(`${program}-save`, []).catch(() => '');
  return text.split('\n').map((line) => {
    if (line.startsWith('*')) table = line.slice(1);
    return { table, line };
  });
}

/** Jumps from other chains first, then the contents, then the chains themselves: one restore in each table. */
async function removeChains(program: Program, chains: ReadonlySet<string>): Promise<void> {
  const lines = await dump(program);
  for (const table of new Set([...chains].map((chain) => chain.split(' ')[0] ?? ''))) {
    const names = [...chains].filter((chain) => chain.startsWith(`${table} `)).map(nameOf);
    const jumps = lines
      .filter((entry) => entry.table === table && entry.line.startsWith('-A '))
      .map(({ line }) => line)
      .filter((line) => names.includes(targetOf(line)) && !names.includes(line.split(' ')[1] ?? ''));
    const orders = [
      `*${table}`,
      ...jumps.map((line) => line.replace(/^-A /, '-D ')),
      ...names.map((name) => `-F ${name}`),
      ...names.map((name) => `-X ${name}`),
      'COMMIT\n',
    ];
    await succeeds('sh', ['-c', `printf '%s\\n' "$1" | ${program}-restore -w --noflush`, 'sh', orders.join('\n')]);
  }
}

const nameOf = (chain: string): string => chain.split(' ')[1] ?? '';
const targetOf = (rule: string): string => / -[jg] (\S+)/.exec(rule)?.[1] ?? '';
