import type { GitHub, Opening } from './port.ts';

export type OpenedTogether = {
  /** The port; its first question for a file asks for the commit and the environment's deployments as well. */
  readonly github: GitHub;
  /** What that question told; undefined when nobody asked or GitHub refused it. */
  opening(): Promise<Opening | undefined>;
};

/** Lets the commit of a gate and its environment travel with the first file that is read, its configuration, in one request. */
export function openTogether(github: GitHub, commit: string, environment: string | null): OpenedTogether {
  let asked: Promise<Opening | undefined> | undefined;
  const deployed = async () => (await asked)?.deployments;
  return {
    github: {
      ...github,
      async file(path, ref) {
        if (asked !== undefined) return github.file(path, ref);
        asked = github.opening(commit, { path, ref }, environment);
        return (await asked)?.file ?? github.file(path, ref);
      },
      async deployments(wanted) {
        const told = await deployed();
        return told?.environment === wanted ? told : github.deployments(wanted);
      },
      async deploymentEvents(id) {
        return (await deployed())?.events.get(id) ?? github.deploymentEvents(id);
      },
    },
    opening: async () => asked,
  };
}
