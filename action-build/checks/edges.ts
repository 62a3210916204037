import type { EdgeFact, Ran } from '../run/run-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { onReady, whileRunning } from './running.ts';

const target = ({ to, port }: EdgeFact): string => `${to}:${port}`;

function edgeFinding(edge: EdgeFact): readonly Finding[] {
  if (edge.open === edge.declared) return [];
  const place = whileRunning(`connection to ${target(edge)}`);
  const about = target(edge);
  return edge.declared
    ? [
        {
          rule: 'edges/closed',
          place,
          about,
          reason: `${about} is declared but does not open: ${edge.why}`,
          fix: `Let ${edge.to} listen on port ${edge.port} beyond 127.0.0.1, or correct talks-to`,
        },
      ]
    : [
        {
          rule: 'edges/open',
          place,
          about,
          reason: `${about} is not declared but opens by ${edge.by}`,
          fix: `Declare it in talks-to, or find out how ${edge.to} can be reached`,
        },
      ];
}

function judge({ edges }: Ran): CheckResult {
  const open = edges.filter((edge) => edge.declared);
  const closed = edges.filter((edge) => !edge.declared);
  const shown = open.length === 0 ? 'nothing is declared' : `${open.map(target).join(', ')} open`;
  const seen = `${shown}; ${closed.length} others closed by name and by address`;
  return failIfAny(edges.flatMap(edgeFinding), { status: 'pass', seen });
}

/** The communication matrix: what is declared opens, and the service became ready although nothing else does. */
export const edgesCheck: Check = {
  id: 'edges',
  title: 'Declared connections only',
  line: 'post-build/communication',
  controls: ['NIST SP 800-190 4.3.3'],
  code: 'EDGE_WRONG',
  unreadable: 'SANDBOX_UNAVAILABLE',
  needed: 'every connection of talks-to open, and every other one closed',
  run: (facts) => onReady(facts, judge),
};
