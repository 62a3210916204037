import type { Ran } from '../run/run-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { onRun, whileRunning } from './running.ts';

const FIX = 'Switch the call off, declare the service in talks-to, or set run.egress: any when it is meant';

const finding = (rule: string, what: string, reason: string): Finding => ({
  rule,
  place: whileRunning(what),
  about: what,
  reason,
  fix: FIX,
});

function judge({ attempts }: Ran): CheckResult {
  if (attempts === null) {
    const needed = 'a container that starts';
    return { status: 'not-run', seen: 'not run: the container did not start', needed, after: 'run' };
  }
  const { names, addresses, outside } = attempts;
  const findings = [
    ...names.map((name) => finding('egress/name', name, `asked for the name ${name}, which talks-to does not name`)),
    ...addresses.map((address) => finding('egress/address', address, `tried to connect to ${address}`)),
  ];
  const unseen = finding('egress/packet', 'gateway', 'sent packets out of its network');
  const all = findings.length === 0 && outside ? [unseen] : findings;
  return failIfAny(all, { status: 'pass', seen: 'no name and no address outside of the set was tried' });
}

/** It calls nobody but the services that it declares; what it tries is stopped and seen. */
export const egressCheck: Check = {
  id: 'egress',
  title: 'Calls nobody outside',
  line: 'post-build/communication',
  controls: ['NIST SP 800-190 4.4.2'],
  code: 'EGRESS_TRIED',
  unreadable: 'SANDBOX_UNAVAILABLE',
  needed: 'no call to anything but the services of talks-to, or run.egress: any',
  run: (facts) =>
    onRun(facts, (ran) => (ran.rules.egress === 'any' ? { status: 'not-asked', seen: 'run.egress: any' } : judge(ran))),
};
