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

const SUBJECT = { commit: 'c'.repeat(40), source: 'https://github.com/acme/tracker', run: 7, attempt: 2 };
const target = (service: string): Target => ({
  service,
  image: `r/${service}`,
  context: service,
  dockerfile: 'Dockerfile',
  args: { VERSION: '1' },
  stage: null,
  asked: { user: 'non-root', healthcheck: 'required', forbid: [] },
});

async function run(images: Record<string, FakeImage>, push = true) {
  const docker = fakeDocker(images);
  const artifacts = fakeArtifacts();
  const lines: string[] = [];
  const ports: BuildPorts = {
    docker,
    artifacts,
    clock: fakeClock(),
    log: { info: (line) => lines.push(line), debug: () => {}, group: async (_, body) => await body() },
    findContext: async (one) => ({ context: `/w/${one.context}`, dockerfile: `/w/${one.context}/Dockerfile` }),
    changedFiles: async () => [],
  };
  const targets = Object.keys(images).map((name) => target(name.slice(2)));
  const seen = await gatherFacts(ports, SUBJECT, targets, push);
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

test('an image that cannot be read is a fact, and its container is gone', async () => {
  const { facts, docker } = await run({
    'r/backend': { files: { a: 'x'.repeat(100_000) }, exportError: new Error('engine went away') },
    'r/frontend': {},
  });
  expect(facts.services.map(({ read }) => read.kind)).toEqual(['unreadable', 'read']);
  expect(docker.containers()).toBe(0);
  expect(docker.pushes).toEqual([]);
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
    const npm = config('  a: { image: r/a, build: { context: a }, packages: { forbid: ["pkg:npm/electron"] } }\n');
    expect(() => planBuild(npm, [])).toThrow('installed packages of type "npm" cannot be read');
  });
  test('strict unless the configuration says otherwise', () => {
    expect(planBuild(two, ['a'])[0]?.asked).toEqual({ user: 'non-root', healthcheck: 'required', forbid: [] });
  });
});
