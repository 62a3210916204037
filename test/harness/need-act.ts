import { ensureAct } from '../bed/act.ts';
import { MissingPart } from '../bed/missing-part.ts';

/**
 * Path of act for the tests of one file; undefined, with the reason in the log, where it cannot be had.
 * @throws that reason with CI=true, so that a skip never looks like a pass there.
 */
export async function findAct(what: string): Promise<string | undefined> {
  try {
    return await ensureAct((line) => console.log(`test bed: ${line}`));
  } catch (error) {
    if (!(error instanceof MissingPart) || process.env['CI'] === 'true') throw error;
    console.warn(`test bed: SKIPPED ${what}: ${error.message}`);
    return undefined;
  }
}
