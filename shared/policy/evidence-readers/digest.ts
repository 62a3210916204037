/** The digest in a reference or a package URL, where the colon may be escaped; none or one. */
export function digestIn(text: string): readonly string[] {
  const hex = /sha256(?::|%3[Aa])([0-9a-f]{64})(?![0-9a-f])/.exec(text)?.[1];
  return hex === undefined ? [] : [`sha256:${hex}`];
}
