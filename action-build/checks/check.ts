import type { Observation } from '../../shared/domain/decision.ts';
import type { ReasonCode } from '../../shared/domain/reason-codes.ts';
import type { ServiceFacts } from '../service-facts.ts';

/** The twelve lines of the container build validation checklist, in its three parts. */
export const CHECKLIST = {
  'pre-build/dependencies': 'Dependency validation',
  'pre-build/configuration': 'Configurations',
  'pre-build/security': 'Security settings',
  'pre-build/resources': 'Resources',
  'build/individually': 'Images built individually',
  'build/isolation': 'Service isolation',
  'build/dependencies': 'Dependencies in the image',
  'build/startup': 'Startup scripts',
  'post-build/integration': 'Integration tests',
  'post-build/security': 'Security of the image',
  'post-build/communication': 'Communication',
  'post-build/resources': 'Resource use',
} as const;

export type ChecklistLine = keyof typeof CHECKLIST;

/** Where a finding is, so that a person can go there. */
export type FindingPlace =
  /** A file of the repository; `line` counts from 1. */
  | { readonly in: 'source'; readonly file: string; readonly line: number | null }
  /** A path in the image, and the index of the layer that it is about, when it is about one. */
  | { readonly in: 'image'; readonly path: string; readonly layer?: number }
  /** A key of the image's own configuration: `User`, `Healthcheck`. */
  | { readonly in: 'image-configuration'; readonly key: string }
  | { readonly in: 'build-log' }
  /** Something that was seen while the container ran: a port, a connection, its start. */
  | { readonly in: 'running-container'; readonly what: string };

/** One thing that is wrong. */
export type Finding = {
  /** Stable id of the rule, with the id of its check in front: `user/root`, `packages/forbidden`. */
  readonly rule: string;
  readonly place: FindingPlace;
  /** What it is about besides its place, for waivers: a package URL, a variable. */
  readonly about?: string;
  /** What was seen, one sentence without a full stop. */
  readonly reason: string;
  /** What to change, one sentence without a full stop. */
  readonly fix: string;
};

/** What one check says about one service. */
export type CheckResult =
  | { readonly status: 'pass'; readonly seen: string }
  /** There are findings, and somebody answers for every one of them until a day that is not over. */
  | { readonly status: 'waived'; readonly seen: string }
  /** At least one finding: a certain no. */
  | { readonly status: 'fail'; readonly seen: string; readonly findings: readonly [Finding, ...Finding[]] }
  /**
   * There is no answer, so it counts as no. `after` names the check that has to pass first; without it, what the check
   * needs could not be read.
   */
  | { readonly status: 'not-run'; readonly seen: string; readonly needed: string; readonly after?: CheckId }
  /** The configuration asks nothing of this service here, and says so itself. */
  | { readonly status: 'not-asked'; readonly seen: string };

export type CheckId =
  | 'source'
  | 'lint'
  | 'base'
  | 'download'
  | 'variable'
  | 'context'
  | 'declared'
  | 'build'
  | 'command'
  | 'start'
  | 'user'
  | 'healthcheck'
  | 'packages'
  | 'secret'
  | 'setuid'
  | 'size'
  | 'tests'
  | 'vulnerability'
  | 'run'
  | 'ready'
  | 'ports'
  | 'output'
  | 'egress'
  | 'edges'
  | 'memory'
  | 'stop'
  | 'restart'
  | 'integration'
  | 'waivers';

/** One named question to one service. `run` is pure: the same facts give the same answer years later. */
export type Check = {
  readonly id: CheckId;
  readonly title: string;
  readonly line: ChecklistLine;
  /** Ids of published controls that this check is evidence for. */
  readonly controls: readonly string[];
  /** The code of a `fail`. */
  readonly code: ReasonCode;
  /** The code of a `not-run` that waits for nothing; IMAGE_UNREADABLE unless the check reads something else. */
  readonly unreadable?: ReasonCode;
  /** What would pass, one sentence without a full stop. */
  readonly needed: string;
  /** False where a finding leaves nothing that could be accepted: without an image, or with one of another source. */
  readonly waivable?: false;
  run(facts: ServiceFacts): CheckResult;
  /** What was noticed besides, and changes no answer. */
  observe?(facts: ServiceFacts): readonly Observation[];
};

/** A `fail` of the findings, or the given answer when there are none. */
export function failIfAny(findings: readonly Finding[], otherwise: CheckResult): CheckResult {
  const [first, ...rest] = findings;
  if (first === undefined) return otherwise;
  return { status: 'fail', seen: findings.map(({ reason }) => reason).join('; '), findings: [first, ...rest] };
}
