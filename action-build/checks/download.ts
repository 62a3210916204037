import type { DownloadKind } from '../dockerfile/dockerfile-facts.ts';
import type { ServiceFacts } from '../service-facts.ts';
import { type Check, type Finding, failIfAny } from './check.ts';
import { dockerfileLine, onDockerfile } from './dockerfile-known.ts';

const WORDS: Readonly<Record<DownloadKind, { readonly reason: string; readonly fix: string }>> = {
  'add-url': {
    reason: 'ADD fetches an address without a checksum',
    fix: 'Add --checksum=sha256:…, or fetch and verify it in RUN',
  },
  'pipe-to-shell': {
    reason: 'what curl or wget fetches is run without having been verified',
    fix: 'Save it, compare its sha256 with a known one, then run it',
  },
  'trusted-host': {
    reason: 'pip is told to trust a host without a valid certificate',
    fix: 'Give the index a valid certificate, or pip its authority with --cert',
  },
  'allow-unauthenticated': {
    reason: 'packages are installed without a check of their signature',
    fix: "Install the repository's key and let the package manager check it",
  },
};

const finding = (facts: ServiceFacts, line: number, kind: DownloadKind): Finding => ({
  rule: `download/${kind}`,
  place: dockerfileLine(facts, line),
  ...WORDS[kind],
});

/** Nothing is taken into the image that nobody has verified. */
export const downloadCheck: Check = {
  id: 'download',
  title: 'Verified downloads',
  line: 'pre-build/dependencies',
  controls: ['CIS Docker 4.9', 'CIS Docker 4.11', 'NIST SP 800-190 4.1.5'],
  code: 'DOWNLOAD_UNVERIFIED',
  unreadable: 'SOURCE_UNREADABLE',
  needed: 'a Dockerfile that verifies what it fetches',
  run: (facts) =>
    onDockerfile(facts, ({ stages }) =>
      failIfAny(
        stages.flatMap(({ downloads }) => downloads.map(({ line, kind }) => finding(facts, line, kind))),
        { status: 'pass', seen: 'no unverified download in the Dockerfile' },
      ),
    ),
};
