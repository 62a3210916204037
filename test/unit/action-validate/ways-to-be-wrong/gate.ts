import { decide } from '../../../../action-validate/decide.ts';
import { gatherFacts } from '../../../../action-validate/facts.ts';
import { connectExec } from '../../../../shared/adapters/connect-exec.ts';
import { connectMerges } from '../../../../shared/adapters/connect-merges.ts';
import { connectGitHub } from '../../../../shared/adapters/github/connect-github.ts';
import { rememberReads } from '../../../../shared/adapters/github/remember.ts';
import type { RequirementResult } from '../../../../shared/domain/decision.ts';
import { UserError } from '../../../../shared/domain/errors.ts';
import type { RunContext } from '../../../../shared/domain/run-context.ts';
import { type StandIn, startGitHub } from '../../../github/stand-in.ts';
import type { PullRequestRecord, ReviewRecord } from '../../../github/world/state.ts';
import { keepDecision } from '../../../harness/kept-decisions.ts';
import { makeRepository, type TestRepository } from '../../../harness/repository.ts';

const PEOPLE = { ada: 1001, grace: 1002, linus: 1003, mallory: 1666 } as const;
type Person = keyof typeof PEOPLE;

/** What the gate says, as far as these tests look at it. */
type Answer = {
  readonly verdict: string;
  readonly codes: readonly string[];
  /** Requirements by id, as `STATUS CODE`. */
  readonly of: Readonly<Record<string, string>>;
  readonly results: readonly RequirementResult[];
  /** What was seen and why it counts or not, in one text. */
  readonly told: string;
  readonly calls: number;
};

/** `timeout`: milliseconds for one request. */
type Change = {
  readonly token?: string;
  readonly context?: Partial<RunContext>;
  readonly timeout?: number;
  /** Milliseconds that have passed since the last thing that happened. */
  readonly later?: number;
};

type Gate = AsyncDisposable & {
  readonly github: StandIn;
  readonly repository: TestRepository;
  readonly pull: PullRequestRecord;
  approve(by: Person, change?: Partial<Pick<ReviewRecord, 'commit' | 'body' | 'submittedAt'>>): Promise<ReviewRecord>;
  push(files: Readonly<Record<string, string>>, by?: Person): Promise<string>;
  head(): Promise<string>;
  judge(change?: Change): Promise<Answer>;
};

/** One piece of evidence, `tests`, as the inside of a YAML map. */
export const EVIDENCE = 'artifact: tests, path: t.json, format: json, require: failed == 0';

/**
 * Everything up to the decision in this process, over HTTP against the stand-in: roles and sign-offs as in a file.
 * @param evidence what `tests` is; none unless given
 */
export async function startGate(roles: string, signOffs: string, evidence?: string): Promise<Gate> {
  const asked = evidence === undefined ? '' : ', evidence: [tests]';
  const texts = evidence === undefined ? '' : `evidence:\n  tests: { ${evidence} }\n`;
  const config = `version: 1\napplication: tracker\nroles:\n${roles}\n${texts}checkpoints:\n  GATE: { title: Gate, sign-offs: [${signOffs}]${asked} }\n`;
  const repository = await makeRepository({ '.github/countersign.yml': config, 'base.txt': 'base\n' });
  const github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
  const { world } = github;
  for (const [login, id] of Object.entries(PEOPLE)) world.addAccount({ id, login });
  await world.commit('feature', { by: 'linus', parent: repository.head, files: { 'a.txt': 'x\n' } });
  const pull = await world.addPullRequest({ head: 'feature', base: 'main', opener: 'linus', title: 'Change' });
  const head = async (): Promise<string> => pull.closed?.head ?? (await world.git.resolve('feature')) ?? '';
  return {
    github,
    repository,
    pull,
    head,
    async approve(by, change = {}) {
      const review = await world.addReview(pull, { by, state: 'APPROVED', body: change.body ?? '' });
      return Object.assign(review, change);
    },
    push: (files, by = 'linus') => world.commit('feature', { by, files }),
    judge: async (change = {}) => judge(github, repository, { pull, head: await head(), ...change }),
    async [Symbol.asyncDispose]() {
      await github[Symbol.asyncDispose]();
      await repository[Symbol.asyncDispose]();
    },
  };
}

function contextOf(github: StandIn, pull: PullRequestRecord, head: string): RunContext {
  const event = { repository: { default_branch: 'main' }, pull_request: { number: pull.number, head: { sha: head } } };
  return {
    ...{ repository: 'acme/tracker', owner: 'acme', repo: 'tracker', repositoryId: github.world.repository.id },
    ...{ sha: pull.merged?.commit ?? head, ref: 'refs/heads/main', event, runId: 4711, runAttempt: 1 },
    eventName: pull.merged === undefined ? 'pull_request' : 'push',
    ...{ workflow: 'deploy', job: 'gate', actor: 'linus', triggeringActor: 'linus', actorId: PEOPLE.linus },
    ...{ apiUrl: github.url, serverUrl: 'https://github.com', workspace: '/', temp: '/tmp' },
  };
}

async function judge(
  github: StandIn,
  repository: TestRepository,
  given: Change & { readonly pull: PullRequestRecord; readonly head: string },
): Promise<Answer> {
  const context = { ...contextOf(github, given.pull, given.head), ...given.context };
  const options = { timeout: given.timeout ?? 20_000, patience: 0 };
  const connected = connectGitHub(context, given.token ?? github.token, options);
  const now = Date.parse(github.world.tick()) + (given.later ?? 0);
  const ports = {
    github: { ...rememberReads(connected), time: () => now },
    clock: { now: () => now, sleep: async () => {} },
    merges: connectMerges(connectExec(), { ...context, workspace: repository.path }, 'unused'),
  };
  const inputs = {
    ...{ checkpoint: 'GATE', config: '.github/countersign.yml', 'github-token': 'unused' },
    ...{ mode: 'gate' as const, comment: false },
  };
  try {
    const { facts } = await gatherFacts(ports, context, inputs);
    const { decision } = decide(facts);
    keepDecision(facts, decision);
    const results = decision.requirements;
    const told = results.flatMap((one) => [one.seen, ...one.observations.map(({ what, why }) => `${what}: ${why}`)]);
    const of = Object.fromEntries(results.map((one) => [one.id, `${one.status} ${one.code}`]));
    return {
      verdict: decision.verdict,
      codes: decision.reasonCodes,
      of,
      results,
      told: told.join('\n'),
      calls: connected.calls(),
    };
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return {
      verdict: 'ERROR',
      codes: [thrown.code],
      of: {},
      results: [],
      told: thrown.message,
      calls: connected.calls(),
    };
  }
}

export const LEAD =
  '  lead: { people: [{ id: 1001, login: ada, name: Ada Byron }, { id: 1002, login: grace, name: Grace Hopper }] }';

/** The same role with more settings, as the inside of a YAML map. */
export const lead = (settings: string): string => LEAD.replace(/ \}$/, `, ${settings} }`);
