import type { DockerfileFacts, StartCommand } from '../dockerfile/dockerfile-facts.ts';
import type { ServiceFacts } from '../service-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { dockerfileLine, onDockerfile } from './dockerfile-known.ts';

/** The commands that the image really has: the last one of each, of the stage itself or of those that it begins with. */
function effective({ stages, chain }: DockerfileFacts): StartCommand[] {
  const commands = chain.flatMap((index) => stages[index]?.starts.toReversed() ?? []);
  const entrypoint = commands.find(({ keyword }) => keyword === 'ENTRYPOINT');
  const command = commands.find(({ keyword }) => keyword === 'CMD');
  return [entrypoint, command].flatMap((one) => (one === undefined ? [] : [one]));
}

function judge(facts: ServiceFacts, dockerfile: DockerfileFacts): CheckResult {
  const commands = effective(dockerfile);
  const findings = commands
    .filter(({ form }) => form === 'shell')
    .map(
      ({ line, keyword }): Finding => ({
        rule: 'command/shell-form',
        place: dockerfileLine(facts, line),
        about: keyword,
        reason: `${keyword} is in shell form, so a shell is process 1 and the program never gets SIGTERM`,
        fix: `Write ${keyword} as a list: ["program", "argument"]`,
      }),
    );
  const seen = commands.map(({ keyword, line }) => `${keyword} in line ${line}`).join(', ') || 'none in the Dockerfile';
  return failIfAny(findings, { status: 'pass', seen });
}

/** The program itself is process 1, so that it can end in order. */
export const commandCheck: Check = {
  id: 'command',
  title: 'Exec-form commands',
  line: 'build/startup',
  controls: [],
  code: 'SHELL_FORM',
  unreadable: 'SOURCE_UNREADABLE',
  needed: 'CMD and ENTRYPOINT written as lists',
  run: (facts) => onDockerfile(facts, (dockerfile) => judge(facts, dockerfile)),
};
