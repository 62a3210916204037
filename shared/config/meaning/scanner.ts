import type { Finding } from '../finding.ts';
import type { Config } from '../schema.ts';

/** A scanner comes from one place, and a download is always pinned. */
export function scannerFindings({ scanner }: Config): readonly Finding[] {
  if (scanner === undefined) return [];
  const path = ['scanner', 'trivy'];
  const { trivy } = scanner;
  const findings: Finding[] = [];
  if ((trivy.path === undefined) === (trivy.version === undefined))
    findings.push({ path, at: 'key', message: 'trivy needs either path or version' });
  if (trivy.version !== undefined && trivy.sha256 === undefined)
    findings.push({
      path,
      at: 'key',
      message: 'a version is downloaded, so it needs the sha256 of its archive (from the checksums of the release)',
    });
  if (trivy.from !== undefined && trivy.version === undefined)
    findings.push({
      path: [...path, 'from'],
      at: 'key',
      message: 'from says where a version is downloaded; give version',
    });
  return findings;
}
