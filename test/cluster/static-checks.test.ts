import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { ensureBuildx } from '../bed/buildx.ts';
import { ensureFrontend, FRONTEND } from '../bed/frontend.ts';
import { suiteOn } from '../bed/need.ts';
import { startGitHub } from '../github/stand-in.ts';
import { makeRepository } from '../harness/repository.ts';
import { runDist } from '../harness/run-dist.ts';
import { SECRETS } from '../unit/action-build/secrets/samples.ts';

const program = promisify(execFile);

/** A service as a test describes it; every service has a program `hello` and a `.dockerignore`. */
type Service = {
  readonly dockerfile: string;
  readonly files?: Record<string, string>;
  /** More of its configuration, behind a comma. */
  readonly config?: string;
  /** More of its `build`, behind a comma. */
  readonly build?: string;
};

const END = 'USER 10001\nHEALTHCHECK CMD ["/hello"]\nENTRYPOINT ["/hello"]\n';
const scratch = (lines: string): string => `FROM scratch\nCOPY --chmod=0755 hello /hello\n${lines}${END}`;
const debian = (lines: string): string => `FROM debian:bookworm-slim\nCOPY --chmod=0755 hello /hello\n${lines}${END}`;
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

suiteOn({ engine: true, baseImage: true }, 'static checks on a real engine', (bed) => {
  const name = `countersign-static-${process.pid}`;
  let buildx: Readonly<Record<string, string>> = {};

  async function build(services: Record<string, Service>, top = '', env: Record<string, string> = buildx) {
    buildx = { ...(await ensureBuildx(console.log)) };
    await ensureFrontend(bed().engine.host, console.log);
    const sections = Object.entries(services).map(
      ([id, { config = '', build: more = '' }]) =>
        `  ${id}: { image: "registry.test/${name}/${id}", build: { context: ${id}${more} }${config} }\n`,
    );
    const files = Object.entries(services).flatMap(([id, service]) => [
      [`${id}/Dockerfile`, service.dockerfile],
      [`${id}/hello`, '#!/hello\n'],
      [`${id}/.dockerignore`, '.env*\n'],
      ...Object.entries(service.files ?? {}).map(([path, text]) => [`${id}/${path}`, text]),
    ]);
    await using repository = await makeRepository({
      '.github/countersign.yml': `version: 1\napplication: tracker\n${top}services:\n${sections.join('')}`,
      ...Object.fromEntries(files),
    });
    await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    const run = await runDist('build', {
      github,
      inputs: { push: 'false' },
      workspace: repository.path,
      token: github.tokenWith({ contents: 'read' }),
      env: { DOCKER_HOST: bed().engine.host, ...buildx, ...env },
      timeout: 280_000,
    });
    return { run, said: run.annotations.map(({ message }) => message).join('\n') };
  }

  afterAll(async () => {
    const env = { ...process.env, DOCKER_HOST: bed().engine.host };
    const { stdout } = await program('docker', ['images', '--quiet', '--filter', `reference=registry.test/${name}/*`], {
      env,
    });
    const ids = [...new Set(stdout.split('\n').filter((id) => id !== ''))];
    if (ids.length > 0) await program('docker', ['rmi', '--force', ...ids], { env });
  });

  /** For each check a service that fails it, and its twin that passes. */
  const pairs: Record<string, { rule: string; bad: Service; good: Service }> = {
    secret: {
      rule: 'secret/github-token',
      bad: {
        dockerfile: debian('COPY conf /srv/conf\nRUN rm /srv/conf\n'),
        files: { conf: `token = ${SECRETS['github-token']}\n` },
      },
      good: { dockerfile: debian('COPY conf /srv/conf\nRUN rm /srv/conf\n'), files: { conf: 'token = none\n' } },
    },
    setuid: {
      rule: 'setuid/file',
      bad: { dockerfile: debian('RUN cp /bin/true /usr/local/bin/own && chmod u+s /usr/local/bin/own\n') },
      good: { dockerfile: debian('RUN cp /bin/true /usr/local/bin/own\n') },
    },
    size: {
      rule: 'size/image',
      bad: { dockerfile: scratch(''), config: ', limits: { image: 1kB }' },
      good: { dockerfile: scratch(''), config: ', limits: { image: 10kB }' },
    },
    wasted: {
      rule: 'size/wasted',
      bad: {
        dockerfile: debian('RUN head -c 200000 /dev/zero > /big\nRUN rm /big /usr/share/common-licenses/GPL-3\n'),
        config: ', limits: { wasted: 100kB }',
      },
      // Deleting a file of the base is not waste of this image's own.
      good: {
        dockerfile: debian('RUN head -c 200000 /dev/zero > /big && rm /big /usr/share/common-licenses/GPL-3\n'),
        config: ', limits: { wasted: 0kB }',
      },
    },
    bundle: {
      rule: 'size/bundle',
      bad: {
        dockerfile: scratch('COPY dist /usr/share/nginx/html\n'),
        files: { 'dist/index.html': 'x', 'dist/js/app.js': 'x'.repeat(3000) },
        config: ', limits: { bundle: { files: "usr/share/nginx/html/**/*.js", size: 2kB } }',
      },
      good: {
        dockerfile: scratch('COPY dist /usr/share/nginx/html\n'),
        files: { 'dist/index.html': 'x', 'dist/js/app.js': 'x'.repeat(2000) },
        config: ', limits: { bundle: { files: "usr/share/nginx/html/**/*.js", size: 2kB } }',
      },
    },
    interpreter: {
      rule: 'start/interpreter',
      bad: {
        dockerfile: scratch('COPY --chmod=0755 e.sh /\n').replace('ENTRYPOINT ["/hello"]', 'ENTRYPOINT ["/e.sh"]'),
        files: { 'e.sh': '#!/bin/sh\n' },
      },
      good: {
        dockerfile: debian('COPY --chmod=0755 e.sh /\n').replace('ENTRYPOINT ["/hello"]', 'ENTRYPOINT ["/e.sh"]'),
        files: { 'e.sh': '#!/bin/sh\n' },
      },
    },
    executable: {
      rule: 'start/not-executable',
      bad: {
        dockerfile: debian('COPY --chmod=0644 e.sh /\n').replace('ENTRYPOINT ["/hello"]', 'ENTRYPOINT ["/e.sh"]'),
        files: { 'e.sh': '#!/bin/sh\n' },
      },
      good: {
        dockerfile: debian('COPY --chmod=0644 e.sh /\n').replace('ENTRYPOINT ["/hello"]', 'ENTRYPOINT ["sh", "/e.sh"]'),
        files: { 'e.sh': '#!/bin/sh\n' },
      },
    },
    endings: {
      rule: 'start/crlf',
      bad: {
        dockerfile: debian('COPY --chmod=0755 e.sh /\n').replace('ENTRYPOINT ["/hello"]', 'ENTRYPOINT ["/e.sh"]'),
        files: { 'e.sh': '#!/bin/sh\r\ntrue\r\n' },
      },
      good: {
        dockerfile: debian('COPY --chmod=0755 e.sh /\n').replace('ENTRYPOINT ["/hello"]', 'ENTRYPOINT ["/e.sh"]'),
        files: { 'e.sh': '#!/bin/sh\ntrue\n' },
      },
    },
    shell: {
      rule: 'command/shell-form',
      bad: { dockerfile: debian('').replace('ENTRYPOINT ["/hello"]', 'CMD exec /hello') },
      good: { dockerfile: debian('').replace('ENTRYPOINT ["/hello"]', 'CMD ["/hello"]') },
    },
    variable: {
      rule: 'variable/secret-name',
      bad: { dockerfile: scratch('ENV DB_PASSWORD=x\n') },
      good: { dockerfile: scratch('ENV DB_PASSWORD_FILE=/run/secrets/x\n') },
    },
    context: {
      rule: 'context/exposed',
      bad: { dockerfile: scratch(''), files: { 'a/.env.local': 'A=1\n' } },
      good: { dockerfile: scratch(''), files: { 'a/.env.local': 'A=1\n', '.dockerignore': '**/.env*\n' } },
    },
    named: {
      rule: 'user/named',
      bad: { dockerfile: debian('').replace('USER 10001', 'USER www-data') },
      good: { dockerfile: debian('').replace('USER 10001', 'USER 33') },
    },
    value: {
      rule: 'variable/secret-value',
      bad: { dockerfile: scratch(`ARG CHANNEL=${SECRETS['slack-token']}\n`) },
      good: { dockerfile: scratch('ARG CHANNEL=general\n') },
    },
    ignored: {
      rule: 'context/env',
      bad: { dockerfile: scratch(''), files: { '.dockerignore': 'node_modules\n' } },
      good: { dockerfile: scratch(''), files: { '.dockerignore': 'node_modules\n.env*\n' } },
    },
    key: {
      rule: 'secret/private-key',
      bad: {
        dockerfile: scratch('COPY server.txt /srv/server.txt\n'),
        files: { 'server.txt': SECRETS['private-key'] },
      },
      good: {
        dockerfile: scratch('COPY server.txt /srv/server.txt\n'),
        files: { 'server.txt': 'grep -q "BEGIN PRIVATE KEY" file\n' },
      },
    },
    credentials: {
      rule: 'secret/credentials',
      bad: { dockerfile: scratch('COPY netrc /srv/.netrc\n'), files: { netrc: 'machine x\n' } },
      good: { dockerfile: scratch('COPY netrc /srv/netrc.example\n'), files: { netrc: 'machine x\n' } },
    },
    windows: {
      rule: 'start/windows-path',
      bad: {
        dockerfile: debian('COPY --chmod=0755 e.sh /\n').replace('ENTRYPOINT ["/hello"]', 'ENTRYPOINT ["/e.sh"]'),
        files: { 'e.sh': '#!/bin/sh\nexec "C:\\app\\run.exe"\n' },
      },
      good: {
        dockerfile: debian('COPY --chmod=0755 e.sh /\n').replace('ENTRYPOINT ["/hello"]', 'ENTRYPOINT ["/e.sh"]'),
        files: { 'e.sh': '#!/bin/sh\nexec /hello\n' },
      },
    },
    missing: {
      rule: 'start/missing',
      bad: { dockerfile: scratch('').replace('ENTRYPOINT ["/hello"]', 'ENTRYPOINT ["/helo"]') },
      good: { dockerfile: scratch('') },
    },
    root: {
      rule: 'user/root',
      bad: { dockerfile: scratch('').replace('USER 10001', 'USER 0') },
      good: { dockerfile: scratch('') },
    },
    health: {
      rule: 'healthcheck/missing',
      bad: { dockerfile: scratch('').replace(/HEALTHCHECK.*/, 'HEALTHCHECK NONE') },
      good: { dockerfile: scratch('') },
    },
    fetched: {
      rule: 'download/add-url',
      // Nothing answers there: what is judged is the Dockerfile, and in the twin the stage is not needed.
      bad: { dockerfile: `# syntax=${FRONTEND}\nFROM scratch AS unused\nADD http://127.0.0.1:9/x /x\n${scratch('')}` },
      good: {
        dockerfile: `# syntax=${FRONTEND}\nFROM scratch AS unused\nADD --checksum=sha256:${'a'.repeat(64)} http://127.0.0.1:9/x /x\n${scratch('')}`,
      },
    },
    trusted: {
      rule: 'download/trusted-host',
      bad: { dockerfile: debian('RUN true || pip install --trusted-host pypi.test fastapi==0.1\n') },
      good: { dockerfile: debian('RUN true || pip install fastapi==0.1\n') },
    },
    unsigned: {
      rule: 'download/allow-unauthenticated',
      bad: { dockerfile: debian('RUN true || apt-get install -y --allow-unauthenticated tini\n') },
      good: { dockerfile: debian('RUN true || apt-get install -y tini\n') },
    },
    lint: {
      rule: 'lint/warning',
      bad: { dockerfile: `# syntax=${FRONTEND}\n# check=skip=all\n${scratch('ENV A b\n')}`, build: ', lint: true' },
      good: { dockerfile: `# syntax=${FRONTEND}\n${scratch('ENV A=b\n')}`, build: ', lint: true' },
    },
    download: {
      rule: 'download/pipe-to-shell',
      bad: { dockerfile: debian('RUN true || curl https://get.test/x | sh\n') },
      good: { dockerfile: debian('RUN true || curl https://get.test/x > x\n') },
    },
  };
  // What a script starts with must be there: the program of these images is one, for which it is its own interpreter.
  const ids = Object.keys(pairs);
  const all = (kind: 'bad' | 'good'): Record<string, Service> =>
    Object.fromEntries(Object.entries(pairs).map(([id, pair]) => [id, pair[kind]]));

  test('each check fails on the image that was made to fail it', async () => {
    const { run, said } = await build(all('bad'));
    expect(run.exitCode).toBe(1);
    for (const id of ids) {
      const mine = run.annotations.filter(({ message, level }) => level === 'error' && message.startsWith(`${id}: `));
      expect(mine.map(({ message }) => /\[([a-z-]+\/[a-z-]+)\]$/.exec(message)?.[1])).toEqual([pairs[id]?.rule]);
    }
    expect(said).not.toContain(SECRETS['github-token'].slice(0, 10));
    expect(run.summary).not.toContain(SECRETS['github-token'].slice(0, 10));
  });

  test('and passes on its twin', async () => {
    const { run, said } = await build(all('good'));
    expect([run.exitCode, said]).toEqual([0, '']);
  });

  describe('bases', () => {
    const services = { app: { dockerfile: debian('') } };
    test('by digest, and from where they may come', async () => {
      const { said } = await build(services, 'bases: { allow: [ghcr.io/acme/*] }\n');
      expect(said).toContain('[base/repository]');
      expect(said).toContain('[base/digest]');
      const { run } = await build(services, 'bases: { allow: [docker.io/library/debian], digest: optional }\n');
      expect(run.exitCode).toBe(0);
    });
  });

  test('a waiver passes, is loud, and fails when it is over or matches nothing', async () => {
    const bad = pairs['setuid']?.bad ?? { dockerfile: '' };
    const waive = (at: string, expires: string): Service => ({
      ...bad,
      config: `, waivers: [{ rule: setuid/file, at: ${at}, owner: operations-lead, reason: terminal, expires: ${expires} }]`,
    });
    const good = await build({ app: waive('usr/local/bin/own', TOMORROW) });
    expect([good.run.exitCode, good.run.annotations.map(({ level }) => level)]).toEqual([0, ['notice']]);
    expect(good.run.summary).toContain(`Waived by operations-lead until ${TOMORROW}: terminal`);
    expect(JSON.parse(good.run.outputs['result'] ?? '').waived).toHaveLength(1);
    const over = await build({ app: waive('usr/local/bin/own', '2020-01-01') });
    expect(JSON.parse(over.run.outputs['reason-codes'] ?? '')).toEqual(['SETUID_FOUND', 'WAIVER_INVALID']);
    const stale = await build({ app: waive('usr/bin/none', TOMORROW) });
    expect(JSON.parse(stale.run.outputs['reason-codes'] ?? '')).toEqual(['SETUID_FOUND', 'WAIVER_INVALID']);
  });

  test('with the classic builder the base is known too', async () => {
    const { run, said } = await build(
      { app: { dockerfile: 'FROM debian:bookworm-slim\nUSER 10001\nHEALTHCHECK CMD ["true"]\nCMD ["bash"]\n' } },
      '',
      { DOCKER_CONFIG: '/nonexistent' },
    );
    expect([run.exitCode, said]).toEqual([0, '']);
    expect(run.log).toContain('classic builder');
    expect(run.summary).toMatch(/none beyond \d+ of the base image/);
  });

  test("BuildKit's own checks with a builder that has none are no answer", async () => {
    const app = { dockerfile: scratch(''), build: ', lint: true' };
    for (const [env, why] of [
      [{}, 'this builder has no checks of its own'],
      [{ DOCKER_CONFIG: '/nonexistent' }, 'docker buildx is not installed'],
    ] as const) {
      // The classic builder knows no --chmod.
      const dockerfile = app.dockerfile.replace(' --chmod=0755', '').replace('ENTRYPOINT ["/hello"]', '');
      const { run, said } = await build({ app: { ...app, dockerfile } }, '', env);
      const codes = JSON.parse(run.outputs['reason-codes'] ?? 'null');
      expect([run.exitCode, run.outputs['verdict'], codes]).toEqual([1, 'ERROR', ['LINT_UNAVAILABLE']]);
      expect(said).toContain(why);
    }
  });

  test('a cache that this builder cannot write: what to do about it', async () => {
    const app = { dockerfile: scratch(''), build: ', cache-to: ["type=local,dest=/tmp/nowhere"]' };
    const { run, said } = await build({ app });
    expect(run.exitCode).toBe(1);
    expect(said).toContain('Cache export is not supported for the docker driver');
    expect(said).toContain('Add docker/setup-buildx-action before this step');
  });

  test('what a builder sends is what the patterns were judged to let through', async () => {
    const patterns = [
      '.env*\n',
      '**/.env*\n!keep/.env\n',
      '*\n!a\n',
      'a\n!a/b/.env\n',
      '/keep\n',
      '**/b\n',
      'a/*/.env\n',
      '?eep\n',
      '# .env\n',
    ];
    const paths = ['.env', '.env.local', 'a/.env', 'a/b/.env', 'keep/.env', 'keep/b/.env'];
    const { readIgnoreFile } = await import('../../action-build/context/ignored.ts');
    for (const pattern of patterns) {
      const files = Object.fromEntries(paths.map((path) => [path, 'A=1\n']));
      await using repository = await makeRepository({
        Dockerfile: 'FROM scratch\nCOPY . /c/\n',
        '.dockerignore': pattern,
        ...files,
      });
      const env = { ...process.env, DOCKER_HOST: bed().engine.host, DOCKER_BUILDKIT: '0' };
      const { stdout: id } = await program('docker', ['build', '--quiet', repository.path], { env });
      const { stdout: container } = await program('docker', ['create', id.trim(), 'none'], { env });
      const { stdout: archive } = await program(
        'sh',
        [
          '-c',
          `docker export ${container.trim()} | tar t; docker rm ${container.trim()} >/dev/null; docker rmi ${id.trim()} >/dev/null`,
        ],
        { env },
      );
      const sent = archive
        .split('\n')
        .filter((path) => path.startsWith('c/'))
        .map((path) => path.slice(2));
      const ignored = readIgnoreFile(pattern);
      if (ignored.kind !== 'known') throw new Error(ignored.why);
      expect([pattern, paths.filter((path) => !ignored.ignores(path))]).toEqual([
        pattern,
        paths.filter((path) => sent.includes(path)),
      ]);
    }
  });
});
