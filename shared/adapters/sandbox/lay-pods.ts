import { setTimeout } from 'node:timers/promises';
import { UserError } from '../../domain/errors.ts';
import type { SandboxTools } from './connect-sandbox.ts';
import { companionBody, doorBody } from './container-bodies.ts';
import type { DoorListener } from './door-program.ts';
import type { PodSpec } from './port.ts';

/** A pod whose companion runs and whose doors are open. */
export type LaidPod = {
  readonly name: string;
  /** Container id of the companion. */
  readonly companion: string;
  readonly address: string;
  /** Names that the pod may ask for: the doors of what it talks to. */
  readonly names: Readonly<Record<string, string>>;
};

type Network = { readonly id: string; readonly name: string; readonly subnet: string };
type Companion = { readonly spec: PodSpec; readonly network: Network; readonly id: string; readonly address: string };
type Door = { readonly to: string; readonly addresses: ReadonlyMap<string, string> };

/** Milliseconds that one of our own programs gets to start on a busy machine. */
const START_LIMIT = 30_000;

/** Waits for all, also when one fails: what is still being created could not be removed otherwise. */
async function all<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = await Promise.allSettled(items.map(work));
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function startOwn({ containers }: SandboxTools, id: string): Promise<void> {
  await containers.start(id);
  const end = Date.now() + START_LIMIT;
  for (;;) {
    const printed = await containers.log(id, 20);
    if (printed.includes('ready\n')) return;
    const { State } = await containers.inspect(id);
    if (State.Running && Date.now() < end) await setTimeout(50);
    else
      throw new UserError(
        'SANDBOX_UNAVAILABLE',
        `a companion container did not start: ${printed.trim() || 'no output'}`,
      );
  }
}

async function startCompanion(tools: SandboxTools, spec: PodSpec): Promise<Companion> {
  const name = `${tools.name}-${spec.name}`;
  const network = { ...(await tools.containers.createNetwork(name)), name };
  const id = await tools.containers.create(`${name}-companion`, companionBody(tools.companion, name, spec.name));
  await startOwn(tools, id);
  const { NetworkSettings } = await tools.containers.inspect(id);
  return { spec, network, id, address: NetworkSettings.Networks[name]?.IPAddress ?? '' };
}

/** One container for everybody who talks to `to`, on the ports that each of them declares. */
async function openDoor(tools: SandboxTools, to: Companion, callers: readonly Companion[]): Promise<Door> {
  const listeners = callers.flatMap(({ spec, network: { subnet } }): DoorListener[] =>
    [...new Set(spec.talksTo.filter(({ pod }) => pod === to.spec.name).map(({ port }) => port))].map((port) => ({
      subnet,
      port,
      to: to.address,
    })),
  );
  const body = doorBody(tools.companion, to.network.name, listeners);
  const id = await tools.containers.create(`${to.network.name}-door`, body);
  for (const { network } of callers) await tools.containers.join(network.id, id);
  await startOwn(tools, id);
  const { Networks } = (await tools.containers.inspect(id)).NetworkSettings;
  const addresses = callers.map(({ spec, network }) => [spec.name, Networks[network.name]?.IPAddress ?? ''] as const);
  return { to: to.spec.name, addresses: new Map(addresses) };
}

/** See `Sandbox.lay`. */
export async function layPods(tools: SandboxTools, specs: readonly PodSpec[]): Promise<readonly LaidPod[]> {
  const companions = await all(specs, async (spec) => await startCompanion(tools, spec));
  const callersOf = (name: string) =>
    companions.filter(({ spec }) => spec.talksTo.some(({ pod }) => pod === name && pod !== spec.name));
  const behindDoors = companions.filter(({ spec }) => callersOf(spec.name).length > 0);
  const doors = await all(behindDoors, async (to) => await openDoor(tools, to, callersOf(to.spec.name)));
  return companions.map(({ spec, id, address }) => ({
    name: spec.name,
    companion: id,
    address,
    names: Object.fromEntries([
      [spec.name, address],
      ...doors.flatMap(({ to, addresses }) => {
        const at = addresses.get(spec.name);
        return at === undefined ? [] : [[to, at]];
      }),
    ]),
  }));
}
