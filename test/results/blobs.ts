import { randomBytes } from 'node:crypto';

/** A blob container as far as the artifact client uses one: staged blocks, committed by a list. */
export type Blobs = {
  /** Makes an empty blob and gives its signed path. */
  create(): { readonly key: string; readonly path: string };
  /** Makes a signed path for bytes that are there already. */
  publish(bytes: Uint8Array, headers: Readonly<Record<string, string>>): string;
  bytes(key: string): Uint8Array | undefined;
  /** The blob type that the client gave at the upload. */
  contentType(key: string): string | undefined;
  handle(request: BlobRequest): BlobAnswer;
};

type BlobRequest = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};
type BlobAnswer = {
  readonly status: number;
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

type Blob = {
  readonly signature: string;
  readonly blocks: Map<string, Buffer>;
  committed: Uint8Array | undefined;
  headers: Record<string, string>;
};

const refused = (status: number, code: string): BlobAnswer => ({ status, headers: { 'x-ms-error-code': code } });

/** Ids of the committed blocks, in order, from the XML of a block list. */
const listedBlocks = (xml: string): string[] =>
  [...xml.matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g)].map((match) => match[1] ?? '');

function put(blob: Blob, { url, headers, body }: BlobRequest): BlobAnswer {
  const part = url.searchParams.get('comp');
  if (part === 'block') {
    blob.blocks.set(url.searchParams.get('blockid') ?? '', body);
    return { status: 201 };
  }
  const ids = listedBlocks(body.toString());
  if (part === 'blocklist' && ids.some((id) => !blob.blocks.has(id))) return refused(400, 'InvalidBlockList');
  blob.committed = part === 'blocklist' ? Buffer.concat(ids.map((id) => blob.blocks.get(id) ?? Buffer.of())) : body;
  const type = headers['x-ms-blob-content-type'];
  if (typeof type === 'string') blob.headers = { ...blob.headers, 'content-type': type };
  return { status: 201, headers: { etag: `"${blob.signature.slice(0, 8)}"` } };
}

/** Makes an empty container. */
export function createBlobs(): Blobs {
  const blobs = new Map<string, Blob>();
  let count = 0;
  const make = (committed: Uint8Array | undefined, headers: Record<string, string>) => {
    const key = `blob-${++count}`;
    const signature = randomBytes(16).toString('hex');
    blobs.set(key, { signature, blocks: new Map(), committed, headers });
    return { key, path: `/blobs/${key}?sig=${signature}` };
  };
  return {
    create: () => make(undefined, {}),
    publish: (bytes, headers) => make(bytes, { ...headers }).path,
    bytes: (key) => blobs.get(key)?.committed,
    contentType: (key) => blobs.get(key)?.headers['content-type'],
    handle(request) {
      const blob = blobs.get(request.url.pathname.split('/').at(-1) ?? '');
      if (blob === undefined) return refused(404, 'BlobNotFound');
      if (request.url.searchParams.get('sig') !== blob.signature) return refused(403, 'AuthenticationFailed');
      // Azure refuses a request that is signed twice: a token that followed the redirect has leaked.
      if (request.headers['authorization'] !== undefined) return refused(400, 'InvalidAuthenticationInfo');
      if (request.method === 'PUT') return put(blob, request);
      if (blob.committed === undefined) return refused(404, 'BlobNotFound');
      return { status: 200, body: blob.committed, headers: blob.headers };
    },
  };
}
