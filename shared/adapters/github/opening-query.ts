const ACTOR = `login __typename
  ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } ... on Organization { databaseId }`;

const COMMIT = `oid message tree { oid } parents(first: 3) { nodes { oid } }
  author { email user { login databaseId } } committer { email user { login databaseId } }`;

const REVIEWS = `pageInfo { hasNextPage endCursor } totalCount
  nodes { fullDatabaseId author { ${ACTOR} } state commit { oid tree { oid } } submittedAt body
    lastEditedAt editor { ${ACTOR} } url }`;

const COMMITS = `pageInfo { hasNextPage endCursor } totalCount nodes { commit { ${COMMIT} } }`;

const PULL = `number url title state author { ${ACTOR} } baseRefName headRefName headRefOid
  headRepository { databaseId nameWithOwner } mergedAt mergeCommit { oid } updatedAt`;

/** A file at one commit; and another commit with every pull request around it, each with its reviews and commits. */
export const OPENING = `query Opening($owner: String!, $repo: String!, $sha: GitObjectID!, $file: String!) {
  repository(owner: $owner, name: $repo) {
    file: object(expression: $file) { __typename oid ... on Blob { byteSize text } }
    commit: object(oid: $sha) { __typename ... on Commit { ${COMMIT}
      associatedPullRequests(first: 5) { pageInfo { hasNextPage } nodes { ${PULL}
        reviews(first: 100) { ${REVIEWS} } commits(first: 100) { ${COMMITS} } } } } }
  }
}`;

/** The next pages of one pull request. */
export const MORE = `query More($owner: String!, $repo: String!, $number: Int!, $reviews: String, $commits: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
    reviews(first: 100, after: $reviews) { ${REVIEWS} } commits(first: 100, after: $commits) { ${COMMITS} } } }
}`;
