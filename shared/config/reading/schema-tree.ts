import * as z from 'zod';
import type { ConfigPath } from '../finding.ts';

/** The keys that the schema allows at a path; empty where any key may stand or none at all. */
export function knownKeys(schema: z.ZodType, path: ConfigPath): readonly string[] {
  return [
    ...new Set(schemasAt(schema, path).flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : []))),
  ];
}

function schemasAt(schema: z.ZodType, path: ConfigPath): z.ZodType[] {
  const here = alternatives(schema);
  const [part, ...rest] = path;
  if (part === undefined) return here;
  return here.flatMap((one) => {
    const next = stepInto(one, part);
    return next === undefined ? [] : schemasAt(next, rest);
  });
}

function stepInto(schema: z.ZodType, part: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject && Object.hasOwn(schema.shape, part)) return schema.shape[part] as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  return undefined;
}

/** A schema without its wrapping, or each member of a union. */
function alternatives(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodOptional) return alternatives(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => alternatives(option as z.ZodType));
  return [schema];
}
