import { readFileSync } from 'node:fs';
import { buildSchema, type DocumentNode, execute, parse, validate } from 'graphql';
import { NOT_ALLOWED, organizationNode, repositoryNode } from './graphql-nodes.ts';
import type { Handlers } from './handlers/handler.ts';

/** GitHub's own schema, cut down to what Countersign asks; graphql-js holds questions and answers against it. */
const SCHEMA = buildSchema(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'));

/** Questions that the schema knows, by their text: each is read and held against it once. */
const asked = new Map<string, DocumentNode>();

/** @throws with what is wrong, where the schema does not know the question */
function questionOf(source: string): DocumentNode {
  const known = asked.get(source);
  if (known !== undefined) return known;
  const document = parse(source);
  const [wrong] = validate(SCHEMA, document);
  if (wrong !== undefined) throw new Error(`GraphQL: ${wrong.message}`);
  asked.set(source, document);
  return document;
}

/** POST /graphql: a question that the schema does not know is an error, and so is an answer of another form. */
export const graphqlHandlers: Handlers = {
  async graphql(call, world) {
    const { query, variables } = call.body as { query?: string; variables?: Record<string, unknown> };
    const result = await execute({
      schema: SCHEMA,
      document: questionOf(query ?? ''),
      variableValues: variables ?? {},
      rootValue: {
        repository: (asked: { owner: string; name: string }) => repositoryNode(call, world, asked),
        organization: (asked: { login: string }) => organizationNode(call, world, asked),
      },
    });
    const odd = result.errors?.find((error) => !error.message.startsWith(NOT_ALLOWED));
    if (odd !== undefined) throw new Error(`GraphQL: ${odd.message}`);
    return { status: 200, json: JSON.parse(JSON.stringify(result)) as unknown };
  },
};
