import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError, UserError } from '../../domain/errors.ts';
import type { Digest } from '../../domain/subject.ts';
import type { Exec, ExecResult } from '../exec.ts';
import type { ImageScan, ScannerInfo, Trivy } from './port.ts';
import { getProgram, type ProgramSource, type VerifiedProgram } from './program.ts';
import { readReport, readVersion } from './report.ts';

export type TrivySettings = {
  readonly source: ProgramSource;
  readonly updateDatabase: boolean;
  /** The runner's temporary folder. */
  readonly temp: string;
  /** Address of the engine that holds the images. */
  readonly host: () => Promise<string>;
  /** The process's environment, of which Trivy's own settings are taken away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** Settings of Trivy from the environment that say where things are; every other one could hide findings. */
const KEPT = new Set([
  'TRIVY_CACHE_DIR',
  'TRIVY_DB_REPOSITORY',
  'TRIVY_JAVA_DB_REPOSITORY',
  'TRIVY_USERNAME',
  'TRIVY_PASSWORD',
]);

const TIMEOUT = 10 * 60_000;

/** What a failing Trivy says last, without time and level. */
function lastWords({ stderr, stdout }: ExecResult): string {
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  const fatal = lines.find((line) => line.includes('FATAL')) ?? lines.findLast((line) => line !== '') ?? 'no message';
  return fatal.replace(/^.*?FATAL\s+(?:Fatal error\s+)?/, '').slice(0, 500);
}

/** Variables that are set to nothing, which Trivy takes as not set. */
const withoutSettings = (environment: TrivySettings['environment']): Record<string, string> =>
  Object.fromEntries(
    Object.keys(environment)
      .filter((name) => name.startsWith('TRIVY_') && !KEPT.has(name))
      .map((name) => [name, '']),
  );

type Tools = { readonly settings: TrivySettings; readonly exec: Exec; readonly folder: string };

/** Runs Trivy in an empty folder: it would read trivy.yaml and .trivyignore of the one that it starts in. */
async function run({ settings, exec, folder }: Tools, program: VerifiedProgram, args: readonly string[]) {
  const env = { ...withoutSettings(settings.environment), TRIVY_SKIP_VERSION_CHECK: 'true' };
  return await exec.run(program.path, args, { cwd: folder, env, timeout: TIMEOUT });
}

async function prepare(tools: Tools, program: VerifiedProgram): Promise<ScannerInfo> {
  const refuse = (why: string) => new UserError('SCANNER_UNAVAILABLE', `scanner.trivy: ${why}`);
  if (tools.settings.updateDatabase) {
    const updated = await run(tools, program, ['image', '--download-db-only', '--quiet']);
    if (updated.exitCode !== 0) throw refuse(`the vulnerability database could not be updated: ${lastWords(updated)}`);
  }
  const said = await run(tools, program, ['version', '--format', 'json']);
  if (said.exitCode !== 0) throw refuse(`${program.path} does not give its version: ${lastWords(said)}`);
  const { version, updatedAt } = readVersion(said.stdout);
  if (updatedAt === undefined) {
    throw refuse(
      'there is no vulnerability database in its cache; let it be updated, or put one there before this step',
    );
  }
  return { version, sha256: program.sha256, database: { updatedAt } };
}

const scanArguments = (image: Digest, updateDatabase: boolean, output: string): readonly string[] => [
  'image',
  '--quiet',
  ...['--format', 'json', '--output', output],
  ...['--scanners', 'vuln', '--list-all-pkgs', '--image-src', 'docker'],
  // In memory: programs that share a cache on disk wait for each other and then give up.
  ...['--cache-backend', 'memory', '--skip-db-update'],
  ...(updateDatabase ? [] : ['--skip-java-db-update', '--offline-scan']),
  image,
];

async function scan(tools: Tools, program: VerifiedProgram, image: Digest): Promise<ImageScan> {
  const own = await mkdtemp(join(tools.folder, 'scan-'));
  const at: Tools = { ...tools, folder: own };
  try {
    const output = join(own, 'report.json');
    const host = await tools.settings.host();
    const bound: Tools = { ...at, exec: withEnvironment(tools.exec, { DOCKER_HOST: host }) };
    const scanned = await run(bound, program, scanArguments(image, tools.settings.updateDatabase, output));
    if (scanned.exitCode !== 0) throw new UserError('SCAN_FAILED', lastWords(scanned));
    const report = await readFile(output, 'utf8');
    const converted = await run(at, program, ['convert', '--quiet', '--format', 'cyclonedx', output]);
    if (converted.exitCode !== 0) throw new UserError('SCAN_FAILED', `no SBOM was made: ${lastWords(converted)}`);
    return { ...readReport(report), report, sbom: converted.stdout };
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError('SCAN_FAILED', `what Trivy gave cannot be read: ${describeError(cause)}`, { cause });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

const withEnvironment = (exec: Exec, env: Readonly<Record<string, string>>): Exec => ({
  run: async (program, args, options = {}) =>
    await exec.run(program, args, { ...options, env: { ...options.env, ...env } }),
});

/** Trivy as a program; nothing is downloaded or run before the first call. */
export function connectTrivy(exec: Exec, settings: TrivySettings, fetch = globalThis.fetch): Trivy {
  const begin = async () => {
    const folder = await mkdtemp(join(settings.temp, 'countersign-trivy-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const program = await getProgram(settings.source, folder, { exec, fetch });
    const tools: Tools = { settings, exec, folder };
    return { tools, program, info: await prepare(tools, program) };
  };
  let begun: ReturnType<typeof begin> | undefined;
  const ready = () => (begun ??= begin());
  return {
    prepare: async () => (await ready()).info,
    async scan(image) {
      const { tools, program } = await ready();
      return await scan(tools, program, image);
    },
  };
}
