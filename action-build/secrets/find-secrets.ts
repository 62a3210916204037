/** Something that looks like a secret, without the secret. */
export type SecretSign = {
  /** What kind: `private-key`, `aws-key`; the last part of the finding's rule. */
  readonly kind: SecretKind;
  /** Line of the file, from 1. */
  readonly line: number;
  /** At most the first four characters, so that its owner knows which one is meant. */
  readonly starts: string;
};

/**
 * Formats that their makers publish, each with a prefix or a frame of its own: a match is a secret and not a guess.
 * Where only a part of the match is secret, it is the group `secret`. Entropy is not measured, because hashes and
 * minified code look like secrets to it.
 */
const PATTERNS = {
  // At least one whole line of key: header lines alone stand in programs that read keys, and in their manuals.
  'private-key':
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\[rn]|\s|[A-Za-z-]{1,30}: [^\n]{0,200}\n)*(?<secret>[A-Za-z0-9+/=]{40,})/g,
  'aws-key': /(?<![A-Za-z0-9+/_-])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9+/_-])/g,
  'aws-secret': /aws_secret_access_key["']?\s{0,8}[:=]\s{0,8}["']?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
  'azure-key': /AccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/g,
  'github-token': /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})/g,
  'gitlab-token': /(?<![A-Za-z0-9_-])gl(?:pat|dt|rt|ptt|agent)-[A-Za-z0-9_-]{20,}/g,
  'slack-token': /(?<![A-Za-z0-9_-])xox[abeoprs]-[A-Za-z0-9-]{20,}/g,
  'slack-webhook':
    /hooks\.slack\.com\/(?:services|workflows)\/(?<secret>T[A-Z0-9]{7,}\/[A-Z0-9]{8,}\/[A-Za-z0-9]{20,})/g,
  'stripe-key': /(?<![A-Za-z0-9_])[rs]k_live_[A-Za-z0-9]{20,}/g,
  'google-key': /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g,
  'anthropic-key': /(?<![A-Za-z0-9_-])sk-ant-[a-z0-9]+-[A-Za-z0-9_-]{80,}/g,
  'openai-key': /(?<![A-Za-z0-9_-])sk-[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20,}/g,
  'sendgrid-key': /(?<![A-Za-z0-9_.-])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g,
  'digitalocean-token': /(?<![A-Za-z0-9_])do[opr]_v1_[a-f0-9]{64}(?![a-f0-9])/g,
  'docker-token': /(?<![A-Za-z0-9_-])dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,}/g,
  'vault-token': /(?<![A-Za-z0-9_.-])hv[sb]\.[A-Za-z0-9_-]{90,}/g,
  'npm-token':
    /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9_])|:_authToken\s*=\s*"?(?<secret>(?!\$)[A-Za-z0-9._/+=-]{8,})/g,
  'pypi-token': /(?<![A-Za-z0-9_-])pypi-AgE[A-Za-z0-9_-]{50,}/g,
} as const satisfies Record<string, RegExp>;

export type SecretKind = keyof typeof PATTERNS;

/** One of these stands in every match: a single quick look passes over almost every file. */
const NEEDLES =
  /PRIVATE KEY|AKIA|ASIA|gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox[abeoprs]-|k_live_|AIza|npm_|_authToken|pypi-AgE|(?:aws_secret|AWS_SECRET)_|AccountKey=|hooks\.slack|sk-ant-|T3BlbkFJ|SG\.|do[opr]_v1_|dckr_|hv[sb]\./;

const KINDS = Object.entries(PATTERNS) as readonly (readonly [SecretKind, RegExp])[];

/** Published examples, which documentation and tests of programs are full of. */
const EXAMPLES = /EXAMPLE|([^=])\1{9}/;

/** Larger files are not read: in images they are programs, archives and data. */
export const LARGEST_EXAMINED = 2 ** 20;

/** Signs that are kept of one file: the first ones say it all. */
const MOST_SIGNS = 5;

/** Secrets whose format is known, in the order of the text. */
export function secretsIn(text: string): SecretSign[] {
  if (!NEEDLES.test(text)) return [];
  return KINDS.flatMap(([kind, expression]) =>
    [...text.matchAll(expression)].flatMap((match) => {
      const secret = match.groups?.['secret'] ?? match[0];
      if (EXAMPLES.test(secret)) return [];
      return [{ kind, line: text.slice(0, match.index).split('\n').length, starts: secret.slice(0, 4) }];
    }),
  )
    .toSorted((left, right) => left.line - right.line)
    .slice(0, MOST_SIGNS);
}

/** Text has no zero byte near its begin; what has one is a program or data, and matches in it mean nothing. */
const isText = (bytes: Uint8Array): boolean => !bytes.subarray(0, 8192).includes(0);

/** The secrets in a file; none when it is larger than is examined, or no text. */
export function findSecrets(bytes: Buffer): SecretSign[] {
  if (bytes.length > LARGEST_EXAMINED || !isText(bytes)) return [];
  return secretsIn(bytes.toString('latin1'));
}
