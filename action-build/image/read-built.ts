import type { Clock } from '../../shared/adapters/clock.ts';
import type { Docker, ImageDetails } from '../../shared/adapters/docker/port.ts';
import { showDuration } from '../../shared/domain/duration.ts';
import { describeError } from '../../shared/domain/errors.ts';
import type { Digest } from '../../shared/domain/subject.ts';
import type { Log } from '../../shared/runner/port.ts';
import { showDatabases } from '../checks/packages.ts';
import type { ImageFact } from '../service-facts.ts';
import { needsOf, readContent, type Wish } from './read-content.ts';
import { type ImageResult, readImages } from './read-images.ts';

type ReadPorts = { readonly docker: Docker; readonly clock: Clock; readonly log: Log };

/** One built image among those that are read together. */
type Built = { readonly service: string; readonly image: Digest; readonly details: ImageDetails };

const unreadable = (error: unknown): ImageFact & ImageResult => ({ kind: 'unreadable', why: describeError(error) });

/** What the engine says about each image; one that it does not know is a fact, so that it does not hide the others. */
async function inspectAll(docker: Docker, built: ReadonlyMap<string, Digest>, facts: Map<string, ImageFact>) {
  const known: Built[] = [];
  for (const [service, image] of built) {
    try {
      known.push({ service, image, details: await docker.inspect(image) });
    } catch (error) {
      facts.set(service, unreadable(error));
    }
  }
  return known;
}

function factOf({ service, details }: Built, result: ImageResult | undefined, seconds: number, wish: Wish): ImageFact {
  if (result === undefined || result.kind === 'unreadable') return result ?? unreadable('the image was not read');
  const { diffIds, size, user, healthcheck, start } = details;
  const read = result.image.layers.map(({ diffId }) => diffId);
  if (read.join() !== diffIds.join()) return unreadable('the engine says that the image has other layers than it gave');
  try {
    return {
      kind: 'read',
      seconds,
      details: { diffIds, size, user, healthcheck },
      content: readContent(result.image, start, wish, wish.bundles.get(service)),
    };
  } catch (error) {
    return unreadable(error);
  }
}

const showFact = (fact: ImageFact): string =>
  fact.kind === 'read'
    ? `${fact.content.entries} entries, ${showDatabases(fact.content)}`
    : `the image could not be read${fact.kind === 'unreadable' ? `: ${fact.why}` : ''}`;

/**
 * What is in the images, by service: all of them are read from one export, so a base that they share comes once. What
 * goes wrong with one image is a fact of that image; when the export fails it is a fact of all.
 */
export async function readBuilt({ docker, clock, log }: ReadPorts, built: ReadonlyMap<string, Digest>, wish: Wish) {
  const facts = new Map<string, ImageFact>();
  const known = await inspectAll(docker, built, facts);
  const ids = [...new Set(known.map(({ image }) => image))];
  const started = clock.now();
  const results = await readAll(docker, ids, wish);
  const took = clock.now() - started;
  if (ids.length > 0)
    log.info(`read ${ids.length} image${ids.length === 1 ? '' : 's'} in one pass (${showDuration(took)})`);
  for (const one of known) facts.set(one.service, factOf(one, results.get(one.image), Math.round(took) / 1_000, wish));
  for (const [service, fact] of facts) log.info(`${service}: ${showFact(fact)}`);
  return facts as ReadonlyMap<string, ImageFact>;
}

async function readAll(docker: Docker, ids: readonly Digest[], wish: Wish): Promise<ReadonlyMap<Digest, ImageResult>> {
  if (ids.length === 0) return new Map();
  try {
    return await readImages(() => docker.save(ids), ids, needsOf(wish));
  } catch (error) {
    return new Map(ids.map((id) => [id, unreadable(error) as ImageResult]));
  }
}
