import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { UserError } from '../../domain/errors.ts';
import { connectEngine, type DockerEnvironment, type EngineConnection } from '../docker/engine-connection.ts';
import type { Exec } from '../exec.ts';
import { importCompanion, NODE } from './companion-image.ts';
import { type EngineContainers, engineContainers } from './engine-containers.ts';
import { startKeeper } from './keeper.ts';
import { type LaidPod, layPods } from './lay-pods.ts';
import type { OpenSandbox, Sandbox } from './port.ts';
import { type Answer, probeProgram } from './probe-program.ts';
import { programText } from './program-text.ts';
import { runContainer } from './run-container.ts';

/** Node's names of processors, as engines call them. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'arm', ppc64: 'ppc64le' };

/** The companion is this very program, so it must be one that the engine can run. */
async function refuseForeignEngine({ api }: EngineConnection): Promise<void> {
  const { body } = await api.json('GET', '/version');
  const { Os, Arch } = z.object({ Os: z.string(), Arch: z.string() }).parse(body);
  const own = ARCHITECTURES[process.arch] ?? process.arch;
  if (process.platform === 'linux' && Os === 'linux' && Arch === own) return;
  throw new UserError(
    'SANDBOX_UNAVAILABLE',
    `containers cannot be checked while they run: the engine is ${Os}/${Arch}, this runner ${process.platform}/${own}; both have to be linux of one architecture`,
  );
}

/** The containers of the engine that the docker client uses. See `Sandbox`. */
export function connectSandbox(exec: Exec, environment: DockerEnvironment): OpenSandbox {
  return async ({ run, attempt }) => {
    const engine = await connectEngine(exec, environment);
    await refuseForeignEngine(engine);
    const id = randomUUID();
    // The run's label is for people; several jobs of a run can share an engine, so what is removed goes by the other one.
    const label = `dev.countersign.sandbox=${id}`;
    const labels = { 'dev.countersign.run': `${run}-${attempt}`, 'dev.countersign.sandbox': id };
    const containers = engineContainers(engine.api, labels);
    const keeper = startKeeper(label, engine.env);
    try {
      const companion = await importCompanion(engine.api, label);
      return makeSandbox(
        { engine, exec, containers, labels, companion, name: `countersign-${id.slice(0, 8)}` },
        async () => {
          await containers.removeAll(label);
          keeper.dismiss();
        },
      );
    } catch (error) {
      await containers.removeAll(label);
      keeper.dismiss();
      throw error;
    }
  };
}

export type SandboxTools = {
  readonly engine: EngineConnection;
  readonly exec: Exec;
  readonly containers: EngineContainers;
  /** On everything that is made. */
  readonly labels: Readonly<Record<string, string>>;
  /** Id of the companion image. */
  readonly companion: string;
  /** Begins the names of everything. */
  readonly name: string;
};

function makeSandbox(tools: SandboxTools, removeAll: () => Promise<void>): Sandbox {
  let pods: ReadonlyMap<string, LaidPod> = new Map();
  const podOf = (name: string): LaidPod => {
    const pod = pods.get(name);
    if (pod === undefined) throw new Error(`no pod ${name} was laid`);
    return pod;
  };
  const ask: Sandbox['ask'] = async (pod, questions) => {
    const command = [NODE, '-e', programText(probeProgram), JSON.stringify(questions)];
    const printed = await tools.containers.exec(podOf(pod).companion, command);
    // The program is ours and prints what its type says; a broken output has another number of answers.
    const answers: Answer[] = JSON.parse(printed);
    if (answers.length !== questions.length) throw new Error(`pod ${pod} gave ${answers.length} answers`);
    return answers;
  };
  return {
    ask,
    async lay(specs) {
      const laid = await layPods(tools, specs);
      pods = new Map(laid.map((pod) => [pod.name, pod]));
      await Promise.all(laid.map(({ name, names }) => ask(name, [{ ask: 'names', names }])));
    },
    run: async (pod, spec) => await runContainer(tools, podOf(pod), spec),
    address: (pod) => podOf(pod).address,
    [Symbol.asyncDispose]: removeAll,
  };
}
