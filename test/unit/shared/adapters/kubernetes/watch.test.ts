import type { ServerResponse } from 'node:http';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Kubernetes, KubernetesObject, WatchEvent } from '../../../../../shared/adapters/kubernetes/port.ts';
import { difference } from '../../../../../shared/adapters/kubernetes/watch.ts';
import { answer, refuse, serve } from './server.ts';

const POD = { apiVersion: 'v1', kind: 'Pod' };
const pod = (name: string, version: number, uid = name): KubernetesObject => ({
  ...POD,
  metadata: { name, namespace: 'n', uid, resourceVersion: String(version) },
});
const send = (response: ServerResponse, type: string, object: unknown): void =>
  void response.write(`${JSON.stringify({ type, object })}\n`);
const list = (response: ServerResponse, version: number, items: readonly KubernetesObject[]): void =>
  answer(response, 200, { apiVersion: 'v1', kind: 'PodList', metadata: { resourceVersion: String(version) }, items });

/** The first `count` events, as text. */
async function take(
  kubernetes: Kubernetes,
  from: readonly KubernetesObject[],
  count: number,
): Promise<readonly string[]> {
  const ending = new AbortController();
  const events: string[] = [];
  const watch = kubernetes.watch(POD, 'n', { items: from, resourceVersion: '1' }, { signal: ending.signal });
  for await (const { type, object } of watch) {
    events.push(`${type} ${object.metadata.name} ${object.metadata.resourceVersion}`);
    if (events.length === count) ending.abort();
  }
  return events;
}

test('events come as the server writes them, also when one arrives in pieces; bookmarks are not told', async () => {
  await using api = await serve((_seen, response) => {
    send(response, 'ADDED', pod('a', 2));
    send(response, 'BOOKMARK', { metadata: { resourceVersion: '5' } });
    const text = `${JSON.stringify({ type: 'MODIFIED', object: pod('ä', 6) })}\n`;
    const bytes = Buffer.from(text);
    const half = bytes.indexOf(0xc3) + 1;
    response.write(bytes.subarray(0, half));
    setTimeout(() => response.write(bytes.subarray(half)), 5);
  });
  expect(await take(api.kubernetes, [], 2)).toEqual(['ADDED a 2', 'MODIFIED ä 6']);
  const query = api.requests[0]?.url.searchParams;
  expect([query?.get('watch'), query?.get('resourceVersion'), query?.get('allowWatchBookmarks')]).toEqual([
    '1',
    '1',
    'true',
  ]);
});

test('a connection that is cut or ends is continued from the last version, bookmarks among them', async () => {
  await using api = await serve((_seen, response, count) => {
    if (count === 1) {
      send(response, 'ADDED', pod('a', 2));
      send(response, 'BOOKMARK', { metadata: { resourceVersion: '8' } });
      response.write('{"type":"ADDED","obj');
      setTimeout(() => response.destroy(), 5);
    } else if (count === 2) response.end();
    else if (count === 3) response.writeHead(500).end('read tcp: connection reset by peer');
    else send(response, 'MODIFIED', pod('a', 9));
  });
  expect(await take(api.kubernetes, [], 2)).toEqual(['ADDED a 2', 'MODIFIED a 9']);
  expect(api.requests.map(({ url }) => url.searchParams.get('resourceVersion'))).toEqual(['1', '8', '8', '8']);
});

test.each(['as an event', 'as an answer'])(
  'a forgotten version (410, %s) is caught up with by a list, as the difference',
  async (how) => {
    await using api = await serve((seen, response, count) => {
      if (seen.url.searchParams.get('watch') === null)
        return list(response, 20, [pod('kept', 1), pod('new', 15), pod('moved', 16), pod('again', 17, 'other')]);
      if (count > 1) return send(response, 'ADDED', pod('later', 21));
      const status = {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        code: 410,
        reason: 'Expired',
        message: 'too old',
      };
      if (how === 'as an event') send(response, 'ERROR', status);
      else refuse(response, 410, 'Expired');
    });
    const before = [pod('kept', 1), pod('gone', 1), pod('moved', 1), pod('again', 1)];
    expect(await take(api.kubernetes, before, 6)).toEqual([
      'DELETED gone 1',
      'DELETED again 1',
      'ADDED new 15',
      'MODIFIED moved 16',
      'ADDED again 17',
      'ADDED later 21',
    ]);
    expect(api.requests.at(-1)?.url.searchParams.get('resourceVersion')).toBe('20');
  },
);

test('a refusal is thrown, not waited for', async () => {
  await using api = await serve((_seen, response) => refuse(response, 403, 'Forbidden', 'cannot watch'));
  await expect(take(api.kubernetes, [], 1)).rejects.toMatchObject({ status: 403 });
  expect(api.requests).toHaveLength(1);
});

test('a closed connection ends the watch with its reason, and an abort closes the request', async () => {
  await using api = await serve(() => {});
  const watching = take(api.kubernetes, [], 1);
  setTimeout(() => api.ending.abort(new Error('closed')), 20);
  await expect(watching).rejects.toThrow('closed');
});

test('the difference turns any picture into any other', () => {
  const picture = fc.uniqueArray(
    fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), version: fc.nat(3), uid: fc.constantFrom('1', '2') }),
    { selector: ({ name }) => name },
  );
  const objects = (all: readonly { name: string; version: number; uid: string }[]) =>
    all.map((one) => pod(one.name, one.version, one.uid));
  fc.assert(
    fc.property(picture, picture, (before, after) => {
      const known = new Map(objects(before).map((object) => [`n/${object.metadata.name}`, object]));
      const replay = new Map(known);
      const { events } = difference(known, { items: objects(after), resourceVersion: '9' });
      for (const event of events) play(replay, event);
      expect([...replay.values()].map(key).sort()).toEqual(objects(after).map(key).sort());
      expect([...known.values()].map(key).sort()).toEqual(objects(after).map(key).sort());
    }),
  );
});

const key = ({ metadata }: KubernetesObject): string => `${metadata.name} ${metadata.uid} ${metadata.resourceVersion}`;

function play(objects: Map<string, KubernetesObject>, { type, object }: WatchEvent): void {
  const name = `n/${object.metadata.name}`;
  if (type === 'DELETED') expect(objects.delete(name)).toBe(true);
  else {
    expect(objects.has(name)).toBe(type === 'MODIFIED');
    objects.set(name, object);
  }
}
