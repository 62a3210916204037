import type { Machine } from '../../shared/adapters/machine.ts';
import type { Digest } from '../../shared/domain/subject.ts';
import { inParallel } from '../../shared/rollout/in-parallel.ts';
import { runScan, type Scanned, type ScanPorts } from './run-scan.ts';

/** Scans every image, by service, as many at once as there are cores. */
export async function scanImages(
  ports: ScanPorts & { readonly machine: Machine },
  images: ReadonlyMap<string, Digest>,
): Promise<ReadonlyMap<string, Scanned>> {
  const { cores } = ports.machine.resources();
  const scans = await inParallel(
    [...images],
    async ([service, image]) => [service, await runScan(ports, service, image)] as const,
    cores,
  );
  return new Map(scans);
}
