import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EvidenceFormat } from '../../../../../shared/config/schema/checkpoints.ts';
import type { Json } from '../../../../../shared/domain/json.ts';
import { EVIDENCE_FORMS } from '../../../../../shared/policy/evidence-readers/registry.ts';
import { FIXTURES, fixture, readingOf, valuesOf } from './fixtures.ts';

const FORMATS = Object.keys(EVIDENCE_FORMS) as EvidenceFormat[];
const JSON_FIXTURES = FIXTURES.filter(([, file]) => file.endsWith('.json'));

/** One line, and every number in it can be believed. */
function expectSound(format: EvidenceFormat, content: string | Uint8Array): void {
  const reading = readingOf(format, content, 'json', 'predicate', 'purls');
  if (reading.kind === 'unreadable') {
    expect(reading.reason).toMatch(/^[^\n]+$/);
    return;
  }
  for (const { name, unit } of EVIDENCE_FORMS[format].variables) {
    const value = reading.values[name];
    if (value === undefined || !['count', 'ms', '%', '0 to 1'].includes(unit)) continue;
    expect(typeof value === 'number' && Number.isFinite(value) && value >= 0, `${name} ${String(value)}`).toBe(true);
  }
}

describe.each(FORMATS)('%s', (format) => {
  test('arbitrary bytes and texts never crash the reader', () => {
    const content = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }), fc.json());
    fc.assert(
      fc.property(content, (given) => expectSound(format, given)),
      { numRuns: 80 },
    );
  });
  test.each([
    ['nothing', ''],
    ['white space', ' \n\t'],
    ['a byte order mark', '\uFEFF'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an object', '{}'],
    ['a number', '0'],
    ['an empty element', '<a/>'],
    ['UTF-16', Buffer.from('\uFEFF{"total":0}', 'utf16le')],
    ['UTF-16 without its mark', Buffer.from('{"total":0}', 'utf16le')],
    ['deep lists', '['.repeat(50_000)],
    ['deep elements', '<testsuite>'.repeat(5_000)],
  ])('%s is no evidence', (_, content) => {
    if (format === 'json' && typeof content === 'string' && ['null', '[]', '{}', '0'].includes(content)) return;
    expect(readingOf(format, content)).toMatchObject({ kind: 'unreadable' });
  });
});

describe.each(FIXTURES)('%s in %s', (format, file) => {
  const text = fixture(file);
  const whole = text.trimEnd().length;
  test('cut anywhere, it is no evidence', () => {
    if (file.endsWith('.md')) return;
    for (let length = 0; length < whole; length += 1) {
      expect(readingOf(format, text.slice(0, length)), `first ${length} characters`).toMatchObject({
        kind: 'unreadable',
      });
    }
  });
  test('with bytes changed, its numbers can be believed or it is no evidence', () => {
    const bytes = new TextEncoder().encode(text);
    const change = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) });
    const property = fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const copy = Uint8Array.from(bytes);
      for (const { at, to } of changes) copy[at] = to;
      expectSound(format, copy);
    });
    fc.assert(property, { numRuns: 200 });
  });
  test('a byte order mark and CRLF change nothing', () => {
    const expected = valuesOf(format, text);
    expect(valuesOf(format, `\uFEFF${text}`)).toEqual(expected);
    expect(valuesOf(format, text.replaceAll('\n', '\r\n'))).toEqual(expected);
  });
});

/** Every way of writing one key of a document a second time. */
function withKeyTwice(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((inner, index) =>
      withKeyTwice(inner).map(
        (text) => `[${value.map((one, at) => (at === index ? text : JSON.stringify(one))).join()}]`,
      ),
    );
  }
  const entries = Object.entries(value);
  const write = (all: readonly (readonly [string, string])[]): string =>
    `{${all.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join()}}`;
  const plain = entries.map(([key, inner]) => [key, JSON.stringify(inner)] as const);
  return entries.flatMap(([key, inner], index) => [
    write([...plain, [key, 'null']]),
    write([[key, 'null'], ...plain]),
    ...withKeyTwice(inner).map((text) => write(plain.with(index, [key, text]))),
  ]);
}

test.each(JSON_FIXTURES)('%s in %s: no key may be given twice, anywhere', (format, file) => {
  const texts = withKeyTwice(JSON.parse(fixture(file)) as Json);
  expect(texts.length).toBeGreaterThan(7);
  for (const text of texts) expect(valuesOf(format, text)).toContain('gives a key a second time');
});

test('long strings with many escapes are read', () => {
  const text = `{"a":"${'\\n\\"\\\\'.repeat(300_000)}","failed":0}`;
  expect(valuesOf('json', text, 'failed')).toEqual({ failed: 0 });
});

test('a key twice is found in every spelling, and a text that looks like keys is none', () => {
  expect(valuesOf('json', '{"failed":5,"f\\u0061iled":0}', 'failed')).toContain('line 1 gives a key a second time');
  expect(valuesOf('json', '{"a":{"a":{}},"b":"{\\"a\\":1,\\"a\\":2}","c":["a","a"]}', 'c')).toEqual({ c: ['a', 'a'] });
  expect(valuesOf('json', '{"a":1,"__proto__":{"failed":0}}', 'failed')).toEqual({});
});

describe('XML', () => {
  test.each([
    [
      'entities that grow',
      '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><testsuite><testcase name="&b;"/></testsuite>',
      'document type',
    ],
    [
      'an outside entity',
      '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite><testcase/></testsuite>',
      'document type',
    ],
    ['two roots', '<testsuite><testcase/></testsuite><testsuite/>', 'XML'],
    ['a negative number', '<testsuite failures="-1"><testcase/></testsuite>', 'not a number from 0 on'],
    ['NaN', '<testsuite failures="NaN"><testcase/></testsuite>', 'not a number from 0 on'],
    ['fewer cases than tests', '<testsuite tests="9"><testcase/></testsuite>', 'speaks of 9 tests and holds 1'],
    [
      'an attribute twice',
      '<testsuite failures="1" failures="0"><testcase/></testsuite>',
      'not well-formed XML: line 1',
    ],
  ])('%s is no evidence', (_, text, reason) => expect(valuesOf('junit', text)).toContain(reason));
  test('a document type without declarations, and one in the output of a test, change nothing', () => {
    const doctype = '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">\n';
    const cobertura = fixture('coverage-py.xml').replace(/^<\?xml.*\n/, `<?xml version="1.0"?>\n${doctype}`);
    expect(valuesOf('coverage', cobertura)).toMatchObject({ branches: 75 });
    const output =
      '<testsuite><testcase><system-out><![CDATA[<!DOCTYPE x [<!ENTITY a "b">]>]]></system-out></testcase></testsuite>';
    expect(valuesOf('junit', output)).toMatchObject({ total: 1, failed: 0 });
  });
});

test('a reason never quotes the file', () => {
  expect(valuesOf('json', '{"patient": Jane Doe}')).toBe('not JSON');
  expect(valuesOf('json', '{\n"a": 1,\n"b": "Jane" "c"}')).toBe('not JSON: line 3');
  expect(valuesOf('json', '{"patient": "Jane')).toMatch(/^not JSON: (?:line 1|it ends too early)$/);
  expect(valuesOf('junit', '<testsuite><Jane Doe</testsuite>')).not.toContain('Jane');
});
