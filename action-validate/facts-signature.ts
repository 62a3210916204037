import { verifyEnvelope } from '../shared/adapters/envelope-signature.ts';
import { describeError } from '../shared/domain/errors.ts';
import { envelopeIn } from '../shared/policy/evidence-readers/in-toto.ts';
import type { EnvelopeSignature } from '../shared/policy/evidence-signature.ts';

/** Whether one of the keys has signed the file: its envelope is taken out as the reader does, so that both see the same. */
export function readSignature(bytes: Uint8Array, keys: readonly string[]): EnvelopeSignature {
  try {
    const around = envelopeIn(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (around === undefined) return { kind: 'unverified', why: 'it is a bare statement, without an envelope' };
    return verifyEnvelope(around, keys);
  } catch (thrown) {
    return { kind: 'unverified', why: describeError(thrown) };
  }
}
