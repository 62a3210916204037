import { conclude, type Decision, type RequirementResult } from '../shared/domain/decision.ts';
import type { ReasonCode } from '../shared/domain/reason-codes.ts';
import { type ImageReference, pinned } from '../shared/domain/subject.ts';
import type { RequirementStatus } from '../shared/domain/verdict.ts';
import type { CheckResult } from './checks/check.ts';
import { type Judged, judge } from './judgement.ts';
import type { BuildFacts, PushFact, ServiceFacts } from './service-facts.ts';

const STATUS: Readonly<Record<CheckResult['status'], RequirementStatus>> = {
  pass: 'SATISFIED',
  fail: 'UNSATISFIED',
  waived: 'OVERRIDDEN',
  'not-run': 'ERROR',
  'not-asked': 'NOT_APPLICABLE',
};

/** A check that waits for another one is held back by that one's answer; it does not turn a FAIL into an ERROR. */
function statusAndCode({ check, result }: Judged): readonly [RequirementStatus, ReasonCode] {
  if (result.status === 'fail') return ['UNSATISFIED', check.code];
  if (result.status === 'waived') return ['OVERRIDDEN', 'WAIVED'];
  if (result.status === 'not-run') {
    return result.after === undefined
      ? ['ERROR', check.unreadable ?? 'IMAGE_UNREADABLE']
      : ['UNSATISFIED', 'CHECK_NOT_RUN'];
  }
  return [STATUS[result.status], 'OK'];
}

function checkRequirement(facts: ServiceFacts, judged: Judged): RequirementResult {
  const { service } = facts;
  const { check, result } = judged;
  const [status, code] = statusAndCode(judged);
  return {
    id: `${service}/${check.id}`,
    title: `${service}: ${check.title}`,
    status,
    code,
    seen: result.seen,
    needed: result.status === 'not-run' ? result.needed : check.needed,
    whoCanFix: [],
    links: [],
    observations: check.observe?.(facts) ?? [],
  };
}

/** Every check of every service, and nothing else: on PASS, and only then, images may be pushed. */
export const decideChecks = (facts: Pick<BuildFacts, 'services' | 'day'>): Decision =>
  conclude(
    facts.services.flatMap((service) => judge(service, facts.day).map((judged) => checkRequirement(service, judged))),
  );

function pushRequirement(push: PushFact): RequirementResult {
  const pushed = push.kind === 'pushed';
  return {
    id: `${push.service}/push`,
    title: `${push.service}: Pushed and read back`,
    status: pushed ? 'SATISFIED' : push.kind === 'failed' ? 'ERROR' : 'UNSATISFIED',
    code: pushed ? 'OK' : push.kind === 'failed' ? push.code : 'CHECK_NOT_RUN',
    seen: pushed ? pinned(push.image) : push.why,
    needed: 'a registry that holds exactly the checked image',
    whoCanFix: [],
    links: [],
    observations: [],
  };
}

/** A service that passed but of whose push nothing is known. */
const unknownPush = ({ service }: ServiceFacts): PushFact => ({
  service,
  kind: 'failed',
  code: 'PUSH_UNVERIFIED',
  why: 'nothing is known about its push',
});

/** The decision of the record: the checks, and, when all passed and images are to be pushed, every push. */
export function decide(facts: BuildFacts): Decision {
  const checks = decideChecks(facts);
  if (checks.verdict !== 'PASS' || !facts.push) return checks;
  const pushes = facts.services.map(
    (service) => facts.pushes.find((push) => push.service === service.service) ?? unknownPush(service),
  );
  return conclude([...checks.requirements, ...pushes.map(pushRequirement)]);
}

/** The images that the record hands on: all of them on PASS, none otherwise, so that half a set is never taken for one. */
export function imagesOf(facts: BuildFacts, decision: Decision): Readonly<Record<string, ImageReference>> {
  if (decision.verdict !== 'PASS') return {};
  return Object.fromEntries(
    facts.pushes.flatMap((push) => (push.kind === 'pushed' ? [[push.service, push.image]] : [])),
  );
}
