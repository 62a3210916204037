import { describe, expect, test } from 'vitest';
import { decide } from '../../../action-validate/decide.ts';
import type { GateFacts } from '../../../action-validate/gate-facts.ts';
import { read, unavailable } from '../../../shared/domain/fact.ts';
import type { Json } from '../../../shared/domain/json.ts';
import { canonicalJson } from '../../../shared/domain/record.ts';
import { commit, person, pull, pushed, review } from '../shared/policy/people.ts';
import { build, COMMIT, evidence, facts, merged, reading, rule } from './facts.ts';

const said = (given: GateFacts): string => {
  const { decision } = decide(given);
  return [decision.verdict, ...decision.reasonCodes].join(' ');
};
const withReading = (change: Parameters<typeof reading>[0]): GateFacts => {
  const { pullRequests } = facts();
  return facts({ pullRequests: { ...pullRequests, reading: read(reading(change)) } });
};

test('a signed, merged pull request passes', () => {
  expect(said(facts())).toBe('PASS');
  expect(decide(facts())).toMatchObject({ stage: 'merged', previous: null, subject: { images: {} } });
});

test('a checkpoint that asks for nothing is an error, also with a build in order', () => {
  expect(said(facts({ builds: read([build()]) }, { seats: [], builds: 'required' }))).toBe('ERROR NOTHING_REQUIRED');
});

describe('what was not read is an error, never a yes', () => {
  const gone = unavailable('GET …: 403');
  const { pullRequests } = facts();
  test.each<[string, GateFacts]>([
    ['pull requests', facts({ pullRequests: { ...pullRequests, related: gone, reading: null } })],
    ['reviews', facts({ pullRequests: { ...pullRequests, reading: gone } })],
    ['builds', facts({ builds: gone })],
    ['earlier records', facts({ earlier: { 'VALIDATION-BUILD': gone } }, { after: ['VALIDATION-BUILD'] })],
    ['artifacts', facts({ evidence: [evidence({ candidates: gone, files: gone })] }, { evidence: [rule()] })],
    ['a file', facts({ evidence: [evidence({ files: gone })] }, { evidence: [rule()] })],
  ])('%s', (_, given) => {
    expect(said(given)).toBe('ERROR GITHUB_UNREADABLE');
  });
  test('a moved pull request has its own code', () => {
    const moved = unavailable('#7 moved', 'PULL_REQUEST_MOVED');
    expect(said(facts({ pullRequests: { ...pullRequests, reading: moved } }))).toBe('ERROR PULL_REQUEST_MOVED');
    expect(said(facts({ pullRequests: { ...pullRequests, reading: null } }))).toBe('ERROR PULL_REQUEST_MOVED');
  });
});

describe('the pull request', () => {
  test('has to go into a protected branch', () => {
    expect(said(withReading({ baseProtected: false }))).toBe('FAIL PULL_REQUEST_MISSING');
  });
  test('has to be the one that was chosen, as it was chosen', () => {
    expect(said(withReading({ pull: { ...merged, number: 8 } }))).toBe('ERROR PULL_REQUEST_MOVED');
    expect(said(withReading({ pull: { ...merged, mergeCommit: 'b'.repeat(40) } }))).toBe('ERROR PULL_REQUEST_MOVED');
    expect(said(withReading({ commits: [commit({ sha: 'b'.repeat(40) })] }))).toBe('ERROR PULL_REQUEST_MOVED');
  });
  test('a direct push has none', () => {
    const { pullRequests } = facts();
    const none = { ...pullRequests, related: read([]), reading: null };
    expect(said(facts({ pullRequests: none }))).toBe('FAIL PULL_REQUEST_MISSING');
  });
  test('an author who is nobody known is an error, whoever has signed', () => {
    const stranger = commit({ author: null, authorEmail: 'who@example.com' });
    expect(said(withReading({ commits: [stranger] }))).toBe('ERROR AUTHOR_UNKNOWN');
  });
  test('who started the run, or started it again, cannot have signed', () => {
    const { run } = facts();
    expect(said(facts({ run: { ...run, actor: { id: 1, login: 'other' } } }))).toBe('FAIL SIGNOFF_SELF');
    expect(said(facts({ run: { ...run, triggeringActor: 'USER1' } }))).toBe('FAIL SIGNOFF_SELF');
  });
});

describe('before the merge', () => {
  const open = pull({ head: COMMIT });
  const given = facts({
    run: { ...facts().run, event: 'pull_request_review', actor: { id: 1, login: 'user1' }, triggeringActor: 'user1' },
    pullRequests: {
      query: { commit: COMMIT, base: null, number: 7 },
      related: read([open]),
      reading: read(
        reading({
          pull: open,
          reviews: [review(person(1), 'APPROVED', { commit: COMMIT })],
          commits: [commit({ sha: COMMIT })],
          activity: read(pushed(COMMIT)),
        }),
      ),
    },
  });
  test('the signer who started the run by signing counts, and the stage says what it is', () => {
    expect(said(given)).toBe('PASS');
    expect(decide(given).stage).toBe('before-merge');
  });
  test('no images are taken over, even from a build in order', () => {
    expect(decide({ ...given, builds: read([build()]) }).subject.images).toEqual({});
  });
});

test('facts that went through a record give the same decision', () => {
  const given = facts({ builds: read([build()]), evidence: [evidence()] }, { evidence: [rule()], builds: 'required' });
  const stored: Json = given;
  const again = JSON.parse(canonicalJson(stored)) as GateFacts;
  expect(decide(again)).toEqual(decide(given));
});
