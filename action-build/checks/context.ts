import { posix } from 'node:path';
import type { ContextFact } from '../context/context-facts.ts';
import type { ServiceFacts } from '../service-facts.ts';
import { type Check, type CheckResult, type Finding, type FindingPlace, failIfAny } from './check.ts';

const inSource = (file: string): FindingPlace => ({ in: 'source', file, line: null });

function judge({ source }: ServiceFacts, context: Extract<ContextFact, { kind: 'read' }>): CheckResult {
  const { ignoreFile, keepsEnvOut, exposed } = context;
  const expected = ignoreFile ?? posix.join(source.context, '.dockerignore');
  const sent = exposed.map(({ path, kind }): Finding => {
    const file = posix.join(source.context, path);
    const reason = `${file} (${kind}) is sent to the builder`;
    return { rule: 'context/exposed', place: inSource(file), reason, fix: `Name it in ${expected}` };
  });
  const missing: Finding = {
    rule: 'context/no-dockerignore',
    place: inSource(source.dockerfile),
    reason: `there is no ${expected}, so everything in ${source.context} is sent to the builder`,
    fix: `Add ${expected} with at least ".env*", and ".git" where it is the root of the repository`,
  };
  const open: Finding = {
    rule: 'context/env',
    place: inSource(expected),
    reason: `${expected} lets a .env file through, as people have it on their own machines`,
    fix: `Add a line ".env*" to ${expected}`,
  };
  const general = ignoreFile === null ? [missing] : keepsEnvOut ? [] : [open];
  return failIfAny([...general, ...sent], { status: 'pass', seen: `${expected} keeps secrets out` });
}

/** What has no place in an image is not even sent to the builder. */
export const contextCheck: Check = {
  id: 'context',
  title: '.dockerignore keeps secrets out',
  line: 'pre-build/security',
  controls: ['CIS Docker 4.10', 'NIST SP 800-190 4.1.4'],
  code: 'CONTEXT_EXPOSED',
  unreadable: 'SOURCE_UNREADABLE',
  needed: 'a .dockerignore that keeps .git, .env files and keys out of the build context',
  run: (facts) =>
    facts.context.kind === 'read'
      ? judge(facts, facts.context)
      : {
          status: 'not-run',
          seen: `not run: ${facts.context.why}`,
          needed: 'a build context whose contents are certain',
        },
};
