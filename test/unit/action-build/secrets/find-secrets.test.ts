import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSecrets, LARGEST_EXAMINED, secretsIn } from '../../../../action-build/secrets/find-secrets.ts';
import { letters, SECRETS } from './samples.ts';

/** Known by what stands around them, wherever that begins. */
const FRAMED = new Set(['private-key', 'aws-secret', 'azure-key', 'slack-webhook']);

describe('every format is found wherever it stands in a text, and never shown', () => {
  test.each(Object.entries(SECRETS))('%s', (kind, secret) => {
    const padding = fc.array(fc.constantFrom('a = 1', '', '# note', 'name: "x"'), { maxLength: 5 });
    const start = fc.constantFrom('value="', 'KEY=', 'key: ', '', '\t', '(');
    fc.assert(
      fc.property(padding, start, padding, (before, begin, after) => {
        const text = [...before, `${begin}${secret}`, ...after].join('\n');
        const found = secretsIn(text);
        expect(found).toEqual([{ kind, line: before.length + 1, starts: expect.any(String) }]);
        expect(found[0]?.starts).toHaveLength(4);
      }),
    );
  });

  test.each(Object.entries(SECRETS))('%s with one character too few, or as a part of a longer word', (kind, secret) => {
    if (FRAMED.has(kind)) return;
    const short = { 'github-token': 36, 'npm-token': 36 } as Record<string, number>;
    if (short[kind] !== undefined) expect(secretsIn(`x = "${secret.slice(0, -1)}"`)).toEqual([]);
    expect(secretsIn(`abc${secret}`)).toEqual([]);
  });
});

const none: readonly (readonly [string, string])[] = [
  ['the header of a key in a program', 'if (text.startsWith("-----BEGIN PRIVATE KEY-----")) return;'],
  ['a public key', `-----BEGIN PUBLIC KEY-----\n${letters(64)}\n`],
  ['a certificate', `-----BEGIN CERTIFICATE-----\n${letters(64)}\n`],
  ['the example of AWS', `AKIAIOSFODNN7${'EXAMPLE'}`],
  ['a token of one letter', ['ghp', 'x'.repeat(36)].join('_')],
  ['a token from a variable', '//registry.example/:_authToken=${NPM_TOKEN}'],
  ['the secret of AWS by the name of a variable', 'aws_secret_access_key = process.env.AWS_SECRET_ACCESS_KEY'],
  ['the example secret of AWS', `aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY${'EXAMPLE'}KEY`],
  ['an account key that is given later', 'AccountKey=${KEY};EndpointSuffix=x'],
  ['a hook that is described', 'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'],
  ['a word of a language', 'SG.prototype.bind, hvs.length, gltf-loader, dockr_pat_, sk-antelope'],
  ['a CSS class', '.sk-circle-fade-dot-with-a-very-long-name-of-its-own { }'],
  ['nothing', ''],
];
test.each(none)('%s is no secret', (_, text) => expect(secretsIn(text)).toEqual([]));

test('a token of npm counts in whatever form', () => {
  expect(secretsIn(`//registry/:_authToken=${letters(20)}`)).toMatchObject([{ kind: 'npm-token', line: 1 }]);
});

test('a key in one line with \\n in it, and an encrypted one', () => {
  const one = SECRETS['private-key'].replaceAll('\n', '\\n');
  expect(secretsIn(`{"private_key": "${one}"}`)).toMatchObject([{ kind: 'private-key' }]);
  const head = 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n';
  const encrypted = SECRETS['private-key'].replace('KEY-----\n', `KEY-----\n${head}`);
  expect(secretsIn(encrypted)).toMatchObject([{ kind: 'private-key' }]);
});

test('programs and large files are passed over', () => {
  const text = Buffer.from(SECRETS['github-token']);
  expect(findSecrets(text)).toHaveLength(1);
  expect(findSecrets(Buffer.concat([Buffer.from([0]), text]))).toEqual([]);
  expect(findSecrets(Buffer.concat([text, Buffer.alloc(LARGEST_EXAMINED, 32)]))).toEqual([]);
});
