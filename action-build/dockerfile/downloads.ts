import type { DownloadKind } from './dockerfile-facts.ts';

/** Each with a look behind it, so that a word in a path or a longer option is none. */
const SIGNS: readonly (readonly [DownloadKind, RegExp])[] = [
  [
    'pipe-to-shell',
    /\b(?:curl|wget)\b[^;&|]*(?:\|[^;&|]*)*\|\s*(?:sudo\s+(?:-\S+\s+)*|env\s+(?:\S+=\S*\s+)*)?(?:\S*\/)?(?:ba|da|a|z|k)?sh\b(?![-./\w])/,
  ],
  ['pipe-to-shell', /\b(?:ba|da|a|z|k)?sh\b(?:\s+-\S+)*\s+(?:<\(|(?:-c\s+)?["']?(?:\$\(|`))\s*(?:curl|wget)\b/],
  [
    'pipe-to-shell',
    /\b(?:curl|wget)\b[^;&|]*(?:\|[^;&|]*)*\|\s*(?:\S*\/)?(?:python3?|perl|ruby|node)\b(?:\s+-)?\s*(?:$|[;&|\n])/,
  ],
  ['trusted-host', /(?<!\S)["']?--trusted-host(?![\w-])|\bPIP_TRUSTED_HOST=/],
  [
    'allow-unauthenticated',
    /(?<!\S)["']?--(?:allow-unauthenticated|allow-untrusted|allow-insecure-repositories|nogpgcheck|no-gpg-checks)(?![\w-])|\[[^\]]*\btrusted=yes\b/,
  ],
];

/** The ways in which a command of RUN takes over what nobody has verified. Comments are no commands. */
export function downloadsIn(command: string): DownloadKind[] {
  const lines = command.replace(/^[ \t]*#.*$/gm, '').replace(/[\\`]\r?\n/g, ' ');
  return [...new Set(SIGNS.filter(([, sign]) => sign.test(lines)).map(([kind]) => kind))];
}

/** A source of ADD that is fetched over the network; a repository of git is bound only when it names a commit. */
export const isAddress = (source: string): boolean =>
  /^(?:(?:https?|ftp|ssh|git):\/\/|[\w.-]+@[\w.-]+:)/i.test(source) && !/\.git#[0-9a-f]{40}(?::|$)/i.test(source);
