import type { Commit } from '../shared/adapters/github/port.ts';
import type { Observation, RequirementResult } from '../shared/domain/decision.ts';
import type { Fact } from '../shared/domain/fact.ts';
import type { ReasonCode } from '../shared/domain/reason-codes.ts';
import { type Beginning, beginningOf, type Covered, chainOf, countOf, cover } from './changes.ts';
import { type JudgedChange, judgeChange } from './decide-change.ts';
import { ownChanges } from './decide-link.ts';
import { policyChange } from './decide-policy.ts';
import type { GateFacts } from './gate-facts.ts';
import type { ChangesRule, HistoryFacts } from './history-facts.ts';

type Refusal = { readonly status: 'ERROR' | 'UNSATISFIED'; readonly code: ReasonCode; readonly seen: string };

const short = (sha: string): string => sha.slice(0, 12);
const fails = (code: ReasonCode, seen: string): Refusal => ({ status: 'UNSATISFIED', code, seen });
const errs = (code: ReasonCode, seen: string): Refusal => ({ status: 'ERROR', code, seen });

/** Why a fact cannot be decided on; undefined when it was read. */
const unread = (fact: Fact<unknown> | null | undefined, name: string): Refusal | undefined => {
  if (fact?.kind === 'read') return undefined;
  return errs(fact?.code ?? 'GITHUB_UNREADABLE', fact?.reason ?? `${name} were not read`);
};

function beginningFor(facts: GateFacts, history: HistoryFacts, rule: ChangesRule): Beginning | Refusal {
  const { rules, repository, environment } = facts;
  const { application, verifiedBy: checkpoint } = rules;
  const deployed = { application, repositoryId: repository.id, environment: environment ?? '', checkpoint };
  const beginning = beginningOf(rule, history.deployments, deployed);
  if (beginning === undefined)
    return unread(history.deployments, 'the deployments') ?? errs('GITHUB_UNREADABLE', 'no deployment was read');
  return beginning.kind === 'unknown' ? errs('COVERAGE_START_UNKNOWN', beginning.why) : beginning;
}

/** The branch has to have been at the verified commit, and to have gone on from there. */
function sideways(history: HistoryFacts, chain: readonly Commit[], verified: string): Refusal | undefined {
  const { between, base, subject } = history;
  // Parents are part of a commit's own hash: when they lead there, nobody has to be asked.
  if (chain.at(-1)?.parents[0] === verified) return undefined;
  if (between?.kind !== 'read') return unread(between, 'the commits');
  const { status } = between.value;
  if (status === 'identical') return undefined;
  const which = `the verified commit ${short(verified)}`;
  if (status !== 'ahead')
    return fails('CHANGE_SIDEWAYS', `${short(subject.sha)} does not descend from ${which} (${status})`);
  // It came in from the side, by a merge: first parents lead past it.
  return fails('CHANGE_SIDEWAYS', `${base ?? 'the branch'} never was at ${which}, which came in by a merge`);
}

function unprotected({ base, baseProtected }: HistoryFacts): Refusal | undefined {
  if (base === null)
    return errs('PULL_REQUEST_MISSING', 'nothing tells the branch whose history it is; run the gate on a push');
  const problem = unread(baseProtected, 'the rules of the branch');
  if (problem !== undefined) return problem;
  return baseProtected?.kind === 'read' && !baseProtected.value
    ? fails('CHANGE_UNREVIEWED', `the branch ${base} is not protected`)
    : undefined;
}

const byWhom = ({ landing }: Covered): string => {
  const [last] = landing.commits;
  const who = last?.author?.login ?? last?.authorEmail ?? 'nobody';
  const many = landing.commits.length > 1 ? ` and ${landing.commits.length - 1} before it` : '';
  return `commit ${short(last?.sha ?? '')}${many} by ${who}`;
};

function toldBeginning(beginning: Beginning, environment: string): string {
  if (beginning.kind === 'verified') return `since ${short(beginning.commit)} (${beginning.told})`;
  if (beginning.kind === 'configured') return `since ${short(beginning.commit)}, as configured`;
  return `of this merge alone: FIRST DEPLOYMENT to ${environment}, no commit before it was looked at`;
}

type Looked = { readonly covered: Covered; readonly answer: JudgedChange };

function observe({ covered, answer }: Looked): Observation {
  const link = covered.change?.pull.url;
  const shown = { what: byWhom(covered), counted: answer.kind === 'ok', why: answer.why };
  return link === undefined ? shown : { ...shown, link };
}

function concluded(looked: readonly Looked[], where: string, nothing: boolean): Refusal | { readonly seen: string } {
  if (nothing) return { seen: `no commit ${where}` };
  const open = looked.filter(({ answer }) => answer.kind !== 'ok');
  const first = open.find(({ answer }) => answer.kind === 'error') ?? open[0];
  if (looked.length === 0) return errs('NOTHING_REQUIRED', 'no commit was looked at');
  if (first === undefined) return { seen: `${looked.length} of ${looked.length} changes ${where}` };
  const status = first.answer.kind === 'error' ? 'ERROR' : 'UNSATISFIED';
  const seen = `${open.length} of ${looked.length} changes ${where}: ${byWhom(first.covered)}: ${first.answer.why}`;
  return { status, code: first.answer.code, seen };
}

type Outcome = (Refusal | { readonly seen: string }) & { readonly observations?: readonly Observation[] };

function outcome(facts: GateFacts, rule: ChangesRule): Outcome {
  const { history, environment, pullRequests } = facts;
  if (environment === null)
    return errs('INPUT_INVALID', 'changes are counted since the last deployment; give the input "environment"');
  if (history === undefined) return errs('GITHUB_UNREADABLE', 'the history was not read');
  const beginning = beginningFor(facts, history, rule);
  if (!('kind' in beginning)) return beginning;
  const chain = chainOf(history);
  const off = 'commit' in beginning ? sideways(history, chain, beginning.commit) : undefined;
  const refusal = off ?? unprotected(history);
  if (refusal !== undefined) return refusal;
  const nothing = 'commit' in beginning && beginning.commit === history.subject.sha;
  const own = ownChanges(pullRequests.reading);
  const count = countOf(beginning, chain, own, history.base);
  const looked = cover(chain, count, [...own, ...history.changes], history.base).map((covered) => ({
    covered,
    answer: judgeChange(facts, history, covered, rule),
  }));
  const passedOver = 'observations' in beginning ? beginning.observations : [];
  const observations = [...looked.map(observe), ...passedOver];
  return { ...concluded(looked, toldBeginning(beginning, environment), nothing), observations };
}

/** Whether every commit since the last verified deployment came by a pull request that somebody else approved. */
export function decideChanges(facts: GateFacts): RequirementResult[] {
  const rule = facts.rules.changes;
  if (rule === null) return [];
  const many = rule.approvals === 1 ? '' : 's';
  const base = {
    id: 'changes',
    title: 'Every change was reviewed',
    needed: `each commit since the last verified deployment merged by a pull request with ${rule.approvals} independent approval${many}, proved by content`,
    links: [],
    observations: [],
    whoCanFix: [],
  };
  const found = outcome(facts, rule);
  const policy = policyChange(facts);
  const answer = policy === undefined ? found : { ...found, seen: `${found.seen}; ${policy}` };
  return 'status' in answer
    ? [{ ...base, ...answer, whoCanFix: ['whoever can write to the repository'] }]
    : [{ ...base, status: 'SATISFIED', code: 'OK', ...answer }];
}
