import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** One operation of GitHub's description, as far as a request and an answer are checked against it. */
export type Operation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body:
    | { readonly required: boolean; readonly names: readonly string[] | undefined; check(value: unknown): string[] }
    | undefined;
  /** By status. */
  readonly responses: ReadonlyMap<number, ResponseDescription>;
};

type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly type: string;
  /** True where a path parameter may hold slashes. */
  readonly multiSegment: boolean;
  check(value: unknown): string[];
};

type ResponseDescription = {
  /** Checks by media type; empty when the status has no body. */
  readonly content: ReadonlyMap<string, (value: unknown) => string[]>;
  readonly headers: readonly string[];
};

export type Description = {
  readonly version: string;
  readonly operations: readonly Operation[];
  /** Checks an error body that the operation itself does not describe. */
  errorBody(value: unknown): string[];
};

type Node = { readonly [key: string]: unknown };

const FILE = new URL('./openapi.json', import.meta.url);
const ROOT = 'github';

/** Schemas compile on first use: a test that asks for one operation does not pay for all. */
function schemaCheck(ajv: Ajv, pointer: string): (value: unknown) => string[] {
  let compiled: ValidateFunction | undefined;
  return (value) => {
    compiled ??= ajv.compile({ $ref: `${ROOT}#${pointer}` });
    if (compiled(value)) return [];
    return (compiled.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message ?? error.keyword}`);
  };
}

const escaped = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');
const pointer = (...segments: string[]): string =>
  segments.map((segment) => `/${encodeURIComponent(escaped(segment))}`).join('');

/** Loads the committed description. */
export function loadDescription(): Description {
  const document = JSON.parse(readFileSync(FILE, 'utf8')) as Node;
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  ajv.addSchema(document, ROOT);
  const reader = { document, check: (...segments: string[]) => schemaCheck(ajv, pointer(...segments)) };
  const operations = Object.entries(document['paths'] as Record<string, Record<string, Node>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, node]) => readOperation(reader, path, method, node)),
  );
  return {
    version: String((document['info'] as Node)['version']),
    operations,
    errorBody: reader.check('components', 'schemas', 'basic-error'),
  };
}

type Reader = { readonly document: Node; check(...segments: string[]): (value: unknown) => string[] };

/** Follows a reference of the document, and gives where the node is. */
function follow(reader: Reader, node: Node, at: string[]): { node: Node; at: string[] } {
  const reference = node['$ref'];
  if (typeof reference !== 'string') return { node, at };
  const segments = reference.slice(2).split('/');
  const target = segments.reduce<unknown>((inner, key) => (inner as Node)[key], reader.document);
  return { node: target as Node, at: segments };
}

function readOperation(reader: Reader, path: string, method: string, node: Node): Operation {
  const at = ['paths', path, method];
  const parameters = ((node['parameters'] as Node[] | undefined) ?? []).map((item, index) =>
    readParameter(reader, follow(reader, item, [...at, 'parameters', String(index)])),
  );
  const responses = Object.entries(node['responses'] as Record<string, Node>).map(
    ([status, item]) =>
      [Number(status), readResponse(reader, follow(reader, item, [...at, 'responses', status]))] as const,
  );
  return {
    id: String(node['operationId']),
    method: method.toUpperCase(),
    path,
    parameters,
    body: readBody(reader, node['requestBody'] as Node | undefined, [...at, 'requestBody']),
    responses: new Map(responses),
  };
}

function readParameter(reader: Reader, { node, at }: { node: Node; at: string[] }): Parameter {
  const schema = node['schema'] as Node;
  return {
    name: String(node['name']),
    in: node['in'] as Parameter['in'],
    required: node['required'] === true,
    type: String(schema['type']),
    multiSegment: node['x-multi-segment'] === true,
    check: reader.check(...at, 'schema'),
  };
}

function readBody(reader: Reader, node: Node | undefined, at: string[]): Operation['body'] {
  if (node === undefined) return undefined;
  const schema = ((node['content'] as Node)['application/json'] as Node)['schema'] as Node;
  const properties = schema['properties'] as Node | undefined;
  return {
    required: node['required'] === true,
    names: properties === undefined ? undefined : Object.keys(properties),
    check: reader.check(...at, 'content', 'application/json', 'schema'),
  };
}

function readResponse(reader: Reader, { node, at }: { node: Node; at: string[] }): ResponseDescription {
  const types = Object.keys((node['content'] as Node | undefined) ?? {});
  return {
    content: new Map(types.map((type) => [type, reader.check(...at, 'content', type, 'schema')])),
    headers: Object.keys((node['headers'] as Node | undefined) ?? {}),
  };
}
