import type { Database, ImageContent } from '../image/content.ts';
import { showPackage } from '../packages/package.ts';
import { isReadable, matches, type PackagePattern, readPattern } from '../packages/pattern.ts';
import { disagreements, showOrigin, type Viewed } from '../packages/views.ts';
import type { ServiceFacts } from '../service-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { onImage } from './image-known.ts';

const findingsOf = (viewed: Viewed, pattern: PackagePattern): Finding[] =>
  viewed.content.packages
    .filter((found) => matches(pattern, found))
    .map((found) => ({
      rule: 'packages/forbidden',
      place: { in: 'image', path: found.path, layer: found.layer },
      about: showPackage(found),
      reason: `${showPackage(found)} is installed, forbidden by ${pattern.text}; ${showOrigin(viewed, found)}`,
      fix: `Take ${found.name}, or the package that needs it, out of the image`,
    }));

/** What was looked at, so that "none" can be told from "not looked". */
function showDatabase(type: string, database: Database): string {
  if (database.status === 'read') return `${database.packages} ${type}`;
  return database.status === 'none' ? `0 ${type} (${database.looked})` : `${type} unreadable: ${database.why}`;
}

/** Numbers of packages per type: `92 deb, 31 pypi`. */
export const showDatabases = ({ databases }: ImageContent): string =>
  Object.entries(databases)
    .map(([type, database]) => showDatabase(type, database))
    .join(', ');

/** Types that are forbidden something but have no database that could be trusted. */
function unreadableTypes({ databases }: ImageContent, patterns: readonly PackagePattern[]): string[] {
  return [...new Set(patterns.map(({ type }) => type))].flatMap((type) => {
    if (!isReadable(type)) return [`packages of type ${type} cannot be read`];
    const database = databases[type];
    return database.status === 'unreadable' ? [database.why] : [];
  });
}

/** What is found is a certain no; what could not be read is no answer. */
function judge(viewed: Viewed, forbid: readonly string[]): CheckResult {
  const { content } = viewed;
  const patterns = forbid.map(readPattern);
  const findings = patterns.flatMap((pattern) => findingsOf(viewed, pattern));
  const unreadable = unreadableTypes(content, patterns);
  return failIfAny(
    findings,
    unreadable.length === 0
      ? { status: 'pass', seen: `none of ${forbid.length} forbidden among ${showDatabases(content)}` }
      : { status: 'not-run', seen: `not run: ${unreadable.join('; ')}`, needed: 'package databases left in the image' },
  );
}

const viewOf = ({ declared, base }: ServiceFacts, content: ImageContent): Viewed => ({
  declared,
  content,
  base: base.kind === 'known' ? base.layers : null,
});

/** No forbidden package is installed, whoever brought it. */
export const packagesCheck: Check = {
  id: 'packages',
  title: 'No forbidden package',
  line: 'build/dependencies',
  controls: ['CIS Docker 4.3', 'NIST SP 800-190 4.1.2'],
  code: 'PACKAGE_FORBIDDEN',
  needed: 'an image without the packages that packages.forbid names',
  run: (facts) =>
    facts.asked.forbid.length === 0
      ? { status: 'not-asked', seen: 'packages.forbid is empty' }
      : onImage(facts, ({ content }) => judge(viewOf(facts, content), facts.asked.forbid)),
  observe: (facts) =>
    facts.asked.forbid.length === 0 || facts.read.kind !== 'read'
      ? []
      : disagreements(viewOf(facts, facts.read.content)),
};
