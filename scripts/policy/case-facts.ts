import type { GateFacts } from '../../action-validate/gate-facts.ts';
import { gateRules } from '../../action-validate/rules.ts';
import type { WorkflowRun } from '../../shared/adapters/github/port.ts';
import type { Config } from '../../shared/config/schema.ts';
import { durationMs } from '../../shared/domain/duration.ts';
import { type Fact, read, unavailable } from '../../shared/domain/fact.ts';
import type { RecordCandidate } from '../../shared/policy/earlier-record.ts';
import type { EvidenceFact, EvidenceRule } from '../../shared/policy/evidence.ts';
import type { Values } from '../../shared/policy/expression.ts';
import type { PolicyCase } from './case-file.ts';
import { caseHistory } from './case-history.ts';
import { caseOverrides } from './case-overrides.ts';
import { accountsOf, approvalsOf, at, COMMIT, REPOSITORY, readingOf, TREE, URL } from './case-pull-request.ts';

const POLICY = 'f'.repeat(64);

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

/** What every image of a case is; evidence that has to be about an image is about this one. */
const IMAGE = `sha256:${'2'.repeat(64)}` as const;

function evidenceOf(rule: EvidenceRule, one: PolicyCase, now: string): EvidenceFact {
  const given = one.evidence[rule.name] ?? 'missing';
  const { source } = rule;
  const age = typeof given === 'string' ? 0 : (durationMs(given.age) ?? 0);
  const candidates =
    given === 'missing' || source.kind === 'repository'
      ? []
      : [
          {
            artifact: artifactOf(source.artifact, at(now, -age)),
            run: { ...runOf(now), ...(rule.from === undefined ? {} : { path: rule.from }) },
          },
        ];
  if (given === 'missing') return { rule, candidates: read(candidates), files: read([]) };
  const reading =
    given === 'unreadable'
      ? ({ kind: 'unreadable', reason: 'the case says so' } as const)
      : ({ kind: 'values', values: given.values as Values, digests: [IMAGE] } as const);
  const signed = rule.signedBy === undefined ? {} : { signature: { kind: 'verified', key: 'of-the-case' } as const };
  const file = { path: rule.source.path, sha256: 'e'.repeat(64), bytes: 1, reading, ...signed };
  return { rule, candidates: read(candidates), files: read([file]) };
}

function recordOf(
  about: { readonly kind: 'build' | 'gate'; readonly checkpoint: string | null; readonly application: string },
  verdict: PolicyCase['records'][string],
  now: string,
  services: readonly string[] = [],
): Fact<readonly RecordCandidate[]> {
  const base = {
    artifact: artifactOf(`countersign-${about.checkpoint ?? 'build'}._.10.1`, now),
    run: runOf(now),
    attempt: 1,
  };
  if (verdict === 'unreadable')
    return read([{ ...base, record: unavailable('the case says so', 'RECORD_UNREADABLE') }]);
  const pushed = services.map((name) => [name, { name: `registry.example/${name}`, digest: IMAGE }] as const);
  const images = verdict === 'PASS' ? Object.fromEntries(pushed) : {};
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

/** Services that the build of a case has pushed: those that evidence has to be about, and one more. */
const servicesOf = (rules: GateFacts['rules']): readonly string[] => [
  'example',
  ...rules.evidence.flatMap(({ image }) => (image === undefined ? [] : [image])),
];

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
      : recordOf({ kind: 'build', checkpoint: null, application }, one.build, now, servicesOf(rules));
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
    environmentReviews: approvalsOf(one, account, now),
    evidence: rules.evidence.map((rule) => evidenceOf(rule, one, now)),
    earlier: Object.fromEntries(earlier),
    builds,
    ...caseHistory(about),
    apiTime: at(now, 0),
    ...caseOverrides(
      {
        ...{ rules, account, now: at(now, 0), environment: one.environment ?? null, policy: POLICY },
        ...{ subject: { commit: COMMIT, tree: TREE, images }, run: runOf(now) },
        artifact: artifactOf(`countersign-override.${application}`, at(now, 0)),
      },
      one.overrides,
    ),
  };
}
