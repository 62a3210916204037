import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../domain/record.ts';
import type { Runner } from './port.ts';
import { VERSION } from './version.ts';

/**
 * What a record says about the program that made it. `dist` is the sha256 of the file that this code runs from, which
 * in a release is the action's `dist/index.js`; it is computed when it is first asked for.
 */
export function describeTool(action: string): Runner['tool'] {
  let dist: string | undefined;
  return {
    name: `countersign/action-${action}`,
    version: VERSION,
    get dist() {
      dist ??= sha256(readFileSync(fileURLToPath(import.meta.url)));
      return dist;
    },
  };
}
