/** An image as a manifest writes it, taken apart. */
export type ParsedImage = {
  /** Repository name in full: `docker.io/library/postgres`. */
  readonly repository: string;
  /** The name as it was written, without tag and digest. */
  readonly written: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
};

/**
 * Takes an image reference apart by the rules of the distribution project: the first part is a registry when it has a
 * dot or a colon or is `localhost`; without one, Docker Hub and its `library/` are meant.
 */
export function parseImage(text: string): ParsedImage {
  const [beforeDigest = '', digest] = text.split('@', 2);
  const slash = beforeDigest.lastIndexOf('/');
  const colon = beforeDigest.indexOf(':', slash + 1);
  const written = colon === -1 ? beforeDigest : beforeDigest.slice(0, colon);
  const tag = colon === -1 ? undefined : beforeDigest.slice(colon + 1);
  return { repository: fullName(written), written, tag, digest };
}

function fullName(written: string): string {
  const [first = '', ...rest] = written.split('/');
  const hasRegistry = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
  const registry = hasRegistry ? (first === 'index.docker.io' ? 'docker.io' : first) : 'docker.io';
  const path = hasRegistry ? rest.join('/') : written;
  return registry === 'docker.io' && !path.includes('/') ? `docker.io/library/${path}` : `${registry}/${path}`;
}
