/**
 * The only way in which text from outside (titles, logins, review bodies, log lines) gets into a summary. Markdown that
 * the sender chose must stay text: no links, images, HTML, mentions, table cells or invisible characters.
 */

/** Control characters, and characters that hide or turn the text around them (zero width, bidirectional overrides). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const INVISIBLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const ACTIVE = /[\\`*_{}[\]()#!|~$]/g;

/** Cuts at `limit` characters, never inside one that needs two code units. */
export function cut(outside: string, limit: number): string {
  const characters = [...outside];
  return characters.length <= limit ? outside : `${characters.slice(0, Math.max(0, limit - 1)).join('')}…`;
}

const oneLine = (outside: string, limit: number): string =>
  cut(outside.replace(/\s+/g, ' ').replace(INVISIBLE, '').trim(), limit);

/** Outside text on one line, shown as it is: escaped for Markdown, HTML and table cells; mentions are defused. */
export function text(outside: string, limit = 200): string {
  return oneLine(outside, limit)
    .replace(ACTIVE, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=\w)/g, '@\u200B')
    .replace(/\\#(?=\d)/g, '\\#\u200B')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\.(?=\S)/gi, (found) => `${found.slice(0, -1)}\\.`)
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Outside text as inline code; the fence is longer than any run of backticks inside. */
export function code(outside: string, limit = 200): string {
  const line = oneLine(outside, limit);
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const ticks = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  // A table row is split at pipes before inline code is looked for.
  return `${ticks}${pad}${line.replaceAll('|', '\\|')}${pad}${ticks}`;
}

/** A link whose label is outside text. An address that is not http or https gives the label alone. */
export function link(label: string, url: string): string {
  const shown = text(label);
  if (!/^https?:\/\/[^\s<>]+$/i.test(url)) return shown;
  return `[${shown}](${url.replace(/[()|\\]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`)})`;
}

/** A table; headers and cells are Markdown made by the functions above. Empty when there are no rows. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A folded section; the title is outside text, the body Markdown. */
export const folded = (title: string, body: string): string =>
  `<details><summary>${oneLine(title, 200).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</summary>\n\n${body}\n\n</details>`;

/** Outside text of many lines as a code block: log lines, diffs. The last 200 lines are kept, each cut at 500 characters. */
export function fence(outside: string, language = ''): string {
  const lines = outside.split(/\r?\n/).map((line) => cut(line.replace(INVISIBLE, ''), 500));
  const shown = lines.length > 200 ? [`… ${lines.length - 200} lines before`, ...lines.slice(-200)] : lines;
  const longest = Math.max(2, ...shown.flatMap((line) => [...line.matchAll(/`+/g)].map((run) => run[0].length)));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${shown.join('\n')}\n${ticks}`;
}
