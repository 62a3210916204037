import type { Ran } from '../../../../action-build/run/run-facts.ts';

/** A service that ran well, but for the change. */
export const ran = (change: Partial<Ran> = {}): Ran => ({
  kind: 'ran',
  rules: { readOnly: true, egress: 'none', memory: 64 * 2 ** 20, start: 30_000, stop: 10_000 },
  course: { kind: 'up' },
  ready: { reached: true, seconds: 0.5, why: '' },
  health: null,
  listening: ['8000/tcp'],
  exposed: ['8000/tcp'],
  attempts: { names: [], addresses: [], outside: false },
  edges: [],
  memory: { peak: 3_000_000, kills: 0, why: '' },
  outputLines: 3,
  stop: { seconds: 0.2, exitCode: 143 },
  restart: { reached: true, seconds: 0.4, why: '' },
  tests: [],
  ...change,
});
