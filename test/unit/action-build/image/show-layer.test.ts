import { expect, test } from 'vitest';
import { showLayer } from '../../../../action-build/image/show-layer.ts';

const layers = ['COPY base /', `RUN ${'x'.repeat(400)}`, null].map((instruction) => ({
  bytes: 1,
  entries: 1,
  instruction,
}));

test.each([
  [0, 'layer 1 of 3 (COPY base /)'],
  [1, `layer 2 of 3 (RUN ${'x'.repeat(156)}…)`],
  [2, 'layer 3 of 3'],
])('index %i is told counted from 1, with the instruction when it is known', (index, expected) => {
  expect(showLayer({ layers }, index)).toBe(expected);
});
