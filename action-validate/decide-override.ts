import { conclude, type RequirementResult } from '../shared/domain/decision.ts';
import type { Authors } from '../shared/policy/authors.ts';
import { judgeRecord } from '../shared/policy/earlier-record.ts';
import { environmentSignatures } from '../shared/policy/environment-signatures.ts';
import { judgeObjections } from '../shared/policy/objections.ts';
import { judgeSeats } from '../shared/policy/sign-offs.ts';
import type { GateDecision } from './decide.ts';
import type { OverrideAsk } from './override-facts.ts';

const plain = { whoCanFix: [], links: [], observations: [] } as const;

/** Only a person's own dispatch on the protected branch, and only once, can ask for an override. */
function dispatched({ run, policy, request }: OverrideAsk): RequirementResult {
  const base = {
    ...plain,
    id: 'override/dispatched',
    title: 'Asked for by a person',
    needed: `a first attempt of a workflow_dispatch on ${policy.ref}`,
  };
  const wrong = [
    run.event === 'workflow_dispatch' ? [] : [`the run was started by ${run.event}`],
    run.ref === `refs/heads/${policy.ref}` ? [] : [`it is of ${run.ref}`],
    run.attempt === 1 ? [] : [`it is attempt ${run.attempt}; a rerun would begin the time anew`],
    run.triggeringActor.toLowerCase() === run.actor.login.toLowerCase()
      ? []
      : [`${run.triggeringActor} started it in the name of ${run.actor.login}`],
  ].flat();
  const { requester, reason, ticket } = request;
  if (wrong.length === 0) {
    return { ...base, status: 'SATISFIED', code: 'OK', seen: `${requester.login}: ${reason} (${ticket})` };
  }
  return {
    ...base,
    status: 'UNSATISFIED',
    code: 'OVERRIDE_UNTRUSTED',
    seen: wrong.join('; '),
    whoCanFix: ['anyone else who may dispatch the workflow'],
  };
}

/** The images that the override is for; without a build it is for the commit alone, where none is needed. */
function built(ask: OverrideAsk): ReturnType<typeof judgeRecord> | null {
  const { rules, repository, run, subject, policy } = ask;
  const answer = judgeRecord(ask.builds, {
    title: 'Images built',
    kind: 'build',
    checkpoint: null,
    environments: [null],
    images: null,
    commit: subject.commit,
    tree: subject.tree,
    repositoryId: repository.id,
    runId: run.id,
    application: rules.application,
    policySha256: policy.sha256,
  });
  return answer.result.code === 'RECORD_MISSING' && rules.builds !== 'required' ? null : answer;
}

/** Whoever asks does not approve. */
function askers({ run, request }: OverrideAsk): Authors {
  const why = 'asked for the override';
  return {
    byId: new Map([[request.requester.id, why]]),
    byLogin: new Map([request.requester.login, run.triggeringActor].map((login) => [login.toLowerCase(), why])),
    unknown: [],
  };
}

function approvals(ask: OverrideAsk): RequirementResult[] {
  const { rules, rule } = ask;
  if (ask.approvals.kind === 'unavailable') {
    const { code, reason } = ask.approvals;
    const id = 'sign-offs';
    return [
      { ...plain, id, title: 'Approvals', status: 'ERROR', code, seen: reason, needed: 'the approvals of this run' },
    ];
  }
  const { value } = ask.approvals;
  const { signatures, passedOver } = environmentSignatures(value, askers(ask));
  const values = {
    application: rules.application,
    checkpoint: rules.checkpoint,
    number: '',
    head: ask.subject.commit.slice(0, 12),
  };
  return [
    ...judgeSeats(rule.seats, { roles: rules.roles, values }, signatures, value.url),
    judgeObjections(rules.roles, signatures, passedOver, value.url),
  ];
}

/** Whether the override is granted. Its record counts for a gate only when it is PASS. */
export function decideOverride(ask: OverrideAsk): GateDecision {
  const build = built(ask);
  const images = build?.record?.subject.images ?? {};
  return {
    decision: conclude([dispatched(ask), ...(build === null ? [] : [build.result]), ...approvals(ask)]),
    stage: 'merged',
    subject: { ...ask.subject, images },
    previous: build?.record?.sha256 ?? null,
  };
}
