import { MissingPart } from './missing-part.ts';

/** Runs the body of a script: what is missing is told in one line, anything else with its stack. */
export async function script(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
