/** A JSON object as GitHub sends it; the description checks it before it leaves. */
export type Shape = Readonly<Record<string, unknown>>;

/** Addresses of the API and of the site, as they stand in GitHub's objects. */
export type Addresses = { readonly api: string; readonly site: string; readonly repository: string };

/** GitHub's opaque ids: any stable text will do. */
export const nodeId = (kind: string, id: string | number): string => Buffer.from(`${kind}:${id}`).toString('base64url');

/** `https://…/repos/owner/name/rest`. */
export const repoApi = (at: Addresses, rest = ''): string => `${at.api}/repos/${at.repository}${rest}`;
/** `https://github.com/owner/name/rest`. */
export const repoSite = (at: Addresses, rest = ''): string => `${at.site}/${at.repository}${rest}`;
