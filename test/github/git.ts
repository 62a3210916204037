import { execFile } from 'node:child_process';

/** A real git repository that the stand-in answers from. Every method throws with git's own words when git fails. */
export type GitRepository = {
  readonly path: string;
  /** Runs git in the repository and gives its standard output. */
  run(args: readonly string[], options?: GitOptions): Promise<string>;
  /** The commit that a branch, tag or SHA names; undefined when there is none. Never follows expressions such as `a~1`. */
  resolve(ref: string): Promise<string | undefined>;
  commit(sha: string): Promise<GitCommit>;
  /** Commits that `to` has and `from` has not, oldest first. */
  between(from: string, to: string): Promise<readonly GitCommit[]>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  mergeBase(left: string, right: string): Promise<string>;
  entry(commit: string, path: string): Promise<TreeEntry | undefined>;
  entries(treeish: string, recursive?: boolean): Promise<readonly TreeEntry[]>;
  blob(sha: string): Promise<Buffer>;
};

type GitOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
};
type GitPerson = { readonly name: string; readonly email: string; readonly date: string };
export type GitCommit = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: GitPerson;
  readonly committer: GitPerson;
  readonly message: string;
};
export type TreeEntry = {
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  readonly size: number;
  readonly path: string;
};

/** The machine's and the user's git configuration must not change what a test sees. */
const CLEAN = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
const FIELDS = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00');

function git(cwd: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...CLEAN, ...options.env };
    const settings = { cwd: options.cwd ?? cwd, env, encoding: 'buffer' as const, maxBuffer: 1 << 28 };
    const child = execFile('git', [...args], settings, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`git ${args.join(' ')}: ${stderr.toString().trim() || error.message}`));
    });
    // A git that ends before it has read its input says why on its standard error.
    child.stdin?.on('error', () => undefined).end(options.input);
  });
}

/** GitHub writes times in UTC without fractions. */
const utc = (time: string): string => new Date(time).toISOString().replace('.000Z', 'Z');

function parseCommit(text: string): GitCommit {
  const [sha = '', tree = '', parents = '', an = '', ae = '', at = '', cn = '', ce = '', ct = '', message = ''] =
    text.split('\0');
  return {
    sha,
    tree,
    parents: parents === '' ? [] : parents.split(' '),
    author: { name: an, email: ae, date: utc(at) },
    committer: { name: cn, email: ce, date: utc(ct) },
    message: message.trimEnd(),
  };
}

function parseEntry(line: string): TreeEntry {
  const [facts = '', path = ''] = line.split('\t');
  const [mode = '', type = '', sha = '', size = '0'] = facts.split(/ +/);
  return { mode, type: type as TreeEntry['type'], sha, size: size === '-' ? 0 : Number(size), path };
}

/** Where GitHub looks for a name, in its order. */
function candidates(ref: string): string[] {
  if (/^[0-9a-f]{40}$/.test(ref)) return [ref];
  if (ref.startsWith('refs/')) return [ref];
  if (/^(heads|tags)\//.test(ref)) return [`refs/${ref}`];
  return [`refs/heads/${ref}`, `refs/tags/${ref}`];
}

/** Commits in the order that `git log` gives them. */
async function log(path: string, args: readonly string[]): Promise<GitCommit[]> {
  const text = (await git(path, ['log', `--format=${FIELDS}%x01`, ...args])).toString();
  const parts = text.split('\x01').map((part) => part.replace(/^\n/, ''));
  return parts.filter((part) => part !== '').map(parseCommit);
}

async function listTree(
  path: string,
  treeish: string,
  flags: readonly string[],
  only: readonly string[] = [],
): Promise<TreeEntry[]> {
  const text = (await git(path, ['ls-tree', '-z', '-l', '--full-tree', ...flags, treeish, '--', ...only])).toString();
  return text
    .split('\0')
    .filter((line) => line !== '')
    .map(parseEntry);
}

async function resolve(path: string, ref: string): Promise<string | undefined> {
  for (const name of candidates(ref)) {
    const found = await git(path, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]).catch(() => undefined);
    if (found !== undefined) return found.toString().trim();
  }
  return undefined;
}

/**
 * Asks each question once. What full object ids name never changes, and one program for each of 200 reviews takes
 * seconds. A question that failed is asked again: the object can come.
 */
function remembered<T>(ask: (...names: readonly string[]) => Promise<T>): (...names: readonly string[]) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (...names) => {
    if (!names.every((name) => /^[0-9a-f]{40}$/.test(name))) return ask(...names);
    const key = names.join(' ');
    const answer = answers.get(key) ?? ask(...names);
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  };
}

/** Opens the repository at a path. */
export function openGit(path: string): GitRepository {
  const run = async (args: readonly string[], options?: GitOptions) =>
    (await git(path, args, options)).toString().trimEnd();
  return {
    path,
    run,
    resolve: (ref) => resolve(path, ref),
    commit: remembered(async (sha = '') => {
      const [commit] = await log(path, ['--no-walk', sha]);
      if (commit === undefined) throw new Error(`there is no commit ${sha}`);
      return commit;
    }),
    between: remembered((from = '', to = '') => log(path, ['--reverse', '--topo-order', `${from}..${to}`])),
    isAncestor: (ancestor, descendant) =>
      run(['merge-base', '--is-ancestor', ancestor, descendant]).then(
        () => true,
        () => false,
      ),
    mergeBase: (left, right) => run(['merge-base', left, right]),
    entry: async (commit, file) => (await listTree(path, commit, [], [file])).find((found) => found.path === file),
    entries: (treeish, recursive = false) => listTree(path, treeish, recursive ? ['-r', '-t'] : []),
    blob: remembered((sha = '') => git(path, ['cat-file', 'blob', sha])),
  };
}
