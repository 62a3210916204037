import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintDockerfile } from '../../../../../shared/adapters/docker/lint-dockerfile.ts';
import type { LintRequest } from '../../../../../shared/adapters/docker/port.ts';
import type { ExecResult } from '../../../../../shared/adapters/exec.ts';
import { answers, fakeExec } from '../../../../fakes/exec.ts';

/** As BuildKit's frontend 0.29 printed it, without the sources. */
const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../../fixtures/buildkit', name), 'utf8');

const REQUEST: LintRequest = {
  context: '/w/a',
  dockerfile: '/w/a/Dockerfile',
  args: { A: 'b' },
  target: null,
  platform: null,
};

async function lint(result: Partial<ExecResult>, request = REQUEST) {
  const exec = fakeExec(answers('docker', ['buildx', 'build'], result));
  const found = await lintDockerfile(exec, 'buildx', {}, request);
  return { found, args: exec.calls[0]?.args ?? [] };
}

describe("BuildKit's own checks", () => {
  test('warnings with their lines, also those that the Dockerfile switches off', async () => {
    const { found, args } = await lint({ exitCode: 1, stdout: fixture('warnings.json') });
    if (found.kind !== 'checked') throw new Error(found.why);
    expect(found.warnings.map(({ rule, line }) => `${rule}:${line}`)).toEqual([
      'StageNameCasing:3',
      'FromAsCasing:3',
      'ConsistentInstructionCasing:3',
      'SecretsUsedInArgOrEnv:4',
      'JSONArgsRecommended:5',
    ]);
    expect(found.warnings[1]).toEqual({
      rule: 'FromAsCasing',
      detail: "'AS' and 'from' keywords' casing do not match",
      url: 'https://docs.docker.com/go/dockerfile/rule/from-as-casing/',
      line: 3,
    });
    expect(args.slice(-5)).toEqual([
      '--build-arg',
      'A=b',
      '--build-arg',
      'BUILDKIT_DOCKERFILE_CHECK=skip=none',
      '/w/a',
    ]);
  });
  test('the configuration cannot switch them off either', async () => {
    const args = { BUILDKIT_DOCKERFILE_CHECK: 'skip=all' };
    const { args: given } = await lint({ stdout: fixture('clean.json') }, { ...REQUEST, args });
    expect(given.filter((one) => one.includes('CHECK'))).toEqual(['BUILDKIT_DOCKERFILE_CHECK=skip=none']);
  });
  test('none', async () => {
    expect((await lint({ stdout: fixture('clean.json') })).found).toEqual({ kind: 'checked', warnings: [] });
  });
  test.each<readonly [string, Partial<ExecResult>, string]>([
    [
      'a builder that has none',
      {
        exitCode: 1,
        stderr:
          'ERROR: failed to build: failed to solve: rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: unsupported request frontend.lint\n',
      },
      'this builder has no checks of its own: they need buildx 0.15 and BuildKit 0.14 (Docker 27) or newer',
    ],
    [
      'a Dockerfile that is none',
      { exitCode: 1, stdout: fixture('build-error.json') },
      'dockerfile parse error on line 4: unknown instruction: COPPY (did you mean COPY?)',
    ],
    ['a builder that fails', { exitCode: 1, stderr: '#1 x\nERROR: no such host\n\n' }, 'no such host'],
    ['silence', { exitCode: 0 }, 'it printed nothing'],
    ['an end that does not fit what it says', { exitCode: 2, stdout: fixture('clean.json') }, 'exit code 2'],
    ['another form', { exitCode: 0, stdout: '{}' }, 'it printed nothing'],
  ])('%s: no answer', async (_, result, why) => {
    expect((await lint(result)).found).toEqual({ kind: 'failed', why });
  });
  test('the classic builder has none', async () => {
    const found = await lintDockerfile(fakeExec(), 'classic', {}, REQUEST);
    expect(found).toEqual({ kind: 'failed', why: 'docker buildx is not installed' });
  });
});
