import * as z from 'zod';
import type { Client } from './client.ts';
import type { GitHub } from './port.ts';
import { parseAnswer } from './read.ts';
import { unreadable } from './unreadable.ts';

/** People of a team itself whose login or name holds a text; REST counts those of its child teams as well. */
export const IMMEDIATE = `query Immediate($org: String!, $team: String!, $login: String!) {
  organization(login: $org) { team(slug: $team) {
    members(membership: IMMEDIATE, query: $login, first: 100) { pageInfo { hasNextPage } nodes { databaseId } } } }
}`;

const shape = z.object({
  errors: z.undefined().optional(),
  data: z.object({
    organization: z.object({
      team: z.object({
        members: z.object({
          pageInfo: z.object({ hasNextPage: z.literal(false) }),
          nodes: z.array(z.object({ databaseId: z.int().positive() })),
        }),
      }),
    }),
  }),
});

/** The read that leaves child teams out. Only GraphQL tells it, so there is no other way when it refuses. */
export function immediateMembers(client: Client, graphqlUrl: string): Pick<GitHub, 'immediateMembership'> {
  return {
    async immediateMembership(team, { id, login }) {
      const [org = '', slug = ''] = team.split('/');
      const question = { baseUrl: graphqlUrl, query: IMMEDIATE, variables: { org, team: slug, login } };
      const answer = await client.request('POST /graphql', question);
      // A team that the token cannot see is null here, beside an error that says so.
      if (typeof answer.data === 'object' && answer.data !== null && 'errors' in answer.data) {
        const message = `the members of ${team} cannot be seen; it does not exist, or the token needs "members: read"`;
        throw unreadable({ method: 'POST', url: answer.url, status: 403, message });
      }
      const { data } = parseAnswer(answer, shape, 'POST');
      return data.organization.team.members.nodes.some((one) => one.databaseId === id) ? 'active' : 'none';
    },
  };
}
