/** Values by name; a name that was declared without a value has null. */
export type Variables = ReadonlyMap<string, string | null>;

const VARIABLE =
  /(?<escaped>[\\`]\$)|\$(?:\{(?<braced>[A-Za-z_]\w*)(?:(?<form>:?[-+])(?<word>[^{}$]*))?\}|(?<plain>[A-Za-z_]\w*))/g;

/**
 * A word of a Dockerfile with its variables put in, as both builders do it for FROM: `$A`, `${A}`, `${A:-word}`,
 * `${A-word}`, `${A:+word}`, `${A+word}`. Undefined when a variable has no value that is known here, or when a form is
 * used that only one builder knows: an image that is guessed must not be compared with anything.
 */
export function expand(text: string, variables: Variables): string | undefined {
  let unknown = false;
  const expanded = text.replace(VARIABLE, (...found): string => {
    const groups = found.at(-1) as Record<string, string | undefined>;
    if (groups['escaped'] !== undefined) {
      unknown = true;
      return '';
    }
    const name = groups['braced'] ?? groups['plain'] ?? '';
    const value = variables.get(name) ?? null;
    const { form, word = '' } = groups;
    const given = value !== null && (value !== '' || form?.startsWith(':') !== true);
    if (form?.endsWith('-')) return given ? value : word;
    if (form?.endsWith('+')) return given ? word : '';
    if (value === null) unknown = true;
    return value ?? '';
  });
  return unknown || expanded.includes('$') ? undefined : expanded;
}
