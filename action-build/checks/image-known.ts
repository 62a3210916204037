import type { ImageFact, ServiceFacts } from '../service-facts.ts';
import type { CheckResult } from './check.ts';

/** What was read from an image. */
export type KnownImage = Extract<ImageFact, { kind: 'read' }>;

/** Runs a check on what was read from the image, or says why there is nothing to run it on. */
export function onImage({ read, build }: ServiceFacts, check: (image: KnownImage) => CheckResult): CheckResult {
  if (build.kind !== 'built' || read.kind === 'none') {
    return { status: 'not-run', seen: 'not run: there is no image', needed: 'an image that builds', after: 'build' };
  }
  if (read.kind === 'unreadable') {
    return { status: 'not-run', seen: `not run: ${read.why}`, needed: 'an image that the engine can export' };
  }
  return check(read);
}
