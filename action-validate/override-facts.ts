import type { Clock } from '../shared/adapters/clock.ts';
import type { GitHub } from '../shared/adapters/github/port.ts';
import { loadPolicy } from '../shared/adapters/load-policy.ts';
import { readCandidates } from '../shared/adapters/record-candidates.ts';
import { suggest } from '../shared/config/nearest.ts';
import { refuseUnsupported } from '../shared/config/support.ts';
import { UserError } from '../shared/domain/errors.ts';
import { type Fact, read, unavailable } from '../shared/domain/fact.ts';
import { asRecorded } from '../shared/domain/record.ts';
import type { RunContext } from '../shared/domain/run-context.ts';
import type { RunApprovals } from '../shared/policy/environment-signatures.ts';
import type { OverrideRequest, OverrideRule } from '../shared/policy/granted-override.ts';
import { defaultBranch, runFacts } from './facts.ts';
import { apiTime } from './facts-overrides.ts';
import { subjectCommit } from './facts-pull-request.ts';
import { readApprovals } from './facts-sign-offs.ts';
import type { GateFacts } from './gate-facts.ts';
import type { Inputs } from './inputs.ts';
import { type GateRules, gateRules } from './rules.ts';

/** Everything that an override is granted by, as plain JSON: the body of its record. */
export type OverrideAsk = Pick<
  GateFacts,
  'now' | 'repository' | 'environment' | 'policy' | 'run' | 'subject' | 'builds'
> & {
  readonly rules: GateRules;
  readonly rule: OverrideRule;
  readonly request: OverrideRequest;
  readonly approvals: Fact<RunApprovals>;
};

/** The ids that somebody asked to have overridden. @throws UserError for an id that the checkpoint cannot have */
export function requirementIds(text: string | undefined, rules: GateRules): readonly string[] {
  const ids = (text ?? '').split(/[\s,]+/).filter((id) => id !== '');
  if (ids.length === 0) {
    throw new UserError('INPUT_INVALID', 'mode override needs the input "requirements": ids of requirements, or all');
  }
  const known: Readonly<Record<string, readonly string[]>> = {
    evidence: rules.evidence.map(({ name }) => `evidence/${name}`),
    record: rules.after.map((checkpoint) => `record/${checkpoint}`),
    'sign-off': rules.seats.map(({ id }) => id),
  };
  for (const id of ids) {
    if (id === 'record/build' || id === 'link') {
      throw new UserError(
        'OVERRIDE_UNKNOWN',
        `${id} cannot be overridden: what was read and built is what is released`,
      );
    }
    const of = known[id.split('/')[0] ?? ''];
    if (of === undefined || of.includes(id)) continue;
    const hint = suggest(id, of) || '; it asks for none of that kind';
    throw new UserError('OVERRIDE_UNKNOWN', `checkpoint ${rules.checkpoint} has no requirement "${id}"${hint}`);
  }
  return [...new Set(ids)];
}

function ruleOf(rules: GateRules, kind: string | undefined): OverrideRule {
  const all = rules.overrides ?? {};
  const rule = kind !== undefined && Object.hasOwn(all, kind) ? all[kind] : undefined;
  if (rule !== undefined) return rule;
  const hint = suggest(kind ?? '', Object.keys(all)) || '; it has no overrides';
  throw new UserError('OVERRIDE_UNKNOWN', `the configuration has no override "${kind ?? ''}"${hint}`);
}

const needed = (name: string, value: string | undefined): string => {
  const text = value?.trim() ?? '';
  if (text !== '') return text;
  throw new UserError('INPUT_INVALID', `mode override needs the input "${name}"`);
};

/** When it begins and ends, by GitHub's clock: that of a runner can be set. */
function timesOf(github: GitHub, rule: OverrideRule): Pick<OverrideRequest, 'grantedAt' | 'expires' | 'validateBy'> {
  const now = Date.parse(apiTime(github) ?? '');
  if (Number.isNaN(now)) throw new UserError('GITHUB_UNREADABLE', 'GitHub told no time; run it again');
  const at = (later: number): string => new Date(now + later).toISOString();
  const validateBy = rule.validateWithin === null ? null : at(rule.validateWithin);
  return { grantedAt: at(0), expires: at(rule.lasts), validateBy };
}

/**
 * Reads everything that an override is granted by.
 * @throws UserError('INPUT_INVALID' | 'OVERRIDE_UNKNOWN') for a request that is not complete or names what is not there
 */
export async function gatherAsk(
  ports: { readonly github: GitHub; readonly clock: Clock },
  run: RunContext,
  inputs: Inputs,
): Promise<OverrideAsk> {
  const { github } = ports;
  const environment = inputs.environment ?? null;
  const ref = inputs['config-ref'] ?? defaultBranch(run);
  const { config, policy } = await loadPolicy(github, { path: inputs.config, ref });
  const rules = gateRules(config, inputs.checkpoint, environment);
  refuseUnsupported(config, 'validate', {
    checkpoint: inputs.checkpoint,
    ...(environment === null ? {} : { environment }),
  });
  const kind = needed('override', inputs.override);
  const rule = ruleOf(rules, kind);
  const reason = needed('reason', inputs.reason);
  const ticket = needed('ticket', inputs.ticket);
  const requirements = requirementIds(inputs.requirements, rules);
  const sha = subjectCommit(run, inputs.commit);
  const [commit, builds, approvals] = await Promise.all([
    github.commit(sha),
    rules.builds === 'none' ? read([]) : readCandidates(github, sha, { subject: 'build', environment: null }),
    readApprovals(ports, run, { ...rules, seats: rule.seats }),
  ]);
  const requester = { id: run.actorId, login: run.actor };
  return asRecorded({
    now: new Date(ports.clock.now()).toISOString(),
    repository: { id: run.repositoryId, name: run.repository },
    environment,
    policy,
    rules,
    rule,
    run: runFacts(run),
    subject: { commit: sha, tree: commit.tree },
    builds,
    request: { kind, reason, ticket, requester, requirements, ...timesOf(github, rule) },
    approvals: approvals ?? unavailable('no role of the override is approved by an environment', 'ROLE_UNRESOLVED'),
  });
}
