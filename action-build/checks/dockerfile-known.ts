import type { DockerfileFacts } from '../dockerfile/dockerfile-facts.ts';
import type { ServiceFacts } from '../service-facts.ts';
import type { CheckResult, FindingPlace } from './check.ts';

/** A line of the service's Dockerfile. */
export const dockerfileLine = ({ source }: ServiceFacts, line: number | null): FindingPlace => ({
  in: 'source',
  file: source.dockerfile,
  line,
});

/** Runs a check on what the Dockerfile says, or says why nobody can know it. */
export function onDockerfile(facts: ServiceFacts, check: (dockerfile: DockerfileFacts) => CheckResult): CheckResult {
  const { dockerfile, source } = facts;
  if (dockerfile.kind === 'read') return check(dockerfile.facts);
  const at = dockerfile.line === null ? source.dockerfile : `${source.dockerfile}:${dockerfile.line}`;
  return {
    status: 'not-run',
    seen: `not run: ${at}: ${dockerfile.why}`,
    needed: 'a Dockerfile whose meaning is certain',
  };
}
