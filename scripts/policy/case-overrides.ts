import type { GateFacts } from '../../action-validate/gate-facts.ts';
import type { GateRules } from '../../action-validate/rules.ts';
import type { Artifact, StartedRun, WorkflowRun } from '../../shared/adapters/github/port.ts';
import { durationMs } from '../../shared/domain/duration.ts';
import { type Fact, read } from '../../shared/domain/fact.ts';
import type { Subject } from '../../shared/domain/subject.ts';
import type { RecordCandidate } from '../../shared/policy/earlier-record.ts';
import type { OverrideCandidate } from '../../shared/policy/granted-override.ts';
import type { PolicyCase } from './case-file.ts';
import { type accountsOf, at } from './case-pull-request.ts';

const ELSEWHERE = '8'.repeat(40);

type About = {
  readonly rules: GateRules;
  readonly environment: string | null;
  readonly subject: Subject;
  readonly policy: string;
  readonly account: ReturnType<typeof accountsOf>;
  readonly now: string;
  readonly run: WorkflowRun;
  readonly artifact: Artifact;
};

type Given = PolicyCase['overrides'][number];

const hashOf = (index: number): string => String(index + 1).padStart(64, '0');

/** The commit that it was granted for: that of the case, or another one that it has let through. */
const subjectOf = ({ subject }: About, { of }: Given): Subject =>
  of === 'this' ? subject : { ...subject, commit: ELSEWHERE, tree: ELSEWHERE };

function candidateOf(about: About, given: Given, index: number): OverrideCandidate {
  const { rules, account, now } = about;
  const rule = rules.overrides?.[given.kind];
  if (rule === undefined) {
    const kinds = Object.keys(rules.overrides ?? {}).join(', ') || 'none';
    throw new Error(`the configuration has no override ${given.kind}; it has ${kinds}`);
  }
  const begin = -(durationMs(given.granted) ?? 0);
  const requester = account(given.by);
  const id = 50 + index;
  const run: StartedRun = {
    ...{ ...about.run, id, event: 'workflow_dispatch', actor: requester, triggeringActor: requester },
    url: about.run.url.replace(/\d+$/, String(id)),
  };
  return {
    artifact: { ...about.artifact, id, runId: id, headSha: run.headSha },
    run: read(run),
    record: read({
      sha256: hashOf(index),
      application: rules.application,
      checkpoint: rules.checkpoint,
      environment: about.environment,
      verdict: 'PASS',
      subject: subjectOf(about, given),
      policySha256: about.policy,
      run: { id, attempt: 1 },
      request: {
        kind: given.kind,
        reason: 'the case says so',
        ticket: 'CASE',
        requester: { id: requester.id, login: requester.login },
        requirements: given.requirements,
        grantedAt: at(now, begin),
        expires: at(now, begin + rule.lasts),
        validateBy: rule.validateWithin === null ? null : at(now, begin + rule.validateWithin),
      },
      approvals: ['somebody on duty'],
    }),
  };
}

/** What the gates of the overridden commit have said: it was used, and was it validated afterwards? */
function validationsOf(about: About, given: Given): Fact<readonly RecordCandidate[]> {
  const subject = subjectOf(about, given);
  const made = (overridden: readonly string[]): RecordCandidate => ({
    artifact: { ...about.artifact, headSha: subject.commit, createdAt: about.now },
    run: { ...about.run, headSha: subject.commit },
    attempt: 1,
    record: read({
      ...{ sha256: '7'.repeat(64), kind: 'gate', application: about.rules.application, verdict: 'PASS' as const },
      ...{ checkpoint: about.rules.checkpoint, environment: about.environment, subject, runId: about.run.id },
      ...{ policy: { ref: 'main', sha256: about.policy }, decidedAt: about.now, previous: null },
      ...(overridden.length === 0 ? {} : { overridden }),
    }),
  });
  return read([made(given.requirements), ...(given.validated ? [made([])] : [])]);
}

/** The overrides of a case as facts; nothing while the configuration has none and the case names none. */
export function caseOverrides(about: About, given: readonly Given[]): Pick<GateFacts, 'overrides'> {
  if (about.rules.overrides === undefined && given.length === 0) return {};
  const found = given.map((one, index) => candidateOf(about, one, index));
  const validations = given.map((one, index) => [hashOf(index), validationsOf(about, one)] as const);
  return { overrides: { found: read(found), validations: Object.fromEntries(validations) } };
}
