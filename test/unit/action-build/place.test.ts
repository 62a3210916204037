import { expect, test } from 'vitest';
import { showPlace } from '../../../action-build/place.ts';

test.each([
  [{ in: 'image', path: 'app/key', layer: 0 }, 'app/key in layer 1'],
  [{ in: 'image', path: 'app/key' }, 'app/key'],
  [{ in: 'source', file: 'Dockerfile', line: 3 }, 'Dockerfile:3'],
  [{ in: 'source', file: 'Dockerfile', line: null }, 'Dockerfile'],
  [{ in: 'image-configuration', key: 'User' }, 'image configuration, User'],
] as const)('%o is %s', (place, shown) => {
  expect(showPlace(place)).toBe(shown);
});
