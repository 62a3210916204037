import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startGitHub } from '../github/stand-in.ts';
import { runWorkflow } from '../harness/act-workflow.ts';
import { findAct } from '../harness/need-act.ts';
import { makeRepository, writeFiles } from '../harness/repository.ts';

const WORKFLOW = `
on: { push: {}, workflow_dispatch: {} }
jobs:
  prove:
    runs-on: ubuntu-latest
    outputs: { proof: '\${{ steps.upload.outputs.proof }}' }
    steps:
      - uses: actions/checkout@v4
      - { id: upload, uses: acme/countersign/action-tried@v1, with: { path: version.txt } }
  use:
    needs: prove
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: echo "version \${{ needs.prove.outputs.proof }} in run $GITHUB_RUN_ID leak[$COUNTERSIGN_LEAK] extra[$EXTRA]"
      - run: exit 3
  never:
    needs: use
    runs-on: ubuntu-latest
    steps: [{ run: 'true' }]
`;

const ACTION = `
  import { readFileSync } from 'node:fs';
  import * as core from ${JSON.stringify(import.meta.resolve('@actions/core'))};
  import { DefaultArtifactClient } from ${JSON.stringify(import.meta.resolve('@actions/artifact'))};
  const path = core.getInput('path');
  await new DefaultArtifactClient().uploadArtifact('proof', [path], '.');
  const headers = { authorization: 'Bearer ' + core.getInput('github-token') };
  const run = await (await fetch(process.env.GITHUB_API_URL + '/repos/acme/tracker/actions/runs/' + process.env.GITHUB_RUN_ID, { headers })).json();
  core.notice('run of ' + run.head_sha, { file: path, startLine: 1 });
  core.setOutput('proof', readFileSync(path, 'utf8').trim());
  await core.summary.addRaw('# Proved').write();
`;

const act = await findAct('whole workflows');

test.skipIf(act === undefined)('a whole workflow runs with act against the stand-in', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-actions-'));
  await writeFiles(join(folder, 'action-tried'), {
    'action.yml': `name: tried
inputs: { path: { required: true }, github-token: { default: '\${{ github.token }}' } }
outputs: { proof: { description: what was read } }
runs: { using: node24, main: index.js }`,
    'package.json': '{"type":"module"}',
    'index.js': ACTION,
  });
  await using repository = await makeRepository({ '.github/workflows/w.yml': WORKFLOW, 'version.txt': '7\n' });
  await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
  process.env['COUNTERSIGN_LEAK'] = 'leaked';
  const result = await runWorkflow({
    ...{ act: act ?? '', repository: repository.path, workflow: '.github/workflows/w.yml', github },
    ...{
      actions: { 'acme/countersign@v1': folder },
      context: { runId: 812 },
      env: { EXTRA: 'given' },
      timeout: 60_000,
    },
  });
  delete process.env['COUNTERSIGN_LEAK'];
  await rm(folder, { recursive: true, force: true });
  const { prove, use } = result.jobs;
  expect(prove?.result, result.log).toBe('success');
  expect(prove?.steps.find((step) => step.id === 'upload')).toMatchObject({
    result: 'success',
    outputs: { proof: '7' },
    summary: '# Proved',
    annotations: [
      { level: 'notice', message: `run of ${repository.head}`, properties: { file: 'version.txt', line: '1' } },
    ],
  });
  expect(github.world.artifacts.ofRun(812).map((artifact) => artifact.name)).toEqual(['proof']);
  expect(use?.steps[0]?.log.trim()).toBe('version 7 in run 812 leak[] extra[given]');
  expect(use?.result).toBe('failure');
  expect(result.succeeded).toBe(false);
  expect(Object.keys(result.jobs)).not.toContain('never');
});
