import { count, type Variable } from './reading.ts';

/** Severities that scanners agree on, worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'unknown'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** How many there are of each severity; every severity has a number. */
export function bySeverity(found: readonly Severity[]): Readonly<Record<Severity, number>> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
  for (const severity of found) counts[severity] += 1;
  return counts;
}

/** Documentation of `bySeverity`. @param of `vulnerabilities` */
export const severityVariables = (of: string): readonly Variable[] =>
  SEVERITIES.map((severity) => count(severity, `${of} of severity ${severity}`));
