import { expect, test } from 'vitest';
import { readContext } from '../../../../shared/runner/context.ts';

const ENV = {
  GITHUB_REPOSITORY: 'acme/tracker',
  GITHUB_REPOSITORY_ID: '9000',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_REF: 'refs/heads/main',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_WORKFLOW: 'deploy',
  GITHUB_JOB: 'gate',
  GITHUB_ACTOR: 'ada',
  GITHUB_ACTOR_ID: '7',
  GITHUB_TRIGGERING_ACTOR: 'grace',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_WORKSPACE: '/w',
  GITHUB_RUN_ID: '4711',
  GITHUB_RUN_ATTEMPT: '1',
  RUNNER_TEMP: '/t',
};
const without = (...names: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(ENV).filter(([name]) => !names.includes(name)));
const RUNNER_INCOMPLETE = expect.objectContaining({ code: 'RUNNER_INCOMPLETE' });

test('reads the whole run', () => {
  expect(readContext(ENV, '{"ref": "x"}')).toMatchObject({
    owner: 'acme',
    repo: 'tracker',
    repositoryId: 9000,
    runId: 4711,
    runAttempt: 1,
    actorId: 7,
    triggeringActor: 'grace',
    event: { ref: 'x' },
  });
});

test('takes the ids from the event where a runner does not state them', () => {
  const env = without('GITHUB_REPOSITORY_ID', 'GITHUB_ACTOR_ID', 'GITHUB_TRIGGERING_ACTOR');
  const event = { repository: { id: 5 }, sender: { id: 6, login: 'ada' } };
  expect(readContext(env, JSON.stringify(event))).toMatchObject({
    repositoryId: 5,
    actorId: 6,
    triggeringActor: 'ada',
  });
});

test('an id that nobody tells is refused when it is asked for, and only then', () => {
  const run = readContext(
    without('GITHUB_REPOSITORY_ID', 'GITHUB_ACTOR_ID'),
    '{"sender": {"id": 6, "login": "other"}}',
  );
  expect(run.repo).toBe('tracker');
  expect(() => run.repositoryId).toThrow('GITHUB_REPOSITORY_ID');
  expect(() => run.actorId).toThrow(RUNNER_INCOMPLETE);
});

test('who started a later attempt is never guessed', () => {
  const run = readContext({ ...without('GITHUB_TRIGGERING_ACTOR'), GITHUB_RUN_ATTEMPT: '2' }, '{}');
  expect(() => run.triggeringActor).toThrow('GITHUB_TRIGGERING_ACTOR');
});

test('names everything that is missing at once', () => {
  const read = () => readContext({ ...without('GITHUB_SHA', 'RUNNER_TEMP'), GITHUB_RUN_ID: '4e3' }, '{}');
  expect(read).toThrow('GITHUB_SHA, RUNNER_TEMP, GITHUB_RUN_ID are not set');
  expect(read).toThrow(RUNNER_INCOMPLETE);
});

test.each(['tracker', 'a/b/c', '/b', 'a/'])('refuses the repository %s', (repository) => {
  expect(() => readContext({ ...ENV, GITHUB_REPOSITORY: repository }, '{}')).toThrow('owner/name');
});

test.each(['', '[]', 'null', '{'])('refuses the event %j', (event) => {
  expect(() => readContext(ENV, event)).toThrow('GITHUB_EVENT_PATH');
});
