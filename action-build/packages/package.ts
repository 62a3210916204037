/** A package that an image's own package database says is installed. */
export type InstalledPackage = {
  readonly type: PackageType;
  /**
   * Distribution of a Debian or Alpine package (`debian`, `alpine`), null when the image does not say; scope of an npm
   * package (`@angular`), null when it has none; null for Python.
   */
  readonly namespace: string | null;
  /** As the ecosystem compares names: Python names are normalised by PEP 503. */
  readonly name: string;
  readonly version: string;
  /** Path in the image of the entry that was read. */
  readonly path: string;
  /** Index of the layer that brought it. */
  readonly layer: number;
};

/** A package as its database lists it, before it is known which layer brought it. */
export type Listed = Omit<InstalledPackage, 'layer'>;

/** Package URL types whose installed packages can be read. */
export const READABLE_TYPES = ['deb', 'apk', 'pypi', 'npm'] as const;

export type PackageType = (typeof READABLE_TYPES)[number];

/** `pkg:pypi/plotly@5.24.1`, for people: not percent-encoded; without what is not known. */
export function showPackage({
  type,
  namespace,
  name,
  version,
}: Pick<Listed, 'type' | 'namespace' | 'name'> & { readonly version: string | null }): string {
  const known = version === null || version === '' ? '' : `@${version}`;
  return `pkg:${type}/${namespace === null ? '' : `${namespace}/`}${name}${known}`;
}
