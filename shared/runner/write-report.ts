import * as core from '@actions/core';
import { type Annotation, endsWell, type Report } from '../domain/report.ts';
import { makeLog } from './log.ts';
import type { Stage } from './port.ts';
import type { Redactor } from './redact.ts';
import { appendSummary, runnerFile } from './runner-files.ts';

const ANNOTATE = { error: core.error, warning: core.warning, notice: core.notice };

function annotate(annotation: Annotation, redactor: Redactor): void {
  const { place, level, text } = annotation;
  const at = place && { file: place.file, startLine: place.line, startColumn: place.column };
  ANNOTATE[level](redactor.clean(text), at ?? {});
}

/** Outputs first: they are what the next job acts on. The verdict of the report stands above one among its outputs. */
function writeOutputs(report: Report, redactor: Redactor): void {
  runnerFile(process.env, 'GITHUB_OUTPUT', 'write');
  for (const [name, value] of Object.entries({ ...report.outputs, verdict: report.verdict }))
    core.setOutput(name, redactor.clean(value));
}

/**
 * Writes outputs, summary, annotations and, last, the line that says how it ended. Everything is synchronous, because
 * it also runs while the process is ending. One that cannot be written does not keep the others from being written:
 * what went wrong is given back, and the caller must fail on it.
 */
export function writeReport(action: string, stage: Stage, report: Report, redactor: Redactor): readonly unknown[] {
  const problems: unknown[] = [];
  const attempt = (step: () => void): void => {
    try {
      step();
    } catch (problem) {
      problems.push(problem);
    }
  };
  if (stage === 'main') attempt(() => writeOutputs(report, redactor));
  attempt(() => appendSummary(process.env, redactor.clean(report.summary)));
  for (const annotation of report.annotations) attempt(() => annotate(annotation, redactor));
  attempt(() => {
    if (endsWell(report)) makeLog(redactor).info(`${action}: ${report.verdict}: ${report.headline}`);
    else core.error(redactor.clean(report.headline), { title: `${action}: ${report.verdict}` });
  });
  return problems;
}
