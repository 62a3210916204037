import { useBed } from './bed.ts';

/** vitest's globalSetup of the cluster project: what the first file starts serves them all and ends after the last. */
export async function setup(): Promise<() => Promise<void>> {
  const use = await useBed();
  return async () => use[Symbol.asyncDispose]();
}
