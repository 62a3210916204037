import type { Report } from '../shared/domain/report.ts';
import { decisionPage, policyLine, recordLine, subjectLines } from '../shared/report/decision-page.ts';
import { headline } from '../shared/report/headline.ts';
import { code, text } from '../shared/report/markdown.ts';
import { commonOutputs, type StoredRecord } from '../shared/report/outputs.ts';
import { type ApiCost, costLine, costResult } from './cost.ts';
import type { GateDecision } from './decide.ts';
import type { OverrideAsk } from './override-facts.ts';

const WORDS = { PASS: 'granted', FAIL: 'refused', ERROR: 'could not be decided' } as const;

/** What somebody in need has to do with it. */
function next({ request, rules, policy }: OverrideAsk): string {
  const owed = `dispatch ${rules.checkpoint} on ${policy.ref} for this commit (input commit) by ${request.validateBy ?? ''}`;
  const gate = `run the gate of this commit again before ${request.expires}`;
  return request.validateBy === null ? gate : `${gate}; afterwards, to keep the promise, ${owed}`;
}

/** What is said about an override that was asked for: loudly, what it is for, until when, and what is owed. */
export function overrideReport(
  ask: OverrideAsk,
  granted: GateDecision,
  about: { readonly stored: StoredRecord; readonly cost: ApiCost; readonly serverUrl: string },
): Report {
  const { request, rules, environment } = ask;
  const { decision, subject } = granted;
  const { stored, cost } = about;
  const name = `Override ${request.kind} of ${rules.checkpoint}`;
  const until = decision.verdict === 'PASS' ? `, until ${request.expires}` : '';
  const line = `${headline(decision, name, WORDS)}${until}`;
  const repository = `${about.serverUrl}/${ask.repository.name}`;
  return {
    verdict: decision.verdict,
    headline: line,
    outputs: commonOutputs({
      decision,
      stored,
      result: {
        checkpoint: rules.checkpoint,
        environment,
        subject,
        override: request,
        requirements: decision.requirements.map(({ id, status, code: reason }) => ({ id, status, code: reason })),
        'record-sha256': stored.sha256,
        ...costResult(cost),
      },
    }),
    summary: decisionPage({
      title: name,
      scope: environment,
      headline: line,
      decision,
      words: WORDS,
      about: [
        ...(decision.verdict === 'PASS' ? [{ label: 'Next', value: text(next(ask), 300) }] : []),
        { label: 'Asked for by', value: text(request.requester.login) },
        { label: 'Reason', value: text(request.reason, 500) },
        { label: 'Ticket', value: text(request.ticket) },
        { label: 'Overrides', value: request.requirements.map((id) => code(id)).join(', ') },
        { label: 'Counts', value: `from ${text(request.grantedAt)} until ${text(request.expires)}` },
        { label: 'To be validated by', value: text(request.validateBy ?? 'no time is set') },
        ...subjectLines(subject, repository),
        policyLine(ask.policy, repository),
      ],
      footer: [costLine(cost), recordLine(stored)],
    }),
    annotations: decision.verdict === 'PASS' ? [{ level: 'warning', text: line }] : [],
  };
}
