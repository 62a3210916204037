import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHECKPOINT, makeReleaseWorld, type ReleaseWorld } from '../harness/release-world.ts';
import type { ActionRun } from '../harness/run-dist.ts';

const CONFIG = `version: 1
application: tracker
evidence:
  tests: { artifact: tests, path: junit.xml, format: junit, require: total > 0 }
checkpoints:
  ${CHECKPOINT}: { title: Pre-deployment validation, evidence: [tests] }
services:
  web: { image: ghcr.io/acme/web, build: { context: web } }
environments:
  production:
    checkpoints: { before: ${CHECKPOINT} }
    kubernetes: { namespace: production }
    deploy: [{ id: web, apply: k8s/ }]
  nowhere:
    compose: { file: compose.yml }
    deploy: [{ id: web, apply: k8s/ }]
  later:
    kubernetes: { namespace: later }
    deploy: [{ id: quiesce, scale: { deployment/web: 0 } }]
`;

/** A cluster that nobody answers for: nothing listens on that port. */
const UNREACHABLE = `apiVersion: v1
kind: Config
current-context: x
contexts: [{ name: x, context: { cluster: x, user: x } }]
clusters: [{ name: x, cluster: { server: "https://127.0.0.1:1" } }]
users: [{ name: x, user: { token: x } }]
`;

let world: ReleaseWorld;
let folder: string;
let sha: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-kubeconfig-'));
  const kubeconfig = join(folder, 'config');
  await writeFile(kubeconfig, UNREACHABLE, { mode: 0o600 });
  world = await makeReleaseWorld(CONFIG, { KUBECONFIG: kubeconfig });
  sha = await world.release({ files: { 'k8s/web.yaml': 'kind: Nothing\n' } });
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** The one line that the step ends with; nothing else is an error. */
function line(run: ActionRun): string {
  expect(run.exitCode, run.shown).toBe(1);
  expect(run.outputs['verdict']).toBe('ERROR');
  // Nothing was begun, so the post step does not even read the bundle.
  expect(run.post).toMatchObject({ exitCode: 0, log: '' });
  const errors = run.annotations.filter((one) => one.level === 'error').map((one) => one.message);
  expect(errors, run.shown).toHaveLength(1);
  return errors[0] ?? '';
}

describe('bad input gets one line with the cure', () => {
  test.each([
    ['no environment', { environment: '' }, /"environment" is required/],
    [
      'an unknown environment',
      { environment: 'prod' },
      /environment "prod" is not in .*it has: production, nowhere, later/,
    ],
    ['an environment without a cluster', { environment: 'nowhere' }, /has no "kubernetes" section; add kubernetes/],
    [
      'a step that is not carried out yet',
      { environment: 'later' },
      /environments\.later\.deploy\[0\]\.scale is not carried out/,
    ],
    ['a word that is no boolean', { 'dry-run': 'yes' }, /"dry-run": must be true or false/],
    ['a configuration that is not there', { config: 'missing.yml' }, /missing\.yml is not on branch "main"/],
    ['an unprotected branch', { 'config-ref': 'no-such-branch' }, /no-such-branch/],
  ])('deploy: %s', async (_, inputs, expected) => {
    expect(line(await world.deploy(sha, { inputs }))).toMatch(expected);
  });

  test.each([
    ['no reason', '1', { reason: '' }, /"reason" is required/],
    ['a reason that is none', '1', { reason: '   why   ' }, /"reason": is required: at least 10 characters/],
    ['a release that is no number', 'previous', {}, /"to": must be last-verified or the number of a release/],
    ['an unknown environment', '1', { environment: 'prod' }, /environment "prod" is not in/],
  ])('rollback: %s', async (_, to, inputs, expected) => {
    expect(line(await world.rollback(to, { inputs }))).toMatch(expected);
  });
});

test('a cluster that does not answer: one line, the run ends by itself', async () => {
  const run = await world.deploy(sha);
  expect(line(run)).toMatch(/127\.0\.0\.1:1/);
  expect(JSON.parse(run.outputs['reason-codes'] ?? '[]')).toEqual(['CLUSTER_UNREACHABLE']);
  expect(JSON.parse((await world.rollback('1')).outputs['reason-codes'] ?? '[]')).toEqual(['CLUSTER_UNREACHABLE']);
}, 60_000);
