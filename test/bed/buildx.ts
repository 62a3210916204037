/**
 * The buildx plugin of the docker client, for machines whose client lacks it (Debian's does): built from Go modules
 * into a client configuration of its own, so that the user's is left alone.
 *
 *   node test/bed/buildx.ts
 */
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { succeeds } from './command.ts';
import { buildGo } from './go-build.ts';
import type { Log } from './install.ts';
import { cacheFolder } from './paths.ts';
import { script } from './script.ts';

const VERSION = 'v0.33.0';

/** Settings under which `docker buildx` works: none where the client has it, else `DOCKER_CONFIG`. @throws MissingPart */
export async function ensureBuildx(log: Log): Promise<Readonly<Record<string, string>>> {
  if (await succeeds('docker', ['buildx', 'version'])) return {};
  const folder = await buildGo(
    {
      name: 'buildx',
      takes: '2 minutes',
      module: join(import.meta.dirname, 'buildx'),
      sources: ['go.mod', 'go.sum'],
      packages: ['github.com/docker/buildx/cmd/buildx'],
      ldflags: `-s -w -X github.com/docker/buildx/version.Version=${VERSION}`,
    },
    log,
  );
  const configuration = cacheFolder('docker-config');
  const plugin = join(configuration, 'cli-plugins/docker-buildx');
  if (!existsSync(plugin)) {
    mkdirSync(join(configuration, 'cli-plugins'), { recursive: true });
    cpSync(join(folder, 'buildx'), plugin);
  }
  return { DOCKER_CONFIG: configuration };
}

if (import.meta.main) {
  await script(async () => {
    for (const [name, value] of Object.entries(await ensureBuildx(console.log))) console.log(`export ${name}=${value}`);
  });
}
