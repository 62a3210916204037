import { type OverrideCandidate, type OverrideOrigin, ungranted, unproven } from './granted-override.ts';
import type { GrantedOverride } from './overrides.ts';

/** What an override is looked for by. */
export type LaterScope = {
  readonly checkpoint: string;
  readonly environment: string | null;
  readonly commit: string;
};

/** Overrides that were granted for exactly this, whether they have expired or not. */
export function grantedFor(
  candidates: readonly OverrideCandidate[],
  origin: OverrideOrigin,
  application: string,
  scope: LaterScope,
): readonly GrantedOverride[] {
  return candidates.flatMap(({ artifact, run, record }) => {
    if (run.kind !== 'read' || record?.kind !== 'read') return [];
    const one = { record: record.value, run: run.value };
    if ((ungranted(artifact, run.value, origin) ?? unproven(record.value, run.value, application)) !== undefined)
      return [];
    const { checkpoint, environment, subject } = record.value;
    const same =
      checkpoint === scope.checkpoint && environment === scope.environment && subject.commit === scope.commit;
    return same ? [one] : [];
  });
}

/**
 * When the first of them was granted, RFC 3339; null for none. What was deployed since then was deployed under it, and
 * cannot be what a validation of the same commit begins after.
 */
export function firstGranted(overrides: readonly GrantedOverride[]): string | null {
  const times = overrides
    .map(({ record }) => Date.parse(record.request.grantedAt))
    .filter((time) => !Number.isNaN(time));
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
}

/**
 * Whether a gate only makes up for a validation that was promised: somebody dispatched it on the protected branch for an
 * older commit that was overridden. Its record is stored where no deployment looks for one.
 */
export function isLaterValidation(
  run: { readonly event: string; readonly ref: string; readonly sha: string },
  origin: OverrideOrigin,
  commit: string,
  overrides: readonly GrantedOverride[],
): boolean {
  const dispatched = run.event === 'workflow_dispatch' && run.ref === `refs/heads/${origin.branch}`;
  return dispatched && run.sha !== commit && overrides.length > 0;
}
