import { posix } from 'node:path';
import type { ImageStart } from '../../shared/adapters/docker/port.ts';
import type { StartFact, StartProblem } from './content.ts';
import type { TreeEntry } from './image-tree.ts';
import type { MergedTree } from './merge.ts';

export type Start = ImageStart;

/** PATH of a container whose image sets none. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Programs that only start another one. */
const WRAPPERS = new Set(['tini', 'tini-static', 'dumb-init', 'catatonit']);
/** Programs whose first argument is the script that they run. */
const INTERPRETERS = /^(?:ba|da|a|z|k)?sh$|^python[\d.]*$|^node(?:js)?$|^perl$|^ruby$/;
const INTERPRETERS_SKIP_FLAGS = /^-[A-Za-z]*[cme]$|^--eval$|^--print$|^-p$/;

const problem = (kind: StartProblem['kind'], path: string, why: string): StartProblem => ({ kind, path, why });

/** What is at a path; a loop of links leads nowhere. */
function find(tree: MergedTree, path: string): TreeEntry | undefined {
  try {
    return tree.find(path);
  } catch {
    return undefined;
  }
}

const absolute = ({ workingDir }: Start, path: string): string => posix.resolve('/', workingDir, path).slice(1);

/** The path of a program in the image, as execve and a search of PATH find it; undefined when there is none. */
function locate(tree: MergedTree, start: Start, program: string): string | undefined {
  const paths = program.includes('/')
    ? [absolute(start, program)]
    : (start.path ?? DEFAULT_PATH).split(':').map((folder) => absolute(start, `${folder || '.'}/${program}`));
  return paths.find((path) => find(tree, path)?.type === 'file');
}

/** The program behind `#!`, and behind `env` when that is it. */
function interpreterOf(line: string): string {
  const [first = '', ...rest] = line.split(/\s+/);
  if (!/(?:^|\/)env$/.test(first)) return first;
  return rest.find((word) => !word.startsWith('-') && !word.includes('=')) ?? first;
}

/** What keeps a script from running, when it is one; `direct` when the kernel starts it and not an interpreter. */
function scriptProblems(tree: MergedTree, start: Start, path: string, direct: boolean): StartProblem[] {
  const head = tree.script(path);
  if (head === undefined) return [];
  const shown = `/${path}`;
  const problems: StartProblem[] = [];
  if (direct && head.interpreter === null) {
    problems.push(problem('no-interpreter', path, `${shown} is a script without #! and is started as a program`));
  }
  if (direct && head.interpreter !== null) {
    const interpreter = interpreterOf(head.interpreter);
    if (locate(tree, start, interpreter) === undefined) {
      problems.push(
        problem('interpreter', path, `${shown} wants ${interpreter || 'no program'}, which is not in the image`),
      );
    }
  }
  if (head.crlf) problems.push(problem('crlf', path, `${shown} has the line ends of Windows`));
  if (head.windowsPath !== null) {
    problems.push(problem('windows-path', path, `${shown} has a Windows path in line ${head.windowsPath}`));
  }
  return problems;
}

/** The script that an interpreter is given as its first argument; undefined for code, modules and standard input. */
function scriptArgument(words: readonly string[]): string | undefined {
  for (const word of words) {
    if (INTERPRETERS_SKIP_FLAGS.test(word)) return undefined;
    if (!word.startsWith('-')) return word;
  }
  return undefined;
}

function problemsOf(tree: MergedTree, start: Start, words: readonly string[]): StartProblem[] {
  const [program = '', ...rest] = words;
  const path = locate(tree, start, program);
  if (path === undefined) {
    const where = program.includes('/') ? 'is not in the image' : 'is in no folder of PATH';
    return [problem('missing', absolute(start, program), `${program || 'an empty program'} ${where}`)];
  }
  const entry = find(tree, path);
  if (((entry?.mode ?? 0) & 0o111) === 0) return [problem('not-executable', path, `/${path} is not executable`)];
  const name = posix.basename(program);
  if (WRAPPERS.has(name)) {
    const next = rest.includes('--') ? rest.slice(rest.indexOf('--') + 1) : rest.filter((one) => !one.startsWith('-'));
    return next.length === 0 ? [] : problemsOf(tree, start, next);
  }
  const own = scriptProblems(tree, start, path, true);
  const script = INTERPRETERS.test(name) ? scriptArgument(rest) : undefined;
  if (script === undefined) return own;
  const at = absolute(start, script);
  if (find(tree, at)?.type !== 'file') return [...own, problem('missing', at, `${script} is not in the image`)];
  return [...own, ...scriptProblems(tree, start, at, false)];
}

/** Whether what the image starts is there and can run, as far as its files tell. */
export function startOf(tree: MergedTree, start: Start): StartFact {
  const words = [...start.entrypoint, ...start.command];
  const [program] = words;
  if (program === undefined) return { kind: 'none' };
  return { kind: 'named', program, problems: problemsOf(tree, start, words) };
}
