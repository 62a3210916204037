import * as z from 'zod';
import { sha256 } from '../../domain/record.ts';
import { type Digest, isDigest } from '../../domain/subject.ts';

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'a sha256 digest');

/** `docker manifest inspect --verbose` of one manifest; the bytes as the registry sent them are in `Raw`. */
const verbose = z.object({ Descriptor: z.object({ digest }), Raw: z.base64() });

const manifest = z.object({ config: z.object({ digest }) });

/** A manifest as the registry gave it back. */
export type RegistryManifest = {
  /** Computed here from the bytes, not taken from anybody's word. */
  readonly digest: Digest;
  /** Digest of the image configuration that the manifest names. */
  readonly config: Digest;
};

/** Reads what `docker manifest inspect --verbose` printed. @throws when it is a list, or its bytes are not its digest. */
export function readManifest(text: string): RegistryManifest {
  const { Descriptor, Raw } = verbose.parse(JSON.parse(text));
  const bytes = Buffer.from(Raw, 'base64');
  const computed: Digest = `sha256:${sha256(bytes)}`;
  if (computed !== Descriptor.digest) throw new Error(`the manifest's bytes are ${computed}, not ${Descriptor.digest}`);
  return { digest: computed, config: manifest.parse(JSON.parse(bytes.toString('utf8'))).config.digest };
}

const PUSHED = /\bdigest: (sha256:[0-9a-f]{64}) size: \d+\s*$/m;

/** The digest in the last line of `docker push`; undefined when it printed none. */
export function pushedDigest(output: string): Digest | undefined {
  const [, found] = PUSHED.exec(output) ?? [];
  return found !== undefined && isDigest(found) ? found : undefined;
}
