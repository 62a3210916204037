/** One step of an image's history, as its configuration has it. */
export type Step = { readonly created_by?: string | undefined; readonly empty_layer?: boolean | undefined };

/** What builders put around a command. */
const CLASSIC = /^(?:\|\d+ (?<args>.*?) ?)?\/bin\/(?:ba)?sh -c (?<nop>#\(nop\) *)?(?<command>.*)$/s;
const BUILDKIT = /^(?<command>[A-Z]+ .*?)(?: # buildkit)?$/s;
const RUN_SHELL = /^RUN (?:\|\d+ .*? )?\/bin\/(?:ba)?sh (?:-[a-z]+ (?:pipefail )?){1,4}/s;

/** Longest instruction that is shown; the whole one is in the Dockerfile. */
const LONGEST = 300;

/** An instruction as the Dockerfile has it, as far as the history tells: `RUN pip install plotly`. */
export function showInstruction(createdBy: string): string | null {
  // The image may come from anybody: no expression sees more of it than is shown in the end, and what is around that.
  const text = createdBy.slice(0, 20 * LONGEST).trim();
  if (text === '') return null;
  const buildkit = BUILDKIT.exec(text)?.groups?.['command'];
  const classic = CLASSIC.exec(text)?.groups;
  const written =
    buildkit?.replace(RUN_SHELL, 'RUN ') ??
    (classic === undefined ? text : `${classic['nop'] === undefined ? 'RUN ' : ''}${classic['command'] ?? ''}`);
  const line = written.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** The instruction of each layer; null for all of them when the history does not have one step for each layer. */
export function instructionsOf(history: readonly Step[], layers: number): readonly (string | null)[] {
  const steps = history.filter((step) => step.empty_layer !== true);
  if (steps.length !== layers) return new Array<null>(layers).fill(null);
  return steps.map((step) => showInstruction(step.created_by ?? ''));
}
