import type { GitHub, Opening } from './port.ts';

export type OpenedTogether = {
  /** The port; its first question for a file asks for the commit as well. */
  readonly github: GitHub;
  /** What that question told; undefined when nobody asked or GitHub refused it. */
  opening(): Promise<Opening | undefined>;
};

/** Lets the commit of a gate travel with the first file that is read, its configuration, in one request. */
export function openTogether(github: GitHub, commit: string): OpenedTogether {
  let asked: Promise<Opening | undefined> | undefined;
  return {
    github: {
      ...github,
      async file(path, ref) {
        if (asked !== undefined) return github.file(path, ref);
        asked = github.opening(commit, { path, ref });
        return (await asked)?.file ?? github.file(path, ref);
      },
    },
    opening: async () => asked,
  };
}
