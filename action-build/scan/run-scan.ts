import type { Clock } from '../../shared/adapters/clock.ts';
import type { Trivy } from '../../shared/adapters/trivy/port.ts';
import { showDuration } from '../../shared/domain/duration.ts';
import { UserError } from '../../shared/domain/errors.ts';
import type { Digest } from '../../shared/domain/subject.ts';
import type { Log } from '../../shared/runner/port.ts';
import type { ScanFact } from './scan-fact.ts';

export type ScanPorts = {
  /** Undefined when the configuration names no scanner. */
  readonly trivy: Trivy | undefined;
  readonly clock: Clock;
  readonly log: Log;
};

/** A scan as a fact, with the scanner's own words apart: they are evidence, too long for a record. */
export type Scanned = { readonly fact: ScanFact; readonly report?: string; readonly sbom?: string };

/** Scans one image. A scan that fails is a fact, so that it hides nothing about the other services. */
export async function runScan({ trivy, clock, log }: ScanPorts, service: string, image: Digest): Promise<Scanned> {
  if (trivy === undefined) return { fact: { kind: 'none' } };
  try {
    const scanner = await trivy.prepare();
    const started = clock.now();
    const { report, sbom, ...seen } = await trivy.scan(image);
    const took = clock.now() - started;
    const about = `${seen.vulnerabilities.length} vulnerabilities known, database of ${scanner.database.updatedAt}`;
    log.info(`${service}: scanned by Trivy ${scanner.version}: ${about} (${showDuration(took)})`);
    const at = new Date(started).toISOString();
    return { fact: { kind: 'scanned', seconds: Math.round(took) / 1_000, at, scanner, ...seen }, report, sbom };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.info(`${service}: not scanned: ${error.message}`);
    return { fact: { kind: 'failed', code: error.code, why: error.message } };
  }
}
