import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { connectExec } from '../../../../../shared/adapters/connect-exec.ts';
import { connectKubernetes } from '../../../../../shared/adapters/kubernetes/connect.ts';

const exec = connectExec();
const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that plays kubectl: `server` is its context's server, `answer` what the socket answers to each request. */
function playKubectl(
  name: string,
  options: { server?: string; fails?: string; status?: number; body?: string },
): string {
  const file = join(folder, name);
  const play = `
    const { createServer } = require('node:http');
    const { server, fails, status = 200, body = '' } = ${JSON.stringify(options)};
    const socket = process.argv.find((one) => one.startsWith('--unix-socket='))?.slice(14);
    const fail = (words) => { console.error(words); process.exit(1); };
    if (process.argv.includes('view')) server === undefined ? fail('error: current-context must exist in order to minify') : console.log(server);
    else if (fails !== undefined) fail(fails);
    else createServer((request, response) => response.writeHead(status, { 'x-path': request.url }).end(body.replace('PATH', request.url)))
      .listen(socket, () => console.log('Starting to serve on ' + socket));
  `;
  writeFileSync(file, `#!${process.execPath}\n${play}`);
  chmodSync(file, 0o755);
  return file;
}

function connect(kubectl: string, options: { signal?: AbortSignal; env?: Record<string, string> } = {}) {
  const { signal = new AbortController().signal, env = {} } = options;
  return connectKubernetes({ exec, temp: folder, signal, kubectl, env });
}

const version = (path = '') => JSON.stringify({ gitVersion: `v1.34.4${path}` });
const status = (code: number) =>
  JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason: 'x', message: 'x' });
const SERVER = 'https://192.0.2.1:6443';

test('the server of the context, asked once, and a path before it where it has one', async () => {
  await using plain = await connect(playKubectl('plain', { server: SERVER, body: version('PATH') }));
  expect(await plain.server()).toEqual({ version: 'v1.34.4/version', url: SERVER });
  await using behind = await connect(
    playKubectl('behind', { server: `${SERVER}/k8s/clusters/c-1`, body: version('PATH') }),
  );
  expect((await behind.server()).version).toBe('v1.34.4/k8s/clusters/c-1/version');
});

test('inside a cluster, without a configuration', async () => {
  const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' };
  await using kubernetes = await connect(playKubectl('inside', { body: version() }), { env });
  expect((await kubernetes.server()).url).toBe('https://[fd00::1]:6443');
});

test('a version that may not be read is no reason to stop', async () => {
  await using kubernetes = await connect(playKubectl('hidden', { server: SERVER, status: 403, body: status(403) }));
  expect((await kubernetes.server()).version).toBe('unknown');
});

describe('one clear line, and nothing left behind', () => {
  const NOWHERE = { KUBERNETES_SERVICE_HOST: '' };

  test.each([
    ['not installed', join(folder, 'absent'), 'PROGRAM_MISSING', 'is not installed'],
    [
      'not logged in',
      playKubectl('out', {}),
      'CLUSTER_UNREACHABLE',
      'kubectl is not logged in to a cluster (current-context must exist',
    ],
    [
      'a proxy that does not start',
      playKubectl('old', { server: SERVER, fails: 'error: unknown flag: --unix-socket' }),
      'CLUSTER_UNREACHABLE',
      'kubectl proxy did not start: unknown flag',
    ],
    [
      'expired credentials',
      playKubectl('expired', { server: SERVER, status: 401, body: status(401) }),
      'CLUSTER_UNREACHABLE',
      'refuses the credentials',
    ],
    [
      'an unreachable cluster',
      playKubectl('far', { server: SERVER, status: 500, body: 'dial tcp 192.0.2.1:6443: i/o timeout' }),
      'CLUSTER_UNREACHABLE',
      'dial tcp 192.0.2.1:6443: i/o timeout',
    ],
    [
      'something else that answers',
      playKubectl('else', { server: SERVER, body: '<html>' }),
      'CLUSTER_UNREACHABLE',
      'cannot be understood',
    ],
  ])('%s', async (_, kubectl, code, words) => {
    const error: Error = await connect(kubectl, { env: NOWHERE }).then(
      () => expect.unreachable('it connected'),
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ name: 'UserError', code, message: expect.stringContaining(words) });
    expect(error.message).not.toContain('\n');
    expect(readdirSync(folder).filter((name) => name.startsWith('countersign-kube-'))).toEqual([]);
  });
});

test('a signal ends what is under way, with its reason', async () => {
  const ending = new AbortController();
  const kubernetes = await connect(playKubectl('long', { server: SERVER, body: version() }), { signal: ending.signal });
  const left = () => readdirSync(folder).filter((name) => name.startsWith('countersign-kube-'));
  expect(left()).toHaveLength(1);
  ending.abort(new Error('cancelled'));
  await expect(kubernetes.get({ apiVersion: 'v1', kind: 'Node', name: 'a' })).rejects.toThrow('cancelled');
  await expect.poll(left).toEqual([]);
});
