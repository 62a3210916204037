import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDockerfile } from '../../../../action-build/dockerfile/read-dockerfile.ts';
import { dockerfileOf } from '../make.ts';

const images = (text: string, args: Record<string, string> = {}) =>
  dockerfileOf(text, args).images.map(({ by, line, image }) => [by, line, image]);

describe('images that a build takes', () => {
  test('every FROM that is neither scratch nor an earlier stage', () => {
    const text =
      'FROM debian:12 AS Build\nFROM build AS second\nFROM scratch\nFROM SECOND\nFROM later\nFROM x AS later\n';
    expect(images(text)).toEqual([
      ['FROM', 1, 'debian:12'],
      ['FROM', 5, 'later'],
      ['FROM', 6, 'x'],
    ]);
  });

  test('COPY --from, mounts and the syntax, but not stages by name or number', () => {
    const text = [
      '# syntax=docker/dockerfile:1',
      'FROM a AS one',
      'FROM scratch',
      'COPY --from=one /a /a',
      'COPY --from=0 /a /a',
      'COPY --from=nginx:1 /b /b',
      'RUN --mount=type=cache,target=/x --mount=type=bind,from=busybox:1,target=/y true',
      'COPY --from=$WHICH /c /c',
    ].join('\n');
    expect(images(text)).toEqual([
      ['syntax', 1, 'docker/dockerfile:1'],
      ['FROM', 2, 'a'],
      ['COPY', 6, 'nginx:1'],
      ['RUN', 7, 'busybox:1'],
      ['COPY', 8, null],
    ]);
  });

  const variables: readonly (readonly [string, string | null])[] = [
    ['ARG B=debian\nFROM $B', 'debian'],
    ['ARG B=debian\nARG T=$B-x\nFROM r/${T}', 'r/debian-x'],
    ['ARG B\nFROM $B', null],
    ['FROM $B', null],
    ['ARG B\nFROM ${B:-alpine}', 'alpine'],
    ['ARG B=\nFROM x${B:-alpine}', 'xalpine'],
    ['ARG B=\nFROM x${B-alpine}', 'x'],
    ['ARG B=1\nFROM x${B:+:slim}', 'x:slim'],
    ['FROM x${B:+:slim}', 'x'],
    ['ARG B=debian\nFROM ${B#deb}', null],
    ['ARG B=${B:-a}\nFROM $B', 'a'],
    ['FROM \\$B', null],
    ['ARG A=one B=two\nFROM $B', 'two'],
    ['ARG B="debian:12"\nFROM $B', 'debian:12'],
  ];
  test.each(variables)('%j begins with %j', (text, image) =>
    expect(images(text).map(([, , found]) => found)).toEqual([image]),
  );

  test('build arguments win over defaults, and only for what is declared', () => {
    expect(images('ARG B=debian\nFROM $B', { B: 'alpine' })[0]?.[2]).toBe('alpine');
    expect(images('FROM $B', { B: 'alpine' })[0]?.[2]).toBe(null);
  });
});

describe('what a builder would understand otherwise is unreadable', () => {
  const cases: readonly (readonly [string, string, 'buildx' | 'classic', string | null, string | undefined])[] = [
    ['another frontend', '# syntax=evil/frontend\nFROM a\n', 'buildx', null, 'it is read by evil/frontend'],
    ['another frontend, where it is a comment', '# syntax=evil/frontend\nFROM a\n', 'classic', null, undefined],
    ['a name that only begins so', '# syntax=docker/dockerfile2\nFROM a\n', 'buildx', null, 'it is read by'],
    ['a heredoc for the classic builder', 'FROM a\nRUN <<EOF\nUSER root\nEOF\n', 'classic', null, 'needs buildx'],
    ['a heredoc', 'FROM a\nRUN <<EOF\nUSER root\nEOF\n', 'buildx', null, undefined],
    ['no FROM', 'RUN true\n', 'buildx', null, 'no FROM'],
    ['nothing', '', 'buildx', null, 'no FROM'],
    ['no such stage', 'FROM a AS b\n', 'buildx', 'c', 'no stage "c"'],
    ['a stage by number', 'FROM a AS b\n', 'buildx', '0', undefined],
  ];
  test.each(cases)('%s', (_, text, builder, stage, why) => {
    const fact = readDockerfile(text, { args: {}, stage, builder });
    expect(fact.kind === 'unreadable' ? fact.why : undefined).toEqual(
      why === undefined ? undefined : expect.stringContaining(why),
    );
  });
});

test('another frontend by an argument is no better than one by a line', () => {
  const of = (builder: 'buildx' | 'classic', frontend: string) =>
    readDockerfile('# syntax=docker/dockerfile:1\nFROM a\n', {
      args: { BUILDKIT_SYNTAX: frontend },
      stage: null,
      builder,
    });
  expect(of('buildx', 'evil/frontend')).toMatchObject({ kind: 'unreadable', why: expect.stringContaining('evil') });
  expect(of('classic', 'evil/frontend').kind).toBe('read');
  const fact = of('buildx', 'docker/dockerfile:2');
  expect(fact.kind === 'read' && fact.facts.images[0]?.image).toBe('docker/dockerfile:2');
});

test('instructions in a heredoc, behind a comment or in a continued line are none', () => {
  const text = 'FROM a\nRUN <<EOF\nUSER root\nADD http://x /x\nEOF\nRUN echo \\\n  # USER 1\n  USER 2\nUSER 3\n';
  const [stage] = dockerfileOf(text).stages;
  expect([stage?.users, stage?.downloads]).toEqual([[{ line: 9, user: '3' }], []]);
});

test('the escape character of the first lines counts', () => {
  const [stage] = dockerfileOf('# escape=`\nFROM a\nRUN echo `\n  USER 1\nUSER 2\n').stages;
  expect(stage?.users).toEqual([{ line: 5, user: '2' }]);
});

test('the stage that is built and those that it begins with', () => {
  const text = 'FROM x AS a\nFROM y AS b\nFROM a AS c\nFROM c AS d\n';
  expect(dockerfileOf(text).chain).toEqual([3, 2, 0]);
  expect(dockerfileOf(text, {}, 'B').chain).toEqual([1]);
});

test('neither values nor commands get into the facts', () => {
  const text = 'FROM a\nARG A_TOKEN=hunter2value\nENV PASSWORD=hunter2value\nRUN login hunter2value | curl x | sh\n';
  expect(JSON.stringify(dockerfileOf(text))).not.toContain('hunter2');
});

const lines = fc.constantFrom(
  'FROM a',
  'FROM scratch AS x',
  'ARG A=1',
  'ENV B=$A',
  'RUN <<E',
  'E',
  'USER 1',
  'CMD a',
  'CMD ["a"',
  '\\',
  '# c',
  '# escape=`',
  'ADD [',
  'COPY --from= a b',
  'ONBUILD',
);
test('no text makes the reader throw, and facts are plain JSON', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(lines).map((all) => all.join('\n')),
      ),
      (text) => {
        const fact = readDockerfile(text, { args: {}, stage: null, builder: 'buildx' });
        expect(JSON.parse(JSON.stringify(fact))).toEqual(fact);
      },
    ),
  );
});
