import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubernetesOver } from '../../../../../shared/adapters/kubernetes/client.ts';
import type { Kubernetes } from '../../../../../shared/adapters/kubernetes/port.ts';
import { connectTransport } from '../../../../../shared/adapters/kubernetes/transport.ts';

type Seen = { readonly method: string; readonly url: URL; readonly type: string; readonly body: string };
type Handler = (seen: Seen, response: ServerResponse, count: number) => void;

/** An API server on a unix socket, as `kubectl proxy` makes one; every answer is the test's. */
export async function serve(handle: Handler) {
  const requests: Seen[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://localhost');
      const type = request.headers['content-type'] ?? '';
      const seen = { method: request.method ?? '', url, type, body: Buffer.concat(chunks).toString() };
      const discovered = DISCOVERY[url.pathname];
      if (discovered !== undefined) return answer(response, 200, { resources: discovered });
      requests.push(seen);
      handle(seen, response, requests.length);
    });
  });
  const socket = join(folder, 's');
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const ending = new AbortController();
  const transport = connectTransport(socket);
  const kubernetes: Kubernetes = kubernetesOver({
    transport,
    server: { version: 'v1.34.4', url: 'https://kubernetes.test' },
    signal: ending.signal,
    close: async () => transport.close(),
  });
  return {
    kubernetes,
    requests,
    ending,
    async [Symbol.asyncDispose]() {
      ending.abort(new Error('the test is over'));
      transport.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const resource = (name: string, kind: string, namespaced = true) => ({ name, kind, namespaced });
const DISCOVERY: Readonly<Record<string, readonly object[]>> = {
  '/api/v1': [resource('pods', 'Pod'), resource('configmaps', 'ConfigMap'), resource('nodes', 'Node', false)],
  '/apis/apps/v1': [resource('deployments/scale', 'Scale'), resource('deployments', 'Deployment')],
};

export function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export const refuse = (response: ServerResponse, code: number, reason: string, message = reason, headers = {}): void =>
  answer(response, code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code }, headers);
