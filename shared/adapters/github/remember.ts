import type { GitHub } from './port.ts';

/**
 * The same port, asking each of its slow-moving questions once: what several facts are made of (the runs of a commit,
 * their artifacts, a branch) is read one time and is the same for all of them. Pull requests and reviews are passed
 * through, because noticing that they moved needs a second look.
 */
export function rememberReads(github: GitHub): GitHub {
  const answers = new Map<string, Promise<unknown>>();
  const once = <T>(question: string, ask: () => Promise<T>): Promise<T> => {
    const known = answers.get(question) as Promise<T> | undefined;
    const answer = known ?? ask();
    if (known === undefined) answers.set(question, answer);
    return answer;
  };
  return {
    ...github,
    repository: () => once('repository', () => github.repository()),
    branch: (name) => once(`branch ${name}`, () => github.branch(name)),
    commit: (sha) => once(`commit ${sha}`, () => github.commit(sha)),
    membership: (team, login) => once(`member ${team} ${login}`, () => github.membership(team, login)),
    immediateMembership: (team, person) =>
      once(`immediate member ${team} ${person.id}`, () => github.immediateMembership(team, person)),
    environmentReviews: (run) => once(`approvals ${run}`, () => github.environmentReviews(run)),
    deployments: (environment) => once(`deployments ${environment}`, () => github.deployments(environment)),
    deploymentEvents: (id) => once(`events ${id}`, () => github.deploymentEvents(id)),
    runsOfCommit: (sha) => once(`runs ${sha}`, () => github.runsOfCommit(sha)),
    jobsOfRun: (run) => once(`jobs ${run}`, () => github.jobsOfRun(run)),
    artifactsOfRun: (run) => once(`artifacts ${run}`, () => github.artifactsOfRun(run)),
    downloadArtifact: (artifact) => once(`zip ${artifact.id}`, () => github.downloadArtifact(artifact)),
  };
}
