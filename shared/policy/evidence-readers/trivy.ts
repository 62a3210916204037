import * as z from 'zod';
import type { Values } from '../expression.ts';
import { digestIn } from './digest.ts';
import { parseShaped } from './json-text.ts';
import { count, type EvidenceForm, type EvidenceReader, unreadable } from './reading.ts';
import { bySeverity, type Severity, severityVariables } from './severity.ts';

const severity = z.enum(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN']);
const list = <T extends z.ZodType>(item: T) => z.array(item).nullish();

const result = z.object({
  Target: z.string(),
  Class: z.string(),
  Vulnerabilities: list(
    z.object({ VulnerabilityID: z.string().min(1), Severity: severity, FixedVersion: z.string().optional() }),
  ),
  Misconfigurations: list(z.object({ Severity: severity, Status: z.enum(['PASS', 'FAIL', 'EXCEPTION']) })),
  Secrets: list(z.object({ RuleID: z.string(), Severity: severity })),
  Licenses: list(z.object({ Name: z.string(), Severity: severity })),
  ExperimentalModifiedFindings: list(z.object({ Status: z.string() })),
});

const report = z.object({
  SchemaVersion: z.literal(2),
  ArtifactName: z.string().min(1),
  ArtifactType: z.string().optional(),
  Metadata: z
    .object({
      ImageID: z.string().optional(),
      RepoDigests: list(z.string()),
      OS: z.object({ EOSL: z.boolean().optional() }).nullish(),
    })
    .nullish(),
  Results: list(result),
});

type Report = z.output<typeof report>;
type Result = z.output<typeof result>;

const OS_PACKAGES = 'os-pkgs';
const LIBRARIES = 'lang-pkgs';

const severityOf = (found: { readonly Severity: string }): Severity => found.Severity.toLowerCase() as Severity;

/** Numbers of vulnerabilities; none when no packages were looked at, so that zero always means "looked and found none". */
function vulnerabilities(results: readonly Result[]): Values {
  const scanned = results.filter((one) => one.Class === OS_PACKAGES || one.Class === LIBRARIES);
  if (scanned.length === 0) return {};
  const all = scanned.flatMap((one) => one.Vulnerabilities ?? []);
  const fixable = bySeverity(all.filter((one) => (one.FixedVersion ?? '') !== '').map(severityOf));
  const inClass = (name: string): number =>
    scanned.filter((one) => one.Class === name).reduce((sum, one) => sum + (one.Vulnerabilities?.length ?? 0), 0);
  return {
    total: all.length,
    ...bySeverity(all.map(severityOf)),
    fixable: Object.values(fixable).reduce((sum, number) => sum + number, 0),
    fixable_critical: fixable.critical,
    fixable_high: fixable.high,
    os_packages: inClass(OS_PACKAGES),
    libraries: inClass(LIBRARIES),
  };
}

/** Numbers of misconfigurations; none when no configuration was looked at. */
function misconfigurations(results: readonly Result[]): Values {
  const scanned = results.filter((one) => one.Class === 'config');
  if (scanned.length === 0) return {};
  const failed = scanned.flatMap((one) => one.Misconfigurations ?? []).filter((one) => one.Status === 'FAIL');
  const { critical, high } = bySeverity(failed.map(severityOf));
  return { misconfigurations: failed.length, misconfigurations_critical: critical, misconfigurations_high: high };
}

/** `name@sha256:…` of the image, as the registry knows it. */
const digestsOf = ({ ArtifactName, Metadata }: Report): readonly string[] =>
  [ArtifactName, ...(Metadata?.RepoDigests ?? [])].flatMap(digestIn);

const readTrivy: EvidenceReader = (text) => {
  const found = parseShaped(text, report, 'a Trivy report of schema 2');
  const results = found.Results ?? [];
  if (results.length === 0) return unreadable('it has no Results: Trivy found nothing in it that it could scan');
  const stray = results.find(
    (one) => (one.Vulnerabilities?.length ?? 0) > 0 && one.Class !== OS_PACKAGES && one.Class !== LIBRARIES,
  );
  if (stray !== undefined)
    return unreadable('it has vulnerabilities in a result that is neither os-pkgs nor lang-pkgs');
  const values: Values = {
    ...vulnerabilities(results),
    ...misconfigurations(results),
    secrets: results.reduce((sum, one) => sum + (one.Secrets?.length ?? 0), 0),
    licenses: results.reduce((sum, one) => sum + (one.Licenses?.length ?? 0), 0),
    suppressed: results.reduce((sum, one) => sum + (one.ExperimentalModifiedFindings?.length ?? 0), 0),
    targets: results.length,
    end_of_life: found.Metadata?.OS?.EOSL === true ? 1 : 0,
    artifact_name: found.ArtifactName,
    ...(found.Metadata?.ImageID === undefined ? {} : { image_id: found.Metadata.ImageID }),
  };
  return { kind: 'values', values, digests: digestsOf(found) };
};

export const trivy: EvidenceForm = {
  reads: 'Trivy `--format json`, schema 2; every target of the report',
  variables: [
    count('total', 'vulnerabilities, when packages were looked at'),
    ...severityVariables('vulnerabilities'),
    count('fixable', 'vulnerabilities that a newer version mends'),
    count('fixable_critical', 'of those, critical ones'),
    count('fixable_high', 'of those, high ones'),
    count('os_packages', 'vulnerabilities in packages of the operating system'),
    count('libraries', 'vulnerabilities in packages of a language'),
    count('misconfigurations', 'failed checks, when configuration was looked at'),
    count('misconfigurations_critical', 'of those, critical ones'),
    count('misconfigurations_high', 'of those, high ones'),
    count('secrets', 'secrets; zero also when Trivy was told not to look for them, which a report does not say'),
    count('licenses', 'findings about licences; zero also when Trivy was not told to look for them'),
    count('suppressed', 'findings that the scan was told to ignore and says so (`--show-suppressed`)'),
    count('targets', 'targets in the report'),
    count('end_of_life', '1 when the operating system gets no more security fixes, so that little can be found'),
    { name: 'artifact_name', unit: 'text', meaning: 'what was scanned', together: 'same' },
    { name: 'image_id', unit: 'text', meaning: 'digest of the image configuration', together: 'same' },
  ],
  refuses: 'without Results, because then nothing was scanned; an unknown severity',
  read: readTrivy,
};
