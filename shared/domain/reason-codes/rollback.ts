import type { ReasonCodeTable } from './entry.ts';

/** Codes of action-rollback. */
export const ROLLBACK_CODES = {} as const satisfies ReasonCodeTable;
