import * as z from 'zod';
import { configSchema } from '../../shared/config/schema.ts';

/** A part of a JSON Schema, as far as the documentation reads it. */
export type SchemaNode = {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly minimum?: number;
  readonly maximum?: number;
};

const ID = 'https://raw.githubusercontent.com/acme/countersign/v1/schema/countersign.schema.json';

/** The JSON Schema of the configuration, for editors. */
export function configJsonSchema(): SchemaNode {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input' });
  const title = 'Countersign configuration';
  const description = 'Roles, evidence, checkpoints, services and environments: .github/countersign.yml';
  return { $schema, $id: ID, title, description, ...schema } as SchemaNode;
}

/** The text of `schema/countersign.schema.json`. */
export const configSchemaText = (): string => `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
