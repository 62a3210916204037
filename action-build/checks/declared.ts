import type { DeclaredFact, DeclaredPackage, Unread } from '../packages/declared.ts';
import { showPackage } from '../packages/package.ts';
import { matches, type PackagePattern, readPattern } from '../packages/pattern.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';

const VIEW = {
  declared: 'is declared',
  locked: 'is resolved by the lock file',
  written: 'is installed by the Dockerfile',
} as const;

type Forbidding = DeclaredPackage & { readonly view: keyof typeof VIEW };

/** What a stage that is only copied from installs, may never reach the image: there the image itself is asked. */
const forbids = (one: DeclaredPackage): one is Forbidding => one.view !== 'staged';

function findingsOf({ packages }: DeclaredFact, pattern: PackagePattern): Finding[] {
  return packages
    .filter(forbids)
    .filter((one) => matches(pattern, one))
    .map((one) => ({
      rule: 'declared/forbidden',
      place: { in: 'source', file: one.file, line: one.line },
      about: showPackage(one),
      reason: `${showPackage(one)} ${VIEW[one.view]}, forbidden by ${pattern.text}`,
      fix:
        one.view === 'locked'
          ? 'Take out the package that needs it, and lock again'
          : `Take ${one.name} out of ${one.file}`,
    }));
}

const showUnread = ({ file, line, why }: Unread): string => `${line === null ? file : `${file}:${line}`}: ${why}`;

function judge(declared: DeclaredFact, forbid: readonly string[]): CheckResult {
  const patterns = forbid.map(readPattern);
  const types = new Set(patterns.map(({ type }) => type));
  const unread = declared.unread.filter(({ type }) => types.has(type));
  const count = declared.packages.filter(({ type }) => types.has(type)).length;
  const files = declared.files.length === 0 ? 'the Dockerfile' : `the Dockerfile, ${declared.files.join(', ')}`;
  return failIfAny(
    patterns.flatMap((pattern) => findingsOf(declared, pattern)),
    unread.length === 0
      ? { status: 'pass', seen: `none of ${forbid.length} forbidden among ${count} in ${files}` }
      : {
          status: 'not-run',
          seen: `not run: ${unread.map(showUnread).join('; ')}`,
          needed: 'manifests, lock files and commands that say which packages they install',
        },
  );
}

/** No forbidden package is asked for: not in a manifest, not in a lock file, not in a command of the Dockerfile. */
export const declaredCheck: Check = {
  id: 'declared',
  title: 'No forbidden package declared',
  line: 'pre-build/dependencies',
  controls: ['CIS Docker 4.3', 'NIST SP 800-190 4.1.2'],
  code: 'PACKAGE_FORBIDDEN',
  unreadable: 'MANIFEST_UNREADABLE',
  needed: 'manifests and a Dockerfile without the packages that packages.forbid names',
  run: ({ asked, declared }) =>
    asked.forbid.length === 0
      ? { status: 'not-asked', seen: 'packages.forbid is empty' }
      : judge(declared, asked.forbid),
};
