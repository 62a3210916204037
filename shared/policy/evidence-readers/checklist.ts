import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { checkMarkdown, WITHOUT_EMPHASIS } from './markdown-text.ts';
import { count as counted, type EvidenceForm, type EvidenceReader, unreadable } from './reading.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Nodes = Root | Root['children'][number];
type ListItem = Extract<Nodes, { type: 'listItem' }>;

/** A box that Markdown does not take for one, such as `[ ]` without text, `[-]` or `[x ]`. */
const ODD_BOX = /^\[[^\]\w]{0,2}\]|^\[\s*[xX]\s*\]/;

/** The text at the beginning of a list item. */
function beginning(item: ListItem): string {
  const [first] = item.children;
  const [words] = first?.type === 'paragraph' ? first.children : [];
  return words?.type === 'text' ? words.value : '';
}

function count(node: Nodes, counts: { done: number; open: number }): void {
  if (node.type === 'listItem') {
    if (node.checked === true) counts.done += 1;
    // What looks like a box and is none counts as open: a slip of the pen must not close an item.
    else if (node.checked === false || ODD_BOX.test(beginning(node))) counts.open += 1;
  }
  if ('children' in node) for (const child of node.children) count(child, counts);
}

const readChecklist: EvidenceReader = (text) => {
  checkMarkdown(text);
  const counts = { done: 0, open: 0 };
  count(
    fromMarkdown(text, {
      extensions: [WITHOUT_EMPHASIS, gfmTaskListItem()],
      mdastExtensions: [gfmTaskListItemFromMarkdown()],
    }),
    counts,
  );
  const total = counts.done + counts.open;
  if (total === 0) return unreadable('it has no task list items ("- [x] …")');
  return { kind: 'values', values: { total, ...counts } };
};

/** A Markdown task list: items at any depth, in any list of the file; code blocks are not looked at. */
export const checklist: EvidenceForm = {
  reads: 'Markdown with task list items, `- [x]` and `- [ ]`, at any depth; code is not looked at',
  variables: [
    counted('total', 'items'),
    counted('done', 'items that are ticked'),
    counted('open', 'items that are not ticked, or whose box is misspelt'),
  ],
  refuses: 'no item',
  read: readChecklist,
};
