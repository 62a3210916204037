import type { PullRequest, Review } from '../adapters/github/port.ts';
import { type Authors, authorship } from './authors.ts';
import { latestOpinions, type PassedOver } from './latest-opinion.ts';

/** What one person did on one channel, and whether it is a valid signature for this content. */
export type Signature = {
  readonly person: { readonly id: number; readonly login: string };
  /** How it was given; a role says which channel it accepts. */
  readonly channel: 'review' | 'environment';
  readonly standing: 'signed' | 'objected' | 'stale' | 'author' | 'withdrawn';
  readonly what: string;
  readonly why: string;
  readonly link: string;
};

const short = (sha: string): string => sha.slice(0, 12);

export const reviewer = (review: Review): string => `review by ${review.user?.login ?? 'a deleted account'}`;

type Standing = Pick<Signature, 'standing' | 'why'>;

function judgeOpinion(review: Review, pull: PullRequest, author: string | undefined): Standing {
  if (review.state === 'CHANGES_REQUESTED') return { standing: 'objected', why: 'requested changes' };
  if (review.state === 'DISMISSED') {
    return { standing: 'withdrawn', why: 'it was dismissed, and a dismissal does not bring an older approval back' };
  }
  if (review.state !== 'APPROVED') return { standing: 'withdrawn', why: `its state is ${review.state}` };
  if (Number.isNaN(Date.parse(review.submittedAt ?? ''))) {
    return { standing: 'withdrawn', why: 'GitHub gives no time of submission' };
  }
  if (author !== undefined) return { standing: 'author', why: `${author}, and nobody signs their own work` };
  if (review.commit === null) return { standing: 'stale', why: 'the commit that it is about is gone' };
  if (review.commit !== pull.head) {
    return { standing: 'stale', why: `it is about ${short(review.commit)}, the head is ${short(pull.head)}` };
  }
  return { standing: 'signed', why: `approved the head ${short(pull.head)} on ${review.submittedAt}` };
}

/** Reads the reviews of a pull request as signatures of its head: one for each person, and the reviews that are none. */
export function reviewSignatures(
  pull: PullRequest,
  reviews: readonly Review[],
  authors: Authors,
): { readonly signatures: readonly Signature[]; readonly passedOver: readonly PassedOver[] } {
  const { latest, passedOver } = latestOpinions(reviews);
  const signatures = [...latest].map(([id, review]): Signature => {
    const login = review.user?.login ?? '';
    return {
      person: { id, login },
      channel: 'review',
      what: reviewer(review),
      link: review.url,
      ...judgeOpinion(review, pull, authorship(authors, { id, login })),
    };
  });
  return { signatures: signatures.toSorted((left, right) => left.person.id - right.person.id), passedOver };
}
