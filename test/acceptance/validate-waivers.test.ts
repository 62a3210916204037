import { expect, test } from 'vitest';
import { recordArtifactName } from '../../shared/domain/artifact-names.ts';
import type { Json } from '../../shared/domain/json.ts';
import { seal, sha256 } from '../../shared/domain/record.ts';
import { exampleRecord } from '../fakes/record.ts';
import { asked, buildFacts, serviceFacts, waiver } from '../unit/action-build/make.ts';
import { makeValidateWorld, type ValidateWorld } from './validate-world.ts';

const CONFIG = `version: 1
application: tracker
evidence:
  checklist: { file: validation/build.md, format: checklist, require: open == 0 }
checkpoints:
  PRE: { title: Before the deployment, evidence: [checklist] }
services:
  backend: { image: ghcr.io/acme/backend, build: { context: backend } }
`;

const daysFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What action-build stores for the commit, with these facts. */
async function addBuild({ github, repository, sha }: ValidateWorld, facts: Json): Promise<void> {
  const tree = (await repository.git('rev-parse', `${sha}^{tree}`)).trim();
  const run = github.world.addRun({ headSha: sha });
  const record = exampleRecord({
    kind: 'build',
    checkpoint: null,
    environment: null,
    facts,
    policy: { path: '.github/countersign.yml', ref: 'main', commit: sha, sha256: sha256(CONFIG) },
    subject: {
      commit: sha,
      tree,
      images: { backend: { name: 'ghcr.io/acme/backend', digest: `sha256:${'1'.repeat(64)}` } },
    },
    run: { ...exampleRecord().run, id: run.id, attempt: 1 },
  });
  const name = recordArtifactName({ subject: 'build', environment: null, run: run.id, attempt: 1 });
  github.world.addArtifact({ run, name, files: { 'record.json': seal(record).text } });
}

async function gate(facts: Json) {
  await using world = await makeValidateWorld({ config: CONFIG });
  await addBuild(world, facts);
  const run = await world.validate({ checkpoint: 'PRE' });
  const result = JSON.parse(run.outputs['result'] ?? '{}') as { waivers: unknown[] };
  return { run, result, codes: JSON.parse(run.outputs['reason-codes'] ?? 'null') };
}

const waived = (expires: string): Json =>
  buildFacts({
    services: [
      serviceFacts({ asked: asked({ waivers: [waiver({ rule: 'setuid/file', at: 'usr/bin/su', expires })] }) }),
    ],
  });

test('who signs sees what the images were let through with: rule, place, owner, last day and reason', async () => {
  const last = daysFromNow(2);
  const { run, result } = await gate(waived(last));
  expect([run.exitCode, run.outputs['verdict']]).toEqual([0, 'PASS']);
  expect(run.summary).toContain('### Waivers of the images');
  expect(run.summary).toContain(`| backend | \`setuid/file\` usr/bin/su | security-officer | ${last} | a name only |`);
  expect(run.annotations.map(({ level, message }) => [level, message])).toContainEqual([
    'warning',
    `backend: setuid/file at usr/bin/su is waived by security-officer until ${last}`,
  ]);
  expect(result.waivers).toEqual([
    {
      service: 'backend',
      rule: 'setuid/file',
      at: 'usr/bin/su',
      owner: 'security-officer',
      reason: 'a name only',
      expires: last,
    },
  ]);
});

test('what was accepted until a day does not count after it, although the build passed before', async () => {
  const { run, codes } = await gate(waived(daysFromNow(-2)));
  expect([run.exitCode, run.outputs['verdict'], codes]).toEqual([1, 'FAIL', ['WAIVER_INVALID']]);
  expect(run.summary).toContain('Waivers of the images');
  expect(run.annotations.map(({ message }) => message).join('\n')).toContain('Who can act: security-officer.');
});

test('without waivers nothing is said', async () => {
  const { run, result } = await gate(buildFacts());
  expect([run.exitCode, run.summary.includes('Waivers'), result.waivers]).toEqual([0, false, []]);
});

test('waivers that cannot be read are no absence of waivers', async () => {
  const { run, codes } = await gate({ services: [{ service: 'backend', asked: { waivers: [{ rule: 'a/b' }] } }] });
  expect([run.exitCode, run.outputs['verdict'], codes]).toEqual([1, 'ERROR', ['RECORD_UNREADABLE']]);
});
