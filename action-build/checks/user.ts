import type { Account } from '../image/content.ts';
import type { ServiceFacts } from '../service-facts.ts';
import { type Check, type CheckResult, type FindingPlace, failIfAny } from './check.ts';
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

/** The USER of the Dockerfile that the image has its user from, or the image itself when the base brought it. */
function placeOf({ dockerfile, source }: ServiceFacts): FindingPlace {
  if (dockerfile.kind === 'read') {
    const { chain, stages } = dockerfile.facts;
    const last = chain.flatMap((index) => stages[index]?.users.toReversed() ?? [])[0];
    if (last !== undefined) return { in: 'source', file: source.dockerfile, line: last.line };
  }
  return { in: 'image-configuration', key: 'User' };
}

function judge(facts: ServiceFacts, user: string, resolved: ResolvedUser): CheckResult {
  const fix = 'End the Dockerfile with USER and a numeric id other than 0';
  const place = placeOf(facts);
  if (resolved.kind === 'unknown') {
    return failIfAny([{ rule: 'user/unknown', place, reason: resolved.why, fix }], { status: 'pass', seen: '' });
  }
  const root = { rule: 'user/root', place, reason: `starts as root: ${resolved.by}`, fix };
  const named = {
    rule: 'user/named',
    place,
    reason: `USER ${user} is a name, so Kubernetes cannot tell that it is not root (runAsNonRoot)`,
    fix: `Write USER ${resolved.uid}`,
  };
  const isNumber = /^\d+(?::|$)/.test(user);
  return failIfAny(resolved.uid === 0 ? [root] : isNumber ? [] : [named], { status: 'pass', seen: resolved.by });
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
      : onImage(facts, ({ details, content }) =>
          judge(facts, details.user, resolveUser(details.user, content.accounts)),
        ),
};
