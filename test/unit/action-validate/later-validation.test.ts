import { expect, test } from 'vitest';
import { readUntilVerified } from '../../../action-validate/facts-deployments.ts';
import { firstGranted, isLaterValidation } from '../../../shared/policy/later-validation.ts';
import type { GrantedOverride } from '../../../shared/policy/overrides.ts';
import { emptyWorld, fakeGitHub } from '../../fakes/github.ts';

const rule = { application: 'tracker', environment: 'production', checkpoint: null, repositoryId: 9_000 };

/** Deployments by nobody's run, one a day; newest first. */
function world() {
  const history = [3, 2, 1].map((day) => ({
    deployment: {
      ...{ id: day, sha: String(day).repeat(40), environment: 'production', run: null, creator: null },
      createdAt: `2026-01-0${day}T00:00:00Z`,
    },
    events: [],
  }));
  return fakeGitHub({ ...emptyWorld(), history });
}

test('a commit that was overridden is held against deployments from before that, and not against its own', async () => {
  const ids = async (before: string | null) => {
    const found = await readUntilVerified(world(), rule, before);
    return found.kind === 'read' ? found.value.looked.map(({ deployment }) => deployment.id) : found.reason;
  };
  expect(await ids(null)).toEqual([3, 2, 1]);
  expect(await ids('2026-01-03T00:00:00Z')).toEqual([2, 1]);
  expect(await ids('2026-01-03T00:00:00.001Z')).toEqual([3, 2, 1]);
  expect(await ids('2026-01-01T00:00:00Z')).toEqual([]);
});

const granted = (grantedAt: string) => ({ record: { request: { grantedAt } } }) as unknown as GrantedOverride;

test('the first of several grants counts, and none is none', () => {
  expect(firstGranted([granted('2026-01-02T00:00:00Z'), granted('2026-01-01T00:00:00Z')])).toBe(
    '2026-01-01T00:00:00.000Z',
  );
  expect(firstGranted([])).toBeNull();
});

test('only a dispatch on the protected branch for another commit that was overridden makes up for a validation', () => {
  const run = { event: 'workflow_dispatch', ref: 'refs/heads/main', sha: 'a'.repeat(40) };
  const later = (
    change: Partial<typeof run> = {},
    commit = 'b'.repeat(40),
    overrides = [granted('2026-01-01T00:00:00Z')],
  ) => isLaterValidation({ ...run, ...change }, { repositoryId: 1, branch: 'main' }, commit, overrides);
  expect(later()).toBe(true);
  expect(later({ event: 'push' })).toBe(false);
  expect(later({ ref: 'refs/heads/feature' })).toBe(false);
  expect(later({ ref: 'refs/tags/main' })).toBe(false);
  expect(later({}, run.sha)).toBe(false);
  expect(later({}, 'b'.repeat(40), [])).toBe(false);
});
