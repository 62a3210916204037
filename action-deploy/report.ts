import type { Decision } from '../shared/domain/decision.ts';
import { showDuration } from '../shared/domain/duration.ts';
import type { Report } from '../shared/domain/report.ts';
import type { Subject } from '../shared/domain/subject.ts';
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
import type { ReleaseRun } from '../shared/rollout/release-run.ts';
import { judgeGate, type RolloutDecisions } from './decide.ts';
import type { DeployFacts } from './facts.ts';

export type Told = {
  readonly facts: DeployFacts;
  readonly admission: Decision;
  readonly changes: readonly ObjectChange[];
  /** Null when nothing was carried out: refused, or a dry run. */
  readonly done: {
    readonly run: ReleaseRun;
    readonly decisions: Pick<RolloutDecisions, 'overall'>;
    readonly stored: readonly StoredRecord[];
    readonly notShown: string | null;
  } | null;
  readonly calls: number;
  readonly serverUrl: string;
};

/** One line: what happened to the release, and what runs now. */
function deployHeadline({ facts, admission, done }: Told): string {
  const name = facts.scope.environment;
  if (done === null) {
    if (admission.verdict !== 'PASS') return `${headline(admission, `deployment to ${name}`)}; nothing was changed`;
    return `dry run: release ${facts.plan?.release ?? 0} could be deployed to ${name}; nothing was changed`;
  }
  const { run } = done;
  const recovered = recoveryText(run);
  if (run.verified)
    return `${recovered}release ${run.release} is verified on ${name} after ${showDuration(run.milliseconds)}`;
  if (run.recovery?.restore?.verified === false) return `${recovered}release ${run.release} was not begun`;
  return `${recovered}release ${run.release} failed at ${failedSeen(run)}; ${restoreText(run)}`;
}

function recoveryText({ recovery }: ReleaseRun): string {
  if (recovery === null) return '';
  const { interrupted, restore } = recovery;
  const dead = `release ${interrupted.release} had been interrupted (run ${interrupted.run.id})`;
  if (restore === null) return `${dead}; `;
  if (restore.verified)
    return `${dead}, release ${restore.release} was restored in ${showDuration(restore.milliseconds)}; `;
  return `${dead} and release ${restore.release} could not be restored: ${failedSeen(restore)}; `;
}

/** What the first failure of a row of steps and probes saw. */
function failedSeen({ steps, probes }: Pick<ReleaseRun, 'steps' | 'probes'>): string {
  const failed = [...steps, ...probes].find((one) => one.status === 'failed');
  return failed === undefined ? 'unknown' : `${failed.id}: ${failed.seen}`;
}

function restoreText({ restore }: ReleaseRun): string {
  if (restore === null) return 'there is no verified release to restore, so its objects were left as they are';
  if (restore.verified) return `release ${restore.release} restored in ${showDuration(restore.milliseconds)}`;
  return `release ${restore.release} could not be restored: ${failedSeen(restore)}`;
}

function sections({ facts, changes, done }: Told): DecisionPage['sections'] {
  const plan = facts.plan === null ? [] : [planSection(changes, facts.plan.prune, facts.plan.keep)];
  if (done === null) return plan;
  const { run } = done;
  const recovered = run.recovery?.restore ?? null;
  return [
    ...(recovered === null ? [] : timeline('Recovery', [...recovered.steps, ...recovered.probes])),
    ...timeline(`Release ${run.release}`, [...run.steps, ...run.probes]),
    ...evidenceSections(run.evidence),
    ...(run.restore === null
      ? []
      : timeline(`Restore of release ${run.restore.release}`, [...run.restore.steps, ...run.restore.probes])),
    ...evidenceSections(run.restore?.evidence ?? []),
    ...commandsSection(run.restore?.commands ?? recovered?.commands ?? []),
    ...plan,
  ];
}

/** What an override stood in for at the gate: it is told as long as the release is. */
const overriddenOf = (facts: DeployFacts): readonly string[] => judgeGate(facts).record?.overridden ?? [];

function page(told: Told, line: string, decision: Decision): DecisionPage {
  const { facts, done } = told;
  const repository = `${told.serverUrl}/${facts.repository.name}`;
  const subject: Subject = { ...facts.subject, images: judgeGate(facts).record?.subject.images ?? {} };
  const unreadable = (facts.plan?.unreadable ?? []).map((value) => ({
    label: 'Not readable',
    value: text(value, 400),
  }));
  return {
    title: 'Deployment',
    scope: facts.scope.environment,
    headline: line,
    decision,
    overriddenBefore: overriddenOf(facts),
    sections: sections(told) ?? [],
    about: [
      ...subjectLines(subject, repository),
      policyLine(facts.policy, repository),
      ...unreadable,
      ...placeLines(facts, 'deployment', done?.notShown ?? null),
    ],
    footer: [`${told.calls} API calls`, ...(done?.stored ?? []).map(recordLine)],
  };
}

/** What the action says. */
export function report(told: Told): Report {
  const { facts, admission, done } = told;
  const decision = done?.decisions.overall ?? admission;
  const line = deployHeadline(told);
  const restored = done?.run.restore ?? done?.run.recovery?.restore ?? null;
  const restoredNumber = restored?.verified === true ? restored.release : null;
  const outputs = commonOutputs({
    decision,
    stored: done?.stored.at(-1),
    result: {
      environment: facts.scope.environment,
      overridden: overriddenOf(facts),
      release: done?.run.release ?? null,
      'restored-release': restoredNumber,
      'planned-release': facts.plan?.release ?? null,
      steps: (done?.run.steps ?? []).map(({ id, status, milliseconds }) => ({ id, status, milliseconds })),
      probes: (done?.run.probes ?? []).map(({ id, status, milliseconds }) => ({ id, status, milliseconds })),
      'restore-milliseconds': restored?.milliseconds ?? null,
    },
  });
  return {
    verdict: decision.verdict,
    headline: line,
    outputs: {
      ...outputs,
      release: done === null ? '' : String(done.run.release),
      'restored-release': restoredNumber === null ? '' : String(restoredNumber),
    },
    summary: decisionPage(page(told, line, decision)),
    annotations: overriddenOf(facts).map((id) => ({
      level: 'warning',
      text: `${id} was OVERRIDDEN at the gate that let this release through; its record says by whom and why`,
    })),
  };
}
