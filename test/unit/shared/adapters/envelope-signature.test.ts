import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readSignature } from '../../../../action-validate/facts-signature.ts';
import { preAuthentication } from '../../../../shared/adapters/envelope-signature.ts';

const TYPE = 'http://example.com/HelloWorld';
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

/** The test vector of the DSSE specification (protocol.md): ECDSA on P-256, r and s one after the other. */
const coordinate = (value: bigint): string =>
  Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toString('base64url');
const SPEC_KEY = pem(
  createPublicKey({
    format: 'jwk',
    key: {
      ...{ kty: 'EC', crv: 'P-256' },
      x: coordinate(46950820868899156662930047687818585632848591499744589407958293238635476079160n),
      y: coordinate(5640078356564379163099075877009565129882514886557779369047442380624545832820n),
    },
  }),
);
const SPEC = {
  payload: 'aGVsbG8gd29ybGQ=',
  payloadType: TYPE,
  signatures: [{ sig: 'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==' }],
};

describe('the vector of the specification', () => {
  test('is encoded as it says', () => {
    const encoded = Buffer.from(preAuthentication(TYPE, Buffer.from('hello world'))).toString();
    expect(encoded).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });
  test('counts bytes, not characters', () => {
    expect(Buffer.from(preAuthentication('ü', Buffer.from('é'))).toString()).toBe('DSSEv1 2 ü 2 é');
  });
  test('is verified', () => {
    expect(readSignature(bytes(SPEC), [SPEC_KEY])).toEqual({
      kind: 'verified',
      key: expect.stringMatching(/^\w{32}$/),
    });
  });
  test.each([
    ['another payload', { payload: 'aGVsbG8gd29ybGQh' }],
    ['another type', { payloadType: `${TYPE}s` }],
    ['another signature', { signatures: [{ sig: Buffer.alloc(64, 1).toString('base64') }] }],
    ['no signature', { signatures: [] }],
  ])('is not with %s', (_, change) => {
    expect(readSignature(bytes({ ...SPEC, ...change }), [SPEC_KEY]).kind).toBe('unverified');
  });
});

const signed = (key: KeyObject, hash: string | null) => ({
  ...SPEC,
  signatures: [
    { sig: 'AAAA' },
    { sig: sign(hash, preAuthentication(TYPE, Buffer.from('hello world')), key).toString('base64') },
  ],
});

test.each([
  ['Ed25519', generateKeyPairSync('ed25519'), null],
  ['P-256 in ASN.1', generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'sha256'],
  ['P-384', generateKeyPairSync('ec', { namedCurve: 'P-384' }), 'sha384'],
] as const)('%s: any of the signatures by any of the keys, and by no other', (_, pair, hash) => {
  const envelope = signed(pair.privateKey, hash);
  expect(readSignature(bytes(envelope), [SPEC_KEY, pem(pair.publicKey)]).kind).toBe('verified');
  expect(readSignature(bytes(envelope), [SPEC_KEY])).toEqual({
    kind: 'unverified',
    why: 'none of its 2 signatures is by a key of signed-by',
  });
});

test('the envelope of a Sigstore bundle is verified by a key as well', () => {
  const bundle = { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', dsseEnvelope: SPEC };
  expect(readSignature(bytes(bundle), [SPEC_KEY]).kind).toBe('verified');
});

test.each([
  ['a bare statement', { _type: 'https://in-toto.io/Statement/v1' }, SPEC_KEY, 'a bare statement'],
  ['something else', { a: 1 }, SPEC_KEY, 'DSSE envelope'],
  ['a key that is none', SPEC, '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', ''],
  [
    'a kind of key that is not used',
    SPEC,
    pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey),
    'neither',
  ],
])('%s is not verified', (_, value, key, why) => {
  const found = readSignature(bytes(value), [key]);
  expect(found).toEqual({ kind: 'unverified', why: expect.stringContaining(why) });
});
