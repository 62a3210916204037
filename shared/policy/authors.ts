import type { Account, Commit, PullRequest } from '../adapters/github/port.ts';

/** Who started the run; a deployment's starter must not be one of its signers. */
export type Starter = { readonly id: number | null; readonly login: string; readonly how: string };

/** Everyone who had a hand in the change, with the reason to show; nobody here may sign it. */
export type Authors = {
  readonly byId: ReadonlyMap<number, string>;
  /** Lower case; only for people of whom no id is known. Logins match too often rather than too seldom. */
  readonly byLogin: ReadonlyMap<string, string>;
  /** Authors who are on no account: they could be anyone, so no sign-off can be judged. One plain line each. */
  readonly unknown: readonly string[];
};

/** `1234+ada@users.noreply.github.com`, and the older form without the id. */
const NOREPLY = /^(?:(\d+)\+)?([^@+]+)@users\.noreply\.github\.com$/i;
const CO_AUTHOR = /^\s*co-authored-by:\s*(.*?)\s*(?:<([^>]*)>)?\s*$/gim;

/** Commits that GitHub makes itself (merge button, web editor) have this committer; it is nobody's hand. */
const isWebFlow = (commit: Commit): boolean =>
  commit.committer?.login === 'web-flow' ||
  (commit.committer === null && commit.committerEmail.toLowerCase() === 'noreply@github.com');

const short = (commit: Commit): string => commit.sha.slice(0, 12);

class Collector {
  readonly byId = new Map<number, string>();
  readonly byLogin = new Map<string, string>();
  readonly unknown: string[] = [];

  account(account: Account, why: string): void {
    if (!this.byId.has(account.id)) this.byId.set(account.id, why);
  }

  login(login: string, why: string): void {
    const key = login.toLowerCase();
    if (!this.byLogin.has(key)) this.byLogin.set(key, why);
  }

  /** An e-mail address without an account beside it. False when it says nothing about who it is. */
  email(email: string, known: ReadonlyMap<string, Account>, why: string): boolean {
    const account = known.get(email.toLowerCase());
    if (account !== undefined) {
      this.account(account, why);
      return true;
    }
    const [, id, login] = NOREPLY.exec(email) ?? [];
    if (login === undefined) return false;
    if (id === undefined) this.login(login, why);
    else if (!this.byId.has(Number(id))) this.byId.set(Number(id), why);
    return true;
  }
}

/** Addresses that GitHub itself mapped to an account somewhere in the same change. */
function knownAddresses(commits: readonly Commit[]): Map<string, Account> {
  const known = new Map<string, Account>();
  for (const commit of commits) {
    if (commit.author !== null) known.set(commit.authorEmail.toLowerCase(), commit.author);
    if (commit.committer !== null && !isWebFlow(commit)) {
      known.set(commit.committerEmail.toLowerCase(), commit.committer);
    }
  }
  return known;
}

function addCommit(found: Collector, commit: Commit, known: ReadonlyMap<string, Account>): void {
  const parts = [
    { role: 'author', did: 'wrote', account: commit.author, email: commit.authorEmail },
    ...(isWebFlow(commit)
      ? []
      : [{ role: 'committer', did: 'committed', account: commit.committer, email: commit.committerEmail }]),
  ];
  for (const part of parts) {
    const why = `${part.did} commit ${short(commit)}`;
    if (part.account !== null) found.account(part.account, why);
    else if (!found.email(part.email, known, why)) {
      found.unknown.push(`commit ${short(commit)}: the ${part.role}'s e-mail address belongs to no account`);
    }
  }
  for (const [, , email = ''] of commit.message.matchAll(CO_AUTHOR)) {
    if (found.email(email, known, `is co-author of commit ${short(commit)}`)) continue;
    found.unknown.push(`commit ${short(commit)}: the address of a co-author belongs to no account that is known here`);
  }
}

/**
 * Authors in the wide sense: who opened the pull request, wrote, committed or co-wrote any of its commits, or started
 * the run. The committer of GitHub's own commits (web-flow) is left out.
 */
export function authorsOf(pull: PullRequest, commits: readonly Commit[], starters: readonly Starter[]): Authors {
  const found = new Collector();
  if (pull.opener !== null) found.account(pull.opener, `opened #${pull.number}`);
  const known = knownAddresses(commits);
  for (const commit of commits) addCommit(found, commit, known);
  for (const starter of starters) {
    if (starter.id !== null && !found.byId.has(starter.id)) found.byId.set(starter.id, starter.how);
    found.login(starter.login, starter.how);
  }
  return { byId: found.byId, byLogin: found.byLogin, unknown: [...new Set(found.unknown)] };
}

/** Why this person may not sign the change; undefined when they may. */
export const authorship = (
  authors: Authors,
  person: { readonly id: number; readonly login: string },
): string | undefined => authors.byId.get(person.id) ?? authors.byLogin.get(person.login.toLowerCase());
