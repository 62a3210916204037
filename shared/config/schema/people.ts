import * as z from 'zod';
import { name } from './words.ts';

const person = z
  .strictObject({
    id: z.int().positive().describe('Numeric id of the account; logins can be renamed and taken by others.'),
    login: z.string().min(1).describe('Login, for people who read; never compared.'),
    name: z.string().min(1).describe('Printed name, as a record has to show it.'),
  })
  .describe('A person who may sign.');

/** From strict to lenient: each tolerates what those before it do. */
export const CARRY_OVERS = ['none', 'same-tree', 'clean-update'] as const;

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
    immediate: z
      .boolean()
      .optional()
      .describe(
        'Whether only the members of the team itself hold the role; unless it is true, those of its child teams do as well.',
      ),
    via: z
      .enum(['review', 'environment'])
      .optional()
      .describe('How the role signs; a pull request review unless said otherwise.'),
    environment: z
      .string()
      .min(1)
      .optional()
      .describe('Environment whose approval is the sign-off; sign-off-ROLE unless named.'),
    'carry-over': z
      .enum(CARRY_OVERS)
      .optional()
      .describe(
        'Which approvals from before the last push still count. none (unless said otherwise): none of them. same-tree: those of a commit with the very same files, as after a rewritten message. clean-update: also those from before merges of the base branch that git makes again just so.',
      ),
    'after-merge': z
      .boolean()
      .optional()
      .describe(
        'Whether an approval that is submitted after the merge counts, as a release sign-off on the merged pull request does; false unless said otherwise. Change requests and dismissals always count.',
      ),
    meaning: z
      .string()
      .min(1)
      .regex(/^[^\r\n]+$/, 'one line')
      .meta({ title: 'one line of text' })
      .optional()
      .describe(
        // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how people write the placeholders
        'Sentence that the review has to hold as a line of its own, word for word and never edited; ${application}, ${checkpoint}, ${role}, ${number} and ${head} (the first 12 digits of the head) are filled in.',
      ),
  })
  .describe('A role and the people who hold it.');

/** One line of `sign-offs`: a role, or one of several; once or by several people. */
export const signOff = z.union([
  name,
  z.strictObject({
    role: name.optional().describe('The role.'),
    'any-of': z.array(name).min(2).optional().describe('One of these roles is enough.'),
    count: z
      .int()
      .min(1)
      .max(20)
      .optional()
      .describe('How many people have to sign, each another one; 1 unless said otherwise.'),
  }),
]);

/** The roles that a line of `sign-offs` names. */
export const rolesOfSignOff = (signOff: SignOff): readonly string[] => {
  if (typeof signOff === 'string') return [signOff];
  return signOff.role === undefined ? (signOff['any-of'] ?? []) : [signOff.role];
};

export type CarryOver = (typeof CARRY_OVERS)[number];
export type Role = z.output<typeof role>;
export type SignOff = z.output<typeof signOff>;
