import { recordArtifactName } from '../../shared/domain/artifact-names.ts';
import { type DecisionRecord, seal } from '../../shared/domain/record.ts';
import type { ImageReference } from '../../shared/domain/subject.ts';
import { type StandIn, startGitHub } from '../github/stand-in.ts';
import type { DeploymentRecord, MergeMethod, PullRequestRecord } from '../github/world/state.ts';
import { makeRepository, type TestRepository } from './repository.ts';

/** One role, two environments, one promoted from the other; every key can be replaced by text. */
export const HISTORY_CONFIG = `version: 1
application: tracker
roles:
  technical-lead: { people: [{ id: 1001, login: ada, name: Ada Byron }] }
checkpoints:
  PRE: { title: Before, sign-offs: [technical-lead] }
  POST: { title: Afterwards, after: [PRE] }
environments:
  beta:
    checkpoints: { before: PRE, after: POST }
    kubernetes: { namespace: beta }
    deploy: [{ id: web, apply: k8s/ }]
    verify: [{ id: up, http: "http://web.beta:80/" }]
  production:
    checkpoints: { before: PRE, after: POST }
    kubernetes: { namespace: tracker }
    deploy: [{ id: web, apply: k8s/ }]
    verify: [{ id: up, http: "http://web.tracker:80/" }]
`;

type Change = {
  readonly method?: MergeMethod;
  /** Who approves before the merge; ada unless given. */
  readonly approvals?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly by?: string;
  readonly base?: string;
  /** Makes the branch start here; the base's head unless given. */
  readonly from?: string;
  /** Commits on the branch; 1 unless given. */
  readonly commits?: number;
};

type Deployed = {
  readonly environment?: string;
  readonly states?: readonly string[];
  readonly images?: Readonly<Record<string, ImageReference>>;
  /** Changes of the record; null for none. */
  readonly record?: Partial<DecisionRecord> | null;
  readonly payload?: unknown;
};

export type HistoryWorld = AsyncDisposable & {
  readonly github: StandIn;
  readonly repository: TestRepository;
  /** Proposes, approves and merges; gives the pull request and what the base is at afterwards. */
  change(change?: Change): Promise<{ readonly pull: PullRequestRecord; readonly sha: string }>;
  /** A deployment as action-deploy leaves it: deployment, statuses, and the record of the checkpoint after. */
  deployed(sha: string, deployed?: Deployed): Promise<{ readonly deployment: DeploymentRecord; readonly run: number }>;
};

const PEOPLE = { ada: 1001, grace: 1002, linus: 1003, mallory: 1666 } as const;

/** A repository whose first commit came by a direct push, as every history begins. */
export async function makeHistoryWorld(
  config = HISTORY_CONFIG,
  files: Readonly<Record<string, string>> = {},
): Promise<HistoryWorld> {
  const repository = await makeRepository({ '.github/countersign.yml': config, 'base.txt': 'base\n', ...files });
  const github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
  const { world } = github;
  for (const [login, id] of Object.entries(PEOPLE)) world.addAccount({ id, login });
  let count = 0;
  return {
    github,
    repository,
    async change({
      method = 'merge',
      approvals = ['ada'],
      by = 'linus',
      base = 'main',
      from,
      commits = 1,
      files,
    } = {}) {
      count += 1;
      const head = `change-${count}`;
      let parent = from ?? (await world.git.resolve(base)) ?? repository.head;
      for (let index = 0; index < commits; index += 1) {
        const own = files ?? { [`${head}-${index}.txt`]: 'x\n' };
        parent = await world.commit(head, { by, parent, message: `Part ${index} of ${head}`, files: own });
      }
      const pull = await world.addPullRequest({ head, base, opener: by, title: `Change ${count}` });
      for (const person of approvals) await world.addReview(pull, { by: person, state: 'APPROVED' });
      return { pull, sha: (await world.merge(pull, { method, by: 'linus' })).trim() };
    },
    async deployed(
      sha,
      { environment = 'production', states = ['in_progress', 'success'], images = {}, ...more } = {},
    ) {
      const run = world.addRun({ headSha: sha });
      const at = world.tick();
      const deployment: DeploymentRecord = {
        ...{ id: world.nextId(), sha, ref: sha, task: 'deploy', environment, description: null, by: 41898282, at },
        payload: more.payload === undefined ? { release: '1', run: String(run.id) } : more.payload,
        statuses: [],
      };
      for (const state of states)
        deployment.statuses.push({
          ...{ id: world.nextId(), state, description: '', environmentUrl: '', by: 41898282, at: world.tick() },
          logUrl: `https://github.com/acme/tracker/actions/runs/${run.id}/attempts/1`,
        });
      world.deployments.push(deployment);
      if (more.record !== null) {
        const record = await deployRecord(github, { sha, environment, images, run: run.id }, more.record);
        const { checkpoint, kind } = record;
        const name = { subject: checkpoint ?? kind, environment: record.environment, run: run.id, attempt: 1 };
        world.addArtifact({ run, name: recordArtifactName(name), files: { 'record.json': seal(record).text } });
      }
      return { deployment, run: run.id };
    },
    async [Symbol.asyncDispose]() {
      await github[Symbol.asyncDispose]();
      await repository[Symbol.asyncDispose]();
    },
  };
}

/** The record of the checkpoint after a deployment, as action-deploy stores it. */
async function deployRecord(
  github: StandIn,
  about: { sha: string; environment: string; images: Readonly<Record<string, ImageReference>>; run: number },
  change: Partial<DecisionRecord> = {},
): Promise<DecisionRecord> {
  const tree = (await github.world.git.run(['rev-parse', `${about.sha}^{tree}`])).trim();
  const base = { title: 'up', seen: '200', needed: '200', whoCanFix: [], links: [], observations: [] };
  return {
    schemaVersion: 1,
    kind: 'deploy',
    tool: { name: 'countersign', version: '0.1.0', dist: '0'.repeat(64) },
    application: 'tracker',
    checkpoint: 'POST',
    environment: about.environment,
    policy: { path: '.github/countersign.yml', ref: 'main', commit: about.sha, sha256: 'a'.repeat(64) },
    subject: { commit: about.sha, tree, images: about.images },
    facts: { made: 'for a test' },
    decision: {
      verdict: 'PASS',
      requirements: [{ ...base, id: 'probe/up', status: 'SATISFIED', code: 'OK' }],
      reasonCodes: [],
    },
    previous: 'b'.repeat(64),
    run: {
      ...{ repository: 'acme/tracker', id: about.run, attempt: 1, workflow: 'Deploy', actor: 'linus' },
      url: 'https://x.test',
    },
    decidedAt: new Date().toISOString(),
    ...change,
  };
}
