import { DockerfileParser, From, type Instruction } from 'dockerfile-ast';
import type { DockerfileFact, StageFacts, TakenImage } from './dockerfile-facts.ts';
import { expand, type Variables } from './expand.ts';
import { lineOf, propertiesOf, settingsOf, stageFacts, takenBy } from './instructions.ts';

/** How the builder is told to read the file. */
export type Reading = {
  /** Build arguments of the configuration; they win over the defaults in the file. */
  readonly args: Readonly<Record<string, string>>;
  /** Stage to build; null for the last one. */
  readonly stage: string | null;
  readonly builder: 'buildx' | 'classic';
};

/** Frontends that read what their manual calls a Dockerfile; another one may read anything. */
const FRONTEND = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::|@|$)/;

/** Values of the ARGs before the first FROM, the only ones that FROM sees. */
function globalVariables(instructions: readonly Instruction[], args: Reading['args']): Variables {
  const known = new Map<string, string | null>();
  for (const instruction of instructions) {
    for (const property of propertiesOf(instruction)) {
      const name = property.getName();
      const written = property.getValue();
      const value = Object.hasOwn(args, name) ? args[name] : written === null ? null : expand(written, known);
      known.set(name, value ?? null);
    }
  }
  return known;
}

type Stage = { readonly from: From; readonly base: string | null; readonly instructions: Instruction[] };

function stagesOf(instructions: readonly Instruction[], variables: Variables): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of instructions) {
    if (instruction instanceof From) {
      const base = expand(instruction.getImage() ?? '', variables) ?? null;
      stages.push({ from: instruction, base, instructions: [] });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

/** Index of an earlier stage of that name, or undefined; names of stages are compared without case. */
function stageIndex(stages: readonly Stage[], name: string | null, before: number): number | undefined {
  const wanted = name?.toLowerCase();
  const found = stages.slice(0, before).findLastIndex(({ from }) => from.getBuildStage()?.toLowerCase() === wanted);
  return wanted === undefined || found === -1 ? undefined : found;
}

/** The stage that is built and all that it begins with, by index. */
function chainOf(stages: readonly Stage[], target: string | null): number[] {
  const byName = stageIndex(stages, target, stages.length);
  const byNumber = target !== null && /^\d+$/.test(target) ? Number(target) : undefined;
  let next = target === null ? stages.length - 1 : (byName ?? byNumber);
  const chain: number[] = [];
  while (next !== undefined && stages[next] !== undefined) {
    chain.push(next);
    next = stageIndex(stages, stages[next]?.base ?? null, next);
  }
  return chain;
}

function imagesOf(stages: readonly Stage[]): TakenImage[] {
  return stages.flatMap(({ from, base, instructions }, index) => {
    const written = from.getImage() ?? '';
    const begins: TakenImage = { line: lineOf(from), by: 'FROM', written, image: base };
    const own = base === 'scratch' || stageIndex(stages, base, index) !== undefined ? [] : [begins];
    const taken = instructions
      .flatMap(takenBy)
      // A number is a stage, and when there is no such stage the build fails.
      .filter((one) => !/^\d+$/.test(one.written) && stageIndex(stages, one.written, index) === undefined);
    return [...own, ...taken];
  });
}

const unreadable = (line: number | null, why: string): DockerfileFact => ({ kind: 'unreadable', line, why });

/** Reads a Dockerfile as the builder will. What only this reader could misunderstand is unreadable. */
export function readDockerfile(text: string, { args, stage, builder }: Reading): DockerfileFact {
  const file = DockerfileParser.parse(text);
  const syntax = file.getDirectives().find((directive) => directive.getName().toLowerCase() === 'syntax');
  // The argument wins over the line, as BuildKit has it.
  const frontend = args['BUILDKIT_SYNTAX'] ?? syntax?.getValue() ?? '';
  const instructions = file.getInstructions();
  const first = instructions.findIndex((instruction) => instruction instanceof From);
  if (first === -1) return unreadable(null, 'it has no FROM');
  if (builder === 'buildx' && frontend !== '' && !FRONTEND.test(frontend)) {
    return unreadable(1, `it is read by ${frontend}, so what its lines mean is not known`);
  }
  const heredoc = instructions.find((one) => /<<-?["']?[A-Za-z_]/.test(one.getRawArgumentsContent() ?? ''));
  if (builder === 'classic' && heredoc !== undefined) {
    return unreadable(lineOf(heredoc), 'a heredoc needs buildx: the classic builder takes its lines for instructions');
  }
  const stages = stagesOf(instructions, globalVariables(instructions.slice(0, first), args));
  const chain = chainOf(stages, stage);
  if (chain.length === 0) return unreadable(null, `it has no stage "${stage}"`);
  const images = imagesOf(stages);
  const facts = stages.map((one): StageFacts => stageFacts(one.from, one.instructions));
  const reader: TakenImage = { line: 1, by: 'syntax', written: frontend, image: frontend };
  return {
    kind: 'read',
    facts: {
      stages: facts,
      chain,
      images: builder === 'buildx' && frontend !== '' ? [reader, ...images] : images,
      settings: instructions.slice(0, first).flatMap(settingsOf),
    },
  };
}
