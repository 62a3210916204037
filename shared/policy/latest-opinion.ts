import type { Review } from '../adapters/github/port.ts';

/** A review that cannot count whatever its content, and why. */
export type PassedOver = { readonly review: Review; readonly why: string };

export type Opinions = {
  /** The latest opinionated review of each human, by account id. */
  readonly latest: ReadonlyMap<number, Review>;
  readonly passedOver: readonly PassedOver[];
};

const OPINIONATED: ReadonlySet<Review['state']> = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']);

/** A review without a readable time sorts last: it can then only take a yes away, because an undated approval never counts. */
function time(review: Review): number {
  const parsed = Date.parse(review.submittedAt ?? '');
  return Number.isNaN(parsed) ? Number.POSITIVE_INFINITY : parsed;
}

function bySubmission(left: Review, right: Review): number {
  const [earlier, later] = [time(left), time(right)];
  return earlier === later ? left.id - right.id : earlier < later ? -1 : 1;
}

function disqualified(review: Review): string | undefined {
  const opinion = review.state === 'CHANGES_REQUESTED' ? 'the change request' : 'the review';
  if (review.user === null) return `the account is deleted; ${opinion} belongs to nobody`;
  if (review.user.type !== 'User') return `${review.user.type.toLowerCase()} accounts cannot sign`;
  if (review.state === 'PENDING') return 'it is not submitted';
  if (!OPINIONATED.has(review.state)) return 'a comment is neither a yes nor a no';
  return undefined;
}

/**
 * One opinion per person, the last one: APPROVED, CHANGES_REQUESTED or DISMISSED. Comments never change it, and a
 * dismissal does not bring an older approval back. Keyed by numeric id, because logins can be renamed and re-registered.
 * The order of the list does not matter.
 */
export function latestOpinions(reviews: readonly Review[]): Opinions {
  const latest = new Map<number, Review>();
  const passedOver: PassedOver[] = [];
  for (const review of reviews.toSorted(bySubmission)) {
    const why = disqualified(review);
    if (why !== undefined || review.user === null) {
      passedOver.push({ review, why: why ?? 'the account is deleted' });
      continue;
    }
    const older = latest.get(review.user.id);
    if (older !== undefined) passedOver.push({ review: older, why: 'a later review by the same person replaces it' });
    latest.set(review.user.id, review);
  }
  return { latest, passedOver };
}
