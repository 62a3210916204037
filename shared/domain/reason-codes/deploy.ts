import type { ReasonCodeTable } from './entry.ts';

/** Codes of action-deploy. */
export const DEPLOY_CODES = {} as const satisfies ReasonCodeTable;
