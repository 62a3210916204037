import type { Finding } from './finding.ts';
import { checkpointFindings } from './meaning/checkpoints.ts';
import { environmentFindings } from './meaning/environments.ts';
import { evidenceFindings } from './meaning/evidence.ts';
import { namesOf } from './meaning/names.ts';
import { overrideFindings } from './meaning/overrides.ts';
import { roleFindings } from './meaning/roles.ts';
import { runningFindings } from './meaning/running.ts';
import { scannerFindings } from './meaning/scanner.ts';
import { serviceFindings } from './meaning/services.ts';
import type { Config } from './schema.ts';

/**
 * What the form cannot say: names that refer to nothing, order that goes in circles, settings that exclude each other.
 * @param named the same data with every name that the file gives, so that a reference to an entry whose own form is
 *   wrong is not reported a second time
 */
export function meaningFindings(config: Config, named: unknown = config): readonly Finding[] {
  const names = namesOf(named);
  return [
    ...roleFindings(config),
    ...evidenceFindings(config),
    ...checkpointFindings(config, names),
    ...overrideFindings(config, names),
    ...scannerFindings(config),
    ...serviceFindings(config, names),
    ...runningFindings(config, names),
    ...environmentFindings(config, names),
  ];
}
