/** Kinds of files that hold secrets by what they are for; the last part of the finding's rule. */
export type ForbiddenKind = 'env' | 'ssh-key' | 'credentials' | 'git';

const NAMES: readonly (readonly [ForbiddenKind, RegExp])[] = [
  ['env', /(?:^|\/)\.env(?:\.(?!example$|sample$|template$|dist$|defaults$)[^/]+)?$/],
  ['ssh-key', /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/],
  [
    'credentials',
    /(?:^|\/)(?:\.aws\/credentials|\.docker\/config\.json|\.dockercfg|\.netrc|\.pgpass|\.kube\/config|\.git-credentials|\.pypirc|\.vault-token)$/,
  ],
  // One file stands for the whole repository, and may itself hold a token.
  ['git', /(?:^|\/)\.git\/config$/],
];

/** What a file is by its name, when it has no place in an image or in what is sent to a builder. */
export const forbiddenKind = (path: string): ForbiddenKind | undefined =>
  NAMES.find(([, name]) => name.test(path))?.[0];

/** Files that often hold a key and are small, so that a look into them is worth it: others in a context are too many. */
export const mayHoldKey = (path: string): boolean => /\.(?:pem|key|p8)$|(?:^|\/)\.npmrc$/.test(path);
