import { showDuration } from '../domain/duration.ts';
import type { Report } from '../domain/report.ts';
import type { ClearedUp } from '../rollout/clear-up.ts';
import { text } from './markdown.ts';
import { commandsSection, evidenceSections, timeline } from './rollout-sections.ts';

/** What a `post` step says. It has no outputs: those of the step itself stand. */
export function clearedUpReport({ scope, recovery }: ClearedUp): Report {
  const none = { outputs: {}, annotations: [], summary: '' } as const;
  if (recovery === null) {
    return { ...none, verdict: 'CLEARED', headline: `nothing of this step was left half done on ${scope.environment}` };
  }
  const { interrupted, restore } = recovery;
  const what = `release ${interrupted.release} was interrupted at "${interrupted.phase}" on ${scope.environment}`;
  if (restore === null) {
    const untouched = interrupted.phase === 'saving';
    const rest = untouched ? 'before its first change' : 'there is no verified release, so its objects were left';
    return { ...none, verdict: untouched ? 'CLEARED' : 'ERROR', headline: `${what}; ${rest}` };
  }
  const failed = [...restore.steps, ...restore.probes].find((one) => one.status === 'failed');
  const headline = restore.verified
    ? `${what}; release ${restore.release} restored in ${showDuration(restore.milliseconds)}`
    : `${what}, and release ${restore.release} could not be restored: ${failed?.id}: ${failed?.seen}; the summary has the commands to do it by hand`;
  const sections = [
    ...timeline(`Restore of release ${restore.release}`, [...restore.steps, ...restore.probes]),
    ...evidenceSections(restore.evidence),
    ...commandsSection(restore.commands),
  ];
  const body = sections.map(({ heading, body }) => `### ${heading}\n\n${body}`);
  const summary = `${['## After the interrupted step', text(headline, 2000), ...body].join('\n\n')}\n`;
  return { ...none, verdict: restore.verified ? 'CLEARED' : 'ERROR', headline, summary };
}
