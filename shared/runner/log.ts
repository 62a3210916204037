import * as core from '@actions/core';
import type { Log } from './port.ts';
import type { Redactor } from './redact.ts';

/**
 * Text without workflow commands. Log lines repeat what pods, programs and pull requests say, and the runner would
 * obey a `::add-mask::` or `##[command]` among it. An invisible character breaks the mark; the line reads the same.
 */
const withoutCommands = (text: string): string =>
  text.replaceAll(/^(\s*):(?=:)/gm, '$1:\u200b').replaceAll('##[', '##\u200b[');

/** The log of one action: secrets are replaced and workflow commands are harmless in all of it. */
export function makeLog(redactor: Redactor): Log {
  const safe = (line: string): string => withoutCommands(redactor.clean(line));
  return {
    info: (line) => core.info(safe(line)),
    debug: (line) => core.debug(redactor.clean(line)),
    group: (title, body) => core.group(safe(title), body),
  };
}
