import { describe, expect, test } from 'vitest';
import { readReport, readVersion } from '../../../../../shared/adapters/trivy/report.ts';

/** As Trivy 0.59.1 writes it, shortened. */
const REPORT = {
  SchemaVersion: 2,
  CreatedAt: '2026-11-22T01:24:42Z',
  ArtifactName: 'sha256:b9',
  ArtifactType: 'container_image',
  Metadata: { OS: { Family: 'debian', Name: '12.15' }, ImageID: 'sha256:b9', DiffIDs: ['sha256:01', 'sha256:02'] },
  Results: [
    {
      Target: 'sha256:b9 (debian 12.15)',
      Class: 'os-pkgs',
      Type: 'debian',
      Packages: [
        { Name: 'libgcc-s1', Identifier: { PURL: 'pkg:deb/debian/libgcc-s1@12.2.0-14%2Bdeb12u1?arch=amd64' } },
        { Name: 'odd', Identifier: {} },
      ],
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2026-0001',
          PkgName: 'libgcc-s1',
          PkgIdentifier: { PURL: 'pkg:deb/debian/libgcc-s1@12.2.0-14%2Bdeb12u1?arch=amd64' },
          InstalledVersion: '12.2.0-14+deb12u1',
          FixedVersion: '99.0-1',
          Layer: { DiffID: 'sha256:02' },
          Title: 'A hole',
          Severity: 'CRITICAL',
        },
        { VulnerabilityID: 'CVE-2026-0002', PkgName: 'odd', InstalledVersion: '1', Severity: 'UNKNOWN' },
      ],
    },
    { Target: 'Python', Class: 'lang-pkgs', Packages: [{ Identifier: { PURL: 'pkg:pypi/h11@0.14.0' } }] },
  ],
};

describe('a report of an image', () => {
  test('gives what was looked at and what was found', () => {
    expect(readReport(JSON.stringify(REPORT))).toEqual({
      imageId: 'sha256:b9',
      diffIds: ['sha256:01', 'sha256:02'],
      distribution: 'debian 12.15',
      endOfLife: false,
      packages: { deb: 1, '': 1, pypi: 1 },
      vulnerabilities: [
        {
          id: 'CVE-2026-0001',
          package: 'pkg:deb/debian/libgcc-s1@12.2.0-14%2Bdeb12u1?arch=amd64',
          severity: 'CRITICAL',
          fixed: '99.0-1',
          layer: 'sha256:02',
          title: 'A hole',
        },
        { id: 'CVE-2026-0002', package: 'odd@1', severity: 'UNKNOWN', fixed: null, layer: null, title: '' },
      ],
    });
  });

  test('an image in which there is nothing, and a distribution that has ended', () => {
    const { Results: _, ...empty } = REPORT;
    expect(readReport(JSON.stringify(empty))).toMatchObject({ packages: {}, vulnerabilities: [] });
    const old = { ...REPORT, Metadata: { ...REPORT.Metadata, OS: { Family: 'debian', Name: '8', EOSL: true } } };
    expect(readReport(JSON.stringify(old)).endOfLife).toBe(true);
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['half of it', JSON.stringify(REPORT).slice(0, 300)],
    ['another version', JSON.stringify({ ...REPORT, SchemaVersion: 3 })],
    ['a folder', JSON.stringify({ ...REPORT, ArtifactType: 'filesystem' })],
    ['no image', JSON.stringify({ ...REPORT, Metadata: {} })],
    ['a severity nobody knows', JSON.stringify(REPORT).replace('CRITICAL', 'SEVERE')],
    ['results of another shape', JSON.stringify({ ...REPORT, Results: {} })],
  ])('is refused: %s', (_, text) => {
    expect(() => readReport(text)).toThrow();
  });
});

test('the version and the date of the database; no database is told from an old one', () => {
  const database = { Version: 2, UpdatedAt: '2026-11-21T12:00:00.5Z', DownloadedAt: '0001-01-01T00:00:00Z' };
  expect(readVersion(JSON.stringify({ Version: '0.59.1', VulnerabilityDB: database }))).toEqual({
    version: '0.59.1',
    updatedAt: '2026-11-21T12:00:00.5Z',
  });
  expect(readVersion('{"Version":"0.59.1"}').updatedAt).toBeUndefined();
  expect(() => readVersion('{"Version":"0.59.1","VulnerabilityDB":{"UpdatedAt":"yesterday"}}')).toThrow();
});
