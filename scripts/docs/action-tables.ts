import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import * as z from 'zod';
import { code, table } from './markdown.ts';

/** The four actions, by folder. */
export const ACTIONS = ['action-validate', 'action-build', 'action-deploy', 'action-rollback'] as const;

/** `action.yml`, as far as the documentation and the contract tests read it. */
const actionMetadata = z.object({
  name: z.string().min(1),
  description: z.string().min(1),
  inputs: z.record(
    z.string(),
    z.strictObject({
      description: z.string().min(1),
      required: z.boolean().optional(),
      default: z.string().optional(),
    }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: z.string().min(1) })),
  runs: z.looseObject({ using: z.string(), main: z.string(), post: z.string().optional() }),
});

export type ActionMetadata = z.output<typeof actionMetadata>;

/** Reads an action's metadata. @throws when the file is missing or has not the expected form */
export function readAction(root: string, action: string): ActionMetadata {
  try {
    return actionMetadata.parse(parse(readFileSync(join(root, action, 'action.yml'), 'utf8')));
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
    throw new Error(`${action}/action.yml: ${why}`, { cause: error });
  }
}

/** Names and descriptions of the inputs that the action's own schema reads. */
async function inputDescriptions(root: string, action: string): Promise<ReadonlyMap<string, string | undefined>> {
  const file = join(root, action, 'inputs.ts');
  if (!existsSync(file)) throw new Error(`${action}/inputs.ts is missing`);
  const module: unknown = await import(pathToFileURL(file).href);
  const { inputs } = z.object({ inputs: z.instanceof(z.ZodObject) }).parse(module);
  return new Map(Object.entries(inputs.shape).map(([name, schema]) => [name, (schema as z.ZodType).description]));
}

/** The inputs as a table: names and defaults from action.yml, words from the schema that reads them. */
export async function inputTable(root: string, action: string): Promise<string> {
  const { inputs } = readAction(root, action);
  const words = await inputDescriptions(root, action);
  const rows = Object.entries(inputs).map(([name, input]) => {
    const fallback = input.default === undefined || input.default === '' ? '' : code(input.default);
    return [code(name), input.required ? '**required**' : fallback, words.get(name) ?? input.description];
  });
  return table(['input', 'default', 'meaning'], rows);
}

/** The outputs as a table. */
export function outputTable(root: string, action: string): string {
  const rows = Object.entries(readAction(root, action).outputs).map(([name, output]) => [
    code(name),
    output.description,
  ]);
  return table(['output', 'meaning'], rows);
}
