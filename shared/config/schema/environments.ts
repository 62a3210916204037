import * as z from 'zod';
import { probe } from './probes.ts';
import { step } from './steps.ts';
import { dnsLabel, duration, name } from './words.ts';

const checkpoints = z.strictObject({
  before: name.optional(),
  during: name.optional(),
  after: name.optional(),
  rollback: name.optional(),
});

export const environment = z.strictObject({
  checkpoints: checkpoints.optional(),
  'promotes-from': z.strictObject({ environment: name, 'verified-for': duration }).optional(),
  kubernetes: z.strictObject({ namespace: dnsLabel }).optional(),
  compose: z.strictObject({ file: z.string().min(1) }).optional(),
  deploy: z.array(step).min(1),
  verify: z.array(probe).optional(),
  rollback: z
    .strictObject({ first: z.array(step).optional(), after: z.array(step).optional(), when: z.array(probe).optional() })
    .optional(),
});

export type Environment = z.output<typeof environment>;
