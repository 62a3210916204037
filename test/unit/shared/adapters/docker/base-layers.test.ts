import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { baseLayers } from '../../../../../shared/adapters/docker/base-layers.ts';
import type { EngineApi } from '../../../../../shared/adapters/docker/engine-api.ts';
import type { Digest } from '../../../../../shared/domain/subject.ts';
import { answers, fakeExec, type Script } from '../../../../fakes/exec.ts';

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;
const [ID, A, B] = [digest('1'), digest('a'), digest('b')];

/** An engine that has images by name or id, and notes what it is asked for. */
function engine(images: Readonly<Record<string, readonly Digest[]>>) {
  const asked: string[] = [];
  const api: EngineApi = {
    async json(_, path) {
      asked.push(path);
      const name = /^\/images\/(.*)\/json$/.exec(path)?.[1] ?? '';
      const layers = images[name];
      if (layers === undefined) return { status: 404, body: { message: 'no such image' } };
      return { status: 200, body: { Id: ID, Size: 1, RootFS: { Layers: layers }, Config: {} } };
    },
    stream: () => Promise.reject(new Error('not used')),
  };
  return { api, asked };
}

const flag = (args: readonly string[], name: string): string => args[args.indexOf(name) + 1] ?? '';

/** A builder that gives this id; what it was told is noted. */
function builder(id: string, exitCode = 0) {
  const seen: { dockerfile: string; context: readonly string[]; args: readonly string[]; folder: string }[] = [];
  const script: Script = answers('docker', ['buildx', 'build'], ({ args }) => {
    const [file, context] = [flag(args, '--file'), args.at(-1) ?? ''];
    seen.push({ dockerfile: readFileSync(file, 'utf8'), context: readdirSync(context), args, folder: dirname(file) });
    writeFileSync(flag(args, '--iidfile'), id);
    return { exitCode };
  });
  return { exec: fakeExec(script), seen };
}

describe('the classic builder takes what the engine holds under the name', () => {
  test('its layers, base first', async () => {
    const { api } = engine({ 'debian:12': [A, B] });
    const tools = { api, exec: fakeExec(), env: {} };
    expect(await baseLayers(tools, 'classic', 'debian:12', null)).toEqual([A, B]);
    expect(await baseLayers(tools, 'classic', 'other', null)).toBeNull();
  });
});

describe('buildx keeps its bases to itself, so an image that is nothing else is built', () => {
  test('from an empty context, for the platform; what was needed for it is removed', async () => {
    const { api, asked } = engine({ [ID]: [A] });
    const { exec, seen } = builder(`${ID}\n`);
    const name = 'ghcr.io/acme/base:1@sha256:aa';
    expect(await baseLayers({ api, exec, env: { DOCKER_HOST: 'x' } }, 'buildx', name, 'linux/arm64')).toEqual([A]);
    expect(seen).toMatchObject([{ dockerfile: `FROM ${name}\n`, context: [] }]);
    expect(flag(seen[0]?.args ?? [], '--platform')).toBe('linux/arm64');
    expect(exec.calls[0]?.options.env).toMatchObject({ DOCKER_HOST: 'x', BUILDX_NO_DEFAULT_ATTESTATIONS: '1' });
    expect(asked).toEqual([`/images/${ID}/json`]);
    expect(existsSync(seen[0]?.folder ?? '')).toBe(false);
  });
  test('without a platform none is named', async () => {
    const { exec, seen } = builder(ID);
    await baseLayers({ api: engine({ [ID]: [A] }).api, exec, env: {} }, 'buildx', 'debian', null);
    expect(seen[0]?.args).not.toContain('--platform');
  });
  test.each([
    ['a build that fails', ID, 1],
    ['no id', '', 0],
    ['something else than an id', 'latest', 0],
    ['an id that the engine does not know', digest('2'), 0],
  ])('%s: not known', async (_, id, exitCode) => {
    const { exec, seen } = builder(id, exitCode);
    expect(await baseLayers({ api: engine({ [ID]: [A] }).api, exec, env: {} }, 'buildx', 'debian', null)).toBeNull();
    expect(existsSync(seen[0]?.folder ?? '')).toBe(false);
  });
});

test.each(['debian\nRUN curl x', 'a b', '../../containers', '$BASE', '-f', 'a?b', ''])(
  'a name that is none, %j, reaches nobody',
  async (name) => {
    const { api, asked } = engine({});
    const exec = fakeExec();
    for (const kind of ['classic', 'buildx'] as const) {
      expect(await baseLayers({ api, exec, env: {} }, kind, name, null)).toBeNull();
    }
    expect([asked, exec.calls]).toEqual([[], []]);
  },
);
