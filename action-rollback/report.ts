import type { Decision } from '../shared/domain/decision.ts';
import { showDuration } from '../shared/domain/duration.ts';
import type { Report } from '../shared/domain/report.ts';
import {
  type DecisionPage,
  decisionPage,
  policyLine,
  recordLine,
  subjectLines,
} from '../shared/report/decision-page.ts';
import { headline } from '../shared/report/headline.ts';
import { text } from '../shared/report/markdown.ts';
import { commonOutputs, type StoredRecord } from '../shared/report/outputs.ts';
import {
  commandsSection,
  evidenceSections,
  placeLines,
  planSection,
  timeline,
} from '../shared/report/rollout-sections.ts';
import type { ObjectChange } from '../shared/rollout/plan/difference.ts';
import type { RestoreResult } from '../shared/rollout/restore.ts';
import type { RollbackDecision } from './decide.ts';
import type { RollbackFacts } from './facts.ts';

export type Told = {
  readonly facts: RollbackFacts;
  readonly admission: RollbackDecision;
  readonly changes: readonly ObjectChange[];
  /** Null when nothing was carried out. */
  readonly done: {
    readonly release: number;
    readonly result: RestoreResult;
    readonly decision: Decision;
    readonly stored: StoredRecord;
    readonly notShown: string | null;
  } | null;
  readonly calls: number;
  readonly serverUrl: string;
};

/** One line: what runs now. */
function rollbackHeadline({ facts, admission, done }: Told): string {
  const name = facts.scope.environment;
  const target = facts.target?.release ?? 0;
  if (done === null) {
    if (admission.action !== 'nothing') {
      return `${headline(admission.decision, `rollback of ${name}`)}; nothing was changed`;
    }
    const { verified, current, history } = facts.state;
    const older = history.filter((one) => one.status === 'verified' && one.number !== current).map((one) => one.number);
    const further = older.length > 0 ? `; to go further back give a number: ${older.join(', ')}` : '';
    return `nothing to do: release ${verified ?? target} is in place on ${name}, verified and unchanged${further}`;
  }
  const { result, release } = done;
  const interrupted = facts.state.inProgress;
  const before = interrupted === null ? '' : `release ${interrupted.release} had been interrupted; `;
  if (result.verified) {
    return `${before}release ${target} restored on ${name} in ${showDuration(result.milliseconds)} as release ${release}`;
  }
  const failed = [...result.steps, ...result.probes].find((one) => one.status === 'failed');
  const seen = failed === undefined ? 'unknown' : `${failed.id}: ${failed.seen}`;
  return `${before}release ${target} could not be restored on ${name}: ${seen}; the summary has the commands to do it by hand`;
}

function page(told: Told, line: string, decision: Decision): DecisionPage {
  const { facts, done, changes } = told;
  const repository = `${told.serverUrl}/${facts.repository.name}`;
  return {
    title: 'Rollback',
    scope: facts.scope.environment,
    headline: line,
    decision,
    sections: [
      ...(done === null ? [] : timeline('Restore', [...done.result.steps, ...done.result.probes])),
      ...evidenceSections(done?.result.evidence ?? []),
      ...commandsSection(done?.result.commands ?? []),
      ...(facts.target === null ? [] : [planSection(changes, facts.target.remove, [])]),
    ],
    about: [
      { label: 'Reason', value: text(facts.request.reason, 1000) },
      { label: 'Asked for by', value: text(facts.run.triggeringActor) },
      ...(facts.target === null ? [] : subjectLines(facts.target.subject, repository)),
      policyLine(facts.policy, repository),
      ...placeLines(facts, 'rollback', done?.notShown ?? null),
    ],
    footer: [`${told.calls} API calls`, ...(done === null ? [] : [recordLine(done.stored)])],
  };
}

/** What the action says. */
export function report(told: Told): Report {
  const { facts, admission, done } = told;
  const decision = done?.decision ?? admission.decision;
  const line = rollbackHeadline(told);
  const inPlace = done === null ? admission.action === 'nothing' : done.result.verified;
  const restored = inPlace ? (facts.target?.release ?? null) : null;
  const outputs = commonOutputs({
    decision,
    stored: done?.stored,
    result: {
      environment: facts.scope.environment,
      action: admission.action,
      release: done?.release ?? null,
      'restored-release': restored,
      'restore-milliseconds': done?.result.milliseconds ?? null,
      reason: facts.request.reason,
    },
  });
  return {
    verdict: decision.verdict,
    headline: line,
    outputs: {
      ...outputs,
      release: done === null ? '' : String(done.release),
      'restored-release': restored === null ? '' : String(restored),
    },
    summary: decisionPage(page(told, line, decision)),
    annotations: [],
  };
}
