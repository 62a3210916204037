import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { decideChecks } from '../../../action-build/decide.ts';
import { applyDecision } from '../../../action-build/effects.ts';
import { type BuildPorts, gatherFacts } from '../../../action-build/facts.ts';
import { planBuild, type Target } from '../../../action-build/plan.ts';
import { parseConfig } from '../../../shared/config/parse.ts';
import { UserError } from '../../../shared/domain/errors.ts';
import { fakeArtifacts } from '../../fakes/artifacts.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { type FakeImage, fakeDocker } from '../../fakes/docker.ts';
import { fakeExec } from '../../fakes/exec.ts';
import { asked, GOOD_DOCKERFILE } from './make.ts';

const SUBJECT = { commit: 'c'.repeat(40), source: 'https://github.com/acme/tracker', run: 7, attempt: 2 };
const target = (service: string): Target => ({
  service,
  image: `r/${service}`,
  context: service,
  dockerfile: 'Dockerfile',
  args: { VERSION: '1' },
  stage: null,
  before: [],
  builder: { secrets: [], cacheFrom: [], cacheTo: [], platform: null },
  asked: asked(),
});

const FILES: Record<string, Buffer> = {
  Dockerfile: Buffer.from(GOOD_DOCKERFILE),
  '.dockerignore': Buffer.from('**/.env*\n'),
};
const TOOL = { name: 'countersign/action-build', version: '0.1.0', dist: 'x' };

async function run(images: Record<string, FakeImage>, push = true, change: Partial<BuildPorts> = {}) {
  const docker = fakeDocker(images);
  const artifacts = fakeArtifacts();
  const lines: string[] = [];
  const ports: BuildPorts = {
    docker,
    artifacts,
    clock: fakeClock(),
    log: { info: (line) => lines.push(line), debug: () => {}, group: async (_, body) => await body() },
    findContext: async (one) => ({ context: `/w/${one.context}`, dockerfile: `/w/${one.context}/Dockerfile` }),
    findSecrets: async () => ({ secrets: [], values: [] }),
    changedFiles: async () => [],
    contextFiles: () => ({ list: async () => [], read: async (path) => FILES[path] }),
    exec: fakeExec(),
    machine: { resources: () => ({ cores: 2, freeMemory: 2 ** 33 }) },
    trivy: undefined,
    ...change,
  };
  const targets = Object.keys(images).map((name) => target(name.slice(2)));
  const seen = await gatherFacts(ports, SUBJECT, targets, { push, tool: TOOL });
  const facts = await applyDecision(ports, seen, decideChecks(seen));
  return { facts, docker, artifacts, lines };
}

test('a build is bound to its commit by tag and labels', async () => {
  const { docker } = await run({ 'r/backend': {} });
  expect(docker.builds).toMatchObject([
    {
      reference: { name: 'r/backend', tag: SUBJECT.commit },
      args: { VERSION: '1' },
      labels: {
        'org.opencontainers.image.revision': SUBJECT.commit,
        'org.opencontainers.image.source': 'https://github.com/acme/tracker',
      },
    },
  ]);
});

test('the whole logs are kept, of failing builds too, and the end of a failing one is in the facts', async () => {
  const log = Array.from({ length: 50 }, (_, index) => `line ${index}`);
  const { facts, artifacts, lines } = await run({ 'r/backend': { log, exitCode: 2 }, 'r/frontend': { log: ['fine'] } });
  const zip = artifacts.stored.get('countersign-build-logs.7.2')?.zip;
  const files = unzipSync(zip ?? new Uint8Array());
  expect(new TextDecoder().decode(files['backend.log'])).toBe(`${log.join('\n')}\n`);
  expect(new TextDecoder().decode(files['frontend.log'])).toBe('fine\n');
  expect(facts.services[0]?.build).toMatchObject({ kind: 'failed', exitCode: 2, lastLines: log.slice(-20) });
  expect(facts.services[1]?.build.kind).toBe('built');
  expect(lines).toContain('backend | line 0');
});

describe('reading', () => {
  test('all images in one export, each by its id', async () => {
    const { docker, facts } = await run({ 'r/backend': {}, 'r/frontend': {} });
    const ids = facts.services.flatMap(({ build }) => (build.kind === 'built' ? [build.image] : []));
    expect(docker.saves).toEqual([ids]);
  });
  test('an image whose layers are not the ones that the engine names is a fact, and hides no other', async () => {
    const { facts, docker } = await run({ 'r/backend': { claims: [`sha256:${'0'.repeat(64)}`] }, 'r/frontend': {} });
    expect(facts.services.map(({ read }) => read.kind)).toEqual(['unreadable', 'read']);
    expect(docker.pushes).toEqual([]);
  });
  test('an export that breaks is a fact of every image in it', async () => {
    const { facts, docker } = await run({ 'r/a': { exportError: new Error('engine went away') }, 'r/b': {} });
    expect(facts.services.map(({ read }) => read)).toEqual(
      Array.from({ length: 2 }, () => ({ kind: 'unreadable', why: 'engine went away' })),
    );
    expect(docker.pushes).toEqual([]);
  });
  test('a build that failed leaves nothing to read', async () => {
    const { facts, docker } = await run({ 'r/a': { exitCode: 1 } });
    expect([facts.services.map(({ read }) => read.kind), docker.saves]).toEqual([['none'], []]);
  });
});

describe('pushing', () => {
  test('only after every check of every service passed', async () => {
    const { docker, facts } = await run({ 'r/backend': {}, 'r/frontend': { user: 'root' } });
    expect([docker.pushes, facts.pushes]).toEqual([[], []]);
  });
  test('only when asked for', async () => {
    expect((await run({ 'r/backend': {} }, false)).docker.pushes).toEqual([]);
  });
  test('stops at the first failure and says what was not tried', async () => {
    const pushError = new UserError('PUSH_FAILED', 'denied: log in');
    const { facts, docker } = await run({ 'r/a': {}, 'r/b': { pushError }, 'r/c': {} });
    expect(facts.pushes.map(({ kind }) => kind)).toEqual(['pushed', 'failed', 'skipped']);
    expect(docker.pushes.map(({ reference }) => reference.name)).toEqual(['r/a']);
  });
  test('the image that was checked is pushed, by id', async () => {
    const { docker, facts } = await run({ 'r/a': {} });
    const build = facts.services[0]?.build;
    expect(docker.pushes[0]?.image).toBe(build?.kind === 'built' ? build.image : undefined);
  });
});

describe('the plan', () => {
  const config = (services: string) => parseConfig(`version: 1\napplication: tracker\nservices:\n${services}`, 'c.yml');
  const two = config('  a: { image: r/a, build: { context: a } }\n  b: { image: r/b, build: { context: b } }\n');
  test('every service that is built here, or the chosen ones, in the order of the configuration', () => {
    expect(planBuild(two, []).map(({ service }) => service)).toEqual(['a', 'b']);
    expect(planBuild(two, ['b', 'a']).map(({ service }) => service)).toEqual(['a', 'b']);
    expect(planBuild(two, ['b']).map(({ service }) => service)).toEqual(['b']);
  });
  test.each([
    [['x'], '"x" is not built here; built here: a, b'],
    [['x', 'a', 'y'], '"x", "y" are not built here'],
  ])('%j is refused', (chosen, message) => {
    expect(() => planBuild(two, chosen)).toThrow(message);
  });
  test('packages that cannot be read are refused before anything is built', () => {
    const rpm = config('  a: { image: r/a, build: { context: a }, packages: { forbid: ["pkg:rpm/gtk3"] } }\n');
    expect(() => planBuild(rpm, [])).toThrow('installed packages of type "rpm" cannot be read');
  });
  test('strict unless the configuration says otherwise', () => {
    expect(planBuild(two, ['a'])[0]?.asked).toEqual(asked());
  });
});
