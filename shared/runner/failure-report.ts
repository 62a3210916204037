import { describeError, UserError } from '../domain/errors.ts';
import { REASON_CODES, type ReasonCode } from '../domain/reason-codes.ts';
import type { Report } from '../domain/report.ts';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One line whatever was thrown: a message with line breaks would push its end out of the annotation. */
const oneLine = (text: string): string => text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim();

/** The stack of everything in the cause chain, for the debug log only. */
export function describeStacks(thrown: unknown): string {
  const stacks: string[] = [];
  for (let current = thrown; current instanceof Error && stacks.length < 8; current = current.cause)
    stacks.push(current.stack ?? current.message);
  return stacks.join('\ncaused by ');
}

/** What an action says when it ends without a decision: verdict ERROR, the reason, and the cure from the code's table. */
export function failureReport(action: string, thrown: unknown): Report {
  const expected = thrown instanceof UserError;
  const code: ReasonCode = expected ? thrown.code : 'INTERNAL';
  const message = oneLine(expected ? thrown.message : `internal error: ${describeError(thrown)}`);
  const places = expected ? thrown.places : [];
  const lines = [
    `## ❌ ${action}: ERROR`,
    `<p><b>${escapeHtml(message)}</b></p>`,
    ...(places.length > 0
      ? [
          places
            .map(
              (at) =>
                `- <code>${escapeHtml(`${at.file}:${at.line}:${at.column}`)}</code> ${escapeHtml(oneLine(at.message))}`,
            )
            .join('\n'),
        ]
      : []),
    `How to fix: ${escapeHtml(REASON_CODES[code].cure)}`,
    `Reason code: \`${code}\``,
  ];
  return {
    verdict: 'ERROR',
    headline: message,
    outputs: {
      'reason-codes': JSON.stringify([code]),
      result: JSON.stringify({ 'schema-version': 1, verdict: 'ERROR', 'reason-codes': [code], message }),
    },
    summary: `${lines.join('\n\n')}\n`,
    annotations: places.map((place) => ({ level: 'error', text: place.message, place })),
  };
}
