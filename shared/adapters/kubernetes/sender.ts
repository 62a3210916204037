import { describeError, type UserError } from '../../domain/errors.ts';
import { isGatewayFailure, refusalOf, unreachable } from './refusal.ts';
import { type Answer, ConnectionLost, type HttpRequest, pause, type Transport } from './transport.ts';

/**
 * What may be sent a second time when it is not known whether the first was carried out:
 * `read` always; `apply` because the same wish of the same manager gives the same object; `once` never.
 */
export type Repeat = 'read' | 'apply' | 'once';

/** Sends a request and gives its answer, or throws `KubernetesError` or `UserError('CLUSTER_UNREACHABLE')`. */
export type Sender = (request: HttpRequest, repeat: Repeat) => Promise<Answer>;

const ATTEMPTS = 4;
/** Milliseconds before the second, third and fourth attempt. */
const DELAYS = [100, 400, 1600];
/** The longest `Retry-After` that is obeyed; a longer one is a refusal. */
const LONGEST_WISH = 10_000;

const PASSING: Readonly<Record<Repeat, readonly number[]>> = {
  read: [429, 500, 502, 503, 504],
  apply: [429, 503, 504],
  // The server refuses with 429 before it does anything.
  once: [429],
};

export function connectSender(transport: Transport, signal: AbortSignal): Sender {
  return async (request, repeat) => {
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      const outcome = await once(transport, request);
      if ('answer' in outcome && outcome.answer.status < 400) return outcome.answer;
      const delay = attempt < ATTEMPTS ? delayBefore(outcome, repeat, attempt) : undefined;
      if (delay === undefined)
        throw 'lost' in outcome ? lostError(request, outcome.lost, repeat) : refusalOf(outcome.answer);
      await pause(delay, signal);
    }
  };
}

type Outcome = { readonly answer: Answer } | { readonly lost: ConnectionLost };

async function once(transport: Transport, request: HttpRequest): Promise<Outcome> {
  try {
    const answer = await transport.send(request);
    if (!isGatewayFailure(answer)) return { answer };
    return { lost: new ConnectionLost(answer.body.trim().slice(0, 300) || `status ${answer.status}`) };
  } catch (thrown) {
    if (thrown instanceof ConnectionLost) return { lost: thrown };
    throw thrown;
  }
}

/** Milliseconds until the next attempt; undefined when there may be none. */
function delayBefore(outcome: Outcome, repeat: Repeat, attempt: number): number | undefined {
  const usual = (DELAYS[attempt - 1] ?? 0) * (1 + Math.random() / 4);
  // One late answer has used up the caller's patience.
  if ('lost' in outcome) return repeat === 'once' || outcome.lost.late ? undefined : usual;
  const { status, headers } = outcome.answer;
  if (!PASSING[repeat].includes(status)) return undefined;
  const wish = Number(headers['retry-after'] ?? 0) * 1000;
  return wish > LONGEST_WISH ? undefined : Math.max(usual, Number.isFinite(wish) ? wish : 0);
}

function lostError(request: HttpRequest, lost: ConnectionLost, repeat: Repeat): UserError {
  const unsure = repeat === 'once' ? '; whether it was carried out is not known' : '';
  const what = `${request.method} ${request.path.split('?')[0]}`;
  return unreachable(`the cluster does not answer: ${what}: ${describeError(lost)}${unsure}`, lost);
}
