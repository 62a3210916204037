import { type Check, type CheckResult, failIfAny } from './check.ts';
import { onImage } from './image-known.ts';

function judge(test: readonly string[] | null): CheckResult {
  const [kind, ...command] = test ?? [];
  // An empty list inherits from the base, and the engine has already put in what there was to inherit.
  const reason =
    kind === undefined
      ? 'the image has no HEALTHCHECK'
      : kind === 'NONE'
        ? 'HEALTHCHECK is switched off by NONE'
        : command.length === 0
          ? 'HEALTHCHECK has no command'
          : undefined;
  if (reason === undefined) return { status: 'pass', seen: command.join(' ') };
  const place = { in: 'image-configuration', key: 'Healthcheck' } as const;
  const fix = 'Add HEALTHCHECK with a command to the Dockerfile';
  return failIfAny([{ rule: 'healthcheck/missing', place, reason, fix }], { status: 'pass', seen: '' });
}

/** The image says how its health is asked. */
export const healthcheckCheck: Check = {
  id: 'healthcheck',
  title: 'HEALTHCHECK present',
  line: 'pre-build/security',
  controls: ['CIS Docker 4.6'],
  code: 'IMAGE_HEALTHCHECK_MISSING',
  needed: 'HEALTHCHECK in the Dockerfile, or healthcheck: optional in the configuration',
  run: (facts) =>
    facts.asked.healthcheck === 'optional'
      ? { status: 'not-asked', seen: 'healthcheck: optional' }
      : onImage(facts, ({ details }) => judge(details.healthcheck)),
};
