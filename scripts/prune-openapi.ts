/**
 * Makes `test/github/openapi.json`: GitHub's own OpenAPI description, cut down to the operations that the stand-in
 * answers, and rewritten from OpenAPI 3.0 schemas to plain JSON Schema so that ajv can compile them.
 *
 *   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz     (in a temporary folder)
 *   node scripts/prune-openapi.ts <folder>/package
 *
 * The package unpacks to hundreds of megabytes, which is why it is no dependency and its cut is committed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Every operation that Countersign calls, or that a workflow around it calls in a test. */
const OPERATIONS = new Set(
  `meta/root rate-limit/get users/get-by-username teams/get-by-name teams/get-membership-for-user-in-org
  repos/get repos/get-branch repos/get-content repos/get-commit git/get-commit git/get-ref git/get-tree
  repos/compare-commits-with-basehead repos/list-activities repos/list-pull-requests-associated-with-commit
  pulls/get pulls/list pulls/list-reviews pulls/list-commits
  issues/list-comments issues/create-comment issues/update-comment
  actions/list-workflow-runs-for-repo actions/get-workflow-run actions/get-reviews-for-run actions/list-jobs-for-workflow-run
  actions/list-workflow-run-artifacts actions/list-artifacts-for-repo actions/get-artifact actions/download-artifact
  repos/create-deployment repos/get-deployment repos/list-deployments
  repos/create-deployment-status repos/list-deployment-statuses checks/create checks/update`.split(/\s+/),
);

/** Error bodies are checked against this one where an operation does not describe the status. */
const EXTRA_SCHEMAS = ['basic-error', 'validation-error', 'validation-error-simple'];

/** Words for people and for code generators: no part of what is checked. */
const DROPPED = new Set([
  'description',
  'example',
  'examples',
  'title',
  'externalDocs',
  'deprecated',
  'summary',
  'tags',
]);

/** Formats of the description that ajv-formats does not know. */
const UNKNOWN_FORMATS = new Set(['repo.nwo', 'ssh-uri', 'timestamp', 'git-url', 'hostname-or-ip']);

type Node = { [key: string]: unknown };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** OpenAPI 3.0 says `nullable: true`; JSON Schema says it by type, by enum, or by a branch of its own. */
function withNull(schema: Node): Node {
  const { nullable: _, ...rest } = schema;
  const values = rest['enum'];
  const type = rest['type'];
  if (typeof type === 'string') {
    const listed = Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {};
    return { ...rest, ...listed, type: [type, 'null'] };
  }
  return { anyOf: [rest, { type: 'null' }] };
}

/**
 * One schema or description node, rewritten. `names` is true where the keys are names (of properties, of schemas)
 * and not words of the format: a property may well be called `description`.
 */
function rewrite(value: unknown, names = false): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item));
  if (!isNode(value)) return value;
  const kept: Node = {};
  for (const [key, inner] of Object.entries(value)) {
    if (!names && (DROPPED.has(key) || (key.startsWith('x-') && key !== 'x-multi-segment'))) continue;
    if (!names && key === 'format' && UNKNOWN_FORMATS.has(String(inner))) continue;
    const literal = !names && ['enum', 'default', 'required'].includes(key);
    kept[key] = literal ? inner : rewrite(inner, !names && holdsNames(key));
  }
  // The description's own default would break its format: GitHub does answer with the empty text.
  if (!names && kept['default'] === '') delete kept['format'];
  return !names && kept['nullable'] === true ? withNull(kept) : kept;
}

const holdsNames = (key: string): boolean =>
  ['properties', 'patternProperties', 'headers', 'content', 'responses'].includes(key);

/** Copies what a node refers to, and what that refers to, into `target.components`. */
function collect(value: unknown, source: Node, target: Node): void {
  if (Array.isArray(value)) for (const item of value) collect(item, source, target);
  if (!isNode(value)) return;
  const reference = value['$ref'];
  if (typeof reference === 'string') copyReference(reference, source, target);
  for (const inner of Object.values(value)) collect(inner, source, target);
}

function copyReference(reference: string, source: Node, target: Node): void {
  const [, , kind = '', name = ''] = reference.split('/');
  const from = (source['components'] as Record<string, Node>)[kind];
  const components = target['components'] as Record<string, Node>;
  components[kind] ??= {};
  const into = components[kind];
  if (name in into) return;
  if (from === undefined || !(name in from)) throw new Error(`the description refers to ${reference}, which it lacks`);
  into[name] = rewrite(from[name]);
  collect(into[name], source, target);
}

/** Where GitHub is known to answer with null although its description says otherwise: the head of a deleted fork. */
function correct(target: Node): void {
  const schemas = (target['components'] as Record<string, Node>)['schemas'] as Record<string, Node>;
  for (const name of ['pull-request', 'pull-request-simple']) {
    const properties = (schemas[name] as Node)['properties'] as Record<string, Node>;
    const head = (properties['head'] as Node)['properties'] as Node;
    head['repo'] = { anyOf: [head['repo'], { type: 'null' }] };
  }
}

/** The methods of one path that are wanted, by method. */
function wantedMethods(item: Node): [string, Node][] {
  return Object.entries(item).filter((entry): entry is [string, Node] => {
    const operation = entry[1];
    return isNode(operation) && OPERATIONS.has(String(operation['operationId']));
  });
}

const folder = resolve(process.argv[2] ?? '');
const packageJson = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string };
const full = JSON.parse(readFileSync(join(folder, 'generated/api.github.com.json'), 'utf8')) as Node;
const pruned: Node = {
  openapi: full['openapi'],
  info: {
    title: "GitHub's OpenAPI description, pruned to the operations that the tests use; nullable rewritten",
    version: packageJson.version,
    license: (full['info'] as Node)['license'],
    'x-source': `${packageJson.name}@${packageJson.version} generated/api.github.com.json, (c) Octokit contributors, MIT`,
  },
  paths: {},
  components: {},
};
const found = new Set<string>();
for (const [path, item] of Object.entries(full['paths'] as Record<string, Node>)) {
  const methods = wantedMethods(item);
  if (methods.length === 0) continue;
  for (const [, operation] of methods) found.add(String(operation['operationId']));
  (pruned['paths'] as Node)[path] = Object.fromEntries(
    methods.map(([method, operation]) => [method, rewrite(operation)]),
  );
}
const missing = [...OPERATIONS].filter((id) => !found.has(id));
if (missing.length > 0) throw new Error(`operations that the description does not have: ${missing.join(', ')}`);
collect(pruned['paths'], full, pruned);
for (const name of EXTRA_SCHEMAS) copyReference(`#/components/schemas/${name}`, full, pruned);
correct(pruned);
const output = resolve(import.meta.dirname, '../test/github/openapi.json');
const text = `${JSON.stringify(pruned, null, 1)}\n`;
writeFileSync(output, text);
console.log(`${output}: ${found.size} operations, ${text.length} bytes`);
