import type { DockerfileFacts } from '../../../action-build/dockerfile/dockerfile-facts.ts';
import { readDockerfile } from '../../../action-build/dockerfile/read-dockerfile.ts';
import type { ImageContent } from '../../../action-build/image/content.ts';
import type { Asked, BuildFacts, ImageFact, ServiceFacts, Waiver } from '../../../action-build/service-facts.ts';
import type { Digest } from '../../../shared/domain/subject.ts';

export const ID: Digest = `sha256:${'1'.repeat(64)}`;
export const TODAY = '2026-11-22';

export const GOOD_DOCKERFILE = 'FROM scratch\nCOPY a /a\nUSER 10001\nHEALTHCHECK CMD ["/a"]\nCMD ["/a"]\n';

/** The facts of a Dockerfile's text. @throws when it cannot be read. */
export function dockerfileOf(
  text: string,
  args: Record<string, string> = {},
  stage: string | null = null,
): DockerfileFacts {
  const fact = readDockerfile(text, { args, stage, builder: 'buildx' });
  if (fact.kind === 'unreadable') throw new Error(fact.why);
  return fact.facts;
}

export const asked = (change: Partial<Asked> = {}): Asked => ({
  user: 'non-root',
  healthcheck: 'required',
  forbid: [],
  bases: null,
  limits: { image: null, wasted: null, bundle: null },
  scan: null,
  before: 0,
  waivers: [],
  ...change,
});

const content = (change: Partial<ImageContent> = {}): ImageContent => ({
  entries: 1,
  layers: [{ bytes: 1, entries: 1, instruction: 'COPY a /a' }],
  distribution: null,
  accounts: null,
  packages: [],
  databases: {
    deb: { status: 'none', looked: 'x' },
    apk: { status: 'none', looked: 'x' },
    pypi: { status: 'none', looked: 'y' },
    npm: { status: 'none', looked: 'y' },
  },
  secrets: [],
  secretCount: 0,
  setuid: [],
  leftovers: [{ bytes: 0, largest: [] }],
  start: { kind: 'named', program: '/a', problems: [] },
  bundle: null,
  ...change,
});

type Read = Extract<ImageFact, { kind: 'read' }>;

export const read = (details: Partial<Read['details']> = {}, inside: Partial<ImageContent> = {}): Read => ({
  kind: 'read',
  seconds: 0.5,
  details: { diffIds: [ID], size: 106_132_968, user: '10001', healthcheck: ['CMD', 'true'], ...details },
  content: content(inside),
});

/** A build that went well. */
const BUILT: Extract<ServiceFacts['build'], { kind: 'built' }> = {
  kind: 'built',
  seconds: 1.25,
  image: ID,
  startedAt: '2026-11-22T10:00:00.000Z',
  finishedAt: '2026-11-22T10:00:01.250Z',
};

/** A service that passes every check, but for the change. */
export const serviceFacts = (change: Partial<ServiceFacts> = {}): ServiceFacts => ({
  service: 'backend',
  image: 'r/backend',
  tag: 'c',
  asked: asked(),
  source: { context: 'backend', dockerfile: 'backend/Dockerfile', modified: [] },
  dockerfile: { kind: 'read', facts: dockerfileOf(GOOD_DOCKERFILE) },
  lint: null,
  context: { kind: 'read', ignoreFile: 'backend/.dockerignore', keepsEnvOut: true, exposed: [] },
  declared: { files: [], packages: [], unread: [] },
  parameters: { args: {}, target: null, platform: null, secrets: [] },
  build: BUILT,
  read: read(),
  base: { kind: 'known', layers: 0 },
  scan: { kind: 'none' },
  run: { kind: 'not-asked' },
  tests: [],
  ...change,
});

/** The same service with another Dockerfile. */
export const withDockerfile = (text: string, change: Partial<ServiceFacts> = {}): ServiceFacts =>
  serviceFacts({ dockerfile: { kind: 'read', facts: dockerfileOf(text) }, ...change });

/** Facts of a build in which everything passed and was pushed, but for the change. */
export function buildFacts(change: Partial<BuildFacts> = {}): BuildFacts {
  const services = change.services ?? [serviceFacts()];
  return {
    engine: { version: '28', api: '1.48', builder: 'buildx' },
    day: TODAY,
    push: true,
    pushes: services.map(({ service, image }) => ({
      service,
      kind: 'pushed',
      seconds: 0.25,
      image: { name: image, digest: ID },
    })),
    logs: { artifact: 'countersign-build-logs.1.1', sha256: 'x', files: [] },
    evidence: null,
    ...change,
    services,
  };
}

export const waiver = (change: Partial<Waiver> = {}): Waiver => ({
  rule: 'variable/secret-name',
  at: null,
  owner: 'security-officer',
  reason: 'a name only',
  expires: TODAY,
  ...change,
});
