/** Words of a variable's name that say that its value is a secret, as BuildKit's own check has them and a few more. */
const SECRET_WORDS = new Set([
  'apikey',
  'auth',
  'credential',
  'credentials',
  'key',
  'passphrase',
  'passwd',
  'password',
  'pwd',
  'pword',
  'secret',
  'secrets',
  'token',
]);

/** Words that say the opposite: a public key is no secret, and a file's name is not its content. */
const HARMLESS_WORDS = new Set(['public', 'pub', 'file', 'path', 'dir', 'fingerprint', 'id', 'name', 'url', 'type']);

/** True when a variable is called like a secret: `DB_PASSWORD`, `npm-token`, `apiKey`; not `POSTGRES_PASSWORD_FILE`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => SECRET_WORDS.has(word)) && !words.some((word) => HARMLESS_WORDS.has(word));
}
