import type { Artifacts } from '../shared/adapters/artifacts/port.ts';
import type { Clock } from '../shared/adapters/clock.ts';
import type { Files } from '../shared/adapters/files.ts';
import type { Merges } from '../shared/adapters/git.ts';
import type { GitHub } from '../shared/adapters/github/port.ts';
import { UserError } from '../shared/domain/errors.ts';
import type { DecisionRecord } from '../shared/domain/record.ts';
import type { NoDecision, Report } from '../shared/domain/report.ts';
import type { RunContext } from '../shared/domain/run-context.ts';
import { keepComment } from './comment.ts';
import { decide } from './decide.ts';
import { decideOverride } from './decide-override.ts';
import { laterValidation } from './decide-overrides.ts';
import { applyDecision } from './effects.ts';
import { gatherFacts } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { gatherAsk } from './override-facts.ts';
import { overrideReport } from './override-report.ts';
import { gateRecord, overrideRecord } from './record.ts';
import { report } from './report.ts';
import { parseSignOffs, withSignOffs } from './simulation.ts';

export type Ports = {
  readonly github: GitHub;
  readonly clock: Clock;
  readonly merges: Merges;
  readonly artifacts: Artifacts;
  readonly files: Files;
};

type Run = { readonly context: RunContext; readonly tool: DecisionRecord['tool'] };

const about = ({ github }: Ports, { context }: Run) => ({
  cost: { calls: github.calls(), quotas: github.quotas() },
  serverUrl: context.serverUrl,
});

async function withComment(ports: Ports, given: Inputs, told: Parameters<typeof report>[0]): Promise<Report> {
  const said = report(told);
  if (!given.comment) return said;
  const warnings = await keepComment(ports.github, told.facts, said.summary);
  return { ...said, annotations: [...said.annotations, ...warnings] };
}

/** Decides, stores the record, and tells. */
async function gate(ports: Ports, run: Run, given: Inputs): Promise<Report> {
  const { facts, policyText } = await gatherFacts(ports, run.context, given);
  const decision = decide(facts);
  const name = decision.stage === 'before-merge' ? null : laterValidation(facts);
  const stored = await applyDecision(ports, gateRecord(facts, decision, run), name ?? undefined);
  return withComment(ports, given, { facts, gate: decision, stored, policyText, ...about(ports, run) });
}

/**
 * Decides as the gate would and stores nothing. `explain` is for open pull requests only: it ends well whatever it says,
 * and behind the merge somebody could take that for a gate. What is only supposed is no longer what GitHub said.
 */
async function show(mark: NoDecision, ports: Ports, run: Run, given: Inputs): Promise<Report> {
  const { facts: real, policyText } = await gatherFacts(ports, run.context, given);
  const supposed = mark === 'SIMULATED' ? parseSignOffs(given['sign-offs'] ?? '') : [];
  const facts = withSignOffs(real, supposed);
  const decision = decide(facts);
  if (mark === 'EXPLAINED' && decision.stage !== 'before-merge') {
    throw new UserError('INPUT_INVALID', 'mode explain is for open pull requests; use mode gate, which decides');
  }
  return withComment(ports, mark === 'EXPLAINED' ? given : { ...given, comment: false }, {
    facts,
    gate: decision,
    stored: null,
    policyText,
    mark,
    ...(mark === 'SIMULATED' ? { supposed: { signOffs: supposed, without: decide(real).decision.verdict } } : {}),
    ...about(ports, run),
  });
}

/** Asks for an override: stores its record, granted or not. */
async function override(ports: Ports, run: Run, given: Inputs): Promise<Report> {
  const ask = await gatherAsk(ports, run.context, given);
  const granted = decideOverride(ask);
  const stored = await applyDecision(ports, overrideRecord(ask, granted, run));
  return overrideReport(ask, granted, { stored, ...about(ports, run) });
}

/** Inputs that a mode does not use would be ignored in silence. */
function refuseStray(given: Inputs): void {
  const only: Readonly<Record<string, readonly (keyof Inputs)[]>> = {
    simulate: ['sign-offs'],
    override: ['override', 'reason', 'ticket', 'requirements'],
  };
  for (const [mode, names] of Object.entries(only)) {
    const stray = names.find((name) => given[name] !== undefined);
    if (mode === given.mode || stray === undefined) continue;
    throw new UserError('INPUT_INVALID', `input "${stray}" is for mode ${mode}, this is mode ${given.mode}`);
  }
}

/** What the action does in each of its modes. */
export function inMode(ports: Ports, run: Run, given: Inputs): Promise<Report> {
  refuseStray(given);
  switch (given.mode) {
    case 'gate':
      return gate(ports, run, given);
    case 'explain':
      return show('EXPLAINED', ports, run, given);
    case 'simulate':
      return show('SIMULATED', ports, run, given);
    case 'override':
      return override(ports, run, given);
  }
}
