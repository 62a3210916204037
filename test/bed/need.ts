/** For vitest: suites on real parts. Where one cannot be had the tests are skipped with the reason, and fail in CI. */
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { type Bed, startBed, type Wanted } from './bed.ts';
import { MissingPart } from './install.ts';

/** Long enough for a first Kubernetes build on two cores, which happens once on a machine. */
const FIRST_START = 20 * 60_000;

/**
 * A suite that runs on the wanted parts. `define` gets a function that gives the bed inside tests and hooks.
 *
 *     suiteOn({ cluster: true }, 'releases', (bed) => { test('…', () => { bed().cluster.kubeconfig … }) })
 */
export function suiteOn<const W extends Wanted>(want: W, name: string, define: (bed: () => Bed<W>) => void): void {
  describe(name, () => {
    let bed: Bed<W> | undefined;
    let missing: string | undefined;
    beforeAll(async () => {
      try {
        bed = await startBed(want, (line) => console.log(`test bed: ${line}`));
      } catch (error) {
        // Only what the machine lacks is a reason to skip; a part that breaks is a failure everywhere.
        if (!(error instanceof MissingPart) || process.env['CI'] === 'true') throw error;
        missing = error.message;
        console.warn(`test bed: SKIPPED ${name}: ${missing}`);
      }
    }, FIRST_START);
    afterAll(async () => bed?.[Symbol.asyncDispose](), 120_000);
    beforeEach((context) => context.skip(missing !== undefined, missing));
    define(() => {
      if (bed === undefined) throw new Error('the bed is there only inside tests and hooks');
      return bed;
    });
  });
}
