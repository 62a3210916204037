import { describe, expect, test } from 'vitest';
import { KubernetesError } from '../../../../../shared/adapters/kubernetes/port.ts';
import { UserError } from '../../../../../shared/domain/errors.ts';
import { answer, refuse, serve } from './server.ts';

const MAP = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'n', name: 'a' };
const OBJECT = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'n', name: 'a' }, data: { key: 'value' } };

const thrown = async (
  promise: Promise<unknown>,
): Promise<{ code?: string; status?: number; reason?: string; message: string }> =>
  promise.then(
    () => expect.unreachable('nothing was thrown'),
    (error: unknown) => error as Error,
  );

describe('requests', () => {
  test('server-side apply: one PATCH under the own manager, strict, forced and dry on request', async () => {
    await using api = await serve((seen, response) => answer(response, 200, JSON.parse(seen.body)));
    expect(await api.kubernetes.apply(OBJECT, { force: true, dryRun: true })).toEqual(OBJECT);
    await api.kubernetes.apply(OBJECT);
    const [dry, real] = api.requests;
    expect(dry).toMatchObject({ method: 'PATCH', type: 'application/apply-patch+yaml' });
    expect(dry?.url.pathname).toBe('/api/v1/namespaces/n/configmaps/a');
    expect(Object.fromEntries(dry?.url.searchParams ?? [])).toEqual({
      fieldManager: 'countersign',
      fieldValidation: 'Strict',
      force: 'true',
      dryRun: 'All',
    });
    expect(real?.url.search).toBe('?fieldManager=countersign&fieldValidation=Strict&force=false');
  });

  test('kinds are found once, subresources are not kinds, names are escaped', async () => {
    await using api = await serve((_seen, response) => refuse(response, 404, 'NotFound'));
    expect(
      await api.kubernetes.get({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'n', name: 'a/../b' }),
    ).toBeUndefined();
    expect(api.requests[0]?.url.pathname).toBe('/apis/apps/v1/namespaces/n/deployments/a%2F..%2Fb');
    expect(await api.kubernetes.scope({ apiVersion: 'v1', kind: 'Node' })).toBe('cluster');
    expect(await api.kubernetes.scope({ apiVersion: 'apps/v1', kind: 'Scale' })).toBeUndefined();
    expect(await thrown(api.kubernetes.get({ apiVersion: 'x/v1', kind: 'None', name: 'a' }))).toMatchObject({
      status: 404,
      reason: 'UnknownKind',
    });
    expect(await thrown(api.kubernetes.get({ apiVersion: 'v1', kind: 'Pod', name: 'a' }))).toMatchObject({
      status: 400,
    });
  });

  test('a list is read to its last page; its items get their kind', async () => {
    await using api = await serve((seen, response) => {
      const more = seen.url.searchParams.get('continue') === null;
      const metadata = { resourceVersion: '7', ...(more ? { continue: 'next' } : {}) };
      answer(response, 200, {
        apiVersion: 'v1',
        kind: 'ConfigMapList',
        metadata,
        items: [{ metadata: { name: more ? 'a' : 'b' } }],
      });
    });
    const list = await api.kubernetes.list(MAP, 'n', { labels: 'app=a,b!=c' });
    expect(list).toEqual({
      resourceVersion: '7',
      items: ['a', 'b'].map((name) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })),
    });
    expect(api.requests[1]?.url.searchParams.get('labelSelector')).toBe('app=a,b!=c');
  });

  test('delete: only that incarnation, and false when it is not there', async () => {
    await using api = await serve((_seen, response, count) =>
      count === 1 ? answer(response, 200, {}) : refuse(response, 404, 'NotFound'),
    );
    expect(await api.kubernetes.delete(MAP, { uid: 'u' })).toBe(true);
    expect(JSON.parse(api.requests[0]?.body ?? '')).toMatchObject({
      propagationPolicy: 'Background',
      preconditions: { uid: 'u' },
    });
    expect(await api.kubernetes.delete(MAP)).toBe(false);
  });

  test("a 404 that is not the API server's own is no proof of absence", async () => {
    await using api = await serve((_seen, response) => response.writeHead(404).end('404 page not found'));
    expect(await thrown(api.kubernetes.get(MAP))).toMatchObject({ status: 404, message: '404 page not found' });
    expect(await thrown(api.kubernetes.delete(MAP))).toMatchObject({ status: 404 });
  });

  test('logs: empty when the container has not run, an error when they may not be read', async () => {
    await using api = await serve((_seen, response, count) =>
      count === 1
        ? refuse(response, 400, 'BadRequest', 'container is waiting to start')
        : refuse(response, 403, 'Forbidden'),
    );
    const pod = { namespace: 'n', name: 'p', container: 'c' };
    expect(await api.kubernetes.logs(pod, { previous: true, tailLines: 25 })).toBe('');
    expect(await thrown(api.kubernetes.logs(pod, { previous: true, tailLines: 25 }))).toMatchObject({ status: 403 });
  });

  test('replace needs the version that it replaces', async () => {
    await using api = await serve((_seen, response) => answer(response, 200, {}));
    expect(await thrown(api.kubernetes.replace(OBJECT))).toMatchObject({ status: 400 });
    expect(api.requests).toEqual([]);
  });

  test("an unknown field is the manifest's fault, though the server calls it its own", async () => {
    await using api = await serve((_seen, response) =>
      refuse(
        response,
        500,
        '',
        'failed to create typed patch object (n/a; /v1, Kind=ConfigMap): .spec: field not declared in schema',
      ),
    );
    expect(await thrown(api.kubernetes.apply(OBJECT))).toMatchObject({ status: 422, reason: 'Invalid' });
    expect(api.requests).toHaveLength(1);
  });
});

describe('what is sent again', () => {
  const cut = 'cut';
  const text = 'text';
  const tries = async (
    failure: number | typeof cut | typeof text,
    act: (api: Awaited<ReturnType<typeof serve>>['kubernetes']) => Promise<unknown>,
  ) => {
    await using api = await serve((_seen, response, count) => {
      if (count > 1) return answer(response, 200, { metadata: {} });
      if (failure === cut) return void response.destroy();
      if (failure === text)
        return void response.writeHead(500).end('dial tcp 192.0.2.1:6443: connect: connection refused');
      refuse(response, failure, 'Passing', 'passing', { 'retry-after': '0' });
    });
    const error = await act(api.kubernetes).then(
      () => undefined,
      (one: unknown) => one,
    );
    return { count: api.requests.length, error };
  };
  const acts = {
    get: (api: Parameters<Parameters<typeof tries>[1]>[0]) => api.get(MAP),
    apply: (api: Parameters<Parameters<typeof tries>[1]>[0]) => api.apply(OBJECT),
    create: (api: Parameters<Parameters<typeof tries>[1]>[0]) => api.create(OBJECT),
    replace: (api: Parameters<Parameters<typeof tries>[1]>[0]) =>
      api.replace({ ...OBJECT, metadata: { ...OBJECT.metadata, resourceVersion: '1' } }),
    delete: (api: Parameters<Parameters<typeof tries>[1]>[0]) => api.delete(MAP),
  };

  test.each([
    ['get', cut, 2],
    ['get', text, 2],
    ['get', 429, 2],
    ['get', 500, 2],
    ['get', 503, 2],
    ['get', 403, 1],
    ['apply', cut, 2],
    ['apply', text, 2],
    ['apply', 429, 2],
    ['apply', 503, 2],
    ['apply', 500, 1],
    ['apply', 409, 1],
    ['create', cut, 1],
    ['create', text, 1],
    ['create', 503, 1],
    ['create', 429, 2],
    ['replace', cut, 1],
    ['replace', 409, 1],
    ['replace', 429, 2],
    ['delete', cut, 1],
    ['delete', text, 1],
    ['delete', 503, 1],
    ['delete', 429, 2],
  ] as const)('%s after %s: sent %i times', async (act, failure, times) => {
    const { count, error } = await tries(failure, acts[act]);
    expect(count).toBe(times);
    if (times === 2) return expect(error).toBeUndefined();
    if (typeof failure === 'number') return expect(error).toBeInstanceOf(KubernetesError);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      message: expect.stringContaining('whether it was carried out is not known'),
    });
  });

  test('a read is given up after four attempts, with the cause that kubectl told', async () => {
    await using api = await serve((_seen, response) =>
      response.writeHead(500).end('getting credentials: exec: executable aws failed with exit code 255'),
    );
    expect(await thrown(api.kubernetes.get(MAP))).toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      message: expect.stringContaining('executable aws failed'),
    });
    expect(api.requests).toHaveLength(4);
  });

  test('an answer that is cut in its middle is no answer', async () => {
    await using api = await serve((_seen, response, count) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"metadata":');
      if (count < 9) setTimeout(() => response.destroy(), 5);
    });
    expect(await thrown(api.kubernetes.create(OBJECT))).toMatchObject({ code: 'CLUSTER_UNREACHABLE' });
  });
});

describe('a service through the API server', () => {
  const probe = {
    namespace: 'n',
    service: 'web',
    port: '80',
    scheme: 'http',
    path: '/health?a=1',
    timeout: 300,
  } as const;

  test('its answer, whatever the status, and never a second request', async () => {
    await using api = await serve((_seen, response) => response.writeHead(503, { 'x-a': 'b' }).end('busy'));
    expect(await api.kubernetes.http(probe)).toMatchObject({ status: 503, body: 'busy', headers: { 'x-a': 'b' } });
    expect(api.requests.map(({ url }) => url.pathname + url.search)).toEqual([
      '/api/v1/namespaces/n/services/http%3Aweb%3A80/proxy/health?a=1',
    ]);
  });

  test("the API server's own trouble is told apart from it", async () => {
    await using api = await serve((_seen, response) =>
      refuse(response, 503, 'ServiceUnavailable', 'no endpoints available for service "web"'),
    );
    expect(await thrown(api.kubernetes.http(probe))).toMatchObject({ status: 503, reason: 'ServiceUnavailable' });
  });

  test('a service that does not answer in time', async () => {
    await using api = await serve(() => {});
    expect(await thrown(api.kubernetes.http(probe))).toMatchObject({ status: 504, reason: 'Timeout' });
  });

  test('a cluster that is gone', async () => {
    await using api = await serve((_seen, response) =>
      response.writeHead(500).end('dial tcp 192.0.2.1:6443: i/o timeout'),
    );
    expect(await thrown(api.kubernetes.http(probe))).toMatchObject({ code: 'CLUSTER_UNREACHABLE' });
  });
});
