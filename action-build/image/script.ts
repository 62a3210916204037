/** The begin of a file that a kernel or a shell would run as a script. */
export type ScriptHead = {
  /** What stands behind `#!`, without a carriage return; null when there is none. */
  readonly interpreter: string | null;
  /** Whether lines end as on Windows: the kernel then looks for an interpreter with a carriage return in its name. */
  readonly crlf: boolean;
  /** The first line with a Windows path, from 1; null when there is none. */
  readonly windowsPath: number | null;
};

/** `C:\app`, also with the backslash doubled for a string; not `"X:\n"`, where one letter follows. */
const WINDOWS_PATH = /(?<![A-Za-z0-9])[A-Z]:\\{1,2}[A-Za-z][\w .-]+/;

const SCRIPT_NAME = /\.(?:sh|bash)$/;

/** What a start has to know of a file; null for everything that is no script. */
export function scriptHead(path: string, bytes: Buffer): ScriptHead | null {
  const hasMark = bytes[0] === 0x23 && bytes[1] === 0x21;
  if (!hasMark && !SCRIPT_NAME.test(path)) return null;
  const text = bytes.toString('latin1');
  const [first = ''] = text.split('\n', 1);
  const line = WINDOWS_PATH.exec(text)?.index;
  return {
    interpreter: hasMark ? first.slice(2).trim().slice(0, 200) : null,
    crlf: hasMark ? first.endsWith('\r') : text.includes('\r\n'),
    windowsPath: line === undefined ? null : text.slice(0, line).split('\n').length,
  };
}
