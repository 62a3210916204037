import { UserError } from '../shared/domain/errors.ts';
import { type Fact, read, unavailable } from '../shared/domain/fact.ts';

/**
 * Turns a refused or failed read into a fact, so that the decision can say what is missing. Only what the adapters
 * report as the outside's answer; a bug is not a fact.
 */
export async function asFact<T>(ask: () => Promise<T>): Promise<Fact<T>> {
  try {
    return read(await ask());
  } catch (thrown) {
    if (thrown instanceof UserError) return unavailable(thrown.message, thrown.code);
    throw thrown;
  }
}
