import { parseSync } from 'oxc-parser';

/** One change of the text of a source: what stands between two offsets is read as something else. */
export type Mutant = {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  readonly was: string;
  readonly becomes: string;
  /** It is evaluated once, when the module is loaded, and not by each test. */
  readonly atLoad: boolean;
};

export type Instrumented = { readonly text: string; readonly mutants: readonly Mutant[] };

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;

const OTHER: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '-': ['+'],
  '*': ['/'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
};

/** Methods that ask about or choose from a list; null takes the call away. */
const METHODS: Readonly<Record<string, string | null>> = {
  some: 'every',
  every: 'some',
  filter: null,
  toSorted: null,
};

const isWord = (node: Node): boolean =>
  node.type === 'Literal' && typeof node['value'] === 'string' && /^\S+$/.test(node['value']);

const isFunction = ({ type }: Node): boolean => type === 'ArrowFunctionExpression' || type.startsWith('Function');

/** Properties that say something to people, and by which nothing is decided. */
const SHOWN = new Set('title seen needed what why told how links link whoCanFix observations counted'.split(' '));

/** What ends in a sentence or a list for people. */
function isShown(node: Node, parent: Node): boolean {
  if (node.type === 'TemplateLiteral') return true;
  const key = parent['key'];
  return parent.type === 'Property' && isNode(key) && node !== key && SHOWN.has(String(key['name']));
}

/** Texts that are names of something and not values. */
function isName(node: Node, parent: Node, key: string): boolean {
  if (/^(?:Import|Export)/.test(parent.type)) return true;
  if (parent.type === 'Property' && key === 'key') return true;
  // The comparison itself is turned round already.
  return parent.type === 'BinaryExpression' && isWord(node);
}

/** Everything that one expression can become, as text. */
function changesOf(node: Node, parent: Node, key: string, text: string): string[] {
  const raw = (one: unknown): string => (isNode(one) ? text.slice(one.start, one.end) : '');
  const changes: string[] = [];
  if (node.type === 'BinaryExpression' || node.type === 'LogicalExpression')
    for (const operator of OTHER[String(node['operator'])] ?? [])
      changes.push(`(${raw(node['left'])}) ${operator} (${raw(node['right'])})`);
  if (node.type === 'UnaryExpression' && node['operator'] === '!') changes.push(raw(node['argument']));
  if (node.type === 'Literal' && typeof node['value'] === 'boolean') changes.push(String(!node['value']));
  if (isWord(node) && !isName(node, parent, key)) changes.push("''");
  if (node.type === 'Literal' && typeof node['value'] === 'number' && parent.type === 'BinaryExpression')
    changes.push(String(node['value'] + 1));
  if (node.type === 'CallExpression') changes.push(...methodChanges(node, raw));
  if (key === 'test' && parent.type !== 'SwitchCase')
    changes.push(...(/^(?:For|While)/.test(parent.type) ? ['false'] : ['true', 'false']));
  return changes;
}

function methodChanges(node: Node, raw: (one: unknown) => string): string[] {
  const callee = node['callee'];
  if (!isNode(callee) || callee.type !== 'MemberExpression') return [];
  const [on, name] = [raw(callee['object']), raw(callee['property'])];
  // Taken out of a chain of `?.`, a part of it would be another expression.
  if (!Object.hasOwn(METHODS, name) || on.includes('?.') || callee['optional'] === true) return [];
  const other = METHODS[name] ?? null;
  return other === null ? [on] : [`${on}.${other}(${(node['arguments'] as unknown[]).map(raw).join(', ')})`];
}

const EXPRESSIONS_OF_TYPES = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

/** Writes every change of a source into it, each behind a switch: `(__mutant(7) ? changed : as it was)`. */
export function instrument(file: string, text: string, firstId: number): Instrumented {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const mutants: Mutant[] = [];

  /** @param within whether a function is around it */
  const inside = (node: Node, within: boolean): string => {
    const deeper = within || isFunction(node);
    const parts = Object.entries(node)
      .flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).filter(isNode).map((one) => ({ key, one })))
      .filter(({ one }) => !one.type.startsWith('TS') || EXPRESSIONS_OF_TYPES.has(one.type))
      .toSorted((left, right) => left.one.start - right.one.start);
    let [at, written] = [node.start, ''];
    for (const { key, one } of parts) {
      // A shorthand property is its key and its value at the same place.
      if (one.start < at || isShown(one, node)) continue;
      written += text.slice(at, one.start) + around(one, node, key, deeper);
      at = one.end;
    }
    return written + text.slice(at, node.end);
  };

  const around = (node: Node, parent: Node, key: string, within: boolean): string => {
    const was = text.slice(node.start, node.end);
    const switches = changesOf(node, parent, key, text).map((becomes) => {
      const id = firstId + mutants.length;
      const line = text.slice(0, node.start).split('\n').length;
      mutants.push({ id, file, line, was, becomes, atLoad: !within });
      return `__mutant(${id}) ? (${becomes}) : `;
    });
    const kept = inside(node, within);
    return switches.length === 0 ? kept : `(${switches.join('')}(${kept}))`;
  };

  return { text: inside(program as unknown as Node, false), mutants };
}
