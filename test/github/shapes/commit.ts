import type { GitCommit } from '../git.ts';
import type { WorldState } from '../world/state.ts';
import { accountByEmail } from './account.ts';
import { type Addresses, nodeId, repoApi, repoSite, type Shape } from './words.ts';

const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

/** A `commit`: git's facts, and the accounts that GitHub knows its e-mail addresses by. */
export function commitShape(state: WorldState, at: Addresses, commit: GitCommit): Shape {
  const url = repoApi(at, `/commits/${commit.sha}`);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url,
    html_url: repoSite(at, `/commit/${commit.sha}`),
    comments_url: `${url}/comments`,
    commit: {
      url: repoApi(at, `/git/commits/${commit.sha}`),
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: repoApi(at, `/git/trees/${commit.tree}`) },
      comment_count: 0,
      verification: UNSIGNED,
    },
    author: accountByEmail(state, at, commit.author.email),
    committer: accountByEmail(state, at, commit.committer.email),
    parents: commit.parents.map((sha) => ({
      sha,
      url: repoApi(at, `/commits/${sha}`),
      html_url: repoSite(at, `/commit/${sha}`),
    })),
  };
}

/** A `git-commit`: git's facts alone. */
export function gitCommitShape(at: Addresses, commit: GitCommit): Shape {
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: repoApi(at, `/git/commits/${commit.sha}`),
    html_url: repoSite(at, `/commit/${commit.sha}`),
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: repoApi(at, `/git/trees/${commit.tree}`) },
    parents: commit.parents.map((sha) => ({
      sha,
      url: repoApi(at, `/git/commits/${sha}`),
      html_url: repoSite(at, `/commit/${sha}`),
    })),
    verification: UNSIGNED,
  };
}
