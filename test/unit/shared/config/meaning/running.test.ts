import { expect, test } from 'vitest';
import { changed, mistakes } from '../example.ts';

const BUILD = '    build: { context: backend }\n';
const said = (lines: string) => mistakes(changed(BUILD, `${BUILD}${lines}`)).map((one) => one.replace(/^\S+ /, ''));

test.each([
  ['    run: { ready: { tcp: ":80" } }\n    limits: { memory: 64MiB }\n', []],
  ['    limits: { image: 400MB }\n', []],
  [
    '    limits: { memory: 64MiB }\n',
    ['limits.memory is about a container that runs; add run.ready, which says how it becomes ready'],
  ],
  [
    '    run: { egress: any }\n',
    ['run.egress is about a container that runs; add run.ready, which says how it becomes ready'],
  ],
  ['    run: { ready: {} }\n', ['ready needs exactly one of http, tcp, healthcheck; it has none']],
  [
    '    run: { ready: { tcp: ":80", healthcheck: true } }\n',
    ['ready needs exactly one of http, tcp, healthcheck; it has tcp and healthcheck'],
  ],
  ['    run: { ready: { tcp: ":70000" } }\n', ['70000 is not a port']],
  ['    run: { ready: { tcp: ":80" } }\n    talks-to: ["backend:80"]\n', ['"backend:80" is the service itself']],
])('%j', (lines, messages) => expect(said(lines)).toEqual(messages));

test('an integration test is about a service that runs', () => {
  const text = (from: string, target: string) =>
    changed(
      'environments:\n',
      `integration: [{ id: a, from: ${from}, command: [x], talks-to: ["${target}:80"] }]\nenvironments:\n`,
    );
  expect(mistakes(text('backend', 'backend')).join()).toContain(
    'reaches no service that is built here and has run.ready',
  );
  expect(mistakes(text('backnd', 'backend')).join()).toContain('unknown service "backnd"');
});
