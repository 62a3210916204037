import type { ASTNode } from '@marcbachmann/cel-js';

/** The function that every division is turned into. */
export const DIVIDE = 'strict_divide';

function literal(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return /[.e]/.test(String(value)) ? String(value) : `${value}.0`;
  throw new Error('literals of this type are not supported');
}

const BINARY: ReadonlySet<string> = new Set(['!=', '==', 'in', '+', '-', '*', '%', '<', '<=', '>', '>=']);

const receiver = (node: ASTNode): string => (node.op === 'id' ? node.args : `(${strictText(node)})`);

/**
 * The same expression with two of CEL's leniencies taken out, because a missing number must never end in a yes:
 * - CEL forgets an error on one side of `||` and `&&` when the other side decides; here the left side has to have an
 *   answer (the right side still need not, so `total == 0 || failed / total < 0.1` works);
 * - CEL divides whole numbers without a remainder and decimals by zero; here a division is a real one or an error.
 */
export function strictText(node: ASTNode): string {
  const all = (nodes: readonly ASTNode[]): string => nodes.map(strictText).join(', ');
  switch (node.op) {
    case 'value':
      return literal(node.args);
    case 'id':
      return node.args;
    case '||':
      return `(${strictText(node.args[0])} ? true : ${strictText(node.args[1])})`;
    case '&&':
      return `(${strictText(node.args[0])} ? ${strictText(node.args[1])} : false)`;
    case '/':
      return `${DIVIDE}(${all(node.args)})`;
    case '!_':
    case '-_':
      return `${node.op[0]}(${strictText(node.args)})`;
    case '.':
      return `${receiver(node.args[0])}.${node.args[1]}`;
    case '[]':
      return `${receiver(node.args[0])}[${strictText(node.args[1])}]`;
    case 'call':
      return `${node.args[0]}(${all(node.args[1])})`;
    case 'rcall':
      return `${receiver(node.args[1])}.${node.args[0]}(${all(node.args[2])})`;
    case 'list':
      return `[${all(node.args)}]`;
    case 'map':
      return `{${node.args.map(([key, value]) => `${strictText(key)}: ${strictText(value)}`).join(', ')}}`;
    case '?:':
      return `(${strictText(node.args[0])} ? ${strictText(node.args[1])} : ${strictText(node.args[2])})`;
    default:
      if (!BINARY.has(node.op)) throw new Error(`the operator ${node.op} is not supported`);
      return binary(node.op, node.args as readonly [ASTNode, ASTNode]);
  }
}

const binary = (operator: string, [left, right]: readonly [ASTNode, ASTNode]): string =>
  `(${strictText(left)} ${operator} ${strictText(right)})`;

/** Names of the variables in an expression, and the dotted paths that begin with one: `latency`, `latency.p95`. */
export function pathsIn(node: ASTNode): readonly string[] {
  const found = new Set<string>();
  const dotted = (one: ASTNode): string | undefined => {
    if (one.op === 'id') return one.args;
    if (one.op !== '.') return undefined;
    const base = dotted(one.args[0]);
    return base === undefined ? undefined : `${base}.${one.args[1]}`;
  };
  const visit = (one: unknown): void => {
    if (Array.isArray(one)) {
      one.forEach(visit);
      return;
    }
    if (typeof one !== 'object' || one === null || !('op' in one)) return;
    const path = dotted(one as ASTNode);
    if (path === undefined) visit((one as ASTNode).args);
    else found.add(path);
  };
  visit(node);
  return [...found];
}
