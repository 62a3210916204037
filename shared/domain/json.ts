/** Plain data: what facts, records and fixtures are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
