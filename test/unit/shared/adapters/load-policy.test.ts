import { beforeEach, describe, expect, test } from 'vitest';
import { loadPolicy, loadWorkspacePolicy } from '../../../../shared/adapters/load-policy.ts';
import { sha256 } from '../../../../shared/domain/record.ts';
import { fakeFiles } from '../../../fakes/files.ts';
import { fakeGit } from '../../../fakes/git.ts';
import { emptyWorld, fakeGitHub, type GitHubWorld, unreadable } from '../../../fakes/github.ts';

const PATH = '.github/countersign.yml';
const TEXT = 'version: 1\napplication: tracker\n';
const HEAD = 'a'.repeat(40);
let world: GitHubWorld;

beforeEach(() => {
  world = emptyWorld();
  world.branches = [{ name: 'main', sha: HEAD, protected: true }];
  world.files.set(`${HEAD}:${PATH}`, Buffer.from(TEXT));
});

describe('loadPolicy', () => {
  test('reads the default branch at the commit that it stands at', async () => {
    const { config, policy } = await loadPolicy(fakeGitHub(world), { path: PATH });
    expect(config.application).toBe('tracker');
    expect(policy).toEqual({ path: PATH, ref: 'main', commit: HEAD, sha256: sha256(TEXT) });
  });

  test('reads a named branch, with or without refs/heads/', async () => {
    world.branches.push({ name: 'release', sha: 'b'.repeat(40), protected: true });
    world.files.set(`${'b'.repeat(40)}:${PATH}`, Buffer.from(TEXT.replace('tracker', 'other')));
    for (const ref of ['release', 'refs/heads/release']) {
      const { config, policy } = await loadPolicy(fakeGitHub(world), { path: PATH, ref });
      expect([config.application, policy.ref]).toEqual(['other', 'release']);
    }
  });

  test('refuses a branch without protection, an unknown ref and the workspace', async () => {
    world.branches = [{ name: 'main', sha: HEAD, protected: false }];
    const load = (ref?: string): Promise<unknown> => loadPolicy(fakeGitHub(world), { path: PATH, ref });
    for (const ref of [undefined, 'main', 'v1.0', 'workspace'])
      await expect(load(ref)).rejects.toMatchObject({ code: 'POLICY_UNPROTECTED' });
  });

  test('the reserved ref stays refused when a protected branch has that name', async () => {
    world.branches.push({ name: 'workspace', sha: HEAD, protected: true });
    const load = loadPolicy(fakeGitHub(world), { path: PATH, ref: 'workspace' });
    await expect(load).rejects.toMatchObject({ code: 'POLICY_UNPROTECTED' });
  });

  test('a file that is missing, wrong or not text is CONFIG_INVALID', async () => {
    await expect(loadPolicy(fakeGitHub(world), { path: 'x.yml' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    for (const content of [Buffer.from('version: 2\n'), Buffer.concat([Buffer.from(`${TEXT}# `), Buffer.of(0xff)])]) {
      world.files.set(`${HEAD}:${PATH}`, content);
      await expect(loadPolicy(fakeGitHub(world), { path: PATH })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    }
  });

  test.each(['repository', 'branch', 'file'] as const)('an unreadable %s is thrown on', async (method) => {
    world.faults[method] = unreadable(method);
    await expect(loadPolicy(fakeGitHub(world), { path: PATH })).rejects.toMatchObject({ code: 'GITHUB_UNREADABLE' });
  });
});

describe('loadWorkspacePolicy', () => {
  test('marks the policy as read from the workspace', async () => {
    const ports = { files: fakeFiles({ [PATH]: TEXT }), git: fakeGit({ head: HEAD }) };
    const { policy } = await loadWorkspacePolicy(ports, PATH);
    expect(policy).toEqual({ path: PATH, ref: 'workspace', commit: HEAD, sha256: sha256(TEXT) });
  });

  test('a missing file is CONFIG_INVALID', async () => {
    const load = loadWorkspacePolicy({ files: fakeFiles(), git: fakeGit() }, PATH);
    await expect(load).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
