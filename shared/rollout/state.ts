import * as z from 'zod';
import { UserError } from '../domain/errors.ts';
import type { RunReference } from '../domain/record.ts';
import type { InProgress, ReleaseEntry, ReleaseStatus, RolloutState } from '../domain/release.ts';

/** Releases that stay in the store besides the verified and the current one. */
const KEPT_RELEASES = 10;

const release = z.int().positive();

const run = z.strictObject({
  repository: z.string(),
  id: z.int(),
  attempt: z.int(),
  workflow: z.string(),
  actor: z.string(),
  url: z.string(),
});

const schema = z.strictObject({
  schemaVersion: z.literal(1),
  lastNumber: z.int().min(0),
  current: release.nullable(),
  verified: release.nullable(),
  history: z.array(
    z.strictObject({
      number: release,
      status: z.enum(['in-progress', 'verified', 'failed']),
      commit: z.string(),
      createdAt: z.string(),
      restores: release.nullable(),
    }),
  ),
  inProgress: z
    .strictObject({
      release,
      kind: z.enum(['deploy', 'rollback']),
      phase: z.string(),
      run,
      startedAt: z.string(),
    })
    .nullable(),
}) satisfies z.ZodType<RolloutState>;

/** An environment that has never had a release. */
export const EMPTY_STATE: RolloutState = {
  schemaVersion: 1,
  lastNumber: 0,
  current: null,
  verified: null,
  history: [],
  inProgress: null,
};

/** @throws UserError('STORE_DAMAGED') when it is not a state that this version wrote. */
export function parseState(what: string, text: string | undefined): RolloutState {
  try {
    return schema.parse(JSON.parse(text ?? ''));
  } catch (cause) {
    throw new UserError('STORE_DAMAGED', `${what}: its state cannot be read by this version`, { cause });
  }
}

/** The phase before the first change: a run that died in it has left nothing behind. */
export const SAVING = 'saving';

/** Writes the intent: the next number is given, and nobody gets it again. */
export function begin(
  state: RolloutState,
  intent: {
    readonly kind: InProgress['kind'];
    readonly commit: string;
    readonly restores: number | null;
    readonly run: RunReference;
    readonly at: string;
  },
): RolloutState {
  const { kind, commit, restores, run: by, at } = intent;
  const number = state.lastNumber + 1;
  const entry: ReleaseEntry = { number, status: 'in-progress', commit, createdAt: at, restores };
  return {
    ...state,
    lastNumber: number,
    history: [...state.history, entry],
    inProgress: { release: number, kind, phase: SAVING, run: by, startedAt: at },
  };
}

/** Says how far the rollout is; anything but `SAVING` means that the cluster may have been changed. */
export const advance = (state: RolloutState, phase: string): RolloutState =>
  state.inProgress === null ? state : { ...state, inProgress: { ...state.inProgress, phase } };

/** The release in progress passed everything: it is current and verified. */
export function verified(state: RolloutState): RolloutState {
  const number = state.inProgress?.release ?? state.current;
  return { ...withStatus(state, number, 'verified'), current: number, verified: number, inProgress: null };
}

/** The release in progress failed, and `current` is what the cluster holds after it. */
export const failed = (state: RolloutState, current: number | null): RolloutState => ({
  ...withStatus(state, state.inProgress?.release ?? null, 'failed'),
  current,
  inProgress: null,
});

const withStatus = (state: RolloutState, number: number | null, status: ReleaseStatus): RolloutState => ({
  ...state,
  history: state.history.map((entry) => (entry.number === number ? { ...entry, status } : entry)),
});

/** Takes the oldest releases off the history, never the current, the verified or the one in progress. */
export function trim(state: RolloutState): { readonly state: RolloutState; readonly removed: readonly number[] } {
  const newest = new Set(state.history.slice(-KEPT_RELEASES).map((entry) => entry.number));
  const keeps = ({ number }: ReleaseEntry): boolean =>
    newest.has(number) || [state.current, state.verified, state.inProgress?.release].includes(number);
  const removed = state.history.filter((entry) => !keeps(entry)).map((entry) => entry.number);
  return { state: { ...state, history: state.history.filter(keeps) }, removed };
}

/**
 * Releases of which the cluster may hold objects: the current and the verified one, and everything that was tried after
 * it. A run that died while it was saving has brought nothing.
 */
export function mayBeInCluster(state: RolloutState): readonly number[] {
  const since = state.verified ?? 0;
  const saving = state.inProgress?.phase === SAVING ? state.inProgress.release : undefined;
  const tried = state.history.map((entry) => entry.number).filter((number) => number > since && number !== saving);
  const known = [state.verified, state.current].filter((number) => number !== null);
  return [...new Set([...known, ...tried])].sort((a, b) => a - b);
}
