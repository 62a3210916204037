import * as z from 'zod';
import { type Digest, isDigest } from '../../domain/subject.ts';
import { engineMessage } from './engine-answer.ts';
import type { EngineApi, EngineStreams } from './engine-api.ts';
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
    Entrypoint: z.array(z.string()).nullish(),
    Cmd: z.array(z.string()).nullish(),
    WorkingDir: z.string().nullish(),
    Env: z.array(z.string()).nullish(),
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
    start: {
      entrypoint: Config.Entrypoint ?? [],
      command: Config.Cmd ?? [],
      workingDir: Config.WorkingDir ?? '',
      path: (Config.Env ?? []).findLast((one) => one.startsWith('PATH='))?.slice('PATH='.length) ?? null,
    },
  };
}

/** An image by id or name; undefined when the engine has none. @throws Error with the engine's message otherwise. */
export async function findImage(api: EngineApi, reference: string): Promise<ImageDetails | undefined> {
  // The engine's router takes slashes inside the name, so a reference is put in as it is.
  const answer = await api.json('GET', `/images/${reference}/json`);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw new Error(`image ${reference}: ${engineMessage(answer)}`);
  return imageDetails(answer.body);
}

/** An image by id or name. @throws when it is not there. */
export async function inspectImage(api: EngineApi, reference: string): Promise<ImageDetails> {
  const found = await findImage(api, reference);
  if (found === undefined) throw new Error(`image ${reference}: the engine does not know it`);
  return found;
}

/** See `Docker.save`. */
export function saveImages(api: Pick<EngineStreams, 'download'>, images: readonly Digest[]): AsyncIterable<Uint8Array> {
  const query = new URLSearchParams(images.map((image): [string, string] => ['names', image]));
  return api.download(`/images/get?${query}`);
}
