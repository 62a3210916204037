import { runAction } from '../shared/runner/run-action.ts';
import { inputs } from './inputs.ts';

// The inputs are judged before the rest of the action is even read.
await runAction('deploy', async (runner) => {
  const given = runner.inputs(inputs);
  const { run } = await import('./run.ts');
  return run(runner, given);
});
