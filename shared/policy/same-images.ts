import type { Subject } from '../domain/subject.ts';

/** Whether two sets of images are the same services with the same names and digests. */
export const sameImages = (left: Subject['images'], right: Subject['images']): boolean => {
  const [ours, theirs] = [Object.entries(left), Object.entries(right)];
  return (
    ours.length === theirs.length &&
    ours.every(([service, image]) => right[service]?.digest === image.digest && right[service]?.name === image.name)
  );
};
