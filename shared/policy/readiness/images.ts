import type { ReadinessRules } from './rules.ts';

/** Reasons under which the kubelet reports that it cannot get an image. */
export const IMAGE_REASONS: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

const FINAL_REASONS = new Set(['ErrImageNeverPull', 'InvalidImageName', 'SignatureValidationFailed']);

/** Passing troubles are looked for first: registries answer rate limits with words like "denied" too. */
const PASSING =
  /too ?many ?requests|\b429\b|rate limit|time(d )?-?out|deadline exceeded|connection (refused|reset)|no such host|temporar|try again|\b50[0234]\b|server misbehaving|unavailable|unexpected eof|\beof\b|tls handshake|network is unreachable|\bi\/o\b/i;

const FINAL =
  /not found|manifest unknown|name unknown|unauthori[sz]ed|authentication required|authorization failed|denied|forbidden|\b40[134]\b|invalid reference|invalid image|could ?n.t parse image|no match for platform|no matching manifest|unsupported/i;

/** Grace of an image error by its reason and text; 0 when it cannot heal without a change. */
export function imageGrace(reason: string, message: string, image: string, rules: ReadinessRules): number {
  if (FINAL_REASONS.has(reason)) return 0;
  // The names of images and addresses are no words of the registry: `acme/timeout-service` does not time out.
  const words = message.replaceAll(image, '').replaceAll(/https?:\/\/[^\s"]+/g, '');
  if (PASSING.test(words)) return rules.imageTransient;
  return FINAL.test(words) ? 0 : rules.image;
}
