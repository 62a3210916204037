import { randomUUID } from 'node:crypto';
import { recordArtifactName } from '../../shared/domain/artifact-names.ts';
import type { Decision } from '../../shared/domain/decision.ts';
import { type DecisionRecord, seal, sha256 } from '../../shared/domain/record.ts';
import type { ImageReference } from '../../shared/domain/subject.ts';
import { type StandIn, startGitHub } from '../github/stand-in.ts';
import { makeRepository, type TestRepository, writeFiles } from './repository.ts';
import { type ActionRun, type RunOptions, runDist } from './run-dist.ts';

/** What a release consists of, in a test. */
type Release = {
  /** Files of the commit: manifests and, when it changes, the configuration. */
  readonly files: Readonly<Record<string, string>>;
  readonly images?: Readonly<Record<string, ImageReference>>;
  /** Verdict of the gate's record; null for no record. */
  readonly gate?: 'PASS' | 'FAIL' | null;
  /** Changes of the gate's record. */
  readonly record?: Partial<DecisionRecord>;
  /** What the stored record of the build differs in from the one that the gate's record names; null: it is gone. */
  readonly build?: Partial<DecisionRecord> | null;
};

export type ReleaseWorld = AsyncDisposable & {
  readonly github: StandIn;
  readonly repository: TestRepository;
  /** Commits, stores the gate's record for the commit, and checks it out. */
  release(release: Release): Promise<string>;
  deploy(sha: string, options?: RunOptions): Promise<ActionRun>;
  rollback(to: string, options?: RunOptions): Promise<ActionRun>;
};

export const CHECKPOINT = 'VALIDATION-DEP-PRE';

/** A repository, its GitHub, and records as the gate would have stored them. Each action runs in a run of its own. */
export async function makeReleaseWorld(config: string, env: Readonly<Record<string, string>>): Promise<ReleaseWorld> {
  const repository = await makeRepository({ '.github/countersign.yml': config });
  const github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
  let runId = 5000;
  const nextRun = (): number => {
    runId += 1;
    return runId;
  };
  const release = async (wanted: Release): Promise<string> => {
    await repository.checkout('main');
    await repository.git('rm', '-r', '--quiet', '--ignore-unmatch', 'k8s');
    await writeFiles(repository.path, { ...wanted.files, nonce: randomUUID() });
    await repository.git('add', '--all');
    await repository.git('commit', '--quiet', '--message', 'A release');
    const sha = await repository.git('rev-parse', 'HEAD');
    if (wanted.gate !== null) await storeRecords({ github, repository }, sha, nextRun(), wanted);
    return sha;
  };
  return {
    github,
    repository,
    release,
    deploy: (sha, options = {}) =>
      runDist('deploy', {
        github,
        workspace: repository.path,
        timeout: 200_000,
        ...options,
        inputs: { environment: 'production', ...options.inputs },
        env: { ...env, ...options.env },
        context: { sha, runId: nextRun(), job: 'deploy', ...options.context },
      }),
    rollback: (to, options = {}) =>
      runDist('rollback', {
        github,
        timeout: 200_000,
        ...options,
        inputs: { environment: 'production', to, reason: 'errors after the release', ...options.inputs },
        env: { ...env, ...options.env },
        context: { runId: nextRun(), job: 'rollback', eventName: 'workflow_dispatch', ...options.context },
      }),
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      await repository[Symbol.asyncDispose]();
    },
  };
}

const DECISION: Decision = {
  verdict: 'PASS',
  requirements: [
    {
      id: 'evidence/tests',
      title: 'tests',
      status: 'SATISFIED',
      code: 'OK',
      seen: '3 tests',
      needed: 'total > 0',
      whoCanFix: [],
      links: [],
      observations: [],
    },
  ],
  reasonCodes: [],
};

/** The records as action-build and action-validate store them, bound to the commit and to the configuration on main. */
async function storeRecords(
  { github, repository }: Pick<ReleaseWorld, 'github' | 'repository'>,
  sha: string,
  run: number,
  { images = {}, gate = 'PASS', record: changes = {}, build = {} }: Release,
): Promise<void> {
  const text = await repository.git('show', 'main:.github/countersign.yml');
  const path = '.github/countersign.yml';
  const built: DecisionRecord = {
    schemaVersion: 1,
    kind: 'build',
    tool: { name: 'countersign', version: '0.1.0', dist: '0'.repeat(64) },
    application: 'tracker',
    checkpoint: null,
    environment: null,
    policy: { path, ref: 'main', commit: sha, sha256: sha256(`${text}\n`) },
    subject: { commit: sha, tree: await repository.git('rev-parse', `${sha}^{tree}`), images },
    facts: { services: [] },
    decision: DECISION,
    previous: null,
    run: {
      repository: 'acme/tracker',
      id: run,
      attempt: 1,
      workflow: 'deploy',
      actor: 'octocat',
      url: 'https://x.test',
    },
    decidedAt: new Date().toISOString(),
  };
  const decided: DecisionRecord = {
    ...built,
    kind: 'gate',
    checkpoint: CHECKPOINT,
    environment: 'production',
    decision: { ...DECISION, verdict: gate ?? 'PASS' },
    previous: seal(built).sha256,
    ...changes,
  };
  const inWorld = github.world.addRun({ id: run, headSha: sha });
  for (const record of [...(build === null ? [] : [{ ...built, ...build }]), decided]) {
    const { kind, checkpoint, environment } = record;
    const name = recordArtifactName({ subject: checkpoint ?? kind, environment, run, attempt: record.run.attempt });
    github.world.addArtifact({ run: inWorld, name, files: { 'record.json': seal(record).text } });
  }
}
