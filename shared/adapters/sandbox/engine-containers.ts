import * as z from 'zod';
import { type EngineAnswer, engineMessage } from '../docker/engine-answer.ts';
import type { EngineStreams } from '../docker/engine-api.ts';
import { readFrames } from './frames.ts';

/** The engine's containers and networks as they are called here: each call either works or throws with the engine's words. */
export type EngineContainers = ReturnType<typeof engineContainers>;

const created = z.object({ Id: z.string().min(1) });
const network = z.object({
  Internal: z.boolean(),
  IPAM: z.object({ Config: z.array(z.object({ Subnet: z.string() })).min(1) }),
});
const container = z.object({
  State: z.object({
    Running: z.boolean(),
    ExitCode: z.number(),
    OOMKilled: z.boolean(),
    StartedAt: z.string(),
    FinishedAt: z.string(),
    Health: z.object({ Status: z.string() }).nullish(),
  }),
  Config: z.object({
    ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
    Healthcheck: z.object({ Test: z.array(z.string()).nullish() }).nullish(),
  }),
  NetworkSettings: z.object({ Networks: z.record(z.string(), z.object({ IPAddress: z.string() })) }),
});

/** What the engine says about a container. */
export type ContainerView = z.output<typeof container>;

export function engineContainers(api: EngineStreams, labels: Readonly<Record<string, string>>) {
  const call = async (what: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => {
    const answer: EngineAnswer = await api.json(method, path, body);
    if (answer.status >= 300 && answer.status !== 304) throw new Error(`${what}: ${engineMessage(answer)}`);
    return answer.body;
  };
  return {
    async createNetwork(name: string): Promise<{ readonly id: string; readonly subnet: string }> {
      const body = { Name: name, Driver: 'bridge', Internal: true, CheckDuplicate: true, Labels: labels };
      const { Id: id } = created.parse(await call(`network ${name}`, 'POST', '/networks/create', body));
      const made = network.parse(await call(`network ${name}`, 'GET', `/networks/${id}`));
      if (!made.Internal) throw new Error(`network ${name} is not internal although the engine was told so`);
      return { id, subnet: made.IPAM.Config[0]?.Subnet ?? '' };
    },
    async join(networkId: string, id: string): Promise<void> {
      await call('connect to a network', 'POST', `/networks/${networkId}/connect`, { Container: id });
    },
    async create(name: string, body: Readonly<Record<string, unknown>>): Promise<string> {
      const query = new URLSearchParams({ name });
      const whole = { ...body, Labels: labels };
      return created.parse(await call(`container ${name}`, 'POST', `/containers/create?${query}`, whole)).Id;
    },
    start: async (id: string): Promise<void> => void (await call('start', 'POST', `/containers/${id}/start`)),
    stop: async (id: string, seconds: number): Promise<void> =>
      void (await call('stop', 'POST', `/containers/${id}/stop?t=${seconds}`)),
    remove: async (id: string): Promise<void> =>
      void (await call('remove', 'DELETE', `/containers/${id}?force=true&v=true`)),
    async wait(id: string): Promise<number> {
      const body = await call('wait', 'POST', `/containers/${id}/wait`);
      return z.object({ StatusCode: z.number() }).parse(body).StatusCode;
    },
    inspect: async (id: string): Promise<ContainerView> =>
      container.parse(await call('inspect', 'GET', `/containers/${id}/json`)),
    async log(id: string, lines: number): Promise<string> {
      return await readFrames(await api.stream(`/containers/${id}/logs?stdout=true&stderr=true&tail=${lines}`));
    },
    /** Runs a program in a running container and gives what it printed. */
    async exec(id: string, command: readonly string[]): Promise<string> {
      const body = { AttachStdout: true, AttachStderr: true, Cmd: command };
      const { Id: exec } = created.parse(await call('exec', 'POST', `/containers/${id}/exec`, body));
      const answer = await api.send('POST', `/exec/${exec}/start`, { json: { Detach: false, Tty: false } });
      const printed = await readFrames(answer.body);
      const { ExitCode: code } = z
        .object({ ExitCode: z.number().nullish() })
        .parse(await call('exec', 'GET', `/exec/${exec}/json`));
      if (answer.status !== 200 || code !== 0)
        throw new Error(`exec ended with ${code ?? answer.status}: ${printed.trim()}`);
      return printed;
    },
    /** Everything with a label that is still there is removed, also what could not be removed one by one. */
    async removeAll(label: string): Promise<void> {
      const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
      const ids = z.array(created);
      const containers = ids.parse(await call('list', 'GET', `/containers/json?all=true&filters=${filters}`));
      await Promise.all(containers.map(({ Id }) => call('remove', 'DELETE', `/containers/${Id}?force=true&v=true`)));
      const networks = ids.parse(await call('list', 'GET', `/networks?filters=${filters}`));
      await Promise.all(networks.map(({ Id }) => call('remove network', 'DELETE', `/networks/${Id}`)));
      const images = ids.parse(await call('list', 'GET', `/images/json?filters=${filters}`));
      await Promise.all(images.map(({ Id }) => call('remove image', 'DELETE', `/images/${Id}?force=true`)));
    },
  };
}
