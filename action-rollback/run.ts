import { connectArtifacts } from '../shared/adapters/artifacts/connect-artifacts.ts';
import { connectClock } from '../shared/adapters/connect-clock.ts';
import { connectExec } from '../shared/adapters/connect-exec.ts';
import { connectFiles } from '../shared/adapters/connect-files.ts';
import { connectGitHub } from '../shared/adapters/github/connect-github.ts';
import { rememberReads } from '../shared/adapters/github/remember.ts';
import { connectKubernetes } from '../shared/adapters/kubernetes/connect.ts';
import { loadBasis } from '../shared/adapters/load-basis.ts';
import type { Report } from '../shared/domain/report.ts';
import { clearedUpReport } from '../shared/report/cleared-up.ts';
import { clearUp } from '../shared/rollout/clear-up.ts';
import { PENDING } from '../shared/rollout/pending.ts';
import type { Runner } from '../shared/runner/port.ts';
import { decide } from './decide.ts';
import { carryOut } from './effects.ts';
import { gatherFacts } from './gather.ts';
import type { Inputs } from './inputs.ts';
import { report } from './report.ts';

/** The action from its inputs to its report. */
export async function run(runner: Runner, given: Inputs): Promise<Report> {
  const { context, log } = runner;
  const github = rememberReads(connectGitHub(context, given['github-token']));
  const exec = connectExec();
  const { signal } = new AbortController();
  const connect = () => connectKubernetes({ exec, temp: context.temp, signal, log: log.info });
  const telling = { clock: connectClock(), say: log.info };
  if (runner.stage === 'post')
    return clearedUpReport(await clearUp({ github, connect, ...telling }, context, runner.state.get(PENDING)));
  const basis = await loadBasis(github, 'rollback', given);
  await using kubernetes = await connect();
  const ports = { github, kubernetes, files: connectFiles(context), ...telling };
  const gathered = await gatherFacts(ports, context, given, basis);
  const { facts, changes, target } = gathered;
  const admission = decide(facts);
  const go = admission.action === 'restore' && target !== null;
  const writing = { ...ports, artifacts: connectArtifacts(context.temp) };
  const done = go ? await carryOut(writing, { ...gathered, target }, admission.decision, runner) : null;
  return report({ facts, admission, changes, done, calls: github.calls(), serverUrl: context.serverUrl });
}
