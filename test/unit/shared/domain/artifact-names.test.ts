import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRecordArtifactName, recordArtifactName } from '../../../../shared/domain/artifact-names.ts';

const name = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,10}[A-Za-z0-9])?$/);

test('the name of a record artifact is read back as it was made', () => {
  const names = fc.record({
    subject: name,
    environment: fc.option(name),
    run: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    attempt: fc.integer({ min: 1, max: 1000 }),
  });
  fc.assert(
    fc.property(names, (one) => {
      expect(parseRecordArtifactName(recordArtifactName(one))).toEqual(one);
    }),
  );
});

test('no environment is written as "_", which is no name', () => {
  expect(recordArtifactName({ subject: 'build', environment: null, run: 4711, attempt: 2 })).toBe(
    'countersign-build._.4711.2',
  );
});

test.each([
  'tests',
  'countersign-',
  'countersign-build',
  'countersign-build._.x.1',
  'countersign-build._.1',
  'my-countersign-build._.1.1',
])('%s is no record artifact', (text) => expect(parseRecordArtifactName(text)).toBeUndefined());
