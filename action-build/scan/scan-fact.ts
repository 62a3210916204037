import type { ScannerInfo, Vulnerability } from '../../shared/adapters/trivy/port.ts';
import type { Severity } from '../../shared/config/schema/scanner.ts';
import type { ReasonCode } from '../../shared/domain/reason-codes.ts';

/** What the configuration asks of a scan, defaults put in. */
export type ScanRule = {
  /** Severities that are not accepted. */
  readonly severity: readonly Severity[];
  /** Whether a vulnerability without a fixed version counts. */
  readonly fixedOnly: boolean;
  /** Milliseconds that the vulnerability database may be old. */
  readonly maxDatabaseAge: number;
};

/** What a scanner said about one image. */
export type ScanFact =
  | {
      readonly kind: 'scanned';
      readonly seconds: number;
      /** When the scan began, RFC 3339; the age of the database is counted from here. */
      readonly at: string;
      readonly scanner: ScannerInfo;
      /** What the scanner says that it looked at. */
      readonly imageId: string;
      readonly diffIds: readonly string[];
      readonly distribution: string | null;
      readonly endOfLife: boolean;
      /** Packages that it looked at, by package URL type. */
      readonly packages: Readonly<Record<string, number>>;
      /** All that it found, whatever the configuration asks. */
      readonly vulnerabilities: readonly Vulnerability[];
    }
  | { readonly kind: 'failed'; readonly code: ReasonCode; readonly why: string }
  /** Nobody asked for a scan, or there is no image. */
  | { readonly kind: 'none' };
