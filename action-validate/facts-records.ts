import type { GitHub } from '../shared/adapters/github/port.ts';
import { readCandidates, readChain } from '../shared/adapters/record-candidates.ts';
import { type Fact, read } from '../shared/domain/fact.ts';
import type { RecordCandidate } from '../shared/policy/earlier-record.ts';
import { linksToRead } from '../shared/policy/record-chain.ts';
import type { GateFacts } from './gate-facts.ts';

/** Records of an earlier checkpoint: those of the environment, and those that were decided for none. */
async function readEarlier(
  github: GitHub,
  commit: string,
  subject: string,
  environment: string | null,
): Promise<Fact<readonly RecordCandidate[]>> {
  const general = await readCandidates(github, commit, { subject, environment: null });
  if (environment === null || general.kind === 'unavailable') return general;
  const own = await readCandidates(github, commit, { subject, environment });
  return own.kind === 'read' ? read([...general.value, ...own.value]) : own;
}

/** Reads the records that the checkpoint comes after, the build's, and what they build on themselves. */
export async function readRecords(
  github: GitHub,
  commit: string,
  about: { readonly rules: GateFacts['rules']; readonly environment: string | null; readonly beforeMerge: boolean },
): Promise<Pick<GateFacts, 'earlier' | 'builds' | 'chain'>> {
  const { rules, environment } = about;
  const noBuild = rules.builds === 'none' || about.beforeMerge;
  const [builds, earlier] = await Promise.all([
    noBuild ? read([]) : readCandidates(github, commit, { subject: 'build', environment: null }),
    Promise.all(rules.after.map(async (id) => [id, await readEarlier(github, commit, id, environment)] as const)),
  ]);
  const chain = await readChain(github, commit, linksToRead([builds, ...earlier.map(([, found]) => found)]));
  return { builds, earlier: Object.fromEntries(earlier), ...chain };
}
