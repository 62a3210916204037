import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../bed/command.ts';
import { buildGo } from '../bed/go-build.ts';

const MODULE = import.meta.dirname;

/** A program that does what its variables say, static, in an image that holds nothing else. */
const DOCKERFILE = `FROM scratch
LABEL countersign.test=creature
COPY creature /creature
USER 10001:10001
EXPOSE 8000
CMD ["/creature"]
`;

/** Builds the image, with more lines for its Dockerfile, and gives its id. */
export async function buildCreature(host: string, lines: readonly string[] = []): Promise<`sha256:${string}`> {
  const built = await buildProgram();
  const folder = mkdtempSync(join(tmpdir(), 'countersign-creature-'));
  try {
    copyFileSync(join(built, 'creature'), join(folder, 'creature'));
    writeFileSync(join(folder, 'Dockerfile'), `${DOCKERFILE}${lines.join('\n')}\n`);
    const env = { DOCKER_HOST: host, DOCKER_BUILDKIT: '0' };
    return (await command('docker', ['build', '--quiet', folder], { env })).trim() as `sha256:${string}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder that holds the program, `creature`. */
export const buildProgram = (): Promise<string> =>
  buildGo(
    {
      name: 'creature',
      module: MODULE,
      sources: ['go.mod', 'creature/main.go'],
      // Without C libraries it is static, so that it runs in an image of its own.
      packages: ['-tags=netgo,osusergo', './creature'],
      ldflags: '-s -w',
    },
    console.log,
  );
