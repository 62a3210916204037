import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../bed/command.ts';

/** Name of the image that holds each pod's namespaces; never pulled, so the host part need not exist. */
export const PAUSE_IMAGE = 'countersign.invalid/pause:1';

/** Packs the static `pause` program as an image archive (the format of `docker save`) and gives its path. */
export async function packPauseImage(program: string, folder: string): Promise<string> {
  const root = join(folder, 'root');
  const image = join(folder, 'image');
  mkdirSync(root, { recursive: true });
  mkdirSync(image, { recursive: true });
  copyFileSync(program, join(root, 'pause'));
  await command('tar', ['--numeric-owner', '-C', root, '-cf', join(image, 'layer.tar'), 'pause']);
  const diffId = `sha256:${createHash('sha256')
    .update(readFileSync(join(image, 'layer.tar')))
    .digest('hex')}`;
  const config = JSON.stringify({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Entrypoint: ['/pause'] },
    rootfs: { type: 'layers', diff_ids: [diffId] },
  });
  writeFileSync(join(image, 'config.json'), config);
  const manifest = [{ Config: 'config.json', RepoTags: [PAUSE_IMAGE], Layers: ['layer.tar'] }];
  writeFileSync(join(image, 'manifest.json'), JSON.stringify(manifest));
  const archive = join(folder, 'pause.tar');
  await command('tar', ['-C', image, '-cf', `${archive}.part`, 'manifest.json', 'config.json', 'layer.tar']);
  renameSync(`${archive}.part`, archive);
  return archive;
}
