import { ParseError, parse } from '@marcbachmann/cel-js';
import type { ConfigPath, Finding } from '../finding.ts';
import type { Evidence } from '../schema/checkpoints.ts';
import type { Config } from '../schema.ts';

/** Evidence: exactly one place to find it, and an expression that can be evaluated. */
export function evidenceFindings(config: Config): readonly Finding[] {
  return Object.entries(config.evidence ?? {}).flatMap(([id, evidence]) => {
    const path = ['evidence', id];
    return [...sourceFindings(path, evidence), ...expressionFindings([...path, 'require'], evidence.require)];
  });
}

function sourceFindings(path: ConfigPath, evidence: Evidence): readonly Finding[] {
  const { artifact, path: inside, file } = evidence;
  const findings: Finding[] = [];
  const fromArtifact = artifact !== undefined || inside !== undefined;
  if (fromArtifact === (file !== undefined) || (artifact === undefined) !== (inside === undefined))
    findings.push({ path, at: 'key', message: `evidence "${path.at(-1)}" needs either artifact and path, or file` });
  if (evidence['max-age'] !== undefined && artifact === undefined)
    findings.push({
      path: [...path, 'max-age'],
      at: 'key',
      message: 'max-age counts from the run that made an artifact; a file of the repository has none',
    });
  return findings;
}

/** The expression must parse; which numbers it may use depends on the reader of the format. */
function expressionFindings(path: ConfigPath, text: string): readonly Finding[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const offset = error.range?.start ?? 0;
    return [{ path, offset, message: `the expression cannot be read: ${plain(error.summary)}` }];
  }
}

const plain = (summary: string): string =>
  summary.replace(/^./, (letter) => letter.toLowerCase()).replace('token: EOF', 'end');
