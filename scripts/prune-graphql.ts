/**
 * Makes `test/github/schema.graphql`: GitHub's own GraphQL schema, cut down to the fields that Countersign asks for.
 *
 *   npm pack @octokit/graphql-schema@15.26.1 && tar xzf octokit-graphql-schema-15.26.1.tgz   (in a temporary folder)
 *   node scripts/prune-graphql.ts <folder>/package/schema.graphql
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  buildSchema,
  type DefinitionNode,
  type DocumentNode,
  getNamedType,
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { IMMEDIATE } from '../shared/adapters/github/immediate-members.ts';
import { MORE, OPENING, pullsQuery, relatedQuery } from '../shared/adapters/github/opening-query.ts';

const [source = ''] = process.argv.slice(2);
const text = readFileSync(source, 'utf8');
// GitHub's own file gives two fields twice.
const schema = buildSchema(text, { assumeValidSDL: true });
const fields = new Map<string, Set<string>>();
const used = new Set<string>(['Query']);

/** Notes what the queries ask for, with the types of the arguments. */
for (const query of [OPENING, MORE, IMMEDIATE, pullsQuery([1]), relatedQuery(['0'.repeat(40)])]) {
  const types = new TypeInfo(schema);
  const note = {
    Field() {
      const parent = types.getParentType();
      const field = types.getFieldDef();
      if (parent === null || parent === undefined || field === null || field === undefined) return;
      if (field.name.startsWith('__')) return;
      used.add(parent.name).add(getNamedType(field.type).name);
      for (const argument of field.args) used.add(getNamedType(argument.type).name);
      fields.set(parent.name, (fields.get(parent.name) ?? new Set()).add(field.name));
    },
    InlineFragment() {
      const type = types.getType();
      if (type !== null && type !== undefined) used.add(getNamedType(type).name);
    },
  };
  visit(parse(query), visitWithTypeInfo(types, note));
}
for (const name of [
  'DeploymentOrderField',
  'IssueOrderField',
  'OrderDirection',
  'PullRequestOrderField',
  'TeamMemberOrderField',
])
  used.add(name);

/** Keeps a type with the fields that are asked for, of itself or of an interface that it is asked for by. */
function keep(document: DocumentNode): DocumentNode {
  const wanted = (type: string, interfaces: readonly string[], field: string): boolean =>
    [type, ...interfaces].some((name) => fields.get(name)?.has(field) === true);
  const definitions = document.definitions.flatMap((node): DefinitionNode[] => {
    if (!('name' in node) || node.name === undefined || !used.has(node.name.value)) return [];
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [node];
    const interfaces = (node.interfaces ?? []).filter((one) => used.has(one.name.value));
    const names = interfaces.map((one) => one.name.value);
    const kept = (node.fields ?? []).filter((field) => wanted(node.name.value, names, field.name.value));
    return [{ ...node, interfaces, fields: kept, directives: [] }];
  });
  return { kind: Kind.DOCUMENT, definitions };
}

const pruned = visit(keep(parse(text)), {
  Directive: () => null,
  FieldDefinition: (node) => ({ ...node, description: undefined }),
  InputValueDefinition: (node) => ({ ...node, description: undefined }),
});
const file = resolve(import.meta.dirname, '../test/github/schema.graphql');
writeFileSync(file, `${print(pruned)}\n`);
console.log(`${file} written: ${[...fields.values()].reduce((sum, one) => sum + one.size, 0)} fields`);
