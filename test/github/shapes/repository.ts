import type { RepositoryRecord } from '../world/state.ts';
import { accountShape } from './account.ts';
import { type Addresses, nodeId, repoApi, repoSite, type Shape } from './words.ts';

/** Parts of a repository that have an address template of their own: field, path below the repository. */
const TEMPLATES: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

type Named = Pick<RepositoryRecord, 'id' | 'owner' | 'name' | 'private'>;

/** The account id of an owner: any stable number that is no person's. */
const ownerId = (owner: string): number =>
  70_000_000 + [...owner].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 7);

/** A `minimal-repository`, also for a fork. */
export function minimalRepositoryShape(at: Addresses, { id, owner, name, private: hidden }: Named): Shape {
  const here = { ...at, repository: `${owner}/${name}` };
  const templates = Object.entries(TEMPLATES).map(([field, path]) => [field, repoApi(here, path)]);
  return {
    id,
    node_id: nodeId('Repository', id),
    name,
    full_name: `${owner}/${name}`,
    owner: accountShape(at, { id: ownerId(owner), login: owner, type: 'Organization' }),
    private: hidden,
    html_url: repoSite(here),
    description: null,
    fork: here.repository !== at.repository,
    url: repoApi(here),
    ...Object.fromEntries(templates),
  };
}

/** A `repository` and a `full-repository` at once: the fields of both. */
export function repositoryShape(at: Addresses, repository: Named & { readonly defaultBranch: string }): Shape {
  const path = `${repository.owner}/${repository.name}`;
  const time = '2020-01-01T00:00:00Z';
  return {
    ...minimalRepositoryShape(at, repository),
    clone_url: `${at.site}/${path}.git`,
    git_url: `git://github.com/${path}.git`,
    ssh_url: `git@github.com:${path}.git`,
    svn_url: `${at.site}/${path}`,
    mirror_url: null,
    default_branch: repository.defaultBranch,
    visibility: repository.private ? 'private' : 'public',
    homepage: null,
    language: null,
    license: null,
    archived: false,
    disabled: false,
    ...{
      has_issues: true,
      has_projects: false,
      has_wiki: false,
      has_pages: false,
      has_downloads: false,
      has_discussions: false,
    },
    ...{
      forks: 0,
      forks_count: 0,
      open_issues: 0,
      open_issues_count: 0,
      stargazers_count: 0,
      watchers: 0,
      watchers_count: 0,
    },
    ...{ network_count: 0, subscribers_count: 0, size: 1 },
    created_at: time,
    updated_at: time,
    pushed_at: time,
  };
}
