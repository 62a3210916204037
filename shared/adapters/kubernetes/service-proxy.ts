import { type HttpProbeRequest, type HttpProbeResponse, KubernetesError } from './port.ts';
import { isGatewayFailure, refusalOf, statusOf, unreachable } from './refusal.ts';
import { ConnectionLost, type Transport } from './transport.ts';

/**
 * One request to a service through the API server. It is never repeated: a probe counts what it sees.
 *
 * The API server's own troubles (no ready endpoint 503, connection refused 503, no such service 404, no permission 403)
 * come as a `Status` and are thrown as `KubernetesError`; everything else is the service's answer, which cannot be told
 * apart only if the service itself speaks Kubernetes. Known limits of this way: links in HTML bodies and `Location` are
 * rewritten by the API server, credentials are not passed on, and certificates of `https` services are not checked.
 */
export async function askService(transport: Transport, request: HttpProbeRequest): Promise<HttpProbeResponse> {
  const { namespace, service, port, scheme, path, headers = {}, timeout } = request;
  if (!path.startsWith('/')) throw new KubernetesError(400, 'BadRequest', `the path "${path}" does not begin with "/"`);
  const name = encodeURIComponent(`${scheme}:${service}:${port}`);
  const url = `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${name}/proxy${path}`;
  try {
    const answer = await transport.send({ method: 'GET', path: url, headers: { accept: '*/*', ...headers }, timeout });
    if (answer.status >= 400 && statusOf(answer.body) !== undefined) throw refusalOf(answer);
    if (isProxyText(answer)) throw unreachable(`the cluster does not answer: ${answer.body.trim()}`);
    return { status: answer.status, headers: flat(answer.headers), body: answer.body };
  } catch (thrown) {
    if (!(thrown instanceof ConnectionLost)) throw thrown;
    if (thrown.late)
      throw new KubernetesError(504, 'Timeout', `${service}:${port}${path} did not answer within ${timeout} ms`);
    throw unreachable(`the cluster does not answer: ${thrown.message}`, thrown);
  }
}

/** `kubectl proxy` failed itself; the API server stamps every answer that passes through it. */
const isProxyText = (answer: Parameters<typeof isGatewayFailure>[0]): boolean =>
  isGatewayFailure(answer) &&
  answer.headers['audit-id'] === undefined &&
  /^(dial|read|write) tcp|getting credentials/.test(answer.body);

const flat = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
