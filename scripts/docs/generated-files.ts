import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACTIONS, inputTable, outputTable } from './action-tables.ts';
import { configSchemaText } from './config-schema.ts';
import { configurationTable } from './configuration-tables.ts';
import { evidenceFormats, evidenceFormatTable } from './evidence-formats.ts';
import { fillMarkers, type Generator } from './markers.ts';
import { reasonCodePage } from './reason-code-page.ts';

/** A file as it has to be, by its path in the repository; or why it cannot be made. */
export type GeneratedFile =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly problem: string };

/** Every generated file, and every page with generated blocks that exists. */
export async function generatedFiles(root: string): Promise<readonly GeneratedFile[]> {
  const tables = new Map<string, string>();
  const problems: GeneratedFile[] = [];
  for (const action of ACTIONS.filter((one) => existsSync(join(root, one, 'action.yml')))) {
    try {
      tables.set(`inputs ${action}`, await inputTable(root, action));
      tables.set(`outputs ${action}`, outputTable(root, action));
    } catch (error) {
      problems.push({ path: `${action}/README.md`, problem: firstLine(error) });
    }
  }
  const pages = ['README.md', 'docs/configuration.md', ...ACTIONS.map((action) => `${action}/README.md`)];
  const filled = pages
    .filter((path) => existsSync(join(root, path)) && !problems.some((one) => one.path === path))
    .map((path) => fill(root, path, tables));
  return [
    { path: 'schema/countersign.schema.json', text: configSchemaText() },
    { path: 'docs/reason-codes.md', text: reasonCodePage() },
    ...filled,
    ...problems,
  ];
}

function fill(root: string, path: string, tables: ReadonlyMap<string, string>): GeneratedFile {
  const own = path.split('/')[0] ?? '';
  const ofAction = (kind: string, topic: string): string => {
    const made = tables.get(`${kind} ${topic || own}`);
    if (made === undefined) throw new Error(`there are no ${kind} of "${topic || own}"`);
    return made;
  };
  const generators: Record<string, Generator> = {
    inputs: (topic) => ofAction('inputs', topic),
    outputs: (topic) => ofAction('outputs', topic),
    keys: configurationTable,
    formats: (topic) => (topic === 'table' ? evidenceFormatTable() : evidenceFormats()),
  };
  try {
    return { path, text: fillMarkers(readFileSync(join(root, path), 'utf8'), path, generators) };
  } catch (error) {
    return { path, problem: firstLine(error) };
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
