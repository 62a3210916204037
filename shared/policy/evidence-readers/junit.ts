import { count, type EvidenceForm, type EvidenceReader, unreadable } from './reading.ts';
import { attribute, children, type Element, parseXml } from './xml-text.ts';

type Counts = { total: number; failed: number; failures: number; errors: number; skipped: number; suites: number };

function countCase(test: Element, counts: Counts): void {
  const [failure, error] = [children(test, 'failure').length > 0, children(test, 'error').length > 0];
  counts.total += 1;
  if (failure) counts.failures += 1;
  if (error) counts.errors += 1;
  if (failure || error) counts.failed += 1;
  else if (children(test, 'skipped').length > 0 || test['@status'] === 'notrun') counts.skipped += 1;
}

/**
 * Counts a suite with everything below it. Where its own attributes speak of more failures than its cases show (a
 * failed set-up has no case), the higher number counts.
 */
function countSuite(suite: Element, depth: number): Counts {
  const counts: Counts = { total: 0, failed: 0, failures: 0, errors: 0, skipped: 0, suites: 1 };
  if (depth > 50) throw new Error('suites are nested more than 50 deep');
  for (const test of children(suite, 'testcase')) countCase(test, counts);
  for (const inner of children(suite, 'testsuite')) {
    const below = countSuite(inner, depth + 1);
    for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += below[key];
  }
  const [errors, failures] = [attribute(suite, 'errors') ?? 0, attribute(suite, 'failures') ?? 0];
  // An error directly under the suite belongs to no case.
  counts.errors = Math.max(counts.errors, errors) + children(suite, 'error').length;
  counts.failures = Math.max(counts.failures, failures) + children(suite, 'failure').length;
  counts.failed = Math.max(counts.failed, counts.failures, counts.errors, failures + errors);
  // Some tools count a case twice whose clean-up failed.
  const claimed = attribute(suite, 'tests') ?? 0;
  if (claimed > counts.total + counts.failed)
    throw new Error(`a suite speaks of ${claimed} tests and holds ${counts.total} test cases`);
  return counts;
}

/** A file without a test case that ran is no evidence. */
const readJunit: EvidenceReader = (text) => {
  const { name, root } = parseXml(text);
  if (name !== 'testsuites' && name !== 'testsuite')
    return unreadable('not a JUnit file: its root is neither testsuites nor testsuite');
  const { total, failed, failures, errors, skipped } = countSuite(root, 0);
  if (total === 0) return unreadable('it has no test cases');
  if (skipped === total) return unreadable(`all ${total} test cases were skipped`);
  const passed = Math.max(0, total - failed - skipped);
  return { kind: 'values', values: { total, passed, failed, failures, errors, skipped } };
};

/** JUnit XML of any tool: nested suites, cases counted one by one. */
export const junit: EvidenceForm = {
  reads: 'JUnit XML of any tool, with nested suites; cases are counted one by one',
  variables: [
    count('total', 'test cases'),
    count('passed', 'cases that ran and did not fail'),
    count('failed', 'cases with a failure or an error, or as many as a suite speaks of'),
    count('failures', 'cases with a failure'),
    count('errors', 'cases or suites with an error'),
    count('skipped', 'cases that did not run'),
  ],
  refuses: 'no test case ran; it speaks of more tests than it holds',
  read: readJunit,
};
