import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How a program of the bed is run; the environment given is added to ours. */
export type CommandOptions = { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> };

/**
 * Runs a program to its end and gives its output.
 * @throws Error with the command and the end of what it said.
 */
export async function command(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  try {
    const { stdout } = await run(program, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...process.env, ...options.env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const said = error as { stderr?: string; stdout?: string; message: string };
    const tail = `${said.stdout ?? ''}\n${said.stderr || said.message}`.trim().split('\n').slice(-12).join('\n');
    throw new Error(`${program} ${args.slice(0, 6).join(' ')} failed: ${tail}`, { cause: error });
  }
}

/** Like {@link command}; false when it fails. For questions and for cleaning up what may be gone already. */
export async function succeeds(program: string, args: readonly string[], options?: CommandOptions): Promise<boolean> {
  return command(program, args, options).then(
    () => true,
    () => false,
  );
}

/** Debian keeps daemons where a plain user's PATH does not look. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin'];

/** Full path of a program, or undefined. */
export function which(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':').filter(Boolean), ...SYSTEM_FOLDERS];
  return folders
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
