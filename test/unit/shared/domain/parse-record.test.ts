import { describe, expect, test } from 'vitest';
import { parseRecord, verifySealed } from '../../../../shared/domain/parse-record.ts';
import { canonicalJson, seal } from '../../../../shared/domain/record.ts';
import { exampleRecord } from '../../../fakes/record.ts';

const sealed = seal(exampleRecord());

describe('parseRecord', () => {
  test('reads back exactly what was sealed, under the same hash', () => {
    expect(parseRecord(sealed.text)).toEqual({ ok: true, record: exampleRecord(), sha256: sealed.sha256 });
  });

  test('refuses another spelling of the same content: one content has one hash', () => {
    const spelled = JSON.stringify(JSON.parse(sealed.text), null, 1);
    expect(parseRecord(spelled)).toMatchObject({ ok: false, problem: expect.stringContaining('canonical') });
    expect(verifySealed(spelled)).toBe(false);
  });

  test('refuses a key that is given twice', () => {
    const twice = sealed.text.replace('"kind":"gate"', '"kind":"build","kind":"gate"');
    expect(parseRecord(twice)).toMatchObject({ ok: false });
  });

  const broken: [string, (record: Record<string, unknown>) => void][] = [
    ['an unknown key', (record) => Object.assign(record, { extra: 1 })],
    ['another schema version', (record) => Object.assign(record, { schemaVersion: 2 })],
    ['no facts', (record) => delete record['facts']],
    ['no decision', (record) => delete record['decision']],
    ['an unknown verdict', (record) => Object.assign(record['decision'] ?? {}, { verdict: 'pass' })],
    ['an unknown reason code', (record) => Object.assign(record['decision'] ?? {}, { reasonCodes: ['toString'] })],
    [
      'a short digest',
      (record) => Object.assign(record['subject'] ?? {}, { images: { a: { name: 'a', digest: 'sha256:1' } } }),
    ],
    ['a branch name as commit', (record) => Object.assign(record['subject'] ?? {}, { commit: 'main' })],
  ];
  test.each(broken)('refuses %s', (_name, change) => {
    const record = JSON.parse(sealed.text);
    change(record);
    expect(parseRecord(canonicalJson(record))).toMatchObject({ ok: false });
  });

  test.each(['', 'null', '[]', '{', '"PASS"', `${'['.repeat(100_000)}`])('refuses the text %#', (text) => {
    expect(parseRecord(text)).toMatchObject({ ok: false });
  });
});
