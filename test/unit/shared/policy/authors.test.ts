import { describe, expect, test } from 'vitest';
import { authorship, authorsOf } from '../../../../shared/policy/authors.ts';
import { commit, person, pull } from './people.ts';

const why = (authors: ReturnType<typeof authorsOf>, id: number, login = `user${id}`): string | undefined =>
  authorship(authors, { id, login });

describe('authors in the wide sense', () => {
  test('opener, author, committer, co-author and who started the run', () => {
    const one = commit({
      author: person(1),
      committer: person(2),
      message:
        'Change\n\nCo-authored-by: C <3+user3@users.noreply.github.com>\nco-authored-by: D <user4@users.noreply.github.com>',
    });
    const authors = authorsOf(pull({ opener: person(5) }), [one], [{ id: 6, login: 'user6', how: 'started the run' }]);
    expect([1, 2, 3, 4, 5, 6].map((id) => why(authors, id) !== undefined)).toEqual(Array(6).fill(true));
    expect(why(authors, 7)).toBeUndefined();
    expect(authors.unknown).toEqual([]);
  });
  test('a login of which no id is known matches in any case', () => {
    const authors = authorsOf(pull(), [commit()], [{ id: null, login: 'Grace', how: 'started the run' }]);
    expect(why(authors, 42, 'gRACE')).toBe('started the run');
  });
  test('the committer of the merge button is nobody', () => {
    const byButton = commit({ committer: person(19_864_447, 'web-flow'), committerEmail: 'noreply@github.com' });
    expect(why(authorsOf(pull(), [byButton], []), 19_864_447, 'web-flow')).toBeUndefined();
  });
});

describe('an address of no account fails closed', () => {
  test.each([
    ['author', commit({ author: null, authorEmail: 'who@example.com' })],
    ['committer', commit({ committer: null, committerEmail: 'who@example.com' })],
    ['co-author', commit({ message: 'x\n\nCo-authored-by: Who <who@example.com>' })],
    ['co-author', commit({ message: 'x\n\nCo-Authored-By: Who' })],
  ])('of the %s', (_, one) => {
    expect(authorsOf(pull(), [one], []).unknown).toHaveLength(1);
  });
  test('unless GitHub has mapped the same address in the same change', () => {
    const known = commit({ sha: 'd'.repeat(40), author: person(8), authorEmail: 'Who@example.com' });
    const authors = authorsOf(pull(), [known, commit({ message: 'x\n\nCo-authored-by: Who <who@EXAMPLE.com>' })], []);
    expect(authors.unknown).toEqual([]);
    expect(why(authors, 8)).toBeDefined();
  });
});
