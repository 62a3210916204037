import type { Place } from '../domain/errors.ts';
import type { ConfigPath } from './finding.ts';
import { offsetOf } from './reading/positions.ts';
import { readYaml } from './reading/read-yaml.ts';

/**
 * Finds the lines of parts of a configuration file, for annotations on a file that is right in itself.
 * The place of a part that is not there is that of the nearest part around it.
 */
export function placesIn(text: string, file: string): (path: ConfigPath, message: string) => Place {
  const source = readYaml(text);
  return (path, message) => {
    if ('problems' in source) return { file, line: 1, column: 1, message };
    const { line, col } = source.lines.linePos(offsetOf(source.document, { path, message }));
    return { file, line, column: col, message };
  };
}
