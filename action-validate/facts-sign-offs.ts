import type { Clock } from '../shared/adapters/clock.ts';
import type { Merges } from '../shared/adapters/git.ts';
import type { GitHub } from '../shared/adapters/github/port.ts';
import { UserError } from '../shared/domain/errors.ts';
import { type Fact, read, unavailable } from '../shared/domain/fact.ts';
import { type RunContext, runUrl } from '../shared/domain/run-context.ts';
import type { RunApprovals } from '../shared/policy/environment-signatures.ts';
import { CLEAN, updateMerges } from '../shared/policy/freshness.ts';
import type { Holder } from '../shared/policy/roles.ts';
import { type TeamMembers, type TeamQuestion, teamQuestions } from '../shared/policy/team-roles.ts';
import { readSignatures } from './decide-signatures.ts';
import { asFact } from './facts-unavailable.ts';
import type { GateFacts, PullRequestReading } from './gate-facts.ts';
import type { GateRules } from './rules.ts';

/** Approvals of the run's environments; null when no role of the checkpoint signs that way. */
export async function readApprovals(
  ports: { readonly github: GitHub; readonly clock: Clock },
  run: RunContext,
  rules: GateRules,
): Promise<Fact<RunApprovals> | null> {
  if (!rules.seats.some((seat) => seat.roles.some((name) => rules.roles[name]?.via === 'environment'))) return null;
  return asFact(async () => {
    const [reviews, runs] = await Promise.all([
      ports.github.environmentReviews(run.runId),
      ports.github.runsOfCommit(run.sha),
    ]);
    const from = runs.find((one) => one.id === run.runId)?.createdAt;
    if (from === undefined)
      throw new UserError(
        'GITHUB_UNREADABLE',
        `run ${run.runId} is not among the runs of its commit; run the job again`,
      );
    return { reviews, from, to: new Date(ports.clock.now()).toISOString(), url: runUrl(run) };
  });
}

/** Makes the merges of the base into the head again, where a role lets approvals be carried over them. */
export async function remakeUpdates(
  merges: Merges,
  rules: GateRules,
  reading: Pick<PullRequestReading, 'pull' | 'commits'>,
): Promise<Readonly<Record<string, string>>> {
  const wanted = rules.seats.some((seat) => seat.roles.some((name) => rules.roles[name]?.carryOver === 'clean-update'));
  const found = wanted ? updateMerges(reading.pull.head, reading.commits) : [];
  if (found.length === 0) return {};
  const trees = await merges.trees(found.map(({ parents: [base = '', head = ''] }) => ({ base, head })));
  const told = found.map(({ sha, tree }, index) => {
    const again = trees[index];
    if (again?.kind !== 'read') return [sha, again?.reason ?? 'it was not made again'] as const;
    return [sha, again.value === tree ? CLEAN : 'somebody had a hand in it'] as const;
  });
  return Object.fromEntries(told);
}

/** Answers questions about teams, by role. Whoever could not be asked about is nobody's member, and the fact says so. */
export async function readMembers(
  github: GitHub,
  roles: GateRules['roles'],
  questions: readonly TeamQuestion[],
): Promise<TeamMembers> {
  const answered = Object.entries(roles).map(async ([role, { team, immediate }]) => {
    const mine = questions.filter((question) => question.role === role);
    if (team === null) return [];
    const fact = await asFact(async () => {
      const states = await Promise.all(
        mine.map(({ person }) =>
          immediate ? github.immediateMembership(team, person) : github.membership(team, person.login),
        ),
      );
      return mine
        .filter((_, index) => states[index] === 'active')
        .map(({ person }): Holder => {
          return { ...person, name: person.login };
        });
    });
    return [[role, fact.kind === 'read' ? read(fact.value) : unavailable(fact.reason, 'ROLE_UNRESOLVED')] as const];
  });
  return Object.fromEntries((await Promise.all(answered)).flat());
}

/** Asks for the team membership of everybody who could sign or has objected, and of nobody else. */
export async function readTeams(
  github: GitHub,
  rules: GateRules,
  facts: Pick<GateFacts, 'run' | 'environmentReviews' | 'subject'>,
  reading: Fact<PullRequestReading> | null,
): Promise<TeamMembers> {
  if (reading?.kind !== 'read') return {};
  const { signatures } = readSignatures(facts, reading.value);
  return readMembers(github, rules.roles, teamQuestions(rules.seats, rules.roles, signatures));
}
