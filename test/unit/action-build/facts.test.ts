import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { widthOf } from '../../../action-build/build-services.ts';
import { decideChecks } from '../../../action-build/decide.ts';
import { applyDecision } from '../../../action-build/effects.ts';
import { type BuildPorts, gatherFacts } from '../../../action-build/facts.ts';
import { planBuild, type Target } from '../../../action-build/plan.ts';
import type { Trivy } from '../../../shared/adapters/trivy/port.ts';
import { parseConfig } from '../../../shared/config/parse.ts';
import { UserError } from '../../../shared/domain/errors.ts';
import { type FakeArtifacts, fakeArtifacts } from '../../fakes/artifacts.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { type FakeImage, fakeDocker } from '../../fakes/docker.ts';
import { answers, type FakeExec, fakeExec } from '../../fakes/exec.ts';
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
  lint: false,
  builder: { secrets: [], cacheFrom: [], cacheTo: [], platform: null },
  asked: asked(),
});

const FILES: Record<string, Buffer> = {
  Dockerfile: Buffer.from(GOOD_DOCKERFILE),
  '.dockerignore': Buffer.from('**/.env*\n'),
};
const TOOL = { name: 'countersign/action-build', version: '0.1.0', dist: 'x' };

const noSandbox = async (): Promise<never> => {
  throw new Error('nothing was to be run');
};

async function run(
  images: Record<string, FakeImage>,
  push = true,
  change: Partial<BuildPorts> = {},
  settings: Partial<Target> = {},
) {
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
    openSandbox: noSandbox,
    ...change,
  };
  const targets = Object.keys(images).map((name) => ({ ...target(name.slice(2)), ...settings }));
  const seen = await gatherFacts(ports, SUBJECT, targets, { push, tool: TOOL, plan: { stages: [], tests: [] } });
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

describe('services at once', () => {
  /** An engine in which every build waits until `together` of them have begun. */
  function meeting(images: Record<string, FakeImage>, together: number) {
    const docker = fakeDocker(images);
    let [begun, open, most] = [0, 0, 0];
    const all = Promise.withResolvers<void>();
    const build: typeof docker.build = async (request) => {
      begun += 1;
      open += 1;
      most = Math.max(most, open);
      if (begun === together) all.resolve();
      await all.promise;
      const result = await docker.build(request);
      open -= 1;
      return result;
    };
    return { docker: { ...docker, build }, most: () => most };
  }
  const machine = (cores: number, freeMemory: number) => ({ resources: () => ({ cores, freeMemory }) });
  const three = { 'r/a': {}, 'r/b': { exitCode: 1 }, 'r/c': {} };

  test('as many as there are cores, in the order of the configuration, and a failing one hides no other', async () => {
    const { docker, most } = meeting(three, 2);
    const { facts } = await run(three, false, { docker, machine: machine(2, 2 ** 34) });
    expect(most()).toBe(2);
    expect(facts.services.map(({ service, build }) => [service, build.kind])).toEqual([
      ['a', 'built'],
      ['b', 'failed'],
      ['c', 'built'],
    ]);
  });
  test('one after the other where memory is short', async () => {
    const { docker, most } = meeting(three, 1);
    await run(three, false, { docker, machine: machine(8, 2 ** 29) });
    expect(most()).toBe(1);
  });
  test('never none, never more than cores, never more than memory holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 256 }), fc.nat(2 ** 40), (cores, freeMemory) => {
        const width = widthOf({ cores, freeMemory });
        expect(width).toBeGreaterThanOrEqual(1);
        expect(width).toBeLessThanOrEqual(cores);
        if (width > 1) expect(width * 2 ** 30).toBeLessThanOrEqual(freeMemory);
      }),
    );
  });
});

describe('tests before the build', () => {
  const before = [
    ['pytest', '-q'],
    ['ruff', 'check'],
  ];
  const settings = { before, asked: asked({ before: 2 }) };
  test('run in the context without what would let them speak for the action', async () => {
    const exec = fakeExec(answers('pytest', [], { stdout: '3 passed\n' }), answers('ruff', [], {}));
    const { facts, docker, artifacts } = await run({ 'r/a': {} }, false, { exec }, settings);
    expect(exec.calls.map(({ program, options }) => [program, options.cwd])).toEqual([
      ['pytest', '/w/a'],
      ['ruff', '/w/a'],
    ]);
    expect(exec.calls[0]?.options.env).toMatchObject({ ACTIONS_RUNTIME_TOKEN: '', GITHUB_OUTPUT: '', GITHUB_ENV: '' });
    expect(facts.services[0]?.tests.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(docker.builds).toHaveLength(1);
    const log = unzipSync(artifacts.stored.get('countersign-build-logs.7.2')?.zip ?? new Uint8Array())['a.log'];
    expect(new TextDecoder().decode(log)).toContain('3 passed');
  });
  test.each<[string, FakeExec, string]>([
    [
      'that fail',
      fakeExec(answers('pytest', [], { exitCode: 1, stdout: '1 failed\n' })),
      'pytest -q ended with exit code 1: 1 failed',
    ],
    ['that cannot be started', fakeExec(), 'pytest -q ended with exit code 127: program "pytest" is not installed'],
  ])('%s: nothing more is run, the service is not built, and the next one is', async (_, exec, why) => {
    const { facts, docker } = await run({ 'r/a': {} }, false, { exec }, settings);
    expect([facts.services[0]?.build.kind, docker.builds]).toEqual(['skipped', []]);
    expect(facts.services[0]?.tests).toHaveLength(1);
    const { verdict, requirements, reasonCodes } = decideChecks(facts);
    expect([verdict, reasonCodes]).toEqual(['FAIL', ['TESTS_FAILED', 'CHECK_NOT_RUN']]);
    expect(requirements.find(({ id }) => id === 'a/tests')?.seen).toContain(why);
  });
});

describe('secrets of a build', () => {
  const builder = { secrets: [{ id: 'pip', env: 'PIP_TOKEN' }], cacheFrom: [], cacheTo: [], platform: null };
  const findSecrets = async () => ({ secrets: builder.secrets, values: ['s3cret'] });
  test('are handed on by name, and are never in a log, even when the build prints them', async () => {
    const images = { 'r/a': { log: ['token is s3cret!'] } };
    const fake = fakeDocker(images);
    const docker = { ...fake, engine: async () => ({ ...(await fake.engine()), builder: 'buildx' as const }) };
    const { artifacts, lines, facts } = await run(images, false, { findSecrets, docker }, { builder });
    expect(fake.builds[0]?.secrets).toEqual(builder.secrets);
    const log = unzipSync(artifacts.stored.get('countersign-build-logs.7.2')?.zip ?? new Uint8Array())['a.log'];
    expect(new TextDecoder().decode(log)).toBe('token is ***!\n');
    expect(lines.join() + JSON.stringify(facts)).not.toContain('s3cret');
    expect(facts.services[0]?.parameters.secrets).toEqual(['pip']);
  });
  test('are not in the end of failing tests either', async () => {
    const exec = fakeExec(answers('pytest', [], { exitCode: 1, stdout: 'bad token s3cret\n' }));
    const settings = { before: [['pytest']], asked: asked({ before: 1 }) };
    const { facts } = await run({ 'r/a': {} }, false, { findSecrets, exec }, settings);
    expect(facts.services[0]?.tests[0]?.lastLines).toEqual(['bad token ***']);
  });
  test('need buildx: the classic builder would leave them out', async () => {
    await expect(run({ 'r/a': {} }, false, { findSecrets }, { builder })).rejects.toMatchObject({
      code: 'CONFIG_UNSUPPORTED',
      message: expect.stringContaining('docker buildx, which this runner lacks'),
    });
  });
});

describe('scanning', () => {
  const info = { version: '0.59.1', sha256: 'a'.repeat(64), database: { updatedAt: '2026-11-21T11:00:00Z' } };
  const rule = { severity: ['CRITICAL'], fixedOnly: false, maxDatabaseAge: 48 * 3_600_000 } as const;
  const settings = { asked: asked({ scan: rule }) };
  const filesOf = (artifacts: FakeArtifacts) =>
    Object.keys(unzipSync(artifacts.stored.get('countersign-build-logs.7.2')?.zip ?? new Uint8Array())).sort();

  test("each image is scanned by its id, and the scanner's own words are kept", async () => {
    const scanned: string[] = [];
    const trivy: Trivy = {
      prepare: async () => info,
      async scan(image) {
        scanned.push(image);
        const seen = { imageId: image, diffIds: [], distribution: null, endOfLife: false, packages: {} };
        return { ...seen, vulnerabilities: [], report: '{"report":1}', sbom: '{"sbom":1}' };
      },
    };
    const { facts, artifacts } = await run({ 'r/a': {}, 'r/b': { exitCode: 1 } }, false, { trivy }, settings);
    const [a, b] = facts.services;
    expect(scanned).toEqual([a?.build.kind === 'built' ? a.build.image : '']);
    expect(a?.scan).toMatchObject({ kind: 'scanned', at: '2026-11-21T12:00:00.000Z', scanner: info });
    expect(a?.scan).not.toHaveProperty('report');
    expect(b?.scan).toEqual({ kind: 'none' });
    expect(filesOf(artifacts)).toEqual(['a.cdx.json', 'a.log', 'a.trivy.json', 'b.log']);
  });
  test('a scanner that cannot be had is a fact of every image, and no reason to hide what else was found', async () => {
    const refuse = async (): Promise<never> => {
      throw new UserError('SCANNER_UNAVAILABLE', 'no database');
    };
    const { facts, artifacts } = await run(
      { 'r/a': { user: 'root' } },
      false,
      { trivy: { prepare: refuse, scan: refuse } },
      settings,
    );
    expect(facts.services[0]?.scan).toEqual({ kind: 'failed', code: 'SCANNER_UNAVAILABLE', why: 'no database' });
    const { verdict, reasonCodes } = decideChecks(facts);
    expect([verdict, reasonCodes]).toEqual(['ERROR', expect.arrayContaining(['SCAN_FAILED', 'IMAGE_USER_ROOT'])]);
    // Our own bill of materials, where the scanner gave none.
    expect(filesOf(artifacts)).toEqual(['a.cdx.json', 'a.log']);
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
  test('several platforms are refused: each image would have to be checked', () => {
    const text = (platforms: string) =>
      config(`  a: { image: r/a, build: { context: a, platforms: [${platforms}] } }\n`);
    expect(() => planBuild(text('linux/amd64, linux/arm64'), [])).toThrow('services.a.build.platforms');
    expect(planBuild(text('linux/arm64'), [])[0]?.builder.platform).toBe('linux/arm64');
  });
  test('strict unless the configuration says otherwise', () => {
    expect(planBuild(two, ['a'])[0]?.asked).toEqual(asked());
  });
});
