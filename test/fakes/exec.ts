import type { Exec, ExecOptions, ExecResult } from '../../shared/adapters/exec.ts';
import { UserError } from '../../shared/domain/errors.ts';

export type Call = { readonly program: string; readonly args: readonly string[]; readonly options: ExecOptions };

/** Answers a call; undefined when this script does not know it, so that the next one is asked. */
export type Script = (call: Call) => Partial<ExecResult> | undefined | Promise<Partial<ExecResult> | undefined>;

export type FakeExec = Exec & { readonly calls: Call[] };

function emitLines(result: ExecResult, onLine: ExecOptions['onLine']): void {
  for (const stream of ['stdout', 'stderr'] as const)
    for (const line of result[stream].split('\n').filter((text, index, all) => text !== '' || index < all.length - 1))
      onLine?.(line, stream);
}

/** Answers one program whose arguments begin so. */
export const answers =
  (
    program: string,
    args: readonly string[],
    result: Partial<ExecResult> | ((call: Call) => Partial<ExecResult>),
  ): Script =>
  (call) => {
    if (call.program !== program || args.some((argument, index) => call.args[index] !== argument)) return undefined;
    return typeof result === 'function' ? result(call) : result;
  };

/** Programs as scripts: the first that knows the call answers; a program that no script knows is not installed. */
export function fakeExec(...scripts: readonly Script[]): FakeExec {
  const calls: Call[] = [];
  return {
    calls,
    async run(program, args, options = {}) {
      const call = { program, args, options };
      calls.push(call);
      options.signal?.throwIfAborted();
      for (const script of scripts) {
        const answer = await script(call);
        if (answer === undefined) continue;
        const result = { exitCode: 0, stdout: '', stderr: '', ...answer };
        emitLines(result, options.onLine);
        return result;
      }
      throw new UserError(
        'PROGRAM_MISSING',
        `program "${program}" is not installed on this runner; install it in an earlier step`,
      );
    },
  };
}
