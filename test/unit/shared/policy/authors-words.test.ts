import { describe, expect, test } from 'vitest';
import { authorship, authorsOf } from '../../../../shared/policy/authors.ts';
import { commit, HEAD, person, pull } from './people.ts';

const why = (authors: ReturnType<typeof authorsOf>, id: number, login = `user${id}`) =>
  authorship(authors, { id, login });
const SHORT = HEAD.slice(0, 12);

describe('why somebody is an author', () => {
  test('in words, the first reason that is found', () => {
    const one = commit({
      ...{ author: person(1), committer: person(2), authorEmail: 'a@x.org', committerEmail: 'b@x.org' },
      message:
        'x\n\nCo-authored-by: A <a@x.org>\nCo-authored-by: B <b@x.org>\nCo-authored-by: C <3+c@users.noreply.github.com>',
    });
    const started = [
      { id: 1, login: 'user1', how: 'started the run' },
      { id: 9, login: 'user9', how: 'started the run' },
      { id: null, login: 'user10', how: 'started this attempt of the run' },
    ];
    const authors = authorsOf(pull({ opener: person(4) }), [one], started);
    expect([1, 2, 3, 4, 9].map((id) => why(authors, id, 'other'))).toEqual([
      `wrote commit ${SHORT}`,
      `committed commit ${SHORT}`,
      `is co-author of commit ${SHORT}`,
      'opened #7',
      'started the run',
    ]);
    expect(why(authors, 77, 'USER10')).toBe('started this attempt of the run');
    expect(why(authors, 77, 'user11')).toBeUndefined();
    expect([...authors.byId.keys()].toSorted()).toEqual([1, 2, 3, 4, 9]);
  });
  test('the opener is the first reason, and a deleted one is nobody', () => {
    const authors = authorsOf(pull({ opener: person(901, 'writer') }), [commit()], []);
    expect(why(authors, 901)).toBe('opened #7');
    expect(authorsOf(pull({ opener: null }), [], []).byId.size).toBe(0);
  });
});

describe('commits that GitHub makes itself', () => {
  const byFlow = { committer: person(19_864_447, 'web-flow'), committerEmail: 'noreply@github.com' };
  test('have no committer, and its address is nobody', () => {
    const authors = authorsOf(pull(), [commit({ author: person(1), ...byFlow })], []);
    expect(authors.byId.has(19_864_447)).toBe(false);
    const unmapped = authorsOf(
      pull(),
      [commit({ author: person(1), committer: null, committerEmail: 'NoReply@GitHub.com' })],
      [],
    );
    expect(unmapped.unknown).toEqual([]);
    const co = commit({ ...byFlow, message: 'x\n\nCo-authored-by: GitHub <noreply@github.com>' });
    expect(authorsOf(pull(), [co], []).unknown).toHaveLength(1);
  });
  test('somebody else with that address is not GitHub', () => {
    const forged = commit({ committer: person(5), committerEmail: 'noreply@github.com' });
    expect(why(authorsOf(pull(), [forged], []), 5)).toBe(`committed commit ${SHORT}`);
  });
});

describe('addresses', () => {
  test('that were mapped to a committer elsewhere are known', () => {
    const known = commit({ sha: 'd'.repeat(40), committer: person(8), committerEmail: 'eight@x.org' });
    const authors = authorsOf(pull(), [known, commit({ message: 'x\n\nCo-authored-by: E <EIGHT@x.org>' })], []);
    expect([authors.unknown, why(authors, 8)]).toEqual([[], `committed commit ${'d'.repeat(12)}`]);
  });
  test('without an account say which commit and which part', () => {
    const nobody = commit({
      author: null,
      authorEmail: 'a@x',
      committer: null,
      committerEmail: 'b@x',
      message: 'x\n\nCo-authored-by: C <c@x>',
    });
    expect(authorsOf(pull(), [nobody, nobody], []).unknown).toEqual([
      `commit ${SHORT}: the author's e-mail address belongs to no account`,
      `commit ${SHORT}: the committer's e-mail address belongs to no account`,
      `commit ${SHORT}: the address of a co-author belongs to no account that is known here`,
    ]);
  });
  test('of the older form are a login, and of the newer a number', () => {
    const co = (email: string) => authorsOf(pull(), [commit({ message: `x\n\nCo-authored-by: A <${email}>` })], []);
    expect(why(co('ada@users.noreply.github.com'), 1, 'Ada')).toBe(`is co-author of commit ${SHORT}`);
    expect(why(co('12+ada@users.noreply.github.com'), 12, 'x')).toBe(`is co-author of commit ${SHORT}`);
    expect(why(co('12+ada@users.noreply.github.com'), 1, 'ada')).toBeUndefined();
  });
});
