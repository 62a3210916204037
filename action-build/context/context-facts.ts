import type { SecretKind } from '../secrets/find-secrets.ts';
import type { ForbiddenKind } from '../secrets/forbidden-files.ts';

/** What of a build context the builder may see: plain JSON, part of the record. */
export type ContextFact =
  | {
      readonly kind: 'read';
      /** The file with the patterns, from the repository's root; null when there is none. */
      readonly ignoreFile: string | null;
      /** Whether a `.env` at the root of the context would be kept out; local builds have one, fresh checkouts do not. */
      readonly keepsEnvOut: boolean;
      /** Files with secrets that are there and are sent to the builder, from the context's root. */
      readonly exposed: readonly ExposedFile[];
    }
  | { readonly kind: 'unreadable'; readonly why: string };

export type ExposedFile = { readonly path: string; readonly kind: ForbiddenKind | SecretKind };
