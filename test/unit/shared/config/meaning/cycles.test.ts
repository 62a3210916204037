import { expect, test } from 'vitest';
import { cycles } from '../../../../../shared/config/meaning/cycles.ts';

const graph = (edges: Record<string, string[]>) => cycles(new Map(Object.entries(edges)));

test.each([
  [{}, []],
  [{ a: ['b'], b: ['c'], c: [] }, []],
  [{ a: ['missing'] }, []],
  [{ a: ['a'] }, [['a']]],
  [{ a: ['b'], b: ['a'] }, [['a', 'b']]],
  // Entered from outside, it still begins with the node that comes first in the file.
  [{ x: ['c'], b: ['c'], c: ['b'] }, [['b', 'c']]],
  [{ a: ['a'], b: ['c'], c: ['b'] }, [['a'], ['b', 'c']]],
  // Two ways to the same end are no circle.
  [{ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, []],
] as const)('%j', (edges, expected) => expect(graph(edges as unknown as Record<string, string[]>)).toEqual(expected));

test('many checkpoints with many ways through are looked at once each', () => {
  const layers = Array.from({ length: 60 }, (_, layer) => [0, 1].map((side) => `${layer}-${side}`));
  const edges = layers.flatMap((nodes, layer) => nodes.map((node) => [node, layers[layer + 1] ?? []] as const));
  expect(cycles(new Map(edges))).toEqual([]);
});
