import { type AccountRecord, GHOST, type WorldState } from '../world/state.ts';
import { type Addresses, nodeId, type Shape } from './words.ts';

type Person = Pick<AccountRecord, 'id' | 'login' | 'type'>;

/** A `simple-user`. */
export function accountShape(at: Addresses, { id, login, type }: Person): Shape {
  const url = `${at.api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId('User', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${at.site}/${encodeURIComponent(login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
}

/** The account behind an id; null when it was deleted. */
export function accountOrNull(state: WorldState, at: Addresses, id: number): Shape | null {
  const account = state.accounts.get(id);
  return account === undefined ? null : accountShape(at, account);
}

/** The account behind an id; `ghost` when it was deleted, as GitHub shows openers and actors. */
export function accountOrGhost(state: WorldState, at: Addresses, id: number): Shape {
  return accountOrNull(state, at, id) ?? accountShape(at, { id: GHOST, login: 'ghost', type: 'User' });
}

/** The account that a commit's e-mail address belongs to; null when GitHub knows none. */
export function accountByEmail(state: WorldState, at: Addresses, email: string): Shape | null {
  const wanted = email.toLowerCase();
  const found = [...state.accounts.values()].find((account) =>
    account.emails.some((one) => one.toLowerCase() === wanted),
  );
  return found === undefined ? null : accountShape(at, found);
}

/** A `public-user`. */
export function publicUserShape(at: Addresses, account: AccountRecord): Shape {
  return {
    ...accountShape(at, account),
    user_view_type: 'public',
    name: account.name,
    company: null,
    blog: null,
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
  };
}
