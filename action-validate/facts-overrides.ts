import type { GitHub } from '../shared/adapters/github/port.ts';
import { findOverrides } from '../shared/adapters/override-candidates.ts';
import { readCandidates } from '../shared/adapters/record-candidates.ts';
import { type OverrideFacts, type OverrideOrigin, ungranted } from '../shared/policy/granted-override.ts';
import { duePromises } from '../shared/policy/override-promises.ts';
import type { GateFacts } from './gate-facts.ts';

/** GitHub's own time as it is kept in facts; null when it told none. */
export const apiTime = (github: GitHub): string | null => {
  const time = github.time();
  return time === null ? null : new Date(time).toISOString();
};

/** Where overrides of this repository come from. */
const overrideOrigin = (facts: Pick<GateFacts, 'repository' | 'policy'>): OverrideOrigin => ({
  repositoryId: facts.repository.id,
  branch: facts.policy.ref,
});

/**
 * Reads the application's overrides, and the records of those checkpoints whose promised validation is due. Asks for
 * nothing while the configuration has no overrides.
 */
export async function readOverrides(
  github: GitHub,
  facts: Pick<GateFacts, 'repository' | 'policy' | 'rules' | 'environment' | 'subject'>,
): Promise<Pick<GateFacts, 'apiTime' | 'overrides'>> {
  const { rules, environment, subject } = facts;
  if (rules.overrides === undefined) return { apiTime: apiTime(github) };
  const origin = overrideOrigin(facts);
  const found = await findOverrides(github, rules.application, (artifact, run) => ungranted(artifact, run, origin));
  const time = apiTime(github);
  const scope = { checkpoint: rules.checkpoint, environment, subject, now: Date.parse(time ?? '') };
  const due = found.kind === 'read' && time !== null ? duePromises(found.value, origin, rules.application, scope) : [];
  const read = await Promise.all(
    due.map(async ({ record }) => {
      const which = { subject: record.checkpoint ?? '', environment: record.environment };
      return [record.sha256, await readCandidates(github, record.subject.commit, which)] as const;
    }),
  );
  const overrides: OverrideFacts = { found, validations: Object.fromEntries(read) };
  return { apiTime: time, overrides };
}
