import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { connectExec } from '../../../../shared/adapters/connect-exec.ts';
import { connectMerges } from '../../../../shared/adapters/connect-merges.ts';
import type { Exec } from '../../../../shared/adapters/exec.ts';
import { answers, fakeExec } from '../../../fakes/exec.ts';
import { type StandIn, startGitHub } from '../../../github/stand-in.ts';
import { makeRepository, type TestRepository } from '../../../harness/repository.ts';

let temp: string;
let repository: TestRepository;
let github: StandIn;

/** Many lines, so that two people can change one file in different places. */
const text = (first: string, last: string): string => [first, ...'abcdefghij', last].join('\n');

beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'countersign-temp-'));
  repository = await makeRepository({ 'a.txt': text('1', '2') });
  github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
  github.world.addAccount({ id: 1, login: 'ada' });
  return async () => {
    await github[Symbol.asyncDispose]();
    await repository[Symbol.asyncDispose]();
    await rm(temp, { recursive: true, force: true });
  };
});

/** A branch that leaves main at its first commit and changes the first line, and a main that moved on. */
async function apart(lineOfMain: 'first' | 'last'): Promise<{ base: string; head: string }> {
  const { world } = github;
  const head = await world.commit('feature', {
    by: 'ada',
    parent: repository.head,
    files: { 'a.txt': text('one', '2') },
  });
  const files = { 'a.txt': lineOfMain === 'last' ? text('1', 'two') : text('uno', '2') };
  const base = await world.commit('main', { by: 'ada', files });
  return { base, head };
}

const merges = (exec: Exec, change: { workspace?: string; token?: string; serverUrl?: string } = {}) =>
  connectMerges(
    exec,
    {
      serverUrl: change.serverUrl ?? github.url,
      repository: 'acme/tracker',
      workspace: change.workspace ?? join(temp, 'empty'),
      temp,
    },
    change.token ?? github.token,
  );

/** Counts what is run, and keeps every argument and environment value. */
function watched(): Exec & { readonly args: string[]; readonly env: string[] } {
  const exec = connectExec();
  const [args, env]: [string[], string[]] = [[], []];
  return {
    args,
    env,
    run(program, given, options) {
      args.push([program, ...given].join(' '));
      env.push(JSON.stringify(options?.env ?? {}));
      return exec.run(program, given, options);
    },
  };
}

test('a merge of one file changed in two places is recomputed from a fetch, and nothing is left behind', async () => {
  const pair = await apart('last');
  const exec = watched();
  const [answer] = await merges(exec).trees([pair]);
  const expected = (await github.world.git.run(['merge-tree', '--write-tree', pair.base, pair.head])).split('\n')[0];
  expect(answer).toEqual({ kind: 'read', value: expected });
  expect(github.count('git/git-upload-pack')).toBeGreaterThan(0);
  expect(await readdir(temp)).toEqual([]);
  // The token is in no argument, and in the environment only as a header.
  expect(exec.args.join('\n')).not.toContain(github.token);
  expect(exec.args.join('\n')).not.toContain(Buffer.from(`x-access-token:${github.token}`).toString('base64'));
});

test('two changes of one line are a conflict, not a tree', async () => {
  expect(await merges(connectExec()).trees([await apart('first')])).toEqual([{ kind: 'read', value: null }]);
});

test('a checkout with the whole history needs no fetch', async () => {
  const pair = await apart('last');
  const [answer] = await merges(connectExec(), { workspace: repository.path }).trees([pair]);
  expect(answer?.kind).toBe('read');
  expect(github.count('git/info/refs')).toBe(0);
});

test('a shallow checkout is not enough: the history is fetched', async () => {
  const pair = await apart('last');
  const workspace = join(temp, 'shallow');
  await github.world.git.run(['clone', '--quiet', '--depth=1', `file://${repository.path}`, workspace]);
  const [answer] = await merges(connectExec(), { workspace }).trees([pair]);
  expect(answer?.kind).toBe('read');
  expect(github.count('git/info/refs')).toBeGreaterThan(0);
});

describe('what cannot be proved is said with its cure', () => {
  const reasonOf = async (exec: Exec, change: Parameters<typeof merges>[1] = {}): Promise<string> => {
    const [answer] = await merges(exec, change).trees([await apart('last')]);
    return answer?.kind === 'unavailable' ? `${answer.code}: ${answer.reason}` : 'it was proved';
  };

  test('a token without contents: read', async () => {
    const token = github.tokenWith({ 'pull-requests': 'read' });
    expect(await reasonOf(connectExec(), { token })).toMatch(/^LINK_UNPROVEN: .*403.*contents: read/);
  });

  test('a token that is none', async () => {
    expect(await reasonOf(connectExec(), { token: 'nonsense' })).toMatch(/^LINK_UNPROVEN: .*fetch-depth: 0/);
  });

  test('a server that does not answer, or sends the caller elsewhere', async () => {
    expect(await reasonOf(connectExec(), { serverUrl: 'http://127.0.0.1:1' })).toMatch(
      /^LINK_UNPROVEN: git cannot fetch/,
    );
    github.faults.add({ operation: 'git/git-upload-pack', times: 9, status: 500 });
    expect(await reasonOf(connectExec())).toMatch(/^LINK_UNPROVEN: git cannot fetch/);
  });

  test('no git, and one that is too old', async () => {
    const old = fakeExec(answers('git', ['--version'], { stdout: 'git version 2.37.9\n' }));
    expect(await reasonOf(old)).toMatch(/^LINK_UNPROVEN: .*git 2.38 or later.*2\.37\.9/);
    const path = { PATH: '/nowhere' };
    const exec = connectExec();
    const none: Exec = { run: (program, args, options) => exec.run(`${path.PATH}/${program}`, args, options) };
    expect(await reasonOf(none)).toMatch(/^LINK_UNPROVEN: .*not installed.*recomputed by git/);
  });

  test('a commit that is nowhere', async () => {
    const pair = { base: repository.head, head: 'f'.repeat(40) };
    const [answer] = await merges(connectExec()).trees([pair]);
    expect(answer).toMatchObject({ kind: 'unavailable', code: 'LINK_UNPROVEN' });
  });
});

test('names of commits are never read as options', async () => {
  await expect(merges(connectExec()).trees([{ base: '--upload-pack=x', head: 'a'.repeat(40) }])).rejects.toThrow(
    'full commit ids',
  );
});
