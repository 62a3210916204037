import { UserError } from '../../domain/errors.ts';
import { KubernetesError } from './port.ts';
import type { Answer } from './transport.ts';

type Status = { readonly reason?: string; readonly message?: string; readonly code?: number };

/** The API server's own `Status`, when that is what a body holds. */
export function statusOf(body: string): Status | undefined {
  if (!body.includes('"Status"')) return undefined;
  try {
    const parsed: unknown = JSON.parse(body);
    const { kind, apiVersion, status } = (parsed ?? {}) as { kind?: string; apiVersion?: string; status?: unknown };
    return kind === 'Status' && apiVersion === 'v1' && status === 'Failure' ? (parsed as Status) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * `kubectl proxy` answers 500 with plain text when it cannot reach the API server or get credentials; other gateways
 * on the way answer 502 to 504. The API server itself always answers with a `Status`.
 */
export const isGatewayFailure = ({ status, body }: Answer): boolean => status >= 500 && statusOf(body) === undefined;

/** What the server refused. */
export function refusalOf(answer: Answer): KubernetesError {
  const status = statusOf(answer.body);
  const text = status?.message ?? answer.body.trim().slice(0, 500);
  // A field that the schema does not have, in server-side apply: the server calls its own 500 what is the manifest's fault.
  if (answer.status === 500 && /^failed to create typed patch object/.test(text)) {
    return new KubernetesError(422, 'Invalid', text);
  }
  return new KubernetesError(answer.status, status?.reason ?? 'Unknown', text || `status ${answer.status}`);
}

/** The cluster did not answer. */
export const unreachable = (what: string, cause?: unknown): UserError =>
  new UserError('CLUSTER_UNREACHABLE', what, cause === undefined ? {} : { cause });
