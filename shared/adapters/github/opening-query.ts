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

const DEPLOYMENTS = `pageInfo { hasNextPage } nodes { databaseId commitOid environment payload createdAt creator { ${ACTOR} }
  statuses(first: 30) { pageInfo { hasNextPage } nodes { state createdAt logUrl } } }`;

/**
 * A file at one commit; another commit with every pull request around it, each with its reviews and commits; and, where
 * an environment is given, its newest deployments. Those stand apart: a token may be refused them and not the rest.
 */
export const OPENING = `query Opening(
  $owner: String!, $repo: String!, $sha: GitObjectID!, $file: String!, $environments: [String!], $deployed: Boolean!
) {
  deployed: repository(owner: $owner, name: $repo) @include(if: $deployed) {
    deployments(first: 30, environments: $environments, orderBy: { field: CREATED_AT, direction: DESC }) { ${DEPLOYMENTS} }
  }
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

/** Where text is put into a question it is a number or a hash, never a word of somebody's. */
const aliases = (parts: readonly string[]): string =>
  `query Many($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${parts.join('\n')} } }`;

/** Several pull requests by their numbers, with as many reviews and commits as most of them have. */
export const pullsQuery = (numbers: readonly number[]): string =>
  aliases(
    numbers.map(
      (number) =>
        `p${Math.trunc(number)}: pullRequest(number: ${Math.trunc(number)}) { ${PULL} reviews(first: 50) { ${REVIEWS} } commits(first: 50) { ${COMMITS} } }`,
    ),
  );

/** The pull requests around several commits, without their parts. @throws for what is no commit id */
export const relatedQuery = (shas: readonly string[]): string =>
  aliases(
    shas.map((sha) => {
      if (!/^[0-9a-f]{40,64}$/.test(sha)) throw new TypeError(`"${sha}" is no commit id`);
      return `c${sha}: object(oid: "${sha}") { ... on Commit { oid associatedPullRequests(first: 10) { pageInfo { hasNextPage } nodes { ${PULL} } } } }`;
    }),
  );
