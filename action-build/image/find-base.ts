import type { Docker } from '../../shared/adapters/docker/port.ts';
import { describeError } from '../../shared/domain/errors.ts';
import type { DockerfileFacts } from '../dockerfile/dockerfile-facts.ts';
import type { BaseFact, ImageFact, ServiceFacts } from '../service-facts.ts';

type Built = Pick<ServiceFacts, 'service' | 'dockerfile' | 'asked' | 'parameters'>;

const unknown = (why: string): BaseFact => ({ kind: 'unknown', why });

/** The image that the built stage begins with in the end; undefined for scratch, null when its name is not known. */
function baseOf({ stages, chain, images }: DockerfileFacts): string | null | undefined {
  const first = stages[chain.at(-1) ?? -1];
  return images.find(({ by, line }) => by === 'FROM' && line === first?.line)?.image;
}

/**
 * How many layers of an image come from its base: the engine is asked for the layers of that name, and they count only
 * when they are the image's own first layers.
 */
async function findBase(
  layersOf: Docker['baseLayers'],
  { dockerfile, asked, parameters }: Built,
  read: ImageFact | undefined,
): Promise<BaseFact> {
  if (read?.kind !== 'read') return unknown('there is no image');
  // Asking costs a builder about a second.
  if (read.content.setuid.length === 0 && asked.limits.wasted === null) return unknown('nothing depends on it');
  if (dockerfile.kind !== 'read') return unknown('the Dockerfile cannot be read');
  const base = baseOf(dockerfile.facts);
  if (base === undefined) return { kind: 'known', layers: 0 };
  if (base === null) return unknown('FROM depends on a variable whose value is not known');
  try {
    const layers = await layersOf(base, parameters.platform);
    if (layers === null) return unknown(`the builder does not tell the layers of ${base}`);
    const isBegin = layers.every((layer, index) => read.details.diffIds[index] === layer);
    return isBegin ? { kind: 'known', layers: layers.length } : unknown(`${base} has changed since the build`);
  } catch (error) {
    return unknown(describeError(error));
  }
}

/** The base of every service's image, by service; each name is asked for once. */
export async function findBases(
  docker: Docker,
  builds: readonly { readonly facts: Built }[],
  read: ReadonlyMap<string, ImageFact>,
): Promise<ReadonlyMap<string, BaseFact>> {
  const asked = new Map<string, ReturnType<Docker['baseLayers']>>();
  const layersOf: Docker['baseLayers'] = (reference, platform) => {
    const key = `${reference} ${platform}`;
    const layers = asked.get(key) ?? docker.baseLayers(reference, platform);
    asked.set(key, layers);
    return layers;
  };
  return new Map(
    await Promise.all(
      builds.map(
        async ({ facts }) => [facts.service, await findBase(layersOf, facts, read.get(facts.service))] as const,
      ),
    ),
  );
}
