import type { PullRequest } from '../adapters/github/port.ts';
import type { Observation } from '../domain/decision.ts';

/** What the pull request has to fit. */
export type PullRequestQuery = {
  readonly commit: string;
  /** The branch that was pushed; null when the run does not say it. */
  readonly base: string | null;
  /** The pull request of the event; null for any other event. */
  readonly number: number | null;
};

/** `merged`: it made the commit. `open`: the commit is its head, before the merge. */
export type PullRequestChoice =
  | { readonly kind: 'merged' | 'open'; readonly pull: PullRequest; readonly observations: readonly Observation[] }
  | { readonly kind: 'missing' | 'ambiguous'; readonly why: string; readonly observations: readonly Observation[] };

type Fit = { readonly kind: 'merged' | 'open' } | { readonly kind: 'no'; readonly why: string };

const short = (sha: string): string => sha.slice(0, 12);

function fitOf(pull: PullRequest, query: PullRequestQuery): Fit {
  if (query.number !== null && pull.number !== query.number)
    return { kind: 'no', why: 'the event is about another one' };
  if (pull.mergedAt !== null) {
    if (pull.mergeCommit !== query.commit) {
      return { kind: 'no', why: `its merge made ${short(pull.mergeCommit ?? 'no commit')}, not this commit` };
    }
    if (query.base !== null && pull.base !== query.base) {
      return { kind: 'no', why: `it was merged into ${pull.base}, the run is of ${query.base}` };
    }
    return { kind: 'merged' };
  }
  if (pull.state !== 'open') return { kind: 'no', why: 'it was closed without a merge' };
  if (pull.head !== query.commit) return { kind: 'no', why: `it is not merged and its head is ${short(pull.head)}` };
  return { kind: 'open' };
}

const what = (pull: PullRequest): string => `pull request #${pull.number}`;

/**
 * Which pull request people have signed for a commit. GitHub relates a commit to open, closed and foreign pull requests
 * as well, in no promised order, so each is held against merge facts; an open one counts only when none has been
 * merged, and only with the commit as its head.
 */
export function choosePullRequest(related: readonly PullRequest[], query: PullRequestQuery): PullRequestChoice {
  const judged = related.map((pull) => ({ pull, fit: fitOf(pull, query) }));
  const merged = judged.filter((one) => one.fit.kind === 'merged');
  const fitting = merged.length > 0 ? merged : judged.filter((one) => one.fit.kind === 'open');
  const observations = judged
    .filter((one) => !fitting.includes(one))
    .map(({ pull, fit: answer }): Observation => {
      const why = answer.kind === 'no' ? answer.why : 'it is not merged, another one made the commit';
      return { what: what(pull), counted: false, why, link: pull.url };
    });
  const [first, second] = fitting;
  if (first === undefined) {
    const looked = observations.map((one) => `${one.what}: ${one.why}`).join('; ');
    const why = `no pull request made commit ${short(query.commit)} or has it as its head`;
    return { kind: 'missing', why: looked === '' ? why : `${why}; looked at ${looked}`, observations };
  }
  if (second !== undefined) {
    const names = fitting.map(({ pull }) => `#${pull.number}`).join(', ');
    return { kind: 'ambiguous', why: `${names} all fit commit ${short(query.commit)}`, observations };
  }
  return { kind: first.fit.kind === 'merged' ? 'merged' : 'open', pull: first.pull, observations };
}
