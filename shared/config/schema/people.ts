import * as z from 'zod';
import { name } from './words.ts';

const person = z
  .strictObject({
    id: z.int().positive().describe('Numeric id of the account; logins can be renamed and taken by others.'),
    login: z.string().min(1).describe('Login, for people who read; never compared.'),
    name: z.string().min(1).describe('Printed name, as a record has to show it.'),
  })
  .describe('A person who may sign.');

/** Who may sign in a role: exactly one of `people` and `team`. */
export const role = z
  .strictObject({
    people: z.array(person).min(1).optional().describe('The people, by account.'),
    team: z
      .string()
      .regex(/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, 'organisation/team')
      .meta({ title: 'organisation/team' })
      .optional()
      .describe('A team of the organisation instead of people; needs a token with members:read.'),
    via: z
      .enum(['review', 'environment'])
      .optional()
      .describe('How the role signs; a pull request review unless said otherwise.'),
    environment: z
      .string()
      .min(1)
      .optional()
      .describe('Environment whose approval is the sign-off; sign-off-ROLE unless named.'),
  })
  .describe('A role and the people who hold it.');

/** One line of `sign-offs`: a role, or one of several. */
export const signOff = z.union([
  name,
  z.strictObject({ 'any-of': z.array(name).min(2).describe('One of these roles is enough.') }),
]);

export type Role = z.output<typeof role>;
export type SignOff = z.output<typeof signOff>;
