import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordArtifactName } from '../../shared/domain/artifact-names.ts';
import { seal, sha256 } from '../../shared/domain/record.ts';
import { exampleRecord } from '../fakes/record.ts';
import type { ActionRun } from '../harness/run-dist.ts';
import { makeValidateWorld, type ValidateWorld } from './validate-world.ts';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, '../fixtures/evidence', name), 'utf8');

const WORKFLOW = '.github/workflows/tests.yml';

const CONFIG = `version: 1
application: tracker
evidence:
  unit-tests: { artifact: results, path: "**/pytest*.xml", format: junit, from: ${WORKFLOW}, max-age: 24h, require: total > 0 && failed == 0 }
  coverage: { artifact: results, path: "*/cov*", format: coverage, require: lines >= 80.0 && branches >= 70.0 }
  scan: { artifact: results, path: trivy.json, format: trivy, image: backend, require: critical == 0 && high == 0 }
  code-scan: { artifact: results, path: codeql.sarif, format: sarif, require: critical == 0 && suppressed <= 1 }
  sbom: { artifact: results, path: bom.json, format: cyclonedx, image: backend, require: '!purls.exists(p, p.startsWith("pkg:pypi/pyqt6@"))' }
  load: { artifact: results, path: k6.json, format: k6, require: p95_ms < 200 && error_rate < 0.001 && vus_max >= 1000 }
  provenance: { artifact: results, path: statement.json, format: dsse, image: backend, require: predicate.result == "PASSED" }
  truth: { file: validation/build.md, format: checklist, require: open == 0 }
checkpoints:
  EVIDENCE: { title: All the evidence, evidence: [unit-tests, coverage, scan, code-scan, sbom, load, provenance, truth] }
services:
  backend: { image: ghcr.io/acme/backend, build: { context: backend } }
`;

const CLEAN = '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"CodeQL"}},"results":[]}]}';

const FILES = {
  'a/pytest.xml': fixture('pytest.xml'),
  'b/pytest-2.xml': fixture('pytest.xml'),
  'b/cov.info': fixture('coverage-py.info'),
  'a/cov.xml': fixture('coverage-py.xml'),
  'trivy.json': fixture('trivy-clean.json'),
  'codeql.sarif': CLEAN,
  'bom.json': fixture('cyclonedx.json'),
  'k6.json': fixture('k6-handle-summary.json'),
  'statement.json': fixture('sigstore-bundle.json'),
};

/** What action-build stores for the commit when it has pushed the backend under this digest. */
async function addBuild({ github, repository, sha }: ValidateWorld, digit = '1'): Promise<void> {
  const tree = (await repository.git('rev-parse', `${sha}^{tree}`)).trim();
  const run = github.world.addRun({ headSha: sha });
  const record = exampleRecord({
    kind: 'build',
    checkpoint: null,
    environment: null,
    facts: { services: [] },
    policy: { path: '.github/countersign.yml', ref: 'main', commit: sha, sha256: sha256(CONFIG) },
    subject: {
      commit: sha,
      tree,
      images: { backend: { name: 'ghcr.io/acme/backend', digest: `sha256:${digit.repeat(64)}` } },
    },
    run: { ...exampleRecord().run, id: run.id, attempt: 1 },
  });
  const name = recordArtifactName({ subject: 'build', environment: null, run: run.id, attempt: 1 });
  github.world.addArtifact({ run, name, files: { 'record.json': seal(record).text } });
}

function addResults(
  { github, sha }: ValidateWorld,
  change: Readonly<Record<string, string>> = {},
  path = WORKFLOW,
): void {
  const run = github.world.addRun({ headSha: sha, path });
  github.world.addArtifact({ run, name: 'results', files: { ...FILES, ...change } });
}

const statuses = (run: ActionRun): Record<string, string> =>
  Object.fromEntries(
    (
      JSON.parse(run.outputs['result'] ?? '{}') as { requirements: { id: string; status: string; code: string }[] }
    ).requirements.map(({ id, status, code }) => [id, status === 'SATISFIED' ? 'yes' : code]),
  );

describe('evidence of many formats', () => {
  test('passes together, and the summary shows the numbers that were looked at', async () => {
    await using world = await makeValidateWorld({ config: CONFIG });
    await addBuild(world);
    addResults(world);
    const run = await world.validate({ checkpoint: 'EVIDENCE' });
    expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(run.outputs['verdict']).toBe('PASS');
    for (const shown of ['total = 6, failed = 0, 2 files', 'critical = 0, high = 0', 'p95\\_ms = 171.6']) {
      expect(run.summary).toContain(shown);
    }
  });

  test('each is refused by itself, with its own reason', async () => {
    await using world = await makeValidateWorld({ config: CONFIG });
    await addBuild(world, '9');
    const cut = FILES['k6.json'].slice(0, 300);
    addResults(world, {
      'b/pytest-2.xml': fixture('pytest-failed.xml').replace(
        '</testsuite>',
        '<system-out>jane@clinic.org</system-out></testsuite>',
      ),
      'codeql.sarif': fixture('sarif.json'),
      'k6.json': cut,
      'b/cov.info': 'SF:a\nDA:1,0\nDA:2,0\nend_of_record\n',
    });
    const run = await world.validate({ checkpoint: 'EVIDENCE' });
    expect(run.exitCode).toBe(1);
    expect(run.outputs['verdict']).toBe('ERROR');
    expect(statuses(run)).toEqual({
      'record/build': 'yes',
      'evidence/unit-tests': 'EVIDENCE_INSUFFICIENT',
      'evidence/coverage': 'EVIDENCE_INSUFFICIENT',
      'evidence/scan': 'EVIDENCE_OTHER_IMAGE',
      'evidence/code-scan': 'EVIDENCE_INSUFFICIENT',
      'evidence/sbom': 'EVIDENCE_OTHER_IMAGE',
      'evidence/load': 'EVIDENCE_UNREADABLE',
      'evidence/provenance': 'EVIDENCE_OTHER_IMAGE',
      'evidence/truth': 'yes',
    });
    expect(run.summary).toContain('1 × e-mail address \\(line ');
    const told = JSON.stringify([run.summary, run.outputs, run.stdout, run.annotations]);
    expect(told).not.toContain('jane');
    expect(told).not.toContain(cut.slice(200, 300));
  });

  test('a newer artifact of another workflow is passed over where a workflow is named', async () => {
    await using world = await makeValidateWorld({ config: CONFIG });
    await addBuild(world);
    addResults(world, { 'b/pytest-2.xml': fixture('pytest-failed.xml') });
    addResults(world, {}, '.github/workflows/anything.yml');
    const run = await world.validate({ checkpoint: 'EVIDENCE' });
    expect(statuses(run)).toMatchObject({ 'evidence/unit-tests': 'EVIDENCE_INSUFFICIENT', 'evidence/coverage': 'yes' });
    expect(run.summary).toContain('anything.yml made it, not .github/workflows/tests.yml');
  });
});

describe('the chain of records', () => {
  const CHAIN = `version: 1
application: tracker
evidence:
  checklist: { file: validation/build.md, format: checklist, require: open == 0 }
checkpoints:
  ONE: { title: One, evidence: [checklist] }
  TWO: { title: Two, after: [ONE] }
  THREE: { title: Three, after: [TWO] }
`;
  test('is followed to the first record, and a record that is gone breaks it', async () => {
    await using world = await makeValidateWorld({ config: CHAIN });
    const { github } = world;
    for (const [index, checkpoint] of ['ONE', 'TWO', 'THREE'].entries()) {
      const run = await world.validate({ checkpoint }, { context: { runId: index + 1 } });
      expect(run.outputs['verdict']).toBe('PASS');
    }
    const first = github.world.artifacts.all().find(({ name }) => name.startsWith('countersign-ONE.'));
    if (first === undefined) throw new Error('there is no record of ONE');
    first.expired = true;
    const unread = await world.validate({ checkpoint: 'THREE' }, { context: { runId: 5 } });
    expect([unread.outputs['verdict'], unread.outputs['reason-codes']]).toEqual(['ERROR', '["RECORD_CHAIN"]']);
    first.expired = false;
    const again = await world.validate({ checkpoint: 'THREE' }, { context: { runId: 6 } });
    expect(again.outputs['verdict']).toBe('PASS');
  });
});
