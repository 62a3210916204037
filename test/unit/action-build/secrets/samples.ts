/** Letters and digits that look random and never change. */
export const letters = (length: number): string =>
  Array.from({ length }, (_, index) => 'q7Zt3KpWx9'[(index * 7 + (index >> 2)) % 10]).join('');

const upper = (length: number): string => letters(length).toUpperCase().replace(/[019]/g, 'Q');

const key = `${letters(64)}\n${letters(64)}\n${letters(20)}==\n`;

/** Made-up secrets in the formats of their makers, put together here so that no scanner of this repository trips over them. */
export const SECRETS = {
  'private-key': `-----BEGIN ${'RSA PRIVATE'} KEY-----\n${key}-----END RSA PRIVATE KEY-----\n`,
  'aws-key': `AKIA${upper(16)}`,
  'github-token': ['ghp', letters(36)].join('_'),
  'gitlab-token': ['glpat', letters(20)].join('-'),
  'slack-token': ['xoxb', letters(24)].join('-'),
  'stripe-key': ['sk', 'live', letters(24)].join('_'),
  'google-key': `AIza${letters(35)}`,
  'npm-token': ['npm', letters(36)].join('_'),
  'pypi-token': ['pypi', `AgE${letters(60)}`].join('-'),
} as const;
