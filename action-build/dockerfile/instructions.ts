import {
  Add,
  Copy,
  type From,
  type Instruction,
  JSONInstruction,
  ModifiableInstruction,
  type Property,
  PropertyInstruction,
} from 'dockerfile-ast';
import { secretsIn } from '../secrets/find-secrets.ts';
import type { Download, Setting, StageFacts, StartCommand, TakenImage } from './dockerfile-facts.ts';
import { downloadsIn, isAddress } from './downloads.ts';

/** Line of an instruction, from 1. */
export const lineOf = (instruction: Instruction): number => instruction.getRange().start.line + 1;

/** The variables of an ARG or ENV; none of any other instruction. */
export const propertiesOf = (instruction: Instruction): readonly Property[] =>
  instruction instanceof PropertyInstruction && ['ARG', 'ENV'].includes(instruction.getKeyword())
    ? instruction.getProperties()
    : [];

function shapeOf(value: string | null): Setting['value'] {
  if (value === null) return 'none';
  if (value === '') return 'empty';
  // Only a whole variable: `prefix-$X` still has text of its own.
  return /^\$(?:\w+|\{\w+\})$/.test(value) ? 'variable' : 'text';
}

/** The variables that an instruction sets, without their values. */
export const settingsOf = (instruction: Instruction): Setting[] =>
  propertiesOf(instruction).map((property) => ({
    line: property.getRange().start.line + 1,
    kind: instruction.getKeyword() === 'ARG' ? 'ARG' : 'ENV',
    name: property.getName(),
    value: shapeOf(property.getValue()),
    secret: secretsIn(property.getValue() ?? '')[0]?.kind ?? null,
  }));

const flags = (instruction: Instruction, name: string): string[] =>
  instruction instanceof ModifiableInstruction
    ? instruction.getFlags().flatMap((flag) => (flag.getName() === name ? [flag.getValue() ?? ''] : []))
    : [];

/** Images or stages that COPY or RUN takes files from. */
export function takenBy(instruction: Instruction): TakenImage[] {
  const line = lineOf(instruction);
  const taken = (by: TakenImage['by'], written: string): TakenImage => ({
    line,
    by,
    written,
    image: written.includes('$') ? null : written,
  });
  if (instruction instanceof Copy) return flags(instruction, 'from').map((written) => taken('COPY', written));
  return flags(instruction, 'mount')
    .flatMap((mount) => mount.split(',').map((part) => part.split('=')))
    .flatMap(([key, value = '']) => (key?.trim() === 'from' && value !== '' ? [taken('RUN', value)] : []));
}

/** A list that JSON does not take is given to the shell as it is. */
function isList(text: string): boolean {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => typeof item === 'string');
  } catch {
    return false;
  }
}

function startOf(instruction: Instruction): StartCommand[] {
  const keyword = instruction.getKeyword();
  if (keyword !== 'CMD' && keyword !== 'ENTRYPOINT') return [];
  const form = isList(instruction.getArgumentsContent() ?? '') ? 'exec' : 'shell';
  return [{ line: lineOf(instruction), keyword, form }];
}

function sourcesOf(instruction: Add): string[] {
  const words =
    instruction instanceof JSONInstruction && instruction.getOpeningBracket() !== null
      ? instruction.getJSONStrings().map((one) => one.getJSONValue())
      : instruction.getArguments().map((one) => one.getValue());
  return words.slice(0, -1);
}

function downloadsOf(instruction: Instruction): Download[] {
  const line = lineOf(instruction);
  const keyword = instruction.getKeyword();
  if (instruction instanceof Add) {
    const verified = flags(instruction, 'checksum').some((checksum) => checksum !== '');
    return !verified && sourcesOf(instruction).some(isAddress) ? [{ line, kind: 'add-url' }] : [];
  }
  const runs = keyword === 'RUN' || keyword === 'ENV' || keyword === 'ARG';
  return runs ? downloadsIn(instruction.getRawArgumentsContent() ?? '').map((kind) => ({ line, kind })) : [];
}

/** What the instructions of one stage say. */
export const stageFacts = (from: From, instructions: readonly Instruction[]): StageFacts => ({
  name: from.getBuildStage(),
  line: lineOf(from),
  users: instructions
    .filter((one) => one.getKeyword() === 'USER')
    .map((one) => ({ line: lineOf(one), user: one.getArgumentsContent() ?? '' })),
  settings: instructions.flatMap(settingsOf),
  starts: instructions.flatMap(startOf),
  healthchecks: instructions.filter((one) => one.getKeyword() === 'HEALTHCHECK').map(lineOf),
  downloads: instructions.flatMap(downloadsOf),
});
