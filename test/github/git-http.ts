import { spawn } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { allows, type Grant } from './tokens.ts';
import type { Answer } from './validate.ts';
import type { World } from './world/world.ts';

/** What a git client asks of a server: the list of refs, then packs. */
type GitRequest = {
  readonly service: 'info/refs' | 'git-upload-pack';
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
};

/** The service of an address below `/owner/name.git/`; undefined for any other address. */
export function gitService(world: World, path: string): GitRequest['service'] | undefined {
  const { owner, name } = world.repository;
  const prefix = `/${owner}/${name}.git/`;
  const service = path.startsWith(prefix) ? path.slice(prefix.length) : '';
  return service === 'info/refs' || service === 'git-upload-pack' ? service : undefined;
}

/** `Basic` with any name and the token as password, as GitHub takes it; in the form of the API's header. */
export const bearerOf = (header: string | undefined): string | undefined => {
  const encoded = /^basic (.+)$/i.exec(header ?? '')?.[1];
  const token = encoded && Buffer.from(encoded, 'base64').toString().split(':')[1];
  return token && `bearer ${token}`;
};

/** GitHub gives any commit that some ref reaches, and clones without files. */
const SETTINGS = ['uploadpack.allowFilter=true', 'uploadpack.allowAnySHA1InWant=true'].flatMap((one) => ['-c', one]);

function uploadPack(path: string, flags: readonly string[], protocol: string, input: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], GIT_PROTOCOL: protocol, GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' };
    const child = spawn('git', [...SETTINGS, 'upload-pack', '--stateless-rpc', ...flags, path], { env });
    const [out, said]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
    child.on('error', reject);
    child.on('close', (code) => {
      // What it refuses it tells the client in its own protocol.
      if (code === 0 || out.length > 0) resolve(Buffer.concat(out));
      else reject(new Error(`git upload-pack: ${Buffer.concat(said).toString()}`));
    });
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** Answers a git client from the world's repository, for tokens that may read contents. */
export async function answerGit(world: World, grant: Grant | undefined, request: GitRequest): Promise<Answer> {
  const text = (status: number, message: string): Answer => ({
    status,
    bytes: { type: 'text/plain', data: Buffer.from(message) },
    ...(status === 401 ? { headers: { 'www-authenticate': 'Basic realm="GitHub"' } } : {}),
  });
  if (grant === undefined) return text(401, 'No anonymous access.');
  if (!allows(grant, 'repos/get-content')) return text(403, 'Write access to repository not granted.');
  const protocol = String(request.headers['git-protocol'] ?? '');
  if (request.service === 'git-upload-pack') {
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(request.body) : request.body;
    const data = await uploadPack(world.git.path, [], protocol, body);
    return { status: 200, bytes: { type: 'application/x-git-upload-pack-result', data } };
  }
  if (request.query.get('service') !== 'git-upload-pack') return text(403, 'Please upgrade your git client.');
  const refs = await uploadPack(world.git.path, ['--advertise-refs'], protocol, Buffer.of());
  const data = Buffer.concat([Buffer.from('001e# service=git-upload-pack\n0000'), refs]);
  return { status: 200, bytes: { type: 'application/x-git-upload-pack-advertisement', data } };
}
