import { describeError, UserError } from '../domain/errors.ts';
import { type Fact, read, unavailable } from '../domain/fact.ts';
import type { ParsedRecord } from '../domain/parse-record.ts';
import type { RecordCandidate } from '../policy/earlier-record.ts';
import type { GitHub } from './github/port.ts';
import { readWaivers } from './record-waivers.ts';
import { type FoundRecord, findRecords } from './records.ts';

/** What is kept of a record that was found: all that `judgeRecord` needs, as plain JSON. */
const candidateOf = ({ artifact, run, name, parsed }: FoundRecord): RecordCandidate => ({
  artifact,
  run,
  attempt: name.attempt,
  record: summaryOf(parsed),
});

/** What is kept of a record, or why it cannot be used. */
export function summaryOf(parsed: ParsedRecord): RecordCandidate['record'] {
  if (!parsed.ok) return unavailable(parsed.problem, 'RECORD_UNREADABLE');
  const { kind, application, checkpoint, environment, decision, subject, policy } = parsed.record;
  const { decidedAt, previous } = parsed.record;
  const { verdict } = decision;
  const reference = { ref: policy.ref, sha256: policy.sha256 };
  const runId = parsed.record.run.id;
  const overridden = decision.requirements.filter((one) => one.status === 'OVERRIDDEN').map((one) => one.id);
  const waivers = kind === 'build' ? readWaivers(parsed.record.facts) : read([]);
  if (waivers.kind === 'unavailable') return waivers;
  const about = { kind, application, checkpoint, environment, verdict, subject, policy: reference, runId };
  return read({
    sha256: parsed.sha256,
    ...about,
    decidedAt,
    previous,
    ...(overridden.length > 0 ? { overridden } : {}),
    ...(waivers.value.length > 0 ? { waivers: waivers.value } : {}),
  });
}

/**
 * Records of a commit as facts: what could not be listed is told as such, never as none.
 * @param which.subject checkpoint, or `build`; every record of the commit when nothing is given
 */
export async function readCandidates(
  github: GitHub,
  commit: string,
  which: { readonly subject?: string; readonly environment?: string | null; readonly run?: number } = {},
): Promise<Fact<readonly RecordCandidate[]>> {
  try {
    return read((await findRecords(github, commit, which)).map(candidateOf));
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return unavailable(describeError(thrown), thrown.code);
  }
}

/**
 * The rest of a commit's records, when those read so far build on some of them; otherwise nothing is asked.
 * @param missing hashes that they name and that none of them has
 */
export const readChain = async (
  github: GitHub,
  commit: string,
  missing: readonly string[],
): Promise<{ readonly chain?: Fact<readonly RecordCandidate[]> }> =>
  missing.length === 0 ? {} : { chain: await readCandidates(github, commit) };
