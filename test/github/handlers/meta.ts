import { type Handlers, ok } from './handler.ts';

/** Fields of the API's root that name no template of ours: all that the description requires. */
const ROOT_FIELDS = `current_user_url current_user_authorizations_html_url authorizations_url code_search_url
  commit_search_url emails_url emojis_url events_url feeds_url followers_url following_url gists_url issue_search_url
  issues_url keys_url label_search_url notifications_url organization_url organization_repositories_url
  organization_teams_url public_gists_url rate_limit_url repository_url repository_search_url
  current_user_repositories_url starred_url starred_gists_url user_url user_organizations_url user_repositories_url
  user_search_url`.split(/\s+/);

/** The API about itself. */
export const metaHandlers: Handlers = {
  'meta/root': (call) =>
    ok(Object.fromEntries(ROOT_FIELDS.map((name) => [name, `${call.at.api}/${name.replace(/_url$/, '')}`]))),
  'rate-limit/get'() {
    const rate = { limit: 1000, remaining: 999, reset: 4102444800, used: 1 };
    return ok({ resources: { core: rate, search: rate }, rate });
  },
};
