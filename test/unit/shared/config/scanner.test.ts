import { expect, test } from 'vitest';
import { parseConfig } from '../../../../shared/config/parse.ts';

const HASH = 'a'.repeat(64);
const parse = (trivy: string) =>
  parseConfig(`version: 1\napplication: tracker\nscanner: { trivy: ${trivy} }\n`, 'c.yml').scanner?.trivy;

test.each([
  '{ path: /usr/bin/trivy }',
  `{ path: /usr/bin/trivy, sha256: ${HASH}, severity: [LOW], fixed-only: true, max-database-age: 2d }`,
  `{ version: 0.59.1, sha256: ${HASH}, from: "https://mirror.test/trivy.tar.gz", update-database: false }`,
])('%s is accepted', (text) => expect(parse(text)).toBeDefined());

test.each([
  ['{}', 'trivy needs either path or version'],
  [`{ path: /t, version: 0.59.1, sha256: ${HASH} }`, 'trivy needs either path or version'],
  ['{ version: 0.59.1 }', 'needs the sha256 of its archive'],
  ['{ path: /t, from: "https://m.test/x" }', 'give version'],
  [`{ version: 0.59.1, sha256: ${HASH}, from: "http://m.test/x" }`, 'an https address'],
  ['{ path: trivy }', 'an absolute path'],
  ['{ path: /t, sha256: abc }', 'a sha256'],
  ['{ path: /t, severity: [] }', 'severity'],
  ['{ path: /t, severity: [SEVERE] }', 'severity'],
  ['{ path: /t, max-database-age: 2 days }', 'a duration'],
  ['{ path: /t, ignore: x }', 'ignore'],
])('%s is refused', (text, message) => {
  const problem = (() => {
    try {
      return parse(text);
    } catch (error) {
      return error;
    }
  })();
  expect(JSON.stringify({ problem, text: String(problem) })).toContain(message);
});

test('a secret of a build is in one place', () => {
  const build = (secret: string) =>
    parseConfig(
      `version: 1\napplication: t\nservices: { a: { image: r/a, build: { context: a, secrets: { pip: ${secret} } } } }\n`,
      'c.yml',
    );
  expect(() => build('{ env: T }')).not.toThrow();
  for (const wrong of ['{}', '{ env: T, file: x }'])
    expect(() => build(wrong)).toThrow('secret "pip" needs either env or file');
});
