import { publicUserShape } from '../shapes/account.ts';
import { nodeId, type Shape } from '../shapes/words.ts';
import type { AccountRecord, TeamRecord } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { type Call, type Handlers, notFound, ok } from './handler.ts';

const TIME = '2020-01-01T00:00:00Z';

function userOf(call: Call, world: World): AccountRecord | undefined {
  const login = call.params['username']?.toLowerCase();
  return [...world.accounts.values()].find((account) => account.login.toLowerCase() === login);
}

const teamOf = (call: Call, world: World): TeamRecord | undefined =>
  world.teams.find((team) => team.org === call.params['org'] && team.slug === call.params['team_slug']);

function organization(call: Call, org: string): Shape {
  const url = `${call.at.api}/orgs/${org}`;
  return {
    ...{ login: org, id: 1, node_id: nodeId('Organization', org), url, type: 'Organization', description: null },
    ...{
      repos_url: `${url}/repos`,
      events_url: `${url}/events`,
      hooks_url: `${url}/hooks`,
      issues_url: `${url}/issues`,
    },
    ...{ members_url: `${url}/members{/member}`, public_members_url: `${url}/public_members{/member}` },
    ...{ avatar_url: 'https://avatars.githubusercontent.com/u/1?v=4', html_url: `${call.at.site}/${org}` },
    ...{ has_organization_projects: false, has_repository_projects: false, public_repos: 0, public_gists: 0 },
    ...{ followers: 0, following: 0, created_at: TIME, updated_at: TIME, archived_at: null },
  };
}

function teamShape(call: Call, team: TeamRecord): Shape {
  const url = `${call.at.api}/organizations/1/team/${team.id}`;
  return {
    ...{
      id: team.id,
      node_id: nodeId('Team', team.id),
      name: team.slug,
      slug: team.slug,
      description: null,
      type: 'organization',
    },
    ...{ privacy: 'closed', permission: 'pull', parent: null, url, repositories_url: `${url}/repos` },
    ...{ html_url: `${call.at.site}/orgs/${team.org}/teams/${team.slug}`, members_url: `${url}/members{/member}` },
    ...{ created_at: TIME, updated_at: TIME, members_count: team.members.length, repos_count: 0 },
    organization: organization(call, team.org),
  };
}

function membership(call: Call, world: World) {
  const account = userOf(call, world);
  const team = teamOf(call, world);
  // GitHub counts the members of child teams as the team's own.
  const children = world.teams.filter((one) => one.org === team?.org && one.parent === team?.slug);
  const all = team === undefined ? [] : [team, ...children].flatMap(({ members }) => members);
  const member = all.find((one) => one.account === account?.id);
  if (account === undefined || member === undefined) return { status: 404 };
  const url = `${call.at.api}/orgs/${call.params['org']}/teams/${call.params['team_slug']}/memberships/${account.login}`;
  return ok({ url, role: member.role, state: member.state });
}

/** Accounts and teams. */
export const peopleHandlers: Handlers = {
  'users/get-by-username'(call, world) {
    const account = userOf(call, world);
    return account === undefined ? notFound() : ok(publicUserShape(call.at, account));
  },
  'teams/get-by-name'(call, world) {
    const team = teamOf(call, world);
    return team === undefined ? notFound() : ok(teamShape(call, team));
  },
  'teams/get-membership-for-user-in-org': membership,
};
