import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { startGitHub } from '../github/stand-in.ts';
import { makeRepository } from '../harness/repository.ts';
import { runAction } from '../harness/run-dist.ts';
import { library, useTriedAction } from './tried-action.ts';

const action = useTriedAction();

describe('artifacts', () => {
  const upload = (name: string) => `
    import { writeFileSync } from 'node:fs';
    import { DefaultArtifactClient } from ${library('@actions/artifact')};
    writeFileSync(process.env.RUNNER_TEMP + '/record.json', '{"verdict":"PASS"}');
    const client = new DefaultArtifactClient();
    const made = await client.uploadArtifact('${name}', [process.env.RUNNER_TEMP + '/record.json'], process.env.RUNNER_TEMP);
    const found = await client.getArtifact('${name}');
    console.log('RESULT ' + JSON.stringify({ ...made, found: found.artifact.id }));`;

  test('what the real library uploads is listed and downloaded through the API, with the same digest', async () => {
    await using repository = await makeRepository({ 'a.txt': 'a' });
    await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    const run = await runAction(await action(upload('proof')), { github, context: { runId: 55 } });
    expect(run.exitCode, run.log).toBe(0);
    const made = JSON.parse(/RESULT (.*)/.exec(run.stdout)?.[1] ?? '') as { id: number; digest: string; found: number };
    expect(made.found).toBe(made.id);
    const headers = { authorization: `Bearer ${github.token}` };
    const listed = await fetch(`${github.url}/repos/acme/tracker/actions/runs/55/artifacts`, { headers });
    expect(await listed.json()).toMatchObject({
      total_count: 1,
      artifacts: [
        {
          id: made.id,
          name: 'proof',
          digest: `sha256:${made.digest}`,
          workflow_run: { id: 55, head_sha: repository.head },
        },
      ],
    });
    const zip = await fetch(`${github.url}/repos/acme/tracker/actions/artifacts/${made.id}/zip`, { headers });
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    expect(Buffer.from(files['record.json'] ?? []).toString()).toBe('{"verdict":"PASS"}');
  });

  test('a name that is taken is refused; so is a token that follows the redirect', async () => {
    await using repository = await makeRepository({ 'a.txt': 'a' });
    await using github = await startGitHub({ repository: 'acme/tracker', git: repository.path });
    const run = github.world.addRun({ id: 55, headSha: repository.head });
    const { id } = github.world.addArtifact({ run, name: 'proof', files: { a: 'a' } });
    const again = await runAction(await action(upload('proof')), { github, context: { runId: 55 } });
    expect(again.exitCode).not.toBe(0);
    expect(again.log).toContain('already exists');
    const leak = await fetch(github.results.signedDownload(id), {
      headers: { authorization: `Bearer ${github.token}` },
    });
    expect(leak.status).toBe(400);
    expect(() => github.assertClean()).toThrow('a token was sent to the blob store');
  });
});
