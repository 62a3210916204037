import { pack } from 'tar-stream';
import type { BuildRequest, Docker, TaggedName } from '../../shared/adapters/docker/port.ts';
import type { UserError } from '../../shared/domain/errors.ts';
import { sha256 } from '../../shared/domain/record.ts';
import type { Digest } from '../../shared/domain/subject.ts';

/** Content of a file, or where a link leads. */
export type FakeEntry = string | { readonly symlink: string } | { readonly hardlink: string };

/** What a build of one repository name gives. */
export type FakeImage = {
  readonly files?: Readonly<Record<string, FakeEntry>>;
  readonly user?: string;
  readonly healthcheck?: readonly string[] | null;
  /** Lines of the build log. */
  readonly log?: readonly string[];
  /** Makes the build fail with this exit code. */
  readonly exitCode?: number;
  /** Makes the export fail after its first bytes. */
  readonly exportError?: Error;
  readonly pushError?: UserError;
};

export type FakeDocker = Docker & {
  readonly builds: BuildRequest[];
  readonly pushes: { readonly image: Digest; readonly reference: TaggedName }[];
  /** Containers that were created and not removed. */
  containers(): number;
};

/** The files as engines export them: a tar stream that ends with two empty blocks. */
export async function* tarOf(files: Readonly<Record<string, FakeEntry>>): AsyncGenerator<Uint8Array> {
  const archive = pack();
  for (const [name, entry] of Object.entries(files)) {
    if (typeof entry === 'string') archive.entry({ name, type: name.endsWith('/') ? 'directory' : 'file' }, entry);
    else if ('symlink' in entry) archive.entry({ name, type: 'symlink', linkname: entry.symlink });
    else archive.entry({ name, type: 'link', linkname: entry.hardlink });
  }
  archive.finalize();
  for await (const chunk of archive) yield chunk as Uint8Array;
}

/** An engine in memory: repository names as scripts for what building, reading and pushing them gives. */
export function fakeDocker(images: Readonly<Record<string, FakeImage>>, engineError?: UserError): FakeDocker {
  const built = new Map<Digest, FakeImage>();
  const builds: BuildRequest[] = [];
  const pushes: FakeDocker['pushes'] = [];
  let containers = 0;
  const known = (image: Digest): FakeImage => {
    const found = built.get(image);
    if (found === undefined) throw new Error(`no such image: ${image}`);
    return found;
  };
  return {
    builds,
    pushes,
    containers: () => containers,
    async engine() {
      if (engineError !== undefined) throw engineError;
      return { version: '28.0.0', api: '1.48', os: 'linux', arch: 'amd64', builder: 'classic' };
    },
    async build(request) {
      builds.push(request);
      const script = images[request.reference.name] ?? {};
      for (const line of script.log ?? []) request.onLine(line);
      if (script.exitCode !== undefined) return { kind: 'failed', exitCode: script.exitCode };
      const image: Digest = `sha256:${sha256(request.reference.name)}`;
      built.set(image, script);
      return { kind: 'built', image };
    },
    async inspect(image) {
      const { user = '10001', healthcheck = ['CMD', 'true'] } = known(image);
      return { id: image, diffIds: [image], size: 1_000_000, user, healthcheck, labels: {} };
    },
    async *export(image) {
      const { files = {}, exportError } = known(image);
      containers += 1;
      try {
        for await (const chunk of tarOf(files)) {
          yield chunk;
          if (exportError !== undefined) throw exportError;
        }
      } finally {
        containers -= 1;
      }
    },
    async push(image, reference) {
      const { pushError } = known(image);
      if (pushError !== undefined) throw pushError;
      pushes.push({ image, reference });
      return { digest: `sha256:${sha256(`manifest of ${image}`)}` };
    },
  };
}
