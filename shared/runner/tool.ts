import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../domain/record.ts';
import type { Runner } from './port.ts';
import { VERSION } from './version.ts';

/** The program's files: those beside the one that this code runs from, which in a release is the action's `dist`. */
function hashOfProgram(): string {
  const file = fileURLToPath(import.meta.url);
  const folder = dirname(file);
  const names = readdirSync(folder).filter((name) => extname(name) === extname(file));
  return sha256(
    names.sort().reduce((list, name) => `${list}${sha256(readFileSync(join(folder, name)))}  ${name}\n`, ''),
  );
}

/**
 * What a record says about the program that made it. `dist` covers every file that can run, because most of an action
 * is in files that are read when they are needed: `LC_ALL=C sha256sum *.js | sha256sum` in the action's `dist` gives the
 * same. It is computed when it is first asked for.
 */
export function describeTool(action: string): Runner['tool'] {
  let dist: string | undefined;
  return {
    name: `countersign/action-${action}`,
    version: VERSION,
    get dist() {
      dist ??= hashOfProgram();
      return dist;
    },
  };
}
