import { conclude, type Decision, type RequirementResult } from '../shared/domain/decision.ts';
import { read, unavailable } from '../shared/domain/fact.ts';
import type { Subject } from '../shared/domain/subject.ts';
import { type BuildWaiver, judgeWaivers } from '../shared/policy/build-waivers.ts';
import { type Expected, judgeRecord, type RecordSummary } from '../shared/policy/earlier-record.ts';
import { type Against, judgeEvidence } from '../shared/policy/evidence.ts';
import type { Origin } from '../shared/policy/evidence-source.ts';
import { poolOf } from '../shared/policy/record-chain.ts';
import { withOverrides } from './decide-overrides.ts';
import { decidePast } from './decide-past.ts';
import { decideSignOffs, type Stage, stageOf } from './decide-pull-request.ts';
import { decidedAt, type GateFacts } from './gate-facts.ts';

/** What the gate says, about what, and after which record. */
export type GateDecision = {
  readonly decision: Decision;
  readonly stage: Stage;
  readonly subject: Subject;
  /** sha256 of the record before this one; null for the first. */
  readonly previous: string | null;
  /** What the build of the images let through, and who answers for it. */
  readonly waivers?: readonly BuildWaiver[];
};

const originOf = (facts: GateFacts): Origin => ({
  commit: facts.subject.commit,
  repositoryId: facts.repository.id,
  runId: facts.run.id,
  beforeMerge: stageOf(facts) === 'before-merge',
});

function expectedRecord(
  facts: GateFacts,
  change: Pick<Expected, 'title' | 'kind' | 'checkpoint' | 'environments' | 'images' | 'chain'>,
): Expected {
  return {
    ...originOf(facts),
    application: facts.rules.application,
    tree: facts.subject.tree,
    policySha256: facts.policy.sha256,
    ...change,
  };
}

type Judged = { readonly results: readonly RequirementResult[]; readonly records: readonly RecordSummary[] };

/**
 * The build's record gives the subject its images. Before the merge there is none that could be deployed. A build that
 * nobody asks for may be missing, but one that is there has to be in order.
 */
function decideBuild(facts: GateFacts): Judged {
  if (stageOf(facts) === 'before-merge') return { results: [], records: [] };
  const { result, record } = judgeRecord(
    facts.builds,
    expectedRecord(facts, {
      title: 'Images built',
      kind: 'build',
      checkpoint: null,
      environments: [null],
      images: null,
    }),
  );
  if (result.code === 'RECORD_MISSING' && facts.rules.builds !== 'required') return { results: [], records: [] };
  const waivers = judgeWaivers(record?.waivers ?? [], decidedAt(facts));
  return { results: [result, ...waivers], records: record === null ? [] : [record] };
}

function decideEarlier(facts: GateFacts, images: Subject['images']): Judged {
  const chain = poolOf([...Object.values(facts.earlier), facts.builds, facts.chain ?? read([])]);
  const judged = facts.rules.after.map((checkpoint) =>
    judgeRecord(
      facts.earlier[checkpoint] ?? unavailable('it was not read', 'RECORD_UNREADABLE'),
      expectedRecord(facts, {
        title: `Earlier checkpoint ${checkpoint}`,
        kind: 'gate',
        checkpoint,
        environments: [facts.environment, null],
        images: Object.keys(images).length > 0 ? images : null,
        chain,
      }),
    ),
  );
  return {
    results: judged.map(({ result }) => result),
    records: judged.flatMap(({ record }) => (record === null ? [] : [record])),
  };
}

/** Decides a checkpoint from its facts alone. */
export function decide(facts: GateFacts): GateDecision {
  const { rules } = facts;
  const build = decideBuild(facts);
  const images = build.records[0]?.subject.images ?? {};
  const earlier = decideEarlier(facts, images);
  const against = { origin: originOf(facts), now: decidedAt(facts), images };
  const stage = stageOf(facts);
  const subject = { ...facts.subject, images };
  const asksNothing =
    rules.after.length + rules.evidence.length + rules.seats.length === 0 &&
    rules.changes === null &&
    rules.promotion === null;
  // A build alone justifies nothing that the checkpoint did not ask for.
  const requirements = asksNothing
    ? []
    : withOverrides(facts, { subject, stage }, [
        ...build.results,
        ...earlier.results,
        ...rules.evidence.map((rule) => judgeOne(facts, rule.name, against)),
        ...decideSignOffs(facts),
        ...decidePast(facts, stage, images),
      ]);
  const before = earlier.records.at(-1) ?? build.records[0];
  return {
    decision: conclude(requirements),
    stage,
    subject,
    previous: before?.sha256 ?? null,
    waivers: build.records[0]?.waivers ?? [],
  };
}

function judgeOne(facts: GateFacts, name: string, against: Against): RequirementResult {
  const fact = facts.evidence.find((one) => one.rule.name === name);
  if (fact === undefined) throw new Error(`the facts have no evidence ${name}`);
  return judgeEvidence(fact, against);
}
