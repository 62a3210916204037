import { expect, test } from 'vitest';
import { instructionsOf, showInstruction } from '../../../../action-build/image/history.ts';

test.each([
  ['/bin/sh -c pip install dash', 'RUN pip install dash'],
  ['/bin/sh -c #(nop) COPY file:0a1b in /app/ ', 'COPY file:0a1b in /app/'],
  ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
  [
    '|1 VERSION=1 /bin/sh -c apt-get update &&     apt-get install -y xorg',
    'RUN apt-get update && apt-get install -y xorg',
  ],
  ['|2 A=1 B=two words /bin/bash -c make', 'RUN make'],
  ['RUN /bin/sh -c pip install dash # buildkit', 'RUN pip install dash'],
  ['RUN |1 VERSION=1 /bin/sh -c make # buildkit', 'RUN make'],
  ['RUN /bin/bash -eo pipefail -c make # buildkit', 'RUN make'],
  ['COPY app /app # buildkit', 'COPY app /app'],
  ['WORKDIR /app', 'WORKDIR /app'],
  ['bazel build ...', 'bazel build ...'],
  ['', null],
])('%j is %j', (createdBy, shown) => {
  expect(showInstruction(createdBy)).toBe(shown);
});

test('a long instruction is cut', () => {
  expect(showInstruction(`RUN /bin/sh -c ${'x'.repeat(1000)}`)).toMatch(/^RUN x{296}…$/);
});

test('steps without a layer are passed over', () => {
  const history = [{ created_by: 'COPY a /' }, { created_by: 'USER 1', empty_layer: true }, {}];
  expect(instructionsOf(history, 2)).toEqual(['COPY a /', null]);
});

test('a history that does not fit the layers says nothing', () => {
  expect(instructionsOf([{ created_by: 'COPY a /' }], 2)).toEqual([null, null]);
});
