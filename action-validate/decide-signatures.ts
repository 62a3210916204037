import type { Observation } from '../shared/domain/decision.ts';
import { type Fact, unavailable } from '../shared/domain/fact.ts';
import { type Authors, authorsOf, type Starter } from '../shared/policy/authors.ts';
import { environmentSignatures, type RunApprovals } from '../shared/policy/environment-signatures.ts';
import { reviewer, reviewSignatures, type Signature } from '../shared/policy/signatures.ts';
import type { GateFacts, PullRequestReading, RunFacts } from './gate-facts.ts';

/**
 * Who started the run is an author too, except on a review: there the run was started by signing, and what it decides
 * is before the merge, where nothing can be deployed by it.
 */
function starters(run: RunFacts): Starter[] {
  if (run.event === 'pull_request_review') return [];
  const { actor, triggeringActor } = run;
  const again: Starter[] =
    triggeringActor.toLowerCase() === actor.login.toLowerCase()
      ? []
      : [{ id: null, login: triggeringActor, how: 'started this attempt of the run' }];
  return [{ id: actor.id, login: actor.login, how: 'started the run' }, ...again];
}

/** Whoever pushed one of the pull request's commits had it in their hands. */
export const pushers = ({ commits, activity }: Pick<PullRequestReading, 'commits' | 'activity'>): Starter[] => {
  if (activity.kind === 'unavailable') return [];
  const own = new Set(commits.map((commit) => commit.sha));
  return activity.value.flatMap(({ after, by }) =>
    by !== null && own.has(after) ? [{ ...by, how: `pushed commit ${after.slice(0, 12)}` }] : [],
  );
};

/** Approvals of the run's environments, when the run is of the commit that is decided about. */
export function environmentsOf(facts: Pick<GateFacts, 'run' | 'environmentReviews' | 'subject'>): Fact<RunApprovals> {
  const { run, environmentReviews, subject } = facts;
  if (environmentReviews === null) return unavailable('approvals of environments were not read', 'ROLE_UNRESOLVED');
  if (run.sha === subject.commit) return environmentReviews;
  const why = `this run is of commit ${run.sha.slice(0, 12)}, so its environments were approved for that one`;
  return unavailable(why, 'ROLE_UNRESOLVED');
}

export type FoundSignatures = {
  readonly authors: Authors;
  readonly signatures: readonly Signature[];
  /** What cannot count whatever its content. */
  readonly passedOver: readonly Observation[];
};

/** Everything that people did to sign, on each channel. The same facts, the same signatures. */
export function readSignatures(
  facts: Pick<GateFacts, 'run' | 'environmentReviews' | 'subject'>,
  reading: PullRequestReading,
): FoundSignatures {
  const { pull, commits, activity, updates, reviews } = reading;
  const authors = authorsOf(pull, commits, [...starters(facts.run), ...pushers(reading)]);
  const byReview = reviewSignatures({ pull, commits, activity, updates }, reviews, authors);
  const approvals = environmentsOf(facts);
  const byEnvironment =
    approvals.kind === 'read' ? environmentSignatures(approvals.value, authors) : { signatures: [], passedOver: [] };
  const passedOver = byReview.passedOver.map(
    ({ review, why }): Observation => ({ what: reviewer(review), counted: false, why, link: review.url }),
  );
  return {
    authors,
    signatures: [...byReview.signatures, ...byEnvironment.signatures],
    passedOver: [...passedOver, ...byEnvironment.passedOver],
  };
}
