import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../../../action-build/checks/catalogue.ts';
import type { CheckId, CheckResult } from '../../../../action-build/checks/check.ts';
import type { ServiceFacts } from '../../../../action-build/service-facts.ts';
import { asked, GOOD_DOCKERFILE, read, serviceFacts, withDockerfile } from '../make.ts';

function run(id: CheckId, facts: ServiceFacts): CheckResult {
  const check = CHECKS.find((one) => one.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return check.run(facts);
}

/** Rules with the lines that they point to; the status when there are none. */
function found(id: CheckId, facts: ServiceFacts): unknown {
  const result = run(id, facts);
  if (result.status !== 'fail') return result.status;
  return result.findings.map(({ rule, place }) => [rule, place.in === 'source' ? place.line : place.in]);
}

const DIGEST = `@sha256:${'a'.repeat(64)}`;

describe('base images', () => {
  const on = (text: string, bases: Partial<NonNullable<ServiceFacts['asked']['bases']>> = {}) =>
    found('base', withDockerfile(text, { asked: asked({ bases: { allow: null, digest: 'required', ...bases } }) }));
  const allow = ['docker.io/library/debian', 'ghcr.io/acme/*'];

  test.each([
    ['FROM debian:12\n', [['base/digest', 1]]],
    [`FROM debian:12${DIGEST}\n`, 'pass'],
    [`FROM debian${DIGEST}\n`, 'pass'],
    ['FROM debian@sha256:abc\n', [['base/digest', 1]]],
    ['FROM scratch\n', 'pass'],
    ['ARG B\nFROM $B\n', [['base/unknown', 2]]],
    [`FROM debian${DIGEST} AS a\nFROM scratch\nCOPY --from=nginx /a /a\n`, [['base/digest', 3]]],
  ])('by digest: %j', (text, expected) => expect(on(text)).toEqual(expected));

  test.each([
    ['FROM debian', 'pass'],
    ['FROM docker.io/debian:12', 'pass'],
    ['FROM library/debian', 'pass'],
    ['FROM index.docker.io/library/debian', 'pass'],
    ['FROM ghcr.io/acme/base/python:3', 'pass'],
    ['FROM debian-slim', [['base/repository', 1]]],
    ['FROM someone/debian', [['base/repository', 1]]],
    ['FROM ghcr.io/acme', [['base/repository', 1]]],
    ['FROM ghcr.io/acme-evil/x', [['base/repository', 1]]],
    ['FROM evil.test/ghcr.io/acme/x', [['base/repository', 1]]],
    ['FROM ghcr.io:443/acme/x', [['base/repository', 1]]],
  ])('from an allowed repository: %s', (text, expected) =>
    expect(on(text, { allow, digest: 'optional' })).toEqual(expected),
  );

  test('nobody asks without bases in the configuration', () => {
    expect(found('base', withDockerfile('FROM debian\n'))).toBe('not-asked');
  });
});

describe("BuildKit's own checks", () => {
  const warning = { rule: 'FromAsCasing', detail: 'casing', url: 'https://example.test/x', line: 3 };
  test('each warning is a finding at its line', () => {
    const facts = serviceFacts({ lint: { kind: 'checked', warnings: [warning, { ...warning, line: null, url: '' }] } });
    expect(found('lint', facts)).toEqual([
      ['lint/warning', 3],
      ['lint/warning', null],
    ]);
  });
  test('none, not asked, and no answer, which is never a pass', () => {
    expect(found('lint', serviceFacts({ lint: { kind: 'checked', warnings: [] } }))).toBe('pass');
    expect(found('lint', serviceFacts())).toBe('not-asked');
    expect(run('lint', serviceFacts({ lint: { kind: 'failed', why: 'no buildx' } }))).toMatchObject({
      status: 'not-run',
      seen: 'not run: no buildx',
    });
  });
});

describe('secrets in ARG and ENV', () => {
  const value = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');
  test.each([
    ['ARG NPM_TOKEN', [['variable/secret-name', 2]]],
    ['ENV A=1 \\\n  DB_PASSWORD=x', [['variable/secret-name', 3]]],
    ['ENV DB_PASSWORD=""', 'pass'],
    ['ENV DB_PASSWORD_FILE=/run/secrets/db', 'pass'],
    ['ENV API_TOKEN=$TOKEN_FROM_ARG', [['variable/secret-name', 2]]],
    [`ENV HARMLESS="x ${value}"`, [['variable/secret-value', 2]]],
    ['ENV PATH=/usr/bin', 'pass'],
  ])('%j', (line, expected) => expect(found('variable', withDockerfile(`FROM a\n${line}\n`))).toEqual(expected));

  test('before the first FROM, and in stages that the image does not come from', () => {
    expect(found('variable', withDockerfile('ARG A_SECRET\nFROM a\nARG B_TOKEN\nFROM b\n'))).toEqual([
      ['variable/secret-name', 1],
      ['variable/secret-name', 3],
    ]);
  });

  test('the value is never told', () => {
    const result = run('variable', withDockerfile(`FROM a\nENV X=${value}\n`));
    expect(JSON.stringify(result)).not.toContain(value.slice(0, 8));
  });
});

describe('downloads', () => {
  test.each([
    ['ADD https://x/y /y', [['download/add-url', 2]]],
    [`ADD --checksum=sha256:${'a'.repeat(64)} https://x/y /y`, 'pass'],
    ['ADD ["https://x/y", "/y"]', [['download/add-url', 2]]],
    ['ADD y /y', 'pass'],
    ['RUN curl https://x \\\n | sh', [['download/pipe-to-shell', 2]]],
    ['RUN ["sh", "-c", "curl https://x | sh"]', [['download/pipe-to-shell', 2]]],
    ['RUN pip install --trusted-host x y', [['download/trusted-host', 2]]],
    ['ENV PIP_TRUSTED_HOST=x', [['download/trusted-host', 2]]],
    ['RUN apt-get install --allow-unauthenticated x', [['download/allow-unauthenticated', 2]]],
    ['RUN pip install y', 'pass'],
  ])('%j', (line, expected) => expect(found('download', withDockerfile(`FROM a\n${line}\n`))).toEqual(expected));
});

describe('exec form', () => {
  test.each([
    ['FROM a\nCMD run\n', [['command/shell-form', 2]]],
    ['FROM a\nCMD ["run"]\n', 'pass'],
    ["FROM a\nCMD ['run']\n", [['command/shell-form', 2]]],
    ['FROM a\nENTRYPOINT run\nCMD ["x"]\n', [['command/shell-form', 2]]],
    ['FROM a\nCMD run\nCMD ["run"]\n', 'pass'],
    ['FROM a AS b\nCMD run\nFROM b\nUSER 1\n', [['command/shell-form', 2]]],
    ['FROM a AS b\nCMD run\nFROM c\n', 'pass'],
    ['FROM a\nCMD ["a", \\\n  "b"]\n', 'pass'],
    ['FROM a\n', 'pass'],
  ])('%j', (text, expected) => expect(found('command', withDockerfile(text))).toEqual(expected));
});

describe('the build context', () => {
  const context = { kind: 'read', ignoreFile: 'backend/.dockerignore', keepsEnvOut: true, exposed: [] } as const;
  test.each([
    [context, 'pass'],
    [{ ...context, ignoreFile: null, keepsEnvOut: false }, [['context/no-dockerignore', null]]],
    [{ ...context, keepsEnvOut: false }, [['context/env', null]]],
    [{ ...context, exposed: [{ path: '.git/config', kind: 'git' }] }, [['context/exposed', null]]],
    [{ kind: 'unreadable', why: 'EACCES' }, 'not-run'],
  ] as const)('%j', (fact, expected) => expect(found('context', serviceFacts({ context: fact }))).toEqual(expected));
});

describe('the user', () => {
  const facts = (user: string, dockerfile = GOOD_DOCKERFILE) =>
    withDockerfile(dockerfile, { read: read({ user }, { accounts: [{ name: 'app', uid: 999 }] }) });
  test('a name is refused with the number to write, in the line that it stands in', () => {
    const result = run('user', facts('app', 'FROM a\nUSER root\nUSER app\n'));
    expect(result).toMatchObject({ findings: [{ rule: 'user/named', place: { line: 3 }, fix: 'Write USER 999' }] });
  });
  test('a user that the base brought is in the image, not in a line', () => {
    expect(found('user', facts('0', 'FROM a\n'))).toEqual([['user/root', 'image-configuration']]);
  });
  test('of an earlier stage that the last one begins with', () => {
    expect(found('user', facts('0', 'FROM a AS b\nUSER 0\nFROM b\n'))).toEqual([['user/root', 2]]);
  });
  test('numbers pass', () => expect(found('user', facts('10001:10001'))).toBe('pass'));
});

test('a Dockerfile whose meaning is not certain gives no answer to any check of it', () => {
  const dockerfile = { kind: 'unreadable', line: 1, why: 'it is read by evil/frontend' } as const;
  const facts = serviceFacts({ dockerfile, asked: asked({ bases: { allow: null, digest: 'required' } }) });
  for (const id of ['base', 'variable', 'download', 'command'] as const) expect(found(id, facts)).toBe('not-run');
});

test('every finding says what to do, and its rule begins with the id of its check', () => {
  const bad = 'ARG A_TOKEN\nFROM $X\nADD http://x /x\nCMD run\n';
  const facts = withDockerfile(bad, { asked: asked({ bases: { allow: ['x/y'], digest: 'required' } }) });
  const findings = CHECKS.flatMap((check) => {
    const result = check.run(facts);
    return result.status === 'fail' ? result.findings.map((finding) => [check.id, finding] as const) : [];
  });
  expect(findings.length).toBeGreaterThan(3);
  for (const [id, { rule, reason, fix }] of findings) {
    expect(rule.startsWith(`${id}/`)).toBe(true);
    expect([reason, fix].join(' ')).not.toMatch(/\.$|\n/);
    expect(fix.length).toBeGreaterThan(5);
  }
});
