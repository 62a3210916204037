import { beforeEach, expect, test } from 'vitest';
import { recordArtifactName } from '../../../../shared/domain/artifact-names.ts';
import { seal, sha256 } from '../../../../shared/domain/record.ts';
import type { ImageReference } from '../../../../shared/domain/subject.ts';
import { HISTORY_CONFIG, type HistoryWorld, makeHistoryWorld } from '../../../harness/history-world.ts';
import { type Answer, judge } from './gate.ts';

const DAY = 86_400_000;
const CONFIG = `${HISTORY_CONFIG.replace(
  '    kubernetes: { namespace: tracker }',
  '    promotes-from: { environment: beta, verified-for: 24h }\n    kubernetes: { namespace: tracker }',
)}services: { web: { image: ghcr.io/acme/web, build: { context: web } } }\n`;

const image = (digit: string): Readonly<Record<string, ImageReference>> => ({
  web: { name: 'ghcr.io/acme/web', digest: `sha256:${digit.repeat(64)}` },
});
const IMAGES = image('1');

let history: HistoryWorld;
let sha: string;
beforeEach(async () => {
  history = await makeHistoryWorld(CONFIG);
  sha = (await history.change()).sha;
  await built();
  return () => history[Symbol.asyncDispose]();
});

/** The record of the build that pushed the images of the commit. */
async function built(): Promise<void> {
  const { world } = history.github;
  const run = world.addRun({ headSha: sha });
  const tree = (await world.git.run(['rev-parse', `${sha}^{tree}`])).trim();
  const main = (await world.git.run(['rev-parse', 'main'])).trim();
  const text = await world.git.run(['show', 'main:.github/countersign.yml']);
  const line = { title: 'web', seen: 'built', needed: 'an image', whoCanFix: [], links: [], observations: [] };
  const record = seal({
    schemaVersion: 1,
    kind: 'build',
    tool: { name: 'countersign', version: '0.1.0', dist: '0'.repeat(64) },
    application: 'tracker',
    checkpoint: null,
    environment: null,
    policy: { path: '.github/countersign.yml', ref: 'main', commit: main, sha256: sha256(`${text.trimEnd()}\n`) },
    subject: { commit: sha, tree, images: IMAGES },
    facts: { services: [] },
    decision: {
      verdict: 'PASS',
      requirements: [{ ...line, id: 'service/web', status: 'SATISFIED', code: 'OK' }],
      reasonCodes: [],
    },
    previous: null,
    run: { ...{ repository: 'acme/tracker', id: run.id, attempt: 1 }, workflow: 'Deploy', actor: 'linus', url: 'x' },
    decidedAt: new Date().toISOString(),
  });
  const name = recordArtifactName({ subject: 'build', environment: null, run: run.id, attempt: 1 });
  world.addArtifact({ run, name, files: { 'record.json': record.text } });
}

const later = (asked: Parameters<typeof judge>[2] = {}): Promise<Answer> =>
  judge(history, sha, { later: DAY, ...asked });
const beta = { environment: 'beta', images: IMAGES };

test('the same images, verified there for long enough', async () => {
  await history.deployed(sha, beta);
  const found = await later();
  expect(found.told('promotion')).toContain('verified in beta since');
  expect([found.verdict, ...found.codes]).toEqual(['PASS']);
  expect((await later({ environment: 'beta' })).of('promotion')).toBe('absent');
});

test('not long enough: it says from when on', async () => {
  await history.deployed(sha, beta);
  const found = await judge(history, sha, { later: DAY - 60_000 });
  expect([found.verdict, ...found.codes]).toEqual(['FAIL', 'PROMOTION_TOO_EARLY']);
  expect(found.told('promotion')).toContain('long enough at');
});

test.each([
  ['never deployed there', undefined, 'nothing was deployed to beta'],
  ['other images', { ...beta, images: image('2') }, 'beta has other images'],
  ['no images', { ...beta, images: {} }, 'beta has other images'],
  [
    'a failed deployment',
    { ...beta, states: ['in_progress', 'failure'], record: null },
    'it did not succeed (failure)',
  ],
  ['no record of it', { ...beta, record: null }, 'has no record of it'],
  ['a failure after the success', { ...beta, states: ['success', 'failure'] }, 'it was given the status failure'],
  ['retired by somebody', { ...beta, states: ['success', 'inactive'] }, 'it is inactive since'],
])('%s', async (_, deployed, words) => {
  if (deployed !== undefined) await history.deployed(sha, deployed);
  const found = await later();
  expect([found.verdict, ...found.codes]).toEqual(['FAIL', 'PROMOTION_MISSING']);
  expect(found.told('promotion')).toContain(words);
});

test('anything that came there afterwards ends it, also a deployment that failed', async () => {
  await history.deployed(sha, beta);
  await history.deployed(sha, { ...beta, states: ['in_progress', 'failure'], record: null });
  expect((await later()).of('promotion')).toBe('UNSATISFIED PROMOTION_MISSING');
});

test('a deployment by other means ends it; that of its own job does not', async () => {
  const { deployment, run } = await history.deployed(sha, beta);
  const { world } = history.github;
  const status = (id: number, state: string, of: number) => ({
    ...{ id, state, description: '', environmentUrl: '', by: 41898282, at: world.tick() },
    logUrl: `https://github.com/acme/tracker/actions/runs/${of}/job/77`,
  });
  const twin = { ...deployment, id: deployment.id - 1, payload: '', statuses: [status(900_001, 'success', run)] };
  world.deployments.splice(0, 0, twin);
  deployment.statuses.push(status(900_002, 'inactive', run));
  expect((await later()).of('promotion')).toBe('SATISFIED OK');
  const foreign = { ...deployment, id: world.nextId(), payload: '', statuses: [status(900_003, 'success', run + 1)] };
  world.deployments.push(foreign);
  expect((await later()).of('promotion')).toBe('UNSATISFIED PROMOTION_MISSING');
});
