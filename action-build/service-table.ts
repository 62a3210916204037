import { showBytes } from '../shared/domain/byte-size.ts';
import { code, table, text } from '../shared/report/markdown.ts';
import type { CheckId, CheckResult } from './checks/check.ts';
import { type Judged, judge } from './judgement.ts';
import type { BuildFacts, ServiceFacts } from './service-facts.ts';

/** How a check's answer looks in a table. */
export const SIGN: Readonly<Record<CheckResult['status'], string>> = {
  pass: '✅',
  fail: '❌',
  waived: '🟠 WAIVED',
  'not-run': '⚠️ not run',
  'not-asked': '➖ not asked',
};

const signOf = (judged: readonly Judged[], id: CheckId): string => {
  const found = judged.find(({ check }) => check.id === id);
  return found === undefined ? '' : SIGN[found.result.status];
};

/** How many checks stand in which way: `12 ✅, 1 ❌`. */
function countOf(judged: readonly Judged[]): string {
  const statuses = Object.keys(SIGN) as CheckResult['status'][];
  return statuses
    .filter((status) => status !== 'not-asked')
    .map((status) => [judged.filter(({ result }) => result.status === status).length, SIGN[status]] as const)
    .filter(([count]) => count > 0)
    .map(([count, sign]) => `${count} ${sign}`)
    .join(', ');
}

function secondsOf(facts: ServiceFacts, all: BuildFacts): string {
  const push = all.pushes.find((one) => one.service === facts.service);
  const read = facts.read.kind === 'read' ? facts.read.seconds : 0;
  const build = facts.build.kind === 'skipped' ? 0 : facts.build.seconds;
  return (build + read + (push?.kind === 'pushed' ? push.seconds : 0)).toFixed(1);
}

function digestOf(facts: ServiceFacts, all: BuildFacts): string {
  const push = all.pushes.find((one) => one.service === facts.service);
  if (push?.kind === 'pushed') return code(push.image.digest.slice(0, 19));
  return push === undefined ? 'not pushed' : 'push failed';
}

/** One row for each service: what was found, how big, how long, and where it is now. */
export const serviceTable = (facts: BuildFacts): string =>
  table(
    ['Service', 'Checks', 'Build', 'User', 'Healthcheck', 'Packages', 'Size', 'Seconds', 'Digest'],
    facts.services.map((service) => {
      const judged = judge(service, facts.day);
      const read = service.read.kind === 'read' ? service.read : undefined;
      const user = read === undefined ? '' : ` ${code(read.details.user || 'root')}`;
      const packages = read?.content.packages.length ?? '';
      return [
        text(service.service),
        countOf(judged),
        signOf(judged, 'build'),
        `${signOf(judged, 'user')}${user}`,
        signOf(judged, 'healthcheck'),
        `${signOf(judged, 'packages')} ${packages}`,
        read === undefined ? '' : showBytes(read.details.size),
        secondsOf(service, facts),
        digestOf(service, facts),
      ];
    }),
  );
