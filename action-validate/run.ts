import { connectArtifacts } from '../shared/adapters/artifacts/connect-artifacts.ts';
import { connectClock } from '../shared/adapters/connect-clock.ts';
import { connectExec } from '../shared/adapters/connect-exec.ts';
import { connectFiles } from '../shared/adapters/connect-files.ts';
import { connectMerges } from '../shared/adapters/connect-merges.ts';
import { connectGitHub } from '../shared/adapters/github/connect-github.ts';
import { rememberReads } from '../shared/adapters/github/remember.ts';
import type { Report } from '../shared/domain/report.ts';
import type { Runner } from '../shared/runner/port.ts';
import type { Inputs } from './inputs.ts';
import { inMode } from './modes.ts';

/** The action from its inputs to its report. */
export async function run(runner: Runner, given: Inputs): Promise<Report> {
  const { context, tool } = runner;
  const exec = connectExec();
  const ports = {
    github: rememberReads(connectGitHub(context, given['github-token'])),
    clock: connectClock(),
    merges: connectMerges(exec, context, given['github-token']),
    artifacts: connectArtifacts(context.temp),
    files: connectFiles(context),
  };
  return inMode(ports, { context, tool }, given);
}
