import { DockerfileParser, From, type Instruction } from 'dockerfile-ast';
import { type Installs, installsOf, type Word } from './install-commands.ts';

/** What a Dockerfile installs by its own words, and where in the context it takes files from. */
export type DockerfileCommands = Installs & {
  /** Sources of COPY and ADD, as written; those from other stages are left out. */
  readonly sources: readonly string[];
};

/**
 * Words of an instruction with their lines, up to where the next one begins, so that the lines of a heredoc belong to
 * it. The end of a line that is not continued ends a command.
 */
function wordsOf(lines: readonly string[], start: number, end: number): Word[] {
  const words: Word[] = [];
  for (let index = start; index < end; index += 1) {
    const raw = lines[index] ?? '';
    if (/^\s*#/.test(raw)) continue;
    const text = raw.replace(/[\\`]\s*$/, '');
    for (const word of text.split(/\s+/)) if (word !== '') words.push({ text: word, line: index + 1 });
    if (text === raw) words.push({ text: ';', line: index + 1 });
  }
  return words;
}

function sourcesOf(words: readonly Word[]): string[] {
  const all = words.map(({ text }) => text).filter((text) => text !== ';');
  if (all.some((text) => text.startsWith('--from='))) return [];
  const paths = all.filter((text) => !text.startsWith('--')).map((text) => text.replace(/^["[,]+|["\],]+$/g, ''));
  return paths.filter((path) => path !== '').slice(0, -1);
}

/**
 * Reads the commands of the stages that are asked for.
 * @param counts whether a stage, by its index, is part of the image.
 */
export function readCommands(text: string, counts: (stage: number) => boolean): DockerfileCommands {
  const lines = text.split(/\r?\n/);
  const instructions: readonly Instruction[] = DockerfileParser.parse(text).getInstructions();
  const runs: Word[] = [];
  const staged: Word[] = [];
  const sources: string[] = [];
  let stage = -1;
  for (const [at, instruction] of instructions.entries()) {
    if (instruction instanceof From) stage += 1;
    const start = instruction.getRange().start.line;
    const words = wordsOf(lines, start, instructions[at + 1]?.getRange().start.line ?? lines.length).slice(1);
    const keyword = instruction.getKeyword();
    // What is copied into any stage, or installed there from a file, can be what the image is made from.
    if (keyword === 'COPY' || keyword === 'ADD') sources.push(...sourcesOf(words));
    if (keyword === 'RUN') (counts(stage) ? runs : staged).push(...words);
  }
  const installs = installsOf(runs);
  const elsewhere = installsOf(staged);
  return {
    packages: [...installs.packages, ...elsewhere.packages.map((one) => ({ ...one, view: 'staged' as const }))],
    unread: installs.unread,
    requirements: [...installs.requirements, ...elsewhere.requirements],
    sources,
  };
}
