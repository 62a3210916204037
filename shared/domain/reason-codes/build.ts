import type { ReasonCodeTable } from './entry.ts';

/** Codes of action-build. */
export const BUILD_CODES = {} as const satisfies ReasonCodeTable;
