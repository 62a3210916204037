import { showDuration } from '../domain/duration.ts';
import type { RolloutScope, StepOutcome } from '../domain/release.ts';
import type { ObjectChange } from '../rollout/plan/difference.ts';
import type { Evidence } from '../rollout/rollout.ts';
import type { Line } from './decision-page.ts';
import { code, fence, folded, table, text } from './markdown.ts';

type Section = { readonly heading: string; readonly body: string };

const SIGN = { passed: '✅', failed: '❌', 'not-run': '⏭️ not run' } as const;

/** Steps and probes in their order, with the time that each took. */
export function timeline(heading: string, outcomes: readonly StepOutcome[]): readonly Section[] {
  if (outcomes.length === 0) return [];
  const rows = outcomes.map((one) => [
    SIGN[one.status],
    `**${text(one.id)}** ${code(one.title)}`,
    one.status === 'not-run' ? '' : showDuration(one.milliseconds),
    text(one.seen, 400),
  ]);
  return [{ heading, body: table(['', 'Step', 'Time', 'Seen'], rows) }];
}

/** What was collected about a failure: the message, the log lines, the events. */
export function evidenceSections(evidence: readonly Evidence[]): readonly Section[] {
  return evidence.map(({ what, message, code: reason, logsOf, lines, events }) => {
    const parts = [
      `${text(message, 600)} (${code(reason)})`,
      lines.length === 0 ? '' : `${text(logsOf ?? 'log')}:\n\n${fence(lines.join('\n'))}`,
      events.length === 0 ? '' : folded(`${events.length} events`, fence(events.join('\n'))),
    ];
    return { heading: `Evidence: ${what}`, body: parts.filter((part) => part !== '').join('\n\n') };
  });
}

/** A summary of GitHub holds 1 MiB; the plan may take this much of it. */
const DIFF_CHARACTERS = 200_000;

/** What changes in the cluster, object by object; the values of Secrets are masked already. */
export function planSection(
  changes: readonly ObjectChange[],
  prune: readonly string[],
  keep: readonly string[],
): Section {
  const count = (kind: ObjectChange['change']): number => changes.filter((one) => one.change === kind).length;
  const counts = `${count('create')} new, ${count('update')} changed, ${count('none')} unchanged, ${prune.length} deleted`;
  const gone = [
    ...prune.map((what) => `- ${code(what)} is deleted: this release does not have it any more`),
    ...keep.map((what) => `- ${code(what)} stays although this release does not have it: its data would go with it`),
  ];
  let left = DIFF_CHARACTERS;
  const folds = changes
    .filter((one) => one.change !== 'none')
    .map(({ what, change, diff }) => {
      left -= diff.length;
      const body = left < 0 ? 'left out: the summary would be too long' : fence(diff, 'diff');
      return folded(`${what}: ${change === 'create' ? 'new' : 'changed'}`, body);
    });
  return { heading: 'Plan', body: [counts, gone.join('\n'), ...folds].filter((part) => part !== '').join('\n\n') };
}

/** Where the environment lives, and why GitHub does not show the `what`, when it does not. */
export const placeLines = (
  {
    server,
    scope,
  }: { readonly server: { readonly url: string; readonly version: string }; readonly scope: RolloutScope },
  what: 'deployment' | 'rollback',
  notShown: string | null,
): readonly Line[] => [
  { label: 'Cluster', value: `${code(server.url)}, Kubernetes ${text(server.version)}` },
  { label: 'Namespace', value: code(scope.namespace) },
  ...(notShown === null ? [] : [{ label: 'GitHub', value: `the ${what} is not shown there: ${text(notShown, 400)}` }]),
];

/** What a person types when the machine could not do it. */
export const commandsSection = (commands: readonly string[]): readonly Section[] =>
  commands.length === 0 ? [] : [{ heading: 'By hand', body: fence(commands.join('\n'), 'sh') }];
