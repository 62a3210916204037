import type { Answer, Question } from './probe-program.ts';

/**
 * A set of containers on networks of its own, out of which nothing leads. Every service is a pod: an internal network
 * with nobody else in it, and a companion container that owns the network namespace, answers names, and looks at the
 * namespace from inside, so that the image under test needs no shell. One service reaches another one only through a
 * door: a container that listens on the declared ports, in the caller's network, and passes connections on.
 *
 * Everything is removed when the block is left, and by a process of its own when this one ends in any other way.
 */
export type Sandbox = AsyncDisposable & {
  /** Makes networks, companions and doors of all pods; must be called once, before anything runs. */
  lay(pods: readonly PodSpec[]): Promise<void>;
  /** Starts a container in a pod. @throws Error with the engine's message when it cannot be started. */
  run(pod: string, spec: ContainerSpec): Promise<RunningContainer>;
  /** Answers from inside of a pod's network namespace, in the order of the questions. */
  ask(pod: string, questions: readonly Question[]): Promise<readonly Answer[]>;
  /** Address of a pod in its own network. */
  address(pod: string): string;
};

/** Opens a sandbox. @throws UserError SANDBOX_UNAVAILABLE when this engine cannot have one. */
export type OpenSandbox = (about: SandboxLabel) => Promise<Sandbox>;

/** What containers and networks are labelled with, for people who find one. */
export type SandboxLabel = { readonly run: number; readonly attempt: number };

export type PodSpec = {
  /** A DNS label; the name by which the others reach it. */
  readonly name: string;
  /** Pods and ports that it may connect to. */
  readonly talksTo: readonly { readonly pod: string; readonly port: number }[];
};

export type ContainerSpec = {
  /** Id, or name with digest. An image that the engine does not have is pulled. */
  readonly image: string;
  /** Null for the command of the image. */
  readonly command: readonly string[] | null;
  readonly env: Readonly<Record<string, string>>;
  /** Folders in memory that are writable, besides /tmp. */
  readonly writable: readonly string[];
  /** Read-only root, no capabilities; without it only the limits and `no-new-privileges` hold. */
  readonly hardened: boolean;
  readonly readOnly: boolean;
  /** Bytes; swap is not given. */
  readonly memory: number;
};

/** A container as the engine sees it. Times are in milliseconds since the epoch, by the engine's clock. */
export type ContainerState = {
  readonly running: boolean;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  readonly startedAt: number;
  readonly finishedAt: number;
  /** Null when the image has no HEALTHCHECK. */
  readonly health: 'starting' | 'healthy' | 'unhealthy' | null;
};

export type RunningContainer = {
  readonly id: string;
  /** Ports of EXPOSE: `8000/tcp`. */
  readonly exposed: readonly string[];
  state(): Promise<ContainerState>;
  /** Resolves when it ends by itself, with its exit code. */
  readonly ended: Promise<number>;
  /** Sends the image's stop signal, and after `ms` SIGKILL; gives the milliseconds until it had ended. */
  stop(ms: number): Promise<number>;
  /** Starts it again after a stop, with the same files. */
  start(): Promise<RunningContainer>;
  /** The last lines of stdout and stderr, the oldest first. */
  log(): Promise<readonly string[]>;
  remove(): Promise<void>;
};
