import type { Description, Operation } from './description.ts';
import type { Route } from './router.ts';

/** An answer before it is sent: a JSON value, bytes of a media type, or nothing. */
export type Answer = {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: { readonly type: string; readonly data: Uint8Array };
  readonly headers?: Readonly<Record<string, string>>;
};

/** What is wrong with a request, by the description; empty when nothing is. */
export function requestProblems(route: Route, query: URLSearchParams, body: unknown): string[] {
  return [...pathProblems(route), ...queryProblems(route.operation, query), ...bodyProblems(route.operation, body)];
}

/** Values in an address are text; the description says what they stand for. */
function typed(type: string, text: string): unknown {
  if (type === 'integer' || type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function pathProblems({ operation, params }: Route): string[] {
  return operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .flatMap((parameter) =>
      parameter
        .check(typed(parameter.type, params[parameter.name] ?? ''))
        .map((problem) => `path parameter "${parameter.name}": ${problem}`),
    );
}

function queryProblems(operation: Operation, query: URLSearchParams): string[] {
  const known = new Map(
    operation.parameters.filter((parameter) => parameter.in === 'query').map((one) => [one.name, one]),
  );
  const wrong = [...query].flatMap(([name, value]) => {
    const parameter = known.get(name);
    if (parameter === undefined) return [`query parameter "${name}" is unknown to ${operation.id}`];
    return parameter.check(typed(parameter.type, value)).map((problem) => `query parameter "${name}": ${problem}`);
  });
  const absent = [...known.values()].filter((parameter) => parameter.required && !query.has(parameter.name));
  // GitHub silently gives 100 to who asks for more: the caller would believe that it has everything.
  const tooMany = Number(query.get('per_page') ?? 0) > 100 ? ['query parameter "per_page": the most is 100'] : [];
  return [...wrong, ...absent.map((parameter) => `query parameter "${parameter.name}" is required`), ...tooMany];
}

function bodyProblems(operation: Operation, body: unknown): string[] {
  const expected = operation.body;
  if (expected === undefined) return body === undefined ? [] : [`${operation.id} takes no body`];
  if (body === undefined) return expected.required ? [`${operation.id} needs a body`] : [];
  // GitHub ignores keys that it does not know, so a misspelt one would be lost without a word.
  const unknown =
    expected.names === undefined || typeof body !== 'object' || body === null
      ? []
      : Object.keys(body).filter((key) => expected.names?.includes(key) !== true);
  return [
    ...expected.check(body).map((problem) => `body: ${problem}`),
    ...unknown.map((key) => `body: "${key}" is unknown`),
  ];
}

/** What is wrong with an answer of the stand-in itself; empty when nothing is. */
export function responseProblems(description: Description, operation: Operation, answer: Answer): string[] {
  const described = operation.responses.get(answer.status);
  if (described === undefined) {
    if (answer.status < 400) return [`status ${answer.status} is not described for ${operation.id}`];
    return answer.json === undefined
      ? []
      : description.errorBody(answer.json).map((problem) => `error body: ${problem}`);
  }
  const headers = Object.keys(answer.headers ?? {}).map((name) => name.toLowerCase());
  const location = described.headers.map((name) => name.toLowerCase()).filter((name) => name === 'location');
  const absent = location.filter((name) => !headers.includes(name)).map((name) => `header "${name}" is missing`);
  return [...absent, ...contentProblems(described.content, answer)];
}

function contentProblems(content: ReadonlyMap<string, (value: unknown) => string[]>, answer: Answer): string[] {
  // Raw media types (`application/vnd.github.raw+json`) are documented in prose only: bytes have no schema.
  if (answer.bytes !== undefined) return [];
  if (content.size === 0) return answer.json === undefined ? [] : [`status ${answer.status} has no body`];
  const check = content.get('application/json') ?? [...content.values()][0];
  return check === undefined ? [] : check(answer.json).map((problem) => `answer: ${problem}`);
}
