/** Runs programs: always a fixed name and an argument array, never a shell string. */
export type Exec = {
  /**
   * Runs to the end and gives what the program printed; a non-zero exit is a result, not an exception.
   * @throws UserError when the program is not installed.
   */
  run(program: string, args: readonly string[], options?: ExecOptions): Promise<ExecResult>;
};

export type ExecOptions = {
  readonly cwd?: string;
  /** Added to the inherited environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Milliseconds until the program is ended. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Called for every complete line of output, for progress. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
};

export type ExecResult = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };
