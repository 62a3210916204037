import { type HttpProbeResponse, KubernetesError } from '../../adapters/kubernetes/port.ts';
import type { Probe } from '../../config/schema/probes.ts';
import { durationMs } from '../../domain/duration.ts';
import { describeError } from '../../domain/errors.ts';
import { parseServiceUrl } from '../plan/service-url.ts';
import type { RolloutPorts, StepResult } from '../rollout.ts';
import { type StepHead, stepResult } from '../steps/outcome.ts';

const INTERVAL_MS = 500;
/** One request may take this long; a service that needs more is not healthy. */
const REQUEST_MS = 5_000;
const DEFAULT_WITHIN = '60s';

type HttpProbe = Omit<Probe, 'id'>;

export const httpHead = (id: string, probe: HttpProbe): StepHead => ({
  id,
  title: `http ${probe.http ?? ''}`,
  needed: neededBy(probe),
});

function neededBy(probe: HttpProbe): string {
  const parts = [`status ${probe.status ?? 200}`];
  for (const [name, value] of Object.entries(probe.headers ?? {})) parts.push(`header ${name}: ${value}`);
  if (probe.contains !== undefined) parts.push(`a body that contains "${probe.contains}"`);
  return `${parts.join(', ')} within ${probe.within ?? DEFAULT_WITHIN}`;
}

/** What is wrong with an answer; undefined when nothing is. */
function httpProblem(probe: HttpProbe, answer: HttpProbeResponse): string | undefined {
  const body = answer.body.trim().slice(0, 120);
  const said = body === '' ? '' : `: "${body.replace(/\s+/g, ' ')}"`;
  if (answer.status !== (probe.status ?? 200)) return `status ${answer.status}${said}`;
  const headers = new Map(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, value] of Object.entries(probe.headers ?? {})) {
    const seen = headers.get(name.toLowerCase());
    if (seen !== value) return seen === undefined ? `no header ${name}` : `header ${name}: ${seen}`;
  }
  if (probe.contains !== undefined && !answer.body.includes(probe.contains)) {
    return `status ${answer.status}, a body without "${probe.contains}"${said}`;
  }
  return undefined;
}

/** Asks until the answer is right or the time is over. Every request goes through the API server. */
export async function probeHttp(
  { kubernetes, clock }: RolloutPorts,
  head: StepHead,
  probe: HttpProbe,
  where: { readonly namespace: string; readonly signal: AbortSignal },
): Promise<StepResult> {
  const started = clock.now();
  const within = durationMs(probe.within ?? DEFAULT_WITHIN) ?? 0;
  const target = parseServiceUrl(probe.http ?? '', where.namespace);
  let tries = 0;
  for (;;) {
    where.signal.throwIfAborted();
    const left = started + within - clock.now();
    const timeout = Math.max(1, Math.min(REQUEST_MS, left));
    const problem = await ask(() => kubernetes.http({ ...target, timeout }), probe);
    tries += 1;
    const milliseconds = clock.now() - started;
    if (problem === undefined) {
      const seen = `status ${probe.status ?? 200} at request ${tries}`;
      return stepResult(head, { code: 'OK', milliseconds, seen });
    }
    if (problem.final || milliseconds + INTERVAL_MS > within) {
      const seen = `${problem.text} (${tries} ${tries === 1 ? 'request' : 'requests'})`;
      return stepResult(head, { code: 'PROBE_FAILED', milliseconds, seen });
    }
    await clock.sleep(INTERVAL_MS, where.signal);
  }
}

type Problem = { readonly text: string; readonly final: boolean };

/** A refusal for want of permission does not heal by waiting; anything else may be a service that is starting. */
async function ask(send: () => Promise<HttpProbeResponse>, probe: HttpProbe): Promise<Problem | undefined> {
  try {
    const text = httpProblem(probe, await send());
    return text === undefined ? undefined : { text, final: false };
  } catch (thrown) {
    const final = thrown instanceof KubernetesError && (thrown.status === 401 || thrown.status === 403);
    return { text: describeError(thrown), final };
  }
}
