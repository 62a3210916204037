import type { KubernetesObject } from './kubernetes-object.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { RunReference } from './record.ts';
import type { Subject } from './subject.ts';

/** Whose releases: one environment of one application. The store lives in the environment's namespace. */
export type RolloutScope = { readonly application: string; readonly environment: string; readonly namespace: string };

/** What a release is made of, saved before the first change and never altered afterwards. */
export type ReleaseContent = {
  readonly schemaVersion: 1;
  readonly scope: RolloutScope;
  /** Counts from 1 in its environment; never given twice. */
  readonly number: number;
  readonly subject: Subject;
  /** The objects as they are applied, images pinned, in the order of phases. */
  readonly objects: readonly KubernetesObject[];
  /** sha256 of the record that let it through; null for a rollback that needs none. */
  readonly gate: string | null;
  readonly run: RunReference;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Set when a person went back: which release this one repeats, which one it replaces, and why. */
  readonly rollback: { readonly restores: number; readonly from: number | null; readonly reason: string } | null;
};

/** How one step or probe went. */
export type StepOutcome = {
  readonly id: string;
  /** `apply k8s/production`, `job alembic upgrade head`, `http http://backend.tracker:8000/health`. */
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'not-run';
  /** OK when it passed; else why not. */
  readonly code: ReasonCode;
  readonly milliseconds: number;
  /** One line: what was seen. */
  readonly seen: string;
  /** One line: what was needed. */
  readonly needed: string;
  /** The last line of the output, when the step saves it. */
  readonly saved: string | null;
};

/** What became of a release, saved once at its end. */
export type ReleaseOutcome = {
  readonly schemaVersion: 1;
  readonly number: number;
  readonly status: ReleaseStatus;
  readonly steps: readonly StepOutcome[];
  readonly probes: readonly StepOutcome[];
  /** Revision of each workload that the cluster reported, by `Deployment/backend`. */
  readonly revisions: Readonly<Record<string, string>>;
  readonly finishedAt: string;
};

export type ReleaseStatus = 'in-progress' | 'verified' | 'failed';

export type ReleaseEntry = {
  readonly number: number;
  readonly status: ReleaseStatus;
  readonly commit: string;
  readonly createdAt: string;
  /** The release that a rollback repeated. */
  readonly restores: number | null;
};

/** The only thing that changes: moved by compare-and-swap, one small object per environment. */
export type RolloutState = {
  readonly schemaVersion: 1;
  /** Highest number ever given. */
  readonly lastNumber: number;
  /** The release whose objects are in the cluster, as far as is known; it may have failed. */
  readonly current: number | null;
  /** The last release that passed its probes. */
  readonly verified: number | null;
  /** The kept releases, oldest first. */
  readonly history: readonly ReleaseEntry[];
  /** Written before the first change, taken away after the last: who is at it, and how far. */
  readonly inProgress: InProgress | null;
};

export type InProgress = {
  readonly release: number;
  readonly kind: 'deploy' | 'rollback';
  /** `saving`: nothing in the cluster has been changed yet. Anything else: something may have been. */
  readonly phase: string;
  readonly run: RunReference;
  readonly startedAt: string;
};

/** Labels that every object of a release carries. */
export const LABELS = {
  application: 'countersign.dev/application',
  environment: 'countersign.dev/environment',
  release: 'countersign.dev/release',
  step: 'countersign.dev/step',
} as const;

/** Name of the state ConfigMap and of the Lease of an environment. */
export const stateName = (scope: RolloutScope): string => `countersign.${scope.application}.${scope.environment}`;

/** Name of a release's Secret. */
export const releaseName = (scope: RolloutScope, release: number): string => `${stateName(scope)}.r${release}`;

/** The labels of a release as they stand on its objects. */
export const releaseLabels = (scope: RolloutScope, release: number): Readonly<Record<string, string>> => ({
  [LABELS.application]: scope.application,
  [LABELS.environment]: scope.environment,
  [LABELS.release]: String(release),
});
