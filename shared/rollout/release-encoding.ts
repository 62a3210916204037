import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';
import { UserError } from '../domain/errors.ts';
import { canonicalJson, sha256 } from '../domain/record.ts';

/** A Secret holds 1 MiB; what is left is for its metadata. */
const CHUNK_BYTES = 900_000;

/** A value as it is stored: compressed canonical JSON in base64 parts, and the sha256 of the JSON. */
export type Encoded = { readonly parts: readonly string[]; readonly sha256: string };

/** The same value always gives the same bytes. */
export function encode(value: unknown, chunkBytes = CHUNK_BYTES): Encoded {
  const text = canonicalJson(value);
  const bytes = gzipSync(strToU8(text), { level: 9, mtime: 0 });
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    parts.push(Buffer.from(bytes.subarray(at, at + chunkBytes)).toString('base64'));
  }
  return { parts, sha256: sha256(text) };
}

/**
 * @param what names the object for the error.
 * @throws UserError('STORE_DAMAGED') unless the bytes are exactly those that were saved.
 */
export function decode(what: string, encoded: Encoded): unknown {
  let text: string;
  try {
    text = strFromU8(gunzipSync(Buffer.concat(encoded.parts.map((part) => Buffer.from(part, 'base64')))));
  } catch (cause) {
    throw new UserError('STORE_DAMAGED', `${what}: its content cannot be unpacked`, { cause });
  }
  if (sha256(text) !== encoded.sha256) {
    throw new UserError('STORE_DAMAGED', `${what}: its content does not have the sha256 that was saved`);
  }
  return JSON.parse(text);
}
