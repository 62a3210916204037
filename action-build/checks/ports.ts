import type { Ran } from '../run/run-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { onReady, whileRunning } from './running.ts';

function judge({ listening, exposed }: Ran): CheckResult {
  if (listening === null) throw new Error('a container was ready but its ports were not read');
  const hidden = listening
    .filter((port) => !exposed.includes(port))
    .map(
      (port): Finding => ({
        rule: 'ports/hidden',
        place: whileRunning(`port ${port}`),
        about: port,
        reason: `listens on ${port}, which EXPOSE does not name`,
        fix: 'Close it, bind it to 127.0.0.1, or name it with EXPOSE in the Dockerfile',
      }),
    );
  const silent = exposed
    .filter((port) => !listening.includes(port))
    .map(
      (port): Finding => ({
        rule: 'ports/silent',
        place: { in: 'image-configuration', key: 'ExposedPorts' },
        about: port,
        reason: `EXPOSE names ${port}, on which nothing listens`,
        fix: 'Take it out of EXPOSE, or let the service listen on it beyond 127.0.0.1',
      }),
    );
  const shown = listening.length === 0 ? 'listens on no port' : `listens on ${listening.join(', ')}`;
  return failIfAny([...hidden, ...silent], { status: 'pass', seen: `${shown}, as EXPOSE says` });
}

/** What listens is what the image says: read from the kernel, not from a scan that could miss a port. */
export const portsCheck: Check = {
  id: 'ports',
  title: 'Listens on EXPOSE only',
  line: 'post-build/security',
  controls: ['CIS Docker 5.9'],
  code: 'PORTS_DIFFER',
  unreadable: 'SANDBOX_UNAVAILABLE',
  needed: 'open ports that are exactly those of EXPOSE',
  run: (facts) => onReady(facts, judge),
};
