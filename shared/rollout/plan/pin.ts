import type { KubernetesObject } from '../../adapters/kubernetes/port.ts';
import type { Service } from '../../config/schema/services.ts';
import { type ImageReference, isDigest } from '../../domain/subject.ts';
import { parseImage } from './image-reference.ts';
import { type PlacedObject, showPlace } from './manifests.ts';
import type { PlanProblem } from './place.ts';

/** What images may be deployed: the services of the configuration and what was validated for them. */
export type ValidatedImages = {
  readonly services: Readonly<Record<string, Service>>;
  readonly images: Readonly<Record<string, ImageReference>>;
};

/**
 * Replaces each image that belongs to a service by exactly the validated digest, wherever in the object a container
 * stands: custom resources (Argo Rollouts and the like) have pod templates of their own.
 */
export function pinImages(
  objects: readonly PlacedObject[],
  validated: ValidatedImages,
): { readonly pinned: readonly PlacedObject[]; readonly problems: readonly PlanProblem[] } {
  const problems: PlanProblem[] = [];
  const result = objects.map((one) => {
    const refuse = (message: string): void => {
      const place = `${showPlace(one)}: ${one.object.kind} ${one.object.metadata.name}`;
      problems.push({ code: 'IMAGE_NOT_VALIDATED', message: `${place}: ${message}` });
    };
    return { ...one, object: rewrite(one.object, pinner(validated, refuse)) as KubernetesObject };
  });
  return { pinned: result, problems };
}

type Pin = (image: string) => string;

const CONTAINERS = new Set(['containers', 'initContainers', 'ephemeralContainers']);

function rewrite(value: unknown, pin: Pin, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => rewriteItem(item, pin, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rewrite(inner, pin, name)]));
}

/** An item of a list: a container's `image`, or the `image.reference` of an image volume, is pinned. */
function rewriteItem(item: unknown, pin: Pin, key: string): unknown {
  const inner = rewrite(item, pin);
  if (typeof inner !== 'object' || inner === null) return inner;
  const { image } = inner as { image?: unknown };
  if (CONTAINERS.has(key) && typeof image === 'string') return { ...inner, image: pin(image) };
  const reference = (image as { reference?: unknown } | undefined)?.reference;
  if (key === 'volumes' && typeof reference === 'string') {
    return { ...inner, image: { ...(image as object), reference: pin(reference) } };
  }
  return inner;
}

function pinner({ services, images }: ValidatedImages, refuse: (message: string) => void): Pin {
  return (text) => {
    const image = parseImage(text);
    const owners = Object.entries(services).filter(([, it]) => parseImage(it.image).repository === image.repository);
    const answers = owners.map(([id, it]) => (it.external === true ? externalDigest(it) : builtDigest(id, images)));
    const [only, ...others] = [...new Set(answers)];
    if (owners.length === 0) {
      if (image.digest !== undefined && isDigest(image.digest)) return text;
      refuse(`image ${text} belongs to no service and has no digest`);
    } else if (only === undefined || others.length > 0) {
      const names = owners.map(([id]) => id).join(', ');
      refuse(`image ${text} has ${only === undefined ? 'no' : 'more than one'} validated digest (service ${names})`);
    } else if (image.digest !== undefined && image.digest !== only) {
      refuse(`image ${text} is pinned to another digest than the validated ${only}`);
    } else return `${image.written}@${only}`;
    return text;
  };
}

const externalDigest = (service: Service): string | undefined => {
  const { digest } = parseImage(service.image);
  return digest !== undefined && isDigest(digest) ? digest : undefined;
};

const builtDigest = (id: string, images: ValidatedImages['images']): string | undefined => {
  const image = images[id];
  return image !== undefined && isDigest(image.digest) ? image.digest : undefined;
};
