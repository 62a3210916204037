import type { ActionRun, RunOptions } from '../harness/run-dist.ts';
import { makeValidateWorld, type ValidateWorld } from './validate-world.ts';

/** An emergency protocol of two people, a checkpoint that asks for evidence and sign-offs, and no build. */
export const OVERRIDE_CONFIG = `version: 1
application: tracker
roles:
  technical-lead: { people: [{ id: 1001, login: ada, name: Ada Byron }], after-merge: true }
  chief:
    via: environment
    people: [{ id: 1002, login: grace, name: Grace Hopper }, { id: 1003, login: linus, name: Linus Torvalds }]
evidence:
  unit-tests: { artifact: tests, path: junit.xml, format: junit, require: total > 0 && failed == 0 }
checkpoints:
  RELEASE: { title: Release, evidence: [unit-tests], sign-offs: [technical-lead], changes: { approvals: 0 } }
overrides:
  day: { lasts: 24h, sign-offs: [chief], validate-within: 3d }
environments:
  production:
    checkpoints: { before: RELEASE }
    kubernetes: { namespace: tracker }
    deploy: [{ id: web, apply: k8s/ }]
`;

export const REQUEST = {
  checkpoint: 'RELEASE',
  environment: 'production',
  mode: 'override',
  override: 'day',
  reason: 'patients wait for their doses',
  ticket: 'OPS-7',
  requirements: 'evidence/unit-tests',
};

export const GATE = { checkpoint: 'RELEASE', environment: 'production' };

type Dispatch = {
  readonly by?: string;
  readonly approvedBy?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly context?: RunOptions['context'];
};

export type OverrideWorld = ValidateWorld & {
  /** A person's dispatch on main of a run that waited for the environment of the chief. */
  ask(run: number, dispatch?: Dispatch): Promise<ActionRun>;
  gate(run: number, options?: RunOptions): Promise<ActionRun>;
  /** Puts GitHub's clock forward; that of the runner stays. */
  wait(milliseconds: number): void;
};

/** A merged pull request that ada has approved, and that has no evidence. */
export async function makeOverrideWorld(config = OVERRIDE_CONFIG): Promise<OverrideWorld> {
  let later = 0;
  const world = await makeValidateWorld({ config, now: () => new Date(Date.now() + later) });
  const { github, sha } = world;
  await github.world.addReview(world.pull, { by: 'ada', state: 'APPROVED' });
  return {
    ...world,
    async ask(id, { by = 'mallory', approvedBy = 'grace', inputs = {}, context = {} } = {}) {
      const { attempt, event } = { attempt: context.runAttempt ?? 1, event: context.eventName ?? 'workflow_dispatch' };
      const run = github.world.addRun({
        id,
        attempt,
        event,
        headSha: sha,
        actor: by,
        status: 'in_progress',
        conclusion: null,
      });
      if (approvedBy !== '') {
        github.world.approveEnvironment(run, { environment: 'sign-off-chief', by: approvedBy, comment: 'go' });
      }
      const options = { runId: id, eventName: event, ref: 'refs/heads/main', actor: by, ...context };
      return world.validate({ ...REQUEST, ...inputs }, { context: options });
    },
    wait(milliseconds) {
      later += milliseconds;
    },
    gate: (runId, options = {}) => world.validate(GATE, { ...options, context: { runId, ...options.context } }),
  };
}
