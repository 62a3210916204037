import type { Blobs } from './blobs.ts';
import { type ArtifactStore, digestOf, type StoredArtifact } from './store.ts';

/** What the artifact service works on. */
export type ResultsState = {
  readonly store: ArtifactStore;
  readonly blobs: Blobs;
  /** Uploads that were created and not finished: blob key and type by run and name. */
  readonly pending: Map<string, { readonly key: string; readonly type: string }>;
  readonly url: () => string;
  readonly now: () => string;
};

export type TwirpAnswer = { readonly status: number; readonly json: Readonly<Record<string, unknown>> };
type Fields = Readonly<Record<string, unknown>>;
type Method = (state: ResultsState, run: number, fields: Fields) => TwirpAnswer;

const ok = (json: Fields): TwirpAnswer => ({ status: 200, json });
const refuse = (status: number, code: string, msg: string): TwirpAnswer => ({ status, json: { code, msg } });
const text = (fields: Fields, name: string): string => String(fields[name] ?? '');

const create: Method = (state, run, fields) => {
  const name = text(fields, 'name');
  const key = `${run}/${name}`;
  const taken = state.pending.has(key) || state.store.ofRun(run).some((artifact) => artifact.name === name);
  if (taken) return refuse(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
  const blob = state.blobs.create();
  state.pending.set(key, { key: blob.key, type: text(fields, 'mime_type') || 'application/zip' });
  return ok({ ok: true, signed_upload_url: `${state.url()}${blob.path}` });
};

const finalize: Method = (state, run, fields) => {
  const name = text(fields, 'name');
  const pending = state.pending.get(`${run}/${name}`);
  if (pending === undefined) return refuse(404, 'not_found', 'artifact not found');
  const bytes = state.blobs.bytes(pending.key);
  if (bytes === undefined) return refuse(412, 'failed_precondition', 'nothing was uploaded');
  if (Number(fields['size']) !== bytes.byteLength)
    return refuse(400, 'invalid_argument', 'size is not that of the upload');
  const stated = fields['hash'];
  if (typeof stated === 'string' && stated !== digestOf(bytes))
    return refuse(400, 'invalid_argument', 'hash is not that of the upload');
  state.pending.delete(`${run}/${name}`);
  const stored = state.store.add({ run, name, bytes, createdAt: state.now(), type: pending.type });
  return ok({ ok: true, artifact_id: String(stored.id) });
};

const listed = (artifact: StoredArtifact, job: string): Fields => ({
  workflow_run_backend_id: String(artifact.run),
  workflow_job_run_backend_id: job,
  database_id: String(artifact.id),
  name: artifact.name,
  size: String(artifact.bytes.byteLength),
  created_at: artifact.createdAt,
  digest: artifact.digest,
});

const list: Method = (state, run, fields) => {
  const [name, id] = [fields['name_filter'], fields['id_filter']];
  const chosen = state.store
    .ofRun(run)
    .filter(
      (one) => (typeof name !== 'string' || one.name === name) && (id === undefined || String(one.id) === String(id)),
    );
  return ok({ artifacts: chosen.map((artifact) => listed(artifact, text(fields, 'workflow_job_run_backend_id'))) });
};

const find = (state: ResultsState, run: number, fields: Fields) =>
  state.store.ofRun(run).find((artifact) => artifact.name === text(fields, 'name'));

const signedUrl: Method = (state, run, fields) => {
  const artifact = find(state, run, fields);
  if (artifact === undefined) return refuse(404, 'not_found', 'artifact not found');
  return ok({ name: artifact.name, signed_url: publishArtifact(state, artifact) });
};

const remove: Method = (state, run, fields) => {
  const artifact = find(state, run, fields);
  if (artifact === undefined) return refuse(404, 'not_found', 'artifact not found');
  state.store.delete(artifact.id);
  return ok({ ok: true, artifact_id: String(artifact.id) });
};

const METHODS: Readonly<Record<string, Method>> = {
  CreateArtifact: create,
  FinalizeArtifact: finalize,
  ListArtifacts: list,
  GetSignedArtifactURL: signedUrl,
  DeleteArtifact: remove,
};

/** A signed address for an artifact's bytes. A zip is recognised by its type, anything else by its file name. */
export function publishArtifact(state: ResultsState, artifact: StoredArtifact): string {
  const file = artifact.type === 'application/zip' ? `${artifact.name}.zip` : artifact.name;
  const headers = { 'content-type': artifact.type, 'content-disposition': `attachment; filename="${file}"` };
  return `${state.url()}${state.blobs.publish(artifact.bytes, headers)}`;
}

/** Calls one method of the artifact service on behalf of a run. */
export function callTwirp(state: ResultsState, method: string, run: number, fields: Fields): TwirpAnswer {
  const call = METHODS[method];
  if (call === undefined) return refuse(404, 'bad_route', `no such method: ${method}`);
  if (text(fields, 'workflow_run_backend_id') !== String(run))
    return refuse(403, 'permission_denied', 'this token is for another run');
  return call(state, run, fields);
}
