import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sha256 } from '../../../../shared/domain/record.ts';
import { describeTool } from '../../../../shared/runner/tool.ts';
import { VERSION } from '../../../../shared/runner/version.ts';

test('the version in records is the one of package.json', () => {
  expect(VERSION).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});

test('the hash in records is that of the file that runs', () => {
  expect(describeTool('deploy')).toEqual({
    name: 'countersign/action-deploy',
    version: VERSION,
    dist: sha256(readFileSync('shared/runner/tool.ts')),
  });
});
