import { suggest } from '../shared/config/nearest.ts';
import type { Checkpoint, Evidence } from '../shared/config/schema/checkpoints.ts';
import type { Role } from '../shared/config/schema/people.ts';
import type { Config } from '../shared/config/schema.ts';
import { durationMs } from '../shared/domain/duration.ts';
import { UserError } from '../shared/domain/errors.ts';
import type { EvidenceRule } from '../shared/policy/evidence.ts';
import type { FreezeWindow } from '../shared/policy/freeze.ts';
import type { OverrideRule } from '../shared/policy/granted-override.ts';
import { type RoleHolders, type Seat, seatsOf } from '../shared/policy/roles.ts';
import type { ChangesRule, HistoryRules } from './history-facts.ts';

/** The part of the configuration that a checkpoint is decided by: part of the facts, so that a record can be replayed. */
export type GateRules = HistoryRules & {
  readonly application: string;
  readonly checkpoint: string;
  readonly title: string;
  readonly after: readonly string[];
  readonly evidence: readonly EvidenceRule[];
  readonly seats: readonly Seat[];
  /** Every role of the configuration: a change request blocks whatever role its author holds. */
  readonly roles: Readonly<Record<string, RoleHolders>>;
  /** Whether action-build makes images for this application, and whether its record has to be there. */
  readonly builds: 'none' | 'optional' | 'required';
  /** Kinds of override; absent when there are none. */
  readonly overrides?: Readonly<Record<string, OverrideRule>>;
  /** Freezes of the environment; absent when there are none. */
  readonly freeze?: readonly FreezeWindow[];
};

function evidenceRule(name: string, evidence: Evidence | undefined): EvidenceRule {
  const unclear = (): UserError =>
    new UserError('CONFIG_INVALID', `evidence.${name}: give "artifact" and "path", or "file"`);
  if (evidence === undefined) throw unclear();
  const { artifact, path, file, format, require } = evidence;
  const limit = evidence['max-age'];
  const rest = {
    format,
    require,
    maxAge: limit === undefined ? null : (durationMs(limit) ?? 0),
    ...(evidence.from === undefined ? {} : { from: evidence.from }),
    ...(evidence.image === undefined ? {} : { image: evidence.image }),
    ...(evidence['signed-by'] === undefined ? {} : { signedBy: evidence['signed-by'] }),
    ...(evidence['personal-data'] === 'refuse' ? { refusePersonalData: true as const } : {}),
  };
  if (file !== undefined) return { name, source: { kind: 'repository', path: file }, ...rest };
  if (artifact === undefined || path === undefined) throw unclear();
  return { name, source: { kind: 'artifact', artifact, path }, ...rest };
}

function rolesOf(config: Config): Record<string, RoleHolders> {
  return Object.fromEntries(Object.entries(config.roles ?? {}).map(([name, role]) => [name, roleHolders(role)]));
}

const roleHolders = (role: Role): RoleHolders => ({
  via: role.via ?? 'review',
  holders: role.people ?? [],
  team: role.team ?? null,
  ...(role.immediate ? { immediate: true as const } : {}),
  unresolved: null,
  environment: role.environment ?? null,
  carryOver: role['carry-over'] ?? 'none',
  afterMerge: role['after-merge'] ?? false,
  meaning: role.meaning ?? null,
});

function checkEnvironment(config: Config, checkpoint: string, environment: string): void {
  const environments = config.environments ?? {};
  const found = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  if (found === undefined) {
    const hint = suggest(environment, Object.keys(environments)) || '; it has no environments';
    throw new UserError('ENVIRONMENT_UNKNOWN', `the configuration has no environment "${environment}"${hint}`);
  }
  const used = Object.values(found.checkpoints ?? {}).filter((name) => name !== undefined);
  const reachable = (name: string, seen: Set<string>): boolean => {
    if (name === checkpoint) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return (config.checkpoints?.[name]?.after ?? []).some((earlier) => reachable(earlier, seen));
  };
  if (used.some((name) => reachable(name, new Set()))) return;
  const names = used.length > 0 ? used.join(', ') : 'none';
  throw new UserError(
    'ENVIRONMENT_UNKNOWN',
    `environment "${environment}" does not use checkpoint "${checkpoint}"; its checkpoints: ${names}`,
  );
}

/** The emergency protocol and the freezes, as far as they are configured for the environment. */
function exceptionsOf(config: Config, environment: string | null): Pick<GateRules, 'overrides' | 'freeze'> {
  const overrides = Object.entries(config.overrides ?? {}).map(([kind, override]): [string, OverrideRule] => {
    const within = override['validate-within'];
    const validateWithin = within === undefined ? null : (durationMs(within) ?? 0);
    return [kind, { lasts: durationMs(override.lasts) ?? 0, validateWithin, seats: seatsOf(override['sign-offs']) }];
  });
  const freeze = (config.freeze ?? [])
    .filter(({ environments }) => environments === undefined || environments.includes(environment ?? ''))
    .map(({ from, to, reason, except }): FreezeWindow => ({ from, to, reason, except: except ?? [] }));
  return {
    ...(overrides.length === 0 ? {} : { overrides: Object.fromEntries(overrides) }),
    ...(freeze.length === 0 ? {} : { freeze }),
  };
}

/** Sign-offs for an environment ask for reviewed changes too unless the checkpoint says otherwise. */
function changesRule(found: Checkpoint, environment: string | null): ChangesRule | null {
  const { changes } = found;
  const implied = environment !== null && (found['sign-offs'] ?? []).length > 0;
  const approvals = changes?.approvals ?? (changes !== undefined || implied ? 1 : 0);
  if (approvals === 0) return null;
  return { approvals, afterMerge: changes?.['after-merge'] ?? false, since: changes?.since ?? null };
}

function historyRules(config: Config, checkpoint: string, environment: string | null): HistoryRules {
  const environments = config.environments ?? {};
  const into = environment === null ? undefined : environments[environment];
  const from = into?.checkpoints?.before === checkpoint ? into['promotes-from'] : undefined;
  const found = config.checkpoints?.[checkpoint];
  return {
    changes: found === undefined ? null : changesRule(found, environment),
    promotion:
      from === undefined
        ? null
        : {
            environment: from.environment,
            verifiedFor: durationMs(from['verified-for']) ?? Number.POSITIVE_INFINITY,
            checkpoint: environments[from.environment]?.checkpoints?.after ?? null,
          },
    verifiedBy: into?.checkpoints?.after ?? null,
  };
}

/**
 * Cuts the rules of one checkpoint out of the configuration.
 * @throws UserError('CHECKPOINT_UNKNOWN' | 'ENVIRONMENT_UNKNOWN') for names that the configuration does not have
 */
export function gateRules(config: Config, checkpoint: string, environment: string | null): GateRules {
  const checkpoints = config.checkpoints ?? {};
  const found = Object.hasOwn(checkpoints, checkpoint) ? checkpoints[checkpoint] : undefined;
  if (found === undefined) {
    const hint = suggest(checkpoint, Object.keys(checkpoints)) || '; it has no checkpoints';
    throw new UserError('CHECKPOINT_UNKNOWN', `the configuration has no checkpoint "${checkpoint}"${hint}`);
  }
  if (environment !== null) checkEnvironment(config, checkpoint, environment);
  const hasBuilds = Object.values(config.services ?? {}).some((service) => service.build !== undefined);
  return {
    application: config.application,
    checkpoint,
    title: found.title,
    after: found.after ?? [],
    evidence: (found.evidence ?? []).map((name) => evidenceRule(name, config.evidence?.[name])),
    seats: seatsOf(found['sign-offs'] ?? []),
    roles: rolesOf(config),
    // What goes into an environment has to be built; a decision for none may come before the build.
    ...historyRules(config, checkpoint, environment),
    builds: hasBuilds ? (environment === null ? 'optional' : 'required') : 'none',
    ...exceptionsOf(config, environment),
  };
}
