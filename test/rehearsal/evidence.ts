import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TAG = 'countersign-rehearsal/pytest';
const DOCKERFILE = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3-pytest && rm -rf /var/lib/apt/lists/*
`;

/** Runs the example's own tests in a container and gives the JUnit file that they wrote. */
export function runUnitTests(dockerHost: string, repository: string): string {
  const env = { ...process.env, DOCKER_HOST: dockerHost, DOCKER_BUILDKIT: '0' };
  execFileSync('docker', ['build', '--quiet', '-t', TAG, '-'], {
    env,
    input: DOCKERFILE,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const out = mkdtempSync(join(tmpdir(), 'countersign-tests-'));
  try {
    const mounts = ['-v', `${join(repository, 'backend')}:/src:ro`, '-v', `${out}:/out`];
    const tests = [
      'python3',
      '-B',
      '-m',
      'pytest',
      '-q',
      '-p',
      'no:cacheprovider',
      '/src/tests',
      '--junitxml=/out/junit.xml',
    ];
    execFileSync('docker', ['run', '--rm', ...mounts, TAG, ...tests], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    return readFileSync(join(out, 'junit.xml'), 'utf8');
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
