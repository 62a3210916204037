import type { GitHub } from '../shared/adapters/github/port.ts';
import { toCandidate } from '../shared/adapters/record-candidates.ts';
import { findRecords } from '../shared/adapters/records.ts';
import type { Fact } from '../shared/domain/fact.ts';
import type { RecordCandidate } from '../shared/policy/earlier-record.ts';
import { asFact } from './facts-unavailable.ts';

/**
 * Reads the records of a commit that are stored under one of the environments.
 * @param subject checkpoint, or `build`
 */
export const readRecords = (
  github: GitHub,
  commit: string,
  subject: string,
  environments: readonly (string | null)[],
): Promise<Fact<readonly RecordCandidate[]>> =>
  asFact(async () => {
    const found = await Promise.all(
      [...new Set(environments)].map((environment) => findRecords(github, commit, { subject, environment })),
    );
    return found.flat().map(toCandidate);
  });
