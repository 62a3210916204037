import { afterAll, beforeAll, expect, test } from 'vitest';
import { KubernetesError } from '../../shared/adapters/kubernetes/port.ts';
import { suiteOn } from '../bed/need.ts';
import { CHECKPOINT } from '../harness/release-world.ts';
import { SERVE } from './tracker.ts';
import { makeTrackerWorld, type TrackerWorld } from './tracker-world.ts';

const config = (image: string, namespace: string): string => `version: 1
application: tracker
evidence:
  tests: { artifact: tests, path: junit.xml, format: junit, require: total > 0 }
checkpoints:
  ${CHECKPOINT}: { title: Pre-deployment validation, evidence: [tests] }
services:
  web: { image: ${image}, build: { context: web } }
environments:
  production:
    checkpoints: { before: ${CHECKPOINT} }
    kubernetes: { namespace: ${namespace} }
    deploy: [{ id: web, apply: k8s/, timeout: 90s }]
    verify: [{ id: version, http: "http://web.${namespace}:8080/version", contains: version, within: 20s }]
`;

const HPA = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 1
  maxReplicas: 5
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }]
`;

/** One version of the application as a workload of this kind. */
const manifests = (image: string, kind: 'Deployment' | 'StatefulSet', version: string, more = '') => ({
  'k8s/web.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { version: "version ${version}" }
---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  ${kind === 'StatefulSet' ? 'serviceName: web' : ''}
  template:
    metadata: { labels: { app: web }, annotations: { version: "${version}" } }
    spec:
      terminationGracePeriodSeconds: 0
      containers:
        - name: web
          image: ${image}:any-tag
          command: [sh, -c, ${JSON.stringify(SERVE)}]
          readinessProbe: { httpGet: { path: /version, port: 8080 }, periodSeconds: 1 }
          volumeMounts: [{ name: config, mountPath: /config }]
      volumes: [{ name: config, configMap: { name: settings } }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 8080 }] }
${more}`,
});

const BED = { engine: true, registry: true, cluster: true } as const;

suiteOn(BED, 'a StatefulSet that is stuck on a bad image', (bed) => {
  let tracker: TrackerWorld;
  beforeAll(async () => {
    tracker = await makeTrackerWorld(bed(), 'countersign-stateful', config);
  }, 300_000);
  afterAll(() => tracker?.[Symbol.asyncDispose]());

  const release = (version: string, digest = tracker.image.digest): Promise<string> =>
    tracker.world.release({
      files: manifests(tracker.image.name, 'StatefulSet', version),
      images: { web: { name: tracker.image.name, digest } },
    });
  const lost = `sha256:${'a'.repeat(64)}` as const;

  test('the deployment restores the verified release, and takes the pod away that its controller would wait for', async () => {
    const good = await tracker.world.deploy(await release('1'));
    expect(good.exitCode, good.log).toBe(0);
    const bad = await tracker.world.deploy(await release('2', lost));
    expect(bad.exitCode, bad.log).toBe(1);
    expect(bad.outputs, bad.log).toMatchObject({ verdict: 'FAIL', release: '2', 'restored-release': '1' });
    expect(JSON.parse(bad.outputs['reason-codes'] ?? '[]')).toContain('IMAGE_PULL_FAILED');
    expect(bad.log).toContain('removed pod web-0, which held StatefulSet web back');
    expect(await tracker.running()).toBe('version 1');
  }, 200_000);

  test('a rollback does, too, after a runner that died while it was stuck', async () => {
    const killed = await tracker.world.deploy(await release('3', lost), {
      signalWhen: (line) => (line.includes('StatefulSet web: progressing') ? 'SIGKILL' : undefined),
      post: false,
    });
    expect(killed.signal, killed.log).toBe('SIGKILL');
    const back = await tracker.world.rollback('last-verified');
    expect(back.exitCode, back.log).toBe(0);
    expect(back.log).toContain('removed pod web-0, which held StatefulSet web back');
    expect(await tracker.running()).toBe('version 1');
    expect(await tracker.state()).toMatchObject({ inProgress: null });
  }, 200_000);
});

suiteOn(BED, 'replicas that belong to an autoscaler', (bed) => {
  let tracker: TrackerWorld;
  beforeAll(async () => {
    tracker = await makeTrackerWorld(bed(), 'countersign-autoscaled', config);
  }, 300_000);
  afterAll(() => tracker?.[Symbol.asyncDispose]());

  const release = (version: string): Promise<string> =>
    tracker.world.release({
      files: manifests(tracker.image.name, 'Deployment', version, HPA),
      images: { web: tracker.image },
    });
  const replicas = async (): Promise<unknown> =>
    ((await tracker.find('apps/v1', 'Deployment', 'web'))?.['spec'] as { replicas?: number } | undefined)?.replicas;

  test('are left alone by releases and rollbacks, also when they move after the plan', async () => {
    const first = await tracker.world.deploy(await release('1'));
    expect(first.exitCode, first.log).toBe(0);
    expect(await replicas()).toBe(1);
    /** What an autoscaler does; the cluster has no metrics, so that its own keeps still. */
    const scale = async (number: number): Promise<void> => {
      for (let tries = 0; ; tries += 1) {
        const live = await tracker.find('apps/v1', 'Deployment', 'web');
        if (live === undefined) throw new Error('the Deployment is not there');
        try {
          await tracker.kubernetes.replace({ ...live, spec: { ...(live['spec'] as object), replicas: number } });
          return;
        } catch (thrown) {
          // The release or a controller was quicker.
          if (!(thrown instanceof KubernetesError) || thrown.status !== 409 || tries === 20) throw thrown;
        }
      }
    };
    await scale(2);
    let scaling: Promise<void> | undefined;
    const second = await tracker.world.deploy(await release('2'), {
      signalWhen: (line) => {
        // The first line after the plan: from here on the release is carried out.
        if (line.includes('web: apply k8s/')) scaling ??= scale(3);
        return undefined;
      },
    });
    expect(scaling).toBeDefined();
    await scaling;
    expect(second.exitCode, second.log).toBe(0);
    expect(await replicas()).toBe(3);
    expect(await tracker.running()).toBe('version 2');
    const back = await tracker.world.rollback('1');
    expect(back.exitCode, back.log).toBe(0);
    expect(await replicas()).toBe(3);
    expect(await tracker.running()).toBe('version 1');
  }, 200_000);
});
