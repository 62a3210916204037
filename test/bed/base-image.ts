/**
 * The base that ordinary Dockerfiles name, `debian:bookworm-slim`: pulled where an image registry can be reached, else
 * made with debootstrap (about a minute, once: kept as a tar in the cache).
 */
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, succeeds } from './command.ts';
import { ensureTools, type Log } from './install.ts';
import { lockFile } from './lock.ts';
import { MissingPart } from './missing-part.ts';
import { cacheFolder } from './paths.ts';

/** `made` by us, `pulled` from its registry, or `present` in the engine already. */
export type BaseImage = { readonly name: string; readonly from: 'present' | 'pulled' | 'made' };

const NAME = 'debian:bookworm-slim';
const MIRROR = 'http://deb.debian.org/debian';
const SOURCES = `deb ${MIRROR} bookworm main
deb ${MIRROR} bookworm-updates main
deb http://deb.debian.org/debian-security bookworm-security main
`;
/** What the image of the same name in Docker's library sets. */
const CHANGES = ['CMD ["bash"]', 'ENV PATH /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'];

/** Makes sure that the engine at `host` has the base image. @throws MissingPart */
export async function ensureBaseImage(host: string, log: Log): Promise<BaseImage> {
  const env = { DOCKER_HOST: host };
  if (await succeeds('docker', ['image', 'inspect', NAME], { env })) return { name: NAME, from: 'present' };
  if (await succeeds('timeout', ['60', 'docker', 'pull', '--quiet', NAME], { env }))
    return { name: NAME, from: 'pulled' };
  const tar = await ensureTar(log);
  await command('docker', ['import', ...CHANGES.flatMap((line) => ['--change', line]), tar, NAME], { env });
  return { name: NAME, from: 'made' };
}

/** Path of the root file system as a tar; made when the cache has none. @throws MissingPart */
async function ensureTar(log: Log): Promise<string> {
  const tar = join(cacheFolder('base-image'), `bookworm-${process.arch}.tar`);
  await using _ = await lockFile(`${tar}.lock`);
  if (existsSync(tar)) return tar;
  if (process.getuid?.() !== 0)
    throw new MissingPart(`${NAME} cannot be pulled, and only root can make it with debootstrap`);
  await ensureTools(['debootstrap'], log);
  log(`making ${NAME} with debootstrap, once`);
  const root = mkdtempSync(join(tmpdir(), 'countersign-base-'));
  try {
    await command('debootstrap', ['--variant=minbase', 'bookworm', root, MIRROR]);
    writeFileSync(join(root, 'etc/apt/sources.list'), SOURCES);
    for (const left of ['var/cache/apt', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/man', 'var/log']) {
      rmSync(join(root, left), { recursive: true, force: true });
    }
    for (const needed of ['var/cache/apt/archives/partial', 'var/lib/apt/lists/partial', 'usr/share/man', 'var/log']) {
      await command('mkdir', ['-p', join(root, needed)]);
    }
    await command('tar', ['--numeric-owner', '-C', root, '-cf', `${tar}.part`, '--exclude=./dev/*', '.']);
    renameSync(`${tar}.part`, tar);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return tar;
}
