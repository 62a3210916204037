import type { RequirementResult } from '../domain/decision.ts';

/** A time in which nothing is let through; already cut to the environment of the decision. */
export type FreezeWindow = {
  /** RFC 3339. */
  readonly from: string;
  /** RFC 3339; the moment itself is outside. */
  readonly to: string;
  readonly reason: string;
  /** Kinds of override that may break it. */
  readonly except: readonly string[];
};

/** The windows that a moment is in. @param now milliseconds since the epoch */
export const windowsAt = (windows: readonly FreezeWindow[], now: number): readonly FreezeWindow[] =>
  windows.filter((window) => Date.parse(window.from) <= now && now < Date.parse(window.to));

/** Kinds of override that may break every one of the windows. */
export const mayBreak = (windows: readonly FreezeWindow[], kind: string): boolean =>
  windows.length > 0 && windows.every((window) => window.except.includes(kind));

/**
 * The requirement that no freeze is on: nothing while no freeze is configured. Without GitHub's clock it is an error,
 * because the clock of a runner can be set.
 */
export function judgeFreeze(windows: readonly FreezeWindow[], now: number | null): RequirementResult[] {
  if (windows.length === 0) return [];
  const base = {
    id: 'freeze',
    title: 'No code freeze',
    needed: 'a time outside of every freeze',
    whoCanFix: [],
    links: [],
    observations: [],
  };
  if (now === null) {
    const seen = 'GitHub told no time, and the clock of the runner decides nothing';
    return [{ ...base, status: 'ERROR', code: 'GITHUB_UNREADABLE', seen }];
  }
  const on = windowsAt(windows, now);
  const at = new Date(now).toISOString();
  if (on.length === 0) return [{ ...base, status: 'SATISFIED', code: 'OK', seen: `none at ${at}` }];
  const seen = on.map((window) => `frozen from ${window.from} to ${window.to}: ${window.reason}`).join('; ');
  const kinds = [...new Set(on.flatMap((window) => window.except))].filter((kind) => mayBreak(on, kind));
  const whoCanFix = kinds.length > 0 ? [`whoever may grant the override ${kinds.join(' or ')}`] : ['time'];
  return [{ ...base, status: 'UNSATISFIED', code: 'CODE_FREEZE', seen, whoCanFix }];
}
