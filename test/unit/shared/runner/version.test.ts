import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeTool } from '../../../../shared/runner/tool.ts';
import { VERSION } from '../../../../shared/runner/version.ts';

test('the version in records is the one of package.json', () => {
  expect(VERSION).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});

test('the hash in records is what sha256sum says of all files that can run', () => {
  const folder = 'shared/runner';
  const script = 'LC_ALL=C sha256sum *.ts | sha256sum | cut -c1-64';
  const said = execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' }).trim();
  expect(describeTool('deploy')).toEqual({
    name: 'countersign/action-deploy',
    version: VERSION,
    dist: said,
  });
});
