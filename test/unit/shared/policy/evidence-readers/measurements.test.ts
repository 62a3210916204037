import { describe, expect, test } from 'vitest';
import { changed, fixture, valuesOf } from './fixtures.ts';

// The forms of k6 0.54 and 1.x: `--summary-export`, and the data of `handleSummary`.
describe('k6', () => {
  const exported = fixture('k6-summary-export.json');
  const handled = fixture('k6-handle-summary.json');
  test.each([
    ['summary export', exported],
    ['data of handleSummary', handled],
  ])('%s: times in ms, the share of failures, users, checks and crossed thresholds', (_, text) => {
    expect(valuesOf('k6', text)).toMatchObject({
      requests: 60_000,
      p90_ms: 140.3,
      p95_ms: 171.6,
      max_ms: 611.9,
      error_rate: 0.0002,
      vus_max: 1_000,
      iterations: 30_000,
      checks_failed: 10,
      thresholds: 2,
      thresholds_failed: 1,
    });
  });
  test('a percentile that was not asked for is not known', () => {
    expect(valuesOf('k6', exported)).not.toHaveProperty('p99_ms');
    expect(valuesOf('k6', changed(exported, '"p(95)": 171.6, ', ''))).not.toHaveProperty('p95_ms');
  });
  test('without a request the zeros of HTTP are not given', () => {
    const none = changed(exported, '"count": 60000', '"count": 0');
    expect(valuesOf('k6', none)).not.toHaveProperty('p95_ms');
    expect(valuesOf('k6', none)).not.toHaveProperty('error_rate');
  });
  test.each([
    ['no iteration', changed(exported, '"count": 30000', '"count": 0'), 'no iteration'],
    ['no metrics', '{"metrics":{}}', 'no iteration'],
    ['the stream of points', '{"type":"Point","metric":"vus","data":{"value":1}}', 'not a k6 summary'],
    ['a time that is text', changed(exported, '171.6', '"171.6"'), 'p(95) is not a number'],
    ['a negative time', changed(handled, '171.6', '-171.6'), 'p(95) is not a number'],
    ['a share above 1', changed(exported, '"value": 0.0002', '"value": 2'), 'more than 1'],
    ['percentiles the wrong way round', changed(exported, '"p(95)": 171.6', '"p(95)": 1.6'), 'p(90) is more'],
    ['a threshold of neither form', changed(handled, '{ "ok": false }', 'false'), 'thresholds'],
  ])('%s is no evidence', (_, text, reason) => expect(valuesOf('k6', text)).toContain(reason));
});

// Written by coverage.py 7.17 with branches.
describe('coverage', () => {
  const xml = fixture('coverage-py.xml');
  const lcov = fixture('coverage-py.info');
  test.each([
    ['Cobertura', xml],
    ['LCOV', lcov],
    ['LCOV with CRLF', lcov.replaceAll('\n', '\r\n')],
  ])('%s: lines and branches in percent', (_, text) => {
    expect(valuesOf('coverage', text)).toEqual({
      lines_total: 6,
      lines_covered: 5,
      branches_total: 4,
      branches_covered: 3,
      lines: 500 / 6,
      branches: 75,
    });
  });
  test('no branches have no percentage', () => {
    expect(valuesOf('coverage', 'SF:a\nDA:1,1\nend_of_record\n')).toMatchObject({ lines: 100, branches_total: 0 });
    expect(valuesOf('coverage', 'SF:a\nDA:1,1\nend_of_record\n')).not.toHaveProperty('branches');
  });
  test('totals alone are believed when nothing is listed', () => {
    expect(valuesOf('coverage', 'SF:a\nLF:4\nLH:1\nend_of_record\n')).toMatchObject({ lines: 25 });
  });
  test.each([
    ['cut lcov', changed(lcov, 'end_of_record', ''), 'ends inside a section'],
    ['lcov whose totals are other', changed(lcov, 'LH:5', 'LH:6'), 'not what its lines add up to'],
    ['lcov with more hits than lines', 'SF:a\nLF:1\nLH:2\nend_of_record\n', 'more hits than lines'],
    ['lcov with a negative count', changed(lcov, 'DA:5,0', 'DA:5,-1'), 'line 6: DA is not as lcov writes it'],
    ['a file twice', lcov + lcov, 'twice'],
    ['lcov of nothing', 'TN:\n', 'no lines'],
    ['another text', 'coverage: 100%\n', 'line 1 is not of lcov'],
    [
      'Cobertura whose totals are other',
      changed(xml, 'lines-covered="5"', 'lines-covered="6"'),
      'lines-covered says 6',
    ],
    ['Cobertura whose rate is other', changed(xml, 'line-rate="0.8333"', 'line-rate="1"'), 'line-rate is not'],
    ['Cobertura without a rate', changed(xml, 'line-rate="0.8333"', ''), 'no line-rate'],
    ['a line without hits', changed(xml, 'hits="0"', ''), 'no hits'],
    ['more branches than there are', changed(xml, '(1/2)', '(3/2)'), 'condition-coverage'],
    ['Cobertura of nothing', '<coverage line-rate="1" lines-valid="0" lines-covered="0"/>', 'no lines'],
    ['another root', '<report line-rate="1"/>', 'not the coverage of Cobertura'],
    [
      'JaCoCo',
      '<?xml version="1.0"?><report name="x"><counter type="LINE" missed="0" covered="9"/></report>',
      'not the coverage',
    ],
  ])('%s is no evidence', (_, text, reason) => expect(valuesOf('coverage', text)).toContain(reason));
});
