import { type Fact, read } from '../domain/fact.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';
import type { RecordCandidate, RecordSummary } from './earlier-record.ts';
import { foreign, type Origin } from './evidence-source.ts';
import { sameImages } from './same-images.ts';

/** Records of a commit in which links of a chain are looked up. */
export type ChainPool = Fact<readonly RecordCandidate[]>;

export type ChainProblem = {
  readonly status: 'UNSATISFIED' | 'ERROR';
  readonly code: ReasonCode;
  readonly seen: string;
};

/** More checkpoints in a row than any configuration has. */
const LONGEST = 100;

const short = (sha256: string): string => sha256.slice(0, 12);

/** Hashes that records name and that none of the given ones has. */
export function missingLinks(records: readonly RecordCandidate[]): readonly string[] {
  const read = records.flatMap(({ record }) => (record.kind === 'read' ? [record.value] : []));
  const known = new Set(read.map((record) => record.sha256));
  return read.flatMap(({ previous }) => (previous === null || known.has(previous) ? [] : [previous]));
}

/** All records of the commit that were read; one kind of them that could not be makes the whole unreadable. */
export function poolOf(all: readonly ChainPool[]): ChainPool {
  const refused = all.find((one) => one.kind === 'unavailable');
  return refused ?? read(all.flatMap((one) => (one.kind === 'read' ? one.value : [])));
}

/** Hashes that the records of these kinds name and that none of them has. */
export const linksToRead = (known: readonly ChainPool[]): readonly string[] =>
  missingLinks(known.flatMap((one) => (one.kind === 'read' ? one.value : [])));

/** What a record that another one builds on has to agree with it in; undefined when it does. */
function disagreement(link: RecordSummary, after: RecordSummary): string | undefined {
  if (link.verdict !== 'PASS') return `is ${link.verdict}`;
  if (link.application !== after.application) return `is for the application ${link.application}`;
  if (link.subject.commit !== after.subject.commit || link.subject.tree !== after.subject.tree)
    return 'is about another commit or tree';
  // Before the build there are no images; from then on they are the same to the end.
  const both = [link, after].every(({ subject }) => Object.keys(subject.images).length > 0);
  if (both && !sameImages(link.subject.images, after.subject.images)) return 'is about other images';
  if (Date.parse(link.decidedAt) > Date.parse(after.decidedAt)) return 'was decided later than the one that names it';
  return undefined;
}

function findLink(sha256: string, pool: readonly RecordCandidate[], origin: Origin): RecordSummary | ChainProblem {
  const named = `the chain names a record with sha256 ${short(sha256)}`;
  const unread = pool.filter(({ record }) => record.kind === 'unavailable').length;
  const found = pool.find(({ record }) => record.kind === 'read' && record.value.sha256 === sha256);
  if (found === undefined || found.record.kind === 'unavailable') {
    const code = 'RECORD_CHAIN';
    return unread > 0
      ? { status: 'ERROR', code, seen: `${named}, and ${unread} records of this commit cannot be read` }
      : {
          status: 'UNSATISFIED',
          code,
          seen: `${named}, and no record of this commit has it: it is gone or was altered`,
        };
  }
  const why = foreign(found, origin);
  if (why !== undefined) return { status: 'UNSATISFIED', code: 'RECORD_CHAIN', seen: `${named}, and ${why}` };
  return found.record.value;
}

/**
 * Follows `previous` from a record to the first one. The hash of a record is the hash of its text, and its text names
 * the record before it: whoever alters or removes one breaks every record after it.
 * @returns why the chain does not hold; undefined when it does
 */
export function chainProblem(record: RecordSummary, pool: ChainPool, origin: Origin): ChainProblem | undefined {
  let current = record;
  for (let steps = 0; current.previous !== null; steps += 1) {
    if (pool.kind === 'unavailable') return { status: 'ERROR', code: pool.code, seen: pool.reason };
    if (steps >= LONGEST)
      return { status: 'ERROR', code: 'RECORD_CHAIN', seen: `the chain has more than ${LONGEST} records` };
    const link = findLink(current.previous, pool.value, origin);
    if ('status' in link) return link;
    const wrong = disagreement(link, current);
    const seen = `record ${short(link.sha256)}, which the chain names, ${wrong}`;
    if (wrong !== undefined) return { status: 'UNSATISFIED', code: 'RECORD_CHAIN', seen };
    current = link;
  }
  return undefined;
}
