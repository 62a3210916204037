import { sha256 } from '../../domain/record.ts';
import { type Client, type GitHubConnection, readBytes } from './client.ts';
import type { Artifact } from './port.ts';
import { unreadable } from './unreadable.ts';

/** Bytes of an artifact that are read at most. */
const LARGEST = 128 * 1024 * 1024;

/** Milliseconds for the whole download. */
const TIMEOUT = 120_000;

/**
 * Asks the API for the artifact's address and fetches the bytes from there, without the token: the address is of the
 * artifact store, which has no business with it, and holds its own short-lived signature, which no message may show.
 */
function makeDownloadFetch(connection: GitHubConnection, limit: number): typeof fetch {
  return async (input, init) => {
    const signal = AbortSignal.timeout(connection.timeout ?? TIMEOUT);
    connection.onRequest();
    const answer = await fetch(input, { ...init, redirect: 'manual', signal });
    const location = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || location === null) return answer;
    await answer.body?.cancel();
    const target = new URL(location, connection.apiUrl);
    if (target.protocol !== 'https:' && target.protocol !== new URL(connection.apiUrl).protocol)
      throw new Error(`the artifact store at ${target.host} is not reached by https`);
    const stored = await fetch(target, { signal });
    if (!stored.ok) throw new Error(`the artifact store at ${target.host} answered ${stored.status}`);
    return new Response(await readBytes(stored, limit), {
      status: 200,
      headers: { 'content-type': 'application/zip' },
    });
  };
}

/** The artifact's zip, once its bytes have been found to be what GitHub states. */
export async function downloadArtifact(
  client: Client,
  connection: GitHubConnection,
  repository: { readonly owner: string; readonly repo: string },
  artifact: Artifact,
): Promise<Uint8Array> {
  const url = `/repos/${repository.owner}/${repository.repo}/actions/artifacts/${artifact.id}/zip`;
  const refuse = (message: string): never => {
    throw unreadable({ method: 'GET', url, status: 200, message: `artifact "${artifact.name}" ${message}` });
  };
  if (artifact.digest === null) return refuse('has no digest; upload it with version 4 or later of upload-artifact');
  if (artifact.expired) return refuse('has expired; run the job that made it again');
  if (artifact.size > LARGEST) return refuse(`has ${artifact.size} bytes; at most ${LARGEST} are read`);
  const { data } = await client.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
    ...repository,
    artifact_id: artifact.id,
    archive_format: 'zip',
    request: { fetch: makeDownloadFetch(connection, LARGEST), parseSuccessResponseBody: false },
  });
  if (!(data instanceof ReadableStream)) return refuse('was not sent');
  const bytes = await readBytes(new Response(data), LARGEST);
  if (`sha256:${sha256(bytes)}` !== artifact.digest)
    return refuse('does not have the digest that GitHub states for it');
  return bytes;
}
