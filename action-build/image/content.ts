import type { InstalledPackage, PackageType } from '../packages/package.ts';

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
};

export type LayerFact = {
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
