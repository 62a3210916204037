import type { GateFacts, PullRequestReading } from '../../action-validate/gate-facts.ts';
import { gateRules } from '../../action-validate/rules.ts';
import type { Account, Commit, PullRequest, Review, WorkflowRun } from '../../shared/adapters/github/port.ts';
import type { Config } from '../../shared/config/schema.ts';
import { durationMs } from '../../shared/domain/duration.ts';
import { type Fact, read, unavailable } from '../../shared/domain/fact.ts';
import type { RecordCandidate } from '../../shared/policy/earlier-record.ts';
import type { EvidenceFact, EvidenceRule } from '../../shared/policy/evidence.ts';
import type { Values } from '../../shared/policy/expression.ts';
import type { PolicyCase } from './case-file.ts';
import { caseHistory } from './case-history.ts';

const COMMIT = 'c'.repeat(40);
const TREE = 'd'.repeat(40);
const HEAD = 'a'.repeat(40);
const OLDER = 'b'.repeat(40);
const POLICY = 'f'.repeat(64);
const REPOSITORY = 1;
const URL = 'https://github.com/example/example';
const NUMBER = 7;
const ELSEWHERE = 900_000_000;

/** Accounts by login: those of the roles by the ids that the configuration gives, all others by ids of their own. */
function accountsOf(config: Config): (login: string, type?: 'User' | 'Bot') => Account {
  const known = new Map<string, number>();
  for (const role of Object.values(config.roles ?? {}))
    for (const person of role.people ?? []) known.set(person.login.toLowerCase(), person.id);
  return (login, type = 'User') => {
    const key = login.toLowerCase();
    const id = known.get(key) ?? ELSEWHERE + known.size;
    known.set(key, id);
    return { id, login, type };
  };
}

type AccountOf = ReturnType<typeof accountsOf>;

const at = (now: string, milliseconds: number): string => new Date(Date.parse(now) + milliseconds).toISOString();

const STATES = {
  approved: 'APPROVED',
  'changes-requested': 'CHANGES_REQUESTED',
  commented: 'COMMENTED',
  dismissed: 'DISMISSED',
} as const;

const headOf = (one: PolicyCase): string => (one['pull-request'].state === 'open' ? COMMIT : HEAD);

function reviewsOf(one: PolicyCase, account: AccountOf, now: string): Review[] {
  const commits = { head: headOf(one), older: OLDER, gone: null };
  return one.reviews.map(({ by, says, of, type }, index) => ({
    id: index + 1,
    user: by === null ? null : account(by, type),
    state: STATES[says],
    commit: commits[of],
    tree: of === 'head' ? TREE : null,
    edited: null,
    submittedAt: at(now, (index - one.reviews.length) * 60_000),
    body: '',
    url: `${URL}/pull/${NUMBER}#pullrequestreview-${index + 1}`,
  }));
}

function commitsOf(one: PolicyCase, account: AccountOf): Commit[] {
  const { authors } = one['pull-request'];
  return authors.map((login, index): Commit => {
    const by = login === null ? null : account(login);
    const email = login === null ? 'unknown@example.com' : `${login}@example.com`;
    const sha = index === authors.length - 1 ? headOf(one) : String(index).padStart(40, '0');
    const people = { author: by, committer: by, authorEmail: email, committerEmail: email };
    return { sha, tree: TREE, parents: [OLDER], ...people, message: 'Change' };
  });
}

function pullOf(one: PolicyCase, account: AccountOf, now: string): PullRequest {
  const merged = one['pull-request'].state === 'merged';
  return {
    number: NUMBER,
    url: `${URL}/pull/${NUMBER}`,
    title: one.name,
    state: merged ? 'closed' : 'open',
    opener: account(one['pull-request'].opener),
    base: 'main',
    head: headOf(one),
    headRepositoryId: REPOSITORY,
    mergedAt: merged ? at(now, -1) : null,
    mergeCommit: merged ? COMMIT : null,
    headBranch: 'feature',
    headRepository: 'example/example',
    updatedAt: at(now, -1),
  };
}

function readingOf(one: PolicyCase, account: AccountOf, now: string): GateFacts['pullRequests'] {
  const query = { commit: COMMIT, base: 'main', number: null };
  if (one['pull-request'].state === 'none') return { query, related: read([]), reading: null };
  const pull = pullOf(one, account, now);
  const value: PullRequestReading = {
    pull,
    reviews: reviewsOf(one, account, now),
    commits: commitsOf(one, account),
    baseProtected: one['pull-request'].protected,
    // Pushed before every review of the case.
    activity: read([{ after: pull.head, at: at(now, -86_400_000), type: 'push', by: null }]),
    updates: {},
    rounds: 1,
  };
  return { query, related: read([pull]), reading: read(value) };
}

const runOf = (now: string): WorkflowRun => ({
  id: 10,
  attempt: 1,
  name: 'tests',
  path: '.github/workflows/tests.yml',
  event: 'push',
  headSha: COMMIT,
  headBranch: 'main',
  headRepositoryId: REPOSITORY,
  repositoryId: REPOSITORY,
  status: 'completed',
  conclusion: 'success',
  createdAt: now,
  url: `${URL}/actions/runs/10`,
});

const artifactOf = (name: string, createdAt: string) =>
  ({
    id: 1,
    name,
    size: 1,
    digest: `sha256:${'1'.repeat(64)}`,
    expired: false,
    createdAt,
    runId: 10,
    headSha: COMMIT,
    headRepositoryId: REPOSITORY,
    repositoryId: REPOSITORY,
  }) as const;

function evidenceOf(rule: EvidenceRule, one: PolicyCase, now: string): EvidenceFact {
  const given = one.evidence[rule.name] ?? 'missing';
  const { source } = rule;
  const age = typeof given === 'string' ? 0 : (durationMs(given.age) ?? 0);
  const candidates =
    given === 'missing' || source.kind === 'repository'
      ? []
      : [{ artifact: artifactOf(source.artifact, at(now, -age)), run: runOf(now) }];
  if (given === 'missing') return { rule, candidates: read(candidates), files: read([]) };
  const reading =
    given === 'unreadable'
      ? ({ kind: 'unreadable', reason: 'the case says so' } as const)
      : ({ kind: 'values', values: given.values as Values } as const);
  const file = { path: rule.source.path, sha256: 'e'.repeat(64), bytes: 1, reading };
  return { rule, candidates: read(candidates), files: read([file]) };
}

function recordOf(
  about: { readonly kind: 'build' | 'gate'; readonly checkpoint: string | null; readonly application: string },
  verdict: PolicyCase['records'][string],
  now: string,
): Fact<readonly RecordCandidate[]> {
  const base = {
    artifact: artifactOf(`countersign-${about.checkpoint ?? 'build'}._.10.1`, now),
    run: runOf(now),
    attempt: 1,
  };
  if (verdict === 'unreadable')
    return read([{ ...base, record: unavailable('the case says so', 'RECORD_UNREADABLE') }]);
  const digest = `sha256:${'2'.repeat(64)}` as const;
  const images = verdict === 'PASS' ? { example: { name: 'registry.example/example', digest } } : {};
  const subject = { commit: COMMIT, tree: TREE, images: about.kind === 'build' ? images : {} };
  const made = {
    environment: null,
    verdict,
    subject,
    policy: { ref: 'main', sha256: POLICY },
    runId: 10,
    decidedAt: now,
    previous: null,
  };
  return read([{ ...base, record: read({ sha256: 'a'.repeat(64), ...about, ...made }) }]);
}

/** A fact under a name that nobody asks for would be left out in silence, and the case would try something else. */
function refuseUnasked(given: Readonly<Record<string, unknown>>, asked: readonly string[], what: string): void {
  const unasked = Object.keys(given).filter((name) => !asked.includes(name));
  if (unasked.length === 0) return;
  throw new Error(
    `the checkpoint asks for no ${what} ${unasked.join(', ')}; it asks for ${asked.join(', ') || 'none'}`,
  );
}

/** The facts that a case describes: everything that it does not say is in order, and nobody has signed. */
export function caseFacts(config: Config, one: PolicyCase, now: string): GateFacts {
  const account = accountsOf(config);
  const rules = gateRules(config, one.checkpoint, one.environment ?? null);
  const { application } = rules;
  refuseUnasked(
    one.evidence,
    rules.evidence.map((rule) => rule.name),
    'evidence',
  );
  refuseUnasked(one.records, rules.after, 'record of');
  const starter = account(one['started-by']);
  const earlier = rules.after.map((checkpoint) => {
    const verdict = one.records[checkpoint];
    const about = { kind: 'gate', checkpoint, application } as const;
    return [checkpoint, verdict === undefined ? read([]) : recordOf(about, verdict, now)] as const;
  });
  const pullRequests = readingOf(one, account, now);
  const builds =
    rules.builds === 'none' || one.build === 'none'
      ? read([])
      : recordOf({ kind: 'build', checkpoint: null, application }, one.build, now);
  const [built] = builds.kind === 'read' ? builds.value : [];
  const images = built?.record.kind === 'read' ? built.record.value.subject.images : {};
  const [pull] = pullRequests.related.kind === 'read' ? pullRequests.related.value : [];
  const about = { rules, commit: COMMIT, tree: TREE, repository: REPOSITORY, policy: POLICY, images, pull };
  return {
    now: at(now, 0),
    repository: { id: REPOSITORY, name: 'example/example' },
    environment: one.environment ?? null,
    policy: { path: '.github/countersign.yml', ref: 'main', commit: 'e'.repeat(40), sha256: POLICY },
    rules,
    run: {
      id: 4711,
      attempt: 1,
      event: 'push',
      ref: 'refs/heads/main',
      sha: COMMIT,
      actor: { id: starter.id, login: starter.login },
      triggeringActor: starter.login,
    },
    subject: { commit: COMMIT, tree: TREE },
    pullRequests,
    teams: {},
    environmentReviews: null,
    evidence: rules.evidence.map((rule) => evidenceOf(rule, one, now)),
    earlier: Object.fromEntries(earlier),
    builds,
    ...caseHistory(about),
  };
}
