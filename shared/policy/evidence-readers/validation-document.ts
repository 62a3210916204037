import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Json } from '../../domain/json.ts';
import { checkMarkdown, WITHOUT_EMPHASIS } from './markdown-text.ts';
import { type EvidenceForm, type EvidenceReader, unreadable } from './reading.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Nodes = Root | Root['children'][number];

/** The words of a node as they are read, without the marks of Markdown; comments and code are not read. */
function words(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'break') return '\n';
  if (!('children' in node)) return '';
  return (node.children as readonly Nodes[]).map(words).join('');
}

/** Lines of the paragraphs and headings, wherever they stand. */
function linesOf(node: Nodes): readonly string[] {
  if (node.type === 'paragraph' || node.type === 'heading') return words(node).replace(/\*|__/g, '').split('\n');
  return 'children' in node ? (node.children as readonly Nodes[]).flatMap(linesOf) : [];
}

const LABELS = {
  'validation status': 'status',
  'last validated': 'last_validated',
  'next validation': 'next_validation',
} as const;
const LINE = /^\s*(validation status|last validated|next validation)\s*:\s*(.*?)\s*$/i;

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** `2024-12-24` or `December 24, 2024` as `2024-12-24`; undefined for anything else and for days that are none. */
function dayOf(text: string): string | undefined {
  const [, name = '', date = '', year = ''] = /^([A-Za-z]+) (\d{1,2}), (\d{4})$/.exec(text) ?? [];
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  const written = month > 0 ? `${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}` : text;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return undefined;
  const time = Date.parse(`${written}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(written) ? written : undefined;
}

const readValidationDocument: EvidenceReader = (text) => {
  checkMarkdown(text);
  const values: Record<string, Json> = {};
  for (const line of linesOf(fromMarkdown(text, { extensions: [WITHOUT_EMPHASIS] }))) {
    const [, label = '', value = ''] = LINE.exec(line) ?? [];
    if (label === '') continue;
    const name = LABELS[label.toLowerCase() as keyof typeof LABELS];
    if (Object.hasOwn(values, name)) return unreadable(`it has "${label}" twice`);
    if (value === '') return unreadable(`"${label}" has no value`);
    const day = name === 'status' ? value : dayOf(value);
    if (day === undefined) return unreadable(`"${label}" is not a day such as 2024-12-24`);
    values[name] = name === 'status' ? day : name === 'last_validated' ? `${day}T00:00:00Z` : `${day}T23:59:59Z`;
  }
  const { last_validated: last, next_validation: next } = values;
  if (values['status'] === undefined) return unreadable('it has no line "Validation Status: …"');
  if (typeof last === 'string' && typeof next === 'string' && last > next)
    return unreadable('"Next Validation" is before "Last Validated"');
  return { kind: 'values', values };
};

/** The three lines by which a validation document says what it is worth. */
export const validationDocument: EvidenceForm = {
  reads:
    'Markdown with the lines `Validation Status: …`, `Last Validated: …` and `Next Validation: …`; comments and code are not read',
  variables: [
    { name: 'status', unit: 'text', meaning: 'the validation status, as written', together: 'same' },
    { name: 'last_validated', unit: 'time', meaning: 'beginning of that day in UTC', together: 'lowest' },
    {
      name: 'next_validation',
      unit: 'time',
      meaning: 'end of that day in UTC: `next_validation >= now`',
      together: 'lowest',
    },
  ],
  refuses: 'no status; a line twice; a date that is none; the next validation before the last one',
  read: readValidationDocument,
};
