import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { instrument, type Mutant } from './mutants.ts';

const SUITE = new URL('./suite.ts', import.meta.url).href;

/**
 * From here on, files that `isTarget` names are loaded with their mutants in them, and tests get our `describe` and
 * `test` for vitest's.
 * @returns the mutants, which grow as modules are loaded
 */
export function loadWithMutants(isTarget: (path: string) => boolean): readonly Mutant[] {
  const mutants: Mutant[] = [];
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'vitest' && context.parentURL !== SUITE) return { url: SUITE, shortCircuit: true };
      return next(specifier, context);
    },
    load(url, context, next) {
      if (!url.startsWith('file:') || !isTarget(fileURLToPath(url))) return next(url, context);
      const path = fileURLToPath(url);
      const done = instrument(path, readFileSync(path, 'utf8'), mutants.length + 1);
      mutants.push(...done.mutants);
      return { format: 'module-typescript', source: done.text, shortCircuit: true };
    },
  });
  return mutants;
}
