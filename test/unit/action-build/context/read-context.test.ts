import { describe, expect, test } from 'vitest';
import { type ContextFiles, readContext } from '../../../../action-build/context/read-context.ts';
import { SECRETS } from '../secrets/samples.ts';

const inMemory = (files: Record<string, string>): ContextFiles => ({
  list: async (wanted) => Object.keys(files).filter(wanted).sort(),
  read: async (path, most) => {
    const text = files[path];
    return text === undefined || text.length > most ? undefined : Buffer.from(text);
  },
});

const read = async (files: Record<string, string>, builder: 'buildx' | 'classic' = 'buildx') =>
  await readContext(inMemory(files), { folder: 'backend', dockerfile: 'Dockerfile', builder });

describe('what the builder is sent', () => {
  const FILES = { '.env': 'A=1', 'a/.env.local': 'A=1', 'k/server.pem': SECRETS['private-key'], 'k/ca.pem': 'public' };
  const cases: readonly (readonly [string, string | undefined, boolean, readonly string[]])[] = [
    ['without patterns everything', undefined, false, ['.env', 'a/.env.local', 'k/server.pem']],
    ['patterns for all', '.env*\n**/.env*\nk\n', true, []],
    ['a pattern that only reaches the root', '.env*\n', true, ['a/.env.local', 'k/server.pem']],
    ['everything, and exceptions', '*\n!k/*.pem\n', true, ['k/server.pem']],
    ['a later line wins', '**/.env*\n!.env\n', false, ['.env', 'k/server.pem']],
    ['comments', '# .env\n', false, ['.env', 'a/.env.local', 'k/server.pem']],
    ['case counts', '.ENV\n', false, ['.env', 'a/.env.local', 'k/server.pem']],
  ];
  test.each(cases)('%s', async (_, ignore, keepsEnvOut, exposed) => {
    const fact = await read({ ...FILES, ...(ignore === undefined ? {} : { '.dockerignore': ignore }) });
    if (fact.kind !== 'read') throw new Error(fact.why);
    expect(fact.exposed.map(({ path }) => path)).toEqual(exposed);
    expect(fact.keepsEnvOut).toBe(keepsEnvOut);
    expect(fact.ignoreFile).toBe(ignore === undefined ? null : 'backend/.dockerignore');
  });
});

test('buildx prefers the patterns that are named after the Dockerfile, the classic builder does not know them', async () => {
  const files = { 'Dockerfile.dockerignore': '.env\n', '.dockerignore': '\n' };
  expect(await read(files)).toMatchObject({ ignoreFile: 'backend/Dockerfile.dockerignore', keepsEnvOut: true });
  expect(await read(files, 'classic')).toMatchObject({ ignoreFile: 'backend/.dockerignore', keepsEnvOut: false });
});

test('a pattern that cannot be judged is no answer', async () => {
  expect(await read({ '.dockerignore': '.env\nfile[0-9]\n' })).toMatchObject({
    kind: 'unreadable',
    why: expect.stringContaining('"file[0-9]"'),
  });
});

test('a context that cannot be listed is no answer', async () => {
  const broken: ContextFiles = { list: () => Promise.reject(new Error('EACCES')), read: async () => undefined };
  expect(await readContext(broken, { folder: '.', dockerfile: 'Dockerfile', builder: 'buildx' })).toEqual({
    kind: 'unreadable',
    why: 'EACCES',
  });
});
