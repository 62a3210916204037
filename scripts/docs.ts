/**
 * Writes everything that is generated from the sources: the JSON Schema, the page of reason codes, and the tables
 * between `<!-- generated:… -->` markers. With `--check` nothing is written and a stale file is a failure.
 *
 *   node scripts/docs.ts [--check]
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generatedFiles } from './docs/generated-files.ts';

const root = resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');
let stale = 0;
let broken = 0;
for (const generated of await generatedFiles(root)) {
  const file = join(root, generated.path);
  if ('problem' in generated) {
    broken++;
    console.error(`${generated.path} cannot be made: ${generated.problem}`);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== generated.text) {
    stale++;
    console.log(`${generated.path} ${check ? 'is STALE' : 'written'}`);
    if (check) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, generated.text);
  }
}
if (check && stale > 0) console.error('run `npm run docs` and commit what it writes');
if (stale + broken === 0) console.log('generated documentation is up to date');
process.exit(broken > 0 || (check && stale > 0) ? 1 : 0);
