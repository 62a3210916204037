import { baseCheck } from './base.ts';
import { buildCheck } from './build.ts';
import { CHECKLIST, type Check, type ChecklistLine } from './check.ts';
import { commandCheck } from './command.ts';
import { contextCheck } from './context.ts';
import { downloadCheck } from './download.ts';
import { healthcheckCheck } from './healthcheck.ts';
import { packagesCheck } from './packages.ts';
import { sourceCheck } from './source.ts';
import { testsCheck } from './tests.ts';
import { userCheck } from './user.ts';
import { variableCheck } from './variable.ts';
import { vulnerabilityCheck } from './vulnerability.ts';

/** Every check, in the order in which people read them. A new check is one file and one entry here. */
export const CHECKS: readonly Check[] = [
  sourceCheck,
  baseCheck,
  downloadCheck,
  variableCheck,
  contextCheck,
  testsCheck,
  buildCheck,
  commandCheck,
  userCheck,
  healthcheckCheck,
  packagesCheck,
  vulnerabilityCheck,
];

/** Lines of the checklist that no check answers yet; they are shown, so that nobody takes them for passed. */
export const UNCHECKED_LINES: readonly ChecklistLine[] = (Object.keys(CHECKLIST) as ChecklistLine[]).filter(
  (line) => !CHECKS.some((check) => check.line === line),
);
