import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { keepEvidence } from '../../../action-build/evidence/keep-evidence.ts';
import { makeProvenance, type Origin } from '../../../action-build/evidence/provenance.ts';
import { makeSarif } from '../../../action-build/evidence/sarif.ts';
import { makeSbom } from '../../../action-build/evidence/sbom.ts';
import type { InstalledPackage } from '../../../action-build/packages/package.ts';
import type { ServiceFacts } from '../../../action-build/service-facts.ts';
import { canonicalJson, sha256 } from '../../../shared/domain/record.ts';
import { fakeArtifacts } from '../../fakes/artifacts.ts';
import { fakeFiles } from '../../fakes/files.ts';
import { asked, buildFacts, dockerfileOf, ID, read, serviceFacts, TODAY, waiver } from './make.ts';

const TOOL = { name: 'countersign/action-build', version: '0.1.0', dist: 'd'.repeat(64) };

/** A schema of its publisher, compiled; the ones that it refers to lie beside it. */
function schemaOf(file: string, others: readonly string[] = []): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  ajv.addFormat('iri-reference', true).addFormat('idn-email', true);
  for (const other of others) {
    const { $id: _, ...rest } = JSON.parse(readFileSync(join(dirname(file), other), 'utf8')) as Record<string, unknown>;
    ajv.addSchema(rest, `http://cyclonedx.org/schema/${other}`);
  }
  // SARIF's is of draft 4, which names itself in another way.
  const { id: _, $schema: _draft, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return ajv.compile(schema);
}
const folder = (name: string) => join(import.meta.dirname, '../../../node_modules', name);
const sarifSchema = schemaOf(join(folder('@microsoft/jest-sarif'), 'lib/schemas/sarif-2.1.0-rtm.5.json'));
const sbomSchema = schemaOf(join(folder('@cyclonedx/cyclonedx-library'), 'res/schema/bom-1.6.SNAPSHOT.schema.json'), [
  'spdx.SNAPSHOT.schema.json',
  'jsf-0.82.SNAPSHOT.schema.json',
]);

function demand(schema: ValidateFunction, text: string | undefined): Record<string, unknown> {
  const value = JSON.parse(text ?? 'null') as Record<string, unknown>;
  expect(schema(value) ? [] : schema.errors).toEqual([]);
  return value;
}

const PACKAGES: readonly InstalledPackage[] = [
  {
    type: 'deb',
    namespace: 'debian',
    name: 'libgcc-s1',
    version: '12.2.0-14+deb12u1',
    path: 'var/lib/dpkg/status',
    layer: 0,
  },
  { type: 'pypi', namespace: null, name: 'h11', version: '', path: 'venv/h11-0.14.0.dist-info/METADATA', layer: 3 },
  {
    type: 'npm',
    namespace: '@angular',
    name: 'core',
    version: '17.0.0',
    path: 'app/node_modules/@angular/core',
    layer: 0,
  },
  {
    type: 'npm',
    namespace: '@angular',
    name: 'core',
    version: '17.0.0',
    path: 'app/b/node_modules/@angular/core',
    layer: 0,
  },
];
const withPackages = (packages: readonly InstalledPackage[]): ServiceFacts =>
  serviceFacts({ read: read({}, { packages, distribution: 'debian' }) });

describe('bill of materials', () => {
  test('is CycloneDX 1.6, bound to the image and its layers, with every package and the layer that brought it', () => {
    const bom = demand(sbomSchema, makeSbom(withPackages(PACKAGES), TOOL));
    expect(bom).toMatchObject({
      specVersion: '1.6',
      metadata: {
        component: {
          type: 'container',
          name: 'r/backend',
          properties: [
            { name: 'countersign:image-id', value: ID },
            { name: 'countersign:diff-id', value: ID },
            { name: 'countersign:distribution', value: 'debian' },
          ],
        },
      },
      components: [
        {
          purl: 'pkg:deb/debian/libgcc-s1@12.2.0-14+deb12u1',
          properties: [{}, { name: 'countersign:layer', value: ID }],
        },
        { purl: 'pkg:pypi/h11', properties: [{}] },
        { purl: 'pkg:npm/%40angular/core@17.0.0', group: '@angular' },
        { purl: 'pkg:npm/%40angular/core@17.0.0' },
      ],
    });
  });
  test('the same image gives the same bytes', () => {
    expect(makeSbom(withPackages(PACKAGES), TOOL)).toBe(makeSbom(withPackages(PACKAGES), TOOL));
  });
  test('whatever a database lists, the schema is kept', () => {
    const name = fc
      .string({ minLength: 1, unit: 'grapheme' })
      .filter((text) => text.trim() !== '' && !/^[/.]+$/.test(text.trim()));
    const one = fc.record({
      type: fc.constantFrom('deb', 'pypi', 'apk'),
      namespace: fc.constantFrom(null, 'debian'),
      name,
      version: fc.string(),
      path: fc.uuid(),
      layer: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ path }) => path, maxLength: 5 }), (packages) => {
        const bom = demand(sbomSchema, makeSbom(withPackages(packages as InstalledPackage[]), TOOL));
        expect(bom['components']).toHaveLength(packages.length);
      }),
      { numRuns: 40 },
    );
  });
  test('there is none when something could not be read: half a bill would pass for a whole one', () => {
    expect(makeSbom(serviceFacts({ read: { kind: 'unreadable', why: 'x' } }), TOOL)).toBeUndefined();
    const { databases } = read().content;
    const damaged = read(
      {},
      { packages: PACKAGES, databases: { ...databases, deb: { status: 'unreadable', why: 'x' } } },
    );
    expect(makeSbom(serviceFacts({ read: damaged }), TOOL)).toBeUndefined();
  });
});

describe('findings as SARIF', () => {
  const root = serviceFacts({ read: read({ user: '' }) });
  test('is SARIF 2.1.0 in a category of the service, and leads to the Dockerfile', () => {
    const sarif = demand(sarifSchema, makeSarif(root, TODAY, TOOL));
    expect(sarif).toMatchObject({
      runs: [
        {
          automationDetails: { id: 'countersign/backend/' },
          invocations: [{ executionSuccessful: true }],
          results: [
            {
              ruleId: 'user/root',
              level: 'error',
              locations: [
                { physicalLocation: { artifactLocation: { uri: 'backend/Dockerfile' }, region: { startLine: 3 } } },
              ],
              partialFingerprints: { 'countersign/v1': expect.stringContaining('backend:user/root:') },
            },
          ],
        },
      ],
    });
  });
  test('a waived finding is there, with who answers for it', () => {
    const facts = { ...root, asked: asked({ waivers: [waiver({ rule: 'user/root' })] }) };
    const sarif = demand(sarifSchema, makeSarif(facts, TODAY, TOOL));
    expect(sarif).toMatchObject({
      runs: [
        {
          results: [
            {
              level: 'note',
              suppressions: [{ status: 'accepted', justification: expect.stringContaining('security-officer') }],
            },
          ],
        },
      ],
    });
  });
  test('a check without an answer is said, so that no finding is not taken for nothing found', () => {
    const sarif = demand(
      sarifSchema,
      makeSarif(serviceFacts({ read: { kind: 'unreadable', why: 'gone' } }), TODAY, TOOL),
    );
    expect(sarif).toMatchObject({ runs: [{ results: [], invocations: [{ executionSuccessful: false }] }] });
  });
  test('nothing found is an empty list, not a missing one', () => {
    expect(demand(sarifSchema, makeSarif(serviceFacts(), TODAY, TOOL))).toMatchObject({ runs: [{ results: [] }] });
  });
});

const ORIGIN: Origin = {
  tool: TOOL,
  repositoryUrl: 'https://github.com/acme/tracker',
  commit: 'c'.repeat(40),
  ref: 'refs/heads/main',
  builder: 'https://github.com/acme/tracker/.github/workflows/deploy.yml@refs/heads/main',
  invocation: 'https://github.com/acme/tracker/actions/runs/1/attempts/2',
};

test('provenance names the pushed digest, the commit, the parameters and the base images', () => {
  const base = `debian:12@sha256:${'b'.repeat(64)}`;
  const facts = serviceFacts({
    dockerfile: {
      kind: 'read',
      facts: dockerfileOf(`FROM ${base} AS a\nFROM scratch\nCOPY --from=a /x /x\nCOPY --from=alpine:3 /y /y\n`),
    },
    parameters: { args: { V: '1' }, target: null, platform: null, secrets: ['pip'] },
  });
  const statement = JSON.parse(
    makeProvenance(facts, { name: 'r/backend', digest: `sha256:${'9'.repeat(64)}` }, ORIGIN),
  );
  expect(statement).toMatchObject({
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://slsa.dev/provenance/v1',
    subject: [{ name: 'r/backend', digest: { sha256: '9'.repeat(64) } }],
    predicate: {
      buildDefinition: {
        externalParameters: { service: 'backend', context: 'backend', args: { V: '1' }, secrets: ['pip'] },
        resolvedDependencies: [
          { uri: 'git+https://github.com/acme/tracker@refs/heads/main', digest: { gitCommit: ORIGIN.commit } },
          { uri: 'pkg:docker/debian:12', digest: { sha256: 'b'.repeat(64) } },
          { uri: 'pkg:docker/alpine:3' },
        ],
      },
      runDetails: {
        builder: { id: ORIGIN.builder },
        metadata: { invocationId: ORIGIN.invocation, startedOn: '2026-11-22T10:00:00.000Z' },
      },
    },
  });
  expect(statement.predicate.buildDefinition.resolvedDependencies).toHaveLength(3);
});

describe('what is kept', () => {
  const run = { run: 7, attempt: 2 };
  test('each file is named with its sha256, and a statement is made only of what was pushed', async () => {
    const [artifacts, files] = [fakeArtifacts(), fakeFiles()];
    const services = [serviceFacts(), serviceFacts({ service: 'worker' })];
    const all = buildFacts({ services });
    const { facts: kept, sarif } = await keepEvidence(
      { artifacts, files },
      run,
      { ...all, pushes: all.pushes.slice(0, 1) },
      ORIGIN,
    );
    expect(JSON.stringify(kept)).toBe(canonicalJson(kept));
    const stored = artifacts.stored.get('countersign-build-evidence.7.2');
    const inside = unzipSync(stored?.zip ?? new Uint8Array());
    expect(Object.keys(inside)).toEqual(['backend.sarif', 'backend.provenance.json', 'worker.sarif']);
    expect(sarif).toBe('/fake-temp/sarif');
    expect(kept.evidence).toEqual({
      artifact: 'countersign-build-evidence.7.2',
      sha256: stored?.sha256,
      files: Object.entries(inside).map(([name, bytes]) => ({ name, sha256: sha256(bytes) })),
    });
    expect([...files.temp.keys()]).toEqual(['sarif/backend.sarif', 'sarif/worker.sarif']);
  });
  test('what cannot be kept ends the run: no record without its evidence', async () => {
    const artifacts = fakeArtifacts();
    artifacts.failWith(new Error('no room'));
    await expect(keepEvidence({ artifacts, files: fakeFiles() }, run, buildFacts(), ORIGIN)).rejects.toThrow('no room');
  });
});
