import { storeRecord } from '../shared/adapters/records.ts';
import { refuseUnsupported } from '../shared/config/support.ts';
import type { Report } from '../shared/domain/report.ts';
import type { Runner } from '../shared/runner/port.ts';
import { bindWorkspace } from './bind.ts';
import { decide, decideChecks, imagesOf } from './decide.ts';
import { applyDecision } from './effects.ts';
import { keepEvidence } from './evidence/keep-evidence.ts';
import { originOf } from './evidence/provenance.ts';
import { gatherFacts } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { planBuild } from './plan.ts';
import { connectPorts } from './ports.ts';
import { buildRecord } from './record.ts';
import { report } from './report.ts';
import { planRun } from './run/plan-run.ts';

/** The action from its inputs to its report. */
export async function run(runner: Runner, inputs: Inputs): Promise<Report> {
  const { context, tool } = runner;
  const ports = connectPorts(runner, inputs);
  const { config, policy } = await ports.loadPolicy();
  const targets = planBuild(config, inputs.services);
  refuseUnsupported(config, 'build', { services: targets.map(({ service }) => service) });
  const repositoryUrl = `${context.serverUrl}/${context.repository}`;
  const commit = context.sha;
  const tree = await bindWorkspace(ports.git, commit);
  const bound = { commit, source: repositoryUrl, run: context.runId, attempt: context.runAttempt };
  const asked = { push: inputs.push, tool, plan: planRun(config, targets) };
  const trivy = ports.connectScanner(config.scanner);
  const seen = await gatherFacts({ ...ports, trivy }, bound, targets, asked);
  const applied = await applyDecision(ports, seen, decideChecks(seen));
  const { facts, sarif } = await keepEvidence(ports, bound, applied, originOf(context, tool));
  const decision = decide(facts);
  const subject = { commit, tree, images: imagesOf(facts, decision) };
  const made = { tool, application: config.application, policy, subject, facts, decision };
  const stored = await storeRecord(ports, buildRecord({ ...made, context, decidedAt: ports.clock.now() }));
  return report({ ...made, stored, sarif, repositoryUrl });
}
