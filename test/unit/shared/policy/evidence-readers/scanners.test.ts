import { describe, expect, test } from 'vitest';
import { changed, digestsIn, fixture, valuesOf } from './fixtures.ts';

const DIGEST = `sha256:${'1'.repeat(64)}`;

// Hand-made in the form of Trivy 0.57's JSON, schema 2.
describe('trivy', () => {
  const report = fixture('trivy.json');
  test('counts every target by severity, by class and by what can be mended', () => {
    expect(valuesOf('trivy', report)).toMatchObject({
      total: 3,
      critical: 1,
      high: 1,
      medium: 1,
      low: 0,
      unknown: 0,
      fixable: 2,
      fixable_critical: 0,
      fixable_high: 1,
      os_packages: 2,
      libraries: 1,
      misconfigurations: 1,
      misconfigurations_critical: 0,
      misconfigurations_high: 1,
      secrets: 1,
      targets: 4,
      end_of_life: 0,
      image_id: `sha256:${'2'.repeat(64)}`,
    });
  });
  test('zero is told when packages were looked at and nothing was found', () => {
    expect(valuesOf('trivy', fixture('trivy-clean.json'))).toMatchObject({ total: 0, critical: 0, libraries: 0 });
  });
  test('without packages there is no number of vulnerabilities, and without configuration none of its checks', () => {
    const only = (Class: string) =>
      valuesOf('trivy', JSON.stringify({ SchemaVersion: 2, ArtifactName: 'x', Results: [{ Target: 'x', Class }] }));
    expect(only('config')).not.toHaveProperty('critical');
    expect(only('config')).toHaveProperty('misconfigurations', 0);
    expect(only('lang-pkgs')).not.toHaveProperty('misconfigurations');
  });
  test('an operating system without fixes is told', () => {
    expect(valuesOf('trivy', changed(report, '"Name": "12.8"', '"Name": "9", "EOSL": true'))).toMatchObject({
      end_of_life: 1,
    });
  });
  test('names the digest of the image', () => {
    expect(digestsIn('trivy', report)).toEqual([DIGEST, DIGEST]);
  });
  test.each([
    ['no Results', '{"SchemaVersion":2,"ArtifactName":"scratch"}', 'nothing in it that it could scan'],
    ['empty Results', '{"SchemaVersion":2,"ArtifactName":"scratch","Results":[]}', 'nothing in it that it could scan'],
    ['the old schema', '[{"Target":"x","Vulnerabilities":null}]', 'not a Trivy report of schema 2: its root'],
    ['another version', changed(report, '"SchemaVersion": 2', '"SchemaVersion": 3'), 'SchemaVersion'],
    ['a severity of its own', changed(report, '"CRITICAL"', '"BLOCKER"'), 'Results.0.Vulnerabilities.1.Severity'],
    ['a vulnerability without severity', changed(report, ', "Severity": "CRITICAL"', ''), 'Severity'],
    ['vulnerabilities elsewhere', changed(report, '"Class": "os-pkgs"', '"Class": "custom"'), 'neither os-pkgs nor'],
    ['results that are no list', '{"SchemaVersion":2,"ArtifactName":"x","Results":{}}', 'Results'],
  ])('%s is no evidence', (_, text, reason) => expect(valuesOf('trivy', text)).toContain(reason));
});

// SARIF 2.1.0 as CodeQL 2.19 and bandit-sarif-formatter write it, shortened by hand.
describe('sarif', () => {
  const log = fixture('sarif.json');
  test('counts levels of their own, of the rule, and the default; security severities; and what is suppressed apart', () => {
    expect(valuesOf('sarif', log)).toEqual({
      total: 5,
      error: 2,
      warning: 2,
      note: 1,
      none: 0,
      critical: 1,
      high: 2,
      medium: 0,
      low: 0,
      unrated: 2,
      review: 1,
      suppressed: 1,
      runs: 2,
    });
  });
  test('a suppression that was rejected or is under review suppresses nothing', () => {
    expect(
      valuesOf('sarif', changed(log, '"kind": "inSource"', '"kind": "inSource", "status": "rejected"')),
    ).toMatchObject({
      total: 6,
      suppressed: 0,
    });
  });
  test('tools are given when asked for', () => {
    expect(valuesOf('sarif', log, 'tools')).toMatchObject({ tools: ['CodeQL', 'bandit'] });
  });
  test('an empty list of results is a clean run', () => {
    const clean = '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[]}]}';
    expect(valuesOf('sarif', clean)).toMatchObject({ total: 0, error: 0, runs: 1 });
  });
  test.each([
    ['no runs', '{"version":"2.1.0","runs":[]}', 'runs'],
    ['a run without results', '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}}}]}', 'has no results'],
    [
      'one run of two without results',
      changed(log, /"results": \[\{ "ruleId": "B101"/, '"x": [{ "ruleId": "B101"'),
      'has no results',
    ],
    [
      'a tool that failed',
      changed(log, '"executionSuccessful": true', '"executionSuccessful": false'),
      'the tool itself failed',
    ],
    [
      'results in another file',
      changed(log, '"invocations"', '"externalPropertyFileReferences": { "results": [{}] }, "invocations"'),
      'in another file',
    ],
    ['version 2.0.0', changed(log, '"version": "2.1.0"', '"version": "2.0.0"'), 'version'],
    ['a level that is none', changed(log, '"level": "warning"', '"level": "fatal"'), 'level'],
    ['a score that is no number', changed(log, '"8.8"', '"high"'), 'not a number from 0 to 10'],
    ['a negative score', changed(log, '"8.8"', '"-8.8"'), 'not a number from 0 to 10'],
  ])('%s is no evidence', (_, text, reason) => expect(valuesOf('sarif', text)).toContain(reason));
});

// CycloneDX 1.6 as Trivy and Syft write it, and SPDX 2.3 as Syft 1.16 does, shortened by hand.
describe('bills of materials', () => {
  const bom = fixture('cyclonedx.json');
  const document = fixture('spdx.json');
  test('cyclonedx counts nested components, licences and vulnerabilities that are not settled', () => {
    expect(valuesOf('cyclonedx', bom)).toEqual({
      components: 4,
      unlicensed: 1,
      vulnerabilities: 2,
      critical: 0,
      high: 1,
      medium: 0,
      low: 0,
      unknown: 1,
      settled: 1,
    });
    expect(valuesOf('cyclonedx', bom, 'licenses', 'purls')).toMatchObject({
      licenses: ['MIT', 'BSD-3-Clause', 'MIT OR Apache-2.0'],
      purls: ['pkg:pypi/fastapi@0.115.0', 'pkg:pypi/starlette@0.38.6', 'pkg:pypi/plotly@5.1.0'],
    });
    expect(digestsIn('cyclonedx', bom)).toEqual([DIGEST, DIGEST]);
  });
  test('cyclonedx without a list of vulnerabilities has no number of them', () => {
    expect(valuesOf('cyclonedx', changed(bom, '"vulnerabilities"', '"x"'))).not.toHaveProperty('critical');
  });
  test('spdx counts packages and licences, and names what it describes', () => {
    expect(valuesOf('spdx', document, 'licenses', 'purls')).toEqual({
      components: 3,
      unlicensed: 1,
      licenses: ['MIT', 'Apache-2.0'],
      purls: ['pkg:pypi/fastapi@0.115.0'],
    });
    expect(digestsIn('spdx', document)).toEqual([DIGEST]);
    expect(digestsIn('spdx', changed(document, 'DESCRIBES', 'CONTAINS'))).toEqual([]);
  });
  test.each([
    ['cyclonedx', 'no components', '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1}', 'no components'],
    ['cyclonedx', 'another version', changed(bom, '"1.6"', '"2.0"'), '1.2 to 1.7'],
    ['cyclonedx', 'XML', '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>', 'not JSON'],
    ['cyclonedx', 'an SPDX document', document, 'bomFormat'],
    ['cyclonedx', 'a component without a name', changed(bom, '"name": "vendored"', '"x": 1'), 'components.2.name'],
    ['cyclonedx', 'a severity of its own', changed(bom, '"high"', '"urgent"'), 'severity'],
    ['spdx', 'no packages', changed(document, '"packages"', '"x"'), 'no packages'],
    [
      'spdx',
      'version 3',
      '{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]}',
      'only SPDX 2.2 and 2.3',
    ],
    ['spdx', 'tag-value text', 'SPDXVersion: SPDX-2.3\n', 'not JSON'],
  ] as const)('%s: %s is no evidence', (format, _, text, reason) => expect(valuesOf(format, text)).toContain(reason));
});
