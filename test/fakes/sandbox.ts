import type {
  ContainerSpec,
  ContainerState,
  OpenSandbox,
  PodSpec,
  RunningContainer,
} from '../../shared/adapters/sandbox/port.ts';
import type { Answer, Question } from '../../shared/adapters/sandbox/probe-program.ts';

/** What containers of an image do; by default they are up and ready at once. */
export type FakeBehaviour = {
  /** Ends at once with this code. */
  readonly exits?: number;
  readonly log?: readonly string[];
  readonly refused?: string;
  /** How probes of it are answered. */
  readonly ready?: boolean;
  readonly exitCodeOnStop?: number;
  /** Ports that others declare but on which nothing listens: their door takes the connection all the same. */
  readonly deaf?: readonly number[];
};

export type FakeSandbox = {
  readonly open: OpenSandbox;
  readonly pods: PodSpec[];
  readonly runs: { readonly pod: string; readonly spec: ContainerSpec }[];
  /** Sandboxes that were opened and not closed. */
  left(): number;
};

const UP: ContainerState = { running: true, exitCode: 0, oomKilled: false, startedAt: 0, finishedAt: 0, health: null };

function container(behaviour: FakeBehaviour, id: string): RunningContainer {
  const { exits, log = [`${id} speaks`], exitCodeOnStop = 0 } = behaviour;
  let state: ContainerState = exits === undefined ? UP : { ...UP, running: false, exitCode: exits, finishedAt: 400 };
  return {
    id,
    exposed: ['8000/tcp'],
    ended: exits === undefined ? new Promise(() => {}) : Promise.resolve(exits),
    state: async () => state,
    async stop() {
      state = { ...state, running: false, exitCode: exitCodeOnStop };
      return 10;
    },
    async start() {
      state = UP;
      return container(behaviour, id);
    },
    log: async () => log,
    remove: async () => {},
  };
}

/**
 * A sandbox in memory. Commands of `run.before` and tests are named by their words, services by their pod.
 * @param fails thrown when it is opened
 */
export function fakeSandbox(behaviours: Readonly<Record<string, FakeBehaviour>> = {}, fails?: Error): FakeSandbox {
  const pods: PodSpec[] = [];
  const runs: FakeSandbox['runs'] = [];
  let left = 0;
  const reply = (pod: string, question: Question): Answer => {
    switch (question.ask) {
      case 'reach':
        return {
          ask: 'reach',
          reached: behaviours[pod]?.ready !== false,
          why: behaviours[pod]?.ready === false ? 'HTTP 503' : '',
        };
      case 'connect': {
        if (question.host === `address of ${pod}`) {
          const open = behaviours[pod]?.deaf?.includes(question.port) !== true;
          return { ask: 'connect', open, why: open ? '' : 'ECONNREFUSED' };
        }
        const open = pods.find(({ name }) => name === pod)?.talksTo.some((edge) => edge.pod === question.host) ?? false;
        return { ask: 'connect', open, why: open ? '' : 'ENOTFOUND' };
      }
      case 'listening':
        return { ask: 'listening', ports: ['8000/tcp'] };
      case 'attempts':
        return { ask: 'attempts', names: [], addresses: [], outside: false };
      case 'memory':
        return { ask: 'memory', peak: 1_000, kills: 0, why: '' };
      case 'names':
        return { ask: 'names' };
    }
  };
  return {
    pods,
    runs,
    left: () => left,
    async open() {
      if (fails !== undefined) throw fails;
      left += 1;
      return {
        lay: async (specs) => void pods.push(...specs),
        async run(pod, spec) {
          runs.push({ pod, spec });
          const behaviour = behaviours[spec.command?.join(' ') ?? pod] ?? {};
          if (behaviour.refused !== undefined) throw new Error(behaviour.refused);
          return container(behaviour, spec.command?.join(' ') ?? pod);
        },
        ask: async (pod, questions) => questions.map((question) => reply(pod, question)),
        address: (pod) => `address of ${pod}`,
        [Symbol.asyncDispose]: async () => {
          left -= 1;
        },
      };
    },
  };
}
