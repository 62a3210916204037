/** Markdown that a person wrote is smaller. Parsing takes more than twice as long for twice the text. */
const LARGEST = 200_000;

/** More than this many lists or quotations that begin on one line are nobody's document. */
const TOO_DEEP = /^[ \t]*(?:>[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+){20}/m;

/** @throws Error when reading the text as Markdown would take longer than anybody waits */
export function checkMarkdown(text: string): void {
  if (text.length > LARGEST)
    throw new Error(`it has ${text.length} characters, at most ${LARGEST} of Markdown are read`);
  if (TOO_DEEP.test(text)) throw new Error('its lists or quotations are nested 20 deep on one line');
}

/** Emphasis is not looked for: it says nothing about boxes and dates, and a line of stars takes minutes. */
export const WITHOUT_EMPHASIS = { disable: { null: ['attention'] } };
