import type { DeclaredPackage, Manifest } from './declared.ts';
import { readRequirement } from './manifests/requirement.ts';
import { splitNpmName } from './npm.ts';
import type { PackageType } from './package.ts';

/** A word of a command with the line that it stands on. */
export type Word = { readonly text: string; readonly line: number };

/** What the commands of a Dockerfile install, by name and from files. */
export type Installs = Manifest & {
  /** Paths of `pip install -r`, as written. */
  readonly requirements: readonly string[];
};

type Installer = {
  readonly type: PackageType;
  /** Matched against the words from each place on, joined by single spaces. */
  readonly starts: RegExp;
  /** Options that are followed by a value of their own. */
  readonly valued: RegExp;
  readonly read: (word: string) => Omit<DeclaredPackage, 'file' | 'line' | 'view'> | undefined;
};

const OPTIONS = String.raw`(?:-\S+ )*`;

function readApt(word: string): Omit<DeclaredPackage, 'file' | 'line' | 'view'> | undefined {
  const [, name, version] = /^([a-z0-9][a-z0-9+.-]+?)(?::[a-z0-9]+)?(?:=([^/]+)|\/\S+)?$/.exec(word) ?? [];
  if (name === undefined || name.endsWith('-')) return undefined;
  return { type: 'deb', namespace: null, name, version: version ?? null };
}

function readApk(word: string): Omit<DeclaredPackage, 'file' | 'line' | 'view'> | undefined {
  const [, name, version] = /^([a-zA-Z0-9][\w+.-]*)(?:=([^=<>~]+)|[=<>~@].*)?$/.exec(word) ?? [];
  return name === undefined
    ? undefined
    : { type: 'apk', namespace: null, name: name.toLowerCase(), version: version ?? null };
}

function readNpm(word: string): Omit<DeclaredPackage, 'file' | 'line' | 'view'> | undefined {
  const real = /^(?:@[^/]+\/)?[^@/]+@npm:(.+)$/.exec(word)?.[1] ?? word;
  const [, name, range] = /^((?:@[\w.-]+\/)?[A-Za-z0-9][\w.-]*)(?:@([^:/]+))?$/.exec(real) ?? [];
  if (name === undefined) return undefined;
  const version = range !== undefined && /^\d+\.\d+\.\d+/.test(range) ? range : null;
  return { type: 'npm', ...splitNpmName(name), version };
}

const PIP_VALUED =
  /^(?:-[rcifetdp]|--(?:requirement|constraint|index-url|extra-index-url|find-links|editable|target|prefix|root|platform|python(?:-version)?|implementation|abi|trusted-host|timeout|retries|proxy|cert|client-cert|cache-dir|src|log|upgrade-strategy|progress-bar|no-binary|only-binary|report|group|extra))$/;

const INSTALLERS: readonly Installer[] = [
  {
    type: 'pypi',
    starts: new RegExp(String.raw`^(?:\S*/)?(?:pip[\d.]*|uv pip|pipx) ${OPTIONS}install `),
    valued: PIP_VALUED,
    read: readRequirement,
  },
  {
    type: 'pypi',
    starts: new RegExp(String.raw`^(?:\S*/)?(?:uv|poetry|pipenv) ${OPTIONS}(?:add|install) `),
    valued: /^(?:-[GEr]|--(?:group|extras?|source|python|with|without|only|requirements))$/,
    read: readRequirement,
  },
  {
    type: 'deb',
    starts: /^(?:\S*\/)?(?:apt-get|apt|aptitude) (?:-[ot] \S+ |-\S+ )*(?:install|build-dep) /,
    valued: /^(?:-[otc]|--(?:target-release|default-release|option|config-file))$/,
    read: readApt,
  },
  {
    type: 'apk',
    starts: new RegExp(String.raw`^(?:\S*/)?apk ${OPTIONS}add `),
    valued: /^(?:-[tXp]|--(?:virtual|repository|root|arch|keys-dir|cache-dir|repositories-file))$/,
    read: readApk,
  },
  {
    type: 'npm',
    starts: new RegExp(
      String.raw`^(?:\S*/)?(?:npm ${OPTIONS}(?:install|i|add)|(?:yarn|pnpm) (?:global )?${OPTIONS}add) `,
    ),
    valued: /^(?:-[wC]|--(?:prefix|registry|workspace|cache|tag|userconfig|loglevel|omit|include|cwd|dir|filter))$/,
    read: readNpm,
  },
];

/** A word without the quotes of a shell, and without what is around it in a JSON list; `uvicorn[standard]` stays. */
function bareWord(piece: string): string {
  const start = piece.replace(/^["',[]+/, '');
  return start.replace(start.includes('[') ? /["',]+$/ : /["'\],]+$/, '');
}

/** Commands of a shell line. Words are split where a shell ends one command and begins the next. */
function commandsOf(words: readonly Word[]): Word[][] {
  const commands: Word[][] = [[]];
  for (const { text, line } of words) {
    for (const piece of text.split(/(&&|\|\||[;|&(){}`])/)) {
      const bare = bareWord(piece);
      if (/^(?:&&|\|\||[;|&(){}`])$/.test(piece)) commands.push([]);
      else if (bare !== '') commands.at(-1)?.push({ text: bare, line });
    }
  }
  return commands;
}

/** The words after the words that an installer starts with; undefined when it is none. */
function argumentsOf(command: readonly Word[]): { installer: Installer; words: readonly Word[] } | undefined {
  for (const [index] of command.entries()) {
    const rest = `${command
      .slice(index)
      .map(({ text }) => text)
      .join(' ')} `;
    for (const installer of INSTALLERS) {
      const start = installer.starts.exec(rest)?.[0];
      if (start !== undefined) return { installer, words: command.slice(index + start.trim().split(' ').length) };
    }
  }
  return undefined;
}

/** A path or an address: what is there shows when it is installed. A Debian package that is taken away. */
const namesNothing = (word: string, type: PackageType): boolean =>
  (type === 'deb' && word.endsWith('-')) || /^(?:\.{0,2}\/|\.{1,2}(?:\[|$)|~\/|[a-z+]+:\/\/|git@|file:)/.test(word);

function readCommand(
  command: readonly Word[],
  into: { packages: Manifest['packages'][number][]; unread: Manifest['unread'][number][]; requirements: string[] },
): void {
  const found = argumentsOf(command);
  if (found === undefined) return;
  const { installer, words } = found;
  let before = '';
  for (const { text, line } of words) {
    const isValue = installer.valued.test(before);
    const file = /^(?:-r|--requirement=)(?<path>[^-\s].*)$/.exec(text)?.groups?.['path'];
    if (isValue && /^(?:-r|--requirements?)$/.test(before)) into.requirements.push(text);
    else if (file !== undefined && installer.type === 'pypi') into.requirements.push(file);
    before = text;
    // A redirection ends what is installed; what follows it is a file.
    if (/^\d?[<>]/.test(text)) break;
    if (isValue || text.startsWith('-')) continue;
    const named = installer.read(text);
    if (named !== undefined) into.packages.push({ view: 'written', ...named, line });
    else if (text.includes('$')) {
      into.unread.push({ type: installer.type, line, why: `${text} is known only while building` });
    } else if (!namesNothing(text, installer.type)) {
      into.unread.push({ type: installer.type, line, why: `"${text}" does not say which package it is` });
    }
  }
}

/** What the commands of a shell line install. A word that cannot be told is said, never passed over. */
export function installsOf(words: readonly Word[]): Installs {
  const into = { packages: [], unread: [], requirements: [] };
  for (const command of commandsOf(words)) readCommand(command, into);
  return into;
}
