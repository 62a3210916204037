import { connectArtifacts } from '../shared/adapters/artifacts/connect-artifacts.ts';
import { connectClock } from '../shared/adapters/connect-clock.ts';
import { connectExec } from '../shared/adapters/connect-exec.ts';
import { connectFiles } from '../shared/adapters/connect-files.ts';
import { connectGit } from '../shared/adapters/connect-git.ts';
import { connectGitHub } from '../shared/adapters/github/connect-github.ts';
import { rememberReads } from '../shared/adapters/github/remember.ts';
import { runAction } from '../shared/runner/run-action.ts';
import { decide } from './decide.ts';
import { applyDecision } from './effects.ts';
import { gatherFacts } from './facts.ts';
import { inputs } from './inputs.ts';
import { gateRecord } from './record.ts';
import { report } from './report.ts';

await runAction('validate', async (runner) => {
  const { context, tool } = runner;
  const given = runner.inputs(inputs);
  const github = rememberReads(connectGitHub(context, given['github-token']));
  const git = connectGit(connectExec(), context.workspace);
  const { facts, policyText } = await gatherFacts({ github, clock: connectClock(), git }, context, given);
  const gate = decide(facts);
  const ports = { artifacts: connectArtifacts(context.temp), files: connectFiles(context) };
  const stored = await applyDecision(ports, gateRecord(facts, gate, { context, tool }));
  return report({ facts, gate, stored, policyText, calls: github.calls(), serverUrl: context.serverUrl });
});
