import type { Digest } from '../../domain/subject.ts';

/** What Countersign asks of Trivy: facts about images. What they mean is decided elsewhere. */
export type Trivy = {
  /**
   * Gets and verifies the program, and brings its database up to date; the same answer for every later call.
   * @throws UserError SCANNER_UNAVAILABLE
   */
  prepare(): Promise<ScannerInfo>;
  /** Scans one image of the engine, once, with everything that Trivy finds. @throws UserError SCAN_FAILED */
  scan(image: Digest): Promise<ImageScan>;
};

/** The program that ran and what it knew. */
export type ScannerInfo = {
  readonly version: string;
  /** Of the program's bytes, computed before it was run. */
  readonly sha256: string;
  readonly database: {
    /** When the database was made, RFC 3339. */
    readonly updatedAt: string;
  };
};

/** What Trivy says about one image. */
export type ImageScan = {
  /** What Trivy says that it looked at. */
  readonly imageId: string;
  readonly diffIds: readonly string[];
  /** `debian 12.15`; null when it found no distribution. */
  readonly distribution: string | null;
  /** True when the distribution no longer gets security updates. */
  readonly endOfLife: boolean;
  /** Number of packages that it looked at, by package URL type. */
  readonly packages: Readonly<Record<string, number>>;
  readonly vulnerabilities: readonly Vulnerability[];
  /** The whole answer, and the bill of materials made from it, as they are kept for evidence. */
  readonly report: string;
  readonly sbom: string;
};

export type Vulnerability = {
  /** `CVE-2026-1234`. */
  readonly id: string;
  /** Package URL with the installed version, or name@version for packages without one. */
  readonly package: string;
  readonly severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'UNKNOWN';
  /** Version in which it is fixed; null while there is none. */
  readonly fixed: string | null;
  /** diffID of the layer that brought the package; null when not known. */
  readonly layer: string | null;
  readonly title: string;
};
