import { expect, test } from 'vitest';
import { resolveUser } from '../../../action-build/checks/user.ts';
import { readAccounts } from '../../../action-build/image/content.ts';

const accounts = readAccounts(
  'root:x:0:0:root:/root:/bin/sh\napp:x:10001:10001::/:/bin/sh\nadmin:x:0:0::/:/bin/sh\n1000:x:0:0::/:\n\nbroken\n',
);

test.each([
  ['', 0],
  ['root', 0],
  ['0', 0],
  ['00', 0],
  ['0:10001', 0],
  ['admin', 0],
  ['app', 10001],
  ['app:root', 10001],
  ['10001', 10001],
  ['65534:65534', 65534],
  // An account may be called by a number; engines look for names first.
  ['1000', 0],
  [':10001', 0],
])('USER %j starts as %i', (user, uid) => {
  expect(resolveUser(user, accounts)).toMatchObject({ kind: 'id', uid });
});

test.each(['nobody', '-1', '4294967296', '1e3', '0x0', '$USER'])('USER %j is nobody that the image knows', (user) => {
  expect(resolveUser(user, accounts).kind).toBe('unknown');
});

test('without passwd a number is enough and a name is not', () => {
  expect(resolveUser('10001', null)).toMatchObject({ uid: 10001 });
  expect(resolveUser('app', null)).toMatchObject({ kind: 'unknown', why: 'USER app: the image has no etc/passwd' });
});
