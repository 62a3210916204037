import { describe, expect, test } from 'vitest';
import { MAX_EVIDENCE_BYTES, readEvidence } from '../../../../../shared/policy/evidence-readers/registry.ts';

type Format = Parameters<typeof readEvidence>[0];
const read = (format: Format, content: string | Uint8Array, ...wanted: string[]) =>
  readEvidence(format, typeof content === 'string' ? new TextEncoder().encode(content) : content, new Set(wanted));
const values = (...args: Parameters<typeof read>): unknown => {
  const reading = read(...args);
  return reading.kind === 'values' ? reading.values : reading.reason;
};

describe('junit', () => {
  test('counts cases of nested suites', () => {
    const text = `<?xml version="1.0"?><testsuites><testsuite name="a"><testcase name="1"/>
      <testcase name="2"><failure message="m">text</failure></testcase>
      <testsuite name="b"><testcase name="3"><skipped/></testcase><testcase name="4"><error/></testcase></testsuite>
      </testsuite></testsuites>`;
    expect(values('junit', text)).toEqual({ total: 4, passed: 1, failed: 2, failures: 1, errors: 1, skipped: 1 });
  });
  test('failures that only the suite speaks of count', () => {
    const text = '<testsuites><testsuite errors="1"/><testsuite><testcase/></testsuite></testsuites>';
    expect(values('junit', text)).toMatchObject({ total: 1, failed: 1, errors: 1 });
    expect(values('junit', '<testsuite failures="2"><testcase/></testsuite>')).toMatchObject({ failed: 2, passed: 0 });
  });
  test('a case that failed and erred failed once', () => {
    expect(values('junit', '<testsuite><testcase><failure/><error/></testcase><testcase/></testsuite>')).toMatchObject({
      total: 2,
      passed: 1,
      failed: 1,
    });
  });
  test.each([
    ['no cases', '<testsuites/>', 'it has no test cases'],
    ['skipped cases only', '<testsuite><testcase><skipped/></testcase></testsuite>', 'all 1 test cases were skipped'],
    ['a cut file', '<testsuite><testcase/>', 'not well-formed XML'],
    ['another document', '<html><testcase/></html>', 'not a JUnit file'],
    ['nothing', '', 'it is empty'],
  ])('%s is no evidence', (_, text, reason) => {
    expect(values('junit', text)).toContain(reason);
  });
});

describe('json', () => {
  test('gives only what the expression uses', () => {
    expect(values('json', '{"failed":0,"patient":"x"}', 'failed')).toEqual({ failed: 0 });
  });
  test('the whole document is json', () => {
    expect(values('json', '\uFEFF[1,{"a":2}]', 'json')).toEqual({ json: [1, { a: 2 }] });
  });
  test.each([
    ['{"a":1', 'not JSON'],
    ['', 'it is empty'],
    ['{"a":1e999}', 'a number that is too large'],
    [`${'['.repeat(150)}${']'.repeat(150)}`, 'nested more than 100 deep'],
  ])('%s is no evidence', (text, reason) => {
    expect(values('json', text)).toContain(reason);
  });
});

describe('checklist', () => {
  test('counts items at any depth, and none in code', () => {
    const text = '# Build\n- [x] a\n- [ ] b\n  1. [X] c\n- plain\n\n```\n- [ ] code\n```\n';
    expect(values('checklist', text)).toEqual({ total: 3, done: 2, open: 1 });
  });
  test('what looks like a box and is none is open', () => {
    expect(values('checklist', '- [x] a\n- [ ]\n- [-] c\n- [x ] d\n- [link](https://x)\n')).toEqual({
      total: 4,
      done: 1,
      open: 3,
    });
  });
  test('without items it is no evidence', () => {
    expect(values('checklist', '# Done\n- all good\n')).toContain('no task list items');
  });
});

test('what is not text or too large is no evidence', () => {
  expect(values('json', new Uint8Array([0xff, 0xfe, 0x7b]))).toContain('not UTF-8');
  expect(values('json', '{\0"\0a"\0:1}')).toContain('UTF-16');
  expect(values('json', new Uint8Array(MAX_EVIDENCE_BYTES + 1))).toContain('at most 20000000 are read');
});
