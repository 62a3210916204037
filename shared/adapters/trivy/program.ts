import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError, UserError } from '../../domain/errors.ts';
import { sha256 } from '../../domain/record.ts';
import type { Exec } from '../exec.ts';

/** Where the program comes from: exactly one of `path` and `version`, as the configuration has checked. */
export type ProgramSource = {
  readonly path?: string | undefined;
  readonly version?: string | undefined;
  readonly sha256?: string | undefined;
  readonly from?: string | undefined;
};

/** A program whose bytes were looked at before it is run. */
export type VerifiedProgram = { readonly path: string; readonly sha256: string };

/** Milliseconds; the archive has about 50 MB. */
const DOWNLOAD_TIMEOUT = 5 * 60_000;

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: '64bit', arm64: 'ARM64' };

const unavailable = (why: string, cause?: unknown): UserError =>
  new UserError('SCANNER_UNAVAILABLE', `scanner.trivy: ${why}`, cause === undefined ? {} : { cause });

/** The address that Trivy's releases have. @throws UserError for a machine that no release is made for. */
export function releaseAddress(version: string, platform: string, architecture: string): string {
  const machine = ARCHITECTURES[architecture];
  if (platform !== 'linux' || machine === undefined) {
    throw unavailable(`no release is known for ${platform} on ${architecture}; give path instead of version`);
  }
  return `https://github.com/aquasecurity/trivy/releases/download/v${version}/trivy_${version}_Linux-${machine}.tar.gz`;
}

function demandDigest(bytes: Uint8Array, expected: string, what: string): void {
  const found = sha256(bytes);
  if (found !== expected) throw unavailable(`${what} has the sha256 ${found}, not ${expected}; it was not run`);
}

async function installed(path: string, expected: string | undefined): Promise<VerifiedProgram> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw unavailable(`there is no program at ${path} (${describeError(error)}); install it or give a version`, error);
  }
  if (expected !== undefined) demandDigest(bytes, expected, path);
  return { path, sha256: sha256(bytes) };
}

async function download(address: string, fetch: typeof globalThis.fetch): Promise<Uint8Array> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    const cure = 'give the address of a mirror in from, or the program in path';
    throw unavailable(`${address} could not be downloaded (${describeError(error)}); ${cure}`, error);
  }
}

/**
 * The program, with its digest checked before anything of it is run.
 * @param folder an own folder of this run; a downloaded program is put there.
 * @throws UserError SCANNER_UNAVAILABLE
 */
export async function getProgram(
  source: ProgramSource,
  folder: string,
  { exec, fetch }: { readonly exec: Exec; readonly fetch: typeof globalThis.fetch },
): Promise<VerifiedProgram> {
  if (source.path !== undefined) return await installed(source.path, source.sha256);
  const { version = '', sha256: expected = '' } = source;
  const address = source.from ?? releaseAddress(version, process.platform, process.arch);
  const archive = join(folder, 'trivy.tar.gz');
  const bytes = await download(address, fetch);
  demandDigest(bytes, expected, address);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(archive, bytes, { mode: 0o600 });
  const { exitCode, stderr } = await exec.run('tar', ['-xzf', archive, '-C', folder, '--no-same-owner', 'trivy']);
  if (exitCode !== 0) throw unavailable(`${address} has no program "trivy" in it: ${stderr.trim()}`);
  const path = join(folder, 'trivy');
  await chmod(path, 0o700);
  return await installed(path, undefined);
}
