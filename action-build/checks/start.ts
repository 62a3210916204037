import type { StartFact, StartProblem } from '../image/content.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { onImage } from './image-known.ts';

const FIX: Readonly<Record<StartProblem['kind'], string>> = {
  missing: 'Copy it into the image, or correct ENTRYPOINT and CMD',
  'not-executable': 'COPY it with --chmod=0755',
  interpreter: 'Install the interpreter, or write the script for one that is there',
  'no-interpreter': 'Begin the script with #!/bin/sh',
  crlf: 'Save it with the line ends of Unix, and let .gitattributes say eol=lf',
  'windows-path': 'Write the path as it is in the image',
};

function judge(start: StartFact): CheckResult {
  if (start.kind === 'none') {
    return { status: 'not-asked', seen: 'the image names no program; whoever starts it has to' };
  }
  const findings = start.problems.map(
    ({ kind, path, why }): Finding => ({
      rule: `start/${kind}`,
      place: { in: 'image', path },
      about: path,
      reason: why,
      fix: FIX[kind],
    }),
  );
  return failIfAny(findings, { status: 'pass', seen: `${start.program} is there and can run` });
}

/** What the image starts is there, may be run, and is written for the machine that it runs on. */
export const startCheck: Check = {
  id: 'start',
  title: 'Startup scripts',
  line: 'build/startup',
  controls: [],
  code: 'START_BROKEN',
  needed: 'an ENTRYPOINT or CMD whose program is in the image and can run',
  run: (facts) => onImage(facts, ({ content }) => judge(content.start)),
};
