import { configJsonSchema, type SchemaNode } from './config-schema.ts';
import { code, table } from './markdown.ts';

type Row = { readonly key: string; readonly node: SchemaNode; readonly required: boolean };

/**
 * The keys of one section of the configuration as a table. `step` and `probe` are sections of their own, because they
 * stand in several places.
 */
export function configurationTable(section: string): string {
  const rows = rowsOf(sectionNode(section), '', section);
  return table(
    ['key', 'value', 'needed', 'meaning'],
    rows.map(({ key, node, required }) => [code(key), form(node), required ? 'yes' : '', node.description ?? '']),
  );
}

/** Sections that have a table of their own, with where the schema has them. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  step: ['environments', '*', 'deploy', '*'],
  probe: ['environments', '*', 'verify', '*'],
  // These are one of their kind, without names below them.
  bases: ['bases'],
  scanner: ['scanner'],
};

function sectionNode(section: string): SchemaNode {
  if (section === 'top') {
    const root = configJsonSchema();
    const properties = Object.entries(root.properties ?? {}).map(
      ([key, { description, title, const: value, type }]) => {
        const node: SchemaNode = {
          ...(description && { description }),
          ...(title && { title }),
          ...(type && { type }),
          ...(value !== undefined && { const: value }),
        };
        return [key, node] as const;
      },
    );
    return { ...root, properties: Object.fromEntries(properties) };
  }
  const path = SHARED[section] ?? [section, '*'];
  return path.reduce<SchemaNode>((node, part) => child(node, part, section), configJsonSchema());
}

function child(node: SchemaNode, part: string, section: string): SchemaNode {
  const inner = part === '*' ? (node.items ?? node.additionalProperties) : node.properties?.[part];
  if (typeof inner !== 'object') throw new Error(`the configuration has no section "${section}"`);
  return inner;
}

const OWN_TABLE: Readonly<Record<string, string>> = {
  deploy: 'step',
  first: 'step',
  after: 'step',
  verify: 'probe',
  when: 'probe',
  probe: 'probe',
};

function rowsOf(node: SchemaNode, prefix: string, section: string): readonly Row[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, inner]) => {
    const key = `${prefix}${name}`;
    const row: Row = { key, node: inner, required: node.required?.includes(name) ?? false };
    const own = OWN_TABLE[name];
    const elsewhere = own !== undefined && own !== section && (inner.items ?? inner).properties !== undefined;
    if (elsewhere)
      return [
        {
          ...row,
          node: { ...inner, title: inner.items ? `a list of [${own}s](#${own}s)` : `a [${own}](#${own}s) without id` },
        },
      ];
    if (inner.items?.properties) return [row, ...rowsOf(inner.items, `${key}[].`, section)];
    return [row, ...rowsOf(inner, `${key}.`, section)];
  });
}

/** What a value looks like, in words. */
function form(node: SchemaNode): string {
  if (node.title !== undefined) return node.title;
  if (node.const !== undefined) return code(String(node.const));
  if (node.enum !== undefined) return node.enum.map((value) => code(String(value))).join(', ');
  if (node.anyOf !== undefined) return node.anyOf.map(form).join(' or ');
  if (node.type === 'array') return node.items === undefined ? 'a list' : `a list: ${form(node.items)}`;
  if (node.type === 'object') return objectForm(node);
  if (node.type === 'integer') return 'a whole number';
  return { string: 'text', number: 'a number', boolean: '`true` or `false`' }[node.type ?? ''] ?? '';
}

function objectForm(node: SchemaNode): string {
  const keys = Object.keys(node.properties ?? {});
  if (keys.length === 1) return code(`{ ${keys[0]}: … }`);
  return 'a mapping';
}
