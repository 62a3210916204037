import { ParseError, parse } from '@marcbachmann/cel-js';
import type { ConfigPath, Finding } from '../finding.ts';
import { suggest } from '../nearest.ts';
import { isPattern } from '../pattern.ts';
import type { Evidence } from '../schema/checkpoints.ts';
import type { Config } from '../schema.ts';

/** Evidence: exactly one place to find it, and an expression that can be evaluated. */
export function evidenceFindings(config: Config): readonly Finding[] {
  return Object.entries(config.evidence ?? {}).flatMap(([id, evidence]) => {
    const path = ['evidence', id];
    return [
      ...sourceFindings(path, evidence),
      ...aboutFindings(path, evidence, config),
      ...expressionFindings([...path, 'require'], evidence.require),
    ];
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

/** Formats whose files can name an image by digest. */
const WITH_DIGESTS: ReadonlySet<string> = new Set(['trivy', 'cyclonedx', 'spdx', 'dsse']);

/** Keys that say what a file has to be about, and where it has to come from. */
function aboutFindings(path: ConfigPath, evidence: Evidence, config: Config): readonly Finding[] {
  const { image, from, artifact, file, format } = evidence;
  const findings: Finding[] = [];
  const services = config.services ?? {};
  if (image !== undefined && !Object.hasOwn(services, image))
    findings.push({
      path: [...path, 'image'],
      message: `unknown service "${image}"${suggest(image, Object.keys(services))}`,
    });
  else if (image !== undefined && services[image]?.build === undefined)
    findings.push({
      path: [...path, 'image'],
      message: `"${image}" is not built here, so no image of it is known by this commit`,
    });
  if (image !== undefined && !WITH_DIGESTS.has(format))
    findings.push({ path: [...path, 'image'], at: 'key', message: `files of the format ${format} name no image` });
  if (evidence['signed-by'] !== undefined && format !== 'dsse')
    findings.push({
      path: [...path, 'signed-by'],
      at: 'key',
      message: `files of the format ${format} have no signature; signed-by is for dsse`,
    });
  if (from !== undefined && artifact === undefined)
    findings.push({
      path: [...path, 'from'],
      at: 'key',
      message: 'from is about artifacts; no workflow makes a file of the repository',
    });
  if (from !== undefined && !/^\.github\/workflows\/[^/@]+\.ya?ml$/.test(from))
    findings.push({
      path: [...path, 'from'],
      message: `"${from}" is not a workflow such as .github/workflows/tests.yml`,
    });
  if (file !== undefined && isPattern(file))
    findings.push({
      path: [...path, 'file'],
      message: 'file names one file; only path, inside an artifact, may be a pattern',
    });
  return findings;
}

/** Whether an expression names a value; the time of the decision is none of the evidence's. */
function looksAtValues(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(looksAtValues);
  if (typeof node !== 'object' || node === null || !('op' in node && 'args' in node)) return false;
  return node.op === 'id' ? node.args !== 'now' : looksAtValues(node.args);
}

/** The expression must parse and look at something; which numbers it may use depends on the reader of the format. */
function expressionFindings(path: ConfigPath, text: string): readonly Finding[] {
  try {
    if (looksAtValues(parse(text).ast)) return [];
    return [{ path, message: 'the expression looks at no value of the evidence, so that it would hold for anything' }];
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const offset = error.range?.start ?? 0;
    return [{ path, offset, message: `the expression cannot be read: ${plain(error.summary)}` }];
  }
}

const plain = (summary: string): string =>
  summary.replace(/^./, (letter) => letter.toLowerCase()).replace('token: EOF', 'end');
