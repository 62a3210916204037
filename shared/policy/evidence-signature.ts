import type { EvidenceFile, EvidenceRule } from './evidence.ts';

/** Whether an envelope was signed by a key that is asked for. */
export type EnvelopeSignature =
  /** First half of the sha256 of the key. */
  { readonly kind: 'verified'; readonly key: string } | { readonly kind: 'unverified'; readonly why: string };

/** Which file is signed by none of the keys that are asked for; undefined when each is, or none is asked for. */
export function unsigned({ signedBy }: EvidenceRule, files: readonly EvidenceFile[]): string | undefined {
  if (signedBy === undefined) return undefined;
  const other = files.find(({ signature }) => signature?.kind !== 'verified');
  if (other === undefined) return undefined;
  const why = other.signature?.kind === 'unverified' ? other.signature.why : 'its signature was not looked at';
  return `${other.path}: ${why}`;
}

/** By whom an attestation was signed, or that nobody has looked: a record must never look like more than it is. */
export function toldSignature(rule: EvidenceRule, files: readonly EvidenceFile[]): string {
  if (rule.format !== 'dsse') return '';
  if (rule.signedBy === undefined) return '; its signature is not verified (no signed-by)';
  const keys = files.flatMap(({ signature }) => (signature?.kind === 'verified' ? [signature.key] : []));
  return `; signed by key ${[...new Set(keys)].join(', ')}`;
}
