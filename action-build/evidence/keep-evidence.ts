import { posix } from 'node:path';
import type { Artifacts } from '../../shared/adapters/artifacts/port.ts';
import type { Files } from '../../shared/adapters/files.ts';
import { asRecorded, sha256 } from '../../shared/domain/record.ts';
import type { BuildFacts, KeptFiles, ServiceFacts } from '../service-facts.ts';
import { makeProvenance, type Origin } from './provenance.ts';
import { makeSarif } from './sarif.ts';

/** A file of an evidence artifact. */
export type EvidenceFile = { readonly name: string; readonly bytes: string };

/** Uploads files under one name and says what was stored, file by file. */
export async function keepFiles(
  artifacts: Artifacts,
  artifact: string,
  files: readonly EvidenceFile[],
): Promise<KeptFiles> {
  const stored = await artifacts.upload(artifact, files);
  return { artifact, sha256: stored.sha256, files: files.map(({ name, bytes }) => ({ name, sha256: sha256(bytes) })) };
}

function filesOf(service: ServiceFacts, facts: BuildFacts, origin: Origin): EvidenceFile[] {
  const push = facts.pushes.find((one) => one.service === service.service);
  const name = service.service;
  const sarif = { name: `${name}.sarif`, bytes: makeSarif(service, facts.day, origin.tool) };
  if (push?.kind !== 'pushed') return [sarif];
  return [sarif, { name: `${name}.provenance.json`, bytes: makeProvenance(service, push.image, origin) }];
}

/**
 * Keeps what follows from the facts: every service's findings as SARIF, and the provenance of what was pushed. The
 * findings are put on the runner as well, for a later step to show them in code scanning.
 * @returns `sarif`: folder with the findings, one file for each service.
 */
export async function keepEvidence(
  { artifacts, files }: { readonly artifacts: Artifacts; readonly files: Files },
  run: { readonly run: number; readonly attempt: number },
  facts: BuildFacts,
  origin: Origin,
): Promise<{ readonly facts: BuildFacts; readonly sarif: string }> {
  const kept = facts.services.flatMap((service) => filesOf(service, facts, origin));
  const evidence = await keepFiles(artifacts, `countersign-build-evidence.${run.run}.${run.attempt}`, kept);
  let sarif = '';
  for (const { name, bytes } of kept.filter((one) => one.name.endsWith('.sarif')))
    sarif = posix.dirname(await files.writeTemp(`sarif/${name}`, bytes));
  return { facts: asRecorded({ ...facts, evidence }), sarif };
}
