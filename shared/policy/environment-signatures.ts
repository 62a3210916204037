import type { EnvironmentReview } from '../adapters/github/port.ts';
import type { Observation } from '../domain/decision.ts';
import { type Authors, authorship } from './authors.ts';
import type { Signature } from './signatures.ts';

/** Approvals of the environments of one run, and between which times they must have been given. */
export type RunApprovals = {
  readonly reviews: readonly EnvironmentReview[];
  /** RFC 3339: when the run was made, and when the approvals were read. */
  readonly from: string;
  readonly to: string;
  readonly url: string;
};

type Found = { readonly signatures: readonly Signature[]; readonly passedOver: readonly Observation[] };

/** Why nobody can have signed by this. */
function disqualified({ user, state }: EnvironmentReview): string | undefined {
  if (user === null) return 'the account is deleted';
  if (user.type !== 'User') return `${user.type.toLowerCase()} accounts cannot sign`;
  return state === 'pending' ? 'it is not decided' : undefined;
}

/**
 * Reads approvals of environments as signatures. GitHub tells neither their time nor their attempt, so the time is
 * given by its bounds, and a rejection stands for the whole run, whichever came first.
 */
export function environmentSignatures(run: RunApprovals, authors: Authors): Found {
  const signatures: Signature[] = [];
  const passedOver: Observation[] = [];
  for (const review of run.reviews) {
    const why = disqualified(review);
    for (const environment of review.environments) {
      const what = `${review.state} of ${environment} by ${review.user?.login ?? 'a deleted account'}`;
      if (why === undefined && review.user !== null)
        signatures.push(signatureOf(review, environment, what, run, authors));
      else passedOver.push({ what, counted: false, why: why ?? 'the account is deleted', link: run.url });
    }
  }
  const rejected = signatures.filter((one) => one.standing === 'objected');
  const stands = signatures.filter(
    (one) => !rejected.some((no) => no !== one && no.person.id === one.person.id && no.environment === one.environment),
  );
  const undone = signatures.filter((one) => !stands.includes(one));
  const told = undone.map(
    ({ what, link }): Observation => ({ what, counted: false, why: 'the same person rejected it in this run', link }),
  );
  return { signatures: stands, passedOver: [...passedOver, ...told] };
}

function signatureOf(
  review: EnvironmentReview,
  environment: string,
  what: string,
  run: RunApprovals,
  authors: Authors,
): Signature {
  const person = { id: review.user?.id ?? 0, login: review.user?.login ?? '' };
  const author = authorship(authors, person);
  const base = {
    person,
    channel: 'environment' as const,
    environment,
    what,
    link: run.url,
    needs: 'none' as const,
    afterMerge: null,
    body: review.comment,
    edited: null,
  };
  if (review.state === 'rejected')
    return { ...base, standing: 'objected', code: 'SIGNOFF_OBJECTION', why: `rejected the environment ${environment}` };
  if (author !== undefined)
    return { ...base, standing: 'author', code: 'SIGNOFF_SELF', why: `${author}, and nobody signs their own work` };
  const why = `approved the environment ${environment} in this run, between ${run.from} and ${run.to}; GitHub does not tell the time or the attempt`;
  return { ...base, standing: 'signed', code: 'OK', why };
}
