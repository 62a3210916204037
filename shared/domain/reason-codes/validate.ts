import type { ReasonCodeTable } from './entry.ts';

/** Codes of action-validate. */
export const VALIDATE_CODES = {} as const satisfies ReasonCodeTable;
