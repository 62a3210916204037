/**
 * Runs every test: unit, contract, acceptance and cluster, in one go. The last line counts them; the exit code is not
 * zero when one failed, when none ran, and in CI also when one was skipped.
 *
 *   node scripts/test.ts [arguments of vitest, such as --project unit]
 */
import { parseCLI, startVitest } from 'vitest/node';
import { TallyReporter } from './test/tally.ts';

const reporter = new TallyReporter();
const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const vitest = await startVitest('test', filter, {
  ...options,
  watch: false,
  // A test left marked with `only` would hide all others.
  allowOnly: false,
  reporters: ['default', reporter],
});
await vitest.close();

const { passed, failed, skipped } = reporter.tally;
const unproven = process.env['CI'] === 'true' && skipped.length > 0;
for (const { test, reason } of skipped) console.log(`skipped: ${test}: ${reason}`);
if (passed + failed === 0) console.error('no test ran');
if (unproven) console.error('in CI a skipped test is a failure');
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
// Tests of real parts can leave handles open; the tally is complete, so nothing is lost by leaving now.
process.exit(failed > 0 || passed + failed === 0 || unproven || process.exitCode ? 1 : 0);
