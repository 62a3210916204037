import { execFile, execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { CHECKLIST } from '../../action-build/checks/check.ts';
import { ensureBuildx } from '../bed/buildx.ts';
import { suiteOn } from '../bed/need.ts';
import { startGitHub } from '../github/stand-in.ts';
import { makeRepository } from '../harness/repository.ts';
import { runDist } from '../harness/run-dist.ts';
import { buildProgram } from './creature.ts';

const program = promisify(execFile);

/** A service whose image holds one static program and no shell. */
type Creature = {
  /** What the program does wrong, or anything else that the image says of itself. */
  readonly lines?: string;
  /** More of its configuration, behind a comma. */
  readonly config?: string;
};

const HEALTH = 'HEALTHCHECK --interval=1s CMD ["/creature", "get", "http://127.0.0.1:8000/health"]';
const dockerfile = (lines: string): string =>
  [
    'FROM scratch',
    'COPY --chmod=0755 creature /creature',
    'COPY --chown=10001:10001 --chmod=0755 state /state',
    'USER 10001:10001',
    'EXPOSE 8000',
    HEALTH,
    'CMD ["/creature"]',
    `${lines}\n`,
  ].join('\n');

const READY = 'ready: { http: ":8000/health" }';
const runs = (more = ''): string => `, run: { ${READY}${more} }`;

/** For each check that runs something: what fails it, the rule and the code that say so, and a part of the message. */
const CASES: Record<string, { bad: Creature; good?: Creature; said: readonly (readonly [string, string, string])[] }> =
  {
    writer: { bad: { lines: 'ENV WRITE=/x' }, said: [['run/ended', 'RUN_FAILED', 'read-only file system']] },
    owner: { bad: { lines: 'ENV CHOWN=/tmp' }, said: [['run/ended', 'RUN_FAILED', 'operation not permitted']] },
    first: {
      bad: { config: runs(', before: [[/creature, exit, "4"]]') },
      good: { config: runs(', before: [[/creature, exit, "0"]]') },
      said: [['run/before', 'RUN_FAILED', '/creature exit 4']],
    },
    late: {
      bad: { lines: 'ENV SICK=1', config: `${runs()}, limits: { start: 2s }` },
      said: [['ready/late', 'RUN_NOT_READY', 'not ready within 2 s']],
    },
    ill: {
      bad: {
        lines: 'HEALTHCHECK --interval=1s CMD ["/creature", "exit", "1"]',
        config: `${runs()}, limits: { start: 8s }`,
      },
      said: [['ready/health', 'RUN_NOT_READY', 'HEALTHCHECK says']],
    },
    silent: { bad: { lines: 'ENV QUIET=1' }, said: [['output/none', 'OUTPUT_MISSING', '']] },
    stubborn: {
      bad: { lines: 'ENV STUBBORN=1', config: `${runs()}, limits: { stop: 1s }` },
      said: [['stop/killed', 'STOP_UNCLEAN', 'still ran 1 s after its stop signal']],
    },
    locked: {
      bad: { lines: 'ENV LOCK=/state/lock', config: runs(', read-only: false') },
      good: { lines: 'ENV LOCK=/tmp/lock', config: runs(', read-only: false') },
      said: [['restart/failed', 'RESTART_FAILED', 'not ready again within 30 s']],
    },
    open: {
      bad: { lines: 'ENV LISTENS=:9229' },
      good: { lines: 'ENV LISTENS=127.0.0.1:9229' },
      said: [['ports/hidden', 'PORTS_DIFFER', 'listens on 9229/tcp, which EXPOSE does not name']],
    },
    hungry: {
      bad: { lines: 'ENV EATS=200', config: `${runs()}, limits: { memory: 64MiB }` },
      good: { lines: 'ENV EATS=20', config: `${runs()}, limits: { memory: 64MiB }` },
      said: [
        ['run/ended', 'RUN_FAILED', 'ended with exit code 137'],
        ['memory/killed', 'MEMORY_EXCEEDED', 'killed for memory at its limit of 67.1 MB'],
      ],
    },
    caller: {
      bad: { lines: 'ENV TRIES=telemetry.example.com:443' },
      said: [['egress/name', 'EGRESS_TRIED', 'telemetry.example.com']],
    },
    sender: { bad: { lines: 'ENV TRIES=192.0.2.7:443' }, said: [['egress/address', 'EGRESS_TRIED', '192.0.2.7']] },
    // The matrix: `api` may reach `db`; in the bad run it says a port that is closed, and `web` tries what it may not.
    db: { bad: {}, said: [] },
    api: {
      bad: { config: `${runs()}, talks-to: ["db:8000", "db:8001"]` },
      good: { config: `${runs()}, talks-to: ["db:8000"]` },
      said: [['edges/closed', 'EDGE_WRONG', 'db:8001 is declared but does not open']],
    },
    web: { bad: { lines: 'ENV TRIES=db:8000' }, said: [['egress/name', 'EGRESS_TRIED', 'db']] },
    shop: {
      bad: {},
      good: {
        config: `${runs()}, limits: { image: 50MB, memory: 64MiB }, packages: { forbid: ["pkg:pypi/plotly"] }`,
      },
      said: [['integration/failed', 'INTEGRATION_FAILED', 'integration test order ended with exit code 3']],
    },
  };
const NAMES = Object.keys(CASES);
const about = (id: string, command: string): string =>
  `  - { id: ${id}, from: shop, command: ${command}, talks-to: ["shop:8000"] }\n`;
const GOOD_TEST = about('order', '[/creature, get, "http://shop:8000/health"]');
const BAD_TEST = about('order', '[/creature, exit, "3"]');

suiteOn({ engine: true, baseImage: true }, 'what runs, through the action', (bed) => {
  const name = `countersign-running-${process.pid}`;
  const docker = async (...args: string[]) =>
    (await program('docker', args, { env: { ...process.env, DOCKER_HOST: bed().engine.host } })).stdout.trim();

  async function build(kind: 'bad' | 'good', names = NAMES, signalWhen?: (line: string) => NodeJS.Signals | undefined) {
    const buildx = await ensureBuildx(console.log);
    const creature = await readFile(join(await buildProgram(), 'creature'));
    const services = names.map(
      (id) => [id, (kind === 'good' ? (CASES[id]?.good ?? {}) : CASES[id]?.bad) ?? {}] as const,
    );
    const sections = services.map(
      ([id, { config = runs() }]) =>
        `  ${id}: { image: "registry.test/${name}/${id}", build: { context: app, dockerfile: ${id}.Dockerfile }${config} }\n`,
    );
    const tests = names !== NAMES ? '' : `integration:\n${kind === 'good' ? GOOD_TEST : BAD_TEST}`;
    await using repository = await makeRepository({
      '.github/countersign.yml': `version: 1\napplication: tracker\nservices:\n${sections.join('')}${tests}`,
      'app/.dockerignore': '**/.env*\n',
      'app/creature': creature,
      'app/state/.keep': '',
      ...Object.fromEntries(services.map(([id, { lines = '' }]) => [`app/${id}.Dockerfile`, dockerfile(lines)])),
    });
    await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    const run = await runDist('build', {
      github,
      inputs: { push: 'false' },
      workspace: repository.path,
      token: github.tokenWith({ contents: 'read' }),
      env: { DOCKER_HOST: bed().engine.host, ...buildx },
      context: { runId: process.pid },
      timeout: 280_000,
      ...(signalWhen === undefined ? {} : { signalWhen }),
    });
    return { run, codes: JSON.parse(run.outputs['reason-codes'] ?? 'null') as string[] };
  }

  /** Nothing of the run may be there afterwards. */
  async function left(): Promise<string> {
    const filter = ['--quiet', '--filter', `label=dev.countersign.run=${process.pid}-1`];
    return `${await docker('ps', '--all', ...filter)}${await docker('network', 'ls', ...filter)}${await docker('volume', 'ls', ...filter)}`;
  }

  afterAll(async () => {
    const mine = await docker('images', '--quiet', '--filter', `reference=registry.test/${name}/*`);
    const ids = [...new Set(mine.split('\n').filter((id) => id !== ''))];
    if (ids.length > 0) await docker('rmi', '--force', ...ids);
  });

  test('each check fails on the image that was made to fail it: verdict, code, message and place', async () => {
    const { run, codes } = await build('bad');
    expect([run.exitCode, run.outputs['verdict']]).toEqual([1, 'FAIL']);
    const errors = run.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
    for (const id of NAMES) {
      const mine = errors.filter((message) => message.startsWith(`${id}: `));
      const rules = mine.flatMap((message) => /\[([a-z]+\/[a-z-]+)\]$/.exec(message)?.[1] ?? []);
      expect([id, rules]).toEqual([id, CASES[id]?.said.map(([rule]) => rule)]);
      for (const [rule, code, words] of CASES[id]?.said ?? []) {
        expect(codes).toContain(code);
        expect(mine.find((message) => message.endsWith(`[${rule}]`))).toContain(words);
        expect(run.summary).toContain(words);
        expect(run.summary).toContain(rule);
      }
    }
    expect(await left()).toBe('');
  });

  test('and passes on its twin, with an answer to each of the twelve lines', async () => {
    const { run, codes } = await build('good');
    expect(run.annotations.map(({ message }) => message)).toEqual([]);
    expect([run.exitCode, run.outputs['verdict'], codes]).toEqual([0, 'PASS', []]);
    const [, fold = ''] = run.summary.split('<summary>shop</summary>');
    const passed = new Map<string, number>();
    let line = '';
    for (const row of (fold.split('</details>')[0] ?? '').split('\n')) {
      const [, sign = '', title = ''] = row.split('|').map((cell) => cell.trim());
      if (title !== '') line = title;
      passed.set(line, (passed.get(line) ?? 0) + (sign === '✅' ? 1 : 0));
    }
    for (const title of Object.values(CHECKLIST)) expect([title, passed.get(title)]).not.toEqual([title, 0]);
    expect([...passed.keys()]).toEqual(expect.arrayContaining(Object.values(CHECKLIST)));
    expect(await left()).toBe('');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    '%s while it runs: nothing of it is left, no yes',
    async (signal) => {
      let during = '';
      const { run } = await build('good', ['db'], (line) => {
        if (!line.includes('db: ready')) return undefined;
        during = execFileSync('docker', ['ps', '--quiet', '--filter', `label=dev.countersign.run=${process.pid}-1`], {
          env: { ...process.env, DOCKER_HOST: bed().engine.host },
          encoding: 'utf8',
        });
        return signal;
      });
      // The service and its companion were there when it was ended.
      expect(during.trim().split('\n').length).toBeGreaterThan(1);
      expect(run.exitCode).not.toBe(0);
      expect(run.outputs['verdict']).not.toBe('PASS');
      // What the process cannot do any more, its keeper does: a moment later.
      for (let round = 0; round < 600 && (await left()) !== ''; round += 1) await setTimeout(100);
      expect(await left()).toBe('');
    },
  );
});
