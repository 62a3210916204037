import { readParagraph } from './fields.ts';
import type { Listed } from './package.ts';

/** PEP 503: how Python's index compares names. `PyQt6_sip`, `pyqt6.sip` and `pyqt6-sip` are one project. */
export const normalizePythonName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/**
 * Reads one `METADATA` (wheel) or `PKG-INFO` (egg) file. Damaged lines after the name are common in old packages, and
 * Python's own reader stops at them too.
 * @throws when there is no name: a package that cannot be named must not look absent.
 */
export function readPythonMetadata(text: string, path: string): Listed {
  const { fields } = readParagraph(text.replace(/^\uFEFF/, ''));
  const name = fields.get('name');
  if (name === undefined || name === '') throw new Error(`${path}: no Name field`);
  return { type: 'pypi', namespace: null, name: normalizePythonName(name), version: fields.get('version') ?? '', path };
}

/**
 * The package of a metadata folder whose file is missing, from the folder's name: `plotly-5.24.1.dist-info`,
 * `six-1.16.0-py3.11.egg-info`.
 */
export function readPythonFolder(path: string): Listed {
  const base = path.slice(path.lastIndexOf('/') + 1).replace(/\.(dist|egg)-info$/, '');
  const [name = base, version = ''] = base.split('-');
  return { type: 'pypi', namespace: null, name: normalizePythonName(name), version, path };
}
