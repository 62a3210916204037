import { PackageURL } from 'packageurl-js';
import * as z from 'zod';
import { SEVERITIES } from '../../config/schema/scanner.ts';
import type { ImageScan, Vulnerability } from './port.ts';

const identifier = z.object({ PURL: z.string().optional() }).optional();

const vulnerability = z.object({
  VulnerabilityID: z.string().min(1),
  PkgName: z.string(),
  PkgIdentifier: identifier,
  InstalledVersion: z.string().optional(),
  FixedVersion: z.string().optional(),
  Severity: z.enum(SEVERITIES),
  Title: z.string().optional(),
  Layer: z.object({ DiffID: z.string().optional() }).optional(),
});

/** The part of Trivy's JSON report, schema version 2, that is used. Empty lists are left out by Trivy. */
const report = z.object({
  SchemaVersion: z.literal(2),
  ArtifactType: z.literal('container_image'),
  Metadata: z.object({
    OS: z.object({ Family: z.string(), Name: z.string().optional(), EOSL: z.boolean().optional() }).optional(),
    ImageID: z.string(),
    DiffIDs: z.array(z.string()).nullish(),
  }),
  Results: z
    .array(
      z.object({
        Packages: z.array(z.object({ Identifier: identifier })).nullish(),
        Vulnerabilities: z.array(vulnerability).nullish(),
      }),
    )
    .nullish(),
});

/** Type of a package URL; empty for packages without one. */
function typeOf(purl: string | undefined): string {
  if (purl === undefined) return '';
  return PackageURL.fromString(purl).type ?? '';
}

function count(purls: readonly (string | undefined)[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const type of purls.map(typeOf)) counts.set(type, (counts.get(type) ?? 0) + 1);
  return Object.fromEntries(counts);
}

const vulnerabilityOf = (found: z.output<typeof vulnerability>): Vulnerability => ({
  id: found.VulnerabilityID,
  package: found.PkgIdentifier?.PURL ?? `${found.PkgName}@${found.InstalledVersion ?? ''}`,
  severity: found.Severity,
  fixed: found.FixedVersion || null,
  layer: found.Layer?.DiffID ?? null,
  title: found.Title ?? '',
});

/** Reads `trivy image --format json`. @throws when it is not a whole report of an image. */
export function readReport(text: string): Omit<ImageScan, 'report' | 'sbom'> {
  const { Metadata, Results } = report.parse(JSON.parse(text));
  const results = Results ?? [];
  const { OS: os } = Metadata;
  return {
    imageId: Metadata.ImageID,
    diffIds: Metadata.DiffIDs ?? [],
    distribution: os === undefined ? null : `${os.Family} ${os.Name ?? ''}`.trim(),
    endOfLife: os?.EOSL ?? false,
    packages: count(results.flatMap(({ Packages }) => (Packages ?? []).map((one) => one.Identifier?.PURL))),
    vulnerabilities: results.flatMap(({ Vulnerabilities }) => (Vulnerabilities ?? []).map(vulnerabilityOf)),
  };
}

const versions = z.object({
  Version: z.string().min(1),
  VulnerabilityDB: z.object({ UpdatedAt: z.iso.datetime({ offset: true }) }).optional(),
});

/** Reads `trivy version --format json`; no database is undefined. @throws when it is something else. */
export function readVersion(text: string): { readonly version: string; readonly updatedAt: string | undefined } {
  const { Version, VulnerabilityDB } = versions.parse(JSON.parse(text));
  return { version: Version, updatedAt: VulnerabilityDB?.UpdatedAt };
}
