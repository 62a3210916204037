import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';

/** A YAML document that was read without any doubt about its meaning. */
export type YamlSource = {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** The plain data. */
  readonly value: Readonly<Record<string, unknown>>;
};

/** A mistake of the text itself, by its offset in characters. */
export type TextProblem = { readonly offset: number; readonly message: string };

/** Above this an alias bomb is more likely than a configuration. */
const MAX_ALIASES = 100;

/**
 * Reads one YAML 1.2 document whose root is a mapping. Whatever YAML could read in more than one way (duplicate keys,
 * several documents, unknown tags, keys that are not text) is a problem, because a policy has one meaning or none.
 */
export function readYaml(text: string): YamlSource | { readonly lines: LineCounter; readonly problems: TextProblem[] } {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'error',
      version: '1.2',
    });
    const problems = [...[...document.errors, ...document.warnings].map(textProblem), ...ambiguities(document)];
    if (problems.length > 0) return { lines, problems };
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { document, lines, value: value as Readonly<Record<string, unknown>> };
  } catch (error) {
    // The YAML library throws for alias bombs and for nesting that no stack can hold.
    return { lines, problems: [{ offset: 0, message: `cannot be read as YAML: ${firstLine(error)}` }] };
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

function textProblem(error: YAMLError): TextProblem {
  const messages: Partial<Record<typeof error.code, string>> = {
    DUPLICATE_KEY: 'this key is given twice in the same mapping; keep one',
    MULTIPLE_DOCS: 'a second document begins here; the configuration is one document',
    TAB_AS_INDENT: 'a tab is used for indentation; use spaces',
  };
  return { offset: error.pos[0], message: messages[error.code] ?? `is not valid YAML: ${firstLine(error)}` };
}

/** What YAML accepts but a policy may not contain. */
function ambiguities(document: Document.Parsed): TextProblem[] {
  const problems: TextProblem[] = [];
  if (document.directives?.yaml.explicit) problems.push({ offset: 0, message: 'a %YAML directive is not allowed' });
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    return [...problems, { offset: 0, message: 'the file is empty; it needs at least version and application' }];
  if (!isMap(document.contents))
    problems.push({ offset: document.contents.range[0], message: 'the root must be a mapping of keys to values' });
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && typeof pair.key.value === 'string') return;
      const range = (pair.key as { range?: readonly number[] } | null)?.range;
      problems.push({ offset: range?.[0] ?? 0, message: 'a key must be plain text; put it in quotes' });
    },
    Alias(_, alias, ancestors) {
      const source = alias.resolve(document);
      const offset = alias.range?.[0] ?? 0;
      if (source === undefined) problems.push({ offset, message: `*${alias.source} refers to no anchor before it` });
      else if (ancestors.some((ancestor) => isCollection(ancestor) && ancestor === source))
        problems.push({ offset, message: `*${alias.source} contains itself` });
      else if (isAlias(source)) problems.push({ offset, message: `*${alias.source} refers to another alias` });
    },
  });
  return problems;
}
