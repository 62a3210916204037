import { describe, expect, test } from 'vitest';
import { CHECKS, UNCHECKED_LINES } from '../../../action-build/checks/catalogue.ts';
import { CHECKLIST } from '../../../action-build/checks/check.ts';
import { decide, decideChecks, imagesOf } from '../../../action-build/decide.ts';
import type { BuildFacts, PushFact, ServiceFacts } from '../../../action-build/service-facts.ts';
import { asked, buildFacts, read, serviceFacts, TODAY } from './make.ts';

const plotly = { type: 'pypi', namespace: null, name: 'plotly', version: '5', path: 'p', layer: 0 } as const;
const image = read(
  {},
  {
    packages: [plotly],
    databases: {
      ...read().content.databases,
      deb: { status: 'unreadable', why: 'gone' },
      pypi: { status: 'read', packages: 1 },
    },
  },
);
const service = (change: Partial<ServiceFacts> = {}): ServiceFacts =>
  serviceFacts({ asked: asked({ forbid: ['pkg:pypi/pyqt6'] }), read: image, ...change });
const facts = (change: Partial<BuildFacts> = {}): BuildFacts => buildFacts({ services: [service()], ...change });
const details = (change: Parameters<typeof read>[0]): ServiceFacts =>
  service({ read: { ...image, details: { ...image.details, ...change } } });

test.each([
  ['ERROR: failed to build: Cache export is not supported for the docker driver.', 'docker/setup-buildx-action'],
  ['write /x: no space left on device', 'Free disk space'],
  ['ERROR: docker.io/acme/none: failed to resolve source metadata: not found', 'Check the name in FROM'],
  ['ERROR: process "/bin/sh -c make" did not complete', 'the last lines of the log'],
])('a build that failed with %j says what to do', (line, fix) => {
  const check = CHECKS.find(({ id }) => id === 'build');
  const result = check?.run(
    service({ build: { kind: 'failed', seconds: 1, exitCode: 1, lastLines: [line, 'Learn more at https://x'] } }),
  );
  expect(result?.status === 'fail' && result.findings[0].fix).toContain(fix);
  expect(result?.seen).toContain(line);
});

describe('checks', () => {
  const cases: readonly (readonly [string, ServiceFacts, string, readonly string[]])[] = [
    ['all good', service(), 'PASS', []],
    ['root', details({ user: '' }), 'FAIL', ['IMAGE_USER_ROOT']],
    ['no healthcheck', details({ healthcheck: null }), 'FAIL', ['IMAGE_HEALTHCHECK_MISSING']],
    ['healthcheck off', details({ healthcheck: ['NONE'] }), 'FAIL', ['IMAGE_HEALTHCHECK_MISSING']],
    ['healthcheck of nothing', details({ healthcheck: ['CMD'] }), 'FAIL', ['IMAGE_HEALTHCHECK_MISSING']],
    ['modified', service({ source: { ...service().source, modified: ['backend/a'] } }), 'FAIL', ['SOURCE_MODIFIED']],
    ['forbidden', service({ asked: asked({ forbid: ['pkg:pypi/plot*'] }) }), 'FAIL', ['PACKAGE_FORBIDDEN']],
    ['no database', service({ asked: asked({ forbid: ['pkg:deb/x'] }) }), 'ERROR', ['IMAGE_UNREADABLE']],
    [
      'a type that cannot be read',
      service({ asked: asked({ forbid: ['pkg:cargo/electron'] }) }),
      'ERROR',
      ['IMAGE_UNREADABLE'],
    ],
    ['unreadable', service({ read: { kind: 'unreadable', why: 'gone' } }), 'ERROR', ['IMAGE_UNREADABLE']],
    [
      'does not build',
      service({ build: { kind: 'failed', seconds: 1, exitCode: 1, lastLines: ['ERROR: x'] }, read: { kind: 'none' } }),
      'FAIL',
      ['BUILD_FAILED', 'CHECK_NOT_RUN'],
    ],
  ];
  test.each(cases)('%s', (_, one, verdict, reasonCodes) => {
    expect(decideChecks({ services: [one], day: TODAY })).toMatchObject({ verdict, reasonCodes });
  });

  test('what the configuration switches off is shown as such, never as satisfied', () => {
    const off = details({ user: '', healthcheck: null });
    const { verdict, requirements } = decideChecks({
      services: [{ ...off, asked: asked({ user: 'any', healthcheck: 'optional' }) }],
      day: TODAY,
    });
    expect(verdict).toBe('PASS');
    expect(requirements.filter(({ status }) => status === 'NOT_APPLICABLE').map(({ id }) => id)).toEqual(
      expect.arrayContaining(['backend/user', 'backend/healthcheck', 'backend/packages', 'backend/base']),
    );
  });

  test('one bad service is enough, and no service at all is not a yes', () => {
    expect(decideChecks({ services: [service(), details({ user: '0' })], day: TODAY }).verdict).toBe('FAIL');
    expect(decideChecks({ services: [], day: TODAY }).verdict).toBe('ERROR');
  });

  test('every line of the checklist has a check or is named as unchecked', () => {
    const lines = new Set([...CHECKS.map(({ line }) => line), ...UNCHECKED_LINES]);
    expect([...lines].sort()).toEqual(Object.keys(CHECKLIST).sort());
  });
});

describe('pushes', () => {
  const failed: PushFact = { service: 'backend', kind: 'failed', code: 'PUSH_FAILED', why: 'denied' };
  const cases: readonly (readonly [string, Partial<BuildFacts>, string, readonly string[], readonly string[]])[] = [
    ['pushed', {}, 'PASS', [], ['backend']],
    ['failed', { pushes: [failed] }, 'ERROR', ['PUSH_FAILED'], []],
    ['nothing known', { pushes: [] }, 'ERROR', ['PUSH_UNVERIFIED'], []],
    ['not asked for', { push: false, pushes: [] }, 'PASS', [], []],
    [
      'one of two failed: none is handed on',
      {
        services: [service(), service({ service: 'frontend' })],
        pushes: [...facts().pushes, { ...failed, service: 'frontend' }],
      },
      'ERROR',
      ['PUSH_FAILED'],
      [],
    ],
    ['refused before', { services: [details({ user: '' })], pushes: [] }, 'FAIL', ['IMAGE_USER_ROOT'], []],
  ];
  test.each(cases)('%s', (_, change, verdict, reasonCodes, images) => {
    const decision = decide(facts(change));
    expect(decision).toMatchObject({ verdict, reasonCodes });
    expect(Object.keys(imagesOf(facts(change), decision))).toEqual(images);
  });
});
