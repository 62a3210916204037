import { NODE } from './companion-image.ts';
import { companionProgram } from './companion-program.ts';
import { type DoorListener, doorProgram } from './door-program.ts';
import type { ContainerSpec } from './port.ts';
import { programText } from './program-text.ts';

type Body = Readonly<Record<string, unknown>>;
type Labels = Readonly<Record<string, string>>;

const MIB = 1024 * 1024;

/** For the containers that are ours: no capability, and just enough room for a small Node program. */
const OWN_LIMITS = { CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'], Memory: 256 * MIB, PidsLimit: 64 };

/**
 * The companion owns the network namespace, so it may bind low ports in it and its own resolv.conf is everybody's. The
 * engine's cgroups are there to read what the service used at most.
 */
export const companionBody = (image: string, network: string, pod: string): Body => ({
  Image: image,
  Hostname: pod,
  Cmd: [NODE, '-e', programText(companionProgram)],
  HostConfig: {
    ...OWN_LIMITS,
    NetworkMode: network,
    CgroupnsMode: 'host',
    Binds: ['/sys/fs/cgroup:/cgroup:ro'],
    Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0' },
  },
});

export const doorBody = (image: string, network: string, listeners: readonly DoorListener[]): Body => ({
  Image: image,
  Cmd: [NODE, '-e', programText(doorProgram), JSON.stringify(listeners)],
  HostConfig: {
    ...OWN_LIMITS,
    NetworkMode: network,
    ReadonlyRootfs: true,
    Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0' },
  },
});

/**
 * A folder in memory that everybody may write to. As a volume without a name, which goes with its container, and not as
 * the engine's own tmpfs: runc before 1.2 gives that the mode of the folder under it when the container starts again.
 */
const inMemory = (path: string, labels: Labels): Body => ({
  Type: 'volume',
  Target: path,
  VolumeOptions: {
    NoCopy: true,
    Labels: labels,
    DriverConfig: { Name: 'local', Options: { type: 'tmpfs', device: 'tmpfs', o: 'mode=1777,nosuid,nodev' } },
  },
});

/** A service's container in the namespace of its companion. */
export function serviceBody(spec: ContainerSpec, companion: string, labels: Labels): Body {
  const hardening = spec.hardened ? { CapDrop: ['ALL'], ReadonlyRootfs: spec.readOnly } : {};
  return {
    Image: spec.image,
    ...(spec.command === null ? {} : { Cmd: spec.command }),
    Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
    // Only how often: what is asked stays the image's own.
    Healthcheck: { Interval: 2e9 },
    HostConfig: {
      ...hardening,
      NetworkMode: `container:${companion}`,
      SecurityOpt: ['no-new-privileges'],
      PidsLimit: 256,
      Memory: spec.memory,
      MemorySwap: spec.memory,
      NanoCpus: 1e9,
      Mounts: ['/tmp', ...spec.writable].map((path) => inMemory(path, labels)),
      RestartPolicy: { Name: 'no' },
      // Whatever the engine does with logs otherwise, here they have to be read.
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m' } },
    },
  };
}
