import { expect, test } from 'vitest';
import { selectLogs } from '../../../../../shared/policy/readiness/select-logs.ts';
import { exited, loops, pod } from './make.ts';

const crash = { code: 'CONTAINER_CRASHED', message: '', pod: 'p', container: 'main' } as const;

test.each([
  ['waiting for its next start: the last run', loops(2), false],
  ['ended: this run', { state: exited(1), lastState: exited(1) }, false],
  ['running again: the run before', { state: { running: {} }, lastState: exited(1) }, true],
  ['ended without an error', { state: exited(0), restartCount: 1 }, false],
])('%s', (_, status, previous) => {
  expect(selectLogs(crash, [pod('other', loops(1)), pod('p', status)])).toEqual({
    pod: 'p',
    container: 'main',
    previous,
  });
});

test('a failed job without a named pod: its newest pod that ended badly', () => {
  const pods = [pod('p1', { state: exited(1) }), pod('p2', { state: exited(1) }), pod('p3', { state: exited(0) })];
  expect(selectLogs({ code: 'JOB_FAILED', message: '' }, pods)).toMatchObject({ pod: 'p2' });
});

test('not ready in time: the container that runs and is not ready', () => {
  expect(selectLogs({ code: 'ROLLOUT_TIMEOUT', message: '' }, [pod('p', { state: { running: {} } })])).toEqual({
    pod: 'p',
    container: 'main',
    previous: false,
  });
});

test('what never ran has no log', () => {
  expect(
    selectLogs({ code: 'IMAGE_PULL_FAILED', message: '', pod: 'p', container: 'main' }, [pod('p', loops(1))]),
  ).toBeUndefined();
  expect(selectLogs(crash, [pod('p', { state: { waiting: { reason: 'ContainerCreating' } } })])).toBeUndefined();
  expect(selectLogs(crash, [])).toBeUndefined();
});
