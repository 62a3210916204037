import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError, UserError } from '../domain/errors.ts';
import { type Fact, read, unavailable } from '../domain/fact.ts';
import type { RunContext } from '../domain/run-context.ts';
import type { Exec, ExecResult } from './exec.ts';
import type { MergePair, Merges } from './git.ts';

/** Milliseconds for one merge, and for the fetch of the history. */
const MERGE_TIMEOUT = 60_000;
const FETCH_TIMEOUT = 600_000;

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The first git that merges without a working tree. */
const OLDEST = [2, 38] as const;

const CURE =
  'give the job "contents: read", or check the repository out before with actions/checkout and "fetch-depth: 0"';

/** Settings of the machine must not change what a merge gives; hooks have no place in it. */
const FIXED = [
  'merge.renames=true',
  'merge.directoryRenames=conflict',
  'merge.renormalize=false',
  'core.hooksPath=/dev/null',
];

type Place = Pick<RunContext, 'serverUrl' | 'repository' | 'workspace' | 'temp'>;

/** A bare repository in the runner's temporary folder, and how git is run in it. */
type Store = { readonly folder: string; readonly env: Readonly<Record<string, string>> };

/** The token goes by the environment: it is in no argument list and on no disk. */
function credentials({ serverUrl }: Place, token: string): Record<string, string> {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '3',
    GIT_CONFIG_KEY_0: `http.${serverUrl}/.extraheader`,
    GIT_CONFIG_VALUE_0: `Authorization: basic ${basic}`,
    GIT_CONFIG_KEY_1: 'http.followRedirects',
    GIT_CONFIG_VALUE_1: 'false',
    GIT_CONFIG_KEY_2: 'credential.helper',
    GIT_CONFIG_VALUE_2: '',
  };
}

const PLAIN = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_TRACE_REDACT: '1' };

function tooOld(version: string): boolean {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return true;
  const [least, leastMinor] = OLDEST;
  return Number(major) < least || (Number(major) === least && Number(minor) < leastMinor);
}

const lastLine = ({ exitCode, stderr }: ExecResult): string =>
  stderr.trim().split('\n').at(-1)?.slice(0, 300) || `exit code ${exitCode}`;

/** `git merge-tree`: undefined when the commits are not all there. */
async function mergeTree(exec: Exec, store: Store, { base, head }: MergePair): Promise<string | null | undefined> {
  const settings = FIXED.flatMap((one) => ['-c', one]);
  const args = ['-C', store.folder, ...settings, 'merge-tree', '--write-tree', '--no-messages', base, head];
  const { exitCode, stdout } = await exec.run('git', args, { env: store.env, timeout: MERGE_TIMEOUT });
  const tree = stdout.split('\n')[0] ?? '';
  // git names a tree for a conflict too, and none for a commit that it does not have: it ends with 1 for both.
  if (!OBJECT_ID.test(tree) || exitCode > 1) return undefined;
  return exitCode === 0 ? tree : null;
}

async function makeStore(exec: Exec, parent: string, name: string, env: Record<string, string>): Promise<Store> {
  const folder = join(parent, name);
  const made = await exec.run('git', ['init', '--quiet', '--bare', '--template=', folder], { env });
  if (made.exitCode !== 0) throw new UserError('LINK_UNPROVEN', `git cannot make ${folder}: ${lastLine(made)}`);
  return { folder, env };
}

/** The whole history without its files; git gets the few that a merge has to look into by itself. */
async function fetched(
  exec: Exec,
  at: Place,
  token: string,
  parent: string,
  wanted: readonly string[],
): Promise<Store> {
  const store = await makeStore(exec, parent, 'fetched', { ...PLAIN, ...credentials(at, token) });
  const run = (args: readonly string[], timeout = MERGE_TIMEOUT): Promise<ExecResult> =>
    exec.run('git', ['-C', store.folder, ...args], { env: store.env, timeout });
  await run(['remote', 'add', 'origin', `${at.serverUrl}/${at.repository}.git`]);
  const options = ['--quiet', '--no-tags', '--no-write-fetch-head', '--filter=blob:none'];
  const answer = await run(['fetch', ...options, 'origin', ...wanted], FETCH_TIMEOUT);
  if (answer.exitCode === 0) return store;
  throw new UserError('LINK_UNPROVEN', `git cannot fetch from ${at.serverUrl}: ${lastLine(answer)}; ${CURE}`);
}

async function answerAll(
  exec: Exec,
  at: Place,
  token: string,
  parent: string,
  pairs: readonly MergePair[],
): Promise<readonly Fact<string | null>[]> {
  const version = (await exec.run('git', ['--version'], { env: PLAIN })).stdout.trim();
  if (tooOld(version)) {
    const old = `the content of merges is recomputed by git ${OLDEST.join('.')} or later; this runner has "${version}"`;
    throw new UserError('LINK_UNPROVEN', old);
  }
  const answers: (string | null | undefined)[] = pairs.map(() => undefined);
  const fill = async (store: Store): Promise<void> => {
    for (const [index, pair] of pairs.entries()) answers[index] ??= await mergeTree(exec, store, pair);
  };
  const objects = join(at.workspace, '.git', 'objects');
  // Only the objects of the checkout: its settings, hooks and attributes are of whoever prepared it.
  if (existsSync(objects))
    await fill(await makeStore(exec, parent, 'local', { ...PLAIN, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects }));
  if (answers.includes(undefined)) {
    const wanted = [...new Set(pairs.flatMap(({ base, head }) => [base, head]))];
    await fill(await fetched(exec, at, token, parent, wanted));
  }
  return answers.map((tree, index) => {
    if (tree !== undefined) return read(tree);
    const { base = '', head = '' } = pairs[index] ?? {};
    return unavailable(`git cannot merge ${head.slice(0, 12)} into ${base.slice(0, 12)}; ${CURE}`, 'LINK_UNPROVEN');
  });
}

/** Merges by the git program, in folders of its own below the runner's temporary one, which are removed again. */
export function connectMerges(exec: Exec, at: Place, token: string): Merges {
  return {
    async trees(pairs) {
      if (pairs.length === 0) return [];
      if (!pairs.every(({ base, head }) => OBJECT_ID.test(base) && OBJECT_ID.test(head)))
        throw new TypeError('a merge is asked for by full commit ids');
      const parent = await mkdtemp(join(at.temp, 'countersign-merges-'));
      try {
        return await answerAll(exec, at, token, parent, pairs);
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        const cure = thrown.code === 'PROGRAM_MISSING' ? '; the content of a merge is recomputed by git' : '';
        return pairs.map(() => unavailable(`${describeError(thrown)}${cure}`, 'LINK_UNPROVEN'));
      } finally {
        await rm(parent, { recursive: true, force: true });
      }
    },
  };
}
