import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import * as z from 'zod';
import { UserError } from '../../domain/errors.ts';
import type { EngineStreams } from '../docker/engine-api.ts';

/** Where the program is in the image. */
export const NODE = '/node';

const loaded = z.object({ sharedObjects: z.array(z.string()) });

/** The libraries that this process runs with, by the paths that the loader found them at. */
function libraries(): readonly string[] {
  const { report } = process;
  // Without this the report looks up the names of all peers.
  Object.assign(report, { excludeNetwork: true });
  const { sharedObjects } = loaded.parse(report.getReport());
  return [...new Set(sharedObjects.filter((path) => path.startsWith('/') && path !== process.execPath))];
}

async function* companionTar(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  const archive = pack();
  const files = [[NODE, process.execPath], ...paths.map((path) => [path, path])] as const;
  const filling = (async () => {
    for (const [name, path] of files) {
      const { size } = await stat(path);
      await pipeline(createReadStream(path), archive.entry({ name: name.slice(1), size, mode: 0o755 }));
    }
    archive.finalize();
  })();
  filling.catch((error: Error) => archive.destroy(error));
  for await (const chunk of archive) yield chunk as Uint8Array;
  await filling;
}

/**
 * An image that holds nothing but the program that runs this action, with its libraries, copied from this process:
 * nothing has to be pulled, no shell is needed in the images under test, and there is no binary to be trusted that is
 * not trusted already.
 * @returns the image's id
 */
export async function importCompanion(api: EngineStreams, label: string): Promise<string> {
  const paths = libraries();
  const folders = [...new Set(paths.map((path) => dirname(path)))];
  const query = new URLSearchParams([
    ['fromSrc', '-'],
    ['changes', `LABEL ${label}`],
    ['changes', `ENV LD_LIBRARY_PATH=${folders.join(':')}`],
  ]);
  const answer = await api.send('POST', `/images/create?${query}`, { tar: companionTar(paths) });
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  const said = Buffer.concat(chunks).toString('utf8');
  const [id] = /sha256:[0-9a-f]{64}/.exec(said) ?? [];
  if (answer.status === 200 && id !== undefined) return id;
  throw new UserError(
    'SANDBOX_UNAVAILABLE',
    `the engine did not take the companion image: ${said.trim() || answer.status}`,
  );
}
