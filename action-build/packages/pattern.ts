import { PackageURL } from 'packageurl-js';
import { type InstalledPackage, type PackageType, READABLE_TYPES } from './package.ts';
import { normalizePythonName } from './python.ts';

/** A package URL of the configuration, whose name may hold `*` for any characters. */
export type PackagePattern = {
  /** As written, for messages. */
  readonly text: string;
  readonly type: string;
  readonly namespace: string | null;
  readonly name: string;
  /** Exactly as the image's database writes it; null for any. */
  readonly version: string | null;
};

/** Reads a pattern. Qualifiers and subpath are left aside, so a pattern with them forbids more, never less. @throws */
export function readPattern(text: string): PackagePattern {
  const { type, namespace, name, version } = PackageURL.fromString(text);
  return {
    text,
    type,
    namespace: namespace ?? null,
    name: type === 'pypi' ? normalizePythonName(name) : name.toLowerCase(),
    version: version ?? null,
  };
}

/** True when installed packages of this type can be read from an image. */
export const isReadable = (type: string): type is PackageType => (READABLE_TYPES as readonly string[]).includes(type);

/** `*` stands for any run of characters; everything else for itself. */
function matchesName(pattern: string, name: string): boolean {
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`, 's').test(name);
}

/** A package to be compared with a pattern; `version` is null where only its name is known. */
type NamedPackage = Pick<InstalledPackage, 'type' | 'namespace' | 'name'> & { readonly version: string | null };

/** A scope is part of an npm name; a distribution only narrows a name down, and the image may not tell it. */
function sameNamespace(pattern: PackagePattern, { type, namespace }: NamedPackage): boolean {
  if (type === 'npm') return (pattern.namespace?.toLowerCase() ?? null) === (namespace?.toLowerCase() ?? null);
  return pattern.namespace === null || namespace === null || pattern.namespace.toLowerCase() === namespace;
}

/**
 * True when the pattern means this package. What is not known about it, its namespace or its version, counts as a
 * match: a rule that forbids must not be passed by not knowing.
 */
export function matches(pattern: PackagePattern, found: NamedPackage): boolean {
  if (pattern.type !== found.type) return false;
  const sameVersion = pattern.version === null || found.version === null || pattern.version === found.version;
  return sameNamespace(pattern, found) && sameVersion && matchesName(pattern.name, found.name.toLowerCase());
}
