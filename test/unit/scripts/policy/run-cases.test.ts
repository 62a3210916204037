import { expect, test } from 'vitest';
import { casesPage, runCases } from '../../../../scripts/policy/run-cases.ts';

const FILE = `
configuration:
  version: 1
  application: tracker
  roles:
    qa: { people: [{ id: 1, login: grace, name: Grace Hopper }] }
    chief: { people: [{ id: 2, login: ada, name: Ada Byron }], via: environment }
  evidence: { tests: { artifact: tests, path: junit.xml, format: junit, require: failed == 0 } }
  checkpoints:
    BUILD: { title: Build, evidence: [tests] }
    PRE: { title: Pre, after: [BUILD], sign-offs: [qa] }
    CHIEF: { title: Chief, sign-offs: [chief] }
  freeze: [{ from: 2026-03-01T00:00:00Z, to: 2026-04-01T00:00:00Z, reason: audit, except: [day] }]
  overrides: { day: { lasts: 24h, sign-offs: [chief] } }
cases:
  - name: only case
`;

const run = (rest: string) => runCases(`${FILE}${rest.replace(/^/gm, '    ')}`, () => '')[0];

test.each([
  ['passes', 'checkpoint: BUILD\nevidence: { tests: { values: { failed: 0 } } }\nexpect: { verdict: PASS }'],
  [
    'unreadable',
    'checkpoint: BUILD\nevidence: { tests: unreadable }\nexpect: { verdict: ERROR, reasons: [EVIDENCE_UNREADABLE] }',
  ],
  [
    'a bot',
    'checkpoint: PRE\nrecords: { BUILD: PASS }\nreviews: [{ by: grace, says: approved, type: Bot }]\nexpect: { verdict: FAIL, reasons: [SIGNOFF_MISSING] }',
  ],
  [
    'a ghost',
    'checkpoint: PRE\nrecords: { BUILD: PASS }\nreviews: [{ by: null, says: approved }]\nexpect: { verdict: FAIL, reasons: [SIGNOFF_MISSING] }',
  ],
  [
    'an unknown author',
    'checkpoint: PRE\nrecords: { BUILD: PASS }\npull-request: { authors: [null] }\nreviews: [{ by: grace, says: approved }]\nexpect: { verdict: ERROR, reasons: [AUTHOR_UNKNOWN] }',
  ],
  [
    'before the merge',
    'checkpoint: PRE\nrecords: { BUILD: PASS }\npull-request: { state: open }\nreviews: [{ by: GRACE, says: approved }]\nexpect: { verdict: PASS }',
  ],
  [
    'an unprotected base',
    'checkpoint: PRE\nrecords: { BUILD: PASS }\npull-request: { protected: false }\nreviews: [{ by: grace, says: approved }]\nexpect: { verdict: FAIL, reasons: [PULL_REQUEST_MISSING] }',
  ],
  [
    'a record nobody can read',
    'checkpoint: PRE\nrecords: { BUILD: unreadable }\nreviews: [{ by: grace, says: approved }]\nexpect: { verdict: ERROR, reasons: [RECORD_UNREADABLE] }',
  ],
  [
    'the starter',
    'checkpoint: PRE\nstarted-by: grace\nrecords: { BUILD: PASS }\nreviews: [{ by: grace, says: approved }]\nexpect: { verdict: FAIL, reasons: [SIGNOFF_SELF] }',
  ],
  [
    'an environment',
    'checkpoint: CHIEF\napprovals: [{ by: ada, environment: sign-off-chief }]\nexpect: { verdict: PASS }',
  ],
  [
    'a freeze',
    'checkpoint: CHIEF\nat: 2026-03-02T00:00:00Z\napprovals: [{ by: ada, environment: sign-off-chief }]\nexpect: { verdict: FAIL, reasons: [CODE_FREEZE] }',
  ],
])('%s: the case is as expected', (_, rest) => {
  expect(run(rest)).toEqual({ name: 'only case', passed: true, problems: [] });
});

test('a case that is not as expected says what differs and what was seen', () => {
  const result = run(
    'checkpoint: PRE\nrecords: { BUILD: PASS }\nexpect: { verdict: PASS, requirements: { sign-off/qa: OK } }',
  );
  expect(result?.problems).toEqual([
    'verdict: expected PASS, is FAIL',
    'reasons: expected none, are SIGNOFF_MISSING',
    'sign-off/qa: expected OK, is SIGNOFF_MISSING',
    'sign-off/qa is UNSATISFIED (SIGNOFF_MISSING): nobody has signed',
  ]);
  expect(casesPage('c.yml', result === undefined ? [] : [result])).toMatch(
    /^c\.yml: 0 of 1 cases as expected\n {2}FAILED only case\n/,
  );
});

test.each([
  ['an unknown checkpoint', 'checkpoint: BUIL\nexpect: { verdict: PASS }', 'no checkpoint "BUIL"'],
  [
    'evidence that is not asked for',
    'checkpoint: PRE\nevidence: { tests: missing }\nexpect: { verdict: FAIL }',
    'no evidence tests',
  ],
  [
    'a record that is not asked for',
    'checkpoint: BUILD\nrecords: { BUIL: PASS }\nexpect: { verdict: FAIL }',
    'no record of BUIL',
  ],
  [
    'a requirement that is not asked',
    'checkpoint: BUILD\nevidence: { tests: { values: { failed: 0 } } }\nexpect: { verdict: PASS, requirements: { sign-off/qa: OK } }',
    'is not asked',
  ],
])('%s fails the case', (_, rest, words) => {
  const result = run(rest);
  expect(result?.passed).toBe(false);
  expect(result?.problems.join()).toContain(words);
});

test.each([
  ['an unknown key', 'checkpoint: BUILD\nreview: []\nexpect: { verdict: PASS }', 'review'],
  ['a reason that is none', 'checkpoint: BUILD\nexpect: { verdict: FAIL, reasons: [NOPE] }', 'no such reason code'],
  ['no expectation', 'checkpoint: BUILD', 'expect'],
])('%s: the file is refused', (_, rest, words) => {
  expect(() => run(rest)).toThrow(words);
});

test('a configuration with a mistake is refused', () => {
  expect(() =>
    runCases(
      'configuration: c.yml\ncases: [{ name: a, checkpoint: B, expect: { verdict: PASS } }]',
      () => 'version: 2',
    ),
  ).toThrow('version');
});

test('evidence that names its workflow and its image is in order unless the case says otherwise', () => {
  const bound = `
configuration:
  version: 1
  application: tracker
  evidence:
    scan: { artifact: scan, path: t.json, format: trivy, from: .github/workflows/scan.yml, image: backend, require: high == 0 }
  checkpoints: { SCAN: { title: Scan, evidence: [scan] } }
  services: { backend: { image: ghcr.io/acme/backend, build: { context: backend } } }
cases:
  - name: clean
    checkpoint: SCAN
    evidence: { scan: { values: { high: 0 } } }
    expect: { verdict: PASS }
  - name: before the build
    checkpoint: SCAN
    build: none
    evidence: { scan: { values: { high: 0 } } }
    expect: { verdict: FAIL, reasons: [EVIDENCE_OTHER_IMAGE] }
`;
  expect(runCases(bound, () => '').flatMap(({ problems }) => problems)).toEqual([]);
});
