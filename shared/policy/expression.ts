import {
  type ASTNode,
  TypeError as CelTypeError,
  Environment,
  EvaluationError,
  ParseError,
  parse,
} from '@marcbachmann/cel-js';
import type { Json } from '../domain/json.ts';
import { DIVIDE, pathsIn, strictText } from './strict-expression.ts';

/** What an expression may look at, by variable name. */
export type Values = { readonly [name: string]: Json };

/** The answer of an expression, or why it has none; no answer is never a yes. */
export type Answer =
  | { readonly kind: 'answer'; readonly holds: boolean }
  | { readonly kind: 'none'; readonly reason: string };

const NUMBERS = ['int * double', 'double * int', 'int + double', 'double + int', 'int - double', 'double - int'];

const compute = (operator: string, left: number, right: number): number =>
  operator === '*' ? left * right : operator === '+' ? left + right : left - right;

function divide(left: unknown, right: unknown): number {
  const numbers = [left, right].map((one) =>
    typeof one === 'bigint' || typeof one === 'number' ? Number(one) : Number.NaN,
  );
  const [dividend = Number.NaN, divisor = Number.NaN] = numbers;
  if (divisor === 0) throw new Error('division by zero');
  const quotient = dividend / divisor;
  if (!Number.isFinite(quotient)) throw new Error('only finite numbers can be divided');
  return quotient;
}

/** The language: CEL, with whole numbers and decimals mixing in arithmetic, since JSON does not tell them apart. */
const language = new Environment({
  limits: { maxAstNodes: 2_000, maxDepth: 50, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 16 },
}).registerFunction(`${DIVIDE}(dyn, dyn): double`, divide);
for (const signature of NUMBERS) {
  const operator = signature.split(' ')[1] ?? '';
  language.registerOperator(`${signature}: double`, (left: bigint | number, right: bigint | number) =>
    compute(operator, Number(left), Number(right)),
  );
}

/** Names that an expression can use as they are; others are reached as `json["the-name"]`. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A value whose name means something else in the language would silently be that other thing. */
function checkNames(values: Values): void {
  const taken = Object.keys(values).find((name) => name !== 'now' && language.hasVariable(name));
  if (taken !== undefined) throw new Error(`"${taken}" is a word of the language; write json["${taken}"]`);
}

function environmentFor(values: Values, times: ReadonlySet<string>): Environment {
  const environment = language.clone();
  environment.registerVariable('now', 'google.protobuf.Timestamp');
  for (const name of Object.keys(values)) {
    if (!NAME.test(name) || environment.hasVariable(name)) continue;
    try {
      environment.registerVariable(name, times.has(name) ? 'google.protobuf.Timestamp' : 'dyn');
    } catch {
      // A reserved word of the language: it stays out, and using it is an unknown variable.
    }
  }
  return environment;
}

function reasonOf(thrown: unknown): string {
  const known = thrown instanceof ParseError || thrown instanceof CelTypeError || thrown instanceof EvaluationError;
  if (known) return thrown.summary;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Texts that stand for times, as times. */
function withTimes(values: Values, times: ReadonlySet<string>): Readonly<Record<string, Json | Date>> {
  const asTime = (name: string, value: Json): Json | Date => {
    const time = times.has(name) && typeof value === 'string' ? new Date(value) : value;
    if (time instanceof Date && Number.isNaN(time.getTime())) throw new Error(`${name} is not a time`);
    return time;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asTime(name, value)]));
}

/**
 * @param now milliseconds since the epoch, the variable `now` of the expression; not a number when it is not known
 * @param times names of the values that are times, written as RFC 3339
 */
export function evaluateExpression(
  expression: string,
  values: Values,
  now: number,
  times: ReadonlySet<string> = new Set(),
): Answer {
  try {
    checkNames(values);
    if (Number.isNaN(now) && pathsOf(expression).includes('now'))
      return { kind: 'none', reason: 'it asks for now, and GitHub told no time' };
    const environment = environmentFor(values, times);
    const context = { ...withTimes(values, times), now: new Date(now) };
    const checked = environment.check(expression);
    if (!checked.valid) return { kind: 'none', reason: reasonOf(checked.error) };
    const result: unknown = environment.evaluate(strictText(parse(expression).ast), context);
    if (typeof result === 'boolean') return { kind: 'answer', holds: result };
    return { kind: 'none', reason: `the answer is not yes or no but ${typeof result}` };
  } catch (thrown) {
    return { kind: 'none', reason: reasonOf(thrown) };
  }
}

/** Names and dotted paths that an expression uses; empty when it cannot be parsed. */
export function pathsOf(expression: string): readonly string[] {
  let ast: ASTNode;
  try {
    ast = parse(expression).ast;
  } catch {
    return [];
  }
  return pathsIn(ast);
}

/** `failed = 2, latency.p95 = 210.5`: the values that an expression looks at, for people. */
export function shownValues(expression: string, values: Values): string {
  const shown = pathsOf(expression).flatMap((path) => {
    let value: Json | undefined = values;
    for (const key of path.split('.')) {
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Values)[key] : undefined;
    }
    return value === undefined || (typeof value === 'object' && value !== null) ? [] : [`${path} = ${String(value)}`];
  });
  return shown.slice(0, 8).join(', ');
}
