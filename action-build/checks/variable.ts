import type { Setting } from '../dockerfile/dockerfile-facts.ts';
import { isSecretName } from '../secrets/secret-names.ts';
import type { ServiceFacts } from '../service-facts.ts';
import { type Check, type Finding, failIfAny } from './check.ts';
import { dockerfileLine, onDockerfile } from './dockerfile-known.ts';

const FIX = 'Use RUN --mount=type=secret during the build, and the environment of the container while it runs';

/** An empty ENV holds nothing; an empty ARG is there to be given a value, which stays in the history of the image. */
const holdsValue = ({ kind, value }: Setting): boolean => kind === 'ARG' || value === 'text' || value === 'variable';

function findingOf(facts: ServiceFacts, setting: Setting): Finding[] {
  const { line, kind, name, secret } = setting;
  const place = dockerfileLine(facts, line);
  const about = name;
  if (secret !== null) {
    const reason = `the value of ${kind} ${name} looks like a secret (${secret}), and everybody with the image can read it`;
    return [{ rule: 'variable/secret-value', place, about, reason, fix: `${FIX}; revoke this one` }];
  }
  if (!isSecretName(name) || !holdsValue(setting)) return [];
  const reason = `${kind} ${name} is called like a secret, and its value stays in the image`;
  return [{ rule: 'variable/secret-name', place, about, reason, fix: FIX }];
}

/** No secret is given through ARG or ENV. */
export const variableCheck: Check = {
  id: 'variable',
  title: 'No secret in ARG or ENV',
  line: 'pre-build/security',
  controls: ['CIS Docker 4.10', 'NIST SP 800-190 4.1.4'],
  code: 'SECRET_FOUND',
  unreadable: 'SOURCE_UNREADABLE',
  needed: 'ARG and ENV without secrets',
  run: (facts) =>
    onDockerfile(facts, ({ settings, stages }) => {
      const all = [...settings, ...stages.flatMap((stage) => stage.settings)];
      const findings = all.flatMap((setting) => findingOf(facts, setting));
      return failIfAny(findings, { status: 'pass', seen: `none of ${all.length} variables` });
    }),
};
