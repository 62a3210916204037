/**
 * The main job, rehearsed: the medication tracker is built, refused, signed off, deployed, broken, restored and rolled
 * back by the bundled actions, on a real cluster, engine and registry. GitHub and its artifact service are stand-ins.
 * Ends with a non-zero code as soon as the running service is not the version that it should be.
 *
 *   npm run rehearse
 */
import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { describeError } from '../shared/domain/errors.ts';
import { type Bed, startBed } from '../test/bed/bed.ts';
import { crashingChange, goodChange, writeApplication } from '../test/rehearsal/application.ts';
import { type Company, foundCompany } from '../test/rehearsal/company.ts';
import { kubectlFor, preparePlatform, pushPlatformImages, removePlatform } from '../test/rehearsal/platform.ts';
import { Rehearsal } from '../test/rehearsal/rehearsal.ts';
import { Stages } from '../test/rehearsal/stages.ts';
import { replayPage, replayRecord } from './policy/replay.ts';

const NAMESPACE = 'medication-tracker';
const left = resolve(import.meta.dirname, '../.rehearsal');
const cancelled = new AbortController();
const stages = new Stages(cancelled.signal);
// The first Ctrl-C ends the running step and tidies up; what tidying up takes away is worth waiting for.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => cancelled.abort(new Error(`stopped by ${signal}`)));
}

async function rehearse(bed: Bed): Promise<void> {
  const kubectl = kubectlFor(bed.cluster.kubectl, bed.cluster.kubeconfig);
  const volume = join(dirname(bed.cluster.kubeconfig), 'rehearsal-volume');
  let company: Company | undefined;
  try {
    await stages.run('platform', 'engine, registry, cluster', async () => {
      removePlatform(kubectl, NAMESPACE);
      preparePlatform(kubectl, NAMESPACE, bed.cluster.started === 'own' ? makeVolume(volume) : undefined);
      const images = pushPlatformImages(bed.engine.host, bed.registry.address);
      company = await foundCompany((folder) => writeApplication(folder, bed.registry.address, images));
      return 'namespace, database account, volume, two images';
    });
    if (company === undefined) throw new Error('the platform stage made no company');
    const env = {
      DOCKER_HOST: bed.engine.host,
      KUBECONFIG: bed.cluster.kubeconfig,
      PATH: [dirname(bed.cluster.kubectl), process.env['PATH']].join(delimiter),
    };
    await play(
      new Rehearsal({
        company,
        stages,
        env,
        left,
        dockerHost: bed.engine.host,
        ask: kubectl,
        namespace: NAMESPACE,
        cancel: cancelled.signal,
      }),
    );
  } finally {
    await company?.[Symbol.asyncDispose]();
    removePlatform(kubectl, NAMESPACE);
    rmSync(volume, { recursive: true, force: true });
  }
}

/** A folder for Postgres on the one node, which is this machine; its owner is the account of the image. */
function makeVolume(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  chownSync(folder, 999, 999);
  return folder;
}

async function play(rehearsal: Rehearsal): Promise<void> {
  await rehearsal.firstRelease();
  await rehearsal.brokenRelease(crashingChange);
  await rehearsal.goodRelease(goodChange);
  await rehearsal.rollback();
  await stages.run('every record, decided again', 'decisions from the records alone', async () => decideAgain());
}

/** Whatever was decided on the way must come out the same from its record, with nothing else at hand. */
function decideAgain(): string {
  const files = readdirSync(left).filter((name) => name.endsWith('.record.json'));
  if (files.length === 0) throw new Error(`there is no record in ${left}`);
  for (const file of files) {
    const replay = replayRecord(readFileSync(join(left, file), 'utf8'));
    if (replay.kind !== 'identical') throw new Error(replayPage(file, replay));
  }
  return `${files.length} of ${files.length} identical`;
}

async function main(): Promise<void> {
  rmSync(left, { recursive: true, force: true });
  let bed: Bed | undefined;
  await stages.run('test bed', 'engine, registry, cluster', async () => {
    const wanted = { engine: true, registry: true, baseImage: true, cluster: true } as const;
    bed = await startBed(wanted, (line) => console.log(`  ${line}`));
    for (const part of Object.values(bed.real)) console.log(`  ${part}`);
    return 'ready';
  });
  if (bed === undefined) throw new Error('the test bed did not start');
  await using _ = bed;
  await rehearse(bed);
}

try {
  await main();
} catch (error) {
  const why = cancelled.signal.aborted ? cancelled.signal.reason : error;
  console.error(`\nrehearsal failed: ${describeError(why)}`);
  process.exitCode = cancelled.signal.aborted ? 130 : 1;
}
console.log(`\n${stages.table()}\n\nrecords, summaries and logs: ${left}`);
