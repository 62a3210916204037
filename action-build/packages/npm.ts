/** Scope and name of an npm package, apart: `@angular/core` is `core` of `@angular`. */
export function splitNpmName(full: string): { readonly namespace: string | null; readonly name: string } {
  const [, scope, name] = /^(@[^/]+)\/(.+)$/.exec(full.toLowerCase()) ?? [];
  return scope === undefined || name === undefined
    ? { namespace: null, name: full.toLowerCase() }
    : { namespace: scope, name };
}
