import type { Clock } from '../../../../shared/adapters/clock.ts';
import type { KubernetesObject } from '../../../../shared/adapters/kubernetes/port.ts';
import type { Step } from '../../../../shared/config/schema/steps.ts';
import type { ReleaseContent, RolloutScope } from '../../../../shared/domain/release.ts';
import { readStandings } from '../../../../shared/rollout/moved.ts';
import { labelled } from '../../../../shared/rollout/plan/place.ts';
import { type ReleasePlan, type ReleaseRun, runRelease } from '../../../../shared/rollout/release-run.ts';
import { withSession } from '../../../../shared/rollout/session.ts';
import { readState } from '../../../../shared/rollout/store.ts';
import { type FakeKubernetes, fakeKubernetes } from '../../../fakes/kubernetes.ts';
import { completeJob, makeReady } from '../../../fakes/kubernetes-reactions.ts';
import { virtualClock } from '../../../fakes/virtual-clock.ts';

export const SCOPE: RolloutScope = { application: 'tracker', environment: 'production', namespace: 'production' };

export type World = { readonly fake: FakeKubernetes; readonly clock: Clock; readonly said: string[] };

/** A cluster whose controllers do their work. */
export function makeWorld(): World {
  const fake = fakeKubernetes({ namespaces: ['production'] });
  const clock = virtualClock(fake.now);
  fake.on('apply', '*', makeReady);
  fake.on('create', 'Job', completeJob);
  fake.onHttp(() => ({ status: 200, headers: {}, body: 'ok' }));
  return { fake, clock, said: [] };
}

const meta = (name: string) => ({ name, namespace: 'production' });

/** A release of a settings map, a deployment and, when named, a map of its own. */
export function objectsOf(version: string, extra?: string): readonly KubernetesObject[] {
  const container = { name: 'web', image: `web@sha256:${version.padEnd(64, '0')}` };
  const web: KubernetesObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta('web'),
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } },
    },
  };
  const map = (name: string): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: meta(name),
    data: { version },
  });
  return [map('settings'), ...(extra === undefined ? [] : [map(extra)]), web];
}

const STEPS: readonly Step[] = [
  { id: 'migrate', job: { from: 'deployment/web', command: ['migrate'] } },
  { id: 'web', apply: 'k8s' },
];

const VERIFY = [{ id: 'health', http: 'http://web.production:8080/health', within: '5s' }];

export function contentOf(number: number, objects: readonly KubernetesObject[]): ReleaseContent {
  return {
    schemaVersion: 1,
    scope: SCOPE,
    number,
    subject: { commit: 'c'.repeat(40), tree: 'd'.repeat(40), images: {} },
    objects: objects.map((object) => labelled(object, SCOPE, number)),
    gate: 'e'.repeat(64),
    run: {
      repository: 'acme/tracker',
      id: 4000 + number,
      attempt: 1,
      workflow: 'deploy',
      actor: 'ada',
      url: 'https://x.test',
    },
    createdAt: '2026-11-21T12:00:00Z',
    rollback: null,
  };
}

/** What action-deploy would carry out, planned from the cluster as it is. */
export async function planOf(
  { fake }: World,
  release: number,
  objects: readonly KubernetesObject[],
): Promise<ReleasePlan> {
  const content = contentOf(release, objects);
  return {
    content,
    steps: STEPS,
    objectsOf: () => content.objects,
    prune: [],
    plannedFrom: await readStandings(fake, content.objects),
    verify: VERIFY,
  };
}

/** Deploys as action-deploy does, from the state as it is. */
export async function deploy(
  world: World,
  objects: readonly KubernetesObject[],
  change: Partial<ReleasePlan> = {},
  holder = 'run',
): Promise<ReleaseRun> {
  const { fake, clock, said } = world;
  const stored = await readState(fake, SCOPE);
  const plan = { ...(await planOf(world, stored.state.lastNumber + 1, objects)), ...change };
  const ports = { kubernetes: fake, clock, say: (line: string) => void said.push(line) };
  return withSession(ports, { scope: SCOPE, stored, holder: `${holder} ${plan.content.number}` }, (session) =>
    runRelease(session, plan),
  );
}

export const stateOf = async ({ fake }: World) => (await readState(fake, SCOPE)).state;
