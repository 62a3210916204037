import { readFile, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { UserError } from '../../domain/errors.ts';
import type { BuildSecret } from './port.ts';

/** Secrets that are there, and the texts that may never be shown. */
export type ReadySecrets = { readonly secrets: readonly BuildSecret[]; readonly values: readonly string[] };

/** Shorter texts would blot out half of a log, and are nobody's secret. */
const SHORTEST = 4;

async function findFile(
  workspace: string,
  path: string,
): Promise<{ readonly file: string; readonly text: string } | undefined> {
  try {
    const root = await realpath(workspace);
    const file = await realpath(join(root, path));
    const way = relative(root, file);
    // The builder takes the path as a part of a list with commas.
    if (way === '..' || way.startsWith(`..${sep}`) || /[",]/.test(file)) return undefined;
    return { file, text: await readFile(file, 'utf8') };
  } catch {
    return undefined;
  }
}

/**
 * Looks for every secret of a build before anything is built.
 * @param place where the configuration says it, for the message: `services.backend.build.secrets`.
 * @throws UserError BUILD_SECRET_MISSING
 */
export async function findSecrets(
  workspace: string,
  place: string,
  secrets: readonly BuildSecret[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ReadySecrets> {
  const ready: BuildSecret[] = [];
  const values: string[] = [];
  for (const { id, env, file } of secrets) {
    const refuse = (why: string) => new UserError('BUILD_SECRET_MISSING', `${place}.${id}: ${why}`);
    if (env !== undefined) {
      const value = environment[env];
      if (!value) throw refuse(`the variable ${env} is not set; give it to the step in "env:"`);
      ready.push({ id, env });
      values.push(value);
    } else {
      const found = await findFile(workspace, file ?? '');
      if (found === undefined) throw refuse(`there is no file "${file}" in the workspace; make it before this step`);
      ready.push({ id, file: found.file });
      values.push(found.text);
    }
  }
  return { secrets: ready, values: values.flatMap(linesOf) };
}

/** A secret of several lines comes back line by line in a log. */
const linesOf = (value: string): string[] =>
  value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= SHORTEST);
