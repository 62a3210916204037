import { buildCheck } from './build.ts';
import { CHECKLIST, type Check, type ChecklistLine } from './check.ts';
import { healthcheckCheck } from './healthcheck.ts';
import { packagesCheck } from './packages.ts';
import { sourceCheck } from './source.ts';
import { userCheck } from './user.ts';

/** Every check, in the order in which people read them. A new check is one file and one entry here. */
export const CHECKS: readonly Check[] = [sourceCheck, buildCheck, userCheck, healthcheckCheck, packagesCheck];

/** Lines of the checklist that no check answers yet; they are shown, so that nobody takes them for passed. */
export const UNCHECKED_LINES: readonly ChecklistLine[] = (Object.keys(CHECKLIST) as ChecklistLine[]).filter(
  (line) => !CHECKS.some((check) => check.line === line),
);
