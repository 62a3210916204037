/** Letters and digits that look random and never change. */
export const letters = (length: number): string =>
  Array.from({ length }, (_, index) => 'q7Zt3KpWx9'[(index * 7 + (index >> 2)) % 10]).join('');

const upper = (length: number): string => letters(length).toUpperCase().replace(/[019]/g, 'Q');

const hex = (length: number): string =>
  letters(length)
    .toLowerCase()
    .replace(/[^0-9a-f]/g, 'e');

const key = `${letters(64)}\n${letters(64)}\n${letters(20)}==\n`;

/** Made-up secrets in the formats of their makers, put together here so that no scanner of this repository trips over them. */
export const SECRETS = {
  'private-key': `-----BEGIN ${'RSA PRIVATE'} KEY-----\n${key}-----END RSA PRIVATE KEY-----\n`,
  'aws-key': `AKIA${upper(16)}`,
  'aws-secret': `aws_secret_access_key = ${letters(40)}`,
  'azure-key': `DefaultEndpointsProtocol=https;AccountKey=${letters(86)}==`,
  'github-token': ['ghp', letters(36)].join('_'),
  'gitlab-token': ['glpat', letters(20)].join('-'),
  'slack-token': ['xoxb', letters(24)].join('-'),
  'slack-webhook': `https://hooks.slack.com/${['services', `T${upper(10)}`, `B${upper(10)}`, letters(24)].join('/')}`,
  'stripe-key': ['sk', 'live', letters(24)].join('_'),
  'google-key': `AIza${letters(35)}`,
  'anthropic-key': ['sk-ant', 'api03', letters(90)].join('-'),
  'openai-key': `sk-${letters(24)}T3Blbk${'FJ'}${letters(24)}`,
  'sendgrid-key': ['SG', letters(22), letters(43)].join('.'),
  'digitalocean-token': ['dop', 'v1', hex(64)].join('_'),
  'docker-token': ['dckr', 'pat', letters(27)].join('_'),
  'vault-token': ['hvs', letters(95)].join('.'),
  'npm-token': ['npm', letters(36)].join('_'),
  'pypi-token': ['pypi', `AgE${letters(60)}`].join('-'),
} as const;
