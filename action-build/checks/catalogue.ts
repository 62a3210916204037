import { baseCheck } from './base.ts';
import { buildCheck } from './build.ts';
import { CHECKLIST, type Check, type ChecklistLine } from './check.ts';
import { commandCheck } from './command.ts';
import { contextCheck } from './context.ts';
import { declaredCheck } from './declared.ts';
import { downloadCheck } from './download.ts';
import { edgesCheck } from './edges.ts';
import { egressCheck } from './egress.ts';
import { healthcheckCheck } from './healthcheck.ts';
import { integrationCheck } from './integration.ts';
import { lintCheck } from './lint.ts';
import { memoryCheck } from './memory.ts';
import { outputCheck } from './output.ts';
import { packagesCheck } from './packages.ts';
import { portsCheck } from './ports.ts';
import { readyCheck } from './ready.ts';
import { restartCheck } from './restart.ts';
import { runCheck } from './run.ts';
import { secretCheck } from './secret.ts';
import { setuidCheck } from './setuid.ts';
import { sizeCheck } from './size.ts';
import { sourceCheck } from './source.ts';
import { startCheck } from './start.ts';
import { stopCheck } from './stop.ts';
import { testsCheck } from './tests.ts';
import { userCheck } from './user.ts';
import { variableCheck } from './variable.ts';
import { vulnerabilityCheck } from './vulnerability.ts';

/** Every check, in the order in which people read them. A new check is one file and one entry here. */
export const CHECKS: readonly Check[] = [
  sourceCheck,
  lintCheck,
  baseCheck,
  downloadCheck,
  variableCheck,
  contextCheck,
  declaredCheck,
  testsCheck,
  buildCheck,
  commandCheck,
  userCheck,
  healthcheckCheck,
  startCheck,
  packagesCheck,
  secretCheck,
  setuidCheck,
  sizeCheck,
  vulnerabilityCheck,
  runCheck,
  readyCheck,
  outputCheck,
  stopCheck,
  restartCheck,
  portsCheck,
  memoryCheck,
  egressCheck,
  edgesCheck,
  integrationCheck,
];

/** Lines of the checklist that no check answers yet; they are shown, so that nobody takes them for passed. */
export const UNCHECKED_LINES: readonly ChecklistLine[] = (Object.keys(CHECKLIST) as ChecklistLine[]).filter(
  (line) => !CHECKS.some((check) => check.line === line),
);
