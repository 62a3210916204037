import type { PullRequest, Review } from '../adapters/github/port.ts';
import type { CarryOver } from '../config/schema/people.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import { type Authors, authorship } from './authors.ts';
import { freshnessOf, type HeadHistory } from './freshness.ts';
import { latestOpinions, type PassedOver } from './latest-opinion.ts';

/** What one person did on one channel, and whether it is a valid signature for this content. */
export type Signature = {
  readonly person: { readonly id: number; readonly login: string };
  /** How it was given; a role says which channel it accepts. */
  readonly channel: 'review' | 'environment';
  /** Name of the environment; null for reviews. */
  readonly environment: string | null;
  /** `unproven`: it could be valid, but what would prove it could not be read. */
  readonly standing: 'signed' | 'objected' | 'stale' | 'unproven' | 'author' | 'withdrawn';
  /** Why it does not count; OK for a valid one. */
  readonly code: ReasonCode;
  readonly what: string;
  readonly why: string;
  readonly link: string;
  /** What a role has to tolerate for it. */
  readonly needs: CarryOver;
  /** Time of the merge when it was submitted after it; null otherwise. */
  readonly afterMerge: string | null;
  readonly body: string;
  readonly edited: Review['edited'];
};

export const reviewer = (review: Review): string => `review by ${review.user?.login ?? 'a deleted account'}`;

type Standing = Pick<Signature, 'standing' | 'code' | 'why' | 'needs'>;

const standing = (kind: Signature['standing'], code: ReasonCode, why: string, needs: CarryOver = 'none'): Standing => ({
  standing: kind,
  code,
  why,
  needs,
});

function judgeOpinion(review: Review, history: HeadHistory, author: string | undefined): Standing {
  if (review.state === 'CHANGES_REQUESTED') return standing('objected', 'SIGNOFF_OBJECTION', 'requested changes');
  if (review.state === 'DISMISSED') {
    const why = 'it was dismissed, and a dismissal does not bring an older approval back';
    return standing('withdrawn', 'SIGNOFF_MISSING', why);
  }
  if (review.state !== 'APPROVED') return standing('withdrawn', 'SIGNOFF_MISSING', `its state is ${review.state}`);
  if (Number.isNaN(Date.parse(review.submittedAt ?? ''))) {
    return standing('withdrawn', 'SIGNOFF_MISSING', 'GitHub gives no time of submission');
  }
  if (author !== undefined) return standing('author', 'SIGNOFF_SELF', `${author}, and nobody signs their own work`);
  const freshness = freshnessOf(review, history);
  if (freshness.kind === 'fresh') return standing('signed', 'OK', freshness.why, freshness.needs);
  return standing(freshness.kind === 'stale' ? 'stale' : 'unproven', freshness.code, freshness.why);
}

const isAfter = (review: Review, mergedAt: string | null): boolean =>
  mergedAt !== null && Date.parse(review.submittedAt ?? '') > Date.parse(mergedAt);

function signatureOf(review: Review, history: HeadHistory, authors: Authors): Signature[] {
  if (review.user === null) return [];
  const { id, login } = review.user;
  const { mergedAt } = history.pull;
  return [
    {
      person: { id, login },
      channel: 'review',
      environment: null,
      what: reviewer(review),
      link: review.url,
      afterMerge: isAfter(review, mergedAt) ? mergedAt : null,
      body: review.body,
      edited: review.edited,
      ...judgeOpinion(review, history, authorship(authors, { id, login })),
    },
  ];
}

/**
 * The opinions that were frozen by the merge, of people whose last opinion is an approval after it: what was signed
 * before the merge is not undone by saying it again. Change requests and dismissals after the merge count at once.
 */
function frozen(reviews: readonly Review[], latest: ReadonlyMap<number, Review>, pull: PullRequest): Review[] {
  if (pull.mergedAt === null) return [];
  const before = latestOpinions(reviews.filter((review) => !isAfter(review, pull.mergedAt))).latest;
  return [...before].flatMap(([id, review]) => {
    const last = latest.get(id);
    return last !== undefined && last !== review && last.state === 'APPROVED' && review.state === 'APPROVED'
      ? [review]
      : [];
  });
}

/** Reads the reviews of a pull request as signatures of its head, and the reviews that are none. */
export function reviewSignatures(
  history: HeadHistory,
  reviews: readonly Review[],
  authors: Authors,
): { readonly signatures: readonly Signature[]; readonly passedOver: readonly PassedOver[] } {
  const { latest, passedOver } = latestOpinions(reviews);
  const kept = frozen(reviews, latest, history.pull);
  const signatures = [...latest.values(), ...kept].flatMap((review) => signatureOf(review, history, authors));
  return {
    signatures: signatures.toSorted((left, right) => left.person.id - right.person.id),
    passedOver: passedOver.filter(({ review }) => !kept.includes(review)),
  };
}
