import * as z from 'zod';
import { type Digest, isDigest } from '../../domain/subject.ts';
import { type EngineApi, engineMessage } from './engine-api.ts';
import type { ImageDetails } from './port.ts';

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'a sha256 digest');

/** The part of `GET /images/{name}/json` that is used; engines leave empty fields out or give null for them. */
const image = z.object({
  Id: digest,
  Size: z.number(),
  RootFS: z.object({ Layers: z.array(digest).nullish() }),
  Config: z.object({
    User: z.string().nullish(),
    Healthcheck: z.object({ Test: z.array(z.string()).nullish() }).nullish(),
    Labels: z.record(z.string(), z.string()).nullish(),
  }),
});

/** Reads an answer of the engine. @throws when it is not what the API promises. */
function imageDetails(body: unknown): ImageDetails {
  const { Id, Size, RootFS, Config } = image.parse(body);
  return {
    id: Id,
    size: Size,
    diffIds: RootFS.Layers ?? [],
    user: Config.User ?? '',
    healthcheck: Config.Healthcheck?.Test ?? null,
    labels: Config.Labels ?? {},
  };
}

/** An image by id or name. @throws Error with the engine's message when it is not there. */
export async function inspectImage(api: EngineApi, reference: string): Promise<ImageDetails> {
  // The engine's router takes slashes inside the name, so a reference is put in as it is.
  const answer = await api.json('GET', `/images/${reference}/json`);
  if (answer.status !== 200) throw new Error(`image ${reference}: ${engineMessage(answer)}`);
  return imageDetails(answer.body);
}

const created = z.object({ Id: z.string().min(1) });

/** Marks containers that were made only to be read, so that a person who finds one knows what it is. */
const LABELS = { 'dev.countersign.purpose': 'reads an image; never started' };

/**
 * A container that is gone when its block is left, in whatever way.
 * @param removeAtExit removes it without waiting, for a process that is told to end before the block is left.
 */
async function createContainer(
  api: EngineApi,
  reference: string,
  removeAtExit: (id: string) => void,
): Promise<AsyncDisposable & { readonly id: string }> {
  // The command is never run: images without one need some command to be created at all.
  const body = { Image: reference, Cmd: ['never-started'], NetworkDisabled: true, Labels: LABELS };
  const answer = await api.json('POST', '/containers/create', body);
  if (answer.status !== 201) throw new Error(`create a container of ${reference}: ${engineMessage(answer)}`);
  const { Id: id } = created.parse(answer.body);
  const atExit = (): void => removeAtExit(id);
  process.once('exit', atExit);
  return {
    id,
    async [Symbol.asyncDispose]() {
      process.removeListener('exit', atExit);
      const removed = await api.json('DELETE', `/containers/${id}?force=true&v=true`);
      if (removed.status !== 204 && removed.status !== 404) {
        throw new Error(`remove container ${id}: ${engineMessage(removed)}`);
      }
    },
  };
}

/** See `Docker.export`. */
export async function* exportImage(
  api: EngineApi,
  reference: string,
  removeAtExit: (id: string) => void,
): AsyncGenerator<Uint8Array> {
  await using container = await createContainer(api, reference, removeAtExit);
  yield* await api.stream(`/containers/${container.id}/export`);
}
