import type { Artifact, GitHub, StartedRun } from '../shared/adapters/github/port.ts';
import { findLater, findOverrides } from '../shared/adapters/override-candidates.ts';
import { readCandidates } from '../shared/adapters/record-candidates.ts';
import { type OverrideFacts, type OverrideOrigin, ungranted } from '../shared/policy/granted-override.ts';
import { firstGranted, grantedFor } from '../shared/policy/later-validation.ts';
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

type About = Pick<GateFacts, 'repository' | 'policy' | 'rules' | 'environment' | 'subject' | 'run'>;

const may = (origin: OverrideOrigin) => (artifact: Artifact, run: StartedRun) => ungranted(artifact, run, origin);

/** Every override of the application; null while the configuration has none, so that nothing is asked. */
export async function readGranted(github: GitHub, facts: About): Promise<OverrideFacts['found'] | null> {
  if (facts.rules.overrides === undefined) return null;
  return findOverrides(github, facts.rules.application, may(overrideOrigin(facts)));
}

/** When the commit's own first override was granted, RFC 3339; null for none. */
export function overriddenSince(facts: About, found: OverrideFacts['found'] | null): string | null {
  const { rules, environment, subject } = facts;
  const scope = { checkpoint: rules.checkpoint, environment, commit: subject.commit };
  return found?.kind === 'read'
    ? firstGranted(grantedFor(found.value, overrideOrigin(facts), rules.application, scope))
    : null;
}

/** Reads what may have kept each promised validation that is due, and GitHub's time. */
export async function readPromises(
  github: GitHub,
  facts: About,
  found: OverrideFacts['found'] | null,
): Promise<Pick<GateFacts, 'apiTime' | 'overrides'>> {
  if (found === null) return { apiTime: apiTime(github) };
  const { rules, environment, subject } = facts;
  const { application } = rules;
  const origin = overrideOrigin(facts);
  const time = apiTime(github);
  const scope = { checkpoint: rules.checkpoint, environment, subject, now: Date.parse(time ?? '') };
  const due = found.kind === 'read' && time !== null ? duePromises(found.value, origin, application, scope) : [];
  const read = await Promise.all(
    due.map(async ({ record }) => {
      const { commit } = record.subject;
      const which = { subject: record.checkpoint ?? '', environment: record.environment };
      const about = { application, commit, checkpoint: which.subject, environment: which.environment };
      const [own, later] = await Promise.all([
        readCandidates(github, commit, which),
        findLater(github, about, may(origin)),
      ]);
      return { sha256: record.sha256, own, later };
    }),
  );
  const overrides: OverrideFacts = {
    found,
    validations: Object.fromEntries(read.map(({ sha256, own }) => [sha256, own])),
    ...(read.length === 0 ? {} : { later: Object.fromEntries(read.map(({ sha256, later }) => [sha256, later])) }),
  };
  return { apiTime: time, overrides };
}
