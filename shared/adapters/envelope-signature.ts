import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { describeError } from '../domain/errors.ts';
import type { EnvelopeSignature } from '../policy/evidence-signature.ts';

/** A DSSE envelope as far as its signature goes; content and signatures in base64. */
export type Envelope = {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
};

/** Hashes that go with the curves of ECDSA. */
const HASHES: Readonly<Record<string, string>> = { prime256v1: 'sha256', secp384r1: 'sha384', secp521r1: 'sha512' };

/** What is signed in a DSSE envelope: type and content with their lengths, so that neither can be taken for the other. */
export function preAuthentication(type: string, body: Uint8Array): Uint8Array {
  const kind = new TextEncoder().encode(type);
  return Buffer.concat([Buffer.from(`DSSEv1 ${kind.length} `), kind, Buffer.from(` ${body.length} `), body]);
}

/** First half of the hash of a key, by which people can tell it from another one. */
const fingerprint = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 32);

/** @throws for a kind of key that is not used here */
function holds(key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  if (key.asymmetricKeyType === 'ed25519') return verify(null, data, key, signature);
  const hash = HASHES[key.asymmetricKeyDetails?.namedCurve ?? ''];
  if (key.asymmetricKeyType !== 'ec' || hash === undefined)
    throw new Error('a key of signed-by is neither Ed25519 nor ECDSA on P-256, P-384 or P-521');
  // The two numbers of a signature are written as ASN.1 by most tools, and one after the other in the specification.
  return (['der', 'ieee-p1363'] as const).some((dsaEncoding) => verify(hash, data, { key, dsaEncoding }, signature));
}

function check(around: Envelope, keys: readonly string[]): EnvelopeSignature {
  const data = preAuthentication(around.payloadType, Buffer.from(around.payload, 'base64'));
  const known = keys.map((key) => createPublicKey(key));
  const by = known.find((key) => around.signatures.some(({ sig }) => holds(key, data, Buffer.from(sig, 'base64'))));
  if (by !== undefined) return { kind: 'verified', key: fingerprint(by) };
  return { kind: 'unverified', why: `none of its ${around.signatures.length} signatures is by a key of signed-by` };
}

/** Whether one of the keys (PEM) has signed what is in an envelope. What cannot be checked is not verified. */
export function verifyEnvelope(envelope: Envelope, keys: readonly string[]): EnvelopeSignature {
  try {
    return check(envelope, keys);
  } catch (thrown) {
    return { kind: 'unverified', why: describeError(thrown) };
  }
}
