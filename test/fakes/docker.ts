import type { BuildRequest, Docker, TaggedName } from '../../shared/adapters/docker/port.ts';
import type { UserError } from '../../shared/domain/errors.ts';
import { sha256 } from '../../shared/domain/record.ts';
import type { Digest } from '../../shared/domain/subject.ts';
import { type FakeFiles, type FakeLayer, type MadeImage, makeImage, savedArchive } from './image-archive.ts';

/** What a build of one repository name gives. */
export type FakeImage = {
  /** Its only layer, or all of them. */
  readonly files?: FakeFiles;
  readonly layers?: readonly FakeLayer[];
  readonly user?: string;
  readonly healthcheck?: readonly string[] | null;
  /** Lines of the build log. */
  readonly log?: readonly string[];
  /** Makes the build fail with this exit code. */
  readonly exitCode?: number;
  /** Makes every export that has it fail after its first bytes. */
  readonly exportError?: Error;
  /** Layers that the engine claims, instead of those that it gives. */
  readonly claims?: readonly Digest[];
  readonly pushError?: UserError;
};

export type FakeDocker = Docker & {
  readonly builds: BuildRequest[];
  readonly pushes: { readonly image: Digest; readonly reference: TaggedName }[];
  /** The images of each export. */
  readonly saves: (readonly Digest[])[];
};

/** An engine in memory: repository names as scripts for what building, reading and pushing them gives. */
export function fakeDocker(images: Readonly<Record<string, FakeImage>>, engineError?: UserError): FakeDocker {
  const built = new Map<Digest, FakeImage & { readonly made: MadeImage }>();
  const builds: BuildRequest[] = [];
  const pushes: FakeDocker['pushes'] = [];
  const saves: FakeDocker['saves'] = [];
  const known = (image: Digest): FakeImage & { readonly made: MadeImage } => {
    const found = built.get(image);
    if (found === undefined) throw new Error(`no such image: ${image}`);
    return found;
  };
  return {
    builds,
    pushes,
    saves,
    async engine() {
      if (engineError !== undefined) throw engineError;
      return { version: '28.0.0', api: '1.48', os: 'linux', arch: 'amd64', builder: 'classic' };
    },
    async lint() {
      return { kind: 'checked', warnings: [] };
    },
    async build(request) {
      builds.push(request);
      const script = images[request.reference.name] ?? {};
      for (const line of script.log ?? []) request.onLine(line);
      if (script.exitCode !== undefined) return { kind: 'failed', exitCode: script.exitCode };
      const made = await makeImage(script.layers ?? [{ files: script.files ?? { name: request.reference.name } }]);
      built.set(made.id, { ...script, made });
      return { kind: 'built', image: made.id };
    },
    async inspect(image) {
      const { user = '10001', healthcheck = ['CMD', 'true'], made, claims } = known(image);
      const diffIds = claims ?? made.layers.map(({ diffId }) => diffId);
      const start = { entrypoint: [], command: [], workingDir: '', path: null };
      return { id: image, diffIds, size: 1_000_000, user, healthcheck, labels: {}, start };
    },
    async baseLayers() {
      return null;
    },
    async *save(ids) {
      saves.push(ids);
      const images = ids.map(known);
      const archive = await savedArchive(images.map(({ made }) => made));
      yield archive.subarray(0, 1000);
      for (const { exportError } of images) if (exportError !== undefined) throw exportError;
      yield archive.subarray(1000);
    },
    async push(image, reference) {
      const { pushError } = known(image);
      if (pushError !== undefined) throw pushError;
      pushes.push({ image, reference });
      return { digest: `sha256:${sha256(`manifest of ${image}`)}` };
    },
  };
}
