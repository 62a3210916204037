import { expect, test } from 'vitest';
import { forbiddenKind } from '../../../../action-build/secrets/forbidden-files.ts';
import { isSecretName } from '../../../../action-build/secrets/secret-names.ts';

test.each([
  'DB_PASSWORD',
  'npm-token',
  'apiKey',
  'SECRET',
  'AWS_SECRET_ACCESS_KEY',
  'GITHUB_TOKEN',
  'NPM_CONFIG__AUTH',
])('%s is called like a secret', (name) => expect(isSecretName(name)).toBe(true));
test.each([
  'PATH',
  'POSTGRES_PASSWORD_FILE',
  'PUBLIC_KEY',
  'TOKENIZERS_PARALLELISM',
  'KEYBOARD',
  'AUTHOR',
  'AWS_ACCESS_KEY_ID',
  'TOKEN_URL',
])('%s is not', (name) => expect(isSecretName(name)).toBe(false));

test.each([
  ['.env', 'env'],
  ['srv/.env.production', 'env'],
  ['.env.example', undefined],
  ['env', undefined],
  ['.environment', undefined],
  ['root/.ssh/id_ed25519', 'ssh-key'],
  ['root/.ssh/id_ed25519.pub', undefined],
  ['root/.aws/credentials', 'credentials'],
  ['root/.docker/config.json', 'credentials'],
  ['docker/config.json', undefined],
  ['.netrc', 'credentials'],
  ['src/.git/config', 'git'],
  ['.gitconfig', undefined],
])('%s is %s', (path, kind) => expect(forbiddenKind(path)).toBe(kind));
