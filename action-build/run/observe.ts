import type { Answer, Question } from '../../shared/adapters/sandbox/probe-program.ts';
import type { PlannedService } from './plan-run.ts';
import type { Attempts, EdgeFact, MemoryFact } from './run-facts.ts';
import type { RunPorts } from './service-run.ts';

/** What the network namespace and the cgroup of a service say. */
export type Observed = {
  readonly listening: readonly string[];
  readonly attempts: Attempts;
  readonly memory: MemoryFact;
};

/** How long a connection may take before it counts as closed, in milliseconds. Open ones take a few on an idle machine. */
const CLOSED_AFTER = { declared: 10_000, other: 2_000 };

const find = <K extends Answer['ask']>(answers: readonly Answer[], ask: K): Extract<Answer, { ask: K }> => {
  const found = answers.find((one): one is Extract<Answer, { ask: K }> => one.ask === ask);
  if (found === undefined) throw new Error(`a companion gave no answer about ${ask}`);
  return found;
};

/** Before the first connection of our own is tried: what was attempted is then the service's alone. */
export async function observe({ sandbox }: RunPorts, pod: string, container: string): Promise<Observed> {
  const answers = await sandbox.ask(pod, [{ ask: 'listening' }, { ask: 'attempts' }, { ask: 'memory', container }]);
  const { names, addresses, outside } = find(answers, 'attempts');
  const { peak, kills, why } = find(answers, 'memory');
  return {
    listening: find(answers, 'listening').ports,
    attempts: { names, addresses, outside },
    memory: { peak, kills, why },
  };
}

/** A service that can be a target, with the ports at which anybody reaches it. */
export type Reachable = { readonly service: string; readonly ports: readonly number[] };

type Pair = { readonly fact: Omit<EdgeFact, 'open' | 'why'>; readonly question: Question };

function pairsOf({ sandbox }: RunPorts, from: PlannedService, targets: readonly Reachable[]): readonly Pair[] {
  return targets.flatMap(({ service: to, ports }) =>
    ports.flatMap((port): Pair[] => {
      const declared = from.talksTo.some((edge) => edge.service === to && edge.port === port);
      const pair = (by: EdgeFact['by'], host: string): Pair => ({
        fact: { to, port, by, declared },
        question: { ask: 'connect', host, port, within: declared ? CLOSED_AFTER.declared : CLOSED_AFTER.other },
      });
      // A declared connection is by name; that it has no other way around the name is nobody's concern.
      return declared ? [pair('name', to)] : [pair('name', to), pair('address', sandbox.address(to))];
    }),
  );
}

/** The row of the communication matrix of one service: every other service at every port that is known of it. */
export async function matrixRow(
  ports: RunPorts,
  from: PlannedService,
  targets: readonly Reachable[],
): Promise<readonly EdgeFact[]> {
  const pairs = pairsOf(ports, from, targets);
  if (pairs.length === 0) return [];
  const answers = await ports.sandbox.ask(
    from.service,
    pairs.map(({ question }) => question),
  );
  const facts = pairs.map(({ fact }, index): EdgeFact => ({ ...fact, ...connection(answers[index]) }));
  return await Promise.all(facts.map(async (fact) => (fact.declared && fact.open ? await behind(ports, fact) : fact)));
}

function connection(answer: Answer | undefined): Pick<EdgeFact, 'open' | 'why'> {
  if (answer?.ask !== 'connect') throw new Error('a companion gave no answer about a connection');
  return { open: answer.open, why: answer.why };
}

/**
 * A door takes a connection before it knows whether anybody listens behind it, and on a busy machine it says so late.
 * So the service is asked too, in its own namespace, where the kernel answers at once.
 */
async function behind({ sandbox }: RunPorts, fact: EdgeFact): Promise<EdgeFact> {
  const { to, port } = fact;
  const question: Question = { ask: 'connect', host: sandbox.address(to), port, within: CLOSED_AFTER.declared };
  const [answer] = await sandbox.ask(to, [question]);
  return { ...fact, ...connection(answer) };
}
