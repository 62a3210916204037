import type { ObjectAddress } from '../adapters/kubernetes/port.ts';
import { showDuration } from '../domain/duration.ts';
import { assess } from '../policy/readiness/assess.ts';
import type { Assessment, Seen } from '../policy/readiness/assessment.ts';
import type { ReadinessRules } from '../policy/readiness/rules.ts';
import type { ClusterView } from './cluster-view.ts';

/** An object to wait for, as its apply was answered. */
export type Expected = {
  readonly address: ObjectAddress;
  /** The incarnation that was applied; another one is a failure. */
  readonly uid?: string;
  /** The version that was applied; an older picture of it is not judged. */
  readonly generation?: number;
  /** Milliseconds in which it must become ready, and again after each time that it stopped being so. */
  readonly timeout: number;
};

/** What is known about one expected object from one look to the next. */
export class WatchedObject {
  readonly expected: Expected;
  assessment: Assessment = { state: 'progressing', message: 'waiting' };
  /** Moment at which it came into its present state. */
  since: number;
  #seen: Seen = new Map();

  constructor(expected: Expected, now: number) {
    this.expected = expected;
    this.since = now;
  }

  /** Judges it anew and gives the moment at which time alone could change the answer. */
  look(view: ClusterView, now: number, rules: ReadinessRules): number {
    const before = this.assessment.state;
    this.assessment = this.#judge(view, now, rules);
    if (this.assessment.state !== before) this.since = now;
    if (this.assessment.state !== 'progressing') return Number.POSITIVE_INFINITY;
    const deadline = this.since + this.expected.timeout;
    if (now < deadline) return Math.min(deadline, this.assessment.recheckAt ?? deadline);
    this.assessment = this.#timeout(this.assessment);
    this.since = now;
    return Number.POSITIVE_INFINITY;
  }

  /** What people read about it. */
  line(): string {
    const { kind, name } = this.expected.address;
    const { assessment } = this;
    const suspect = assessment.state === 'progressing' ? assessment.suspect : undefined;
    return `${kind} ${name}: ${assessment.state}: ${assessment.message}${suspect ? `; ${suspect.message}` : ''}`;
  }

  #judge(view: ClusterView, now: number, rules: ReadinessRules): Assessment {
    const { address, uid, generation } = this.expected;
    const live = view.find(address) ?? this.#finishedJob(view, now, rules);
    if (live === undefined) return gone(address, 'was deleted while it was rolled out');
    if (uid !== undefined && live.metadata.uid !== uid) return gone(address, 'was replaced while it was rolled out');
    if (generation !== undefined && (live.metadata.generation ?? 0) < generation) {
      return { state: 'progressing', message: 'the applied version has not arrived yet' };
    }
    const { assessment, seen } = assess(
      live as Parameters<typeof assess>[0],
      view.related(address),
      this.#seen,
      now,
      rules,
    );
    this.#seen = seen;
    return assessment;
  }

  /** `ttlSecondsAfterFinished` takes a Job away that has ended: its last picture holds the verdict. */
  #finishedJob(view: ClusterView, now: number, rules: ReadinessRules) {
    const last = this.expected.address.kind === 'Job' ? view.departed(this.expected.address) : undefined;
    if (last === undefined) return undefined;
    const { deletionTimestamp: _deleted, ...metadata } = last.metadata;
    const job = { ...last, metadata };
    const { assessment } = assess(
      job as Parameters<typeof assess>[0],
      view.related(this.expected.address),
      new Map(),
      now,
      rules,
    );
    return assessment.state === 'progressing' ? undefined : job;
  }

  #timeout(assessment: Extract<Assessment, { state: 'progressing' }>): Assessment {
    const { kind, name } = this.expected.address;
    const { suspect } = assessment;
    const why = suspect === undefined ? assessment.message : `${assessment.message}; ${suspect.message}`;
    const message = `${kind} ${name}: not ready within ${showDuration(this.expected.timeout)}: ${why}`;
    return { code: 'ROLLOUT_TIMEOUT', ...suspect, state: 'failed', class: 'probable', message };
  }
}

function gone({ kind, name }: ObjectAddress, what: string): Assessment {
  return { state: 'failed', class: 'permanent', code: 'OBJECT_GONE', message: `${kind} ${name}: ${what}` };
}
