import type { ContainerStatus } from 'kubernetes-types/core/v1.d.ts';
import type { ReasonCode } from '../../domain/reason-codes.ts';
import type { Fault } from './assessment.ts';
import { IMAGE_REASONS, imageGrace } from './images.ts';
import type { ReadinessRules } from './rules.ts';

/** What the rules need to know about the pod around a container. */
export type ContainerContext = {
  readonly pod: string;
  /** Of the pod; part of the fault's key. */
  readonly uid: string;
  readonly image: string;
  /** Another pod of the same revision is ready. */
  readonly besideReady: boolean;
};

/** What is wrong with one container, if anything is. */
export function containerFault(
  status: ContainerStatus,
  context: ContainerContext,
  rules: ReadinessRules,
): Fault | undefined {
  const reason = status.state?.waiting?.reason ?? '';
  const text = status.state?.waiting?.message ?? '';
  const fault = (kind: string, code: ReasonCode, message: string, grace: number | undefined): Fault => ({
    key: `${context.uid}/${status.name}/${kind}`,
    code,
    message: `pod ${context.pod}, container ${status.name}: ${message}`,
    pod: context.pod,
    container: status.name,
    grace,
  });
  if (IMAGE_REASONS.has(reason)) {
    const message = `image ${context.image} cannot be pulled: ${withoutWrapping(text) || reason}`;
    return fault('image', 'IMAGE_PULL_FAILED', message, imageGrace(reason, text, context.image, rules));
  }
  if (reason === 'CreateContainerConfigError') {
    return fault('config', 'CONFIG_MISSING', text || reason, configGrace(text, rules));
  }
  const start = startProblem(status);
  if (start !== undefined) {
    return fault('start', 'CONTAINER_NOT_STARTED', start, NEVER_STARTS.test(start) ? 0 : rules.start);
  }
  const grace = crashGrace(status, context, rules);
  return grace === undefined ? undefined : fault('crash', 'CONTAINER_CRASHED', describeCrash(status), grace);
}

/**
 * A missing object or key may be on its way; a cache that is not filled yet certainly is. Anything else (a root image
 * under runAsNonRoot, a bad subPath) cannot heal.
 */
export function configGrace(message: string, rules: ReadinessRules): number {
  if (/failed to sync .*cache|timed out waiting for the condition/i.test(message)) return rules.configCache;
  return /not found|could ?n.t find|non-existent|references/i.test(message) ? rules.config : 0;
}

const START_REASONS = new Set([
  'CreateContainerError',
  'RunContainerError',
  'PreCreateHookError',
  'PostStartHookError',
]);
const NEVER_STARTS =
  /executable file not found|no such file or directory|permission denied|is a directory|exec format/i;

/** The runtime's words when it could not start the container; they move to the ended state at the next attempt. */
function startProblem(status: ContainerStatus): string | undefined {
  const waiting = status.state?.waiting;
  if (waiting?.reason !== undefined && START_REASONS.has(waiting.reason)) return waiting.message ?? waiting.reason;
  const ended = endOf(status);
  const notStarted = ended?.reason === 'StartError' || ended?.reason === 'ContainerCannotRun';
  return notStarted && status.state?.running === undefined ? (ended.message ?? ended.reason) : undefined;
}

/** The end that the API shows: of this run, or of the one before. */
const endOf = (status: ContainerStatus) => status.state?.terminated ?? status.lastState?.terminated;

/**
 * The first end is no fault: programs that wait for a database by ending heal at their next start. The second one is.
 * Undefined when the container did not crash.
 */
function crashGrace(status: ContainerStatus, context: ContainerContext, rules: ReadinessRules): number | undefined {
  const running = status.state?.running !== undefined;
  if (running && status.ready) return undefined;
  const ends = status.restartCount + (status.state?.terminated === undefined ? 0 : 1);
  const loops = status.state?.waiting?.reason === 'CrashLoopBackOff';
  const twice = ends >= 2 || (loops && status.restartCount >= 1);
  if (!twice) return undefined;
  if (running) return Math.max(rules.restarted, context.besideReady ? rules.crashBesideReady : 0);
  return context.besideReady ? rules.crashBesideReady : rules.crash;
}

function describeCrash(status: ContainerStatus): string {
  const ended = endOf(status);
  const ends = Math.max(2, status.restartCount + (status.state?.terminated === undefined ? 0 : 1));
  if (ended === undefined) return `ended ${ends} times`;
  const signal = ended.signal === undefined || ended.signal === 0 ? '' : `, signal ${ended.signal}`;
  const reason = ended.reason === undefined ? '' : ` (${ended.reason})`;
  return `ended ${ends} times, the last time with exit code ${ended.exitCode}${signal}${reason}`;
}

/** Without the words of the channel that the runtime's message came through. */
const withoutWrapping = (message: string): string => message.replaceAll(/rpc error: code = \w+ desc = /g, '');
