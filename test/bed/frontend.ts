/**
 * A Dockerfile frontend of today for engines whose own is older than BuildKit's checks: built from Go modules and put
 * into the engine under a tag of its own, which no registry has.
 *
 *   node test/bed/frontend.ts
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuildx } from './buildx.ts';
import { command } from './command.ts';
import { buildGo } from './go-build.ts';
import type { Log } from './install.ts';
import { script } from './script.ts';

/** What `# syntax=` names. */
export const FRONTEND = 'docker/dockerfile:countersign-bed';

const DOCKERFILE = `FROM scratch
COPY --chmod=0755 dockerfile-frontend /bin/dockerfile-frontend
LABEL moby.buildkit.frontend.network.none="true"
LABEL moby.buildkit.frontend.caps="moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts"
ENTRYPOINT ["/bin/dockerfile-frontend"]
`;

/** Puts the frontend into the engine. @throws MissingPart when it cannot be built here */
export async function ensureFrontend(host: string, log: Log): Promise<void> {
  const buildx = await ensureBuildx(log);
  const folder = await buildGo(
    {
      name: 'dockerfile-frontend',
      takes: '2 minutes',
      module: join(import.meta.dirname, 'dockerfile-frontend'),
      sources: ['go.mod', 'go.sum'],
      // Without C libraries it is static: it is the only file of its image.
      packages: ['-tags=netgo,osusergo', 'github.com/moby/buildkit/frontend/dockerfile/cmd/dockerfile-frontend'],
      ldflags: '-s -w',
    },
    log,
  );
  const context = mkdtempSync(join(tmpdir(), 'countersign-frontend-'));
  try {
    copyFileSync(join(folder, 'dockerfile-frontend'), join(context, 'dockerfile-frontend'));
    writeFileSync(join(context, 'Dockerfile'), DOCKERFILE);
    const env = { ...buildx, DOCKER_HOST: host };
    await command('docker', ['buildx', 'build', '--load', '--tag', FRONTEND, context], { env });
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  await script(async () => {
    await ensureFrontend(process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock', console.log);
    console.log(`# syntax=${FRONTEND}`);
  });
}
