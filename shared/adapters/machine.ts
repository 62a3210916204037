import { availableParallelism } from 'node:os';

/** What the runner can carry at this moment. */
export type Machine = {
  /** Cores that this process may use, and bytes of memory that are free for it, limits of a container counted in. */
  resources(): { readonly cores: number; readonly freeMemory: number };
};

/** The machine that the action runs on. */
export const connectMachine = (): Machine => ({
  resources: () => ({ cores: availableParallelism(), freeMemory: process.availableMemory() }),
});
