/** For vitest: suites on real parts. Where one cannot be had the tests are skipped with the reason, and fail in CI. */
import { afterAll, describe } from 'vitest';
import { type Bed, startBed, type Wanted } from './bed.ts';
import { MissingPart } from './missing-part.ts';

/**
 * A suite that runs on the wanted parts. `define` gets a function that gives the bed, for use inside tests and hooks.
 *
 *     suiteOn({ cluster: true }, 'releases', (bed) => { test('…', () => { bed().cluster.kubeconfig … }) })
 */
export function suiteOn<const W extends Wanted>(want: W, name: string, define: (bed: () => Bed<W>) => void): void {
  describe(name, async () => {
    // While tests are collected, not in a hook: a hook cannot skip, and those of a skipped suite must not run.
    const bed = await startOrMissing(want);
    if (bed instanceof MissingPart) {
      console.warn(`test bed: SKIPPED ${name}: ${bed.message}`);
      describe.skip(`skipped: ${bed.message}`, () => define(unavailable));
      return;
    }
    afterAll(() => bed[Symbol.asyncDispose](), 120_000);
    define(() => bed);
  });
}

/** Only what the machine lacks is a reason to skip; a part that breaks is a failure everywhere. */
async function startOrMissing<const W extends Wanted>(want: W): Promise<Bed<W> | MissingPart> {
  try {
    return await startBed(want, (line) => console.log(`test bed: ${line}`));
  } catch (error) {
    if (error instanceof MissingPart && process.env['CI'] !== 'true') return error;
    throw error;
  }
}

function unavailable(): never {
  throw new Error('the bed is there only inside tests and hooks');
}
