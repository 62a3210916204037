import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startOrder } from '../../../../action-build/run/start-order.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Needs of each name, any of the others. */
const graph = fc.array(fc.uniqueArray(fc.nat(NAMES.length - 1)), { minLength: NAMES.length, maxLength: NAMES.length });

const needsOf = (edges: readonly (readonly number[])[], acyclic: boolean) => (name: string) => {
  const own = NAMES.indexOf(name);
  const targets = (edges[own] ?? []).filter((target) => target !== own && (!acyclic || target < own));
  return targets.map((target) => NAMES[target] ?? '');
};

test('each service comes after all that it needs, and exactly once', () => {
  fc.assert(
    fc.property(graph, fc.subarray(NAMES, { minLength: 1 }), (edges, first) => {
      const needs = needsOf(edges, true);
      const { stages, members } = startOrder(first, needs);
      const stageOf = (name: string) => stages.findIndex((stage) => stage.includes(name));
      expect(stages.flat().sort()).toEqual([...members].sort());
      expect(members).toEqual(expect.arrayContaining(first));
      for (const name of members) for (const other of needs(name)) expect(stageOf(other)).toBeLessThan(stageOf(name));
    }),
  );
});

test('circles end, and nobody is lost in them', () => {
  fc.assert(
    fc.property(graph, (edges) => {
      const { stages } = startOrder(NAMES, needsOf(edges, false));
      expect(stages.flat().sort()).toEqual(NAMES);
    }),
  );
});
