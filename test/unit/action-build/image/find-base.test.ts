import { describe, expect, test } from 'vitest';
import { findBases } from '../../../../action-build/image/find-base.ts';
import type { ServiceFacts } from '../../../../action-build/service-facts.ts';
import type { Digest } from '../../../../shared/domain/subject.ts';
import { fakeDocker } from '../../../fakes/docker.ts';
import { asked, read, withDockerfile } from '../make.ts';

const layer = (letter: string): Digest => `sha256:${letter.repeat(64)}`;
const [A, B, C] = [layer('a'), layer('b'), layer('c')];
const wanting = asked({ limits: { image: null, wasted: 1, bundle: null } });

async function find(text: string, layers: readonly Digest[] | null | Error, change: Partial<ServiceFacts> = {}) {
  const asks: string[] = [];
  const docker = {
    ...fakeDocker({}),
    async baseLayers(reference: string) {
      asks.push(reference);
      if (layers instanceof Error) throw layers;
      return layers;
    },
  };
  const facts = withDockerfile(text, { asked: wanting, ...change });
  const image = read({ diffIds: [A, B, C] });
  const twice = [{ facts }, { facts: { ...facts, service: 'other' } }];
  const bases = await findBases(
    docker,
    twice,
    new Map([
      ['backend', image],
      ['other', image],
    ]),
  );
  return { base: bases.get('backend'), asks };
}

describe('the layers of the base', () => {
  test('count when they are the first ones of the image; one name is asked for once', async () => {
    expect(await find('FROM debian\n', [A, B])).toEqual({ base: { kind: 'known', layers: 2 }, asks: ['debian'] });
  });
  test('of the first stage of the chain', async () => {
    const text = 'FROM debian AS a\nFROM nginx AS b\nFROM a\n';
    expect((await find(text, [A])).asks).toEqual(['debian']);
  });
  test('of scratch are none, and nobody is asked', async () => {
    expect(await find('FROM scratch\n', [A])).toEqual({ base: { kind: 'known', layers: 0 }, asks: [] });
  });
  test.each([
    ['others than the image begins with', [B], 'has changed since the build'],
    ['more than the image has', [A, B, C, A], 'has changed since the build'],
    ['not told', null, 'does not tell the layers'],
    ['an engine that fails', new Error('gone'), 'gone'],
  ])('%s: not known', async (_, layers, why) => {
    const { base } = await find('FROM debian\n', layers);
    expect(base).toEqual({ kind: 'unknown', why: expect.stringContaining(why) });
  });
  test('are not asked for when nothing depends on them', async () => {
    const { base, asks } = await find('FROM debian\n', [A], { asked: asked() });
    expect([base?.kind, asks]).toEqual(['unknown', []]);
  });
});
