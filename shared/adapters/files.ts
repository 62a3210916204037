/** Files of the workspace and of the runner's temporary folder. */
export type Files = {
  /** Bytes of a file; undefined when there is none. Paths are relative to the workspace and may not leave it. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Paths of all files under a folder, sorted; a single path when it names a file; empty when there is none. */
  list(path: string): Promise<readonly string[]>;
  /** Writes a file below the runner's temporary folder and gives its absolute path. */
  writeTemp(name: string, bytes: string | Uint8Array): Promise<string>;
};
