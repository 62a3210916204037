import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../../../shared/adapters/kubernetes/port.ts';
import { difference } from '../../../../../shared/rollout/plan/difference.ts';
import { parseImage } from '../../../../../shared/rollout/plan/image-reference.ts';
import { jobName, makeJob } from '../../../../../shared/rollout/plan/job.ts';
import { parseManifests } from '../../../../../shared/rollout/plan/manifests.ts';
import { makePlan, type PlanInput } from '../../../../../shared/rollout/plan/plan.ts';
import { pruning, splitDeletions } from '../../../../../shared/rollout/plan/prune.ts';
import { autoscaled, keepReplicas } from '../../../../../shared/rollout/plan/replicas.ts';
import { parseServiceUrl } from '../../../../../shared/rollout/plan/service-url.ts';
import { knownScope } from '../../../../fakes/kubernetes-server-rules.ts';
import { SCOPE } from '../release-fixtures.ts';

const GOOD = `sha256:${'a'.repeat(64)}` as const;
const OTHER = `sha256:${'b'.repeat(64)}` as const;
const parse = (text: string) => parseManifests('web', [{ path: 'k8s/a.yaml', text }]);
const services = {
  web: { image: 'ghcr.io/acme/web', build: { context: 'web' } },
  postgres: { image: `postgres:14@${OTHER}`, external: true },
  loose: { image: 'redis:7', external: true },
};
const images = { web: { name: 'ghcr.io/acme/web', digest: GOOD } };

function plan(text: string, change: Partial<PlanInput> = {}) {
  const input = {
    scope: SCOPE,
    release: 7,
    manifests: parse(text),
    scopeOf: (kind: { apiVersion: string; kind: string }) => knownScope(kind, []),
    validated: { services, images },
  };
  return makePlan({ ...input, ...change });
}

const pod = (image: string, key = 'containers') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { ${key}: [{ name: web, image: "${image}" }] } } }\n`;
const codes = (text: string, change?: Partial<PlanInput>) => plan(text, change).problems.map(({ code }) => code);

describe('manifests', () => {
  test('several documents and lists are taken apart, each with its line', () => {
    const text =
      '# first\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---\n---\napiVersion: v1\nkind: List\nitems:\n  - { apiVersion: v1, kind: Secret, metadata: { name: b } }\n';
    expect(parse(text).map(({ object, line }) => `${object.kind} ${object.metadata.name} ${line}`)).toEqual([
      'ConfigMap a 2',
      'Secret b 10',
    ]);
  });

  test('numbers and words mean what they mean to kubectl', () => {
    const [one] = parse(
      'apiVersion: v1\nkind: X\nmetadata: { name: a }\nspec: { mode: 0644, on: on, text: "on", zero: 0, no: no, port: 8:80, merged: 1.0 }\n',
    );
    expect(one?.object['spec']).toEqual({
      mode: 420,
      on: true,
      text: 'on',
      zero: 0,
      no: false,
      port: '8:80',
      merged: 1,
    });
  });

  test('everything that is wrong is told at once, with file and line', () => {
    const text =
      'kind: A\n---\napiVersion: v1\nkind: B\n---\n- list\n---\na: [\n---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: { name: x }\n';
    expect(() => parse(text)).toThrow(
      /a\.yaml:1: .*apiVersion.*a\.yaml:3: .*metadata\.name.*a\.yaml:6: an object was expected.*Kustomiz|kustomiz/s,
    );
  });
});

describe('images', () => {
  test.each([
    ['postgres', 'docker.io/library/postgres', undefined],
    ['docker.io/postgres:14', 'docker.io/library/postgres', '14'],
    ['acme/web', 'docker.io/acme/web', undefined],
    ['localhost/web', 'localhost/web', undefined],
    ['127.0.0.1:5000/you/web:1', '127.0.0.1:5000/you/web', '1'],
    ['ghcr.io/acme/web', 'ghcr.io/acme/web', undefined],
  ])('%s', (text, repository, tag) => expect(parseImage(text)).toMatchObject({ repository, tag }));

  test.each(['containers', 'initContainers', 'ephemeralContainers'])(
    'a service in %s gets exactly its validated digest',
    (key) => {
      const { objects, problems } = plan(pod('ghcr.io/acme/web:latest', key));
      expect(problems).toEqual([]);
      expect(JSON.stringify(objects)).toContain(`"ghcr.io/acme/web@${GOOD}"`);
    },
  );

  test('an external service gets the digest of the configuration', () => {
    expect(JSON.stringify(plan(pod('postgres:14')).objects)).toContain(`"postgres@${OTHER}"`);
  });

  test('a foreign image with a digest is fine', () => expect(codes(pod(`quay.io/x/y:1@${OTHER}`))).toEqual([]));

  test.each([
    ['no service and no digest', pod('busybox:latest')],
    ['no service and half a digest', pod('busybox@sha256:1234')],
    ['another digest than the validated', pod(`ghcr.io/acme/web@${OTHER}`)],
    ['an external service without digest', pod('redis:7')],
    [
      'an image volume',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { volumes: [{ name: v, image: { reference: "busybox:1" } }] }\n',
    ],
    [
      'a custom resource',
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: p }\nspec: { deep: { er: [{ containers: [{ image: x }] }] } }\n',
    ],
  ])('refused: %s', (_, text) => expect(codes(text)).toEqual(['IMAGE_NOT_VALIDATED']));

  test('refused: a service that the record does not name, and two services with one image', () => {
    expect(codes(pod('ghcr.io/acme/web'), { validated: { services, images: {} } })).toEqual(['IMAGE_NOT_VALIDATED']);
    const twice = {
      services: { ...services, twin: services.web },
      images: { ...images, twin: { name: 'x', digest: OTHER } },
    };
    expect(codes(pod('ghcr.io/acme/web'), { validated: twice })).toEqual(['IMAGE_NOT_VALIDATED']);
  });

  test('whatever is written, what comes out is pinned or refused', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9./:@-]{0,40}$/);
    fc.assert(
      fc.property(name, (image) => {
        const { objects, problems } = plan(pod(image));
        return problems.length > 0 || /"image":"[^"]+@sha256:[0-9a-f]{64}"/.test(JSON.stringify(objects));
      }),
    );
  });
});

describe('what may be part of a release', () => {
  const one = (kind: string, rest: string, api = 'v1') => `apiVersion: ${api}\nkind: ${kind}\n${rest}\n`;

  test.each([
    ['another namespace', one('ConfigMap', 'metadata: { name: a, namespace: beta }'), 'NAMESPACE_MISMATCH'],
    ['the release store', one('Secret', 'metadata: { name: countersign.tracker.production.r1 }'), 'OBJECT_NOT_ALLOWED'],
    [
      'a Secret of our type',
      one('Secret', 'metadata: { name: a }\ntype: countersign.dev/release'),
      'OBJECT_NOT_ALLOWED',
    ],
    ['a foreign Namespace object', one('Namespace', 'metadata: { name: beta }'), 'OBJECT_NOT_ALLOWED'],
    ['a Lease', one('Lease', 'metadata: { name: a }', 'coordination.k8s.io/v1'), 'OBJECT_NOT_ALLOWED'],
    ['an unknown kind', one('Rollout', 'metadata: { name: a }', 'argoproj.io/v1alpha1'), 'KIND_UNKNOWN'],
    [
      'the same object twice',
      `${one('ConfigMap', 'metadata: { name: a }')}---\n${one('ConfigMap', 'metadata: { name: a, namespace: production }')}`,
      'OBJECT_DUPLICATE',
    ],
  ])('refused: %s', (_, text, code) => expect(codes(text)).toEqual([code]));

  test('namespace and labels are filled in, pod templates stay as they are', () => {
    const [object] = plan(pod('ghcr.io/acme/web')).objects.map((placed) => placed.object);
    expect(object?.metadata).toMatchObject({ namespace: 'production', labels: { 'countersign.dev/release': '7' } });
    expect(JSON.stringify(object?.['spec'])).not.toContain('countersign.dev');
  });

  test('a kind that the plan itself defines is known, and comes after its definition', () => {
    const crd =
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: things.acme.test }\nspec: { group: acme.test, scope: Namespaced, names: { kind: Thing } }\n';
    const { objects, problems } = plan(`apiVersion: acme.test/v1\nkind: Thing\nmetadata: { name: t }\n---\n${crd}`);
    expect(problems).toEqual([]);
    expect(objects.map(({ object }) => object.kind)).toEqual(['CustomResourceDefinition', 'Thing']);
  });
});

const object = (kind: string, name: string, more: object = {}): KubernetesObject => ({
  apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
  kind,
  metadata: { name, namespace: 'production' },
  ...more,
});

test('what is gone is deleted, but never what holds data or other objects', () => {
  const before = ['ConfigMap', 'PersistentVolumeClaim', 'Namespace', 'NetworkPolicy'].map((kind) => object(kind, 'x'));
  const gone = pruning([...before, object('ConfigMap', 'kept')], [object('ConfigMap', 'kept')]);
  expect(gone.delete.map(({ kind }) => kind)).toEqual(['ConfigMap', 'NetworkPolicy']);
  expect(gone.keep.map(({ kind }) => kind)).toEqual(['PersistentVolumeClaim', 'Namespace']);
  expect(splitDeletions(gone.delete).first.map(({ kind }) => kind)).toEqual(['NetworkPolicy']);
  const moved = { ...object('Deployment', 'web'), apiVersion: 'apps/v1beta1' };
  expect(pruning([moved], [object('Deployment', 'web')]).delete).toEqual([]);
});

test('an autoscaled workload keeps the replicas that it has; others get what the manifest says', () => {
  const spec = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } };
  const scaled = autoscaled([object('HorizontalPodAutoscaler', 'web', { spec })]);
  const wanted = object('Deployment', 'web', { spec: { replicas: 2 } });
  const live = object('Deployment', 'web', { spec: { replicas: 9 } });
  expect(keepReplicas(wanted, live, scaled)['spec']).toEqual({ replicas: 9 });
  expect(keepReplicas(wanted, live, new Set())).toBe(wanted);
  expect(keepReplicas(wanted, undefined, scaled)).toBe(wanted);
});

test('the diff shows what changes and never the value of a Secret', () => {
  const secret = (value: string) => object('Secret', 's', { data: { password: value, same: 'c2FtZQ==' } });
  const { change, diff } = difference(secret('aHVudGVyMg=='), secret('Y29ycmVjdA=='));
  expect(change).toBe('update');
  expect(diff).toContain('+  password: "*** (changed)"');
  expect(diff).not.toMatch(/aHVudGVyMg|Y29ycmVjdA|c2FtZQ/);
  expect(difference(undefined, secret('aHVudGVyMg==')).diff).not.toContain('aHVudGVyMg');
  const released = { ...object('ConfigMap', 'a'), metadata: { name: 'a', labels: { 'countersign.dev/release': '1' } } };
  const again = { ...released, metadata: { name: 'a', uid: 'u', labels: { 'countersign.dev/release': '2' } } };
  expect(difference(released, again).change).toBe('none');
});

test('a Job has the container of its workload and nothing that would hold it up or send it traffic', () => {
  const web = object('Deployment', 'web', {
    spec: {
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          serviceAccountName: 'web',
          initContainers: [{ name: 'wait' }],
          containers: [
            { name: 'sidecar', image: 's' },
            { name: 'web', image: 'w', args: ['serve'], env: [{ name: 'A' }], readinessProbe: {}, ports: [] },
          ],
        },
      },
    },
  });
  const request = { scope: SCOPE, release: 3, step: 'migrate', from: 'deployment/web', command: ['up'], timeout: 1500 };
  const job = makeJob([web], request);
  const spec = job['spec'] as { template: { metadata: object; spec: object } };
  expect(job.metadata.name).toBe('web-migrate-r3');
  expect(job['spec']).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 2 });
  expect(spec.template.spec).toEqual({
    serviceAccountName: 'web',
    restartPolicy: 'Never',
    initContainers: [{ name: 'wait' }],
    containers: [{ name: 'web', image: 'w', env: [{ name: 'A' }], command: ['up'] }],
  });
  expect(JSON.stringify(spec.template.metadata)).not.toContain('"app"');
  expect(() => makeJob([], request)).toThrow('the manifests of this release have no deployment/web');
  expect(jobName('w'.repeat(60), 'migrate', 12)).toHaveLength(63);
});

test.each([
  ['http://web:8080/x?y=1', { service: 'web', namespace: 'production', port: '8080', path: '/x?y=1', scheme: 'http' }],
  [
    'https://web.other.svc.cluster.local',
    { service: 'web', namespace: 'other', port: '443', path: '/', scheme: 'https' },
  ],
])('%s is a service', (text, expected) => expect(parseServiceUrl(text, 'production')).toEqual(expected));

test.each(['http://example.com.evil/x', 'http://10.0.0.1/x', 'http://a.b.svc.example.com'])('%s is none', (text) =>
  expect(() => parseServiceUrl(text, 'production')).toThrow('not an address of a service'),
);
