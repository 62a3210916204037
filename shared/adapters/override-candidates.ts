import * as z from 'zod';
import { laterRecordArtifactName, overrideArtifactName } from '../domain/artifact-names.ts';
import { describeError, UserError } from '../domain/errors.ts';
import { type Fact, read, unavailable } from '../domain/fact.ts';
import type { ParsedRecord } from '../domain/parse-record.ts';
import type { LaterCandidate, OverrideCandidate, OverrideSummary } from '../policy/granted-override.ts';
import type { Artifact, GitHub, StartedRun } from './github/port.ts';
import { summaryOf as recordSummaryOf } from './record-candidates.ts';
import { readStored } from './records.ts';

const time = z.iso.datetime();

const request = z.strictObject({
  kind: z.string(),
  reason: z.string(),
  ticket: z.string(),
  requester: z.strictObject({ id: z.int().positive(), login: z.string() }),
  requirements: z.array(z.string()).min(1),
  grantedAt: time,
  expires: time,
  validateBy: time.nullable(),
});

/** What the record of an override says, or why it cannot be used. */
function summaryOf(parsed: ParsedRecord): Fact<OverrideSummary> {
  if (!parsed.ok) return unavailable(parsed.problem, 'RECORD_UNREADABLE');
  const { kind, facts, decision, run, policy, application, checkpoint, environment, subject } = parsed.record;
  const asked = z.looseObject({ request }).safeParse(facts);
  if (kind !== 'override' || !asked.success) return unavailable('it holds no override', 'RECORD_UNREADABLE');
  return read({
    sha256: parsed.sha256,
    application,
    checkpoint,
    environment,
    verdict: decision.verdict,
    subject,
    policySha256: policy.sha256,
    run: { id: run.id, attempt: run.attempt },
    request: asked.data.request,
    approvals: decision.requirements
      .filter((result) => result.id.startsWith('sign-off/') && result.status === 'SATISFIED')
      .map((result) => result.seen),
  });
}

async function asFact<T>(ask: () => Promise<T>): Promise<Fact<T>> {
  try {
    return read(await ask());
  } catch (thrown) {
    if (thrown instanceof UserError) return unavailable(describeError(thrown), thrown.code);
    throw thrown;
  }
}

type MayStore = (artifact: Artifact, run: StartedRun) => string | undefined;

/** Every artifact of a name that GitHub still keeps, with the run that stored it, read only where that run may have. */
const findNamed = <T>(
  github: GitHub,
  name: string,
  may: MayStore,
  summary: (parsed: ParsedRecord) => Fact<T>,
): Promise<Fact<readonly { artifact: Artifact; run: Fact<StartedRun>; record: Fact<T> | null }[]>> =>
  asFact(async () => {
    const artifacts = (await github.artifactsNamed(name)).filter((one) => !one.expired);
    return Promise.all(
      artifacts.map(async (artifact) => {
        const run = await asFact(() => github.startedRun(artifact.runId));
        if (run.kind === 'unavailable' || may(artifact, run.value) !== undefined)
          return { artifact, run, record: null };
        return { artifact, run, record: summary(await readStored(github, artifact)) };
      }),
    );
  });

/**
 * Every override of an application that GitHub still keeps, with the run that stored it. Expired artifacts are left
 * out: how far a gate looks back is how long artifacts are kept. A record is read only when its run may have granted it.
 * @param may why a run cannot have granted an override; undefined when it can
 */
export const findOverrides = (
  github: GitHub,
  application: string,
  may: MayStore,
): Promise<Fact<readonly OverrideCandidate[]>> => findNamed(github, overrideArtifactName(application), may, summaryOf);

/** Every validation that was made up for after an override, in the same way. */
export const findLater = (
  github: GitHub,
  about: Parameters<typeof laterRecordArtifactName>[0],
  may: MayStore,
): Promise<Fact<readonly LaterCandidate[]>> => findNamed(github, laterRecordArtifactName(about), may, recordSummaryOf);
