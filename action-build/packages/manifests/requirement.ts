import type { DeclaredPackage } from '../declared.ts';
import { normalizePythonName } from '../python.ts';

const NAME = /^(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?<rest>.*)$/s;
const EXACT = /^\(?\s*===?\s*(?<version>[A-Za-z0-9.!+_-]+)\s*\)?\s*(?:;|$)/;
/** The names of files that pip installs: `plotly-5.24.1-py3-none-any.whl`, `plotly-5.24.1.tar.gz`. */
const FILE =
  /(?:^|\/)(?<name>[A-Za-z0-9][A-Za-z0-9._]*(?:-[A-Za-z0-9._]+)*?)-(?<version>\d[^/-]*)(?:-[^/]+)?\.(?:whl|tar\.gz|zip)$/;
/** Far above any real one: expressions are not given lines that somebody made to keep them busy. */
const LONGEST = 2_000;
const EGG = /#(?:.*&)?egg=(?<name>[A-Za-z0-9._-]+)/;

const named = (name: string, version: string | undefined) => ({
  type: 'pypi' as const,
  namespace: null,
  name: normalizePythonName(name),
  version: version ?? null,
});

/**
 * The project that a requirement of PEP 508, a file or an address names.
 * @returns undefined when it does not name one.
 */
export function readRequirement(text: string): Omit<DeclaredPackage, 'file' | 'line' | 'view'> | undefined {
  const requirement = text.trim();
  if (requirement.length > LONGEST) return undefined;
  const egg = EGG.exec(requirement)?.groups?.['name'];
  if (egg !== undefined) return named(egg, undefined);
  const file = FILE.exec(requirement.replace(/[?#].*$/, ''))?.groups;
  if (file?.['name'] !== undefined) return named(file['name'], file['version']);
  const groups = NAME.exec(requirement)?.groups;
  const name = groups?.['name'];
  const rest = groups?.['rest'] ?? '';
  // What follows a name: nothing, a version, a marker, an address. Everything else is a path.
  if (name === undefined || !/^(?:$|[<>=!~;@(,#])/.test(rest)) return undefined;
  return named(name, EXACT.exec(rest)?.groups?.['version']);
}
