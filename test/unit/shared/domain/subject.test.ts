import { expect, test } from 'vitest';
import { isDigest, pinned } from '../../../../shared/domain/subject.ts';

const HEX = 'a'.repeat(64);

test('a complete lower-case sha256 digest is one, nothing else', () => {
  expect(isDigest(`sha256:${HEX}`)).toBe(true);
  for (const text of [
    HEX,
    `sha256:${HEX}a`,
    `sha256:${HEX.slice(1)}`,
    `sha256:${'A'.repeat(64)}`,
    `sha512:${HEX}`,
    `sha256:${HEX}\n`,
  ])
    expect(isDigest(text), JSON.stringify(text)).toBe(false);
});

test('an image is pinned by name and digest', () => {
  expect(pinned({ name: 'ghcr.io/acme/x', digest: `sha256:${HEX}` })).toBe(`ghcr.io/acme/x@sha256:${HEX}`);
});
