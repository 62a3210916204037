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

/**
 * True when the pattern means this package. A namespace that the image does not tell counts as a match: a rule that
 * forbids must not be passed by not knowing.
 */
export function matches(pattern: PackagePattern, found: InstalledPackage): boolean {
  if (pattern.type !== found.type) return false;
  const sameNamespace =
    pattern.namespace === null || found.namespace === null || pattern.namespace.toLowerCase() === found.namespace;
  const sameVersion = pattern.version === null || pattern.version === found.version;
  return sameNamespace && sameVersion && matchesName(pattern.name, found.name);
}
