import { code, fence, folded, table, text } from '../shared/report/markdown.ts';
import { CHECKS, UNCHECKED_LINES } from './checks/catalogue.ts';
import { CHECKLIST, type Check, type CheckResult } from './checks/check.ts';
import { showDatabases } from './checks/packages.ts';
import { showPlace } from './decide.ts';
import type { BuildFacts, ServiceFacts } from './service-facts.ts';

const SIGN: Readonly<Record<CheckResult['status'], string>> = {
  pass: '✅',
  fail: '❌',
  'not-run': '⚠️ not run',
  'not-asked': '➖ not asked',
};

/** Bytes for people, in the decimal units that registries use: `106.4 MB`. */
function showBytes(bytes: number): string {
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

const signOf = (facts: ServiceFacts, id: Check['id']): string => {
  const check = CHECKS.find((one) => one.id === id);
  return check === undefined ? '' : SIGN[check.run(facts).status];
};

function secondsOf(facts: ServiceFacts, all: BuildFacts): string {
  const push = all.pushes.find((one) => one.service === facts.service);
  const read = facts.read.kind === 'read' ? facts.read.seconds : 0;
  return (facts.build.seconds + read + (push?.kind === 'pushed' ? push.seconds : 0)).toFixed(1);
}

function digestOf(facts: ServiceFacts, all: BuildFacts): string {
  const push = all.pushes.find((one) => one.service === facts.service);
  if (push?.kind === 'pushed') return code(push.image.digest.slice(0, 19));
  return push === undefined ? 'not pushed' : 'push failed';
}

/** One row for each service: what was found, how big, how long, and where it is now. */
export const serviceTable = (facts: BuildFacts): string =>
  table(
    ['Service', 'Build', 'User', 'Healthcheck', 'Packages', 'Size', 'Seconds', 'Digest'],
    facts.services.map((service) => {
      const read = service.read.kind === 'read' ? service.read : undefined;
      const user = read === undefined ? '' : ` ${code(read.details.user || 'root')}`;
      const packages = read?.content.packages.length ?? '';
      return [
        text(service.service),
        signOf(service, 'build'),
        `${signOf(service, 'user')}${user}`,
        signOf(service, 'healthcheck'),
        `${signOf(service, 'packages')} ${packages}`,
        read === undefined ? '' : showBytes(read.details.size),
        secondsOf(service, facts),
        digestOf(service, facts),
      ];
    }),
  );

function checkRow(facts: ServiceFacts, check: Check): string[] {
  const result = check.run(facts);
  const findings = result.status === 'fail' ? result.findings : [];
  const details = findings.map(
    ({ rule, place, reason, fix }) => `${code(rule)} ${text(showPlace(place))}: ${text(reason, 300)}. ${text(fix)}.`,
  );
  return [
    SIGN[result.status],
    text(check.title),
    details.length > 0 ? details.join('<br>') : text(result.seen, 300),
    check.controls.map((control) => text(control)).join('<br>'),
  ];
}

function serviceFold(facts: ServiceFacts): string {
  const { build, read } = facts;
  const about = [
    build.kind === 'built' ? `Image id ${code(build.image)}` : '',
    read.kind === 'read' ? `${read.details.diffIds.length} layers, ${text(showDatabases(read.content), 300)}` : '',
    build.kind === 'failed' ? fence(build.lastLines.join('\n')) : '',
  ];
  const checks = table(
    ['', 'Check', 'Seen', 'Controls'],
    CHECKS.map((check) => checkRow(facts, check)),
  );
  return folded(facts.service, [checks, ...about].filter((part) => part !== '').join('\n\n'));
}

/** Every check of every service with its findings, folded. */
export const serviceFolds = (facts: BuildFacts): string => facts.services.map(serviceFold).join('\n\n');

/** Lines of the checklist that nothing answers yet: said, so that nobody takes them for passed. */
export const uncheckedLines = (): string =>
  `Lines of the checklist that this version does not check: ${UNCHECKED_LINES.map((line) => text(CHECKLIST[line])).join(', ')}.`;
