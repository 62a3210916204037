import { BUILD_CODES } from './reason-codes/build.ts';
import { COMMON_CODES } from './reason-codes/common.ts';
import { DEPLOY_CODES } from './reason-codes/deploy.ts';
import { OVERRIDE_CODES } from './reason-codes/overrides.ts';
import { ROLLBACK_CODES } from './reason-codes/rollback.ts';
import { RUNNING_CODES } from './reason-codes/running.ts';
import { VALIDATE_CODES } from './reason-codes/validate.ts';

/**
 * Every reason that a decision or an error can carry: a closed list, stable across releases. A code may be added in
 * any version; it is renamed or removed only in a major one, because workflows branch on it.
 */
export const REASON_CODES = {
  ...COMMON_CODES,
  ...VALIDATE_CODES,
  ...BUILD_CODES,
  ...DEPLOY_CODES,
  ...ROLLBACK_CODES,
  ...OVERRIDE_CODES,
  ...RUNNING_CODES,
} as const;

export type ReasonCode = keyof typeof REASON_CODES;
