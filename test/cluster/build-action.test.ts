import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { decide } from '../../action-build/decide.ts';
import type { BuildFacts } from '../../action-build/service-facts.ts';
import { connectGitHub } from '../../shared/adapters/github/connect-github.ts';
import { findRecords } from '../../shared/adapters/records.ts';
import { sha256 } from '../../shared/domain/record.ts';
import { suiteOn } from '../bed/need.ts';
import { startGitHub } from '../github/stand-in.ts';
import { makeRepository } from '../harness/repository.ts';
import { type ActionRun, runDist } from '../harness/run-dist.ts';

const program = promisify(execFile);

/** A service as a test describes it. */
type Service = {
  readonly dockerfile: string;
  readonly files?: Record<string, string | Uint8Array>;
  readonly config?: string;
};

const GOOD = 'FROM scratch\nCOPY hello /hello\nUSER 10001\nHEALTHCHECK CMD ["/hello"]\n';

suiteOn({ engine: true, registry: true, baseImage: true }, 'action-build on a real engine', (bed) => {
  const host = () => bed().engine.host;
  /** A name that no other run of these tests uses. */
  const prefix = () => `${bed().registry.address}/countersign-test-${process.pid}`;
  const docker = async (...args: string[]) =>
    (await program('docker', args, { env: { ...process.env, DOCKER_HOST: host() } })).stdout.trim();

  async function build(
    services: Record<string, Service>,
    { inputs = {}, registry = prefix() }: { inputs?: Record<string, string>; registry?: string } = {},
  ) {
    const sections = Object.entries(services).map(
      ([name, { config = '' }]) =>
        `  ${name}: { image: "${registry}/${name}", build: { context: ${name} }${config} }\n`,
    );
    const files = Object.entries(services).flatMap(([name, service]) => [
      [`${name}/Dockerfile`, service.dockerfile],
      [`${name}/.dockerignore`, '.env*\n'],
      [`${name}/hello`, `hello from ${name}`],
      ...Object.entries(service.files ?? {}).map(([path, text]) => [`${name}/${path}`, text]),
    ]);
    const config = `version: 1\napplication: tracker\nservices:\n${sections.join('')}`;
    await using repository = await makeRepository({
      '.github/countersign.yml': config,
      ...Object.fromEntries(files),
    });
    await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    const run = await runDist('build', {
      github,
      inputs,
      workspace: repository.path,
      token: github.tokenWith({ contents: 'read' }),
      env: { DOCKER_HOST: host() },
      timeout: 580_000,
    });
    const port = connectGitHub(
      { owner: 'acme', repo: 'tracker', apiUrl: github.url },
      github.tokenWith({ actions: 'read' }),
    );
    const records = await findRecords(port, repository.head, { subject: 'build' });
    return { run, head: repository.head, records, artifacts: github.world.artifacts.all().map(({ name }) => name) };
  }

  const codes = (run: ActionRun): unknown => JSON.parse(run.outputs['reason-codes'] ?? 'null');
  const images = (run: ActionRun): Record<string, string> => JSON.parse(run.outputs['images'] ?? 'null');
  const inRegistry = async (service: string, tag: string) =>
    (await fetch(`http://${bed().registry.address}/v2/${prefix().split('/')[1]}/${service}/manifests/${tag}`, {
      headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
    })) as Response;

  afterAll(async () => {
    const mine = await docker('images', '--quiet', '--filter', `reference=${prefix()}/*`);
    const ids = [...new Set(mine.split('\n').filter((id) => id !== ''))];
    if (ids.length > 0) await docker('rmi', '--force', ...ids);
  });

  test('two good services are pushed, and the record names exactly what the registry holds', async () => {
    const { run, head, records, artifacts } = await build({
      backend: { dockerfile: 'FROM debian:bookworm-slim\nUSER 10001:10001\nHEALTHCHECK CMD ["true"]\n' },
      frontend: { dockerfile: GOOD },
    });
    expect(run.log).toContain('backend | ');
    expect([run.exitCode, codes(run)]).toEqual([0, []]);
    for (const service of ['backend', 'frontend']) {
      const manifest = await inRegistry(service, head);
      const bytes = new Uint8Array(await manifest.arrayBuffer());
      expect(images(run)[service]).toBe(`${prefix()}/${service}@sha256:${sha256(bytes)}`);
      const { config } = JSON.parse(new TextDecoder().decode(bytes)) as { config: { digest: string } };
      expect(await docker('inspect', '--format', '{{.Id}}', `${prefix()}/${service}:${head}`)).toBe(config.digest);
    }
    const label = '{{index .Config.Labels "org.opencontainers.image.revision"}}';
    expect(await docker('inspect', '--format', label, `${prefix()}/backend:${head}`)).toBe(head);
    const [found, ...others] = records;
    if (found === undefined || !found.parsed.ok) throw new Error('no readable record');
    expect(others).toEqual([]);
    const { record } = found.parsed;
    expect(record.subject.images['backend']?.digest).toBe(images(run)['backend']?.split('@')[1]);
    expect(decide(record.facts as unknown as BuildFacts)).toEqual(record.decision);
    expect(artifacts).toContain('countersign-build-logs.4711.1');
  });

  const broken: readonly (readonly [string, string, Service])[] = [
    ['root by no USER', 'IMAGE_USER_ROOT', { dockerfile: GOOD.replace('USER 10001\n', '') }],
    ['root by number', 'IMAGE_USER_ROOT', { dockerfile: GOOD.replace('10001', '0:10001') }],
    [
      'root by a name of the image',
      'IMAGE_USER_ROOT',
      {
        dockerfile: GOOD.replace('USER 10001', 'COPY passwd /etc/passwd\nUSER admin'),
        files: { passwd: 'admin:x:0:0::/:/bin/sh\n' },
      },
    ],
    ['no HEALTHCHECK', 'IMAGE_HEALTHCHECK_MISSING', { dockerfile: GOOD.replace(/HEALTHCHECK.*\n/, '') }],
    [
      'HEALTHCHECK NONE',
      'IMAGE_HEALTHCHECK_MISSING',
      { dockerfile: GOOD.replace(/HEALTHCHECK.*/, 'HEALTHCHECK NONE') },
    ],
    [
      'a Debian package',
      'PACKAGE_FORBIDDEN',
      {
        dockerfile: 'FROM debian:bookworm-slim\nUSER 10001\nHEALTHCHECK CMD ["true"]\n',
        config: ', packages: { forbid: ["pkg:deb/debian/libgcc-s*"] }',
      },
    ],
    [
      'a Debian image without its package database',
      'IMAGE_UNREADABLE',
      {
        dockerfile: 'FROM debian:bookworm-slim\nRUN rm /var/lib/dpkg/status\nUSER 10001\nHEALTHCHECK CMD ["true"]\n',
        config: ', packages: { forbid: ["pkg:deb/debian/xserver-*"] }',
      },
    ],
  ];

  test.each(broken)('refused: %s', async (_, code, service) => {
    const { run, head, records } = await build({ backend: service, frontend: { dockerfile: GOOD } });
    expect([run.exitCode, codes(run), images(run)]).toEqual([1, [code], {}]);
    expect(run.annotations.map(({ message }) => message).join('\n')).toContain('backend');
    // Its twin passed, but nothing is pushed unless everything passed.
    expect((await inRegistry('frontend', head)).status).toBe(404);
    expect(records.map(({ parsed }) => parsed.ok && parsed.record.subject.images)).toEqual([{}]);
  });

  test('a build that fails shows its last lines and hides nothing about the other service', async () => {
    const marker = `about-to-fail-${process.pid}`;
    const { run } = await build({
      backend: { dockerfile: `FROM debian:bookworm-slim\nRUN echo ${marker}; no-such-program\n` },
      frontend: { dockerfile: GOOD.replace('USER 10001\n', '') },
    });
    expect([run.exitCode, codes(run)]).toEqual([1, ['BUILD_FAILED', 'CHECK_NOT_RUN', 'IMAGE_USER_ROOT']]);
    expect(run.summary).toContain('no-such-program: not found');
    expect(await docker('ps', '--all', '--no-trunc', '--format', '{{.Command}}')).not.toContain(marker);
  });

  test('a registry that does not answer: one line with the cure, and no image in the record', async () => {
    const { run, records } = await build({ frontend: { dockerfile: GOOD } }, { registry: '127.0.0.1:1/nowhere' });
    expect([run.exitCode, codes(run), images(run)]).toEqual([1, ['PUSH_FAILED'], {}]);
    expect(run.annotations.map(({ message }) => message).join()).toContain('check that 127.0.0.1:1 can be reached');
    expect(records).toHaveLength(1);
  });

  test('push: false passes without an image, and says so', async () => {
    const { run, head } = await build({ worker: { dockerfile: GOOD } }, { inputs: { push: 'false' } });
    expect([run.exitCode, images(run)]).toEqual([0, {}]);
    expect(run.summary).toContain('nothing pushed');
    expect((await inRegistry('worker', head)).status).toBe(404);
  });

  test('plotly that a real pip brought in because dash needs it, all three that are asked for, and a twin', async () => {
    await using wheels = await downloadWheels('dash==2.18.2');
    // Alone: what Qt itself weighs would only make the test slow.
    await using gui = await downloadWheels('--no-deps', 'PyQt6==6.7.1', 'pyinstaller==6.11.1');
    const pip = 'RUN /venv/bin/pip install --no-compile --no-index --find-links /wheels';
    const service = (install: string, forbid: readonly string[], files: Record<string, string> = {}): Service => ({
      dockerfile: [
        'FROM debian:bookworm-slim',
        'RUN apt-get update -q && apt-get install -qy --no-install-recommends python3-venv && python3 -m venv /venv',
        'COPY wheels /wheels',
        install,
        'USER 10001',
        'HEALTHCHECK CMD ["true"]\n',
      ].join('\n'),
      files: { ...wheels.files, ...gui.files, ...files },
      config: `, packages: { forbid: ${JSON.stringify(forbid)} }`,
    });
    const forbidden = ['pkg:pypi/PyQt6*', 'pkg:pypi/pyinstaller'];
    const { run, records } = await build({
      hidden: service(`${pip} dash`, ['pkg:pypi/plotly', ...forbidden]),
      asked: service(
        `COPY requirements.txt /\n${pip} --no-deps -r /requirements.txt`,
        ['pkg:pypi/plotly', ...forbidden],
        { 'requirements.txt': '# charts\nPlotly >= 5\nPyQt6\npyinstaller==6.11.1\n' },
      ),
      twin: service(`${pip} dash`, forbidden),
    });
    expect([run.exitCode, codes(run), images(run)]).toEqual([1, ['PACKAGE_FORBIDDEN'], {}]);
    const [found] = records;
    if (found === undefined || !found.parsed.ok) throw new Error('no readable record');
    const { requirements } = found.parsed.record.decision;
    const answer = (id: string) => requirements.find((one) => one.id === id);
    expect(answer('hidden/declared')?.status).toBe('SATISFIED');
    expect(answer('hidden/packages')?.seen).toMatch(
      /^pkg:pypi\/plotly@[\d.]+ is installed, forbidden by pkg:pypi\/plotly; brought by layer 4 of 4 \(RUN \/venv\/bin\/pip install .* dash\), declared nowhere: another package needs it$/,
    );
    const declared = answer('asked/declared')?.seen ?? '';
    const installed = answer('asked/packages')?.seen ?? '';
    for (const [name, line] of [
      ['plotly', 2],
      ['pyqt6', 3],
      ['pyinstaller', 4],
    ] as const) {
      expect(declared).toMatch(
        new RegExp(`pkg:pypi/${name}(@[\\d.]+)? is declared, forbidden by pkg:pypi/${name}`, 'i'),
      );
      const told = installed.split(/; (?=pkg:pypi\/\S+ is installed)/).find((one) => one.includes(`pypi/${name}@`));
      expect(told).toMatch(new RegExp(`brought by layer 5 of 5 .* declared in asked/requirements\\.txt:${line}$`));
    }
    expect(requirements.filter(({ id, status }) => id.startsWith('twin/') && status === 'UNSATISFIED')).toEqual([]);
    expect([answer('twin/declared')?.status, answer('twin/packages')?.status]).toEqual(['SATISFIED', 'SATISFIED']);
    expect(run.stdout).toMatch(/::error [^\n]*file=asked\/requirements\.txt,line=2/);
    // A package manager, a virtual environment and two installs: minutes on a machine that does other things as well.
  }, 600_000);
});

/** Wheels and all that they need, as files of a build context. Downloaded here, so the build needs no way to the index. */
async function downloadWheels(
  ...what: readonly string[]
): Promise<AsyncDisposable & { readonly files: Record<string, Uint8Array> }> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-wheels-'));
  await program('python3', ['-m', 'pip', 'download', '--quiet', '--dest', folder, ...what]);
  const names = await readdir(folder);
  const files = await Promise.all(names.map(async (name) => [`wheels/${name}`, await readFile(join(folder, name))]));
  return {
    files: Object.fromEntries(files),
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true, force: true }),
  };
}
