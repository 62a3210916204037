import type { Files } from '../adapters/files.ts';
import type { Step } from '../config/schema/steps.ts';
import { UserError } from '../domain/errors.ts';
import { type ManifestFile, type PlacedObject, parseManifests } from './plan/manifests.ts';

const MANIFEST = /\.(?:ya?ml|json)$/;

/**
 * Reads and parses what the apply steps name, in their order.
 * @throws UserError('MANIFEST_MISSING' | 'MANIFEST_INVALID')
 */
export async function readManifests(files: Files, steps: readonly Step[]): Promise<readonly PlacedObject[]> {
  const objects: PlacedObject[] = [];
  for (const step of steps) {
    if (step.apply === undefined) continue;
    objects.push(...parseManifests(step.id, await readFolder(files, step.id, step.apply)));
  }
  return objects;
}

async function readFolder(files: Files, step: string, path: string): Promise<readonly ManifestFile[]> {
  const found = (await files.list(path)).filter((file) => MANIFEST.test(file));
  if (found.length === 0) {
    const message = `step "${step}": there is no .yaml, .yml or .json file at ${path} in the checkout`;
    throw new UserError('MANIFEST_MISSING', message);
  }
  return Promise.all(found.map((file) => readText(files, file)));
}

async function readText(files: Files, path: string): Promise<ManifestFile> {
  const bytes = await files.read(path);
  if (bytes === undefined) throw new UserError('MANIFEST_MISSING', `${path} has gone while it was read`);
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (cause) {
    throw new UserError('MANIFEST_INVALID', `${path} is not UTF-8 text`, { cause });
  }
}
