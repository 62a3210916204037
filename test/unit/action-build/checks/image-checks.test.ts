import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../../../action-build/checks/catalogue.ts';
import type { CheckId, CheckResult } from '../../../../action-build/checks/check.ts';
import type { ImageContent } from '../../../../action-build/image/content.ts';
import type { ServiceFacts } from '../../../../action-build/service-facts.ts';
import { asked, read, serviceFacts } from '../make.ts';

const run = (id: CheckId, inside: Partial<ImageContent>, change: Partial<ServiceFacts> = {}): CheckResult => {
  const check = CHECKS.find((one) => one.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return check.run(serviceFacts({ read: read({}, inside), ...change }));
};
const rules = (result: CheckResult) =>
  result.status === 'fail' ? result.findings.map(({ rule }) => rule) : result.status;

describe('setuid', () => {
  const setuid = [
    { path: 'usr/bin/su', bits: ['setuid'], uid: 0, gid: 0, since: 0 },
    { path: 'opt/helper', bits: ['setuid'], uid: 0, gid: 0, since: 2 },
  ] as const;
  test('only what the layers above the base brought', () => {
    const result = run('setuid', { setuid }, { base: { kind: 'known', layers: 2 } });
    expect(result).toMatchObject({ findings: [{ about: 'opt/helper' }] });
    expect(run('setuid', { setuid }, { base: { kind: 'known', layers: 3 } })).toMatchObject({
      status: 'pass',
      seen: 'none beyond 2 of the base image',
    });
  });
  test('all of them when the base is not known, and the reader is told why', () => {
    const result = run('setuid', { setuid }, { base: { kind: 'unknown', why: 'it has changed' } });
    expect(rules(result)).toEqual(['setuid/file', 'setuid/file']);
    expect(result.seen).toContain('it has changed');
  });
});

describe('size', () => {
  const layers = [
    { bytes: 300, entries: 1, instruction: null },
    { bytes: 100, entries: 1, instruction: 'RUN make' },
  ];
  const leftovers = [
    { bytes: 90, largest: [{ path: 'base', bytes: 90, why: 'gone' }] },
    { bytes: 40, largest: [{ path: 'a', bytes: 40, why: 'double' }] },
  ] as const;
  const limited = (image: number | null, wasted: number | null, known = true): Partial<ServiceFacts> => ({
    asked: asked({ limits: { image, wasted, bundle: null } }),
    base: known ? { kind: 'known', layers: 1 } : { kind: 'unknown', why: 'w' },
  });
  test.each([
    [limited(400, null), 'pass'],
    [limited(399, null), ['size/image']],
    [limited(null, 40), 'pass'],
    [limited(null, 39), ['size/wasted']],
    [limited(null, 130, false), 'pass'],
    [limited(null, 129, false), ['size/wasted']],
    [limited(1, 1), ['size/image', 'size/wasted']],
    [limited(null, null), 'not-asked'],
  ])('%j', (change, expected) => expect(rules(run('size', { layers, leftovers }, change))).toEqual(expected));
  test('what a browser is given', () => {
    const bundle = {
      pattern: 'html/**',
      files: 2,
      bytes: 9000,
      largest: [{ path: 'html/a.js', bytes: 8000, layer: 1 }],
    };
    const wanting = (size: number) => ({
      asked: asked({ limits: { image: null, wasted: null, bundle: { files: 'html/**', size } } }),
    });
    expect(rules(run('size', { layers, bundle }, wanting(9000)))).toBe('pass');
    expect(rules(run('size', { layers, bundle }, wanting(8900)))).toEqual(['size/bundle']);
    expect(run('size', { layers, bundle }, wanting(8900)).seen).toBe(
      '2 files that match html/** have 9.0 kB, allowed are 8.9 kB: html/a.js (8.0 kB)',
    );
    const none = { pattern: 'html/**', files: 0, bytes: 0, largest: [] };
    expect(rules(run('size', { layers, bundle: none }, wanting(90)))).toEqual(['size/bundle-missing']);
    expect(rules(run('size', { layers, bundle: null }, wanting(90)))).toBe('not-run');
  });
  test('a limit without anybody having looked has no answer', () => {
    expect(rules(run('size', { layers, leftovers: null }, limited(null, 1)))).toBe('not-run');
    expect(rules(run('size', { layers, leftovers: null }, limited(400, null)))).toBe('pass');
  });
});

describe('secrets', () => {
  const secret = { path: 'a', layer: 0, kind: 'aws-key', line: 3, starts: 'AKIA', deleted: true } as const;
  test('path, layer, line and the first characters are told', () => {
    const result = run('secret', { secrets: [secret], secretCount: 1 });
    expect(result.seen).toBe(
      'a:3 holds a secret (aws-key, begins with AKIA), from layer 1 of 1 (COPY a /a); a later layer takes it away, but whoever has the image can read it',
    );
  });
  test('those that are not listed cannot be waived away with the listed ones', () => {
    expect(rules(run('secret', { secrets: [secret], secretCount: 3 }))).toEqual(['secret/aws-key', 'secret/more']);
  });
  test('none', () => expect(rules(run('secret', {}))).toBe('pass'));
});

test('startup problems are findings, each with its way out', () => {
  const problems = [{ kind: 'crlf', path: 'e.sh', why: '/e.sh has the line ends of Windows' }] as const;
  expect(rules(run('start', { start: { kind: 'named', program: '/e.sh', problems } }))).toEqual(['start/crlf']);
  expect(rules(run('start', { start: { kind: 'named', program: '/e.sh', problems: [] } }))).toBe('pass');
  expect(rules(run('start', { start: { kind: 'none' } }))).toBe('not-asked');
});

test('without an image none of them has an answer', () => {
  const change: Partial<ServiceFacts> = {
    read: { kind: 'unreadable', why: 'gone' },
    asked: asked({ limits: { image: 1, wasted: 1, bundle: null } }),
  };
  for (const id of ['secret', 'setuid', 'size', 'start'] as const) expect(run(id, {}, change).status).toBe('not-run');
});
