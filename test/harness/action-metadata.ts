import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** An `action.yml`, as far as running it needs. */
export type ActionMetadata = {
  readonly name: string;
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly main: string;
  readonly post: string | undefined;
};

type Document = {
  readonly name?: string;
  readonly inputs?: Readonly<Record<string, { default?: unknown; required?: boolean } | null>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly runs?: { readonly using?: string; readonly main?: string; readonly post?: string };
};

/** Reads `action.yml` of a JavaScript action. @throws when the file is missing or is not for Node 24. */
export async function readActionMetadata(folder: string): Promise<ActionMetadata> {
  const document = parse(await readFile(join(folder, 'action.yml'), 'utf8')) as Document;
  const { using, main, post } = document.runs ?? {};
  if (using !== 'node24' || main === undefined)
    throw new Error(`${folder}/action.yml: runs.using must be node24, with a main`);
  const inputs = Object.entries(document.inputs ?? {}).map(([name, input]) => {
    const given = input?.default;
    return [name, { ...(given === undefined ? {} : { default: String(given) }), required: input?.required === true }];
  });
  return {
    name: document.name ?? folder,
    inputs: Object.fromEntries(inputs),
    outputs: document.outputs ?? {},
    main,
    post,
  };
}

const EXPRESSION = /\$\{\{\s*([\w.-]+)\s*\}\}/g;

/** Puts values into the `${{ … }}` of a default. @throws for an expression that was not foreseen. */
function interpolate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(EXPRESSION, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`action.yml: the harness has no value for \${{ ${name} }}`);
    return value;
  });
}

/**
 * `INPUT_*` as the runner sets them: every declared input, upper case, spaces to `_`, hyphens kept.
 * @throws for an input that the action does not declare: the runner only warns, and the value would be lost.
 */
export function inputEnvironment(
  metadata: ActionMetadata,
  given: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => metadata.inputs[name] === undefined);
  if (unknown.length > 0)
    throw new Error(`${metadata.name} has no input ${unknown.map((name) => `"${name}"`).join(', ')}`);
  const entries = Object.entries(metadata.inputs).map(([name, input]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    given[name] ?? interpolate(input.default ?? '', values),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
