import { isDigest } from '../../shared/domain/subject.ts';
import { parseImage } from '../../shared/rollout/plan/image-reference.ts';
import type { DockerfileFacts, TakenImage } from '../dockerfile/dockerfile-facts.ts';
import type { Asked, ServiceFacts } from '../service-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { dockerfileLine, onDockerfile } from './dockerfile-known.ts';

type Bases = NonNullable<Asked['bases']>;

/** True when a repository is one of the allowed ones, or lies in an allowed folder. */
function isAllowed(repository: string, allow: readonly string[]): boolean {
  return allow.some((pattern) => {
    if (!pattern.endsWith('/*')) return parseImage(pattern).repository === repository;
    return repository.startsWith(pattern.slice(0, -1));
  });
}

function findingsOf(facts: ServiceFacts, taken: TakenImage, { allow, digest }: Bases): Finding[] {
  const place = dockerfileLine(facts, taken.line);
  const about = taken.written;
  if (taken.image === null) {
    const reason = `${taken.by} ${taken.written} depends on a variable whose value is not known`;
    return [{ rule: 'base/unknown', place, about, reason, fix: 'Give the ARG a default, or a value in build.args' }];
  }
  const image = parseImage(taken.image);
  const findings: Finding[] = [];
  if (allow !== null && !isAllowed(image.repository, allow)) {
    const reason = `${taken.by} ${taken.written} comes from ${image.repository}, allowed are ${allow.join(', ')}`;
    findings.push({ rule: 'base/repository', place, about, reason, fix: 'Take an image of bases.allow' });
  }
  if (digest === 'required' && !isDigest(image.digest ?? '')) {
    const reason = `${taken.by} ${taken.written} is not named by digest, so it can be another image tomorrow`;
    const fix = `Write ${image.written}${image.tag === undefined ? '' : `:${image.tag}`}@sha256:…, or set bases.digest: optional`;
    findings.push({ rule: 'base/digest', place, about, reason, fix });
  }
  return findings;
}

function judge(facts: ServiceFacts, { images }: DockerfileFacts, bases: Bases): CheckResult {
  const findings = images.flatMap((taken) => findingsOf(facts, taken, bases));
  const names = [...new Set(images.map(({ image, written }) => image ?? written))];
  return failIfAny(findings, { status: 'pass', seen: names.length === 0 ? 'only scratch' : names.join(', ') });
}

/** Everything that the build takes from elsewhere comes from where it may: FROM, COPY --from, mounts, the syntax. */
export const baseCheck: Check = {
  id: 'base',
  title: 'Base images',
  line: 'pre-build/dependencies',
  controls: ['CIS Docker 4.2', 'NIST SP 800-190 4.1.5'],
  code: 'BASE_NOT_ALLOWED',
  unreadable: 'SOURCE_UNREADABLE',
  needed: 'images of bases.allow, named by digest unless bases.digest is optional',
  run: (facts) => {
    const { bases } = facts.asked;
    if (bases === null) return { status: 'not-asked', seen: 'the configuration has no bases' };
    return onDockerfile(facts, (dockerfile) => judge(facts, dockerfile, bases));
  },
};
