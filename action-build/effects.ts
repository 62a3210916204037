import type { Clock } from '../shared/adapters/clock.ts';
import type { Docker } from '../shared/adapters/docker/port.ts';
import type { Decision } from '../shared/domain/decision.ts';
import { showDuration } from '../shared/domain/duration.ts';
import { UserError } from '../shared/domain/errors.ts';
import type { Log } from '../shared/runner/port.ts';
import type { BuildFacts, PushFact, ServiceFacts } from './service-facts.ts';

export type PushPorts = { readonly docker: Docker; readonly clock: Clock; readonly log: Log };

async function pushOne({ docker, clock, log }: PushPorts, facts: ServiceFacts): Promise<PushFact> {
  const { service, image: name, tag, build } = facts;
  if (build.kind !== 'built') throw new Error(`${service} was to be pushed but has no image`);
  const started = clock.now();
  try {
    const { digest } = await docker.push(build.image, { name, tag });
    const took = clock.now() - started;
    log.info(`${service}: pushed ${name}@${digest} and read it back (${showDuration(took)})`);
    return { service, kind: 'pushed', seconds: Math.round(took) / 1_000, image: { name, digest } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.info(`${service}: ${error.message}`);
    return { service, kind: 'failed', code: error.code, why: error.message };
  }
}

/**
 * Pushes every image, when the decision allows it and pushing was asked for; otherwise nothing. After the first failure
 * no further push is tried: the record names no image then, so what is already in the registry is used by nobody.
 */
export async function applyDecision(ports: PushPorts, facts: BuildFacts, decision: Decision): Promise<BuildFacts> {
  if (decision.verdict !== 'PASS' || !facts.push) return facts;
  const pushes: PushFact[] = [];
  for (const service of facts.services) {
    const failed = pushes.find((push) => push.kind === 'failed');
    pushes.push(
      failed === undefined
        ? await pushOne(ports, service)
        : { service: service.service, kind: 'skipped', why: `not pushed: the push of ${failed.service} failed before` },
    );
  }
  return { ...facts, pushes };
}
