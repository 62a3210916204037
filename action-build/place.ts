import type { FindingPlace } from './checks/check.ts';

/** A place in words, layers counted from 1, that a person can find again. */
export function showPlace(place: FindingPlace): string {
  switch (place.in) {
    case 'source':
      return place.line === null ? place.file : `${place.file}:${place.line}`;
    case 'image':
      return place.layer === undefined ? place.path : `${place.path} in layer ${place.layer + 1}`;
    case 'image-configuration':
      return `image configuration, ${place.key}`;
    case 'build-log':
      return 'build log';
    case 'running-container':
      return `running container, ${place.what}`;
  }
}
