/** One paragraph of `Key: value` lines. */
type Paragraph = {
  /** By key in lower case; continuation lines are joined with line feeds; the first of two equal keys counts. */
  readonly fields: ReadonlyMap<string, string>;
  /** The line that is neither a field nor a continuation, at which reading ended; null when there is none. */
  readonly damaged: string | null;
};

/** Reads up to the first empty line, in the form that dpkg's status file and Python's METADATA share (RFC 822). */
export function readParagraph(text: string): Paragraph {
  const fields = new Map<string, string>();
  let open: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') break;
    const colon = line.indexOf(':');
    const continues = /^[ \t]/.test(line);
    if (continues ? fields.size === 0 : colon < 1) return { fields, damaged: line.slice(0, 80) };
    if (continues) {
      if (open !== undefined) fields.set(open, `${fields.get(open)}\n${line.trim()}`);
      continue;
    }
    const key = line.slice(0, colon).toLowerCase();
    open = fields.has(key) ? undefined : key;
    if (open !== undefined) fields.set(open, line.slice(colon + 1).trim());
  }
  return { fields, damaged: null };
}
