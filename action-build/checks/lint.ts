import type { LintResult } from '../../shared/adapters/docker/port.ts';
import type { ServiceFacts } from '../service-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { dockerfileLine } from './dockerfile-known.ts';

function judge(facts: ServiceFacts, { warnings }: Extract<LintResult, { kind: 'checked' }>): CheckResult {
  const findings = warnings.map(
    ({ rule, detail, url, line }): Finding => ({
      rule: 'lint/warning',
      place: dockerfileLine(facts, line),
      about: rule,
      reason: `${rule}: ${detail}`,
      fix: url === '' ? 'Correct it in the Dockerfile' : `See ${url}`,
    }),
  );
  return failIfAny(findings, { status: 'pass', seen: 'no warning' });
}

/** What BuildKit itself thinks of the Dockerfile; each of its warnings is a finding. */
export const lintCheck: Check = {
  id: 'lint',
  title: "BuildKit's own checks",
  line: 'pre-build/configuration',
  controls: [],
  code: 'DOCKERFILE_WARNING',
  unreadable: 'LINT_UNAVAILABLE',
  needed: 'a Dockerfile without warnings of BuildKit, or a waiver of lint/warning for each',
  run(facts) {
    const { lint } = facts;
    if (lint === null) return { status: 'not-asked', seen: 'build.lint is not true' };
    if (lint.kind === 'checked') return judge(facts, lint);
    const needed = 'docker buildx with a BuildKit that has checks of its own';
    return { status: 'not-run', seen: `not run: ${lint.why}`, needed };
  },
};
