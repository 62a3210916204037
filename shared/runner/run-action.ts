import { setImmediate } from 'node:timers/promises';
import * as core from '@actions/core';
import { UserError } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import { readContext } from './context.ts';
import { type Ending, makeEnding } from './ending.ts';
import { makeLog } from './log.ts';
import type { ActionBody, Runner, Stage } from './port.ts';
import { readInputs } from './read-inputs.ts';
import { makeRedactor, type Redactor } from './redact.ts';
import { readEvent, runnerFile } from './runner-files.ts';
import { describeTool } from './tool.ts';

const EXIT_OF_SIGNAL = { SIGINT: 130, SIGTERM: 143 } as const;

const unfinished = (): Error =>
  new Error('the action ended before it finished: something that it waited for never came');

/** Every way in which a process can end without coming back to us leads to the same ending. */
function watchProcess(ending: Ending): void {
  process.on('uncaughtException', (thrown) => ending.fail(thrown));
  process.on('unhandledRejection', (thrown) => ending.fail(thrown));
  // Nothing is left that could settle the promise that the body waits for. The `exit` event would see it too, but
  // where pipes are asynchronous only here is there still time to write.
  process.on('beforeExit', () => ending.fail(unfinished()));
  process.on('exit', () => {
    ending.fail(unfinished());
    ending.settle();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () =>
      ending.fail(new UserError('CANCELLED', `stopped by ${signal} before it finished`), EXIT_OF_SIGNAL[signal]),
    );
}

/** Secrets that are known before the action runs. */
function maskKnownSecrets(redactor: Redactor): void {
  const token = core.getInput('github-token');
  if (token !== '') core.setSecret(token);
  const known = [token, process.env['ACTIONS_RUNTIME_TOKEN'], process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']];
  for (const secret of known) if (secret) redactor.add(secret);
}

function makeRunner(name: string, stage: Stage, redactor: Redactor): Runner {
  runnerFile(process.env, 'GITHUB_OUTPUT', 'write');
  runnerFile(process.env, 'GITHUB_STEP_SUMMARY', 'write');
  return {
    stage,
    context: readContext(process.env, readEvent(process.env)),
    tool: describeTool(name),
    log: makeLog(redactor),
    inputs: readInputs,
    mask(secret) {
      if (secret.trim() === '') return;
      core.setSecret(secret);
      redactor.add(secret);
    },
    state: {
      get: (key) => core.getState(key),
      set(key, value) {
        runnerFile(process.env, 'GITHUB_STATE', 'write');
        core.saveState(key, value);
      },
    },
  };
}

/** The types say so already; a body that was cast into shape must not become a yes. */
function checked(report: Report | undefined): Report {
  if (report !== undefined && ['PASS', 'FAIL', 'ERROR', 'EXPLAINED', 'SIMULATED', 'CLEARED'].includes(report.verdict))
    return report;
  throw new TypeError('the action ended without a verdict');
}

/**
 * Runs an action from its first line to its exit code: 0 only when the body came back with the verdict PASS (or, where
 * nothing was to be decided, EXPLAINED) and everything about it was written. A thrown value of any kind, a rejection that nobody waits for, a promise that never
 * settles, a missing runner file or a signal end in one line, verdict ERROR and a non-zero exit code.
 *
 * Must be the only statement of an entry file, awaited: `await runAction('validate', async (runner) => …)`.
 */
export async function runAction(name: string, body: ActionBody): Promise<void> {
  const redactor = makeRedactor();
  // Only `post.js`, beside the bundle, gives this argument.
  const stage: Stage = process.argv.includes('--post') ? 'post' : 'main';
  const ending = makeEnding(`action-${name}`, stage, redactor);
  watchProcess(ending);
  try {
    maskKnownSecrets(redactor);
    const report = checked(await body(makeRunner(name, stage, redactor)));
    // One turn for rejections that nobody waits for: what the body left behind may have failed too.
    await setImmediate();
    ending.finish(report);
  } catch (thrown) {
    ending.fail(thrown);
  }
}
