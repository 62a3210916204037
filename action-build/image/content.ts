import type { InstalledPackage, PackageType } from '../packages/package.ts';
import type { SecretKind } from '../secrets/find-secrets.ts';
import type { ForbiddenKind } from '../secrets/forbidden-files.ts';

/** What was read from an image's layers: plain JSON, the body of the record. */
export type ImageContent = {
  /** Number of files, folders and links. */
  readonly entries: number;
  /** Base first. */
  readonly layers: readonly LayerFact[];
  /** ID of os-release; null when the image has none. */
  readonly distribution: string | null;
  /** The image's own users; null when it has no passwd file. */
  readonly accounts: readonly Account[] | null;
  readonly packages: readonly InstalledPackage[];
  readonly databases: Readonly<Record<PackageType, Database>>;
  /** What looks like a secret, in every layer, also in files that a later layer removes. */
  readonly secrets: readonly ImageSecret[];
  /** How many there are; `secrets` stops at a number that nobody reads to its end. */
  readonly secretCount: number;
  /** Programs that run as somebody else than who starts them. */
  readonly setuid: readonly SetuidFile[];
  /** Bytes of each layer that no container can use, base first; null when no service of the run asks for a limit. */
  readonly leftovers: readonly Leftover[] | null;
  readonly start: StartFact;
  /** The files of `limits.bundle`; null when the service has no such limit. */
  readonly bundle: BundleFact | null;
};

export type BundleFact = {
  readonly pattern: string;
  /** How many files match, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  readonly largest: readonly { readonly path: string; readonly bytes: number; readonly layer: number }[];
};

export type ImageSecret = {
  readonly path: string;
  readonly layer: number;
  readonly kind: SecretKind | ForbiddenKind;
  /** Line and first characters, for what was found in the content. */
  readonly line: number | null;
  readonly starts: string | null;
  /** Whether a later layer deletes or replaces the file; it can be read all the same. */
  readonly deleted: boolean;
};

export type SetuidFile = {
  readonly path: string;
  /** `setuid`, `setgid` or both. */
  readonly bits: readonly ('setuid' | 'setgid')[];
  /** Id of the user and of the group that it runs as. */
  readonly uid: number;
  readonly gid: number;
  /** The first layer in which the path has these bits. */
  readonly since: number;
};

export type Leftover = {
  /** Bytes of files that a later layer deletes or replaces, or that are there a second time. */
  readonly bytes: number;
  readonly largest: readonly { readonly path: string; readonly bytes: number; readonly why: 'gone' | 'double' }[];
};

/** What a container of the image would start. */
export type StartFact =
  /** Neither ENTRYPOINT nor CMD. */
  | { readonly kind: 'none' }
  | { readonly kind: 'named'; readonly program: string; readonly problems: readonly StartProblem[] };

export type StartProblem = {
  readonly kind: 'missing' | 'not-executable' | 'interpreter' | 'no-interpreter' | 'crlf' | 'windows-path';
  readonly path: string;
  /** What is wrong, one sentence without a full stop. */
  readonly why: string;
};

type LayerFact = {
  /** Bytes and entries of the uncompressed layer. */
  readonly bytes: number;
  readonly entries: number;
  /** The instruction of the Dockerfile that made it; null when the image's history does not say. */
  readonly instruction: string | null;
};

export type Account = { readonly name: string; readonly uid: number };

/** Where the packages of one type come from, so that "none" can be told from "not known". */
export type Database =
  /** The package database was read. */
  | { readonly status: 'read'; readonly packages: number }
  /** There is none, and nothing in the image says that there should be one. */
  | { readonly status: 'none'; readonly looked: string }
  /** It is damaged, or was removed from an image that has such packages. */
  | { readonly status: 'unreadable'; readonly why: string };

/** Lines of a passwd file that name a user; others are skipped, as libc does. */
export function readAccounts(passwd: string): Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid] = line.split(':');
    return name && uid !== undefined && /^\d+$/.test(uid) ? [{ name, uid: Number(uid) }] : [];
  });
}
