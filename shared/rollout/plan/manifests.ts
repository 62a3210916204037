import { isMap, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../adapters/kubernetes/port.ts';
import { type Place, UserError } from '../../domain/errors.ts';
import { readAsKubectl } from './kubectl-scalars.ts';

/** A file as it was read. */
export type ManifestFile = { readonly path: string; readonly text: string };

/** An object with the place that describes it; `line` counts from 1. */
export type PlacedObject = {
  readonly object: KubernetesObject;
  readonly file: string;
  readonly line: number;
  /** Id of the apply step that brings it. */
  readonly step: string;
};

/** `k8s/backend.yaml:14`. */
export const showPlace = (placed: { readonly file: string; readonly line: number }): string =>
  `${placed.file}:${placed.line}`;

/**
 * All objects of the files of one step, in the order of the files; `List` kinds are taken apart.
 * @throws UserError('MANIFEST_INVALID') that names every place that is wrong.
 */
export function parseManifests(step: string, files: readonly ManifestFile[]): readonly PlacedObject[] {
  const places: Place[] = [];
  const objects = files.flatMap((file) => parseFile(step, file, places));
  if (places.length > 0) {
    const lines = places.map((place) => `${place.file}:${place.line}: ${place.message}`);
    throw new UserError('MANIFEST_INVALID', lines.join('; '), { places });
  }
  return objects;
}

function parseFile(step: string, file: ManifestFile, places: Place[]): readonly PlacedObject[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(file.text, { lineCounter: lines, merge: true, prettyErrors: false });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const line = lines.linePos(firstByte(document.contents) ?? document.range[0]).line;
    const at = (where: number, message: string): void => {
      places.push({ file: file.path, line: where, column: 1, message });
    };
    for (const error of document.errors) at(lines.linePos(error.pos[0]).line, error.message);
    if (document.errors.length > 0) return [];
    readAsKubectl(document);
    const value: unknown = document.toJS({ maxAliasCount: 1000 });
    if (value === null || value === undefined) return [];
    const starts = itemLines(document.contents, lines);
    return flatten(value).flatMap((item, index) => {
      const problem = problemOf(item);
      const where = starts?.[index] ?? line;
      if (problem !== undefined) at(where, problem);
      return problem === undefined ? [{ object: item as KubernetesObject, file: file.path, line: where, step }] : [];
    });
  });
}

const firstByte = (node: unknown): number | undefined => (node as { range?: [number] } | null)?.range?.[0];

/** Lines of the items of a `List`; undefined for anything else. */
function itemLines(contents: unknown, lines: LineCounter): readonly number[] | undefined {
  if (!isMap(contents)) return undefined;
  const items = contents.get('items', true);
  if (!isSeq(items) || !String(contents.get('kind')).endsWith('List')) return undefined;
  return items.items.map((item) => lines.linePos(firstByte(item) ?? 0).line);
}

function flatten(value: unknown): readonly unknown[] {
  const { kind, items, metadata } = value as { kind?: unknown; items?: unknown; metadata?: { name?: unknown } };
  const isList = typeof kind === 'string' && kind.endsWith('List') && metadata?.name === undefined;
  return isList && Array.isArray(items) ? items : [value];
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function problemOf(value: unknown): string | undefined {
  if (!isPlain(value)) return 'an object was expected';
  const text = (key: string): boolean => typeof value[key] === 'string' && value[key] !== '';
  if (!text('apiVersion')) return 'an object needs "apiVersion"';
  if (!text('kind')) return 'an object needs "kind"';
  const metadata = value['metadata'];
  if (!isPlain(metadata) || typeof metadata['name'] !== 'string' || metadata['name'] === '') {
    return `${String(value['kind'])}: an object of a release needs "metadata.name"`;
  }
  if (String(value['apiVersion']).startsWith('kustomize.config.k8s.io/')) {
    return 'kustomizations are not rendered by this version; apply the rendered manifests';
  }
  return undefined;
}
