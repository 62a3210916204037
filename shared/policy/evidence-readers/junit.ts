import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type EvidenceReader, unreadable } from './reading.ts';

/** An element as the parser gives it: attributes with `@`, children as arrays. */
type Element = Readonly<Record<string, unknown>>;

type Counts = { total: number; failed: number; failures: number; errors: number; skipped: number; suites: number };

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  parseTagValue: false,
  alwaysCreateTextNode: true,
  // Nothing that is counted stands in an entity, and a document must not be able to grow.
  processEntities: false,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

const children = (element: Element, name: string): readonly Element[] => {
  const found = element[name];
  return Array.isArray(found) ? (found as readonly Element[]) : [];
};

const attribute = (element: Element, name: string): number => {
  const value = Number(element[`@${name}`] ?? 0);
  return Number.isFinite(value) ? value : 0;
};

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
  // An error directly under the suite belongs to no case.
  counts.errors = Math.max(counts.errors, attribute(suite, 'errors')) + children(suite, 'error').length;
  counts.failures = Math.max(counts.failures, attribute(suite, 'failures')) + children(suite, 'failure').length;
  counts.failed = Math.max(
    counts.failed,
    counts.failures,
    counts.errors,
    attribute(suite, 'failures') + attribute(suite, 'errors'),
  );
  return counts;
}

function rootSuite(text: string): Element | undefined {
  const document = parser.parse(text) as Element;
  const roots = [...children(document, 'testsuites'), ...children(document, 'testsuite')];
  return roots.length === 1 ? roots[0] : undefined;
}

/**
 * JUnit XML of any tool: nested suites, cases counted one by one.
 * Gives `total`, `passed`, `failed` (failures or errors), `failures`, `errors`, `skipped`.
 * A file without a test case that ran is no evidence.
 */
export const readJunit: EvidenceReader = (text) => {
  const valid = XMLValidator.validate(text);
  if (valid !== true) return unreadable(`not well-formed XML: line ${valid.err.line}: ${valid.err.msg}`);
  const root = rootSuite(text);
  if (root === undefined) return unreadable('not a JUnit file: its root is neither testsuites nor testsuite');
  const { total, failed, failures, errors, skipped } = countSuite(root, 0);
  if (total === 0) return unreadable('it has no test cases');
  if (skipped === total) return unreadable(`all ${total} test cases were skipped`);
  const passed = Math.max(0, total - failed - skipped);
  return { kind: 'values', values: { total, passed, failed, failures, errors, skipped } };
};
