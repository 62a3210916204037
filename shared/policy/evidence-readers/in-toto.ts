import * as z from 'zod';
import type { Json } from '../../domain/json.ts';
import { parseShaped } from './json-text.ts';
import { count, type EvidenceForm, type EvidenceReader, unreadable } from './reading.ts';

const PAYLOAD = 'application/vnd.in-toto+json';

const envelope = z.object({
  payloadType: z.string(),
  payload: z.base64(),
  signatures: z.array(z.object({ sig: z.string().min(1) })).min(1, 'has no signature'),
});

const bundle = z.object({
  mediaType: z.string().startsWith('application/vnd.dev.sigstore.bundle'),
  dsseEnvelope: envelope,
});

const statement = z.object({
  _type: z.enum(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']),
  subject: z
    .array(z.object({ name: z.string().optional(), digest: z.record(z.string(), z.string().regex(/^[0-9a-f]+$/)) }))
    .min(1, 'has no subject'),
  predicateType: z.string().min(1),
  predicate: z.custom<Json>().optional(),
});

const root = z.record(z.string(), z.unknown());

/** The envelope of a bundle, an envelope as it is, or none around a bare statement. */
export function envelopeIn(text: string): z.output<typeof envelope> | undefined {
  const found = parseShaped(text, root, 'a DSSE envelope, a Sigstore bundle or an in-toto statement');
  if ('dsseEnvelope' in found) return parseShaped(text, bundle, 'a Sigstore bundle').dsseEnvelope;
  if ('_type' in found) return undefined;
  return parseShaped(text, envelope, 'a DSSE envelope');
}

const decode = (base64: string): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)));

const readInToto: EvidenceReader = (text, wanted) => {
  const around = envelopeIn(text);
  if (around !== undefined && around.payloadType !== PAYLOAD) return unreadable(`its payload is not ${PAYLOAD}`);
  const found = parseShaped(around === undefined ? text : decode(around.payload), statement, 'an in-toto statement');
  const digests = found.subject.flatMap(({ digest }) =>
    digest['sha256'] === undefined ? [] : [`sha256:${digest['sha256']}`],
  );
  const { predicate = null } = found;
  return {
    kind: 'values',
    values: {
      predicate_type: found.predicateType,
      subjects: found.subject.length,
      signatures: around?.signatures.length ?? 0,
      ...(wanted.has('digests') ? { digests } : {}),
      ...(wanted.has('predicate') ? { predicate } : {}),
    },
    digests,
  };
};

export const inToto: EvidenceForm = {
  reads:
    'in-toto Statement v1 or v0.1, bare, in a DSSE envelope or in a Sigstore bundle. The signature is verified where `signed-by` names keys; **without `signed-by` it is not**, and what is believed is the artifact that it came in',
  variables: [
    { name: 'predicate_type', unit: 'text', meaning: 'the `predicateType`', together: 'same' },
    count('subjects', 'subjects'),
    { name: 'digests', unit: 'list', meaning: '`sha256:…` of the subjects', together: 'joined' },
    { name: 'predicate', unit: 'any', meaning: 'the predicate: `predicate.result == "PASSED"`', together: 'one' },
    {
      name: 'signatures',
      unit: 'count',
      meaning: 'signatures in the envelope; counting them verifies none',
      together: 'lowest',
    },
  ],
  refuses: 'no subject; an envelope without a signature or with another payload',
  read: readInToto,
};
