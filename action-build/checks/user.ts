import type { Account } from '../image/content.ts';
import { type Check, type CheckResult, failIfAny } from './check.ts';
import { onImage } from './image-known.ts';

/** Highest id that engines accept. */
const MAX_ID = 2 ** 31 - 1;

export type ResolvedUser =
  | { readonly kind: 'id'; readonly uid: number; readonly by: string }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * The id that a container of the image starts with, found the way that engines find it: the first passwd line whose
 * name **or** id is the text before the colon, so that an account called "1000" can be root; else the number itself.
 * @param user USER as written, possibly with a group behind a colon.
 */
export function resolveUser(user: string, accounts: readonly Account[] | null): ResolvedUser {
  const [name = ''] = user.split(':');
  if (name === '') return { kind: 'id', uid: 0, by: 'no USER is set' };
  const account = accounts?.find((one) => one.name === name || String(one.uid) === name);
  if (account !== undefined) return { kind: 'id', uid: account.uid, by: `USER ${name} is uid ${account.uid}` };
  if (/^\d+$/.test(name) && Number(name) <= MAX_ID) return { kind: 'id', uid: Number(name), by: `USER ${name}` };
  const where = accounts === null ? 'the image has no etc/passwd' : 'etc/passwd of the image has no such user';
  return { kind: 'unknown', why: `USER ${name}: ${where}` };
}

function judge(resolved: ResolvedUser): CheckResult {
  const fix = 'End the Dockerfile with USER and a numeric id other than 0';
  const place = { in: 'image-configuration', key: 'User' } as const;
  if (resolved.kind === 'unknown') {
    return failIfAny([{ rule: 'user/unknown', place, reason: resolved.why, fix }], { status: 'pass', seen: '' });
  }
  const root = { rule: 'user/root', place, reason: `starts as root: ${resolved.by}`, fix };
  return failIfAny(resolved.uid === 0 ? [root] : [], { status: 'pass', seen: resolved.by });
}

/** The image starts as somebody else than root. */
export const userCheck: Check = {
  id: 'user',
  title: 'Non-root user',
  line: 'post-build/security',
  controls: ['CIS Docker 4.1', 'NIST SP 800-190 4.1.2'],
  code: 'IMAGE_USER_ROOT',
  needed: 'USER with an id other than 0, or run.user: any in the configuration',
  run: (facts) =>
    facts.asked.user === 'any'
      ? { status: 'not-asked', seen: 'run.user: any' }
      : onImage(facts, ({ details, content }) => judge(resolveUser(details.user, content.accounts))),
};
