/** What stands for a value of the pull request in a role's `meaning`. */
export type MeaningValues = Readonly<Record<(typeof PLACEHOLDERS)[number], string>>;

/** `${head}` is the first twelve digits of the head's sha. */
const PLACEHOLDERS = ['application', 'checkpoint', 'role', 'number', 'head'] as const;

const PLACEHOLDER = /\$\{([^}]*)\}/g;

/** Placeholders of a phrase that stand for nothing. */
export const unknownPlaceholders = (phrase: string): readonly string[] =>
  [...phrase.matchAll(PLACEHOLDER)].map(([, name = '']) => name).filter((name) => !isPlaceholder(name));

const isPlaceholder = (name: string): name is keyof MeaningValues => (PLACEHOLDERS as readonly string[]).includes(name);

/** The phrase that a person has to write. */
export const fillMeaning = (phrase: string, values: MeaningValues): string =>
  phrase.replaceAll(PLACEHOLDER, (whole, name: string) => (isPlaceholder(name) ? values[name] : whole));

const squeeze = (line: string): string => line.trim().replaceAll(/\s+/g, ' ');

/**
 * Whether the phrase stands in a review's body as a line of its own, word for word. What the reader of a page does not
 * see (HTML comments) and what is quoted says nothing.
 */
export function says(body: string, phrase: string): boolean {
  const visible = body.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '\n');
  return visible.split(/\r\n|\r|\n/).some((line) => squeeze(line) === squeeze(phrase));
}
