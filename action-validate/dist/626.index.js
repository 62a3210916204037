export const id = 626;
export const ids = [626];
export const modules = {

/***/ 23626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run_run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./.build/shared/domain/errors.js
var errors = __webpack_require__(77740);
;// CONCATENATED MODULE: ./.build/shared/adapters/artifacts/connect-artifacts.js



/** Writes the files below a folder and gives their paths. */
async function stage(folder, files) {
    return Promise.all(files.map(async (file) => {
        const path = (0,external_node_path_.resolve)(folder, file.name);
        if (!path.startsWith(`${folder}/`))
            throw new errors/* UserError */.y('PATH_OUTSIDE', `artifact file "${file.name}" leads out of its artifact`);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        await (0,promises_.writeFile)(path, file.bytes, { mode: 0o600 });
        return path;
    }));
}
/**
 * The artifact service of the run. The library is loaded by the first upload: it is 3.7 MB, and every other run starts
 * without it. It repeats answers of 5xx and 429 by itself, up to five times; a conflict or a refusal is final at once.
 */
const connectArtifacts = (temp) => ({
    async upload(name, files) {
        const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_path_.resolve)(temp), 'countersign-artifact-'));
        try {
            const paths = await stage(folder, files);
            const { DefaultArtifactClient } = await __webpack_require__.e(/* import() */ 602).then(__webpack_require__.bind(__webpack_require__, 70602));
            const { id, digest } = await new DefaultArtifactClient().uploadArtifact(name, paths, folder);
            if (id === undefined || !digest)
                throw new Error('the service did not say what it stored');
            return { id, sha256: digest };
        }
        catch (cause) {
            if (cause instanceof errors/* UserError */.y)
                throw cause;
            const why = (0,errors/* describeError */.U)(cause);
            const told = /\b409\b|already exists/.test(why)
                ? 'this attempt of the run has one of that name already, and what was decided is never replaced; re-run the job, or let each step decide something else'
                : why;
            throw new errors/* UserError */.y('ARTIFACT_NOT_STORED', `artifact "${name}" was not stored: ${told}`, { cause });
        }
        finally {
            await (0,promises_.rm)(folder, { recursive: true, force: true });
        }
    },
});

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./.build/shared/adapters/connect-clock.js

/** The machine's clock. */
const connectClock = () => ({
    now: () => Date.now(),
    async sleep(ms, signal) {
        try {
            await (0,external_node_timers_promises_.setTimeout)(ms, undefined, signal === undefined ? {} : { signal });
        }
        catch (thrown) {
            // Node rejects with an AbortError of its own; the port promises the signal's reason.
            signal?.throwIfAborted();
            throw thrown;
        }
    },
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:timers"
var external_node_timers_ = __webpack_require__(87997);
;// CONCATENATED MODULE: ./.build/shared/domain/duration.js
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** A duration as written in the configuration: a whole number and one of ms, s, m, h, d. */
const DURATION = /^(\d{1,9})(ms|s|m|h|d)$/;
/** Milliseconds of a duration such as `90s`, `24h`, `3d`; undefined when it is not one. */
function durationMs(text) {
    const [, amount, unit] = DURATION.exec(text) ?? [];
    if (amount === undefined || unit === undefined)
        return undefined;
    return Number(amount) * UNIT_MS[unit];
}
/** A span for people: `850 ms`, `12.3 s`, `4 min 5 s`, `3 h 20 min`. */
function showDuration(ms) {
    if (ms < 1_000)
        return `${Math.round(ms)} ms`;
    if (ms < 60_000)
        return `${(ms / 1_000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1_000);
    if (seconds < 3_600)
        return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(46193);
;// CONCATENATED MODULE: ./.build/shared/adapters/exec-output.js

/** Characters of one stream that are kept; a program that says more than this is out of control. */
const LIMIT = 64 * 1024 * 1024;
/**
 * Collects what a program prints, and calls `onLine` for every complete line, the last one even without a line break.
 * Calls `stop` when a stream is longer than can be kept: a cut output must not be parsed as a whole one.
 */
function collectOutput(child, onLine, stop) {
    const collected = { stdout: [], stderr: [] };
    for (const name of ['stdout', 'stderr']) {
        const decoder = new external_node_string_decoder_.StringDecoder('utf8');
        let [length, rest] = [0, ''];
        const take = (text) => {
            length += text.length;
            if (length > LIMIT) {
                stop(new Error(`${child.spawnfile} printed more than ${LIMIT} characters`));
                return;
            }
            collected[name].push(text);
            if (onLine === undefined)
                return;
            const lines = (rest + text).split('\n');
            rest = lines.pop() ?? '';
            for (const line of lines)
                onLine(line.replace(/\r$/, ''), name);
        };
        child[name]?.on('data', (bytes) => take(decoder.write(bytes)));
        child[name]?.on('end', () => {
            take(decoder.end());
            if (rest !== '')
                onLine?.(rest, name);
        });
    }
    return () => ({ stdout: collected.stdout.join(''), stderr: collected.stderr.join('') });
}

;// CONCATENATED MODULE: ./.build/shared/adapters/connect-exec.js






/** Milliseconds between the request to end and the end by force. */
const GRACE = 5_000;
/** Exit code of a program that a signal ended, as shells give it. */
const KILLED = 128;
/** The runner's environment without the action's inputs: a program that is called has no business with the token in them. */
const inheritedEnvironment = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('INPUT_')));
function startProblem(program, options, cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' && options.cwd === undefined)
        return new errors/* UserError */.y('PROGRAM_MISSING', `program "${program}" is not installed on this runner; install it in an earlier step`, { cause });
    if (code === 'ENOENT' || code === 'EACCES')
        return new errors/* UserError */.y('PROGRAM_MISSING', `program "${program}" cannot be started in ${options.cwd ?? 'the workspace'}: it is not installed, not executable, or the folder is not there`, { cause });
    return new Error(`program "${program}" cannot be started`, { cause });
}
/** Runs one program; `stop` ends it and decides what `run` rejects with. */
function start(program, args, options, running) {
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_.spawn)(program, [...args], {
            ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
            env: { ...inheritedEnvironment(), ...options.env },
            stdio: ['pipe', 'pipe', 'pipe'],
            shell: false,
            windowsHide: true,
        });
        running.add(child);
        let stopped;
        const timers = [];
        const stop = (reason) => {
            if (stopped !== undefined)
                return;
            stopped = reason ?? new Error('aborted');
            child.kill('SIGTERM');
            timers.push((0,external_node_timers_.setTimeout)(() => child.kill('SIGKILL'), GRACE));
        };
        const output = collectOutput(child, options.onLine, stop);
        const abort = () => stop(options.signal?.reason);
        options.signal?.addEventListener('abort', abort, { once: true });
        if (options.timeout !== undefined) {
            const late = `program "${program}" did not end within ${showDuration(options.timeout)} and was stopped`;
            timers.push((0,external_node_timers_.setTimeout)(() => stop(new errors/* UserError */.y('PROGRAM_TIMEOUT', late)), options.timeout));
        }
        const tidy = () => {
            running.delete(child);
            for (const timer of timers)
                clearTimeout(timer);
            options.signal?.removeEventListener('abort', abort);
        };
        child.on('error', (cause) => {
            tidy();
            reject(stopped ?? startProblem(program, options, cause));
        });
        // A grandchild can hold the pipes open after a stop; nobody reads them any more.
        child.on('exit', () => {
            if (stopped !== undefined)
                for (const stream of [child.stdout, child.stderr])
                    stream.destroy();
        });
        child.on('close', (code, signal) => {
            tidy();
            if (stopped !== undefined)
                reject(stopped);
            else
                resolve({ exitCode: code ?? KILLED + (signal === null ? 0 : external_node_os_.constants.signals[signal]), ...output() });
        });
        // A program that ends without reading its input is judged by its exit code.
        child.stdin.on('error', () => { });
        child.stdin.end(options.stdin);
    });
}
/** Programs of the runner. When the action ends, also by a signal, the programs that still run are asked to end too. */
function connectExec() {
    const running = new Set();
    const endAll = () => {
        for (const child of running)
            child.kill('SIGTERM');
    };
    return {
        async run(program, args, options = {}) {
            options.signal?.throwIfAborted();
            // The process listens only while a program runs: connections that are done leave nothing behind.
            if (running.size === 0)
                process.on('exit', endAll);
            try {
                return await start(program, args, options, running);
            }
            finally {
                if (running.size === 0)
                    process.off('exit', endAll);
            }
        },
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./.build/shared/adapters/connect-files.js




/** Files in one folder; more is a mistake, such as a path that names the whole repository with its dependencies. */
const MOST_FILES = 10_000;
const absent = (thrown) => thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');
const outside = (path, root) => new errors/* UserError */.y('PATH_OUTSIDE', `"${path}" leads out of ${root}; name a file inside it`);
function isInside(root, path) {
    const way = (0,external_node_path_.relative)(root, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}
/** The real path behind a path of the workspace, with all links followed; undefined when there is nothing. */
async function locate(workspace, path) {
    const root = await (0,promises_.realpath)(workspace);
    if ((0,external_node_path_.isAbsolute)(path) || !isInside(root, (0,external_node_path_.resolve)(root, path)))
        throw outside(path, 'the workspace');
    try {
        const real = await (0,promises_.realpath)((0,external_node_path_.join)(root, path));
        if (!isInside(root, real))
            throw outside(path, 'the workspace');
        return real;
    }
    catch (thrown) {
        if (absent(thrown))
            return undefined;
        throw thrown;
    }
}
/** All files under a folder that is known by its real path; `shown` is its path as the caller gave it. */
async function walk(workspace, shown, found, above) {
    const real = await locate(workspace, shown);
    if (real === undefined)
        throw new errors/* UserError */.y('PATH_OUTSIDE', `"${shown}" is a link that leads nowhere; replace or remove it`);
    const info = await (0,promises_.stat)(real);
    if (info.isFile())
        found.push(shown);
    if (found.length > MOST_FILES)
        throw new errors/* UserError */.y('PATH_OUTSIDE', `there are more than ${MOST_FILES} files under it; name a smaller folder`);
    if (!info.isDirectory())
        return;
    if (above.includes(real))
        throw new errors/* UserError */.y('PATH_OUTSIDE', `"${shown}" is a link to a folder above it; remove it`);
    for (const name of (await (0,promises_.readdir)(real)).sort())
        await walk(workspace, (0,external_node_path_.join)(shown, name), found, [...above, real]);
}
async function readBytes(real, path) {
    // NOFOLLOW: the path was resolved already, so a link here was put in its place since.
    const handle = await (0,promises_.open)(real, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW);
    try {
        if (!(await handle.stat()).isFile())
            throw new errors/* UserError */.y('PATH_OUTSIDE', `"${path}" is a folder; name a file in it`);
        return await handle.readFile();
    }
    finally {
        await handle.close();
    }
}
/** Files of the checkout, which nothing can leave, and of the runner's temporary folder. */
const connectFiles = (folders) => ({
    async read(path) {
        const real = await locate(folders.workspace, path);
        return real === undefined ? undefined : readBytes(real, path);
    },
    async list(path) {
        if ((await locate(folders.workspace, path)) === undefined)
            return [];
        const found = [];
        await walk(folders.workspace, path, found, []);
        return found.map((file) => (0,external_node_path_.join)(file).split(external_node_path_.sep).join('/')).sort();
    },
    async writeTemp(name, bytes) {
        const root = (0,external_node_path_.resolve)(folders.temp, 'countersign');
        const path = (0,external_node_path_.resolve)(root, name);
        if (path === root || !isInside(root, path))
            throw outside(name, 'the temporary folder');
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true, mode: 0o700 });
        const handle = await (0,promises_.open)(path, external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_TRUNC | external_node_fs_.constants.O_NOFOLLOW, 0o600);
        try {
            await handle.writeFile(bytes);
        }
        finally {
            await handle.close();
        }
        return path;
    },
});

;// CONCATENATED MODULE: ./.build/shared/domain/fact.js
const read = (value) => ({ kind: 'read', value });
const unavailable = (reason, code = 'GITHUB_UNREADABLE') => ({
    kind: 'unavailable',
    code,
    reason,
});

;// CONCATENATED MODULE: ./.build/shared/adapters/connect-merges.js





/** Milliseconds for one merge, and for the fetch of the history. */
const MERGE_TIMEOUT = 60_000;
const FETCH_TIMEOUT = 600_000;
const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** The first git that merges without a working tree. */
const OLDEST = [2, 38];
const CURE = 'give the job "contents: read", or check the repository out before with actions/checkout and "fetch-depth: 0"';
/** Settings of the machine must not change what a merge gives; hooks have no place in it. */
const FIXED = [
    'merge.renames=true',
    'merge.directoryRenames=conflict',
    'merge.renormalize=false',
    'core.hooksPath=/dev/null',
];
/** The token goes by the environment: it is in no argument list and on no disk. */
function credentials({ serverUrl }, token) {
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
    return {
        GIT_CONFIG_COUNT: '3',
        GIT_CONFIG_KEY_0: `http.${serverUrl}/.extraheader`,
        GIT_CONFIG_VALUE_0: `Authorization: basic ${basic}`,
        GIT_CONFIG_KEY_1: 'http.followRedirects',
        GIT_CONFIG_VALUE_1: 'false',
        GIT_CONFIG_KEY_2: 'credential.helper',
        GIT_CONFIG_VALUE_2: '',
    };
}
const PLAIN = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_TRACE_REDACT: '1' };
function tooOld(version) {
    const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
    if (major === undefined || minor === undefined)
        return true;
    const [least, leastMinor] = OLDEST;
    return Number(major) < least || (Number(major) === least && Number(minor) < leastMinor);
}
const lastLine = ({ exitCode, stderr }) => stderr.trim().split('\n').at(-1)?.slice(0, 300) || `exit code ${exitCode}`;
/** `git merge-tree`: undefined when the commits are not all there. */
async function mergeTree(exec, store, { base, head }) {
    const settings = FIXED.flatMap((one) => ['-c', one]);
    const args = ['-C', store.folder, ...settings, 'merge-tree', '--write-tree', '--no-messages', base, head];
    const { exitCode, stdout } = await exec.run('git', args, { env: store.env, timeout: MERGE_TIMEOUT });
    const tree = stdout.split('\n')[0] ?? '';
    // git names a tree for a conflict too, and none for a commit that it does not have: it ends with 1 for both.
    if (!OBJECT_ID.test(tree) || exitCode > 1)
        return undefined;
    return exitCode === 0 ? tree : null;
}
async function makeStore(exec, parent, name, env) {
    const folder = (0,external_node_path_.join)(parent, name);
    const made = await exec.run('git', ['init', '--quiet', '--bare', '--template=', folder], { env });
    if (made.exitCode !== 0)
        throw new errors/* UserError */.y('LINK_UNPROVEN', `git cannot make ${folder}: ${lastLine(made)}`);
    return { folder, env };
}
/** The whole history without its files; git gets the few that a merge has to look into by itself. */
async function fetched(exec, at, token, parent, wanted) {
    const store = await makeStore(exec, parent, 'fetched', { ...PLAIN, ...credentials(at, token) });
    const run = (args, timeout = MERGE_TIMEOUT) => exec.run('git', ['-C', store.folder, ...args], { env: store.env, timeout });
    await run(['remote', 'add', 'origin', `${at.serverUrl}/${at.repository}.git`]);
    const options = ['--quiet', '--no-tags', '--no-write-fetch-head', '--filter=blob:none'];
    const answer = await run(['fetch', ...options, 'origin', ...wanted], FETCH_TIMEOUT);
    if (answer.exitCode === 0)
        return store;
    throw new errors/* UserError */.y('LINK_UNPROVEN', `git cannot fetch from ${at.serverUrl}: ${lastLine(answer)}; ${CURE}`);
}
async function answerAll(exec, at, token, parent, pairs) {
    const version = (await exec.run('git', ['--version'], { env: PLAIN })).stdout.trim();
    if (tooOld(version)) {
        const old = `the content of merges is recomputed by git ${OLDEST.join('.')} or later; this runner has "${version}"`;
        throw new errors/* UserError */.y('LINK_UNPROVEN', old);
    }
    const answers = pairs.map(() => undefined);
    const fill = async (store) => {
        for (const [index, pair] of pairs.entries())
            answers[index] ??= await mergeTree(exec, store, pair);
    };
    const objects = (0,external_node_path_.join)(at.workspace, '.git', 'objects');
    // Only the objects of the checkout: its settings, hooks and attributes are of whoever prepared it.
    if ((0,external_node_fs_.existsSync)(objects))
        await fill(await makeStore(exec, parent, 'local', { ...PLAIN, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects }));
    if (answers.includes(undefined)) {
        const wanted = [...new Set(pairs.flatMap(({ base, head }) => [base, head]))];
        await fill(await fetched(exec, at, token, parent, wanted));
    }
    return answers.map((tree, index) => {
        if (tree !== undefined)
            return read(tree);
        const { base = '', head = '' } = pairs[index] ?? {};
        return unavailable(`git cannot merge ${head.slice(0, 12)} into ${base.slice(0, 12)}; ${CURE}`, 'LINK_UNPROVEN');
    });
}
/** Merges by the git program, in folders of its own below the runner's temporary one, which are removed again. */
function connectMerges(exec, at, token) {
    return {
        async trees(pairs) {
            if (pairs.length === 0)
                return [];
            if (!pairs.every(({ base, head }) => OBJECT_ID.test(base) && OBJECT_ID.test(head)))
                throw new TypeError('a merge is asked for by full commit ids');
            const parent = await (0,promises_.mkdtemp)((0,external_node_path_.join)(at.temp, 'countersign-merges-'));
            try {
                return await answerAll(exec, at, token, parent, pairs);
            }
            catch (thrown) {
                if (!(thrown instanceof errors/* UserError */.y))
                    throw thrown;
                const cure = thrown.code === 'PROGRAM_MISSING' ? '; the content of a merge is recomputed by git' : '';
                return pairs.map(() => unavailable(`${(0,errors/* describeError */.U)(thrown)}${cure}`, 'LINK_UNPROVEN'));
            }
            finally {
                await (0,promises_.rm)(parent, { recursive: true, force: true });
            }
        },
    };
}

// EXTERNAL MODULE: ./node_modules/@octokit/core/dist-src/index.js + 12 modules
var dist_src = __webpack_require__(14730);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-paginate-rest/dist-bundle/index.js
var dist_bundle = __webpack_require__(93779);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-retry/dist-bundle/index.js
var plugin_retry_dist_bundle = __webpack_require__(49735);
;// CONCATENATED MODULE: ./.build/shared/adapters/github/retry.js
/** How often a read is sent again at most. */
const RETRIES = 3;
/** Milliseconds before the first, second and third repetition when GitHub does not name a time. */
const PAUSES = [250, 1_000, 3_000];
/** Longest wait that GitHub may ask for, in milliseconds; a job that waits longer is better started again. */
const LONGEST_WAIT = 60_000;
/** Wait after a secondary rate limit without a time, as GitHub's documentation asks for. */
const SECONDARY_WAIT = 60_000;
function limitWait(request, now) {
    const after = request.headers['retry-after'];
    if (after !== undefined && /^\d+$/.test(String(after)))
        return Number(after) * 1_000;
    const reset = Number(request.headers['x-ratelimit-reset']);
    if (String(request.headers['x-ratelimit-remaining']) === '0' && Number.isFinite(reset))
        return Math.max(reset * 1_000 - now, 0) + 1_000;
    return /secondary rate limit/i.test(request.message) ? SECONDARY_WAIT : undefined;
}
/**
 * Milliseconds after which a request may be sent again; undefined when it may not. Only reads are repeated: an answer
 * that was lost on its way back does not say whether the write was done. No refusal is repeated: it would be the same.
 * @param attempt how many repetitions there were so far
 */
function retryDelay(request, attempt, now) {
    if (request.method !== 'GET' || attempt >= RETRIES)
        return undefined;
    const { status } = request;
    const pause = PAUSES[attempt] ?? LONGEST_WAIT;
    if (status !== undefined && status < 500 && status !== 403 && status !== 429)
        return undefined;
    const wait = limitWait(request, now) ?? (status === 403 ? undefined : pause);
    return wait !== undefined && wait <= LONGEST_WAIT ? wait : undefined;
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/unreadable.js

/** The permission of the job's token that a call needs, by the path after the repository; the first match counts. */
const PERMISSIONS = [
    [/^\/pulls|^\/commits\/[^/]+\/pulls/, 'pull-requests: read'],
    [/^\/orgs\//, 'members: read" of an app of the organisation, given as "github-token'],
    [/^\/actions/, 'actions: read'],
    [/^\/deployments/, 'deployments: write'],
    [/./, 'contents: read'],
];
/** The path of a request as GitHub's documentation writes it, without query, also below a prefix such as `/api/v3`. */
function pathOf(url) {
    const path = URL.canParse(url) ? new URL(url).pathname : url.replace(/\?.*$/, '');
    return path.slice(Math.max(path.search(/\/(?:repos|orgs)\//), 0));
}
function permissionFor(method, path) {
    const rest = path.replace(/^\/repos\/[^/]+\/[^/]+/, '');
    const found = PERMISSIONS.find(([pattern]) => pattern.test(rest))?.[1] ?? 'metadata: read';
    return method === 'GET' ? found.replace(/: write$/, ': read') : found;
}
function advice(failure, permission) {
    const { status } = failure;
    const limited = status === 429 || (status === 403 && /rate limit/i.test(failure.message));
    const again = failure.method === 'GET' || failure.url.endsWith('/graphql')
        ? 'run the job again'
        : 'whether it was done is not known; look before you run the job again';
    if (status === undefined)
        return `GitHub could not be reached; ${again}`;
    if (status >= 500)
        return `GitHub did not answer; ${again}`;
    if (limited)
        return 'the rate limit of the token is used up; run the job again later';
    if (status === 401)
        return 'the github-token is not valid or has expired; give the step a current one';
    if (status === 403)
        return `the job needs "${permission}"`;
    if (status === 404)
        return `it does not exist, or the job needs "${permission}"`;
    return 'the answer cannot be decided on; report it with the debug log';
}
/** One line: the call, what came back, and what to do about it. */
function unreadable(failure) {
    const path = pathOf(failure.url);
    const said = failure.message.replaceAll(/\s+/g, ' ').slice(0, 200).trim();
    const seen = [failure.status, said].filter((part) => part !== undefined && part !== '').join(' ');
    return new errors/* UserError */.y('GITHUB_UNREADABLE', `${failure.method} ${path}: ${seen}; ${advice(failure, permissionFor(failure.method, path))}`, { cause: failure.cause });
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/client.js





/** Milliseconds for one request with its answer. */
const TIMEOUT = 20_000;
/** Bytes of one answer. */
const LONGEST_ANSWER = 32 * 1024 * 1024;
/** What an answer says about the limit that it was counted against; undefined when it says nothing. */
function quotaOf(headers) {
    const [limit, remaining] = ['limit', 'remaining'].map((name) => headers.get(`x-ratelimit-${name}`) ?? '');
    const resource = headers.get('x-ratelimit-resource') ?? '';
    if (![limit, remaining].every((text) => /^\d{1,9}$/.test(text ?? '')) || !/^\w{1,40}$/.test(resource))
        return undefined;
    return { resource, limit: Number(limit), remaining: Number(remaining) };
}
/** The bytes of an answer. @throws when there are more than `limit`, before they are all in memory. */
async function client_readBytes(response, limit) {
    const chunks = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
        length += chunk.length;
        if (length > limit)
            throw new Error(`the answer is longer than ${limit} bytes`);
        chunks.push(chunk);
    }
    return new Uint8Array(Buffer.concat(chunks));
}
/**
 * Sends one request and reads its whole answer. octokit takes an answer that was cut off on the way for an empty
 * text, and an empty text for an empty list; read here, a cut is an error, and the request is sent again.
 */
function makeFetch(connection) {
    return async (input, init) => {
        connection.onRequest();
        const signal = AbortSignal.timeout(connection.timeout ?? TIMEOUT);
        const response = await fetch(input, { ...init, signal });
        const time = Date.parse(response.headers.get('date') ?? '');
        if (!Number.isNaN(time))
            connection.onTime?.(time);
        const quota = quotaOf(response.headers);
        if (quota !== undefined)
            connection.onQuota?.(quota);
        const bytes = await client_readBytes(response, LONGEST_ANSWER);
        const { status, statusText, headers } = response;
        const whole = new Response(bytes.length > 0 ? bytes : null, { status, statusText, headers });
        return Object.defineProperty(whole, 'url', { value: response.url });
    };
}
/** Countersign sends no mutations: what goes to GraphQL is a read, although it is posted. */
const isRead = (options) => options.method === 'GET' || /\/graphql$/.test(options.url);
/** Decides in place of the retry plugin which requests are sent again; the plugin does the sending. */
function retryReads(octokit) {
    octokit.hook.error('request', (thrown, options) => {
        const error = thrown;
        const status = error.response === undefined ? undefined : error.status;
        const headers = error.response?.headers ?? {};
        const attempt = Number(options.request['retryCount'] ?? 0);
        const delay = retryDelay({ method: isRead(options) ? 'GET' : options.method, status, headers, message: error.message }, attempt, Date.now());
        if (delay === undefined || error.request === undefined)
            throw thrown;
        throw octokit.retry.retryRequest(error, RETRIES, delay);
    });
}
const Client = dist_src/* Octokit */.E.plugin(retryReads, plugin_retry_dist_bundle/* retry */.L, dist_bundle/* paginateRest */.ud);
/** Every status: the retry plugin's own rule looks at no method, and would send a write again. */
const NEVER_BY_STATUS = Array.from({ length: 200 }, (_, index) => 400 + index);
/**
 * octokit with Countersign's rules: reads are repeated within limits, writes never, every failure is GITHUB_UNREADABLE.
 */
function makeClient(connection) {
    const client = new Client({
        auth: connection.token,
        baseUrl: connection.apiUrl,
        userAgent: 'countersign',
        request: { fetch: makeFetch(connection) },
        retry: { doNotRetry: NEVER_BY_STATUS, retryAfterBaseValue: connection.patience ?? 1 },
        log: { debug() { }, info() { }, warn() { }, error() { } },
    });
    client.hook.before('request', (options) => {
        options.headers['x-github-api-version'] = '2022-11-28';
    });
    // Registered after the plugins, so around them: paging takes a bare 409 for an empty list, and gets none from here.
    client.hook.error('request', (thrown, options) => {
        const error = thrown;
        const { method, url } = client.request.endpoint(options);
        const status = error.response === undefined ? undefined : error.status;
        throw unreadable({ method, url, status, message: error.message, cause: thrown });
    });
    client.hook.after('request', (response, options) => {
        // Raw bytes are the business of the one who asked for them.
        if (options.request?.parseSuccessResponseBody === false)
            return;
        if (typeof response.data === 'object' && response.data !== null)
            return;
        const { method, url } = client.request.endpoint(options);
        throw unreadable({ method, url, status: response.status, message: 'the answer is not JSON' });
    });
    return client;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 8 modules
var schemas = __webpack_require__(32716);
;// CONCATENATED MODULE: ./.build/shared/adapters/github/read.js


/** Pages of one list; more would be a next page that leads back. */
const MOST_PAGES = 200;
/**
 * The answer in our words.
 * @throws UserError('GITHUB_UNREADABLE') that names the first field that is missing or odd
 */
function parseAnswer(answer, schema, method = 'GET') {
    const result = schema.safeParse(answer.data);
    if (result.success)
        return result.data;
    const [issue] = result.error.issues;
    const field = issue === undefined || issue.path.length === 0 ? 'the answer' : `"${issue.path.map(String).join('.')}"`;
    const message = `${field} is missing or of another form than GitHub documents`;
    throw unreadable({ method, url: answer.url, status: answer.status, message });
}
const counted = schemas/* object */.Ikc({ total_count: schemas/* int */.Whr().min(0) });
/**
 * Every item of every page, by the key that tells items apart.
 * @throws UserError('GITHUB_UNREADABLE') when a page cannot be read, or when there are not as many items as GitHub
 * says there are: an item that came or went between two pages pushes another one across the border unseen.
 */
async function readPages(pages, schema, keyOf) {
    const items = new Map();
    let last;
    let count = 0;
    for await (const page of pages) {
        for (const item of parseAnswer(page, schemas/* array */.YOg(schema)))
            items.set(keyOf(item), item);
        const total = counted.safeParse({ total_count: page.data.total_count });
        last = { page, total: total.success ? total.data.total_count : undefined };
        count += 1;
        if (count > MOST_PAGES)
            throw unreadable({ method: 'GET', url: page.url, status: page.status, message: 'the list does not end' });
    }
    if (last?.total !== undefined && last.total !== items.size)
        throw unreadable({
            method: 'GET',
            url: last.page.url,
            status: last.page.status,
            message: `the list has ${last.total} entries, of which ${items.size} came; it changed while it was read, or is longer than GitHub gives`,
        });
    return [...items.values()];
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(64377);
;// CONCATENATED MODULE: ./.build/shared/domain/subject.js
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** True for a complete sha256 digest. */
const isDigest = (text) => DIGEST.test(text);
/** The only form in which an image may be put into a manifest: name and digest. */
const pinned = (image) => `${image.name}@${image.digest}`;

;// CONCATENATED MODULE: ./.build/shared/adapters/github/shapes.js


/*
 * The part of GitHub's answers that decisions rest on, and what becomes of it. A field that is missing or of another
 * type makes the whole answer unreadable: `undefined === undefined` must never be what two facts agree on.
 */
const id = schemas/* int */.Whr().positive();
const sha = schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const time = iso/* datetime */.w$({ offset: true });
const digest = schemas/* custom */.IeY((value) => typeof value === 'string' && isDigest(value));
const account = schemas/* object */.Ikc({ id, login: schemas/* string */.YjP().min(1), type: schemas/* enum */.k5n(['User', 'Bot', 'Organization', 'Mannequin']) })
    .transform((found) => found);
/** GitHub writes `{}` or null where it knows no account. */
const accountOrNone = schemas/* union */.KCZ([account, schemas/* null */.chJ(), schemas/* strictObject */.rej({}).transform(() => null)]);
const repositoryShape = schemas/* object */.Ikc({ id, default_branch: schemas/* string */.YjP().min(1) })
    .transform((found) => ({ id: found.id, defaultBranch: found.default_branch }));
const branchShape = schemas/* object */.Ikc({ name: schemas/* string */.YjP(), protected: schemas/* boolean */.zMY(), commit: schemas/* object */.Ikc({ sha }) })
    .transform((found) => ({ name: found.name, sha: found.commit.sha, protected: found.protected }));
const signature = schemas/* object */.Ikc({ email: schemas/* string */.YjP() });
const commitShape = schemas/* object */.Ikc({
    sha,
    parents: schemas/* array */.YOg(schemas/* object */.Ikc({ sha })),
    author: accountOrNone,
    committer: accountOrNone,
    commit: schemas/* object */.Ikc({ message: schemas/* string */.YjP(), tree: schemas/* object */.Ikc({ sha }), author: signature, committer: signature }),
})
    .transform(({ commit, ...found }) => ({
    sha: found.sha,
    tree: commit.tree.sha,
    parents: found.parents.map((parent) => parent.sha),
    author: found.author,
    committer: found.committer,
    authorEmail: commit.author.email,
    committerEmail: commit.committer.email,
    message: commit.message,
}));
const pullRequestShape = schemas/* object */.Ikc({
    number: id,
    html_url: schemas/* string */.YjP(),
    title: schemas/* string */.YjP(),
    state: schemas/* enum */.k5n(['open', 'closed']),
    user: accountOrNone,
    base: schemas/* object */.Ikc({ ref: schemas/* string */.YjP().min(1) }),
    head: schemas/* object */.Ikc({ sha, ref: schemas/* string */.YjP().min(1), repo: schemas/* object */.Ikc({ id, full_name: schemas/* string */.YjP() }).nullable() }),
    merged_at: time.nullable(),
    merge_commit_sha: sha.nullable(),
    updated_at: time,
})
    .transform((found) => ({
    number: found.number,
    url: found.html_url,
    title: found.title,
    state: found.state,
    opener: found.user,
    base: found.base.ref,
    head: found.head.sha,
    headBranch: found.head.ref,
    headRepository: found.head.repo?.full_name ?? null,
    headRepositoryId: found.head.repo?.id ?? null,
    mergedAt: found.merged_at,
    // Before the merge the same field holds GitHub's test merge, which nobody deploys.
    mergeCommit: found.merged_at === null ? null : found.merge_commit_sha,
    updatedAt: found.updated_at,
}));
const reviewShape = schemas/* object */.Ikc({
    id,
    user: accountOrNone,
    state: schemas/* enum */.k5n(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
    commit_id: sha.nullable(),
    submitted_at: time.optional(),
    body: schemas/* string */.YjP().nullable(),
    html_url: schemas/* string */.YjP(),
})
    .refine((found) => found.state === 'PENDING' || found.submitted_at !== undefined, { path: ['submitted_at'] })
    .transform((found) => ({
    id: found.id,
    user: found.user,
    state: found.state,
    commit: found.commit_id,
    tree: null,
    submittedAt: found.submitted_at ?? null,
    body: found.body ?? '',
    edited: 'unknown',
    url: found.html_url,
}));
const activityShape = schemas/* object */.Ikc({ id, after: sha, timestamp: time, activity_type: schemas/* string */.YjP(), actor: accountOrNone })
    .transform((found) => ({
    id: found.id,
    after: found.after,
    at: found.timestamp,
    type: found.activity_type,
    by: found.actor,
}));
const teamShape = schemas/* object */.Ikc({ id });
const membershipShape = schemas/* object */.Ikc({ state: schemas/* enum */.k5n(['active', 'pending']) });
const environmentReviewShape = schemas/* object */.Ikc({
    state: schemas/* enum */.k5n(['approved', 'rejected', 'pending']),
    user: accountOrNone,
    comment: schemas/* string */.YjP(),
    environments: schemas/* array */.YOg(schemas/* object */.Ikc({ name: schemas/* string */.YjP().min(1) })),
})
    .transform((found) => ({ ...found, environments: found.environments.map(({ name }) => name) }));
const runFields = schemas/* object */.Ikc({
    id,
    run_attempt: schemas/* int */.Whr().positive(),
    name: schemas/* string */.YjP().nullish(),
    path: schemas/* string */.YjP(),
    event: schemas/* string */.YjP(),
    head_sha: sha,
    head_branch: schemas/* string */.YjP().nullable(),
    head_repository: schemas/* object */.Ikc({ id }).nullable(),
    repository: schemas/* object */.Ikc({ id }),
    status: schemas/* string */.YjP().nullable(),
    conclusion: schemas/* string */.YjP().nullable(),
    created_at: time,
    html_url: schemas/* string */.YjP(),
});
const runOf = (found) => ({
    id: found.id,
    attempt: found.run_attempt,
    name: found.name ?? '',
    path: found.path,
    event: found.event,
    headSha: found.head_sha,
    headBranch: found.head_branch,
    headRepositoryId: found.head_repository?.id ?? null,
    repositoryId: found.repository.id,
    status: found.status ?? '',
    conclusion: found.conclusion,
    createdAt: found.created_at,
    url: found.html_url,
});
const runShape = runFields.transform(runOf);
const startedRunShape = runFields
    .extend({ actor: accountOrNone, triggering_actor: accountOrNone })
    .transform((found) => ({ ...runOf(found), actor: found.actor, triggeringActor: found.triggering_actor }));
const commentShape = schemas/* object */.Ikc({ id, user: accountOrNone, body: schemas/* string */.YjP().nullish() })
    .transform((found) => ({ id: found.id, author: found.user, body: found.body ?? '' }));
const artifactShape = schemas/* object */.Ikc({
    id,
    name: schemas/* string */.YjP(),
    size_in_bytes: schemas/* int */.Whr().min(0),
    digest: digest.nullish(),
    expired: schemas/* boolean */.zMY(),
    created_at: time,
    workflow_run: schemas/* object */.Ikc({ id, head_sha: sha, head_repository_id: id.nullish(), repository_id: id }),
})
    .transform((found) => ({
    id: found.id,
    name: found.name,
    size: found.size_in_bytes,
    digest: found.digest ?? null,
    expired: found.expired,
    createdAt: found.created_at,
    runId: found.workflow_run.id,
    headSha: found.workflow_run.head_sha,
    headRepositoryId: found.workflow_run.head_repository_id ?? null,
    repositoryId: found.workflow_run.repository_id,
}));
/** How many commits a pull request really has. */
const commitCountShape = schemas/* object */.Ikc({ commits: schemas/* int */.Whr().min(0) }).transform((found) => found.commits);
const deploymentShape = schemas/* object */.Ikc({ id }).transform((found) => found.id);

;// CONCATENATED MODULE: ./.build/shared/adapters/github/conversation.js


/** The comments of a pull request; for GitHub they are those of an issue. */
function conversation(client, at) {
    return {
        comments(pullRequest) {
            const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
            const pages = client.paginate.iterator(route, { ...at, issue_number: pullRequest, per_page: 100 });
            return readPages(pages, commentShape, (one) => one.id);
        },
        async createComment(pullRequest, body) {
            const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
            await client.request(route, { ...at, issue_number: pullRequest, body });
        },
        async updateComment(comment, body) {
            const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
            await client.request(route, { ...at, comment_id: comment, body });
        },
    };
}

// EXTERNAL MODULE: ./.build/shared/domain/record.js + 1 modules
var domain_record = __webpack_require__(1223);
;// CONCATENATED MODULE: ./.build/shared/adapters/github/download.js



/** Bytes of an artifact that are read at most. */
const LARGEST = 128 * 1024 * 1024;
/** Milliseconds for the whole download. */
const download_TIMEOUT = 120_000;
/**
 * Asks the API for the artifact's address and fetches the bytes from there, without the token: the address is of the
 * artifact store, which has no business with it, and holds its own short-lived signature, which no message may show.
 */
function makeDownloadFetch(connection, limit) {
    return async (input, init) => {
        const signal = AbortSignal.timeout(connection.timeout ?? download_TIMEOUT);
        connection.onRequest();
        const answer = await fetch(input, { ...init, redirect: 'manual', signal });
        const location = answer.headers.get('location');
        if (answer.status < 300 || answer.status >= 400 || location === null)
            return answer;
        await answer.body?.cancel();
        const target = new URL(location, connection.apiUrl);
        if (target.protocol !== 'https:' && target.protocol !== new URL(connection.apiUrl).protocol)
            throw new Error(`the artifact store at ${target.host} is not reached by https`);
        const stored = await fetch(target, { signal });
        if (!stored.ok)
            throw new Error(`the artifact store at ${target.host} answered ${stored.status}`);
        return new Response(await client_readBytes(stored, limit), {
            status: 200,
            headers: { 'content-type': 'application/zip' },
        });
    };
}
/** The artifact's zip, once its bytes have been found to be what GitHub states. */
async function downloadArtifact(client, connection, repository, artifact) {
    const url = `/repos/${repository.owner}/${repository.repo}/actions/artifacts/${artifact.id}/zip`;
    const refuse = (message) => {
        throw unreadable({ method: 'GET', url, status: 200, message: `artifact "${artifact.name}" ${message}` });
    };
    if (artifact.digest === null)
        return refuse('has no digest; upload it with version 4 or later of upload-artifact');
    if (artifact.expired)
        return refuse('has expired; run the job that made it again');
    if (artifact.size > LARGEST)
        return refuse(`has ${artifact.size} bytes; at most ${LARGEST} are read`);
    const { data } = await client.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
        ...repository,
        artifact_id: artifact.id,
        archive_format: 'zip',
        request: { fetch: makeDownloadFetch(connection, LARGEST), parseSuccessResponseBody: false },
    });
    if (!(data instanceof ReadableStream))
        return refuse('was not sent');
    const bytes = await client_readBytes(new Response(data), LARGEST);
    if (`sha256:${(0,domain_record/* sha256 */.sc)(bytes)}` !== artifact.digest)
        return refuse('does not have the digest that GitHub states for it');
    return bytes;
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/history.js




const PER_PAGE = 100;
/** Commits of one comparison; more than this nobody looks through, and neither do we. */
const MOST_COMMITS = 2_500;
const comparison = schemas/* object */.Ikc({
    status: schemas/* enum */.k5n(['ahead', 'behind', 'diverged', 'identical']),
    total_commits: schemas/* int */.Whr().min(0),
    commits: schemas/* array */.YOg(commitShape),
});
const history_id = schemas/* int */.Whr().positive();
const history_time = iso/* datetime */.w$({ offset: true });
const deployment = schemas/* object */.Ikc({
    id: history_id,
    sha: schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
    environment: schemas/* string */.YjP(),
    payload: schemas/* unknown */.L5J(),
    creator: accountOrNone,
    created_at: history_time,
})
    .transform((found) => {
    // GitHub gives the payload as it was sent: an object, or JSON as text.
    const payload = schemas/* object */.Ikc({ run: schemas/* string */.YjP().regex(/^\d{1,15}$/) }).safeParse(found.payload);
    const run = payload.success ? Number(payload.data.run) : null;
    const { sha, environment, creator } = found;
    return { id: found.id, sha, environment, run, creator, createdAt: found.created_at };
});
const deploymentEvent = schemas/* object */.Ikc({ id: history_id, state: schemas/* string */.YjP().min(1), created_at: history_time, log_url: schemas/* string */.YjP().nullish() })
    .transform((found) => ({
    id: found.id,
    state: found.state,
    at: found.created_at,
    logUrl: found.log_url || null,
}));
const fail = (answer, message) => unreadable({ method: 'GET', url: answer.url, status: answer.status, message });
async function compare(client, at, from, to) {
    const commits = new Map();
    for (let page = 1;; page += 1) {
        const where = { ...at, basehead: `${from}...${to}`, per_page: PER_PAGE, page };
        const answer = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', where);
        const found = parseAnswer(answer, comparison);
        for (const commit of found.commits)
            commits.set(commit.sha, commit);
        const { status, total_commits: total } = found;
        if (total > MOST_COMMITS)
            throw fail(answer, `${total} commits, more than ${MOST_COMMITS}; release more often`);
        if (commits.size === total)
            return { status, commits: [...commits.values()] };
        if (commits.size > total || found.commits.length === 0)
            throw fail(answer, `${total} commits, of which ${commits.size} came; it changed while it was read`);
    }
}
/** The reads that ask what happened before: history, merged pull requests, deployments. */
function historyReads(client, at) {
    return {
        commitsBetween: (from, to) => compare(client, at, from, to),
        async recentlyClosed(base) {
            const order = { state: 'closed', sort: 'updated', direction: 'desc', per_page: PER_PAGE };
            const answer = await client.request('GET /repos/{owner}/{repo}/pulls', { ...at, base, ...order });
            return parseAnswer(answer, schemas/* array */.YOg(pullRequestShape));
        },
        async deployments(environment) {
            const question = { ...at, environment, per_page: PER_PAGE };
            const answer = await client.request('GET /repos/{owner}/{repo}/deployments', question);
            const newest = parseAnswer(answer, schemas/* array */.YOg(deployment));
            // Ids grow with time; the order of the list is not promised.
            return { newest: newest.toSorted((a, b) => b.id - a.id), complete: newest.length < PER_PAGE };
        },
        async deploymentEvents(number) {
            const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
            const pages = client.paginate.iterator(route, { ...at, deployment_id: number, per_page: PER_PAGE });
            const events = await readPages(pages, deploymentEvent, (one) => one.id);
            return events.toSorted((a, b) => a.id - b.id);
        },
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/immediate-members.js



/** People of a team itself whose login or name holds a text; REST counts those of its child teams as well. */
const IMMEDIATE = `query Immediate($org: String!, $team: String!, $login: String!) {
  organization(login: $org) { team(slug: $team) {
    members(membership: IMMEDIATE, query: $login, first: 100) { pageInfo { hasNextPage } nodes { databaseId } } } }
}`;
const shape = schemas/* object */.Ikc({
    errors: schemas/* undefined */.Vxk().optional(),
    data: schemas/* object */.Ikc({
        organization: schemas/* object */.Ikc({
            team: schemas/* object */.Ikc({
                members: schemas/* object */.Ikc({
                    pageInfo: schemas/* object */.Ikc({ hasNextPage: schemas/* literal */.euz(false) }),
                    nodes: schemas/* array */.YOg(schemas/* object */.Ikc({ databaseId: schemas/* int */.Whr().positive() })),
                }),
            }),
        }),
    }),
});
/** The read that leaves child teams out. Only GraphQL tells it, so there is no other way when it refuses. */
function immediateMembers(client, graphqlUrl) {
    return {
        async immediateMembership(team, { id, login }) {
            const [org = '', slug = ''] = team.split('/');
            const question = { baseUrl: graphqlUrl, query: IMMEDIATE, variables: { org, team: slug, login } };
            const answer = await client.request('POST /graphql', question);
            // A team that the token cannot see is null here, beside an error that says so.
            if (typeof answer.data === 'object' && answer.data !== null && 'errors' in answer.data) {
                const message = `the members of ${team} cannot be seen; it does not exist, or the token needs "members: read"`;
                throw unreadable({ method: 'POST', url: answer.url, status: 403, message });
            }
            const { data } = parseAnswer(answer, shape, 'POST');
            return data.organization.team.members.nodes.some((one) => one.databaseId === id) ? 'active' : 'none';
        },
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/jobs.js


const jobs_id = schemas/* int */.Whr().positive();
const jobs_time = iso/* datetime */.w$({ offset: true });
const jobShape = schemas/* object */.Ikc({ id: jobs_id, name: schemas/* string */.YjP(), started_at: jobs_time.nullable(), completed_at: jobs_time.nullable() })
    .transform((found) => ({
    id: found.id,
    name: found.name,
    startedAt: found.started_at,
    completedAt: found.completed_at,
}));
/** The read that tells which jobs of a run were run again. */
function jobReads(client, at) {
    return {
        async jobsOfRun(run) {
            const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs';
            const pages = client.paginate.iterator(route, { ...at, run_id: run, filter: 'all', per_page: 100 });
            const jobs = await readPages(pages, jobShape, (one) => one.id);
            return jobs.map(({ id: _, ...job }) => job);
        },
    };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core = __webpack_require__(88532);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./.build/shared/adapters/github/opening-shapes.js


/*
 * GitHub's GraphQL answers in the port's words. As in the shapes of REST, a field that is missing makes the whole
 * answer unreadable; REST is asked then.
 */
const oid = schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const opening_shapes_time = iso/* datetime */.w$({ offset: true });
const databaseId = schemas/* int */.Whr().positive();
/** Whoever did something; null for a deleted account. */
const actor = schemas/* object */.Ikc({ login: schemas/* string */.YjP().min(1), __typename: schemas/* enum */.k5n(['User', 'Bot', 'Mannequin', 'Organization']), databaseId })
    .transform((found) => {
    // REST writes the names of bots with an ending, so that no person can have them; here it is left out.
    const login = found.__typename === 'Bot' ? `${found.login}[bot]` : found.login;
    return { id: found.databaseId, login, type: found.__typename };
})
    .nullable();
const gitActor = schemas/* object */.Ikc({
    email: schemas/* string */.YjP(),
    user: schemas/* object */.Ikc({ login: schemas/* string */.YjP().min(1), databaseId })
        .transform((found) => ({ id: found.databaseId, login: found.login, type: 'User' }))
        .nullable(),
});
const opening_shapes_commitShape = schemas/* object */.Ikc({
    oid,
    message: schemas/* string */.YjP(),
    tree: schemas/* object */.Ikc({ oid }),
    parents: schemas/* object */.Ikc({ nodes: schemas/* array */.YOg(schemas/* object */.Ikc({ oid })) }),
    author: gitActor,
    committer: gitActor,
})
    .transform((found) => ({
    sha: found.oid,
    tree: found.tree.oid,
    parents: found.parents.nodes.map((parent) => parent.oid),
    author: found.author.user,
    committer: found.committer.user,
    authorEmail: found.author.email,
    committerEmail: found.committer.email,
    message: found.message,
}));
const opening_shapes_reviewShape = schemas/* object */.Ikc({
    fullDatabaseId: schemas/* string */.YjP().regex(/^\d+$/),
    author: actor,
    state: schemas/* enum */.k5n(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
    commit: schemas/* object */.Ikc({ oid, tree: schemas/* object */.Ikc({ oid }) }).nullable(),
    submittedAt: opening_shapes_time.nullable(),
    body: schemas/* string */.YjP(),
    lastEditedAt: opening_shapes_time.nullable(),
    editor: actor,
    url: schemas/* string */.YjP(),
})
    .refine((found) => found.state === 'PENDING' || found.submittedAt !== null, { path: ['submittedAt'] })
    .transform((found) => ({
    id: Number(found.fullDatabaseId),
    user: found.author,
    state: found.state,
    commit: found.commit?.oid ?? null,
    tree: found.commit?.tree.oid ?? null,
    submittedAt: found.submittedAt,
    body: found.body,
    edited: found.lastEditedAt === null ? null : { at: found.lastEditedAt, by: found.editor },
    url: found.url,
}));
const page = (node) => schemas/* object */.Ikc({
    pageInfo: schemas/* object */.Ikc({ hasNextPage: schemas/* boolean */.zMY(), endCursor: schemas/* string */.YjP().nullable() }),
    totalCount: schemas/* int */.Whr().min(0),
    nodes: schemas/* array */.YOg(node),
});
const parts = { reviews: page(opening_shapes_reviewShape), commits: page(schemas/* object */.Ikc({ commit: opening_shapes_commitShape })) };
const pullFields = schemas/* object */.Ikc({
    number: databaseId,
    url: schemas/* string */.YjP(),
    title: schemas/* string */.YjP(),
    state: schemas/* enum */.k5n(['OPEN', 'CLOSED', 'MERGED']),
    author: actor,
    baseRefName: schemas/* string */.YjP().min(1),
    headRefName: schemas/* string */.YjP().min(1),
    headRefOid: oid,
    headRepository: schemas/* object */.Ikc({ databaseId, nameWithOwner: schemas/* string */.YjP() }).nullable(),
    mergedAt: opening_shapes_time.nullable(),
    mergeCommit: schemas/* object */.Ikc({ oid }).nullable(),
    updatedAt: opening_shapes_time,
});
const pullOf = (found) => ({
    number: found.number,
    url: found.url,
    title: found.title,
    state: found.state === 'OPEN' ? 'open' : 'closed',
    opener: found.author,
    base: found.baseRefName,
    head: found.headRefOid,
    headBranch: found.headRefName,
    headRepository: found.headRepository?.nameWithOwner ?? null,
    headRepositoryId: found.headRepository?.databaseId ?? null,
    mergedAt: found.mergedAt,
    mergeCommit: found.mergedAt === null ? null : (found.mergeCommit?.oid ?? null),
    updatedAt: found.updatedAt,
});
/** A pull request with the first pages of its parts. */
const pullShape = pullFields
    .extend(parts)
    .transform((found) => ({ pull: pullOf(found), reviews: found.reviews, commits: found.commits }));
/** A commit with every pull request around it; unreadable when there are more than were asked for. */
const relatedShape = schemas/* object */.Ikc({
    oid,
    associatedPullRequests: schemas/* object */.Ikc({
        pageInfo: schemas/* object */.Ikc({ hasNextPage: schemas/* literal */.euz(false) }),
        nodes: schemas/* array */.YOg(pullFields.transform(pullOf)),
    }),
})
    .transform((found) => ({ sha: found.oid, pulls: found.associatedPullRequests.nodes }));
const answer = (data) => schemas/* object */.Ikc({ data: schemas/* object */.Ikc({ repository: data }) });
/** The answer to `OPENING`. */
const openingShape = answer(schemas/* object */.Ikc({
    file: schemas/* object */.Ikc({ oid, byteSize: schemas/* int */.Whr().optional(), text: schemas/* string */.YjP().nullish() }).nullable(),
    commit: opening_shapes_commitShape.and(schemas/* object */.Ikc({
        associatedPullRequests: schemas/* object */.Ikc({
            pageInfo: schemas/* object */.Ikc({ hasNextPage: schemas/* literal */.euz(false) }),
            nodes: schemas/* array */.YOg(pullShape),
        }),
    })),
})).transform(({ data }) => data.repository);
/** The answer to `MORE`. */
const moreShape = answer(schemas/* object */.Ikc({ pullRequest: schemas/* object */.Ikc(parts) })).transform(({ data }) => data.repository.pullRequest);
/** The bytes of a file that came as text; null unless git's own name for them proves that they are its bytes. */
function bytesOf(blob) {
    if (typeof blob?.text !== 'string')
        return null;
    const bytes = new TextEncoder().encode(blob.text);
    const hash = (0,external_node_crypto_.createHash)(blob.oid.length === 40 ? 'sha1' : 'sha256')
        .update(`blob ${bytes.length}\0`)
        .update(bytes);
    return hash.digest('hex') === blob.oid ? bytes : null;
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/opening-deployments.js


const opening_deployments_time = iso/* datetime */.w$({ offset: true });
const opening_deployments_page = (node) => schemas/* object */.Ikc({ pageInfo: schemas/* object */.Ikc({ hasNextPage: schemas/* boolean */.zMY() }), nodes: schemas/* array */.YOg(node) });
const opening_deployments_status = schemas/* object */.Ikc({ state: schemas/* string */.YjP().min(1), createdAt: opening_deployments_time, logUrl: schemas/* string */.YjP().nullish() });
/** What REST gives as a value comes as JSON here, and as text in JSON where it was sent as text. */
const payload = schemas/* string */.YjP()
    .nullable()
    .transform((text, context) => {
    if (text === null || text === '')
        return null;
    try {
        const value = JSON.parse(text);
        return typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;
    }
    catch {
        context.addIssue({ code: 'custom', message: 'it is not JSON' });
        return core/* NEVER */.tm;
    }
});
const opening_deployments_deployment = schemas/* object */.Ikc({
    databaseId: schemas/* int */.Whr().positive(),
    commitOid: schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
    environment: schemas/* string */.YjP(),
    payload,
    createdAt: opening_deployments_time,
    creator: actor,
    statuses: opening_deployments_page(opening_deployments_status),
});
const opening_deployments_answer = schemas/* object */.Ikc({ data: schemas/* object */.Ikc({ deployed: schemas/* object */.Ikc({ deployments: opening_deployments_page(opening_deployments_deployment) }) }) });
const named = schemas/* object */.Ikc({ run: schemas/* string */.YjP().regex(/^\d{1,15}$/) });
function deploymentOf(found) {
    const run = named.safeParse(found.payload);
    return {
        id: found.databaseId,
        sha: found.commitOid,
        environment: found.environment,
        run: run.success ? Number(run.data.run) : null,
        creator: found.creator,
        createdAt: found.createdAt,
    };
}
/** Oldest first. Undefined when there are more, or when two are of one second, so that nothing tells their order. */
function eventsOf({ statuses }) {
    const times = new Set(statuses.nodes.map(({ createdAt }) => createdAt));
    if (statuses.pageInfo.hasNextPage || times.size !== statuses.nodes.length)
        return undefined;
    return statuses.nodes
        .toSorted((left, right) => Date.parse(left.createdAt) - Date.parse(right.createdAt))
        .map(({ state, createdAt, logUrl }, index) => ({
        id: index + 1,
        state: state.toLowerCase(),
        at: createdAt,
        logUrl: logUrl || null,
    }));
}
/** Deployments in the answer to `OPENING`; null when they are not there or not as GitHub describes them: REST is asked then. */
function deploymentsOf(data, environment) {
    const parsed = opening_deployments_answer.safeParse(data);
    if (!parsed.success)
        return null;
    const { nodes, pageInfo } = parsed.data.data.deployed.deployments;
    if (nodes.some((one) => one.environment !== environment))
        return null;
    const events = nodes.flatMap((one) => {
        const known = eventsOf(one);
        return known === undefined ? [] : [[one.databaseId, known]];
    });
    return {
        environment,
        newest: nodes.map(deploymentOf).toSorted((left, right) => right.id - left.id),
        complete: !pageInfo.hasNextPage,
        events: new Map(events),
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/opening-query.js
const ACTOR = `login __typename
  ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } ... on Organization { databaseId }`;
const COMMIT = `oid message tree { oid } parents(first: 3) { nodes { oid } }
  author { email user { login databaseId } } committer { email user { login databaseId } }`;
const REVIEWS = `pageInfo { hasNextPage endCursor } totalCount
  nodes { fullDatabaseId author { ${ACTOR} } state commit { oid tree { oid } } submittedAt body
    lastEditedAt editor { ${ACTOR} } url }`;
const COMMITS = `pageInfo { hasNextPage endCursor } totalCount nodes { commit { ${COMMIT} } }`;
const PULL = `number url title state author { ${ACTOR} } baseRefName headRefName headRefOid
  headRepository { databaseId nameWithOwner } mergedAt mergeCommit { oid } updatedAt`;
const DEPLOYMENTS = `pageInfo { hasNextPage } nodes { databaseId commitOid environment payload createdAt creator { ${ACTOR} }
  statuses(first: 30) { pageInfo { hasNextPage } nodes { state createdAt logUrl } } }`;
/**
 * A file at one commit; another commit with every pull request around it, each with its reviews and commits; and, where
 * an environment is given, its newest deployments. Those stand apart: a token may be refused them and not the rest.
 */
const OPENING = `query Opening(
  $owner: String!, $repo: String!, $sha: GitObjectID!, $file: String!, $environments: [String!], $deployed: Boolean!
) {
  deployed: repository(owner: $owner, name: $repo) @include(if: $deployed) {
    deployments(first: 30, environments: $environments, orderBy: { field: CREATED_AT, direction: DESC }) { ${DEPLOYMENTS} }
  }
  repository(owner: $owner, name: $repo) {
    file: object(expression: $file) { __typename oid ... on Blob { byteSize text } }
    commit: object(oid: $sha) { __typename ... on Commit { ${COMMIT}
      associatedPullRequests(first: 5) { pageInfo { hasNextPage } nodes { ${PULL}
        reviews(first: 100) { ${REVIEWS} } commits(first: 100) { ${COMMITS} } } } } }
  }
}`;
/** The next pages of one pull request. */
const MORE = `query More($owner: String!, $repo: String!, $number: Int!, $reviews: String, $commits: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
    reviews(first: 100, after: $reviews) { ${REVIEWS} } commits(first: 100, after: $commits) { ${COMMITS} } } }
}`;
/** Where text is put into a question it is a number or a hash, never a word of somebody's. */
const aliases = (parts) => `query Many($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${parts.join('\n')} } }`;
/** Several pull requests by their numbers, with as many reviews and commits as most of them have. */
const pullsQuery = (numbers) => aliases(numbers.map((number) => `p${Math.trunc(number)}: pullRequest(number: ${Math.trunc(number)}) { ${PULL} reviews(first: 50) { ${REVIEWS} } commits(first: 50) { ${COMMITS} } }`));
/** The pull requests around several commits, without their parts. @throws for what is no commit id */
const relatedQuery = (shas) => aliases(shas.map((sha) => {
    if (!/^[0-9a-f]{40,64}$/.test(sha))
        throw new TypeError(`"${sha}" is no commit id`);
    return `c${sha}: object(oid: "${sha}") { ... on Commit { oid associatedPullRequests(first: 10) { pageInfo { hasNextPage } nodes { ${PULL} } } } }`;
}));

;// CONCATENATED MODULE: ./.build/shared/adapters/github/opening.js







/** Answers for one pull request; more would be a cursor that leads back. */
const opening_MOST_PAGES = 20;
/** `https://api.github.com`, or `https://host/api` where REST is at `https://host/api/v3`. */
const graphqlBase = (apiUrl) => apiUrl.replace(/\/v3\/?$/, '');
/** A refusal of the question itself; another way of asking may be allowed. An answer that did not come is not one. */
function isRefusal(thrown) {
    const cause = thrown instanceof errors/* UserError */.y ? thrown.cause : undefined;
    if (!(cause instanceof Error && 'response' in cause && 'status' in cause))
        return false;
    const { status } = cause;
    return typeof status === 'number' && status >= 400 && status < 500 && status !== 401 && status !== 429;
}
const errorsShape = schemas/* object */.Ikc({ errors: schemas/* array */.YOg(schemas/* object */.Ikc({ path: schemas/* array */.YOg(schemas/* unknown */.L5J()) })) });
/** Whether everything that GitHub refused lies in one part of the question, which it then left out. */
const refusedOnly = (data, part) => {
    const parsed = errorsShape.safeParse(data);
    return parsed.success && parsed.data.errors.every(({ path }) => path[0] === part);
};
/**
 * The answer; undefined when GitHub refuses the question.
 * @param optional part of the question that may be refused by itself
 */
async function answerOf(client, apiUrl, question, optional) {
    try {
        const answer = await client.request('POST /graphql', { baseUrl: graphqlBase(apiUrl), ...question });
        const data = answer.data;
        const refused = typeof data === 'object' && data !== null && 'errors' in data;
        return refused && (optional === undefined || !refusedOnly(data, optional)) ? undefined : data;
    }
    catch (thrown) {
        if (isRefusal(thrown))
            return undefined;
        throw thrown;
    }
}
/** The answer in its shape; undefined when GitHub refuses the question or answers less than was asked. */
async function ask(client, apiUrl, question, shape) {
    const parsed = shape.safeParse(await answerOf(client, apiUrl, question));
    return parsed.success ? parsed.data : undefined;
}
/** Whether the address belongs to nobody that GraphQL knows; REST also knows the accounts of apps. */
const isUnknown = (account, email) => account === null && !/(?:^noreply@github\.com|@users\.noreply\.github\.com)$/i.test(email);
const everyoneKnown = (commits) => !commits.some((one) => isUnknown(one.author, one.authorEmail) || isUnknown(one.committer, one.committerEmail));
/** GitHub lists no more commits of a pull request than this, and does not say that it left some out. */
const opening_MOST_COMMITS = 250;
/** Whether a list that is as long as it can be is all there is; REST counts the commits themselves. */
async function isAll(client, at, number, commits) {
    if (commits < opening_MOST_COMMITS)
        return true;
    const answer = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { ...at, pull_number: number });
    return parseAnswer(answer, commitCountShape) === commits;
}
/** Reads the pages that the first answer did not hold. Undefined when what came is not all there is. */
async function whole(client, at, apiUrl, first) {
    const reviews = new Map(first.reviews.nodes.map((one) => [one.id, one]));
    const commits = new Map(first.commits.nodes.map(({ commit }) => [commit.sha, commit]));
    let last = first;
    let answers = 1;
    while (last.reviews.pageInfo.hasNextPage || last.commits.pageInfo.hasNextPage) {
        if (answers >= opening_MOST_PAGES)
            return undefined;
        const after = { reviews: last.reviews.pageInfo.endCursor, commits: last.commits.pageInfo.endCursor };
        const variables = { ...at, number: first.pull.number, ...after };
        const more = await ask(client, apiUrl, { query: MORE, variables }, moreShape);
        if (more === undefined)
            return undefined;
        for (const one of more.reviews.nodes)
            reviews.set(one.id, one);
        for (const { commit } of more.commits.nodes)
            commits.set(commit.sha, commit);
        // A list that has ended keeps its last cursor, so that its next page is empty.
        last = {
            reviews: { ...more.reviews, pageInfo: keepCursor(last.reviews.pageInfo, more.reviews.pageInfo) },
            commits: { ...more.commits, pageInfo: keepCursor(last.commits.pageInfo, more.commits.pageInfo) },
        };
        answers += 1;
    }
    const counted = reviews.size === last.reviews.totalCount && commits.size === last.commits.totalCount;
    const complete = counted && (await isAll(client, at, first.pull.number, commits.size));
    const found = { pull: first.pull, reviews: [...reviews.values()], commits: [...commits.values()], answers };
    return complete && everyoneKnown(found.commits) ? found : undefined;
}
const keepCursor = (before, now) => ({
    ...now,
    endCursor: now.endCursor ?? before.endCursor,
});
/** The first question of a gate, in one request of GraphQL. */
function openingRead(client, at, apiUrl) {
    return {
        async opening(commit, file, environment) {
            const deployed = { deployed: environment !== null, environments: environment === null ? null : [environment] };
            const variables = { ...at, sha: commit, file: `${file.ref}:${file.path}`, ...deployed };
            const data = await answerOf(client, apiUrl, { query: OPENING, variables }, 'deployed');
            const parsed = openingShape.safeParse(data);
            if (!parsed.success || parsed.data.commit.sha !== commit)
                return undefined;
            const found = parsed.data;
            const { associatedPullRequests, ...own } = found.commit;
            const { nodes } = associatedPullRequests;
            const pulls = await Promise.all(nodes.map(async (node) => {
                return { pull: node.pull, parts: (await whole(client, at, apiUrl, node)) ?? null };
            }));
            const deployments = environment === null ? null : deploymentsOf(data, environment);
            return { commit: everyoneKnown([own]) ? own : null, file: bytesOf(found.file), pulls, deployments };
        },
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/many.js




/** Of one question. GitHub counts a point for each hundred lists in it, and refuses what takes it too long. */
const PULLS = 25;
const many_COMMITS = 50;
/** Questions on their way at the same time. */
const AT_ONCE = 4;
const answered = schemas/* object */.Ikc({ data: schemas/* object */.Ikc({ repository: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()) }) });
function groups(items, size) {
    const count = Math.ceil(items.length / size);
    return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
async function eachGroup(items, size, ask) {
    const done = [];
    for (const some of groups(groups(items, size), AT_ONCE))
        done.push(...(await Promise.all(some.map(ask))).flat());
    return done;
}
/** The reads that ask about many things in one request; what GitHub refuses or drops is left out of their answers. */
function manyReads(client, at, apiUrl) {
    /** What came under each name that was asked for. */
    const parts = async (query) => {
        const parsed = answered.safeParse(await answerOf(client, apiUrl, { query, variables: { ...at } }));
        return parsed.success ? Object.values(parsed.data.data.repository) : [];
    };
    const pulls = async (numbers) => Promise.all((await parts(pullsQuery(numbers))).map(async (part) => {
        const found = pullShape.safeParse(part);
        return found.success ? whole(client, at, apiUrl, found.data) : undefined;
    }));
    const related = async (shas) => (await parts(relatedQuery(shas))).flatMap((part) => {
        const found = relatedShape.safeParse(part);
        return found.success ? [[found.data.sha, found.data.pulls]] : [];
    });
    return {
        async pullRequestsInFull(numbers) {
            const found = await eachGroup([...new Set(numbers)], PULLS, pulls);
            return new Map(found.flatMap((one) => (one === undefined ? [] : [[one.pull.number, one]])));
        },
        async pullRequestsOfCommits(shas) {
            return new Map(await eachGroup([...new Set(shas)], many_COMMITS, related));
        },
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/people.js




/** Pages of a branch's log; a hundred entries each. */
const people_MOST_PAGES = 20;
/** Undefined for a 404 where that is an answer. */
async function optional(request) {
    try {
        return await request;
    }
    catch (thrown) {
        const cause = thrown instanceof errors/* UserError */.y ? thrown.cause : undefined;
        if (cause instanceof Error && 'response' in cause && 'status' in cause && cause.status === 404)
            return undefined;
        throw thrown;
    }
}
/** A log that is paged by cursor and read only as far back as it is needed. */
async function readActivity(client, at, branch, until) {
    const entries = [];
    const route = 'GET /repos/{owner}/{repo}/activity';
    const pages = client.paginate.iterator(route, {
        ...at,
        ref: `refs/heads/${branch}`,
        per_page: 100,
    });
    let count = 0;
    for await (const page of pages) {
        const list = parseAnswer(page, activityShape.array());
        entries.push(...list.map(({ id: _, ...entry }) => entry));
        if (list.some((entry) => entry.after === until))
            break;
        count += 1;
        if (count >= people_MOST_PAGES)
            throw unreadable({ method: 'GET', url: page.url, status: page.status, message: 'the log is too long' });
    }
    return entries;
}
/** `owner/name` or `organisation/team` in its two parts. */
function halves(text) {
    const [left = '', right = '', ...rest] = text.split('/');
    if (left === '' || right === '' || rest.length > 0)
        throw new TypeError(`"${text}" has not two parts`);
    return [left, right];
}
/** The reads that ask who did what, and who belongs where. */
function peopleReads(client, at) {
    const seen = new Map();
    /** The team itself, once: a token that cannot see it gets 404 for its members too. */
    const probe = (org, slug) => {
        const key = `${org}/${slug}`;
        const known = seen.get(key);
        const asked = known ?? client.request('GET /orgs/{org}/teams/{team_slug}', { org, team_slug: slug });
        if (known === undefined)
            seen.set(key, asked);
        return asked.then((answer) => parseAnswer(answer, teamShape));
    };
    return {
        branchActivity(repository, branch, until) {
            const [owner, repo] = halves(repository);
            return readActivity(client, { owner, repo }, branch, until);
        },
        async membership(team, login) {
            const [org, slug] = halves(team);
            await probe(org, slug);
            const route = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}';
            const answer = await optional(client.request(route, { org, team_slug: slug, username: login }));
            return answer === undefined ? 'none' : parseAnswer(answer, membershipShape).state;
        },
        async environmentReviews(run) {
            const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals';
            return parseAnswer(await client.request(route, { ...at, run_id: run }), environmentReviewShape.array());
        },
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/started.js



/** The reads that find what a dispatched run has stored, and who started it. */
function startedReads(client, at) {
    return {
        artifactsNamed(name) {
            const route = 'GET /repos/{owner}/{repo}/actions/artifacts';
            const pages = client.paginate.iterator(route, { ...at, name, per_page: 100 });
            return readPages(pages, artifactShape, (one) => one.id);
        },
        async startedRun(run) {
            const answer = await client.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { ...at, run_id: run });
            const found = parseAnswer(answer, startedRunShape);
            if (found.id === run)
                return found;
            throw unreadable({ method: 'GET', url: answer.url, status: 200, message: `the answer is about ${found.id}` });
        },
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/connect-github.js













/** Bytes of a file that is read through the API. */
const LARGEST_FILE = 1024 * 1024;
/** GitHub lists no more commits of a pull request than this. */
const connect_github_MOST_COMMITS = 250;
async function readFile(client, at, path, ref) {
    const answer = await optional(client.request('GET /repos/{owner}/{repo}/contents/{path}', {
        ...at,
        path,
        ref,
        mediaType: { format: 'raw' },
        // As text the bytes would change: a byte order mark is lost, and what is not UTF-8 is replaced.
        request: { parseSuccessResponseBody: false },
    }));
    if (answer === undefined)
        return undefined;
    const fail = (message) => {
        throw unreadable({ method: 'GET', url: answer.url, status: answer.status, message });
    };
    const data = answer.data;
    if (/^application\/json\b/.test(String(answer.headers['content-type'])))
        return fail(`"${path}" is not a file`);
    if (data === null || data === '')
        return new Uint8Array();
    if (!(data instanceof ReadableStream))
        return fail(`"${path}" was not sent as it is`);
    const bytes = await client_readBytes(new Response(data), 2 * LARGEST_FILE).catch(() => undefined);
    if (bytes === undefined || bytes.length > LARGEST_FILE)
        return fail(`"${path}" is larger than ${LARGEST_FILE} bytes`);
    return bytes;
}
/** @throws UserError('GITHUB_UNREADABLE') when GitHub has cut the list off. */
async function readCommits(client, at, number) {
    const place = { ...at, pull_number: number };
    const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits';
    const commits = await readPages(client.paginate.iterator(route, { ...place, per_page: 100 }), commitShape, (one) => one.sha);
    if (commits.length < connect_github_MOST_COMMITS)
        return commits;
    const answer = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', place);
    const count = parseAnswer(answer, commitCountShape);
    if (count === commits.length)
        return commits;
    const message = `pull request #${number} has ${count} commits, of which GitHub lists ${connect_github_MOST_COMMITS}; split it`;
    throw unreadable({ method: 'GET', url: answer.url, status: answer.status, message });
}
const byId = (one) => one.id;
const inOrder = (a, b) => Date.parse(a.submittedAt ?? '9999-01-01') - Date.parse(b.submittedAt ?? '9999-01-01') || a.id - b.id;
/** The reads that ask about commits and pull requests. */
function pullRequestReads(client, at) {
    return {
        async commit(sha) {
            const answer = await client.request('GET /repos/{owner}/{repo}/commits/{ref}', { ...at, ref: sha });
            const commit = parseAnswer(answer, commitShape);
            if (commit.sha === sha)
                return commit;
            throw unreadable({ method: 'GET', url: answer.url, status: 200, message: `the answer is about ${commit.sha}` });
        },
        pullRequestsOfCommit(sha) {
            const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
            const pages = client.paginate.iterator(route, { ...at, commit_sha: sha, per_page: 100 });
            return readPages(pages, pullRequestShape, (one) => one.number);
        },
        async pullRequest(number) {
            const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
            return parseAnswer(await client.request(route, { ...at, pull_number: number }), pullRequestShape);
        },
        async reviews(number) {
            const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
            const pages = client.paginate.iterator(route, { ...at, pull_number: number, per_page: 100 });
            return [...(await readPages(pages, reviewShape, byId))].sort(inOrder);
        },
        commitsOfPullRequest: (number) => readCommits(client, at, number),
    };
}
/** The reads that ask about runs and what they stored. */
function runReads(client, connection, at) {
    return {
        runsOfCommit(sha) {
            const route = 'GET /repos/{owner}/{repo}/actions/runs';
            return readPages(client.paginate.iterator(route, { ...at, head_sha: sha, per_page: 100 }), runShape, byId);
        },
        artifactsOfRun(run) {
            const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
            return readPages(client.paginate.iterator(route, { ...at, run_id: run, per_page: 100 }), artifactShape, byId);
        },
        downloadArtifact: (artifact) => downloadArtifact(client, connection, at, artifact),
    };
}
function writes(client, at) {
    return {
        async createDeployment(request) {
            const answer = await client.request('POST /repos/{owner}/{repo}/deployments', {
                ...at,
                ref: request.sha,
                environment: request.environment,
                description: request.description.slice(0, 140),
                payload: { ...request.payload },
                // The gate has decided already: GitHub must neither merge nor wait for checks of its own.
                auto_merge: false,
                required_contexts: [],
            });
            return parseAnswer(answer, deploymentShape, 'POST');
        },
        async setDeploymentStatus(deployment, status) {
            await client.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
                ...at,
                deployment_id: deployment,
                state: status.state,
                description: status.description.slice(0, 140),
                log_url: status.logUrl,
                ...(status.environmentUrl === undefined ? {} : { environment_url: status.environmentUrl }),
            });
        },
    };
}
/** GitHub's REST API, as one repository's job may use it. */
function connectGitHub(context, token, options = {}) {
    let calls = 0;
    const onRequest = () => {
        calls += 1;
    };
    let time = null;
    const onTime = (told) => {
        time = told;
    };
    const quotas = new Map();
    const onQuota = (quota) => {
        quotas.set(quota.resource, quota);
    };
    const connection = { ...options, apiUrl: context.apiUrl, token, onRequest, onTime, onQuota };
    const client = makeClient(connection);
    const at = { owner: context.owner, repo: context.repo };
    return {
        calls: () => calls,
        time: () => time,
        quotas: () => [...quotas.values()],
        async repository() {
            return parseAnswer(await client.request('GET /repos/{owner}/{repo}', at), repositoryShape);
        },
        async branch(name) {
            const request = client.request('GET /repos/{owner}/{repo}/branches/{branch}', { ...at, branch: name });
            const answer = await optional(request);
            if (answer === undefined)
                return undefined;
            const branch = parseAnswer(answer, branchShape);
            // A renamed branch is answered by its new name; it is not the one that was asked for.
            return branch.name === name ? branch : undefined;
        },
        file: (path, ref) => readFile(client, at, path, ref),
        ...pullRequestReads(client, at),
        ...peopleReads(client, at),
        ...immediateMembers(client, graphqlBase(context.apiUrl)),
        ...openingRead(client, at, context.apiUrl),
        ...manyReads(client, at, context.apiUrl),
        ...historyReads(client, at),
        ...runReads(client, connection, at),
        ...jobReads(client, at),
        ...startedReads(client, at),
        ...conversation(client, at),
        ...writes(client, at),
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/remember.js
/**
 * The same port, asking each of its slow-moving questions once: what several facts are made of (the runs of a commit,
 * their artifacts, a branch) is read one time and is the same for all of them. Pull requests and reviews are passed
 * through, because noticing that they moved needs a second look.
 */
function rememberReads(github) {
    const answers = new Map();
    const once = (question, ask) => {
        const known = answers.get(question);
        const answer = known ?? ask();
        if (known === undefined)
            answers.set(question, answer);
        return answer;
    };
    return {
        ...github,
        repository: () => once('repository', () => github.repository()),
        branch: (name) => once(`branch ${name}`, () => github.branch(name)),
        commit: (sha) => once(`commit ${sha}`, () => github.commit(sha)),
        membership: (team, login) => once(`member ${team} ${login}`, () => github.membership(team, login)),
        immediateMembership: (team, person) => once(`immediate member ${team} ${person.id}`, () => github.immediateMembership(team, person)),
        environmentReviews: (run) => once(`approvals ${run}`, () => github.environmentReviews(run)),
        deployments: (environment) => once(`deployments ${environment}`, () => github.deployments(environment)),
        deploymentEvents: (id) => once(`events ${id}`, () => github.deploymentEvents(id)),
        runsOfCommit: (sha) => once(`runs ${sha}`, () => github.runsOfCommit(sha)),
        jobsOfRun: (run) => once(`jobs ${run}`, () => github.jobsOfRun(run)),
        artifactsOfRun: (run) => once(`artifacts ${run}`, () => github.artifactsOfRun(run)),
        downloadArtifact: (artifact) => once(`zip ${artifact.id}`, () => github.downloadArtifact(artifact)),
    };
}

;// CONCATENATED MODULE: ./.build/shared/report/markdown.js
/**
 * The only way in which text from outside (titles, logins, review bodies, log lines) gets into a summary. Markdown that
 * the sender chose must stay text: no links, images, HTML, mentions, table cells or invisible characters.
 */
/** Control characters, and characters that hide or turn the text around them (zero width, bidirectional overrides). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const INVISIBLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const ACTIVE = /[\\`*_{}[\]()#!|~$]/g;
/** Cuts at `limit` characters, never inside one that needs two code units. */
function cut(outside, limit) {
    const characters = [...outside];
    return characters.length <= limit ? outside : `${characters.slice(0, Math.max(0, limit - 1)).join('')}…`;
}
const oneLine = (outside, limit) => cut(outside.replace(/\s+/g, ' ').replace(INVISIBLE, '').trim(), limit);
/** Outside text on one line, shown as it is: escaped for Markdown, HTML and table cells; mentions are defused. */
function markdown_text(outside, limit = 200) {
    return oneLine(outside, limit)
        .replace(ACTIVE, '\\$&')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/@(?=\w)/g, '@\u200B')
        .replace(/\\#(?=\d)/g, '\\#\u200B')
        .replace(/:(?=\/\/)/g, '\\:')
        .replace(/\bwww\.(?=\S)/gi, (found) => `${found.slice(0, -1)}\\.`)
        .replace(/^([-+=])/, '\\$1')
        .replace(/^(\d+)([.)])/, '$1\\$2');
}
/** Outside text as inline code; the fence is longer than any run of backticks inside. */
function code(outside, limit = 200) {
    const line = oneLine(outside, limit);
    if (line === '')
        return '';
    const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
    const ticks = '`'.repeat(longest + 1);
    const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
    // A table row is split at pipes before inline code is looked for.
    return `${ticks}${pad}${line.replaceAll('|', '\\|')}${pad}${ticks}`;
}
/** A link whose label is outside text. An address that is not http or https gives the label alone. */
function markdown_link(label, url) {
    const shown = markdown_text(label);
    if (!/^https?:\/\/[^\s<>]+$/i.test(url))
        return shown;
    return `[${shown}](${url.replace(/[()|\\]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`)})`;
}
/** A table; headers and cells are Markdown made by the functions above. Empty when there are no rows. */
function table(headers, rows) {
    if (rows.length === 0)
        return '';
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n');
}
/** A folded section; the title is outside text, the body Markdown. */
const folded = (title, body) => `<details><summary>${oneLine(title, 200).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</summary>\n\n${body}\n\n</details>`;
/** Outside text of many lines as a code block: log lines, diffs. The last 200 lines are kept, each cut at 500 characters. */
function fence(outside, language = '') {
    const lines = outside.split(/\r?\n/).map((line) => cut(line.replace(INVISIBLE, ''), 500));
    const shown = lines.length > 200 ? [`… ${lines.length - 200} lines before`, ...lines.slice(-200)] : lines;
    const longest = Math.max(2, ...shown.flatMap((line) => [...line.matchAll(/`+/g)].map((run) => run[0].length)));
    const ticks = '`'.repeat(longest + 1);
    return `${ticks}${language}\n${shown.join('\n')}\n${ticks}`;
}

;// CONCATENATED MODULE: ./.build/action-validate/comment.js


/** GitHub takes 65536 characters; a page that is longer is cut. */
const LONGEST = 60_000;
/** Invisible first line by which a later run finds its comment again. */
const markerOf = ({ rules, environment }) => `<!-- countersign ${rules.application} ${rules.checkpoint} ${environment ?? '_'} -->`;
const warning = (text) => ({ level: 'warning', text: `the comment was not written: ${text}` });
/**
 * Keeps one comment on the pull request up to date: looked up before one is made, changed only when it says something
 * else. It only tells, so that it cannot be written is a warning and changes nothing in the decision.
 */
async function keepComment(github, facts, page) {
    const { reading, related, query } = facts.pullRequests;
    const only = related.kind === 'read' && related.value.length === 1 ? related.value[0]?.number : undefined;
    const number = reading?.kind === 'read' ? reading.value.pull.number : (query.number ?? only);
    if (number === undefined)
        return [warning('the commit has no pull request')];
    const marker = markerOf(facts);
    const body = cut(`${marker}\n${page}`, LONGEST);
    try {
        const own = (await github.comments(number)).filter((comment) => comment.body.startsWith(marker));
        // A person may have pasted the marker; what a bot has written is rather ours.
        const comment = own.find(({ author }) => author?.type === 'Bot') ?? own[0];
        if (comment === undefined)
            await github.createComment(number, body);
        else if (comment.body !== body)
            await github.updateComment(comment.id, body);
        return [];
    }
    catch (thrown) {
        if (thrown instanceof errors/* UserError */.y)
            return [warning(thrown.message)];
        throw thrown;
    }
}

;// CONCATENATED MODULE: ./.build/shared/domain/decision.js
const STANDS = new Set(['SATISFIED', 'OVERRIDDEN', 'NOT_APPLICABLE']);
/** True when the requirement does not hold back a PASS. */
const stands = (result) => STANDS.has(result.status);
/**
 * Folds requirement results into a decision. An empty list is ERROR, and so is a list in which nothing was really
 * evaluated: a checkpoint that asks for nothing must not be a way to say yes.
 */
function conclude(requirements) {
    const evaluated = requirements.filter((result) => result.status !== 'NOT_APPLICABLE');
    if (evaluated.length === 0)
        return { verdict: 'ERROR', requirements, reasonCodes: ['NOTHING_REQUIRED'] };
    const open = requirements.filter((result) => !stands(result));
    const reasonCodes = [...new Set(open.map((result) => result.code))];
    if (open.length === 0)
        return { verdict: 'PASS', requirements, reasonCodes };
    return { verdict: open.some((result) => result.status === 'ERROR') ? 'ERROR' : 'FAIL', requirements, reasonCodes };
}

;// CONCATENATED MODULE: ./.build/shared/policy/build-waivers.js
/** In one sentence: what is accepted, by whom, until when and why. */
const show = ({ service, rule, at, owner, reason, expires }) => `${service}: ${rule}${at === null ? '' : ` at ${at}`}, ${owner} until ${expires} (${reason})`;
/**
 * Whoever signs sees what the images were let through with; what was accepted until a day does not count after it.
 * @param now milliseconds since the epoch; not a number when no time is known, so that no waiver counts
 */
function judgeWaivers(waivers, now) {
    if (waivers.length === 0)
        return [];
    const today = Number.isNaN(now) ? undefined : new Date(now).toISOString().slice(0, 10);
    const over = waivers.filter(({ expires }) => today === undefined || today > expires);
    const why = today === undefined ? 'GitHub told no time' : `today is ${today}`;
    const base = {
        id: 'record/waivers',
        title: 'Waivers of the images',
        needed: 'images that are built again: without the finding, or with a waiver that its owner has renewed',
        links: [],
        observations: [],
    };
    if (over.length === 0) {
        return [{ ...base, status: 'SATISFIED', code: 'OK', seen: waivers.map(show).join('; '), whoCanFix: [] }];
    }
    const owners = [...new Set(over.map(({ owner }) => owner))];
    const seen = `over, because ${why}: ${over.map(show).join('; ')}`;
    return [{ ...base, status: 'UNSATISFIED', code: 'WAIVER_INVALID', seen, whoCanFix: owners }];
}

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-source.js
/** Events whose runs are of the commit's own code. Others run for anybody (comments, forks, other runs). */
const TRUSTED_EVENTS = new Set([
    'push',
    'merge_group',
    'workflow_dispatch',
    'schedule',
    'release',
    'repository_dispatch',
]);
/** Not `pull_request_target`: it runs with rights of the base on input of anybody. */
const PULL_REQUEST_EVENTS = new Set(['pull_request', 'pull_request_review']);
/** GitHub writes the path of some runs with the ref that they ran on: `.github/workflows/tests.yml@refs/heads/main`. */
const workflowOf = (run) => run.path.replace(/@.*$/, '');
/** Why an artifact cannot speak for the commit, whatever is in it; undefined when it can. */
function foreign({ artifact, run }, origin) {
    if (artifact.headSha !== origin.commit || run.headSha !== origin.commit)
        return 'it belongs to another commit';
    if (artifact.runId !== run.id)
        return 'it belongs to another run';
    const repositories = [artifact.repositoryId, artifact.headRepositoryId, run.repositoryId, run.headRepositoryId];
    if (repositories.some((id) => id !== origin.repositoryId))
        return 'it comes from another repository, such as a fork';
    if (origin.workflow !== undefined && workflowOf(run) !== origin.workflow)
        return `the workflow ${workflowOf(run)} made it, not ${origin.workflow}`;
    if (run.id === origin.runId || TRUSTED_EVENTS.has(run.event))
        return undefined;
    if (!PULL_REQUEST_EVENTS.has(run.event))
        return `runs on the event ${run.event} are not trusted`;
    return origin.beforeMerge
        ? undefined
        : 'it was made for the pull request, so it tested a merge that is not this commit';
}
/**
 * Whether a job that may have made the artifact was run again since. GitHub says neither the job nor the attempt of an
 * artifact, and a rerun that cannot upload under the same name leaves the old one standing; the times tell who could
 * have made it. What only other jobs were run again for stays good.
 */
function superseded({ artifact, jobs }) {
    if (jobs === undefined)
        return undefined;
    const made = Date.parse(artifact.createdAt);
    const started = (job) => Date.parse(job.startedAt ?? '');
    const makers = jobs.filter((job) => started(job) <= made && (job.completedAt === null || Date.parse(job.completedAt) >= made));
    if (makers.length === 0)
        return `no job of its run was going on when it was made at ${artifact.createdAt}`;
    const again = jobs.find((job) => started(job) > made && makers.some(({ name }) => name === job.name));
    return again && `it was made before the job "${again.name}" was run again at ${again.startedAt}`;
}
function unusable(candidate, origin) {
    const { artifact, run } = candidate;
    if (artifact.expired)
        return 'it has expired';
    if (artifact.digest === null)
        return 'GitHub states no digest for it, so its bytes cannot be checked';
    const old = superseded(candidate);
    if (old !== undefined)
        return old;
    if (run.id === origin.runId)
        return undefined;
    if (run.status !== 'completed')
        return `its run ${run.id} has not ended (${run.status})`;
    if (run.conclusion !== 'success')
        return `its run ${run.id} ended with ${run.conclusion ?? 'no conclusion'}`;
    return undefined;
}
const newestFirst = (left, right) => {
    const [older, newer] = [Date.parse(left.artifact.createdAt), Date.parse(right.artifact.createdAt)];
    return older === newer ? right.artifact.id - left.artifact.id : newer - older;
};
const what = ({ artifact, run }) => `artifact ${artifact.name} (${artifact.id}) of run ${run.id}`;
/** GitHub does not say which attempt of a run made an artifact; that there were several is told. */
const attemptOf = ({ run }) => (run.attempt > 1 ? `, its run is in attempt ${run.attempt}` : '');
/**
 * Which of several artifacts of one name counts: of those that belong to the commit, the newest, and no other. When the
 * newest cannot be used, an older one does not take its place, so that a later failure is never hidden by an earlier
 * success.
 */
function chooseArtifact(candidates, origin) {
    const judged = candidates.map((candidate) => ({ candidate, why: foreign(candidate, origin) }));
    const strangers = judged.flatMap(({ candidate, why }) => why === undefined ? [] : [{ what: what(candidate), counted: false, why, link: candidate.run.url }]);
    const own = judged.filter(({ why }) => why === undefined).map(({ candidate }) => candidate);
    const [newest, ...older] = own.toSorted(newestFirst);
    if (newest === undefined)
        return { kind: 'none', observations: strangers };
    const rest = older.map((candidate) => {
        return {
            what: what(candidate),
            counted: false,
            why: 'a newer artifact of the same name replaces it',
            link: candidate.run.url,
        };
    });
    const why = unusable(newest, origin);
    const seen = {
        what: what(newest),
        counted: why === undefined,
        why: why ?? `made at ${newest.artifact.createdAt}, digest ${newest.artifact.digest ?? ''}${attemptOf(newest)}`,
        link: newest.run.url,
    };
    const observations = [seen, ...rest, ...strangers];
    if (why !== undefined)
        return { kind: 'refused', why, link: newest.run.url, observations };
    return { kind: 'chosen', candidate: newest, observations };
}

;// CONCATENATED MODULE: ./.build/shared/policy/same-images.js
/** Whether two sets of images are the same services with the same names and digests. */
const sameImages = (left, right) => {
    const [ours, theirs] = [Object.entries(left), Object.entries(right)];
    return (ours.length === theirs.length &&
        ours.every(([service, image]) => right[service]?.digest === image.digest && right[service]?.name === image.name));
};

;// CONCATENATED MODULE: ./.build/shared/policy/record-chain.js



/** More checkpoints in a row than any configuration has. */
const record_chain_LONGEST = 100;
const record_chain_short = (sha256) => sha256.slice(0, 12);
/** Hashes that records name and that none of the given ones has. */
function missingLinks(records) {
    const read = records.flatMap(({ record }) => (record.kind === 'read' ? [record.value] : []));
    const known = new Set(read.map((record) => record.sha256));
    return read.flatMap(({ previous }) => (previous === null || known.has(previous) ? [] : [previous]));
}
/** All records of the commit that were read; one kind of them that could not be makes the whole unreadable. */
function poolOf(all) {
    const refused = all.find((one) => one.kind === 'unavailable');
    return refused ?? read(all.flatMap((one) => (one.kind === 'read' ? one.value : [])));
}
/** Hashes that the records of these kinds name and that none of them has. */
const linksToRead = (known) => missingLinks(known.flatMap((one) => (one.kind === 'read' ? one.value : [])));
/** What a record that another one builds on has to agree with it in; undefined when it does. */
function disagreement(link, after) {
    if (link.verdict !== 'PASS')
        return `is ${link.verdict}`;
    if (link.application !== after.application)
        return `is for the application ${link.application}`;
    if (link.subject.commit !== after.subject.commit || link.subject.tree !== after.subject.tree)
        return 'is about another commit or tree';
    // Before the build there are no images; from then on they are the same to the end.
    const both = [link, after].every(({ subject }) => Object.keys(subject.images).length > 0);
    if (both && !sameImages(link.subject.images, after.subject.images))
        return 'is about other images';
    if (Date.parse(link.decidedAt) > Date.parse(after.decidedAt))
        return 'was decided later than the one that names it';
    return undefined;
}
function findLink(sha256, pool, origin) {
    const named = `the chain names a record with sha256 ${record_chain_short(sha256)}`;
    const unread = pool.filter(({ record }) => record.kind === 'unavailable').length;
    const found = pool.find(({ record }) => record.kind === 'read' && record.value.sha256 === sha256);
    if (found === undefined || found.record.kind === 'unavailable') {
        const code = 'RECORD_CHAIN';
        return unread > 0
            ? { status: 'ERROR', code, seen: `${named}, and ${unread} records of this commit cannot be read` }
            : {
                status: 'UNSATISFIED',
                code,
                seen: `${named}, and no record of this commit has it: it is gone or was altered`,
            };
    }
    const why = foreign(found, origin);
    if (why !== undefined)
        return { status: 'UNSATISFIED', code: 'RECORD_CHAIN', seen: `${named}, and ${why}` };
    return found.record.value;
}
/**
 * Follows `previous` from a record to the first one. The hash of a record is the hash of its text, and its text names
 * the record before it: whoever alters or removes one breaks every record after it.
 * @returns why the chain does not hold; undefined when it does
 */
function chainProblem(record, pool, origin) {
    let current = record;
    for (let steps = 0; current.previous !== null; steps += 1) {
        if (pool.kind === 'unavailable')
            return { status: 'ERROR', code: pool.code, seen: pool.reason };
        if (steps >= record_chain_LONGEST)
            return { status: 'ERROR', code: 'RECORD_CHAIN', seen: `the chain has more than ${record_chain_LONGEST} records` };
        const link = findLink(current.previous, pool.value, origin);
        if ('status' in link)
            return link;
        const wrong = disagreement(link, current);
        const seen = `record ${record_chain_short(link.sha256)}, which the chain names, ${wrong}`;
        if (wrong !== undefined)
            return { status: 'UNSATISFIED', code: 'RECORD_CHAIN', seen };
        current = link;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./.build/shared/policy/earlier-record.js



const earlier_record_what = (candidate) => `record ${candidate.artifact.name}`;
/** Why a record that was read does not bind this subject; undefined when it does. */
function mismatch(record, candidate, expected) {
    if (record.runId !== candidate.run.id)
        return `it says that run ${record.runId} made it, but run ${candidate.run.id} did`;
    if (record.kind !== expected.kind || record.checkpoint !== expected.checkpoint)
        return 'it is a record of something else';
    if (!expected.environments.includes(record.environment))
        return `it is for the environment ${record.environment ?? 'none'}`;
    if (record.application !== expected.application)
        return `it is for the application ${record.application}`;
    if (record.subject.commit !== expected.commit || record.subject.tree !== expected.tree)
        return 'its subject is another commit or tree';
    if (record.policy.ref === 'workspace')
        return 'it was decided by the configuration of its own change, not by the protected one';
    if (record.policy.sha256 !== expected.policySha256)
        return 'it was decided by another version of the configuration';
    const images = Object.keys(record.subject.images).length > 0 && expected.images !== null;
    if (images && !sameImages(record.subject.images, expected.images ?? {}))
        return 'its subject has other images';
    return undefined;
}
/** Newer runs first, then newer attempts: the last answer counts, also when it is a no. */
const earlier_record_newestFirst = (left, right) => right.run.id - left.run.id || right.attempt - left.attempt || right.artifact.id - left.artifact.id;
const passedOver = (candidate, why) => ({
    what: earlier_record_what(candidate),
    counted: false,
    why,
    link: candidate.run.url,
});
/**
 * Judges the record of an earlier checkpoint or of the build: the newest of the commit counts, and only when it is
 * PASS, unaltered, and decided by the same configuration about the same subject.
 */
function judgeRecord(candidates, expected) {
    const base = {
        id: `record/${expected.checkpoint ?? expected.kind}`,
        title: expected.title,
        needed: 'a PASS record for this commit, decided by the same configuration',
        links: [],
        observations: [],
    };
    const no = (status, code, seen, more = {}) => ({
        result: { ...base, status, code, seen, whoCanFix: ['whoever can run the earlier step for this commit'], ...more },
        record: null,
    });
    if (candidates.kind === 'unavailable')
        return no('ERROR', candidates.code, candidates.reason);
    const judged = candidates.value.map((candidate) => ({ candidate, why: foreign(candidate, expected) }));
    const own = judged.filter(({ why }) => why === undefined).map(({ candidate }) => candidate);
    const [newest, ...older] = own.toSorted(earlier_record_newestFirst);
    const observations = [
        ...judged.flatMap(({ candidate, why }) => (why === undefined ? [] : [passedOver(candidate, why)])),
        ...older.map((candidate) => passedOver(candidate, 'a newer record replaces it')),
    ];
    if (newest === undefined) {
        return no('UNSATISFIED', 'RECORD_MISSING', `no record for commit ${expected.commit.slice(0, 12)}`, {
            observations,
        });
    }
    const more = { observations, links: [newest.run.url] };
    if (newest.record.kind === 'unavailable') {
        return no('ERROR', newest.record.code, `${earlier_record_what(newest)}: ${newest.record.reason}`, more);
    }
    const record = newest.record.value;
    const wrong = mismatch(record, newest, expected);
    if (wrong !== undefined)
        return no('UNSATISFIED', 'RECORD_MISMATCH', `${earlier_record_what(newest)}: ${wrong}`, more);
    if (record.verdict !== 'PASS')
        return no('UNSATISFIED', 'RECORD_NOT_PASS', `${record.verdict} in run ${newest.run.id}`, more);
    const broken = expected.chain && chainProblem(record, expected.chain, expected);
    if (broken !== undefined)
        return no(broken.status, broken.code, `${earlier_record_what(newest)}: ${broken.seen}`, more);
    const overridden = record.overridden ?? [];
    const loud = overridden.length > 0 ? ` with OVERRIDDEN ${overridden.join(', ')}` : '';
    const seen = `PASS${loud} in run ${newest.run.id}, sha256 ${record.sha256.slice(0, 12)}`;
    return { result: { ...base, ...more, status: 'SATISFIED', code: 'OK', seen, whoCanFix: [] }, record };
}

;// CONCATENATED MODULE: ./.build/shared/policy/personal-data.js
/**
 * Patterns that begin with something rare, so that a large file is read in one go. They are a guard and not a proof:
 * what has no form, such as a name, is not found.
 */
const PATTERNS = [
    // Not the numbers that are never given out: 000, 666 and 9xx, group 00, serial 0000.
    ['social security number', /(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g],
    [
        'medical record number',
        /(?<![A-Za-z])(?:MRN|medical record (?:number|no\.?))["']?[\s:#=-]{1,3}["']?[A-Za-z]{0,3}\d{5,12}/gi,
    ],
    [
        'date of birth',
        /(?<![A-Za-z])(?:DOB|date of birth|birth_?date)["']?[\s:=-]{1,3}["']?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/gi,
    ],
    // Not versions (`foo@v1.2.3-alpha.beta`), remotes (`git@…`), addresses that reach nobody, or names kept for examples.
    [
        'e-mail address',
        /(?<=[A-Za-z0-9._%+-])(?<!(?:^|[^A-Za-z0-9])(?:git|noreply|no-reply))@(?!v?\d+\.\d)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-]|\.[A-Za-z0-9])(?<!(?:\bexample\.(?:com|org|net)|\.(?:example|test|invalid|local)|noreply\.github\.com))/g,
    ],
    ['telephone number', /(?<![\w.-])(?:\+1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}(?![\w.-])/g],
];
/** Lines that are shown; one more is kept, so that it is known whether there are more. */
const SHOWN_LINES = 5;
/** What looks like personal data in a text. */
function findPersonalData(text) {
    return PATTERNS.flatMap(([kind, pattern]) => {
        const lines = new Set();
        let [count, line, at] = [0, 1, 0];
        for (const { index } of text.matchAll(pattern)) {
            count += 1;
            if (lines.size > SHOWN_LINES)
                continue;
            for (let next = text.indexOf('\n', at); next !== -1 && next < index; next = text.indexOf('\n', at)) {
                line += 1;
                at = next + 1;
            }
            lines.add(line);
        }
        return count === 0 ? [] : [{ kind, count, lines: [...lines] }];
    });
}
/** The kind of personal data that a value seems to hold, in its keys or texts; undefined for none. */
const personalDataIn = (value) => findPersonalData(JSON.stringify(value))[0]?.kind;
/** `2 × e-mail address (lines 3, 9)`: for people, without the data. */
const showPersonalData = (found) => found
    .map(({ kind, count, lines }) => {
    const shown = `${lines.slice(0, SHOWN_LINES).join(', ')}${lines.length > SHOWN_LINES ? ' …' : ''}`;
    return `${count} × ${kind} (line${lines.length > 1 ? 's' : ''} ${shown})`;
})
    .join(', ');

// EXTERNAL MODULE: ./node_modules/mdast-util-from-markdown/lib/index.js + 51 modules
var lib = __webpack_require__(60053);
// EXTERNAL MODULE: ./node_modules/mdast-util-gfm-task-list-item/lib/index.js + 1 modules
var mdast_util_gfm_task_list_item_lib = __webpack_require__(91756);
// EXTERNAL MODULE: ./node_modules/micromark-extension-gfm-task-list-item/lib/syntax.js
var syntax = __webpack_require__(91197);
;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/markdown-text.js
/** Markdown that a person wrote is smaller. Parsing takes more than twice as long for twice the text. */
const markdown_text_LARGEST = 200_000;
/** More than this many lists or quotations that begin on one line are nobody's document. */
const TOO_DEEP = /^[ \t]*(?:>[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+){20}/m;
/** @throws Error when reading the text as Markdown would take longer than anybody waits */
function checkMarkdown(text) {
    if (text.length > markdown_text_LARGEST)
        throw new Error(`it has ${text.length} characters, at most ${markdown_text_LARGEST} of Markdown are read`);
    if (TOO_DEEP.test(text))
        throw new Error('its lists or quotations are nested 20 deep on one line');
}
/** Emphasis is not looked for: it says nothing about boxes and dates, and a line of stars takes minutes. */
const WITHOUT_EMPHASIS = { disable: { null: ['attention'] } };

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/reading.js
const reading_unreadable = (reason) => ({ kind: 'unreadable', reason });
/** A variable that counts things; several files are added up. */
const count = (name, meaning) => ({ name, unit: 'count', meaning, together: 'sum' });

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/checklist.js





/** A box that Markdown does not take for one, such as `[ ]` without text, `[-]` or `[x ]`. */
const ODD_BOX = /^\[[^\]\w]{0,2}\]|^\[\s*[xX]\s*\]/;
/** The text at the beginning of a list item. */
function beginning(item) {
    const [first] = item.children;
    const [words] = first?.type === 'paragraph' ? first.children : [];
    return words?.type === 'text' ? words.value : '';
}
function checklist_count(node, counts) {
    if (node.type === 'listItem') {
        if (node.checked === true)
            counts.done += 1;
        // What looks like a box and is none counts as open: a slip of the pen must not close an item.
        else if (node.checked === false || ODD_BOX.test(beginning(node)))
            counts.open += 1;
    }
    if ('children' in node)
        for (const child of node.children)
            checklist_count(child, counts);
}
const readChecklist = (text) => {
    checkMarkdown(text);
    const counts = { done: 0, open: 0 };
    checklist_count((0,lib/* fromMarkdown */.Y)(text, {
        extensions: [WITHOUT_EMPHASIS, (0,syntax/* gfmTaskListItem */.J)()],
        mdastExtensions: [(0,mdast_util_gfm_task_list_item_lib/* gfmTaskListItemFromMarkdown */.S)()],
    }), counts);
    const total = counts.done + counts.open;
    if (total === 0)
        return reading_unreadable('it has no task list items ("- [x] …")');
    return { kind: 'values', values: { total, ...counts } };
};
/** A Markdown task list: items at any depth, in any list of the file; code blocks are not looked at. */
const checklist = {
    reads: 'Markdown with task list items, `- [x]` and `- [ ]`, at any depth; code is not looked at',
    variables: [
        count('total', 'items'),
        count('done', 'items that are ticked'),
        count('open', 'items that are not ticked, or whose box is misspelt'),
    ],
    refuses: 'no item',
    read: readChecklist,
};

// EXTERNAL MODULE: ./node_modules/fast-xml-parser/src/xmlparser/XMLParser.js + 23 modules
var XMLParser = __webpack_require__(41143);
// EXTERNAL MODULE: ./node_modules/fast-xml-parser/src/fxp.js
var fxp = __webpack_require__(75824);
;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/xml-text.js

const parser = new XMLParser/* default */.A({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseAttributeValue: false,
    parseTagValue: false,
    alwaysCreateTextNode: true,
    // Nothing that is counted stands in an entity, and a document must not be able to grow.
    processEntities: false,
    isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});
const children = (element, name) => {
    const found = element[name];
    return Array.isArray(found) ? found : [];
};
/** A number of an attribute; undefined when there is no such attribute. @throws Error when it is no number from 0 on */
function attribute(element, name) {
    const text = element[`@${name}`];
    if (text === undefined)
        return undefined;
    // Some tools group thousands.
    const plain = String(text).trim();
    const value = Number(/^\d{1,3}(?:,\d{3})+$/.test(plain) ? plain.replaceAll(',', '') : plain);
    if (plain === '' || !Number.isFinite(value) || value < 0)
        throw new Error(`the attribute "${name}" is not a number from 0 on`);
    return value;
}
/**
 * The one root element of an XML document, with its name.
 * @throws Error when it is not well-formed or declares entities; the reason never quotes the text
 */
function parseXml(text) {
    const valid = fxp/* XMLValidator */.iI.validate(text);
    if (valid !== true)
        throw new Error(`not well-formed XML: line ${valid.err.line}`);
    const prolog = text.slice(0, Math.max(0, text.search(/<[A-Za-z_]/)));
    if (/<!DOCTYPE[^>]*\[|<!ENTITY/i.test(prolog))
        throw new Error('it declares its own document type or entities');
    const document = parser.parse(text);
    const roots = Object.keys(document).filter((name) => !name.startsWith('?') && Array.isArray(document[name]));
    const [name = ''] = roots;
    const [root, ...more] = children(document, name);
    if (root === undefined || roots.length > 1 || more.length > 0)
        throw new Error('not XML with one root element');
    return { name, root };
}

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/cobertura.js

const within = (element, ...names) => names.reduce((all, name) => all.flatMap((one) => children(one, name)), [element]);
/** `50% (1/2)`: reached and all branches of a line. */
function branchesOf(line) {
    const text = line['@condition-coverage'];
    if (text === undefined)
        return [0, 0];
    const [, covered, total] = /\((\d{1,9})\/(\d{1,9})\)$/.exec(String(text).trim()) ?? [];
    if (covered === undefined || total === undefined || Number(covered) > Number(total))
        throw new Error('a condition-coverage is not as Cobertura writes it');
    return [Number(covered), Number(total)];
}
/** Lines of the classes; those of their methods are the same again. */
function listed(root) {
    const sum = { lines_total: 0, lines_covered: 0, branches_total: 0, branches_covered: 0 };
    for (const line of within(root, 'packages', 'package', 'classes', 'class', 'lines', 'line')) {
        const hits = attribute(line, 'hits');
        if (hits === undefined)
            throw new Error('a line has no hits');
        const [covered, total] = branchesOf(line);
        sum.lines_total += 1;
        sum.lines_covered += hits > 0 ? 1 : 0;
        sum.branches_total += total;
        sum.branches_covered += covered;
    }
    return sum;
}
/** Cobertura XML, as coverage.py, istanbul, gcovr and coverlet write it. @throws Error with the reason */
function readCobertura(text) {
    const { name, root } = parseXml(text);
    if (name !== 'coverage')
        throw new Error('its root is not the coverage of Cobertura');
    const found = listed(root);
    for (const [key, value] of [
        ['lines-valid', found.lines_total],
        ['lines-covered', found.lines_covered],
    ]) {
        const said = attribute(root, key);
        if (said !== undefined && said !== value)
            throw new Error(`${key} says ${said}, but its lines make ${value}`);
    }
    const rate = attribute(root, 'line-rate');
    if (rate === undefined)
        throw new Error('it has no line-rate');
    if (found.lines_total > 0 && Math.abs(rate - found.lines_covered / found.lines_total) > 0.01)
        throw new Error('its line-rate is not what its lines make');
    return found;
}

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/lcov.js
const newSection = () => ({ lines: new Map(), branches: new Map(), totals: new Map() });
const TOTALS = new Set(['LF', 'LH', 'BRF', 'BRH']);
function note(section, key, rest, line) {
    const wrong = () => {
        throw new Error(`line ${line}: ${key} is not as lcov writes it`);
    };
    const reach = (all, name, hits) => {
        if (!/^\d{1,15}$/.test(hits))
            wrong();
        all.set(name, (all.get(name) ?? false) || Number(hits) > 0);
    };
    if (key === 'DA') {
        const [number = '', hits = ''] = rest.split(',');
        reach(section.lines, number, hits);
    }
    else if (key === 'BRDA') {
        // What a branch is called may hold commas.
        const [, branch = '', taken = ''] = /^(.*),([^,]*)$/.exec(rest) ?? [];
        reach(section.branches, branch, taken === '-' ? '0' : taken);
    }
    else if (TOTALS.has(key)) {
        if (!/^\d{1,15}$/.test(rest))
            wrong();
        section.totals.set(key, Number(rest));
    }
}
/** What a section lists, or its totals where it lists nothing. Totals that are not what it lists are a damaged file. */
function countOf(all, total, hit) {
    const listed = { total: all.size, covered: [...all.values()].filter(Boolean).length };
    const said = { total: total ?? listed.total, covered: hit ?? listed.covered };
    const differs = said.total !== listed.total || said.covered !== listed.covered;
    if (all.size > 0 && differs)
        throw new Error('the totals of a section are not what its lines add up to');
    if (said.covered > said.total)
        throw new Error('a section has more hits than lines');
    return said;
}
/** The same file tested by several programs is one file: a line is reached when one of them reached it. */
function sections(text) {
    const all = new Map();
    let [file, section] = [undefined, newSection()];
    for (const [index, raw] of text.split('\n').entries()) {
        const line = raw.trim();
        const [, key = '', rest = ''] = /^([A-Z]+):(.*)$/.exec(line) ?? [];
        if (key === 'SF') {
            if (file !== undefined)
                throw new Error(`line ${index + 1}: a section begins inside another`);
            [file, section] = [rest, newSection()];
        }
        else if (line === 'end_of_record') {
            if (file === undefined)
                throw new Error(`line ${index + 1}: a section ends that did not begin`);
            if (all.has(file))
                throw new Error(`line ${index + 1}: a file is in it twice; merge the reports with lcov`);
            all.set(file, section);
            file = undefined;
        }
        else if (key !== '' && file !== undefined)
            note(section, key, rest, index + 1);
        else if (line !== '' && key !== 'TN' && !line.startsWith('#'))
            throw new Error(`line ${index + 1} is not of lcov`);
    }
    if (file !== undefined)
        throw new Error('it ends inside a section');
    return all;
}
/** LCOV tracefile, as geninfo, c8, nyc, vitest and coverage.py write it. @throws Error with the reason */
function readLcov(text) {
    const sum = { lines_total: 0, lines_covered: 0, branches_total: 0, branches_covered: 0 };
    for (const { lines, branches, totals } of sections(text).values()) {
        const line = countOf(lines, totals.get('LF'), totals.get('LH'));
        const branch = countOf(branches, totals.get('BRF'), totals.get('BRH'));
        sum.lines_total += line.total;
        sum.lines_covered += line.covered;
        sum.branches_total += branch.total;
        sum.branches_covered += branch.covered;
    }
    return sum;
}

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/coverage.js



const readCoverage = (text) => {
    const isXml = text.trimStart().startsWith('<');
    const found = isXml ? readCobertura(text) : readLcov(text);
    if (found.lines_total === 0)
        return reading_unreadable('it has no lines');
    return { kind: 'values', values: { ...found } };
};
/** Percent; not rounded, so that 79.96 is not 80. No branches give no percentage, rather than all of none. */
function percentages(values) {
    const percent = (name) => {
        const [covered, total] = [values[`${name}_covered`], values[`${name}_total`]];
        if (typeof covered !== 'number' || typeof total !== 'number' || total === 0)
            return {};
        return { [name]: (100 * covered) / total };
    };
    return { ...values, ...percent('lines'), ...percent('branches') };
}
const coverage = {
    reads: 'LCOV tracefiles and Cobertura XML',
    variables: [
        { name: 'lines', unit: '%', meaning: 'lines that were reached, of all files together', together: 'one' },
        { name: 'branches', unit: '%', meaning: 'branches that were reached, when there are any', together: 'one' },
        count('lines_total', 'lines'),
        count('lines_covered', 'lines that were reached'),
        count('branches_total', 'branches'),
        count('branches_covered', 'branches that were reached'),
    ],
    refuses: 'no line; totals that are not what the lines add up to',
    read: readCoverage,
    derive: percentages,
};

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/digest.js
/** The digest in a reference or a package URL, where the colon may be escaped; none or one. */
function digestIn(text) {
    const hex = /sha256(?::|%3[Aa])([0-9a-f]{64})(?![0-9a-f])/.exec(text)?.[1];
    return hex === undefined ? [] : [`sha256:${hex}`];
}

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/json-text.js
const MAX_DEPTH = 100;
/** Line of an offset, from 1. */
const lineAt = (text, offset) => text.slice(0, offset).split('\n').length;
/** The parser's own words quote the text, which may hold anything; only the place is told. */
function placeOf(thrown, text) {
    const words = thrown instanceof Error ? thrown.message : '';
    const [, position] = /at position (\d+)/.exec(words) ?? [];
    if (position !== undefined)
        return `: line ${lineAt(text, Number(position))}`;
    return /end of JSON/.test(words) ? ': it ends too early' : '';
}
/** Where a string ends that begins at a quotation mark; the text is known to be JSON. */
function endOfString(text, start) {
    let end = text.indexOf('"', start + 1);
    for (; end !== -1; end = text.indexOf('"', end + 1)) {
        let slashes = 0;
        while (text[end - 1 - slashes] === '\\')
            slashes += 1;
        if (slashes % 2 === 0)
            return end;
    }
    throw new Error('a string does not end');
}
/** Refuses what JSON allows and what could be read in two ways: a key given twice. Also too much depth. */
function checkKeys(text) {
    const token = /["{}[\]:]/g;
    const open = [];
    let key = '';
    for (let found = token.exec(text); found !== null; found = token.exec(text)) {
        const [mark] = found;
        const keys = open.at(-1);
        if (mark === '{' || mark === '[') {
            open.push(mark === '{' ? new Set() : undefined);
            if (open.length > MAX_DEPTH)
                throw new Error(`it is nested more than ${MAX_DEPTH} deep`);
        }
        else if (mark === '}' || mark === ']')
            open.pop();
        else if (mark === '"') {
            token.lastIndex = endOfString(text, found.index) + 1;
            key = text.slice(found.index, token.lastIndex);
        }
        else if (keys !== undefined) {
            const name = JSON.parse(key);
            if (keys.has(name))
                throw new Error(`line ${lineAt(text, found.index)} gives a key a second time`);
            keys.add(name);
        }
    }
}
function checkNumbers(value) {
    if (typeof value === 'number' && !Number.isFinite(value))
        throw new Error('it has a number that is too large to read');
    if (typeof value === 'object' && value !== null)
        for (const inner of Object.values(value))
            checkNumbers(inner);
}
/**
 * One JSON document that can be read in one way only.
 * @throws Error with the reason, which never quotes the text
 */
function parseJson(text) {
    let document;
    try {
        document = JSON.parse(text);
    }
    catch (thrown) {
        throw new Error(`not JSON${placeOf(thrown, text)}`);
    }
    checkKeys(text);
    checkNumbers(document);
    return document;
}
/**
 * A JSON document of a known shape.
 * @param what the format, for the message: `a Trivy report`
 * @throws Error with the first place that is not as the format says
 */
function parseShaped(text, shape, what) {
    const result = shape.safeParse(parseJson(text));
    if (result.success)
        return result.data;
    const [issue] = result.error.issues;
    const place = issue === undefined || issue.path.length === 0 ? 'its root' : issue.path.join('.');
    throw new Error(`not ${what}: ${place}: ${issue?.message ?? 'wrong'}`);
}

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/severity.js

/** Severities that scanners agree on, worst first. */
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'unknown'];
/** How many there are of each severity; every severity has a number. */
function bySeverity(found) {
    const counts = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
    for (const severity of found)
        counts[severity] += 1;
    return counts;
}
/** Documentation of `bySeverity`. @param of `vulnerabilities` */
const severityVariables = (of) => SEVERITIES.map((severity) => count(severity, `${of} of severity ${severity}`));

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/cyclonedx.js





const hash = schemas/* object */.Ikc({ alg: schemas/* string */.YjP(), content: schemas/* string */.YjP() });
const licence = schemas/* union */.KCZ([
    schemas/* object */.Ikc({ license: schemas/* object */.Ikc({ id: schemas/* string */.YjP().optional(), name: schemas/* string */.YjP().optional() }) }),
    schemas/* object */.Ikc({ expression: schemas/* string */.YjP().min(1) }),
]);
const component = schemas/* object */.Ikc({
    name: schemas/* string */.YjP().min(1),
    version: schemas/* string */.YjP().optional(),
    purl: schemas/* string */.YjP().optional(),
    licenses: schemas/* array */.YOg(licence).optional(),
    hashes: schemas/* array */.YOg(hash).optional(),
    get components() {
        return schemas/* array */.YOg(component).optional();
    },
});
const vulnerability = schemas/* object */.Ikc({
    id: schemas/* string */.YjP().optional(),
    ratings: schemas/* array */.YOg(schemas/* object */.Ikc({ severity: schemas/* enum */.k5n(['critical', 'high', 'medium', 'low', 'info', 'none', 'unknown']).optional() }))
        .optional(),
    analysis: schemas/* object */.Ikc({
        state: schemas/* enum */.k5n(['resolved', 'resolved_with_pedigree', 'exploitable', 'in_triage', 'false_positive', 'not_affected'])
            .optional(),
    })
        .optional(),
});
const bom = schemas/* object */.Ikc({
    bomFormat: schemas/* literal */.euz('CycloneDX'),
    specVersion: schemas/* string */.YjP().regex(/^1\.[2-7]$/, 'only versions 1.2 to 1.7 are read'),
    metadata: schemas/* object */.Ikc({ component: component.optional() }).optional(),
    components: schemas/* array */.YOg(component).optional(),
    vulnerabilities: schemas/* array */.YOg(vulnerability).optional(),
});
const SETTLED = new Set([
    'resolved',
    'resolved_with_pedigree',
    'false_positive',
    'not_affected',
]);
const withInner = (all) => all.flatMap((one) => [one, ...withInner(one.components ?? [])]);
const licencesOf = (one) => (one.licenses ?? []).flatMap((found) => 'expression' in found ? [found.expression] : (found.license.id ?? found.license.name ?? []));
/** The worst rating counts; a vulnerability without one is of unknown severity. */
function severityOf({ ratings = [] }) {
    const given = new Set(ratings.map(({ severity }) => severity));
    const worst = SEVERITIES.find((severity) => severity !== 'unknown' && given.has(severity));
    return worst ?? (given.has('info') || given.has('none') ? 'low' : 'unknown');
}
/** None when the document has no list of vulnerabilities, so that zero always means "looked and found none". */
function vulnerabilities(all) {
    if (all === undefined)
        return {};
    const open = all.filter(({ analysis }) => !SETTLED.has(analysis?.state));
    return { vulnerabilities: open.length, ...bySeverity(open.map(severityOf)), settled: all.length - open.length };
}
/** The digest of an image stands in the version, the package URL or the hashes of the main component. */
function digestsOf(main) {
    const named = [main?.version, main?.purl].flatMap((text) => digestIn(text ?? ''));
    const hashes = (main?.hashes ?? []).filter(({ alg }) => alg === 'SHA-256').map(({ content }) => `sha256:${content}`);
    return [...named, ...hashes];
}
const readCyclonedx = (text, wanted) => {
    const found = parseShaped(text, bom, 'a CycloneDX document');
    const components = withInner(found.components ?? []);
    if (components.length === 0)
        return reading_unreadable('it lists no components');
    const lists = {
        licenses: components.flatMap(licencesOf),
        purls: components.flatMap(({ purl }) => purl ?? []),
    };
    const values = {
        components: components.length,
        unlicensed: components.filter((one) => licencesOf(one).length === 0).length,
        ...vulnerabilities(found.vulnerabilities),
        ...Object.fromEntries(Object.entries(lists).flatMap(([name, all]) => (wanted.has(name) ? [[name, [...new Set(all)]]] : []))),
    };
    return { kind: 'values', values, digests: digestsOf(found.metadata?.component) };
};
const cyclonedx = {
    reads: 'CycloneDX JSON, versions 1.2 to 1.7, with nested components',
    variables: [
        count('components', 'components'),
        count('unlicensed', 'components without a licence'),
        { name: 'licenses', unit: 'list', meaning: 'licence ids, names and expressions, each once', together: 'joined' },
        { name: 'purls', unit: 'list', meaning: 'package URLs, each once', together: 'joined' },
        count('vulnerabilities', 'vulnerabilities that are not settled, when the document has a list of them'),
        ...severityVariables('vulnerabilities'),
        count('settled', 'vulnerabilities analysed as resolved, false positive or not affected; not in the other numbers'),
    ],
    refuses: 'no component; XML',
    read: readCyclonedx,
};

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/in-toto.js



const PAYLOAD = 'application/vnd.in-toto+json';
const envelope = schemas/* object */.Ikc({
    payloadType: schemas/* string */.YjP(),
    payload: schemas/* base64 */.K39(),
    signatures: schemas/* array */.YOg(schemas/* object */.Ikc({ sig: schemas/* string */.YjP().min(1) })).min(1, 'has no signature'),
});
const bundle = schemas/* object */.Ikc({
    mediaType: schemas/* string */.YjP().startsWith('application/vnd.dev.sigstore.bundle'),
    dsseEnvelope: envelope,
});
const statement = schemas/* object */.Ikc({
    _type: schemas/* enum */.k5n(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']),
    subject: schemas/* array */.YOg(schemas/* object */.Ikc({ name: schemas/* string */.YjP().optional(), digest: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP().regex(/^[0-9a-f]+$/)) }))
        .min(1, 'has no subject'),
    predicateType: schemas/* string */.YjP().min(1),
    predicate: schemas/* custom */.IeY().optional(),
});
const root = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J());
/** The envelope of a bundle, an envelope as it is, or none around a bare statement. */
function envelopeIn(text) {
    const found = parseShaped(text, root, 'a DSSE envelope, a Sigstore bundle or an in-toto statement');
    if ('dsseEnvelope' in found)
        return parseShaped(text, bundle, 'a Sigstore bundle').dsseEnvelope;
    if ('_type' in found)
        return undefined;
    return parseShaped(text, envelope, 'a DSSE envelope');
}
const decode = (base64) => new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)));
const readInToto = (text, wanted) => {
    const around = envelopeIn(text);
    if (around !== undefined && around.payloadType !== PAYLOAD)
        return reading_unreadable(`its payload is not ${PAYLOAD}`);
    const found = parseShaped(around === undefined ? text : decode(around.payload), statement, 'an in-toto statement');
    const digests = found.subject.flatMap(({ digest }) => digest['sha256'] === undefined ? [] : [`sha256:${digest['sha256']}`]);
    const { predicate = null } = found;
    return {
        kind: 'values',
        values: {
            predicate_type: found.predicateType,
            subjects: found.subject.length,
            signatures: around?.signatures.length ?? 0,
            ...(wanted.has('digests') ? { digests } : {}),
            ...(wanted.has('predicate') ? { predicate } : {}),
        },
        digests,
    };
};
const inToto = {
    reads: 'in-toto Statement v1 or v0.1, bare, in a DSSE envelope or in a Sigstore bundle. The signature is verified where `signed-by` names keys; **without `signed-by` it is not**, and what is believed is the artifact that it came in',
    variables: [
        { name: 'predicate_type', unit: 'text', meaning: 'the `predicateType`', together: 'same' },
        count('subjects', 'subjects'),
        { name: 'digests', unit: 'list', meaning: '`sha256:…` of the subjects', together: 'joined' },
        { name: 'predicate', unit: 'any', meaning: 'the predicate: `predicate.result == "PASSED"`', together: 'one' },
        {
            name: 'signatures',
            unit: 'count',
            meaning: 'signatures in the envelope; counting them verifies none',
            together: 'lowest',
        },
    ],
    refuses: 'no subject; an envelope without a signature or with another payload',
    read: readInToto,
};

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/json.js

/**
 * Any JSON document. The keys of its root are variables; the whole document is `json`, for keys that are no names and
 * for roots that are lists: `json["p95-ms"]`, `json[0].score`.
 */
const readJson = (text, wanted) => {
    const document = parseJson(text);
    const keys = typeof document === 'object' && document !== null && !Array.isArray(document) ? Object.entries(document) : [];
    const picked = [...keys.filter(([key]) => key !== 'json'), ['json', document]].filter(([key]) => wanted.has(key));
    return { kind: 'values', values: Object.fromEntries(picked) };
};
const json = {
    reads: 'any JSON document; the keys of its root are variables by their names',
    variables: [
        {
            name: 'json',
            unit: 'any',
            meaning: 'the whole document, for keys that are no names: `json["p95-ms"]`',
            together: 'one',
        },
    ],
    refuses: 'nested more than 100 deep; a key given twice; a number that is too large',
    read: readJson,
};

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/junit.js


function countCase(test, counts) {
    const [failure, error] = [children(test, 'failure').length > 0, children(test, 'error').length > 0];
    counts.total += 1;
    if (failure)
        counts.failures += 1;
    if (error)
        counts.errors += 1;
    if (failure || error)
        counts.failed += 1;
    else if (children(test, 'skipped').length > 0 || test['@status'] === 'notrun')
        counts.skipped += 1;
}
/**
 * Counts a suite with everything below it. Where its own attributes speak of more failures than its cases show (a
 * failed set-up has no case), the higher number counts.
 */
function countSuite(suite, depth) {
    const counts = { total: 0, failed: 0, failures: 0, errors: 0, skipped: 0, suites: 1 };
    if (depth > 50)
        throw new Error('suites are nested more than 50 deep');
    for (const test of children(suite, 'testcase'))
        countCase(test, counts);
    for (const inner of children(suite, 'testsuite')) {
        const below = countSuite(inner, depth + 1);
        for (const key of Object.keys(counts))
            counts[key] += below[key];
    }
    const [errors, failures] = [attribute(suite, 'errors') ?? 0, attribute(suite, 'failures') ?? 0];
    // An error directly under the suite belongs to no case.
    counts.errors = Math.max(counts.errors, errors) + children(suite, 'error').length;
    counts.failures = Math.max(counts.failures, failures) + children(suite, 'failure').length;
    counts.failed = Math.max(counts.failed, counts.failures, counts.errors, failures + errors);
    // Some tools count a case twice whose clean-up failed.
    const claimed = attribute(suite, 'tests') ?? 0;
    if (claimed > counts.total + counts.failed)
        throw new Error(`a suite speaks of ${claimed} tests and holds ${counts.total} test cases`);
    return counts;
}
/** A file without a test case that ran is no evidence. */
const readJunit = (text) => {
    const { name, root } = parseXml(text);
    if (name !== 'testsuites' && name !== 'testsuite')
        return reading_unreadable('not a JUnit file: its root is neither testsuites nor testsuite');
    const { total, failed, failures, errors, skipped } = countSuite(root, 0);
    if (total === 0)
        return reading_unreadable('it has no test cases');
    if (skipped === total)
        return reading_unreadable(`all ${total} test cases were skipped`);
    const passed = Math.max(0, total - failed - skipped);
    return { kind: 'values', values: { total, passed, failed, failures, errors, skipped } };
};
/** JUnit XML of any tool: nested suites, cases counted one by one. */
const junit = {
    reads: 'JUnit XML of any tool, with nested suites; cases are counted one by one',
    variables: [
        count('total', 'test cases'),
        count('passed', 'cases that ran and did not fail'),
        count('failed', 'cases with a failure or an error, or as many as a suite speaks of'),
        count('failures', 'cases with a failure'),
        count('errors', 'cases or suites with an error'),
        count('skipped', 'cases that did not run'),
    ],
    refuses: 'no test case ran; it speaks of more tests than it holds',
    read: readJunit,
};

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/k6.js



const numbers = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J());
/** `--summary-export`: the values of a metric beside its thresholds, where **true** says that a threshold was crossed. */
const exported = schemas/* object */.Ikc({ thresholds: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* boolean */.zMY()).optional() }).catchall(schemas/* unknown */.L5J());
/** `handleSummary(data)`: the values in `values`, and thresholds with `ok`. */
const handled = schemas/* object */.Ikc({
    type: schemas/* enum */.k5n(['counter', 'gauge', 'rate', 'trend']),
    values: numbers,
    thresholds: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* object */.Ikc({ ok: schemas/* boolean */.zMY() })).optional(),
});
const ofHandleSummary = schemas/* object */.Ikc({
    metrics: schemas/* record */.g1P(schemas/* string */.YjP(), handled),
    state: schemas/* object */.Ikc({ testRunDurationMs: schemas/* number */.aig().min(0).optional() }).optional(),
});
const ofSummaryExport = schemas/* object */.Ikc({ metrics: schemas/* record */.g1P(schemas/* string */.YjP(), exported) });
const either = schemas/* object */.Ikc({ metrics: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J())) });
function readHandled(text) {
    const { metrics, state } = parseShaped(text, ofHandleSummary, 'data of handleSummary');
    const read = Object.entries(metrics).map(([name, { values, thresholds = {} }]) => [
        name,
        { values, crossed: Object.values(thresholds).map(({ ok }) => !ok) },
    ]);
    return { metrics: Object.fromEntries(read), duration: state?.testRunDurationMs };
}
function readExported(text) {
    const { metrics } = parseShaped(text, ofSummaryExport, 'a k6 summary export');
    const read = Object.entries(metrics).map(([name, { thresholds = {}, ...values }]) => [
        name,
        { values, crossed: Object.values(thresholds) },
    ]);
    return { metrics: Object.fromEntries(read), duration: undefined };
}
/** Which value of which metric a variable is. */
const SOURCES = [
    ['requests', 'http_reqs', ['count']],
    ['request_rate', 'http_reqs', ['rate']],
    ['avg_ms', 'http_req_duration', ['avg']],
    ['min_ms', 'http_req_duration', ['min']],
    ['med_ms', 'http_req_duration', ['med']],
    ['max_ms', 'http_req_duration', ['max']],
    ['p90_ms', 'http_req_duration', ['p(90)']],
    ['p95_ms', 'http_req_duration', ['p(95)']],
    ['p99_ms', 'http_req_duration', ['p(99)']],
    ['error_rate', 'http_req_failed', ['rate', 'value']],
    ['vus_max', 'vus_max', ['max', 'value']],
    ['iterations', 'iterations', ['count']],
    ['checks_passed', 'checks', ['passes']],
    ['checks_failed', 'checks', ['fails']],
];
function pick(summary, metric, keys) {
    const values = summary.metrics[metric]?.values ?? {};
    const key = keys.find((one) => Object.hasOwn(values, one));
    if (key === undefined)
        return undefined;
    const value = values[key];
    if (typeof value !== 'number' || !(value >= 0))
        throw new Error(`metrics.${metric}.${key} is not a number from 0 on`);
    return value;
}
/** Numbers that contradict each other are nobody's measurement. */
function contradiction(found) {
    const [rate, low, high] = [found['error_rate'], found['p90_ms'], found['p95_ms']];
    if (typeof rate === 'number' && rate > 1)
        return 'the rate of http_req_failed is more than 1';
    if (typeof low === 'number' && typeof high === 'number' && low > high)
        return 'p(90) is more than p(95)';
    return undefined;
}
const readK6 = (text) => {
    const { metrics } = parseShaped(text, either, 'a k6 summary');
    const isHandled = Object.values(metrics).some((metric) => 'values' in metric && 'type' in metric);
    const summary = isHandled ? readHandled(text) : readExported(text);
    const iterations = pick(summary, 'iterations', ['count']) ?? 0;
    if (iterations === 0)
        return reading_unreadable('no iteration ran to its end');
    const requests = pick(summary, 'http_reqs', ['count']) ?? 0;
    const found = SOURCES.flatMap(([name, metric, keys]) => {
        const value = pick(summary, metric, keys);
        // Without a request k6 writes zeros, which would look like a fast and faultless service.
        return value === undefined || (requests === 0 && metric.startsWith('http_')) ? [] : [[name, value]];
    });
    const crossed = Object.values(summary.metrics).flatMap((metric) => metric.crossed);
    const values = {
        ...Object.fromEntries(found),
        thresholds: crossed.length,
        thresholds_failed: crossed.filter(Boolean).length,
        ...(summary.duration === undefined ? {} : { duration_s: summary.duration / 1_000 }),
    };
    const wrong = contradiction(values);
    return wrong === undefined ? { kind: 'values', values } : reading_unreadable(wrong);
};
const ms = (name, meaning, together = 'highest') => ({ name, unit: 'ms', meaning, together });
const k6 = {
    reads: 'k6 end-of-test summary: `--summary-export`, or the `data` of `handleSummary` as JSON',
    variables: [
        count('requests', 'HTTP requests'),
        { name: 'request_rate', unit: 'per second', meaning: 'HTTP requests', together: 'lowest' },
        ms('avg_ms', 'mean duration of HTTP requests'),
        ms('min_ms', 'shortest duration', 'lowest'),
        ms('med_ms', 'median'),
        ms('max_ms', 'longest duration'),
        ms('p90_ms', '90th percentile'),
        ms('p95_ms', '95th percentile'),
        ms('p99_ms', '99th percentile, when `summaryTrendStats` asks for it'),
        { name: 'error_rate', unit: '0 to 1', meaning: 'share of HTTP requests that failed', together: 'highest' },
        { name: 'vus_max', unit: 'count', meaning: 'most virtual users', together: 'lowest' },
        count('iterations', 'iterations that ran to their end'),
        count('checks_passed', 'checks that held'),
        count('checks_failed', 'checks that did not hold'),
        count('thresholds', 'thresholds of the script'),
        count('thresholds_failed', 'thresholds that were crossed'),
        { name: 'duration_s', unit: 's', meaning: 'duration of the test, with `handleSummary`', together: 'lowest' },
    ],
    refuses: 'no iteration ran; values of HTTP are not given without a request',
    read: readK6,
};

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/sarif.js



const LEVELS = ['error', 'warning', 'note', 'none'];
const level = schemas/* enum */.k5n(LEVELS);
const properties = schemas/* object */.Ikc({ 'security-severity': schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()]).optional() }).optional();
const index = schemas/* int */.Whr().min(-1).optional();
const rule = schemas/* object */.Ikc({
    id: schemas/* string */.YjP(),
    defaultConfiguration: schemas/* object */.Ikc({ level: level.optional() }).optional(),
    properties,
});
const driver = schemas/* object */.Ikc({ name: schemas/* string */.YjP().min(1), rules: schemas/* array */.YOg(rule).optional() });
const result = schemas/* object */.Ikc({
    ruleId: schemas/* string */.YjP().optional(),
    ruleIndex: index,
    rule: schemas/* object */.Ikc({ id: schemas/* string */.YjP().optional(), index, toolComponent: schemas/* object */.Ikc({ index }).optional() }).optional(),
    level: level.optional(),
    kind: schemas/* enum */.k5n(['notApplicable', 'pass', 'fail', 'review', 'open', 'informational']).optional(),
    baselineState: schemas/* enum */.k5n(['new', 'unchanged', 'updated', 'absent']).optional(),
    suppressions: schemas/* array */.YOg(schemas/* object */.Ikc({ status: schemas/* enum */.k5n(['accepted', 'underReview', 'rejected']).optional() })).optional(),
    properties,
});
const run = schemas/* object */.Ikc({
    tool: schemas/* object */.Ikc({ driver, extensions: schemas/* array */.YOg(driver).optional() }),
    invocations: schemas/* array */.YOg(schemas/* object */.Ikc({ executionSuccessful: schemas/* boolean */.zMY() })).optional(),
    externalPropertyFileReferences: schemas/* object */.Ikc({ results: schemas/* array */.YOg(schemas/* unknown */.L5J()).optional() }).optional(),
    results: schemas/* array */.YOg(result).nullish(),
});
const log = schemas/* object */.Ikc({ version: schemas/* literal */.euz('2.1.0'), runs: schemas/* array */.YOg(run).min(1, 'has no run') });
/** The rule of a result, in the tool itself or in the extension that the result names. */
function ruleOf({ tool }, found) {
    const component = found.rule?.toolComponent?.index;
    const rules = (component === undefined || component < 0 ? tool.driver : tool.extensions?.[component])?.rules ?? [];
    const position = found.ruleIndex ?? found.rule?.index;
    const id = found.ruleId ?? found.rule?.id;
    if (position !== undefined && position >= 0)
        return rules[position];
    // `CA1000/1` is a case of the rule `CA1000`.
    return rules.find((one) => one.id === id) ?? rules.find((one) => id?.startsWith(`${one.id}/`));
}
/** SARIF 2.1.0 §3.27.10: without a level of its own, a result has that of its rule, and `warning` without one. */
const levelOf = (found, of) => found.level ?? of?.defaultConfiguration?.level ?? 'warning';
/** The bands of code scanning: critical from 9.0, high from 7.0, medium from 4.0, low above 0. */
function securitySeverity(found, of) {
    const given = [found.properties, of?.properties].flatMap((one) => one?.['security-severity'] ?? []);
    const scores = given.map((text) => (String(text).trim() === '' ? Number.NaN : Number(text)));
    if (scores.some((score) => !(score >= 0 && score <= 10)))
        throw new Error('a security-severity is not a number from 0 to 10');
    const score = Math.max(0, ...scores);
    if (score >= 9)
        return 'critical';
    if (score >= 7)
        return 'high';
    if (score >= 4)
        return 'medium';
    return score > 0 ? 'low' : 'unrated';
}
/** Suppressed when every word about it says so: none is under review or was rejected. */
const isSuppressed = ({ suppressions = [] }) => suppressions.length > 0 && suppressions.every(({ status }) => status === undefined || status === 'accepted');
/** Why a run says nothing about what it looked at; undefined when it does. */
function problem({ results, invocations = [], externalPropertyFileReferences: elsewhere }) {
    if (results === undefined || results === null)
        return 'a run has no results: the tool did not get as far as looking';
    if (invocations.some((one) => !one.executionSuccessful))
        return 'a run says that the tool itself failed';
    if ((elsewhere?.results?.length ?? 0) > 0)
        return 'a run keeps results in another file';
    return undefined;
}
const ZERO = {
    total: 0,
    error: 0,
    warning: 0,
    note: 0,
    none: 0,
    critical: 0,
    high: 0,
    medium: 0,
    low: 0,
    unrated: 0,
    review: 0,
    suppressed: 0,
};
const readSarif = (text, wanted) => {
    const { runs } = parseShaped(text, log, 'a SARIF 2.1.0 log');
    const wrong = runs.map(problem).find((one) => one !== undefined);
    if (wrong !== undefined)
        return reading_unreadable(wrong);
    const counts = { ...ZERO };
    for (const one of runs) {
        for (const found of one.results ?? []) {
            const { kind = 'fail' } = found;
            if (found.baselineState === 'absent')
                continue;
            if (isSuppressed(found))
                counts.suppressed += 1;
            else if (kind === 'review' || kind === 'open')
                counts.review += 1;
            else if (kind === 'fail') {
                const of = ruleOf(one, found);
                counts.total += 1;
                counts[levelOf(found, of)] += 1;
                counts[securitySeverity(found, of)] += 1;
            }
        }
    }
    const tools = wanted.has('tools') ? { tools: [...new Set(runs.map(({ tool }) => tool.driver.name))] } : {};
    return { kind: 'values', values: { ...counts, runs: runs.length, ...tools } };
};
const sarif = {
    reads: 'SARIF 2.1.0 of any tool; every run of the log',
    variables: [
        count('total', 'results that are failures and not suppressed'),
        ...LEVELS.map((name) => count(name, `of those, with level ${name} (their own, or that of their rule)`)),
        ...[
            ['critical', '9.0 and more'],
            ['high', '7.0 to 8.9'],
            ['medium', '4.0 to 6.9'],
            ['low', '0.1 to 3.9'],
        ].map(([name = '', range]) => count(name, `of those, with a security-severity of ${range}`)),
        count('unrated', 'of those, without a security-severity'),
        count('review', 'results that a person has to look at (kind review or open)'),
        count('suppressed', 'results that are suppressed; they are not in the other numbers'),
        count('runs', 'runs in the log'),
        { name: 'tools', unit: 'list', meaning: 'names of the tools', together: 'joined' },
    ],
    refuses: 'a run without results, of a tool that failed, or with results in another file',
    read: readSarif,
};

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/spdx.js




const part = schemas/* object */.Ikc({
    SPDXID: schemas/* string */.YjP().min(1),
    name: schemas/* string */.YjP().min(1),
    licenseConcluded: schemas/* string */.YjP().optional(),
    licenseDeclared: schemas/* string */.YjP().optional(),
    checksums: schemas/* array */.YOg(schemas/* object */.Ikc({ algorithm: schemas/* string */.YjP(), checksumValue: schemas/* string */.YjP() })).optional(),
    externalRefs: schemas/* array */.YOg(schemas/* object */.Ikc({ referenceType: schemas/* string */.YjP(), referenceLocator: schemas/* string */.YjP() })).optional(),
});
const spdx_document = schemas/* object */.Ikc({
    spdxVersion: schemas/* enum */.k5n(['SPDX-2.2', 'SPDX-2.3'], { error: 'only SPDX 2.2 and 2.3 are read' }),
    SPDXID: schemas/* literal */.euz('SPDXRef-DOCUMENT'),
    documentDescribes: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    packages: schemas/* array */.YOg(part).optional(),
    relationships: schemas/* array */.YOg(schemas/* object */.Ikc({ spdxElementId: schemas/* string */.YjP(), relationshipType: schemas/* string */.YjP(), relatedSpdxElement: schemas/* string */.YjP() }))
        .optional(),
});
const NO_LICENCE = new Set(['NOASSERTION', 'NONE', '', undefined]);
const spdx_licencesOf = ({ licenseConcluded, licenseDeclared }) => [licenseConcluded, licenseDeclared].flatMap((text) => (text === undefined || NO_LICENCE.has(text) ? [] : [text]));
const purlsOf = ({ externalRefs = [] }) => externalRefs.filter((one) => one.referenceType === 'purl').map((one) => one.referenceLocator);
/** Digests of the packages that the document is about. */
function spdx_digestsOf(found) {
    const described = (found.relationships ?? [])
        .filter((one) => one.spdxElementId === found.SPDXID && one.relationshipType === 'DESCRIBES')
        .map((one) => one.relatedSpdxElement);
    const about = new Set([...(found.documentDescribes ?? []), ...described]);
    const main = (found.packages ?? []).filter((one) => about.has(one.SPDXID));
    const checksums = main.flatMap(({ checksums: all = [] }) => all.filter((one) => one.algorithm === 'SHA256').map((one) => `sha256:${one.checksumValue}`));
    return [...checksums, ...main.flatMap(purlsOf).flatMap(digestIn)];
}
const readSpdx = (text, wanted) => {
    const found = parseShaped(text, spdx_document, 'an SPDX JSON document');
    const packages = found.packages ?? [];
    if (packages.length === 0)
        return reading_unreadable('it lists no packages');
    const lists = { licenses: packages.flatMap(spdx_licencesOf), purls: packages.flatMap(purlsOf) };
    const values = {
        components: packages.length,
        unlicensed: packages.filter((one) => spdx_licencesOf(one).length === 0).length,
        ...Object.fromEntries(Object.entries(lists).flatMap(([name, all]) => (wanted.has(name) ? [[name, [...new Set(all)]]] : []))),
    };
    return { kind: 'values', values, digests: spdx_digestsOf(found) };
};
const spdx = {
    reads: 'SPDX JSON, versions 2.2 and 2.3',
    variables: [
        count('components', 'packages'),
        count('unlicensed', 'packages whose licence is neither concluded nor declared'),
        {
            name: 'licenses',
            unit: 'list',
            meaning: 'licence expressions, concluded and declared, each once',
            together: 'joined',
        },
        { name: 'purls', unit: 'list', meaning: 'package URLs, each once', together: 'joined' },
    ],
    refuses: 'no package; tag-value text; SPDX 3',
    read: readSpdx,
};

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/trivy.js





const severity = schemas/* enum */.k5n(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN']);
const list = (item) => schemas/* array */.YOg(item).nullish();
const trivy_result = schemas/* object */.Ikc({
    Target: schemas/* string */.YjP(),
    Class: schemas/* string */.YjP(),
    Vulnerabilities: list(schemas/* object */.Ikc({ VulnerabilityID: schemas/* string */.YjP().min(1), Severity: severity, FixedVersion: schemas/* string */.YjP().optional() })),
    Misconfigurations: list(schemas/* object */.Ikc({ Severity: severity, Status: schemas/* enum */.k5n(['PASS', 'FAIL', 'EXCEPTION']) })),
    Secrets: list(schemas/* object */.Ikc({ RuleID: schemas/* string */.YjP(), Severity: severity })),
    Licenses: list(schemas/* object */.Ikc({ Name: schemas/* string */.YjP(), Severity: severity })),
    ExperimentalModifiedFindings: list(schemas/* object */.Ikc({ Status: schemas/* string */.YjP() })),
});
const report = schemas/* object */.Ikc({
    SchemaVersion: schemas/* literal */.euz(2),
    ArtifactName: schemas/* string */.YjP().min(1),
    ArtifactType: schemas/* string */.YjP().optional(),
    Metadata: schemas/* object */.Ikc({
        ImageID: schemas/* string */.YjP().optional(),
        RepoDigests: list(schemas/* string */.YjP()),
        OS: schemas/* object */.Ikc({ EOSL: schemas/* boolean */.zMY().optional() }).nullish(),
    })
        .nullish(),
    Results: list(trivy_result),
});
const OS_PACKAGES = 'os-pkgs';
const LIBRARIES = 'lang-pkgs';
const trivy_severityOf = (found) => found.Severity.toLowerCase();
/** Numbers of vulnerabilities; none when no packages were looked at, so that zero always means "looked and found none". */
function trivy_vulnerabilities(results) {
    const scanned = results.filter((one) => one.Class === OS_PACKAGES || one.Class === LIBRARIES);
    if (scanned.length === 0)
        return {};
    const all = scanned.flatMap((one) => one.Vulnerabilities ?? []);
    const fixable = bySeverity(all.filter((one) => (one.FixedVersion ?? '') !== '').map(trivy_severityOf));
    const inClass = (name) => scanned.filter((one) => one.Class === name).reduce((sum, one) => sum + (one.Vulnerabilities?.length ?? 0), 0);
    return {
        total: all.length,
        ...bySeverity(all.map(trivy_severityOf)),
        fixable: Object.values(fixable).reduce((sum, number) => sum + number, 0),
        fixable_critical: fixable.critical,
        fixable_high: fixable.high,
        os_packages: inClass(OS_PACKAGES),
        libraries: inClass(LIBRARIES),
    };
}
/** Numbers of misconfigurations; none when no configuration was looked at. */
function misconfigurations(results) {
    const scanned = results.filter((one) => one.Class === 'config');
    if (scanned.length === 0)
        return {};
    const failed = scanned.flatMap((one) => one.Misconfigurations ?? []).filter((one) => one.Status === 'FAIL');
    const { critical, high } = bySeverity(failed.map(trivy_severityOf));
    return { misconfigurations: failed.length, misconfigurations_critical: critical, misconfigurations_high: high };
}
/** `name@sha256:…` of the image, as the registry knows it. */
const trivy_digestsOf = ({ ArtifactName, Metadata }) => [ArtifactName, ...(Metadata?.RepoDigests ?? [])].flatMap(digestIn);
const readTrivy = (text) => {
    const found = parseShaped(text, report, 'a Trivy report of schema 2');
    const results = found.Results ?? [];
    if (results.length === 0)
        return reading_unreadable('it has no Results: Trivy found nothing in it that it could scan');
    const stray = results.find((one) => (one.Vulnerabilities?.length ?? 0) > 0 && one.Class !== OS_PACKAGES && one.Class !== LIBRARIES);
    if (stray !== undefined)
        return reading_unreadable('it has vulnerabilities in a result that is neither os-pkgs nor lang-pkgs');
    const values = {
        ...trivy_vulnerabilities(results),
        ...misconfigurations(results),
        secrets: results.reduce((sum, one) => sum + (one.Secrets?.length ?? 0), 0),
        licenses: results.reduce((sum, one) => sum + (one.Licenses?.length ?? 0), 0),
        suppressed: results.reduce((sum, one) => sum + (one.ExperimentalModifiedFindings?.length ?? 0), 0),
        targets: results.length,
        end_of_life: found.Metadata?.OS?.EOSL === true ? 1 : 0,
        artifact_name: found.ArtifactName,
        ...(found.Metadata?.ImageID === undefined ? {} : { image_id: found.Metadata.ImageID }),
    };
    return { kind: 'values', values, digests: trivy_digestsOf(found) };
};
const trivy = {
    reads: 'Trivy `--format json`, schema 2; every target of the report',
    variables: [
        count('total', 'vulnerabilities, when packages were looked at'),
        ...severityVariables('vulnerabilities'),
        count('fixable', 'vulnerabilities that a newer version mends'),
        count('fixable_critical', 'of those, critical ones'),
        count('fixable_high', 'of those, high ones'),
        count('os_packages', 'vulnerabilities in packages of the operating system'),
        count('libraries', 'vulnerabilities in packages of a language'),
        count('misconfigurations', 'failed checks, when configuration was looked at'),
        count('misconfigurations_critical', 'of those, critical ones'),
        count('misconfigurations_high', 'of those, high ones'),
        count('secrets', 'secrets; zero also when Trivy was told not to look for them, which a report does not say'),
        count('licenses', 'findings about licences; zero also when Trivy was not told to look for them'),
        count('suppressed', 'findings that the scan was told to ignore and says so (`--show-suppressed`)'),
        count('targets', 'targets in the report'),
        count('end_of_life', '1 when the operating system gets no more security fixes, so that little can be found'),
        { name: 'artifact_name', unit: 'text', meaning: 'what was scanned', together: 'same' },
        { name: 'image_id', unit: 'text', meaning: 'digest of the image configuration', together: 'same' },
    ],
    refuses: 'without Results, because then nothing was scanned; an unknown severity',
    read: readTrivy,
};

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/validation-document.js



/** The words of a node as they are read, without the marks of Markdown; comments and code are not read. */
function words(node) {
    if (node.type === 'text')
        return node.value;
    if (node.type === 'break')
        return '\n';
    if (!('children' in node))
        return '';
    return node.children.map(words).join('');
}
/** Lines of the paragraphs and headings, wherever they stand. */
function linesOf(node) {
    if (node.type === 'paragraph' || node.type === 'heading')
        return words(node).replace(/\*|__/g, '').split('\n');
    return 'children' in node ? node.children.flatMap(linesOf) : [];
}
const LABELS = {
    'validation status': 'status',
    'last validated': 'last_validated',
    'next validation': 'next_validation',
};
const LINE = /^\s*(validation status|last validated|next validation)\s*:\s*(.*?)\s*$/i;
const MONTHS = [
    'january',
    'february',
    'march',
    'april',
    'may',
    'june',
    'july',
    'august',
    'september',
    'october',
    'november',
    'december',
];
/** `2024-12-24` or `December 24, 2024` as `2024-12-24`; undefined for anything else and for days that are none. */
function dayOf(text) {
    const [, name = '', date = '', year = ''] = /^([A-Za-z]+) (\d{1,2}), (\d{4})$/.exec(text) ?? [];
    const month = MONTHS.indexOf(name.toLowerCase()) + 1;
    const written = month > 0 ? `${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}` : text;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(written))
        return undefined;
    const time = Date.parse(`${written}T00:00:00Z`);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(written) ? written : undefined;
}
const readValidationDocument = (text) => {
    checkMarkdown(text);
    const values = {};
    for (const line of linesOf((0,lib/* fromMarkdown */.Y)(text, { extensions: [WITHOUT_EMPHASIS] }))) {
        const [, label = '', value = ''] = LINE.exec(line) ?? [];
        if (label === '')
            continue;
        const name = LABELS[label.toLowerCase()];
        if (Object.hasOwn(values, name))
            return reading_unreadable(`it has "${label}" twice`);
        if (value === '')
            return reading_unreadable(`"${label}" has no value`);
        const day = name === 'status' ? value : dayOf(value);
        if (day === undefined)
            return reading_unreadable(`"${label}" is not a day such as 2024-12-24`);
        values[name] = name === 'status' ? day : name === 'last_validated' ? `${day}T00:00:00Z` : `${day}T23:59:59Z`;
    }
    const { last_validated: last, next_validation: next } = values;
    if (values['status'] === undefined)
        return reading_unreadable('it has no line "Validation Status: …"');
    if (typeof last === 'string' && typeof next === 'string' && last > next)
        return reading_unreadable('"Next Validation" is before "Last Validated"');
    return { kind: 'values', values };
};
/** The three lines by which a validation document says what it is worth. */
const validationDocument = {
    reads: 'Markdown with the lines `Validation Status: …`, `Last Validated: …` and `Next Validation: …`; comments and code are not read',
    variables: [
        { name: 'status', unit: 'text', meaning: 'the validation status, as written', together: 'same' },
        { name: 'last_validated', unit: 'time', meaning: 'beginning of that day in UTC', together: 'lowest' },
        {
            name: 'next_validation',
            unit: 'time',
            meaning: 'end of that day in UTC: `next_validation >= now`',
            together: 'lowest',
        },
    ],
    refuses: 'no status; a line twice; a date that is none; the next validation before the last one',
    read: readValidationDocument,
};

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/registry.js














/** A format is read by one pure file and this line. */
const EVIDENCE_FORMS = {
    junit: junit,
    trivy: trivy,
    sarif: sarif,
    cyclonedx: cyclonedx,
    spdx: spdx,
    k6: k6,
    coverage: coverage,
    checklist: checklist,
    'validation-document': validationDocument,
    dsse: inToto,
    json: json,
};
/** Largest file that is read, in bytes. */
const MAX_EVIDENCE_BYTES = 20_000_000;
function readText(form, bytes, wanted) {
    if (bytes.length > MAX_EVIDENCE_BYTES)
        return reading_unreadable(`it has ${bytes.length} bytes, at most ${MAX_EVIDENCE_BYTES} are read`);
    let text;
    try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        return reading_unreadable('it cannot be read: it is not UTF-8');
    }
    if (text.includes('\0'))
        return reading_unreadable('it cannot be read: it has NUL characters, as UTF-16 and binary files do');
    if (text.trim() === '')
        return reading_unreadable('it is empty');
    try {
        return form.read(text, wanted);
    }
    catch (thrown) {
        const reason = (0,errors/* describeError */.U)(thrown);
        return reading_unreadable(findPersonalData(reason).length > 0 ? 'it is not as its format says' : reason);
    }
}
/** Reads a file of evidence. Anything that goes wrong makes it unreadable, never empty. */
function readEvidence(format, bytes, wanted) {
    const reading = readText(EVIDENCE_FORMS[format], bytes, wanted);
    if (reading.kind === 'unreadable')
        return reading;
    // What is given here goes into the record, which is kept for years and shown to many.
    const personal = personalDataIn(reading.values);
    if (personal === undefined)
        return reading;
    return reading_unreadable(`a value that require looks at holds what looks like a ${personal}, which a record must not keep`);
}

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-readers/several.js

/** The least and the most of numbers or of times, which sort as their text does. */
function extremes(found) {
    const all = several_numbers(found);
    if (all !== undefined)
        return [Math.min(...all), Math.max(...all)];
    const texts = found.every((value) => typeof value === 'string') ? found.toSorted() : [];
    const [least, most] = [texts[0], texts.at(-1)];
    return least === undefined || most === undefined ? undefined : [least, most];
}
const several_numbers = (found) => found.every((value) => typeof value === 'number') ? found : undefined;
/** One value of several files; undefined when they do not make one. */
function join(rule, found) {
    const [first] = found;
    if (rule === 'same')
        return found.every((value) => value === first) ? first : undefined;
    if (rule === 'joined')
        return found.every((value) => Array.isArray(value)) ? [...new Set(found.flat())] : undefined;
    if (rule === 'sum')
        return several_numbers(found)?.reduce((sum, value) => sum + value, 0);
    if (rule === 'one')
        return undefined;
    return extremes(found)?.[rule === 'highest' ? 1 : 0];
}
/**
 * Values of several files of one format as those of one. A value that one of them does not have is not known: the sum
 * of the others would hide it.
 */
function addUp(form, all) {
    const joined = form.variables.flatMap(({ name, together }) => {
        const found = all.flatMap((values) => (Object.hasOwn(values, name) ? [values[name] ?? null] : []));
        const value = found.length === all.length ? join(together, found) : undefined;
        return value === undefined ? [] : [[name, value]];
    });
    return Object.fromEntries(joined);
}
/** What several files of one format say together; a single one speaks for itself. */
function together(form, readings) {
    const bad = readings.find((reading) => reading.kind === 'unreadable');
    if (bad !== undefined)
        return bad;
    const good = readings.filter((reading) => reading.kind === 'values');
    const [only, ...more] = good;
    if (only === undefined)
        return reading_unreadable('there is no file');
    const countable = form.variables.some((variable) => variable.together !== 'one');
    if (more.length > 0 && !countable)
        return reading_unreadable('files of this format cannot be added up; name one of them');
    const values = more.length === 0
        ? only.values
        : addUp(form, good.map((reading) => reading.values));
    return { kind: 'values', values: form.derive?.(values) ?? values };
}

;// CONCATENATED MODULE: ./.build/shared/policy/evidence-signature.js
/** Which file is signed by none of the keys that are asked for; undefined when each is, or none is asked for. */
function unsigned({ signedBy }, files) {
    if (signedBy === undefined)
        return undefined;
    const other = files.find(({ signature }) => signature?.kind !== 'verified');
    if (other === undefined)
        return undefined;
    const why = other.signature?.kind === 'unverified' ? other.signature.why : 'its signature was not looked at';
    return `${other.path}: ${why}`;
}
/** By whom an attestation was signed, or that nobody has looked: a record must never look like more than it is. */
function toldSignature(rule, files) {
    if (rule.format !== 'dsse')
        return '';
    if (rule.signedBy === undefined)
        return '; its signature is not verified (no signed-by)';
    const keys = files.flatMap(({ signature }) => (signature?.kind === 'verified' ? [signature.key] : []));
    return `; signed by key ${[...new Set(keys)].join(', ')}`;
}

// EXTERNAL MODULE: ./node_modules/@marcbachmann/cel-js/lib/index.js + 13 modules
var cel_js_lib = __webpack_require__(47337);
;// CONCATENATED MODULE: ./.build/shared/policy/strict-expression.js
/** The function that every division is turned into. */
const DIVIDE = 'strict_divide';
function literal(value) {
    if (value === null || typeof value === 'boolean' || typeof value === 'bigint')
        return String(value);
    if (typeof value === 'string')
        return JSON.stringify(value);
    if (typeof value === 'number')
        return /[.e]/.test(String(value)) ? String(value) : `${value}.0`;
    throw new Error('literals of this type are not supported');
}
const BINARY = new Set(['!=', '==', 'in', '+', '-', '*', '%', '<', '<=', '>', '>=']);
const receiver = (node) => (node.op === 'id' ? node.args : `(${strictText(node)})`);
/**
 * The same expression with two of CEL's leniencies taken out, because a missing number must never end in a yes:
 * - CEL forgets an error on one side of `||` and `&&` when the other side decides; here the left side has to have an
 *   answer (the right side still need not, so `total == 0 || failed / total < 0.1` works);
 * - CEL divides whole numbers without a remainder and decimals by zero; here a division is a real one or an error.
 */
function strictText(node) {
    const all = (nodes) => nodes.map(strictText).join(', ');
    switch (node.op) {
        case 'value':
            return literal(node.args);
        case 'id':
            return node.args;
        case '||':
            return `(${strictText(node.args[0])} ? true : ${strictText(node.args[1])})`;
        case '&&':
            return `(${strictText(node.args[0])} ? ${strictText(node.args[1])} : false)`;
        case '/':
            return `${DIVIDE}(${all(node.args)})`;
        case '!_':
        case '-_':
            return `${node.op[0]}(${strictText(node.args)})`;
        case '.':
            return `${receiver(node.args[0])}.${node.args[1]}`;
        case '[]':
            return `${receiver(node.args[0])}[${strictText(node.args[1])}]`;
        case 'call':
            return `${node.args[0]}(${all(node.args[1])})`;
        case 'rcall':
            return `${receiver(node.args[1])}.${node.args[0]}(${all(node.args[2])})`;
        case 'list':
            return `[${all(node.args)}]`;
        case 'map':
            return `{${node.args.map(([key, value]) => `${strictText(key)}: ${strictText(value)}`).join(', ')}}`;
        case '?:':
            return `(${strictText(node.args[0])} ? ${strictText(node.args[1])} : ${strictText(node.args[2])})`;
        default:
            if (!BINARY.has(node.op))
                throw new Error(`the operator ${node.op} is not supported`);
            return binary(node.op, node.args);
    }
}
const binary = (operator, [left, right]) => `(${strictText(left)} ${operator} ${strictText(right)})`;
/** Names of the variables in an expression, and the dotted paths that begin with one: `latency`, `latency.p95`. */
function pathsIn(node) {
    const found = new Set();
    const dotted = (one) => {
        if (one.op === 'id')
            return one.args;
        if (one.op !== '.')
            return undefined;
        const base = dotted(one.args[0]);
        return base === undefined ? undefined : `${base}.${one.args[1]}`;
    };
    const visit = (one) => {
        if (Array.isArray(one)) {
            one.forEach(visit);
            return;
        }
        if (typeof one !== 'object' || one === null || !('op' in one))
            return;
        const path = dotted(one);
        if (path === undefined)
            visit(one.args);
        else
            found.add(path);
    };
    visit(node);
    return [...found];
}

;// CONCATENATED MODULE: ./.build/shared/policy/expression.js


const NUMBERS = ['int * double', 'double * int', 'int + double', 'double + int', 'int - double', 'double - int'];
const compute = (operator, left, right) => operator === '*' ? left * right : operator === '+' ? left + right : left - right;
function divide(left, right) {
    const numbers = [left, right].map((one) => typeof one === 'bigint' || typeof one === 'number' ? Number(one) : Number.NaN);
    const [dividend = Number.NaN, divisor = Number.NaN] = numbers;
    if (divisor === 0)
        throw new Error('division by zero');
    const quotient = dividend / divisor;
    if (!Number.isFinite(quotient))
        throw new Error('only finite numbers can be divided');
    return quotient;
}
/** The language: CEL, with whole numbers and decimals mixing in arithmetic, since JSON does not tell them apart. */
const language = new cel_js_lib/* Environment */.OH({
    limits: { maxAstNodes: 2_000, maxDepth: 50, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 16 },
}).registerFunction(`${DIVIDE}(dyn, dyn): double`, divide);
for (const signature of NUMBERS) {
    const operator = signature.split(' ')[1] ?? '';
    language.registerOperator(`${signature}: double`, (left, right) => compute(operator, Number(left), Number(right)));
}
/** Names that an expression can use as they are; others are reached as `json["the-name"]`. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** A value whose name means something else in the language would silently be that other thing. */
function checkNames(values) {
    const taken = Object.keys(values).find((name) => name !== 'now' && language.hasVariable(name));
    if (taken !== undefined)
        throw new Error(`"${taken}" is a word of the language; write json["${taken}"]`);
}
function environmentFor(values, times) {
    const environment = language.clone();
    environment.registerVariable('now', 'google.protobuf.Timestamp');
    for (const name of Object.keys(values)) {
        if (!NAME.test(name) || environment.hasVariable(name))
            continue;
        try {
            environment.registerVariable(name, times.has(name) ? 'google.protobuf.Timestamp' : 'dyn');
        }
        catch {
            // A reserved word of the language: it stays out, and using it is an unknown variable.
        }
    }
    return environment;
}
function reasonOf(thrown) {
    const known = thrown instanceof cel_js_lib/* ParseError */.mB || thrown instanceof cel_js_lib/* TypeError */.hg || thrown instanceof cel_js_lib/* EvaluationError */.ZN;
    if (known)
        return thrown.summary;
    return thrown instanceof Error ? thrown.message : String(thrown);
}
/** Texts that stand for times, as times. */
function withTimes(values, times) {
    const asTime = (name, value) => {
        const time = times.has(name) && typeof value === 'string' ? new Date(value) : value;
        if (time instanceof Date && Number.isNaN(time.getTime()))
            throw new Error(`${name} is not a time`);
        return time;
    };
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asTime(name, value)]));
}
/**
 * @param now milliseconds since the epoch, the variable `now` of the expression; not a number when it is not known
 * @param times names of the values that are times, written as RFC 3339
 */
function evaluateExpression(expression, values, now, times = new Set()) {
    try {
        checkNames(values);
        if (Number.isNaN(now) && pathsOf(expression).includes('now'))
            return { kind: 'none', reason: 'it asks for now, and GitHub told no time' };
        const environment = environmentFor(values, times);
        const context = { ...withTimes(values, times), now: new Date(now) };
        const checked = environment.check(expression);
        if (!checked.valid)
            return { kind: 'none', reason: reasonOf(checked.error) };
        const result = environment.evaluate(strictText((0,cel_js_lib/* parse */.qg)(expression).ast), context);
        if (typeof result === 'boolean')
            return { kind: 'answer', holds: result };
        return { kind: 'none', reason: `the answer is not yes or no but ${typeof result}` };
    }
    catch (thrown) {
        return { kind: 'none', reason: reasonOf(thrown) };
    }
}
/** Names and dotted paths that an expression uses; empty when it cannot be parsed. */
function pathsOf(expression) {
    let ast;
    try {
        ast = (0,cel_js_lib/* parse */.qg)(expression).ast;
    }
    catch {
        return [];
    }
    return pathsIn(ast);
}
/** `failed = 2, latency.p95 = 210.5`: the values that an expression looks at, for people. */
function shownValues(expression, values) {
    const shown = pathsOf(expression).flatMap((path) => {
        let value = values;
        for (const key of path.split('.')) {
            value =
                typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? value[key] : undefined;
        }
        return value === undefined || (typeof value === 'object' && value !== null) ? [] : [`${path} = ${String(value)}`];
    });
    return shown.slice(0, 8).join(', ');
}

;// CONCATENATED MODULE: ./.build/shared/policy/evidence.js







const error = (code, seen) => ({ status: 'ERROR', code, seen });
const evidence_open = (code, seen) => ({ status: 'UNSATISFIED', code, seen });
/** Clocks of GitHub and the runner may differ by this much, in milliseconds. */
const CLOCK_SKEW = 300_000;
function ageProblem(rule, createdAt, now) {
    if (rule.maxAge === null)
        return undefined;
    if (createdAt === null)
        return error('EVIDENCE_TOO_OLD', 'max-age: nobody can tell the age of a file in the repository');
    if (Number.isNaN(now))
        return error('EVIDENCE_TOO_OLD', 'max-age: GitHub told no time, so that no age is known');
    const age = now - Date.parse(createdAt);
    if (Number.isNaN(age) || age < -CLOCK_SKEW) {
        return error('EVIDENCE_TOO_OLD', `its time ${createdAt} cannot be: the clock says ${new Date(now).toISOString()}`);
    }
    if (age <= rule.maxAge)
        return undefined;
    return evidence_open('EVIDENCE_TOO_OLD', `it is ${showDuration(age)} old, at most ${showDuration(rule.maxAge)} are allowed`);
}
/** Every file has to be about the image that goes out: a scan of another one proves nothing about it. */
function imageProblem({ rule }, files, images) {
    if (rule.image === undefined)
        return undefined;
    const image = Object.hasOwn(images, rule.image) ? images[rule.image] : undefined;
    if (image === undefined)
        return evidence_open('EVIDENCE_OTHER_IMAGE', `no build of this commit has pushed an image of ${rule.image}`);
    const other = files.find(({ reading }) => reading.kind === 'values' && !reading.digests?.includes(image.digest));
    if (other === undefined)
        return undefined;
    const named = (other.reading.kind === 'values' ? other.reading.digests : undefined) ?? [];
    const about = named.length === 0 ? 'names no image by its digest' : `is about ${[...new Set(named)].slice(0, 3).join(', ')}`;
    return evidence_open('EVIDENCE_OTHER_IMAGE', `${other.path} ${about}, and ${rule.image} is ${image.digest}`);
}
function signatureProblem({ rule }, files) {
    const why = unsigned(rule, files);
    return why === undefined ? undefined : evidence_open('EVIDENCE_UNSIGNED', why);
}
function personalProblem({ rule }, files) {
    const found = rule.refusePersonalData ? toldPersonalData(files) : '';
    return found === '' ? undefined : evidence_open('EVIDENCE_PERSONAL_DATA', found);
}
/** What looks like personal data in the files; empty when nothing does. */
const toldPersonalData = (files) => files
    .filter(({ personal = [] }) => personal.length > 0)
    .map(({ path, personal = [] }) => `${path} has what looks like ${showPersonalData(personal)}`)
    .slice(0, 3)
    .join('; ');
function judgeValues({ rule }, files, where, now) {
    const form = EVIDENCE_FORMS[rule.format];
    const reading = together(form, files.map((file) => file.reading));
    if (reading.kind === 'unreadable')
        return error('EVIDENCE_UNREADABLE', `${where}: ${reading.reason}`);
    const times = new Set(form.variables.filter(({ unit }) => unit === 'time').map(({ name }) => name));
    const values = { files: files.length, ...reading.values };
    const answer = evaluateExpression(rule.require, values, now, times);
    if (answer.kind === 'none') {
        const known = Object.keys(values).toSorted().join(', ') || 'none of those that it uses';
        return error('EVIDENCE_EXPRESSION', `require gives no answer: ${answer.reason}; known: ${known}`);
    }
    const several = files.length > 1 ? `, ${files.length} files` : '';
    const shown = `${shownValues(rule.require, values) || where}${several}`;
    return answer.holds ? { status: 'SATISFIED', code: 'OK', seen: shown } : evidence_open('EVIDENCE_INSUFFICIENT', shown);
}
function judgeContent(fact, createdAt, { now, images }) {
    const { rule } = fact;
    const inside = rule.source.kind === 'artifact' ? ` in artifact ${rule.source.artifact}` : '';
    if (fact.files.kind === 'unavailable')
        return error(fact.files.code, fact.files.reason);
    const files = fact.files.value;
    if (files.length === 0)
        return evidence_open('EVIDENCE_MISSING', `there is no ${rule.source.path}${inside}`);
    const bad = files.find(({ reading }) => reading.kind === 'unreadable');
    if (bad?.reading.kind === 'unreadable')
        return error('EVIDENCE_UNREADABLE', `${bad.path}${inside}: ${bad.reading.reason}`);
    const problem = ageProblem(rule, createdAt, now) ??
        signatureProblem(fact, files) ??
        imageProblem(fact, files, images) ??
        personalProblem(fact, files);
    if (problem !== undefined)
        return problem;
    const judged = judgeValues(fact, files, `${rule.source.path}${inside}`, now);
    const outcome = { ...judged, seen: `${judged.seen}${toldSignature(rule, files)}` };
    const personal = toldPersonalData(files);
    return personal === '' ? outcome : { ...outcome, seen: `${outcome.seen}; careful: ${personal}` };
}
function judge(fact, against) {
    const { rule, candidates } = fact;
    if (rule.source.kind === 'repository')
        return { ...judgeContent(fact, null, against), observations: [] };
    if (candidates.kind === 'unavailable')
        return { ...error(candidates.code, candidates.reason), observations: [] };
    const choice = chooseArtifact(candidates.value, originFor(rule, against.origin));
    const { observations } = choice;
    if (choice.kind === 'none') {
        const { commit } = against.origin;
        const seen = `no run of commit ${commit.slice(0, 12)} has an artifact "${rule.source.artifact}" that counts`;
        return { ...evidence_open('EVIDENCE_MISSING', seen), observations };
    }
    if (choice.kind === 'refused') {
        const seen = `the newest artifact "${rule.source.artifact}": ${choice.why}`;
        return { ...evidence_open('EVIDENCE_UNTRUSTED', seen), link: choice.link, observations };
    }
    const { artifact, run } = choice.candidate;
    return { ...judgeContent(fact, artifact.createdAt, against), link: run.url, observations };
}
/** What an artifact for this rule has to belong to. */
const originFor = (rule, origin) => rule.from === undefined ? origin : { ...origin, workflow: rule.from };
/** What is asked for, besides `require`. */
function conditions(rule) {
    return [
        rule.require,
        ...(rule.maxAge === null ? [] : [`not older than ${showDuration(rule.maxAge)}`]),
        ...(rule.image === undefined ? [] : [`about the image of ${rule.image}`]),
        ...(rule.from === undefined ? [] : [`made by ${rule.from}`]),
        ...(rule.signedBy === undefined ? [] : ['signed by a key of signed-by']),
        ...(rule.refusePersonalData ? ['without personal data'] : []),
    ].join(', ');
}
/** Judges one piece of evidence from its facts. */
function judgeEvidence(fact, against) {
    const { rule } = fact;
    const { link, ...outcome } = judge(fact, against);
    return {
        id: `evidence/${rule.name}`,
        title: `Evidence ${rule.name}`,
        ...outcome,
        needed: conditions(rule),
        whoCanFix: outcome.status === 'SATISFIED' ? [] : ['whoever changes this commit or its workflows'],
        links: link === undefined ? [] : [link],
    };
}

;// CONCATENATED MODULE: ./.build/shared/domain/artifact-names.js
/** The file inside a record artifact. */
const RECORD_FILE = 'record.json';
const artifact_names_NAME = /^countersign-(.+)\.(.+)\.(\d+)\.(\d+)$/;
/** `countersign-VALIDATION-BUILD.production.4711.1`; `_` stands for no environment. */
const recordArtifactName = (name) => `countersign-${name.subject}.${name.environment ?? '_'}.${name.run}.${name.attempt}`;
/** Reads a record artifact's name back; undefined for any other artifact. Names in the configuration have no dot. */
function parseRecordArtifactName(text) {
    const [, subject, environment, run, attempt] = artifact_names_NAME.exec(text) ?? [];
    if (subject === undefined || environment === undefined)
        return undefined;
    return {
        subject,
        environment: environment === '_' ? null : environment,
        run: Number(run),
        attempt: Number(attempt),
    };
}
/**
 * Where an override is stored: by application, so that every later gate finds it with one question whichever commit its
 * run was of. A run can grant one; a rerun cannot store it again, so that nobody begins its time anew.
 */
const overrideArtifactName = (application) => `countersign-override.${application}`;
/**
 * Where a validation is stored that is made up for after an override, by a run of another commit: gates that look for it
 * know all of this. No deployment looks there. A run can store one, and a rerun none.
 */
const laterRecordArtifactName = (about) => `countersign-validation.${about.application}.${about.checkpoint}.${about.environment ?? '_'}.c${about.commit.slice(0, 12)}`;

;// CONCATENATED MODULE: ./.build/shared/policy/freeze.js
/** The windows that a moment is in. @param now milliseconds since the epoch */
const windowsAt = (windows, now) => windows.filter((window) => Date.parse(window.from) <= now && now < Date.parse(window.to));
/** Kinds of override that may break every one of the windows. */
const mayBreak = (windows, kind) => windows.length > 0 && windows.every((window) => window.except.includes(kind));
/**
 * The requirement that no freeze is on: nothing while no freeze is configured. Without GitHub's clock it is an error,
 * because the clock of a runner can be set.
 */
function judgeFreeze(windows, now) {
    if (windows.length === 0)
        return [];
    const base = {
        id: 'freeze',
        title: 'No code freeze',
        needed: 'a time outside of every freeze',
        whoCanFix: [],
        links: [],
        observations: [],
    };
    if (now === null) {
        const seen = 'GitHub told no time, and the clock of the runner decides nothing';
        return [{ ...base, status: 'ERROR', code: 'GITHUB_UNREADABLE', seen }];
    }
    const on = windowsAt(windows, now);
    const at = new Date(now).toISOString();
    if (on.length === 0)
        return [{ ...base, status: 'SATISFIED', code: 'OK', seen: `none at ${at}` }];
    const seen = on.map((window) => `frozen from ${window.from} to ${window.to}: ${window.reason}`).join('; ');
    const kinds = [...new Set(on.flatMap((window) => window.except))].filter((kind) => mayBreak(on, kind));
    const whoCanFix = kinds.length > 0 ? [`whoever may grant the override ${kinds.join(' or ')}`] : ['time'];
    return [{ ...base, status: 'UNSATISFIED', code: 'CODE_FREEZE', seen, whoCanFix }];
}

;// CONCATENATED MODULE: ./.build/shared/policy/granted-override.js


/**
 * Why a run cannot have granted an override, whatever it has stored: only a dispatched run of the protected branch can,
 * in its first attempt, because a rerun would begin the time anew.
 */
function ungranted(artifact, run, origin) {
    const ids = [artifact.repositoryId, artifact.headRepositoryId, run.repositoryId, run.headRepositoryId];
    if (ids.some((id) => id !== origin.repositoryId))
        return 'it comes from another repository, such as a fork';
    if (artifact.runId !== run.id || artifact.headSha !== run.headSha)
        return 'it belongs to another run';
    if (run.event !== 'workflow_dispatch')
        return `nobody asked for it: its run was started by ${run.event}`;
    if (run.headBranch !== origin.branch) {
        return `its run was dispatched on ${run.headBranch ?? 'no branch'}, not on the protected ${origin.branch}`;
    }
    return undefined;
}
/** Why a record is no override that was granted, for whatever; undefined when it is one. */
function unproven(record, run, application) {
    if (record.run.id !== run.id || record.run.attempt !== 1)
        return 'its record was made by another run or attempt';
    if (record.application !== application)
        return `it is for the application ${record.application}`;
    const { requester } = record.request;
    if (run.actor?.id !== requester.id || run.actor.type !== 'User')
        return 'its requester did not start its run';
    return record.verdict === 'PASS' ? undefined : `it was not granted (${record.verdict})`;
}
/** GitHub's answers may come from servers whose clocks differ by this much, in milliseconds. */
const granted_override_CLOCK_SKEW = 60_000;
/** Why a granted override does not count for this subject now; undefined when it does. */
function inapplicable(record, scope) {
    const { request, subject } = record;
    if (record.checkpoint !== scope.checkpoint)
        return `it is for the checkpoint ${record.checkpoint ?? 'none'}`;
    if (record.environment !== scope.environment)
        return `it is for the environment ${record.environment ?? 'none'}`;
    if (subject.commit !== scope.subject.commit || subject.tree !== scope.subject.tree)
        return 'it is for another commit';
    if (!sameImages(subject.images, scope.subject.images))
        return 'it is for other images';
    if (record.policySha256 !== scope.policySha256)
        return 'it was granted by another version of the configuration';
    const rule = Object.hasOwn(scope.rules, request.kind) ? scope.rules[request.kind] : undefined;
    if (rule === undefined)
        return `the configuration has no override "${request.kind}"`;
    const granted = Date.parse(request.grantedAt);
    const end = Math.min(Date.parse(request.expires), granted + rule.lasts);
    if (Number.isNaN(end) || granted > scope.now + granted_override_CLOCK_SKEW)
        return 'its times cannot be';
    if (scope.now >= end)
        return `it expired ${showDuration(scope.now - end)} ago, at ${new Date(end).toISOString()}`;
    return undefined;
}

;// CONCATENATED MODULE: ./.build/shared/policy/later-validation.js

/** Overrides that were granted for exactly this, whether they have expired or not. */
function grantedFor(candidates, origin, application, scope) {
    return candidates.flatMap(({ artifact, run, record }) => {
        if (run.kind !== 'read' || record?.kind !== 'read')
            return [];
        const one = { record: record.value, run: run.value };
        if ((ungranted(artifact, run.value, origin) ?? unproven(record.value, run.value, application)) !== undefined)
            return [];
        const { checkpoint, environment, subject } = record.value;
        const same = checkpoint === scope.checkpoint && environment === scope.environment && subject.commit === scope.commit;
        return same ? [one] : [];
    });
}
/**
 * When the first of them was granted, RFC 3339; null for none. What was deployed since then was deployed under it, and
 * cannot be what a validation of the same commit begins after.
 */
function firstGranted(overrides) {
    const times = overrides
        .map(({ record }) => Date.parse(record.request.grantedAt))
        .filter((time) => !Number.isNaN(time));
    return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
}
/**
 * Whether a gate only makes up for a validation that was promised: somebody dispatched it on the protected branch for an
 * older commit that was overridden. Its record is stored where no deployment looks for one.
 */
function isLaterValidation(run, origin, commit, overrides) {
    const dispatched = run.event === 'workflow_dispatch' && run.ref === `refs/heads/${origin.branch}`;
    return dispatched && run.sha !== commit && overrides.length > 0;
}

;// CONCATENATED MODULE: ./.build/shared/policy/overrides.js

/** Requirement of the promise to validate later; it is never part of `all`. */
const VALIDATION_DUE = 'overrides/validation';
/** Bound to content, whatever the emergency: what was built is what is released, and what was merged is what was read. */
const NEVER = new Set(['record/build', 'overrides', 'link']);
/** What is wrong in itself can be overridden; what GitHub did not tell can be asked again. */
const JUDGED = new Set([
    'EVIDENCE_UNREADABLE',
    'EVIDENCE_EXPRESSION',
    'EVIDENCE_TOO_OLD',
    'AUTHOR_UNKNOWN',
]);
/** Whether an override may stand in for this result at all. */
const overrides_open = (result) => !NEVER.has(result.id) && (result.status === 'UNSATISFIED' || (result.status === 'ERROR' && JUDGED.has(result.code)));
const names = ({ requirements }, id) => requirements.includes(id) || (requirements.includes('all') && id !== VALIDATION_DUE);
const overrides_what = ({ record, run }) => `override ${record.request.kind} of run ${run.id}`;
/** How an override is told wherever it was used: what for, by whom, until when. */
function tellOverride({ record }) {
    const { kind, reason, ticket, requester, expires } = record.request;
    // Who, in which role; how they did it is in the record of the override.
    const by = record.approvals.map((approval) => approval.split(':')[0]).join(', ') || 'nobody';
    return `OVERRIDDEN by ${kind} until ${expires}: ${reason} (${ticket}); asked for by ${requester.login}, approved by ${by}`;
}
function overridden(result, by) {
    const observation = { what: overrides_what(by), counted: true, why: tellOverride(by), link: by.run.url };
    return {
        ...result,
        status: 'OVERRIDDEN',
        seen: `${tellOverride(by)}. Seen: ${result.seen}`,
        whoCanFix: [],
        links: [by.run.url, ...result.links],
        observations: [observation, ...result.observations],
    };
}
/** Which overrides count for the scope. Of other subjects nothing is said: there may be many. */
function judgeOverrides(candidates, origin, application, scope) {
    const granted = [];
    const rejected = [];
    for (const { artifact, run, record } of candidates) {
        if (run.kind === 'unavailable' || record?.kind !== 'read') {
            const why = run.kind === 'read' ? ungranted(artifact, run.value, origin) : run.reason;
            const unread = record?.kind === 'unavailable' ? record.reason : 'its record was not read';
            const told = { what: `override of run ${artifact.runId}`, counted: false, why: why ?? unread };
            if (artifact.headSha === scope.subject.commit || why === undefined)
                rejected.push({ names: ['all'], observation: told });
            continue;
        }
        const one = { record: record.value, run: run.value };
        const why = ungranted(artifact, run.value, origin) ??
            unproven(record.value, run.value, application) ??
            inapplicable(record.value, scope);
        if (why === undefined)
            granted.push(one);
        else if (record.value.subject.commit === scope.subject.commit) {
            const observation = { what: overrides_what(one), counted: false, why, link: run.value.url };
            rejected.push({ names: record.value.request.requirements, observation });
        }
    }
    return { granted, rejected };
}
/** Puts OVERRIDDEN in place of what an override names and may stand in for; nothing is ever made SATISFIED. */
function applyOverrides(results, { granted, rejected }) {
    return results.map((result) => {
        if (!overrides_open(result))
            return result;
        const by = granted.find(({ record }) => names(record.request, result.id));
        if (by !== undefined)
            return overridden(result, by);
        const told = rejected.filter((one) => one.names.includes(result.id) || one.names.includes('all'));
        return { ...result, observations: [...result.observations, ...told.map(({ observation }) => observation)] };
    });
}

;// CONCATENATED MODULE: ./.build/shared/policy/override-promises.js





/**
 * Granted overrides whose promised validation should have been made by now, whatever they are for. The gate that makes
 * it up is left out, or nobody could ever keep the promise.
 */
function duePromises(candidates, origin, application, scope) {
    return candidates.flatMap(({ artifact, run, record }) => {
        if (run.kind !== 'read' || record?.kind !== 'read')
            return [];
        const one = { record: record.value, run: run.value };
        if ((ungranted(artifact, run.value, origin) ?? unproven(record.value, run.value, application)) !== undefined)
            return [];
        const { request, subject, checkpoint, environment } = record.value;
        if (request.validateBy === null || scope.now < Date.parse(request.validateBy))
            return [];
        const itself = subject.commit === scope.subject.commit && checkpoint === scope.checkpoint && environment === scope.environment;
        return itself ? [] : [one];
    });
}
/** Records of the commit's own runs, and of runs that somebody dispatched for it later. */
function answersTo(facts, { record }, origin) {
    const own = facts.validations[record.sha256] ?? unavailable('its records were not read', 'RECORD_UNREADABLE');
    const later = facts.later?.[record.sha256] ?? read([]);
    if (own.kind === 'unavailable')
        return own;
    if (later.kind === 'unavailable')
        return later;
    const about = { commit: record.subject.commit, repositoryId: origin.repositoryId };
    const mine = own.value.filter((candidate) => foreign(candidate, about) === undefined);
    const dispatched = later.value.flatMap(({ artifact, run, record: found }) => {
        if (run.kind === 'unavailable')
            return [{ record: run, at: artifact.createdAt }];
        if (ungranted(artifact, run.value, origin) !== undefined || found === null)
            return [];
        if (found.kind === 'read' && found.value.runId !== run.value.id)
            return [];
        return [{ record: found, at: artifact.createdAt }];
    });
    return read([...mine.map((one) => ({ record: one.record, at: one.artifact.createdAt })), ...dispatched]);
}
/** Whether a gate's record is about what was overridden: the same checkpoint, environment, content and images. */
const isAbout = (one, { checkpoint, environment, subject }) => one.checkpoint === checkpoint &&
    one.environment === environment &&
    one.subject.commit === subject.commit &&
    one.subject.tree === subject.tree &&
    sameImages(one.subject.images, subject.images);
/**
 * Whether a promise was kept: after it was given, the checkpoint has passed for the same content and environment with
 * nothing overridden. An override that no gate used promised nothing. A record that cannot be read could be either.
 */
function keptBy(answers, { record }) {
    if (answers.kind === 'unavailable')
        return { kind: 'unknown', why: answers.reason };
    const gates = answers.value.flatMap(({ record: one, at }) => one.kind === 'read' && one.value.kind === 'gate' ? [{ gate: one.value, at: Date.parse(at) }] : []);
    const overridden = (gate) => (gate.overridden ?? []).length > 0;
    const keeps = ({ gate, at }) => gate.verdict === 'PASS' && !overridden(gate) && isAbout(gate, record) && at > Date.parse(record.request.grantedAt);
    if (gates.some(keeps))
        return { kind: 'kept' };
    if (gates.some(({ gate }) => overridden(gate) && gate.environment === record.environment))
        return { kind: 'open' };
    const unread = answers.value.find((one) => one.record.kind === 'unavailable');
    return unread?.record.kind === 'unavailable' ? { kind: 'unknown', why: unread.record.reason } : { kind: 'unused' };
}
const told = ({ record }) => {
    const { kind, requester, validateBy } = record.request;
    const where = `${record.checkpoint ?? ''} of ${record.subject.commit.slice(0, 12)}`;
    return `${where} was overridden (${kind}, asked for by ${requester.login}) and not validated by ${validateBy ?? ''}`;
};
/** The requirement that every promised validation was made in time; nothing while none is due. */
function judgePromises(due, facts, origin) {
    const judged = due.map((one) => ({ one, answer: keptBy(answersTo(facts, one, origin), one) }));
    const overdue = judged.filter(({ answer }) => answer.kind === 'open');
    const unknown = judged.find(({ answer }) => answer.kind === 'unknown');
    if (overdue.length === 0 && unknown === undefined)
        return [];
    const base = {
        id: VALIDATION_DUE,
        title: 'Promised validation after an override',
        needed: 'a PASS of the overridden checkpoint for the same commit and images, with nothing overridden',
        whoCanFix: [`whoever can dispatch the overridden checkpoint on ${origin.branch} for that commit (input commit)`],
        links: overdue.map(({ one }) => one.run.url),
        observations: judged.map(({ one, answer }) => ({
            what: `override ${one.record.request.kind} of run ${one.run.id}`,
            counted: answer.kind === 'open',
            why: answer.kind === 'open' ? told(one) : answer.kind === 'unknown' ? answer.why : `its promise is ${answer.kind}`,
            link: one.run.url,
        })),
    };
    if (overdue.length > 0) {
        const seen = overdue.map(({ one }) => told(one)).join('; ');
        return [{ ...base, status: 'UNSATISFIED', code: 'OVERRIDE_VALIDATION_OVERDUE', seen }];
    }
    const seen = unknown?.answer.kind === 'unknown' ? unknown.answer.why : '';
    return [{ ...base, status: 'ERROR', code: 'RECORD_UNREADABLE', seen }];
}

;// CONCATENATED MODULE: ./.build/action-validate/decide-overrides.js







const decide_overrides_unreadable = (code, seen) => ({
    id: 'overrides',
    title: 'Overrides of the application',
    status: 'ERROR',
    code,
    seen,
    needed: 'every override that is kept, because each may have promised a validation',
    whoCanFix: ['whoever gives the job actions: read, or can run it again'],
    links: [],
    observations: [],
});
/** An override that may have been granted and cannot be read could hold a promise that nobody kept. */
function unread(candidates, origin) {
    const problems = candidates.flatMap(({ artifact, run, record }) => {
        if (run.kind === 'unavailable')
            return [`override of run ${artifact.runId}: ${run.reason}`];
        if (ungranted(artifact, run.value, origin) !== undefined || record?.kind === 'read')
            return [];
        return [`override of run ${artifact.runId}: ${record?.reason ?? 'its record was not read'}`];
    });
    return problems.length === 0 ? [] : [decide_overrides_unreadable('RECORD_UNREADABLE', problems.join('; '))];
}
/** Where the record is stored when the gate only makes up for a promised validation; null for every other gate. */
function laterValidation(facts) {
    const { rules, policy, repository, environment, subject, run } = facts;
    const found = facts.overrides?.found;
    if (found?.kind !== 'read')
        return null;
    const origin = { repositoryId: repository.id, branch: policy.ref };
    const scope = { checkpoint: rules.checkpoint, environment, commit: subject.commit };
    const granted = grantedFor(found.value, origin, rules.application, scope);
    if (!isLaterValidation(run, origin, subject.commit, granted))
        return null;
    return laterRecordArtifactName({ application: rules.application, ...scope });
}
/**
 * Adds what freezes and promises ask for, and then puts OVERRIDDEN where an override counts. Before the merge none
 * counts: it would let through what no override can be bound to.
 */
function withOverrides(facts, about, results) {
    const { rules, policy, environment, repository } = facts;
    const now = facts.apiTime === undefined || facts.apiTime === null ? null : Date.parse(facts.apiTime);
    const windows = rules.freeze ?? [];
    const frozen = judgeFreeze(windows, now);
    if (rules.overrides === undefined)
        return [...results, ...frozen];
    const found = facts.overrides?.found ?? unavailable('they were not read');
    if (found.kind === 'unavailable')
        return [...results, ...frozen, decide_overrides_unreadable(found.code, found.reason)];
    if (now === null)
        return [...results, ...frozen, decide_overrides_unreadable('GITHUB_UNREADABLE', 'GitHub told no time')];
    const origin = { repositoryId: repository.id, branch: policy.ref };
    const { application, checkpoint } = rules;
    const scope = { checkpoint, environment, subject: about.subject, policySha256: policy.sha256, now };
    // Nobody could keep one of two promises while each waits for the other. No deployment can use what this one stores.
    const due = laterValidation(facts) === null ? duePromises(found.value, origin, application, scope) : [];
    const promised = judgePromises(due, facts.overrides ?? { validations: {} }, origin);
    const unknown = unread(found.value, origin);
    if (about.stage === 'before-merge')
        return [...results, ...frozen, ...promised, ...unknown];
    const judged = judgeOverrides(found.value, origin, application, { ...scope, rules: rules.overrides });
    const on = windowsAt(windows, now);
    const breaking = judged.granted.filter(({ record }) => mayBreak(on, record.request.kind));
    return [
        ...applyOverrides([...results, ...promised], judged),
        ...applyOverrides(frozen, { ...judged, granted: breaking }),
        ...unknown,
    ];
}

;// CONCATENATED MODULE: ./.build/shared/policy/verified-deployment.js

const isSuccess = (event) => event.state === 'success';
const verified_deployment_newestFirst = (left, right) => right.attempt - left.attempt || right.artifact.id - left.artifact.id;
function verified_deployment_mismatch(record, { deployment }, rule) {
    if (record.kind !== 'deploy' || record.checkpoint !== rule.checkpoint)
        return 'its record is of something else';
    if (record.application !== rule.application)
        return `its record is for the application ${record.application}`;
    if (record.environment !== rule.environment)
        return `its record is for ${record.environment ?? 'no environment'}`;
    if (record.runId !== deployment.run)
        return `its record says that run ${record.runId} made it`;
    if (record.subject.commit !== deployment.sha)
        return 'its record is about another commit';
    if (record.policy.ref === 'workspace')
        return 'its record was decided by the configuration of its own change';
    if (record.verdict !== 'PASS')
        return `its record says ${record.verdict}`;
    return undefined;
}
/**
 * Whether a deployment was verified. Anyone with write access can make a deployment and call it a success, so that it
 * only says where to look: what counts is the PASS record of the run that it names, stored for that very commit.
 */
function verified(fact, rule) {
    const { deployment, events, records } = fact;
    if (deployment.run === null)
        return { why: 'it names no run that could have stored a record' };
    if (events === null)
        return { why: 'it was not looked at' };
    if (events.kind === 'unavailable')
        return { why: events.reason, code: events.code };
    const success = events.value.find(isSuccess);
    if (success === undefined)
        return { why: `it did not succeed (${events.value.at(-1)?.state ?? 'no status'})` };
    if (records === null)
        return { why: 'its record was not looked at' };
    if (records.kind === 'unavailable')
        return { why: records.reason, code: records.code };
    const origin = { commit: deployment.sha, repositoryId: rule.repositoryId };
    const own = records.value.filter((one) => one.run.id === deployment.run && foreign(one, origin) === undefined);
    const [newest] = own.toSorted(verified_deployment_newestFirst);
    if (newest === undefined)
        return { why: `run ${deployment.run} has no record of it` };
    const { record } = newest;
    if (record.kind === 'unavailable')
        return { why: `its record: ${record.reason}`, code: record.code };
    const wrong = verified_deployment_mismatch(record.value, fact, rule);
    return wrong === undefined ? { record: record.value, at: success.at } : { why: wrong };
}
const verified_deployment_what = ({ deployment }) => `deployment ${deployment.id} of ${deployment.sha.slice(0, 12)}`;
/**
 * The last deployment that can be shown to have been verified. An older one than the newest only makes more commits to
 * look at. With none at all, it is the first deployment only when no deployment ever succeeded.
 */
function startOf(facts, rule) {
    const observations = [];
    for (const fact of facts.looked) {
        const answer = verified(fact, rule);
        if (!('why' in answer)) {
            const { id, sha } = fact.deployment;
            const told = `deployment ${id} to ${rule.environment}, verified by run ${answer.record.runId}`;
            return { kind: 'verified', commit: sha, policy: answer.record.policy, told, observations };
        }
        observations.push({ what: verified_deployment_what(fact), counted: false, why: answer.why });
    }
    const unread = facts.looked.find(({ events }) => events === null || events.kind === 'unavailable');
    if (unread !== undefined)
        return { kind: 'unknown', why: `${verified_deployment_what(unread)} could not be read`, observations };
    const succeeded = facts.looked.find(({ events }) => events?.kind === 'read' && events.value.some(isSuccess));
    if (succeeded !== undefined) {
        const answer = verified(succeeded, rule);
        return { kind: 'unknown', why: `${verified_deployment_what(succeeded)}: ${'why' in answer ? answer.why : ''}`, observations };
    }
    if (facts.more)
        return { kind: 'unknown', why: 'there are more deployments than are looked at', observations };
    return { kind: 'first', observations };
}

;// CONCATENATED MODULE: ./.build/shared/policy/promotion.js



/** The run behind a deployment: as it says itself, or by the address of its log. Jobs make deployments without payload. */
function promotion_runOf({ deployment, events }) {
    if (deployment.run !== null)
        return deployment.run;
    const logs = events?.kind === 'read' ? events.value.map((event) => event.logUrl) : [];
    const ids = logs.flatMap((url) => /\/actions\/runs\/(\d{1,15})(?:\/|$)/.exec(url ?? '')?.[1] ?? []);
    return ids.length > 0 && ids.every((id) => id === ids[0]) ? Number(ids[0]) : null;
}
/** Why what was verified there is not there any more; undefined while it is. */
function replaced(fact, all) {
    const { deployment, events } = fact;
    const others = all.filter((one) => one.deployment.id !== deployment.id);
    const newer = others.find((one) => one.deployment.id > deployment.id && promotion_runOf(one) !== deployment.run);
    if (newer !== undefined)
        return `${verified_deployment_what(newer)} came after it at ${newer.deployment.createdAt}`;
    const list = events?.kind === 'read' ? events.value : [];
    const after = list.slice(list.findIndex(isSuccess) + 1);
    const bad = after.find((event) => event.state === 'failure' || event.state === 'error');
    if (bad !== undefined)
        return `it was given the status ${bad.state} at ${bad.at}`;
    const inactive = after.find((event) => event.state === 'inactive');
    // A job with `environment:` has a deployment of its own, whose success retires the one that its step made.
    const twin = others.some((one) => promotion_runOf(one) === deployment.run && one.events?.kind === 'read' && one.events.value.some(isSuccess));
    return inactive === undefined || twin ? undefined : `it is inactive since ${inactive.at}`;
}
/** The newest deployment that names its run: what is there now, as far as this product has put it there. */
const present = ({ looked }) => looked.find(({ deployment }) => deployment.run !== null);
/**
 * Whether the very images were verified in the other environment, are what it has now, and have been there for as long
 * as asked: by the clock of GitHub on both sides.
 * @param now milliseconds since the epoch
 */
function judgePromotion(facts, rule, images, now) {
    const there = rule.environment;
    const base = {
        id: 'promotion',
        title: `Verified in ${there} for ${showDuration(rule.verifiedFor)}`,
        needed: `the same images verified in ${there}, for ${showDuration(rule.verifiedFor)} and until now`,
        links: [],
        observations: [],
    };
    const no = (code, seen, status = 'UNSATISFIED') => ({
        ...base,
        status,
        code,
        seen,
        whoCanFix: [`whoever can deploy this commit to ${there}`],
    });
    if (facts.kind === 'unavailable')
        return no(facts.code, facts.reason, 'ERROR');
    const unread = facts.value.looked.find(({ events }) => events?.kind === 'unavailable');
    if (unread?.events?.kind === 'unavailable')
        return no(unread.events.code, unread.events.reason, 'ERROR');
    if (Object.keys(images).length === 0)
        return no('PROMOTION_MISSING', 'no image is known for this commit');
    const fact = present(facts.value);
    if (fact === undefined)
        return no('PROMOTION_MISSING', `nothing was deployed to ${there} by action-deploy`);
    const answer = verified(fact, { ...rule, environment: there });
    if ('why' in answer) {
        const seen = `${verified_deployment_what(fact)} to ${there}: ${answer.why}`;
        return answer.code === undefined ? no('PROMOTION_MISSING', seen) : no(answer.code, seen, 'ERROR');
    }
    if (!sameImages(answer.record.subject.images, images))
        return no('PROMOTION_MISSING', `${there} has other images, by ${verified_deployment_what(fact)}`);
    const gone = replaced(fact, facts.value.looked);
    if (gone !== undefined)
        return no('PROMOTION_MISSING', `${verified_deployment_what(fact)} to ${there}: ${gone}`);
    const since = Date.parse(answer.at);
    const end = new Date(since + rule.verifiedFor).toISOString();
    const seen = `verified in ${there} since ${answer.at}`;
    if (!(now >= since + rule.verifiedFor))
        return {
            ...no('PROMOTION_TOO_EARLY', `${seen}; long enough at ${end}`),
            whoCanFix: ['whoever runs the gate again then'],
        };
    return { ...base, status: 'SATISFIED', code: 'OK', seen: `${seen}, by ${verified_deployment_what(fact)}`, whoCanFix: [] };
}

;// CONCATENATED MODULE: ./.build/shared/policy/landing.js
/**
 * What a branch was at, newest first: from a commit along its first parents, as far as the commits are known. A merge's
 * other parents are what it brought in, not what the branch was at.
 */
function firstParents(from, known) {
    const bySha = new Map(known.map((commit) => [commit.sha, commit]));
    const chain = [];
    for (let at = from; at !== undefined; at = bySha.get(at.parents[0] ?? '')) {
        chain.push(at);
        bySha.delete(at.sha);
    }
    return chain;
}
const sameWork = (landed, proposed) => landed.parents.length === 1 && landed.authorEmail === proposed.authorEmail && landed.message === proposed.message;
/** Whether the last commit looks like the last one of a rebased pull request, so that those before it are needed. */
const mayBeRebased = (landed, proposed) => {
    const last = proposed.at(-1);
    return proposed.length > 1 && last !== undefined && sameWork(landed, last);
};
/**
 * The commits that a pull request became. A merge or squash makes one. A rebase makes as many as it had, with the same
 * authors and messages in the same order; GitHub names only the last of them as its merge commit.
 * @param chain first parents, newest first, from the pull request's merge commit on
 * @param proposed the pull request's own commits, oldest first
 */
function landingOf(chain, proposed) {
    const landed = chain.slice(0, proposed.length);
    const newestFirst = proposed.toReversed();
    const rebased = proposed.length > 0 &&
        landed.length === proposed.length &&
        landed.every((commit, index) => {
            const own = newestFirst[index];
            return own !== undefined && sameWork(commit, own);
        });
    const commits = rebased ? landed : chain.slice(0, 1);
    return { commits, before: commits.at(-1)?.parents[0] ?? null };
}

;// CONCATENATED MODULE: ./.build/action-validate/changes.js


/** The beginning as the facts give it; undefined while the deployments were not read. */
function beginningOf(changes, deployments, rule) {
    if (changes.since !== null)
        return { kind: 'configured', commit: changes.since };
    return deployments?.kind === 'read' ? startOf(deployments.value, rule) : undefined;
}
/** The subject and what the branch was at before it, newest first, as far as it was read. */
const chainOf = ({ subject, between }) => firstParents(subject, between?.kind === 'read' ? between.value.commits : []);
const madeBy = (commit, base) => (change) => change.pull.mergedAt !== null && change.pull.mergeCommit === commit.sha && change.pull.base === base;
/** The landing that ends with the first commit of a chain. */
function coverFirst(chain, changes, base) {
    const [first] = chain;
    const change = first === undefined ? undefined : changes.find(madeBy(first, base));
    // Of a pull request that could not be read, nobody knows how many commits it became.
    const proposed = change?.parts.kind === 'read' ? change.parts.value.commits : [];
    return { landing: landingOf(chain, proposed), change: change ?? null };
}
/**
 * The pull request of each of the first `count` commits of a chain. A commit belongs to a pull request only when that
 * names it as its merge commit, or when it lies in what a rebase of it made.
 */
function cover(chain, count, changes, base) {
    const covered = [];
    for (let index = 0; index < count;) {
        const one = coverFirst(chain.slice(index), changes, base);
        covered.push(one);
        index += Math.max(one.landing.commits.length, 1);
    }
    return covered;
}
/**
 * How many commits of the chain have to be covered: all since the beginning; before the first deployment those that
 * came with the subject; none while the beginning is not known, because that is refused anyway.
 */
function changes_countOf(beginning, chain, own, base) {
    if (beginning?.kind === 'first')
        return coverFirst(chain, own, base).landing.commits.length;
    if (beginning?.kind !== 'verified' && beginning?.kind !== 'configured')
        return 0;
    return chain[0]?.sha === beginning.commit ? 0 : chain.length;
}

;// CONCATENATED MODULE: ./.build/shared/policy/authors.js
/** `1234+ada@users.noreply.github.com`, and the older form without the id. */
const NOREPLY = /^(?:(\d+)\+)?([^@+]+)@users\.noreply\.github\.com$/i;
const CO_AUTHOR = /^\s*co-authored-by:\s*(.*?)\s*(?:<([^>]*)>)?\s*$/gim;
/** Commits that GitHub makes itself (merge button, web editor) have this committer; it is nobody's hand. */
const isWebFlow = (commit) => commit.committer?.login === 'web-flow' ||
    (commit.committer === null && commit.committerEmail.toLowerCase() === 'noreply@github.com');
const authors_short = (commit) => commit.sha.slice(0, 12);
class Collector {
    byId = new Map();
    byLogin = new Map();
    unknown = [];
    account(account, why) {
        if (!this.byId.has(account.id))
            this.byId.set(account.id, why);
    }
    login(login, why) {
        const key = login.toLowerCase();
        if (!this.byLogin.has(key))
            this.byLogin.set(key, why);
    }
    /** An e-mail address without an account beside it. False when it says nothing about who it is. */
    email(email, known, why) {
        const account = known.get(email.toLowerCase());
        if (account !== undefined) {
            this.account(account, why);
            return true;
        }
        const [, id, login] = NOREPLY.exec(email) ?? [];
        if (login === undefined)
            return false;
        if (id === undefined)
            this.login(login, why);
        else if (!this.byId.has(Number(id)))
            this.byId.set(Number(id), why);
        return true;
    }
}
/** Addresses that GitHub itself mapped to an account somewhere in the same change. */
function knownAddresses(commits) {
    const known = new Map();
    for (const commit of commits) {
        if (commit.author !== null)
            known.set(commit.authorEmail.toLowerCase(), commit.author);
        if (commit.committer !== null && !isWebFlow(commit)) {
            known.set(commit.committerEmail.toLowerCase(), commit.committer);
        }
    }
    return known;
}
function addCommit(found, commit, known) {
    const parts = [
        { role: 'author', did: 'wrote', account: commit.author, email: commit.authorEmail },
        ...(isWebFlow(commit)
            ? []
            : [{ role: 'committer', did: 'committed', account: commit.committer, email: commit.committerEmail }]),
    ];
    for (const part of parts) {
        const why = `${part.did} commit ${authors_short(commit)}`;
        if (part.account !== null)
            found.account(part.account, why);
        else if (!found.email(part.email, known, why)) {
            found.unknown.push(`commit ${authors_short(commit)}: the ${part.role}'s e-mail address belongs to no account`);
        }
    }
    for (const [, , email = ''] of commit.message.matchAll(CO_AUTHOR)) {
        if (found.email(email, known, `is co-author of commit ${authors_short(commit)}`))
            continue;
        found.unknown.push(`commit ${authors_short(commit)}: the address of a co-author belongs to no account that is known here`);
    }
}
/**
 * Authors in the wide sense: who opened the pull request, wrote, committed or co-wrote any of its commits, or started
 * the run. The committer of GitHub's own commits (web-flow) is left out.
 */
function authorsOf(pull, commits, starters) {
    const found = new Collector();
    if (pull.opener !== null)
        found.account(pull.opener, `opened #${pull.number}`);
    const known = knownAddresses(commits);
    for (const commit of commits)
        addCommit(found, commit, known);
    for (const starter of starters) {
        if (starter.id !== null && !found.byId.has(starter.id))
            found.byId.set(starter.id, starter.how);
        found.login(starter.login, starter.how);
    }
    return { byId: found.byId, byLogin: found.byLogin, unknown: [...new Set(found.unknown)] };
}
/** Why this person may not sign the change; undefined when they may. */
const authorship = (authors, person) => authors.byId.get(person.id) ?? authors.byLogin.get(person.login.toLowerCase());

;// CONCATENATED MODULE: ./.build/shared/policy/freshness.js
const CLEAN = 'clean';
const freshness_short = (sha) => sha.slice(0, 12);
const stale = (code, why) => ({ kind: 'stale', code, why });
const fresh = (needs, why) => ({ kind: 'fresh', needs, why });
/** Newest first, whatever the order of the list was. Entries after the merge no longer move the pull request's head. */
function upToMerge(activity, mergedAt) {
    const end = mergedAt === null ? Number.POSITIVE_INFINITY : Date.parse(mergedAt);
    return activity
        .filter((entry) => Date.parse(entry.at) <= end)
        .toSorted((left, right) => Date.parse(right.at) - Date.parse(left.at));
}
/** When the head became the head, by GitHub's clock: the last time, if it was pushed away and back. */
const pushOfHead = (pull, activity) => upToMerge(activity, pull.mergedAt).find((entry) => entry.after === pull.head);
/**
 * What the branch was at when somebody submitted. Undefined when nothing tells, also when a push has the same second:
 * then it is not known what the person saw.
 */
function headAt(activity, submitted) {
    if (activity.some((entry) => Date.parse(entry.at) === submitted))
        return undefined;
    return activity.find((entry) => Date.parse(entry.at) < submitted)?.after;
}
/**
 * Merges of the base into the head, newest first, from the head back to the first commit that is none. A parent that
 * is not among the pull request's commits is on the base: that is what the list leaves out.
 */
function updateMerges(head, commits) {
    const own = new Map(commits.map((commit) => [commit.sha, commit]));
    const found = [];
    for (let at = own.get(head); at !== undefined && found.length < commits.length;) {
        const [first = '', second = '', ...more] = at.parents;
        if (second === '' || more.length > 0 || !own.has(first) || own.has(second))
            break;
        found.push(at);
        at = own.get(first);
    }
    return found;
}
/** Whether only clean merges of the base lie between a commit and the head. */
function isUpdatedTo(history, commit) {
    for (const merge of updateMerges(history.pull.head, history.commits)) {
        if (history.updates[merge.sha] !== CLEAN)
            return false;
        if (merge.parents[0] === commit)
            return true;
    }
    return false;
}
/**
 * Judges an approval's binding to the head. GitHub re-points the commit of a review on its own, so the commit is
 * necessary and not sufficient: the approval must also have come after the head was pushed, by GitHub's clock and never
 * by a date in a commit. An approval from before that push counts only where a role tolerates it, and only when the
 * branch was at the approved commit when the approval was submitted.
 */
function freshnessOf(review, history) {
    const { pull, commits, activity } = history;
    if (review.commit === null)
        return stale('SIGNOFF_STALE_COMMIT', 'the commit that it is about is gone');
    const about = review.commit;
    const headTree = commits.find((commit) => commit.sha === pull.head)?.tree;
    const tree = review.tree ?? commits.find((commit) => commit.sha === about)?.tree;
    const same = about === pull.head || (tree !== undefined && tree === headTree);
    const otherContent = stale('SIGNOFF_STALE_COMMIT', `it is about ${freshness_short(about)}, the head is ${freshness_short(pull.head)} with other content`);
    if (activity.kind === 'unavailable') {
        const why = `when the head was pushed is not known (${activity.reason})`;
        return same ? { kind: 'unknown', code: 'SIGNOFF_PUSH_UNKNOWN', why } : otherContent;
    }
    const log = upToMerge(activity.value, pull.mergedAt);
    const push = pushOfHead(pull, log);
    if (push === undefined) {
        const why = `GitHub's log of ${pull.headBranch} does not say when ${freshness_short(pull.head)} was pushed`;
        return same ? { kind: 'unknown', code: 'SIGNOFF_PUSH_UNKNOWN', why } : otherContent;
    }
    const submitted = Date.parse(review.submittedAt ?? '');
    if (same && submitted > Date.parse(push.at)) {
        const what = about === pull.head ? 'the head' : 'the same content as the head';
        return fresh('none', `approved ${what} ${freshness_short(pull.head)} on ${review.submittedAt}`);
    }
    return carried(review, history, log, push) ?? (same ? tooEarly(review, pull, push) : otherContent);
}
const tooEarly = (review, pull, push) => stale('SIGNOFF_STALE_PUSH', `it was submitted at ${review.submittedAt}, not after the head ${freshness_short(pull.head)} was pushed at ${push.at}`);
function carried(review, history, log, push) {
    const { pull, commits } = history;
    const about = review.commit ?? '';
    const submitted = Date.parse(review.submittedAt ?? '');
    if (headAt(log, submitted) !== about)
        return undefined;
    const told = `approved ${freshness_short(about)} on ${review.submittedAt}, before the head ${freshness_short(pull.head)} was pushed at ${push.at}`;
    const tree = review.tree ?? commits.find((commit) => commit.sha === about)?.tree;
    const headTree = commits.find((commit) => commit.sha === pull.head)?.tree;
    if (tree !== undefined && tree === headTree)
        return fresh('same-tree', `${told}, which has the same tree`);
    if (isUpdatedTo(history, about))
        return fresh('clean-update', `${told}, which only merges ${pull.base} without a hand`);
    return undefined;
}

;// CONCATENATED MODULE: ./.build/shared/policy/latest-opinion.js
const OPINIONATED = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']);
/** A review without a readable time sorts last: it can then only take a yes away, because an undated approval never counts. */
function latest_opinion_time(review) {
    const parsed = Date.parse(review.submittedAt ?? '');
    return Number.isNaN(parsed) ? Number.POSITIVE_INFINITY : parsed;
}
function bySubmission(left, right) {
    const [earlier, later] = [latest_opinion_time(left), latest_opinion_time(right)];
    return earlier === later ? left.id - right.id : earlier < later ? -1 : 1;
}
function disqualified(review) {
    const opinion = review.state === 'CHANGES_REQUESTED' ? 'the change request' : 'the review';
    if (review.user === null)
        return `the account is deleted; ${opinion} belongs to nobody`;
    if (review.user.type !== 'User')
        return `${review.user.type.toLowerCase()} accounts cannot sign`;
    if (review.state === 'PENDING')
        return 'it is not submitted';
    if (!OPINIONATED.has(review.state))
        return 'a comment is neither a yes nor a no';
    return undefined;
}
/**
 * One opinion per person, the last one: APPROVED, CHANGES_REQUESTED or DISMISSED. Comments never change it, and a
 * dismissal does not bring an older approval back. Keyed by numeric id, because logins can be renamed and re-registered.
 * The order of the list does not matter.
 */
function latestOpinions(reviews) {
    const latest = new Map();
    const passedOver = [];
    for (const review of reviews.toSorted(bySubmission)) {
        const why = disqualified(review);
        if (why !== undefined || review.user === null) {
            passedOver.push({ review, why: why ?? 'the account is deleted' });
            continue;
        }
        const older = latest.get(review.user.id);
        if (older !== undefined)
            passedOver.push({ review: older, why: 'a later review by the same person replaces it' });
        latest.set(review.user.id, review);
    }
    return { latest, passedOver };
}

;// CONCATENATED MODULE: ./.build/shared/policy/signatures.js



const reviewer = (review) => `review by ${review.user?.login ?? 'a deleted account'}`;
const standing = (kind, code, why, needs = 'none') => ({
    standing: kind,
    code,
    why,
    needs,
});
function judgeOpinion(review, history, author) {
    if (review.state === 'CHANGES_REQUESTED')
        return standing('objected', 'SIGNOFF_OBJECTION', 'requested changes');
    if (review.state === 'DISMISSED') {
        const why = 'it was dismissed, and a dismissal does not bring an older approval back';
        return standing('withdrawn', 'SIGNOFF_MISSING', why);
    }
    if (review.state !== 'APPROVED')
        return standing('withdrawn', 'SIGNOFF_MISSING', `its state is ${review.state}`);
    if (Number.isNaN(Date.parse(review.submittedAt ?? ''))) {
        return standing('withdrawn', 'SIGNOFF_MISSING', 'GitHub gives no time of submission');
    }
    if (author !== undefined)
        return standing('author', 'SIGNOFF_SELF', `${author}, and nobody signs their own work`);
    const freshness = freshnessOf(review, history);
    if (freshness.kind === 'fresh')
        return standing('signed', 'OK', freshness.why, freshness.needs);
    return standing(freshness.kind === 'stale' ? 'stale' : 'unproven', freshness.code, freshness.why);
}
const isAfter = (review, mergedAt) => mergedAt !== null && Date.parse(review.submittedAt ?? '') > Date.parse(mergedAt);
function signatureOf(review, history, authors) {
    if (review.user === null)
        return [];
    const { id, login } = review.user;
    const { mergedAt } = history.pull;
    return [
        {
            person: { id, login },
            channel: 'review',
            environment: null,
            what: reviewer(review),
            link: review.url,
            afterMerge: isAfter(review, mergedAt) ? mergedAt : null,
            body: review.body,
            edited: review.edited,
            ...judgeOpinion(review, history, authorship(authors, { id, login })),
        },
    ];
}
/**
 * The opinions that were frozen by the merge, of people whose last opinion is an approval after it: what was signed
 * before the merge is not undone by saying it again. Change requests and dismissals after the merge count at once.
 */
function frozen(reviews, latest, pull) {
    if (pull.mergedAt === null)
        return [];
    const before = latestOpinions(reviews.filter((review) => !isAfter(review, pull.mergedAt))).latest;
    return [...before].flatMap(([id, review]) => {
        const last = latest.get(id);
        return last !== undefined && last !== review && last.state === 'APPROVED' && review.state === 'APPROVED'
            ? [review]
            : [];
    });
}
/** Reads the reviews of a pull request as signatures of its head, and the reviews that are none. */
function reviewSignatures(history, reviews, authors) {
    const { latest, passedOver } = latestOpinions(reviews);
    const kept = frozen(reviews, latest, history.pull);
    const signatures = [...latest.values(), ...kept].flatMap((review) => signatureOf(review, history, authors));
    return {
        signatures: signatures.toSorted((left, right) => left.person.id - right.person.id),
        passedOver: passedOver.filter(({ review }) => !kept.includes(review)),
    };
}

;// CONCATENATED MODULE: ./.build/shared/policy/team-roles.js
/** Roles with the members of their teams in place of the empty lists. */
function withTeams(roles, teams) {
    return Object.fromEntries(Object.entries(roles).map(([name, role]) => {
        if (role.team === null)
            return [name, role];
        const fact = teams[name];
        if (fact?.kind === 'read')
            return [name, { ...role, holders: fact.value }];
        return [name, { ...role, unresolved: fact?.reason ?? 'nobody was asked about' }];
    }));
}
/** Roles that sign by environment are unresolved while the approvals are not known. */
function withEnvironments(roles, approvals) {
    if (approvals.kind === 'read')
        return roles;
    return Object.fromEntries(Object.entries(roles).map(([name, role]) => [
        name,
        role.via === 'environment' ? { ...role, unresolved: role.unresolved ?? approvals.reason } : role,
    ]));
}
/**
 * Who has to be asked about: signers of valid signatures for the roles of the checkpoint, and objectors for every
 * role, because an objection blocks whatever role its author holds. Roles without a question ask about nobody.
 */
function teamQuestions(seats, roles, signatures) {
    const asked = new Set(seats.flatMap((seat) => seat.roles));
    const people = (kind) => [
        ...new Map(signatures.filter((one) => one.standing === kind).map(({ person }) => [person.id, person])).values(),
    ];
    return Object.entries(roles).flatMap(([role, { team }]) => {
        if (team === null)
            return [];
        const signers = asked.has(role) ? [...people('signed'), ...people('unproven')] : [];
        const candidates = new Map([...signers, ...people('objected')].map((person) => [person.id, person]));
        return [...candidates.values()].map((person) => ({ role, team, person }));
    });
}

;// CONCATENATED MODULE: ./.build/shared/policy/content-link.js
const content_link_short = (sha) => sha.slice(0, 12);
/**
 * Whether the head has the branch, as it was before, in its own history: then merging changes nothing, and its tree
 * has to be the head's tree. A commit of the pull request that stands on that commit is enough to know it.
 */
const isUpToDate = (before, proposed) => proposed.some((commit) => commit.parents.includes(before));
/**
 * Proves by content that a commit is what its pull request's head gives when it is merged, and nothing else: that holds
 * for merge, squash and rebase alike, and for none of a direct push, a merge that was changed by hand, or a conflict
 * that was resolved in the merge. The pull request's number alone proves nothing.
 */
function judgeLink({ landing, pull, proposed, remade }) {
    const { before } = landing;
    const [last] = landing.commits;
    const head = proposed.find((commit) => commit.sha === pull.head);
    if (last === undefined || before === null)
        return { kind: 'broken', why: 'it has no commit before it, so nothing was merged' };
    if (head === undefined)
        return { kind: 'unproven', why: `the head of #${pull.number} is not among its commits` };
    const differs = (tree, how) => ({
        kind: 'broken',
        why: `${how} gives the tree ${content_link_short(tree)}, but ${content_link_short(last.sha)} has ${content_link_short(last.tree)}`,
    });
    if (isUpToDate(before, proposed)) {
        if (head.tree !== last.tree)
            return differs(head.tree, `#${pull.number} was up to date, so its head`);
        return { kind: 'proved', how: `its tree is that of the head ${content_link_short(head.sha)}, which was up to date` };
    }
    if (remade === undefined)
        return { kind: 'unproven', why: 'the merge was not made again' };
    if (remade.kind === 'unavailable')
        return { kind: 'unproven', why: remade.reason };
    const how = `merging ${content_link_short(head.sha)} into ${content_link_short(before)}`;
    if (remade.value === null)
        return { kind: 'broken', why: `${how} conflicts, so a person made what ${content_link_short(last.sha)} has` };
    if (remade.value !== last.tree)
        return differs(remade.value, how);
    return { kind: 'proved', how: `${how} gives its tree ${content_link_short(last.tree)}` };
}

;// CONCATENATED MODULE: ./.build/action-validate/history-facts.js
const mergeKey = (base, head) => `${base}..${head}`;

;// CONCATENATED MODULE: ./.build/action-validate/decide-link.js



/** Whether commits are what their pull request gives. */
function linkOf(history, { landing, change }) {
    if (change === null)
        return { kind: 'broken', why: 'no pull request was merged as this commit' };
    if (change.parts.kind === 'unavailable')
        return { kind: 'unproven', why: change.parts.reason };
    const remade = history.merges[mergeKey(landing.before ?? '', change.pull.head)];
    return judgeLink({ landing, pull: change.pull, proposed: change.parts.value.commits, remade });
}
/** The pull request that the sign-offs are counted on, in the form of a change. */
const ownChanges = (reading) => reading?.kind === 'read' ? [{ pull: reading.value.pull, parts: reading }] : [];
/** What did not make the commit, or was read without its own head, is refused with the sign-offs already. */
const isWhole = ({ pull, parts }, commit) => pull.mergeCommit === commit && parts.kind === 'read' && parts.value.commits.some(({ sha }) => sha === pull.head);
/** The content of the merge that the sign-offs are counted for; nothing when there is none to prove. */
function decideLink(facts) {
    const { history } = facts;
    const [own] = ownChanges(facts.pullRequests.reading);
    if (own === undefined || !isWhole(own, facts.subject.commit))
        return [];
    const name = `#${own.pull.number}`;
    const base = {
        id: 'link',
        title: 'The commit is what was signed',
        needed: 'the tree that merging the head of the pull request gives, and nothing else',
        whoCanFix: ['whoever can merge the difference by a pull request of its own'],
        links: [own.pull.url],
        observations: [],
    };
    if (history === undefined)
        return [{ ...base, status: 'ERROR', code: 'LINK_UNPROVEN', seen: `${name}: the history was not read` }];
    const answer = linkOf(history, coverFirst(chainOf(history), [own], own.pull.base));
    if (answer.kind === 'proved')
        return [{ ...base, status: 'SATISFIED', code: 'OK', seen: `${name}: ${answer.how}`, whoCanFix: [] }];
    const seen = `${name}: ${answer.why}`;
    return answer.kind === 'broken'
        ? [{ ...base, status: 'UNSATISFIED', code: 'LINK_BROKEN', seen }]
        : [{ ...base, status: 'ERROR', code: 'LINK_UNPROVEN', seen }];
}

;// CONCATENATED MODULE: ./.build/shared/policy/environment-signatures.js

/** Why nobody can have signed by this. */
function environment_signatures_disqualified({ user, state }) {
    if (user === null)
        return 'the account is deleted';
    if (user.type !== 'User')
        return `${user.type.toLowerCase()} accounts cannot sign`;
    return state === 'pending' ? 'it is not decided' : undefined;
}
/**
 * Reads approvals of environments as signatures. GitHub tells neither their time nor their attempt, so the time is
 * given by its bounds, and a rejection stands for the whole run, whichever came first.
 */
function environmentSignatures(run, authors) {
    const signatures = [];
    const passedOver = [];
    for (const review of run.reviews) {
        const why = environment_signatures_disqualified(review);
        for (const environment of review.environments) {
            const what = `${review.state} of ${environment} by ${review.user?.login ?? 'a deleted account'}`;
            if (why === undefined && review.user !== null)
                signatures.push(environment_signatures_signatureOf(review, environment, what, run, authors));
            else
                passedOver.push({ what, counted: false, why: why ?? 'the account is deleted', link: run.url });
        }
    }
    const rejected = signatures.filter((one) => one.standing === 'objected');
    const stands = signatures.filter((one) => !rejected.some((no) => no !== one && no.person.id === one.person.id && no.environment === one.environment));
    const undone = signatures.filter((one) => !stands.includes(one));
    const told = undone.map(({ what, link }) => ({ what, counted: false, why: 'the same person rejected it in this run', link }));
    return { signatures: stands, passedOver: [...passedOver, ...told] };
}
function environment_signatures_signatureOf(review, environment, what, run, authors) {
    const person = { id: review.user?.id ?? 0, login: review.user?.login ?? '' };
    const author = authorship(authors, person);
    const base = {
        person,
        channel: 'environment',
        environment,
        what,
        link: run.url,
        needs: 'none',
        afterMerge: null,
        body: review.comment,
        edited: null,
    };
    if (review.state === 'rejected')
        return { ...base, standing: 'objected', code: 'SIGNOFF_OBJECTION', why: `rejected the environment ${environment}` };
    if (author !== undefined)
        return { ...base, standing: 'author', code: 'SIGNOFF_SELF', why: `${author}, and nobody signs their own work` };
    const why = `approved the environment ${environment} in this run, between ${run.from} and ${run.to}; GitHub does not tell the time or the attempt`;
    return { ...base, standing: 'signed', code: 'OK', why };
}

;// CONCATENATED MODULE: ./.build/action-validate/decide-signatures.js




/**
 * Who started the run is an author too, except on a review: there the run was started by signing, and what it decides
 * is before the merge, where nothing can be deployed by it.
 */
function starters(run) {
    if (run.event === 'pull_request_review')
        return [];
    const { actor, triggeringActor } = run;
    const again = triggeringActor.toLowerCase() === actor.login.toLowerCase()
        ? []
        : [{ id: null, login: triggeringActor, how: 'started this attempt of the run' }];
    return [{ id: actor.id, login: actor.login, how: 'started the run' }, ...again];
}
/** Whoever pushed one of the pull request's commits had it in their hands. */
const pushers = ({ commits, activity }) => {
    if (activity.kind === 'unavailable')
        return [];
    const own = new Set(commits.map((commit) => commit.sha));
    return activity.value.flatMap(({ after, by }) => by !== null && own.has(after) ? [{ ...by, how: `pushed commit ${after.slice(0, 12)}` }] : []);
};
/** Approvals of the run's environments, when the run is of the commit that is decided about. */
function environmentsOf(facts) {
    const { run, environmentReviews, subject } = facts;
    if (environmentReviews === null)
        return unavailable('approvals of environments were not read', 'ROLE_UNRESOLVED');
    if (run.sha === subject.commit)
        return environmentReviews;
    const why = `this run is of commit ${run.sha.slice(0, 12)}, so its environments were approved for that one`;
    return unavailable(why, 'ROLE_UNRESOLVED');
}
/** Everything that people did to sign, on each channel. The same facts, the same signatures. */
function readSignatures(facts, reading) {
    const { pull, commits, activity, updates, reviews } = reading;
    const authors = authorsOf(pull, commits, [...starters(facts.run), ...pushers(reading)]);
    const byReview = reviewSignatures({ pull, commits, activity, updates }, reviews, authors);
    const approvals = environmentsOf(facts);
    const byEnvironment = approvals.kind === 'read' ? environmentSignatures(approvals.value, authors) : { signatures: [], passedOver: [] };
    const passedOver = byReview.passedOver.map(({ review, why }) => ({ what: reviewer(review), counted: false, why, link: review.url }));
    return {
        authors,
        signatures: [...byReview.signatures, ...byEnvironment.signatures],
        passedOver: [...passedOver, ...byEnvironment.passedOver],
    };
}

;// CONCATENATED MODULE: ./.build/action-validate/decide-change.js





const ok = (why) => ({ kind: 'ok', code: 'OK', why });
const finding = (why, code = 'CHANGE_UNREVIEWED') => ({ kind: 'finding', code, why });
const decide_change_error = (code, why) => ({ kind: 'error', code, why });
const whyNot = (one) => `${one.person.login}: ${one.standing === 'signed' && one.afterMerge !== null ? 'approved after the merge' : one.why}`;
/** A standing change request of anybody who holds a role, or could hold one whose team cannot be read. */
function judgeObjection(facts, name, signatures) {
    const roles = withTeams(facts.rules.roles, facts.history?.objectors ?? {});
    const holders = new Set(Object.values(roles).flatMap((role) => role.holders.map(({ id }) => id)));
    const objected = signatures.filter((one) => one.standing === 'objected');
    const holder = objected.find((one) => holders.has(one.person.id));
    if (holder !== undefined)
        return finding(`${name}: ${holder.person.login} ${holder.why}`);
    const [stranger] = objected;
    const unread = Object.entries(facts.history?.objectors ?? {}).find(([, fact]) => fact.kind === 'unavailable');
    if (stranger === undefined || unread?.[1].kind !== 'unavailable')
        return undefined;
    const [role, { reason }] = unread;
    return decide_change_error('ROLE_UNRESOLVED', `${name}: ${stranger.person.login} requested changes and could hold ${role}: ${reason}`);
}
/** Counts approvals by the rules of sign-offs: of the head, after its push, by others than the authors, one a person. */
function judgeApprovals(facts, { pull, parts }, rule) {
    const name = `#${pull.number}`;
    if (parts.kind === 'unavailable')
        return decide_change_error(parts.code, `${name}: ${parts.reason}`);
    const { reviews, commits, activity } = parts.value;
    const authors = authorsOf(pull, commits, pushers(parts.value));
    if (authors.unknown.length > 0)
        return decide_change_error('AUTHOR_UNKNOWN', `${name}: ${authors.unknown.join('; ')}`);
    const { signatures } = reviewSignatures({ pull, commits, activity, updates: {} }, reviews, authors);
    const objection = judgeObjection(facts, name, signatures);
    if (objection !== undefined)
        return objection;
    const counts = (one) => one.standing === 'signed' && one.needs === 'none' && (one.afterMerge === null || rule.afterMerge);
    const people = new Map(signatures.filter(counts).map((one) => [one.person.id, one.person.login]));
    if (people.size >= rule.approvals)
        return ok(`${name}, approved by ${[...people.values()].join(', ')}`);
    const others = signatures.filter((one) => !counts(one)).map(whyNot);
    const seen = others.length > 0 ? ` (${others.join('; ')})` : '';
    const told = `${name} has ${people.size} of ${rule.approvals} independent approvals${seen}`;
    return activity.kind === 'unavailable' ? decide_change_error(activity.code, `${told}; ${activity.reason}`) : finding(told);
}
/** Judges what came onto the branch together: its content first, then who approved it. */
function judgeChange(facts, history, covered, rule) {
    const { change, landing } = covered;
    if (change === null) {
        const related = history.related[landing.commits[0]?.sha ?? ''];
        if (related?.kind === 'read')
            return finding('no pull request was merged as this commit');
        return decide_change_error(related?.code ?? 'GITHUB_UNREADABLE', related?.reason ?? 'its pull request was not looked for');
    }
    const link = linkOf(history, covered);
    if (link.kind === 'unproven')
        return decide_change_error('LINK_UNPROVEN', `#${change.pull.number}: ${link.why}`);
    if (link.kind === 'broken')
        return finding(`#${change.pull.number}: ${link.why}`, 'LINK_BROKEN');
    const [own] = ownChanges(facts.pullRequests.reading);
    // Whoever signs for the release has looked at this one: its sign-offs are requirements of their own.
    if (own?.pull.number === change.pull.number && facts.rules.seats.length > 0)
        return ok(`#${change.pull.number}, which the sign-offs are for`);
    return judgeApprovals(facts, change, rule);
}

;// CONCATENATED MODULE: ./.build/action-validate/decide-policy.js

/**
 * That the configuration is another one than the last verified deployment was decided by: whoever may change the gate
 * may change what it asks for. It is told and not refused, because the protected branch is what it is held to.
 * Undefined while it is the same, and while no verified deployment is known.
 */
function policyChange({ rules, history, policy, repository, environment }) {
    if (rules.changes === null || environment === null)
        return undefined;
    const { application, verifiedBy: checkpoint } = rules;
    const deployed = { application, repositoryId: repository.id, environment, checkpoint };
    const beginning = beginningOf(rules.changes, history?.deployments ?? null, deployed);
    if (beginning?.kind !== 'verified' || beginning.policy.sha256 === policy.sha256)
        return undefined;
    const [then, now] = [beginning.policy.sha256, policy.sha256].map((one) => one.slice(0, 12));
    return `THE CONFIGURATION HAS CHANGED since the last verified deployment: sha256 ${then} then, ${now} now`;
}

;// CONCATENATED MODULE: ./.build/action-validate/decide-changes.js




const decide_changes_short = (sha) => sha.slice(0, 12);
const fails = (code, seen) => ({ status: 'UNSATISFIED', code, seen });
const errs = (code, seen) => ({ status: 'ERROR', code, seen });
/** Why a fact cannot be decided on; undefined when it was read. */
const decide_changes_unread = (fact, name) => {
    if (fact?.kind === 'read')
        return undefined;
    return errs(fact?.code ?? 'GITHUB_UNREADABLE', fact?.reason ?? `${name} were not read`);
};
function beginningFor(facts, history, rule) {
    const { rules, repository, environment } = facts;
    const { application, verifiedBy: checkpoint } = rules;
    const deployed = { application, repositoryId: repository.id, environment: environment ?? '', checkpoint };
    const beginning = beginningOf(rule, history.deployments, deployed);
    if (beginning === undefined)
        return decide_changes_unread(history.deployments, 'the deployments') ?? errs('GITHUB_UNREADABLE', 'no deployment was read');
    return beginning.kind === 'unknown' ? errs('COVERAGE_START_UNKNOWN', beginning.why) : beginning;
}
/** The branch has to have been at the verified commit, and to have gone on from there. */
function sideways(history, chain, verified) {
    const { between, base, subject } = history;
    // Parents are part of a commit's own hash: when they lead there, nobody has to be asked.
    if (chain.at(-1)?.parents[0] === verified)
        return undefined;
    if (between?.kind !== 'read')
        return decide_changes_unread(between, 'the commits');
    const { status } = between.value;
    if (status === 'identical')
        return undefined;
    const which = `the verified commit ${decide_changes_short(verified)}`;
    if (status !== 'ahead')
        return fails('CHANGE_SIDEWAYS', `${decide_changes_short(subject.sha)} does not descend from ${which} (${status})`);
    // It came in from the side, by a merge: first parents lead past it.
    return fails('CHANGE_SIDEWAYS', `${base ?? 'the branch'} never was at ${which}, which came in by a merge`);
}
function unprotected({ base, baseProtected }) {
    if (base === null)
        return errs('PULL_REQUEST_MISSING', 'nothing tells the branch whose history it is; run the gate on a push');
    const problem = decide_changes_unread(baseProtected, 'the rules of the branch');
    if (problem !== undefined)
        return problem;
    return baseProtected?.kind === 'read' && !baseProtected.value
        ? fails('CHANGE_UNREVIEWED', `the branch ${base} is not protected`)
        : undefined;
}
const byWhom = ({ landing }) => {
    const [last] = landing.commits;
    const who = last?.author?.login ?? last?.authorEmail ?? 'nobody';
    const many = landing.commits.length > 1 ? ` and ${landing.commits.length - 1} before it` : '';
    return `commit ${decide_changes_short(last?.sha ?? '')}${many} by ${who}`;
};
function toldBeginning(beginning, environment) {
    if (beginning.kind === 'verified')
        return `since ${decide_changes_short(beginning.commit)} (${beginning.told})`;
    if (beginning.kind === 'configured')
        return `since ${decide_changes_short(beginning.commit)}, as configured`;
    return `of this merge alone: FIRST DEPLOYMENT to ${environment}, no commit before it was looked at`;
}
function observe({ covered, answer }) {
    const link = covered.change?.pull.url;
    const shown = { what: byWhom(covered), counted: answer.kind === 'ok', why: answer.why };
    return link === undefined ? shown : { ...shown, link };
}
function concluded(looked, where, nothing) {
    if (nothing)
        return { seen: `no commit ${where}` };
    const open = looked.filter(({ answer }) => answer.kind !== 'ok');
    const first = open.find(({ answer }) => answer.kind === 'error') ?? open[0];
    if (looked.length === 0)
        return errs('NOTHING_REQUIRED', 'no commit was looked at');
    if (first === undefined)
        return { seen: `${looked.length} of ${looked.length} changes ${where}` };
    const status = first.answer.kind === 'error' ? 'ERROR' : 'UNSATISFIED';
    const seen = `${open.length} of ${looked.length} changes ${where}: ${byWhom(first.covered)}: ${first.answer.why}`;
    return { status, code: first.answer.code, seen };
}
function outcome(facts, rule) {
    const { history, environment, pullRequests } = facts;
    if (environment === null)
        return errs('INPUT_INVALID', 'changes are counted since the last deployment; give the input "environment"');
    if (history === undefined)
        return errs('GITHUB_UNREADABLE', 'the history was not read');
    const beginning = beginningFor(facts, history, rule);
    if (!('kind' in beginning))
        return beginning;
    const chain = chainOf(history);
    const off = 'commit' in beginning ? sideways(history, chain, beginning.commit) : undefined;
    const refusal = off ?? unprotected(history);
    if (refusal !== undefined)
        return refusal;
    const nothing = 'commit' in beginning && beginning.commit === history.subject.sha;
    const own = ownChanges(pullRequests.reading);
    const count = changes_countOf(beginning, chain, own, history.base);
    const looked = cover(chain, count, [...own, ...history.changes], history.base).map((covered) => ({
        covered,
        answer: judgeChange(facts, history, covered, rule),
    }));
    const passedOver = 'observations' in beginning ? beginning.observations : [];
    const observations = [...looked.map(observe), ...passedOver];
    return { ...concluded(looked, toldBeginning(beginning, environment), nothing), observations };
}
/** Whether every commit since the last verified deployment came by a pull request that somebody else approved. */
function decideChanges(facts) {
    const rule = facts.rules.changes;
    if (rule === null)
        return [];
    const many = rule.approvals === 1 ? '' : 's';
    const base = {
        id: 'changes',
        title: 'Every change was reviewed',
        needed: `each commit since the last verified deployment merged by a pull request with ${rule.approvals} independent approval${many}, proved by content`,
        links: [],
        observations: [],
        whoCanFix: [],
    };
    const found = outcome(facts, rule);
    const policy = policyChange(facts);
    const answer = policy === undefined ? found : { ...found, seen: `${found.seen}; ${policy}` };
    return 'status' in answer
        ? [{ ...base, ...answer, whoCanFix: ['whoever can write to the repository'] }]
        : [{ ...base, status: 'SATISFIED', code: 'OK', ...answer }];
}

;// CONCATENATED MODULE: ./.build/action-validate/gate-facts.js
/**
 * Milliseconds since the epoch by GitHub's clock, because that of a runner can be set; not a number when GitHub told no
 * time, so that no age can be judged. Facts of before it was kept have the runner's.
 */
const decidedAt = (facts) => facts.apiTime === null ? Number.NaN : Date.parse(facts.apiTime ?? facts.now);

;// CONCATENATED MODULE: ./.build/action-validate/decide-past.js





function decidePromotion(facts, images) {
    const { promotion, application } = facts.rules;
    if (promotion === null)
        return [];
    const rule = { ...promotion, application, repositoryId: facts.repository.id };
    const deployments = facts.history?.promotion ?? unavailable('the deployments were not read');
    return [judgePromotion(deployments, rule, images, decidedAt(facts))];
}
/**
 * What is asked of the commit's past: that it is what was signed, that nothing unreviewed came with it, and that it was
 * verified elsewhere. Before the merge there is no commit yet that this could be asked of.
 */
function decidePast(facts, stage, images) {
    if (stage === 'before-merge')
        return [];
    return [...decideLink(facts), ...decideChanges(facts), ...decidePromotion(facts, images)];
}

;// CONCATENATED MODULE: ./.build/shared/policy/objections.js
/** Every role of the configuration that a person holds. */
const rolesOf = (roles, person) => Object.entries(roles).flatMap(([name, role]) => (role.holders.some((holder) => holder.id === person) ? [name] : []));
/**
 * A change request of anybody who holds a role blocks, whichever commit it was about, until that person approves or it
 * is dismissed. The reviews that belong to no sign-off are listed here, so that every review is accounted for.
 */
function judgeObjections(roles, signatures, passedOver, pullRequestUrl) {
    const standing = signatures
        .filter((one) => one.standing === 'objected')
        .map((one) => ({ one, held: rolesOf(roles, one.person.id) }));
    const blocking = standing.filter(({ held }) => held.length > 0);
    const strangers = signatures.filter((one) => rolesOf(roles, one.person.id).length === 0);
    const observations = [
        ...blocking.map(({ one, held }) => ({
            what: one.what,
            counted: true,
            why: `${held.join(', ')} ${one.why}`,
            link: one.link,
        })),
        ...strangers.map((one) => ({
            what: one.what,
            counted: false,
            why: `holds no role of the configuration (${one.why})`,
            link: one.link,
        })),
        ...passedOver,
    ];
    const common = {
        id: 'objections',
        title: 'No objection by a role holder',
        needed: 'no standing change request of anyone who holds a role',
        links: blocking.length > 0 ? blocking.map(({ one }) => one.link) : [pullRequestUrl],
        observations,
    };
    const unresolved = Object.entries(roles).find(([, role]) => role.unresolved !== null);
    const unclear = standing.filter(({ held }) => held.length === 0).map(({ one }) => one.person.login);
    if (blocking.length === 0 && unresolved !== undefined && unclear.length > 0) {
        const [name, role] = unresolved;
        const seen = `${unclear.join(', ')} objected and could hold ${name}: ${role.unresolved}`;
        const whoCanFix = ['whoever gives the job its token'];
        return { ...common, status: 'ERROR', code: 'ROLE_UNRESOLVED', seen, whoCanFix };
    }
    if (blocking.length === 0) {
        return { ...common, status: 'SATISFIED', code: 'OK', seen: 'no change request stands', whoCanFix: [] };
    }
    const who = blocking.map(({ one, held }) => `${one.person.login} (${held.join(', ')})`);
    return {
        ...common,
        status: 'UNSATISFIED',
        code: 'SIGNOFF_OBJECTION',
        seen: `changes requested by ${who.join(' and ')}`,
        whoCanFix: who,
    };
}

;// CONCATENATED MODULE: ./.build/shared/policy/pull-request-choice.js
const pull_request_choice_short = (sha) => sha.slice(0, 12);
function fitOf(pull, query) {
    if (query.number !== null && pull.number !== query.number)
        return { kind: 'no', why: 'the event is about another one' };
    if (pull.mergedAt !== null) {
        if (pull.mergeCommit !== query.commit) {
            return { kind: 'no', why: `its merge made ${pull_request_choice_short(pull.mergeCommit ?? 'no commit')}, not this commit` };
        }
        if (query.base !== null && pull.base !== query.base) {
            return { kind: 'no', why: `it was merged into ${pull.base}, the run is of ${query.base}` };
        }
        return { kind: 'merged' };
    }
    if (pull.state !== 'open')
        return { kind: 'no', why: 'it was closed without a merge' };
    if (pull.head !== query.commit)
        return { kind: 'no', why: `it is not merged and its head is ${pull_request_choice_short(pull.head)}` };
    return { kind: 'open' };
}
const pull_request_choice_what = (pull) => `pull request #${pull.number}`;
/**
 * Which pull request people have signed for a commit. GitHub relates a commit to open, closed and foreign pull requests
 * as well, in no promised order, so each is held against merge facts; an open one counts only when none has been
 * merged, and only with the commit as its head.
 */
function choosePullRequest(related, query) {
    const judged = related.map((pull) => ({ pull, fit: fitOf(pull, query) }));
    const merged = judged.filter((one) => one.fit.kind === 'merged');
    const fitting = merged.length > 0 ? merged : judged.filter((one) => one.fit.kind === 'open');
    const observations = judged
        .filter((one) => !fitting.includes(one))
        .map(({ pull, fit: answer }) => {
        const why = answer.kind === 'no' ? answer.why : 'it is not merged, another one made the commit';
        return { what: pull_request_choice_what(pull), counted: false, why, link: pull.url };
    });
    const [first, second] = fitting;
    if (first === undefined) {
        const looked = observations.map((one) => `${one.what}: ${one.why}`).join('; ');
        const why = `no pull request made commit ${pull_request_choice_short(query.commit)} or has it as its head`;
        return { kind: 'missing', why: looked === '' ? why : `${why}; looked at ${looked}`, observations };
    }
    if (second !== undefined) {
        const names = fitting.map(({ pull }) => `#${pull.number}`).join(', ');
        return { kind: 'ambiguous', why: `${names} all fit commit ${pull_request_choice_short(query.commit)}`, observations };
    }
    return { kind: first.fit.kind === 'merged' ? 'merged' : 'open', pull: first.pull, observations };
}

;// CONCATENATED MODULE: ./.build/shared/policy/matching.js
/**
 * Gives every seat a person of its own, as far as that is possible at all: a maximum bipartite matching by augmenting
 * paths. Counting per role would let one person sign twice; choosing greedily would refuse what can be assigned.
 *
 * `candidates[seat]` are the people who may take that seat. Earlier seats and earlier candidates are preferred, so the
 * same input always gives the same answer. The result has the person of each seat, or null.
 */
function assignSeats(candidates) {
    const seatOf = new Map();
    const place = (seat, tried) => {
        for (const person of candidates[seat] ?? []) {
            if (tried.has(person))
                continue;
            tried.add(person);
            const holder = seatOf.get(person);
            if (holder !== undefined && !place(holder, tried))
                continue;
            seatOf.set(person, seat);
            return true;
        }
        return false;
    };
    for (const seat of candidates.keys())
        place(seat, new Set());
    const personOf = new Map([...seatOf].map(([person, seat]) => [seat, person]));
    return candidates.map((_, seat) => personOf.get(seat) ?? null);
}

;// CONCATENATED MODULE: ./.build/shared/config/schema/words.js


/** Names become parts of artifact, Secret and Lease names, so they are kept to what all of those allow. No dots. */
const words_name = schemas/* string */.YjP()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/, 'letters, digits, "-" and "_", at most 63, beginning and ending with a letter or digit')
    .meta({ title: 'a name' });
/** A Kubernetes name. */
const dnsLabel = schemas/* string */.YjP()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'a DNS label: lower-case letters, digits and "-"')
    .meta({ title: 'a DNS label' });
/** `90s`, `24h`, `3d`. */
const duration = schemas/* string */.YjP()
    .regex(DURATION, 'a duration such as 90s, 5m, 24h or 3d')
    .meta({ title: 'a duration such as 90s, 5m, 24h or 3d' });
/** A day: `2027-03-31`. Checked for being a real one after parsing. */
const date = schemas/* string */.YjP()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2027-03-31')
    .meta({ title: 'a day such as 2027-03-31' });
/** `400MB`, `512MiB`. */
const size = schemas/* string */.YjP()
    .regex(/^\d+(?:kB|KiB|MB|MiB|GB|GiB)$/, 'a size such as 400MB or 512MiB')
    .meta({ title: 'a size such as 400MB or 512MiB' });
/** A path inside the repository, with forward slashes. */
const path = schemas/* string */.YjP()
    .regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$)).+$/, 'a path inside the repository, without ".."')
    .meta({ title: 'a path in the repository' });
/** A package URL, or one with `*` at the end of its name. Checked for meaning after parsing. */
const purl = schemas/* string */.YjP()
    .regex(/^pkg:/, 'a package URL such as pkg:pypi/plotly')
    .meta({ title: 'a package URL; * may end the name' });
/** A program and its arguments; never a shell line. */
const command = schemas/* array */.YOg(schemas/* string */.YjP().min(1)).min(1).meta({ title: 'a list of arguments' });

;// CONCATENATED MODULE: ./.build/shared/config/schema/people.js


const person = schemas/* strictObject */.rej({
    id: schemas/* int */.Whr().positive().describe('Numeric id of the account; logins can be renamed and taken by others.'),
    login: schemas/* string */.YjP().min(1).describe('Login, for people who read; never compared.'),
    name: schemas/* string */.YjP().min(1).describe('Printed name, as a record has to show it.'),
})
    .describe('A person who may sign.');
/** From strict to lenient: each tolerates what those before it do. */
const CARRY_OVERS = ['none', 'same-tree', 'clean-update'];
/** Who may sign in a role: exactly one of `people` and `team`. */
const role = schemas/* strictObject */.rej({
    people: schemas/* array */.YOg(person).min(1).optional().describe('The people, by account.'),
    team: schemas/* string */.YjP()
        .regex(/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, 'organisation/team')
        .meta({ title: 'organisation/team' })
        .optional()
        .describe('A team of the organisation instead of people; needs a token with members:read.'),
    immediate: schemas/* boolean */.zMY()
        .optional()
        .describe('Whether only the members of the team itself hold the role; unless it is true, those of its child teams do as well.'),
    via: schemas/* enum */.k5n(['review', 'environment'])
        .optional()
        .describe('How the role signs; a pull request review unless said otherwise.'),
    environment: schemas/* string */.YjP()
        .min(1)
        .optional()
        .describe('Environment whose approval is the sign-off; sign-off-ROLE unless named.'),
    'carry-over': schemas/* enum */.k5n(CARRY_OVERS)
        .optional()
        .describe('Which approvals from before the last push still count. none (unless said otherwise): none of them. same-tree: those of a commit with the very same files, as after a rewritten message. clean-update: also those from before merges of the base branch that git makes again just so.'),
    'after-merge': schemas/* boolean */.zMY()
        .optional()
        .describe('Whether an approval that is submitted after the merge counts, as a release sign-off on the merged pull request does; false unless said otherwise. Change requests and dismissals always count.'),
    meaning: schemas/* string */.YjP()
        .min(1)
        .regex(/^[^\r\n]+$/, 'one line')
        .meta({ title: 'one line of text' })
        .optional()
        .describe(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how people write the placeholders
    'Sentence that the review has to hold as a line of its own, word for word and never edited; ${application}, ${checkpoint}, ${role}, ${number} and ${head} (the first 12 digits of the head) are filled in.'),
})
    .describe('A role and the people who hold it.');
/** One line of `sign-offs`: a role, or one of several; once or by several people. */
const signOff = schemas/* union */.KCZ([
    words_name,
    schemas/* strictObject */.rej({
        role: words_name.optional().describe('The role.'),
        'any-of': schemas/* array */.YOg(words_name).min(2).optional().describe('One of these roles is enough.'),
        count: schemas/* int */.Whr()
            .min(1)
            .max(20)
            .optional()
            .describe('How many people have to sign, each another one; 1 unless said otherwise.'),
    }),
]);
/** The roles that a line of `sign-offs` names. */
const rolesOfSignOff = (signOff) => {
    if (typeof signOff === 'string')
        return [signOff];
    return signOff.role === undefined ? (signOff['any-of'] ?? []) : [signOff.role];
};

;// CONCATENATED MODULE: ./.build/shared/domain/phrase.js
/** `${head}` is the first twelve digits of the head's sha. */
const PLACEHOLDERS = ['application', 'checkpoint', 'role', 'number', 'head'];
const PLACEHOLDER = /\$\{([^}]*)\}/g;
/** Placeholders of a phrase that stand for nothing. */
const unknownPlaceholders = (phrase) => [...phrase.matchAll(PLACEHOLDER)].map(([, name = '']) => name).filter((name) => !isPlaceholder(name));
const isPlaceholder = (name) => PLACEHOLDERS.includes(name);
/** The phrase that a person has to write. */
const fillMeaning = (phrase, values) => phrase.replaceAll(PLACEHOLDER, (whole, name) => (isPlaceholder(name) ? values[name] : whole));
const squeeze = (line) => line.trim().replaceAll(/\s+/g, ' ');
/**
 * Whether the phrase stands in a review's body as a line of its own, word for word. What the reader of a page does not
 * see (HTML comments) and what is quoted says nothing.
 */
function says(body, phrase) {
    const visible = body.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '\n');
    return visible.split(/\r\n|\r|\n/).some((line) => squeeze(line) === squeeze(phrase));
}

;// CONCATENATED MODULE: ./.build/shared/policy/roles.js


/** Turns the configuration's list into seats, one for each person who has to sign. */
function seatsOf(signOffs) {
    const times = new Map();
    return signOffs.flatMap((signOff, line) => {
        const roles = rolesOfSignOff(signOff);
        const name = `sign-off/${roles.join('|')}`;
        const count = typeof signOff === 'string' ? 1 : (signOff.count ?? 1);
        return Array.from({ length: count }, () => {
            const time = (times.get(name) ?? 0) + 1;
            times.set(name, time);
            return { id: time === 1 ? name : `${name}#${time}`, roles, line };
        });
    });
}
const roles_level = (carryOver) => CARRY_OVERS.indexOf(carryOver);
/** Every role that a person holds on the channel of the signature. */
const holds = (role, name, signature) => role.via === signature.channel &&
    role.holders.some((holder) => holder.id === signature.person.id) &&
    (role.via === 'review' || (role.environment ?? `sign-off-${name}`) === signature.environment);
/** The phrase that a role asks for; null for none. */
const phraseOf = (context, name) => {
    const meaning = context.roles[name]?.meaning ?? null;
    return meaning === null ? null : fillMeaning(meaning, { ...context.values, role: name });
};
/** A valid signature may still be one that this role does not take. */
function judgeForRole(context, name, role, signature) {
    const as = (standing, code, why) => ({
        signature,
        role: name,
        standing,
        code,
        why,
    });
    const { standing, code, why, edited, afterMerge, needs } = signature;
    if (standing !== 'signed')
        return as(standing, code, why);
    if (roles_level(needs) > roles_level(role.carryOver))
        return as('stale', 'SIGNOFF_STALE_PUSH', `it ${why}`);
    if (afterMerge !== null && !role.afterMerge)
        return as('stale', 'SIGNOFF_AFTER_MERGE', `after the merge at ${afterMerge}, which ${name} does not accept`);
    const phrase = phraseOf(context, name);
    const told = afterMerge === null ? why : `${why}, after the merge at ${afterMerge}`;
    if (phrase === null)
        return as('signed', 'OK', told);
    if (!says(signature.body, phrase))
        return as('stale', 'SIGNOFF_MEANING', `without the line "${phrase}"`);
    if (edited === 'unknown')
        return as('unproven', 'SIGNOFF_EDIT_UNKNOWN', 'whether the review was edited is not known: only GraphQL tells it');
    if (edited !== null)
        return as('stale', 'SIGNOFF_EDITED', `the review was edited at ${edited.at} by ${edited.by?.login ?? 'somebody'}`);
    return as('signed', 'OK', `${told}, saying "${phrase}"`);
}

;// CONCATENATED MODULE: ./.build/shared/policy/sign-offs.js


const title = (seat) => `Sign-off by ${seat.roles.join(' or ')}`;
/** The most telling reason comes first: it is the one that is shown. */
const TELLING = ['objected', 'unproven', 'stale', 'author', 'withdrawn', 'signed'];
const byTelling = (left, right) => TELLING.indexOf(left.standing) - TELLING.indexOf(right.standing);
/** How the seat sees a signature: by the role that takes it, else by the role whose reason tells most. */
function judgeForSeat(seat, context, signature) {
    const views = seat.roles.flatMap((name) => {
        const role = context.roles[name];
        return role !== undefined && holds(role, name, signature) ? [judgeForRole(context, name, role, signature)] : [];
    });
    const best = views.find((view) => view.standing === 'signed') ?? views.toSorted(byTelling)[0];
    return best === undefined ? [] : [best];
}
const holdersOf = (seat, roles) => {
    const all = seat.roles.flatMap((name) => roles[name]?.holders ?? []);
    return [...new Map(all.map((holder) => [holder.id, holder])).values()];
};
const printed = (holder) => holder.name === holder.login ? holder.login : `${holder.name} (${holder.login})`;
/** Why this signature does not fill the seat, in words that name the person. */
function tell(view, name, taken) {
    if (view.standing === 'objected')
        return `${name} ${view.why}`;
    if (view.standing === 'withdrawn')
        return `the review of ${name} does not count: ${view.why}`;
    const other = taken.get(view.signature.person.id)?.roles.join(' or ');
    if (view.standing === 'signed')
        return `${name} signs as ${other ?? 'somebody else'} already`;
    return `${name} approved, but ${view.why}`;
}
function whoCanSign(seat, roles, views, taken) {
    const cannot = new Set(views
        .filter((one) => one.standing === 'author' || taken.has(one.signature.person.id))
        .map((one) => one.signature.person.id));
    const teams = seat.roles.flatMap((name) => roles[name]?.team ?? []).map((team) => `a member of ${team}`);
    const listed = seat.roles.flatMap((name) => (roles[name]?.team === null ? (roles[name]?.holders ?? []) : []));
    const able = [...new Map(listed.map((holder) => [holder.id, holder])).values()].filter(({ id }) => !cannot.has(id));
    const all = [...able.map(printed), ...teams];
    return all.length > 0 ? all : ['whoever keeps the roles: no holder is left who may sign'];
}
function unfilled(seat, roles, views, taken) {
    const holders = holdersOf(seat, roles);
    const nameOf = (id) => holders.find((holder) => holder.id === id)?.name ?? `account ${id}`;
    const whoCanFix = whoCanSign(seat, roles, views, taken);
    const unresolved = seat.roles.flatMap((name) => {
        const reason = roles[name]?.unresolved ?? null;
        return reason === null ? [] : [`${name}: ${reason}`];
    });
    if (unresolved.length > 0) {
        const who = ['whoever gives the job its token', ...whoCanFix];
        return { status: 'ERROR', code: 'ROLE_UNRESOLVED', seen: unresolved.join('; '), whoCanFix: who };
    }
    const [first] = views.toSorted(byTelling);
    if (first === undefined)
        return { status: 'UNSATISFIED', code: 'SIGNOFF_MISSING', seen: 'nobody has signed', whoCanFix };
    const unproven = views.find((view) => view.standing === 'unproven');
    const shown = unproven ?? first;
    return {
        status: unproven === undefined ? 'UNSATISFIED' : 'ERROR',
        code: shown.standing === 'signed' ? 'SIGNOFF_DISTINCT' : shown.code,
        seen: tell(shown, nameOf(shown.signature.person.id), taken),
        whoCanFix,
    };
}
function sign_offs_observe(view, seat, filled, taken) {
    const counted = filled === view;
    const { signature } = view;
    const other = taken.get(signature.person.id);
    const spare = other === undefined
        ? 'it is not needed: the sign-off is there already'
        : `the same person signs as ${other.roles.join(' or ')}`;
    const twice = 'another review of the same person counts here';
    const why = counted || view.standing !== 'signed' ? view.why : other === seat ? twice : spare;
    return { what: signature.what, counted, why, link: signature.link };
}
function needed(seat, context) {
    const phrases = seat.roles.flatMap((name) => phraseOf(context, name) ?? []);
    const saying = phrases.length === 0 ? '' : `, saying "${phrases.join('" or "')}"`;
    const environments = seat.roles.filter((name) => context.roles[name]?.via === 'environment');
    const by = environments.length === seat.roles.length ? 'of the environment in this run' : 'of the head';
    return `an approval ${by} by someone who holds ${seat.roles.join(' or ')} and is not an author${saying}`;
}
/**
 * Judges every seat together: valid signatures are matched to seats so that each person fills one, and an assignment
 * is found iff there is one.
 */
function judgeSeats(seats, context, signatures, pullRequestUrl) {
    const views = seats.map((seat) => signatures.flatMap((one) => judgeForSeat(seat, context, one)));
    const valid = views.map((some) => some.filter((one) => one.standing === 'signed'));
    const chosen = assignSeats(valid.map((some) => some.map((one) => one.signature.person.id)));
    const taken = new Map(chosen.flatMap((person, index) => {
        const seat = seats[index];
        return person === null || seat === undefined ? [] : [[person, seat]];
    }));
    return seats.map((seat, index) => {
        const mine = views[index] ?? [];
        const filled = valid[index]?.find((one) => one.signature.person.id === chosen[index]);
        const common = {
            id: seat.id,
            title: title(seat),
            needed: needed(seat, context),
            links: [filled?.signature.link ?? pullRequestUrl],
            observations: mine.map((one) => sign_offs_observe(one, seat, filled, taken)),
        };
        if (filled === undefined)
            return { ...common, ...unfilled(seat, context.roles, mine, taken) };
        const signer = holdersOf(seat, context.roles).find((holder) => holder.id === filled.signature.person.id);
        const name = signer === undefined ? filled.signature.person.login : printed(signer);
        return {
            ...common,
            status: 'SATISFIED',
            code: 'OK',
            seen: `${name} as ${filled.role}: ${filled.why}`,
            whoCanFix: [],
        };
    });
}

;// CONCATENATED MODULE: ./.build/action-validate/decide-pull-request.js





/** The choice of the facts' pull request, made again from the facts; undefined when they could not be read. */
const chosenPullRequest = ({ pullRequests }) => pullRequests.related.kind === 'read' ? choosePullRequest(pullRequests.related.value, pullRequests.query) : undefined;
function stageOf(facts) {
    const choice = chosenPullRequest(facts);
    if (choice?.kind === 'open' || facts.run.event.startsWith('pull_request'))
        return 'before-merge';
    return choice?.kind === 'merged' ? 'merged' : 'none';
}
function problemOf(facts) {
    const { related, reading } = facts.pullRequests;
    const error = (code, seen) => ({ status: 'ERROR', code, seen });
    if (related.kind === 'unavailable')
        return error(related.code, related.reason);
    const choice = chosenPullRequest(facts);
    if (choice === undefined)
        return error('GITHUB_UNREADABLE', 'the pull requests of the commit were not read');
    if (!('pull' in choice)) {
        if (choice.kind === 'ambiguous')
            return error('PULL_REQUEST_AMBIGUOUS', choice.why);
        return { status: 'UNSATISFIED', code: 'PULL_REQUEST_MISSING', seen: choice.why };
    }
    if (reading === null)
        return error('PULL_REQUEST_MOVED', `#${choice.pull.number} was not read`);
    if (reading.kind === 'unavailable')
        return error(reading.code, reading.reason);
    return readingProblem(facts, reading.value, choice.pull.number);
}
function readingProblem(facts, reading, number) {
    const { pull, commits, baseProtected } = reading;
    const again = choosePullRequest([pull], facts.pullRequests.query);
    if (pull.number !== number || !('pull' in again)) {
        const why = 'why' in again ? again.why : `#${pull.number} was read for #${number}`;
        return { status: 'ERROR', code: 'PULL_REQUEST_MOVED', seen: why };
    }
    if (!commits.some((commit) => commit.sha === pull.head)) {
        return {
            status: 'ERROR',
            code: 'PULL_REQUEST_MOVED',
            seen: `the head of #${pull.number} is not among its commits`,
        };
    }
    if (!baseProtected) {
        const seen = `#${pull.number} goes into ${pull.base}, which is not protected`;
        return {
            status: 'UNSATISFIED',
            code: 'PULL_REQUEST_MISSING',
            seen,
            whoCanFix: ['whoever administers the repository'],
        };
    }
    return undefined;
}
/** Judges the sign-offs of the checkpoint; nothing when it asks for none. */
function decideSignOffs(facts) {
    const { seats, roles } = facts.rules;
    if (seats.length === 0)
        return [];
    const choice = chosenPullRequest(facts);
    const problem = problemOf(facts);
    const reading = facts.pullRequests.reading;
    if (problem !== undefined || reading?.kind !== 'read') {
        const base = {
            id: 'sign-offs',
            title: `Sign-offs by ${seats.map((seat) => seat.roles.join(' or ')).join(', ')}`,
            needed: 'a pull request, merged into a protected branch, or open with this commit as its head, that people approved',
            whoCanFix: [],
            links: choice !== undefined && 'pull' in choice ? [choice.pull.url] : [],
            observations: choice?.observations ?? [],
        };
        return [{ ...base, ...(problem ?? { status: 'ERROR', code: 'PULL_REQUEST_MOVED', seen: 'it was not read' }) }];
    }
    const { pull } = reading.value;
    const { authors, signatures, passedOver } = readSignatures(facts, reading.value);
    const resolved = withEnvironments(withTeams(roles, facts.teams), environmentsOf(facts));
    const { application, checkpoint } = facts.rules;
    const values = { application, checkpoint, number: String(pull.number), head: pull.head.slice(0, 12) };
    const results = [
        ...judgeSeats(seats, { roles: resolved, values }, signatures, pull.url),
        withCandidates(judgeObjections(resolved, signatures, passedOver, pull.url), choice),
    ];
    return authors.unknown.length === 0 ? results : [unknownAuthors(authors.unknown, pull.url), ...results];
}
const withCandidates = (result, choice) => ({
    ...result,
    observations: [...result.observations, ...(choice?.observations ?? [])],
});
/** While an author is unknown, any signer could be that author. */
const unknownAuthors = (unknown, url) => ({
    id: 'authors',
    title: 'Every author is known',
    status: 'ERROR',
    code: 'AUTHOR_UNKNOWN',
    seen: unknown.slice(0, 3).join('; ') + (unknown.length > 3 ? `; ${unknown.length - 3} more` : ''),
    needed: 'every author, committer and co-author belongs to an account, so that nobody signs their own work',
    whoCanFix: ['whoever wrote those commits: add the address to the account, or write them again'],
    links: [url],
    observations: unknown.map((line) => ({ what: line, counted: true, why: 'it could be anybody, also a signer' })),
});

;// CONCATENATED MODULE: ./.build/action-validate/decide.js










const originOf = (facts) => ({
    commit: facts.subject.commit,
    repositoryId: facts.repository.id,
    runId: facts.run.id,
    beforeMerge: stageOf(facts) === 'before-merge',
});
function expectedRecord(facts, change) {
    return {
        ...originOf(facts),
        application: facts.rules.application,
        tree: facts.subject.tree,
        policySha256: facts.policy.sha256,
        ...change,
    };
}
/**
 * The build's record gives the subject its images. Before the merge there is none that could be deployed. A build that
 * nobody asks for may be missing, but one that is there has to be in order.
 */
function decideBuild(facts) {
    if (stageOf(facts) === 'before-merge')
        return { results: [], records: [] };
    const { result, record } = judgeRecord(facts.builds, expectedRecord(facts, {
        title: 'Images built',
        kind: 'build',
        checkpoint: null,
        environments: [null],
        images: null,
    }));
    if (result.code === 'RECORD_MISSING' && facts.rules.builds !== 'required')
        return { results: [], records: [] };
    const waivers = judgeWaivers(record?.waivers ?? [], decidedAt(facts));
    return { results: [result, ...waivers], records: record === null ? [] : [record] };
}
function decideEarlier(facts, images) {
    const chain = poolOf([...Object.values(facts.earlier), facts.builds, facts.chain ?? read([])]);
    const judged = facts.rules.after.map((checkpoint) => judgeRecord(facts.earlier[checkpoint] ?? unavailable('it was not read', 'RECORD_UNREADABLE'), expectedRecord(facts, {
        title: `Earlier checkpoint ${checkpoint}`,
        kind: 'gate',
        checkpoint,
        environments: [facts.environment, null],
        images: Object.keys(images).length > 0 ? images : null,
        chain,
    })));
    return {
        results: judged.map(({ result }) => result),
        records: judged.flatMap(({ record }) => (record === null ? [] : [record])),
    };
}
/** Decides a checkpoint from its facts alone. */
function decide(facts) {
    const { rules } = facts;
    const build = decideBuild(facts);
    const images = build.records[0]?.subject.images ?? {};
    const earlier = decideEarlier(facts, images);
    const against = { origin: originOf(facts), now: decidedAt(facts), images };
    const stage = stageOf(facts);
    const subject = { ...facts.subject, images };
    const asksNothing = rules.after.length + rules.evidence.length + rules.seats.length === 0 &&
        rules.changes === null &&
        rules.promotion === null;
    // A build alone justifies nothing that the checkpoint did not ask for.
    const requirements = asksNothing
        ? []
        : withOverrides(facts, { subject, stage }, [
            ...build.results,
            ...earlier.results,
            ...rules.evidence.map((rule) => judgeOne(facts, rule.name, against)),
            ...decideSignOffs(facts),
            ...decidePast(facts, stage, images),
        ]);
    const before = earlier.records.at(-1) ?? build.records[0];
    return {
        decision: conclude(requirements),
        stage,
        subject,
        previous: before?.sha256 ?? null,
        waivers: build.records[0]?.waivers ?? [],
    };
}
function judgeOne(facts, name, against) {
    const fact = facts.evidence.find((one) => one.rule.name === name);
    if (fact === undefined)
        throw new Error(`the facts have no evidence ${name}`);
    return judgeEvidence(fact, against);
}

;// CONCATENATED MODULE: ./.build/action-validate/decide-override.js





const plain = { whoCanFix: [], links: [], observations: [] };
/** Only a person's own dispatch on the protected branch, and only once, can ask for an override. */
function dispatched({ run, policy, request }) {
    const base = {
        ...plain,
        id: 'override/dispatched',
        title: 'Asked for by a person',
        needed: `a first attempt of a workflow_dispatch on ${policy.ref}`,
    };
    const wrong = [
        run.event === 'workflow_dispatch' ? [] : [`the run was started by ${run.event}`],
        run.ref === `refs/heads/${policy.ref}` ? [] : [`it is of ${run.ref}`],
        run.attempt === 1 ? [] : [`it is attempt ${run.attempt}; a rerun would begin the time anew`],
        run.triggeringActor.toLowerCase() === run.actor.login.toLowerCase()
            ? []
            : [`${run.triggeringActor} started it in the name of ${run.actor.login}`],
    ].flat();
    const { requester, reason, ticket } = request;
    if (wrong.length === 0) {
        return { ...base, status: 'SATISFIED', code: 'OK', seen: `${requester.login}: ${reason} (${ticket})` };
    }
    return {
        ...base,
        status: 'UNSATISFIED',
        code: 'OVERRIDE_UNTRUSTED',
        seen: wrong.join('; '),
        whoCanFix: ['anyone else who may dispatch the workflow'],
    };
}
/** The images that the override is for; without a build it is for the commit alone, where none is needed. */
function built(ask) {
    const { rules, repository, run, subject, policy } = ask;
    const answer = judgeRecord(ask.builds, {
        title: 'Images built',
        kind: 'build',
        checkpoint: null,
        environments: [null],
        images: null,
        commit: subject.commit,
        tree: subject.tree,
        repositoryId: repository.id,
        runId: run.id,
        application: rules.application,
        policySha256: policy.sha256,
    });
    return answer.result.code === 'RECORD_MISSING' && rules.builds !== 'required' ? null : answer;
}
/** Whoever asks does not approve. */
function askers({ run, request }) {
    const why = 'asked for the override';
    return {
        byId: new Map([[request.requester.id, why]]),
        byLogin: new Map([request.requester.login, run.triggeringActor].map((login) => [login.toLowerCase(), why])),
        unknown: [],
    };
}
function approvals(ask) {
    const { rules, rule } = ask;
    if (ask.approvals.kind === 'unavailable') {
        const { code, reason } = ask.approvals;
        const id = 'sign-offs';
        return [
            { ...plain, id, title: 'Approvals', status: 'ERROR', code, seen: reason, needed: 'the approvals of this run' },
        ];
    }
    const { value } = ask.approvals;
    const { signatures, passedOver } = environmentSignatures(value, askers(ask));
    const values = {
        application: rules.application,
        checkpoint: rules.checkpoint,
        number: '',
        head: ask.subject.commit.slice(0, 12),
    };
    return [
        ...judgeSeats(rule.seats, { roles: rules.roles, values }, signatures, value.url),
        judgeObjections(rules.roles, signatures, passedOver, value.url),
    ];
}
/** Whether the override is granted. Its record counts for a gate only when it is PASS. */
function decideOverride(ask) {
    const build = built(ask);
    const images = build?.record?.subject.images ?? {};
    return {
        decision: conclude([dispatched(ask), ...(build === null ? [] : [build.result]), ...approvals(ask)]),
        stage: 'merged',
        subject: { ...ask.subject, images },
        previous: build?.record?.sha256 ?? null,
    };
}

// EXTERNAL MODULE: ./.build/shared/domain/reason-codes.js + 7 modules
var reason_codes = __webpack_require__(7841);
;// CONCATENATED MODULE: ./.build/shared/domain/parse-record.js




const parse_record_hash = schemas/* string */.YjP().regex(/^[0-9a-f]{64}$/, 'a sha256 in lower-case hex');
const objectId = schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'a full git object id');
const parse_record_time = iso/* datetime */.w$({ message: 'an RFC 3339 time in UTC' });
const verdict = schemas/* enum */.k5n(['PASS', 'FAIL', 'ERROR']);
const parse_record_code = schemas/* custom */.IeY((value) => typeof value === 'string' && Object.hasOwn(reason_codes/* REASON_CODES */.O, value), {
    error: 'a reason code of this version',
});
const observation = schemas/* strictObject */.rej({
    what: schemas/* string */.YjP(),
    counted: schemas/* boolean */.zMY(),
    why: schemas/* string */.YjP(),
    link: schemas/* exactOptional */.yqP(schemas/* string */.YjP()),
});
const requirement = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP(),
    title: schemas/* string */.YjP(),
    status: schemas/* enum */.k5n(['SATISFIED', 'UNSATISFIED', 'OVERRIDDEN', 'NOT_APPLICABLE', 'ERROR']),
    code: parse_record_code,
    seen: schemas/* string */.YjP(),
    needed: schemas/* string */.YjP(),
    whoCanFix: schemas/* array */.YOg(schemas/* string */.YjP()),
    links: schemas/* array */.YOg(schemas/* string */.YjP()),
    observations: schemas/* array */.YOg(observation),
});
const parse_record_image = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1),
    digest: schemas/* custom */.IeY((v) => isDigest(String(v))),
});
const recordSchema = schemas/* strictObject */.rej({
    schemaVersion: schemas/* literal */.euz(1),
    kind: schemas/* enum */.k5n(['build', 'gate', 'deploy', 'rollback', 'override']),
    tool: schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), version: schemas/* string */.YjP(), dist: parse_record_hash }),
    application: schemas/* string */.YjP(),
    checkpoint: schemas/* string */.YjP().nullable(),
    environment: schemas/* string */.YjP().nullable(),
    policy: schemas/* strictObject */.rej({ path: schemas/* string */.YjP(), ref: schemas/* string */.YjP(), commit: schemas/* string */.YjP(), sha256: parse_record_hash }),
    subject: schemas/* strictObject */.rej({ commit: objectId, tree: objectId, images: schemas/* record */.g1P(schemas/* string */.YjP(), parse_record_image) }),
    // Any JSON: the decision that reads it knows its shape. `undefined` is what a missing key would be.
    facts: schemas/* custom */.IeY((value) => value !== undefined, { error: 'is required' }),
    decision: schemas/* strictObject */.rej({ verdict, requirements: schemas/* array */.YOg(requirement), reasonCodes: schemas/* array */.YOg(parse_record_code) }),
    previous: parse_record_hash.nullable(),
    run: schemas/* strictObject */.rej({
        repository: schemas/* string */.YjP(),
        id: schemas/* int */.Whr().positive(),
        attempt: schemas/* int */.Whr().positive(),
        workflow: schemas/* string */.YjP(),
        actor: schemas/* string */.YjP(),
        url: schemas/* string */.YjP(),
    }),
    decidedAt: parse_record_time,
});
const parse_record_unusable = (problem) => ({ ok: false, problem });
/**
 * Whether the text is the canonical form of its own content. Only then is the hash of the text the hash of the
 * content: otherwise the same record could go by many hashes, and a key given twice could be read in two ways.
 */
const verifySealed = (text) => (0,domain_record/* canonicalJson */.dj)(JSON.parse(text)) === text;
/** Reads a record that comes from outside: its form, and that it is sealed. Says nothing about who made it. */
function parseRecord(text) {
    try {
        const value = JSON.parse(text);
        const result = recordSchema.safeParse(value);
        if (!result.success) {
            const [issue] = result.error.issues;
            return parse_record_unusable(`not a record of schema version 1: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
        }
        if (!verifySealed(text))
            return parse_record_unusable('its text is not the canonical form of its content');
        // The value as it was parsed: the check must not be able to change what the hash stands for.
        return { ok: true, record: value, sha256: (0,domain_record/* sha256 */.sc)(text) };
    }
    catch (thrown) {
        return parse_record_unusable(`not a record: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./node_modules/fflate/esm/index.mjs
var esm = __webpack_require__(51306);
;// CONCATENATED MODULE: ./.build/shared/adapters/unzip.js


/** What an archive may be at most: enough for any evidence, too little to fill the runner's memory. */
const UNZIP_LIMITS = {
    entries: 10_000,
    /** Bytes of all files that are read, uncompressed. */
    bytes: 256 * 1024 * 1024,
    /** Folders above a file. */
    depth: 32,
    /** Characters of a name. */
    name: 1_024,
};
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
/** The CRC-32 of every entry, in the order of the central directory. The library checks neither them nor the lengths. */
function checksums(view) {
    let end = view.byteLength - 22;
    while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY)
        end -= 1;
    if (end < 0)
        throw new Error('it is not a zip archive');
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    if (count === 0xffff || at === 0xffffffff)
        throw new Error('it is a zip64 archive, which is larger than any evidence');
    return Array.from({ length: count }, () => {
        if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY)
            throw new Error('its directory is broken');
        const crc = view.getUint32(at + 16, true);
        at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
        return crc;
    });
}
/** Why a name cannot be taken from an archive; undefined when it can. */
function nameProblem(name, limits) {
    const parts = name.replace(/\/$/, '').split('/');
    if (name.length > limits.name)
        return 'is too long';
    if (parts.length - 1 > limits.depth)
        return 'lies too deep';
    if (name.includes('\\') || name.includes('\0') || /^[A-Za-z]:/.test(name))
        return 'is not a portable path';
    if (parts.some((part) => part === '' || part === '.' || part === '..'))
        return 'leads out of the archive';
    return undefined;
}
/**
 * Reads a zip archive into memory: file contents by name with forward slashes; folders are left out.
 * @throws Error with the reason when it is no zip, is larger than the limits, holds a name twice or one that leads
 * outside, or when a file is not what the archive's own checksum says.
 */
function unzip(bytes, options = {}) {
    const limits = { ...UNZIP_LIMITS, ...options.limits };
    const crcs = checksums(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (crcs.length > limits.entries)
        throw new Error(`it has ${crcs.length} entries; at most ${limits.entries} are read`);
    const expected = new Map();
    let [index, total] = [0, 0];
    const files = (0,esm/* unzipSync */.AO)(bytes, {
        filter({ name, originalSize }) {
            const crc = crcs[index];
            index += 1;
            const problem = nameProblem(name, limits);
            if (problem !== undefined)
                throw new Error(`the name ${JSON.stringify(name.slice(0, 200))} in it ${problem}`);
            if (expected.has(name))
                throw new Error(`it has ${JSON.stringify(name)} twice`);
            expected.set(name, { crc, size: originalSize });
            if (name.endsWith('/') || options.only?.(name) === false)
                return false;
            total += originalSize;
            if (total > limits.bytes)
                throw new Error(`it unpacks to more than ${limits.bytes} bytes`);
            return true;
        },
    });
    const read = new Map(Object.entries(files));
    for (const [name, content] of read) {
        const entry = expected.get(name);
        if (entry === undefined || content.length !== entry.size || (0,external_node_zlib_.crc32)(content) !== entry.crc)
            throw new Error(`${JSON.stringify(name)} in it is damaged: length or checksum differ from the archive's directory`);
    }
    return read;
}

;// CONCATENATED MODULE: ./.build/shared/adapters/records.js





/** A record's own artifact name: builds and records without a checkpoint go by their kind. */
const nameOf = (record) => ({
    subject: record.kind === 'build' ? 'build' : (record.checkpoint ?? record.kind),
    environment: record.environment,
    run: record.run.id,
    attempt: record.run.attempt,
});
/**
 * Seals a record, writes it to a file and uploads it under its own name.
 * @throws UserError('ARTIFACT_NOT_STORED') when it was not stored; a decision without its record must not stand
 */
async function storeRecord(ports, record, name) {
    const sealed = (0,domain_record/* seal */.od)(record);
    const usual = record.kind === 'override' ? overrideArtifactName(record.application) : recordArtifactName(nameOf(record));
    const artifact = name ?? usual;
    const path = await ports.files.writeTemp(`${artifact}.json`, sealed.text);
    await ports.artifacts.upload(artifact, [{ name: RECORD_FILE, bytes: sealed.text }]);
    return { sha256: sealed.sha256, path, artifact };
}
/** What is in an artifact must be the record that the artifact's name and run promise. */
function bound(parsed, name, run) {
    if (!parsed.ok)
        return parsed;
    if (recordArtifactName(nameOf(parsed.record)) !== recordArtifactName(name))
        return { ok: false, problem: `it holds the record ${recordArtifactName(nameOf(parsed.record))}` };
    if (name.run !== run.id || name.attempt > run.attempt)
        return {
            ok: false,
            problem: `it is named after run ${name.run}, attempt ${name.attempt}, but run ${run.id} made it`,
        };
    return parsed;
}
/** The record in an artifact, or why it cannot be read. Says nothing about who stored it. */
async function readStored(github, artifact) {
    if (artifact.expired)
        return { ok: false, problem: 'the artifact has expired; run the job that made it again' };
    try {
        const content = unzip(await github.downloadArtifact(artifact)).get(RECORD_FILE);
        if (content === undefined)
            return { ok: false, problem: `there is no ${RECORD_FILE} in it` };
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
        return parseRecord(text);
    }
    catch (thrown) {
        return { ok: false, problem: (0,errors/* describeError */.U)(thrown) };
    }
}
/**
 * All records that runs of a commit have stored, oldest run first, with what was read or why it was not. The zip's
 * digest was checked on the way; an artifact without one is never read.
 * @param which.subject checkpoint id, or kind of a record without one
 * @param which.environment null for records that belong to no environment
 * @param which.run the only run that is looked into
 * @throws UserError('GITHUB_UNREADABLE') when runs or artifacts could not be listed
 */
async function findRecords(github, commit, which = {}) {
    // Asked beside the list of runs, which has to name the run too; what it throws is thrown where it is awaited.
    const early = which.run === undefined ? undefined : github.artifactsOfRun(which.run);
    early?.catch(() => undefined);
    const all = [...(await github.runsOfCommit(commit))].sort((a, b) => a.id - b.id);
    const runs = which.run === undefined ? all : all.filter((run) => run.id === which.run);
    const found = await Promise.all(runs.map(async (run) => {
        const candidates = (await (early ?? github.artifactsOfRun(run.id))).flatMap((artifact) => {
            const name = parseRecordArtifactName(artifact.name);
            return name !== undefined && wanted(name, which) ? [{ artifact, name }] : [];
        });
        return Promise.all(candidates.map(async ({ artifact, name }) => {
            return { run, artifact, name, parsed: bound(await readStored(github, artifact), name, run) };
        }));
    }));
    return found.flat();
}
const wanted = (name, which) => (which.subject === undefined || name.subject === which.subject) &&
    (which.environment === undefined || name.environment === which.environment);

;// CONCATENATED MODULE: ./.build/action-validate/effects.js

/** The one thing that the gate changes: its record is stored, whatever it says. Without it there is no yes. */
const applyDecision = (ports, record, name) => storeRecord(ports, record, name);

;// CONCATENATED MODULE: ./.build/shared/adapters/github/open-together.js
/** Lets the commit of a gate and its environment travel with the first file that is read, its configuration, in one request. */
function openTogether(github, commit, environment) {
    let asked;
    const deployed = async () => (await asked)?.deployments;
    return {
        github: {
            ...github,
            async file(path, ref) {
                if (asked !== undefined)
                    return github.file(path, ref);
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

;// CONCATENATED MODULE: ./.build/shared/config/meaning/cycles.js
/**
 * Circles in a graph of names, each once and beginning with the node that comes first in the map.
 * @param edges each node with the nodes that it leads to; names that are no node lead nowhere
 */
function cycles(edges) {
    const found = [];
    const done = new Set();
    const walk = (node, trail) => {
        const start = trail.indexOf(node);
        if (start >= 0) {
            found.push(trail.slice(start));
            return;
        }
        if (done.has(node))
            return;
        for (const next of edges.get(node) ?? [])
            walk(next, [...trail, node]);
        done.add(node);
    };
    for (const node of edges.keys())
        walk(node, []);
    const order = [...edges.keys()];
    return found.map((cycle) => rotate(cycle, order));
}
function rotate(cycle, order) {
    const first = [...cycle].sort((left, right) => order.indexOf(left) - order.indexOf(right))[0] ?? '';
    const at = cycle.indexOf(first);
    return [...cycle.slice(at), ...cycle.slice(0, at)];
}

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(21916);
;// CONCATENATED MODULE: ./.build/shared/config/nearest.js

/** Share of a word's letters that may be wrong before a suggestion would be a guess. */
const TOLERANCE = 0.4;
/** The known word that a mistyped one was most likely meant to be; undefined when none is near enough to say. */
function nearest(word, known) {
    let best;
    for (const entry of known) {
        const edits = (0,mod/* distance */.Io)(word.toLowerCase(), entry.toLowerCase());
        const allowed = Math.min(entry.length - 1, Math.max(1, Math.round(entry.length * TOLERANCE)));
        if (edits <= allowed && edits < (best?.edits ?? Number.POSITIVE_INFINITY))
            best = { entry, edits };
    }
    return best?.entry;
}
/** `, did you mean "x"?`, or the words there are when none is near. */
function suggest(word, known) {
    const words = [...known];
    const near = nearest(word, words);
    if (near !== undefined)
        return `, did you mean "${near}"?`;
    return words.length > 0 && words.length <= 12 ? `; there is ${words.join(', ')}` : '';
}

;// CONCATENATED MODULE: ./.build/shared/config/meaning/names.js

const SECTIONS = (/* unused pure expression or super */ null && (['roles', 'evidence', 'checkpoints', 'services', 'environments']));
/** Reads the names from plain data; own keys only, so that no role can be called into being by `constructor`. */
function namesOf(value) {
    const root = isObject(value) ? value : {};
    const keys = (section) => {
        const entries = Object.hasOwn(root, section) ? root[section] : undefined;
        return isObject(entries) ? Object.keys(entries) : [];
    };
    return {
        roles: keys('roles'),
        evidence: keys('evidence'),
        checkpoints: keys('checkpoints'),
        services: keys('services'),
        environments: keys('environments'),
    };
}
const isObject = (value) => typeof value === 'object' && value !== null;
/** A finding for a name that the section does not give; empty when it does. */
function reference(path, word, known, what) {
    if (known.includes(word))
        return [];
    return [{ path, message: `unknown ${what} "${word}"${suggest(word, known) || `; no ${what} is defined`}` }];
}
/** A finding for each name that a list gives a second time. */
function repeated(path, words, what) {
    return words.flatMap((word, index) => words.indexOf(word) === index ? [] : [{ path: [...path, index], message: `${what} "${word}" is listed twice` }]);
}
/** The keys of an object that are given, out of a list of keys. */
const given = (object, keys) => keys.filter((key) => object[key] !== undefined);

;// CONCATENATED MODULE: ./.build/shared/config/meaning/roles.js



/** Roles: exactly one source of people, and nobody twice. */
function roleFindings(config) {
    return Object.entries(config.roles ?? {}).flatMap(([id, role]) => findingsOf(['roles', id], role));
}
function findingsOf(path, role) {
    const findings = [];
    if ((role.people === undefined) === (role.team === undefined))
        findings.push({ path, at: 'key', message: `role "${path.at(-1)}" needs exactly one of people and team` });
    const ids = role.people?.map((person) => person.id) ?? [];
    for (const [index, id] of ids.entries())
        if (ids.indexOf(id) !== index)
            findings.push({ path: [...path, 'people', index, 'id'], message: `person ${id} is listed twice in this role` });
    if (role.immediate !== undefined && role.team === undefined)
        findings.push({ path: [...path, 'immediate'], at: 'key', message: 'immediate needs a team beside it' });
    if (role.environment !== undefined && role.via !== 'environment')
        findings.push({
            path: [...path, 'environment'],
            at: 'key',
            message: 'environment needs via: environment beside it',
        });
    if (role.via === 'environment')
        for (const key of ['carry-over', 'after-merge', 'meaning'])
            if (role[key] !== undefined)
                findings.push({
                    path: [...path, key],
                    at: 'key',
                    message: `${key} is about reviews; via: environment has none`,
                });
    for (const name of unknownPlaceholders(role.meaning ?? ''))
        findings.push({ path: [...path, 'meaning'], message: `there is no placeholder "\${${name}}"` });
    return findings;
}
/** The sign-offs of a checkpoint or override: roles that exist, each asked once. */
function signOffFindings(path, signOffs, names) {
    const unknown = signOffs.flatMap((signOff, index) => {
        if (typeof signOff === 'string')
            return reference([...path, index], signOff, names.roles, 'role');
        const { role, 'any-of': any } = signOff;
        if ((role === undefined) === (any === undefined))
            return [{ path: [...path, index], message: 'a sign-off needs exactly one of role and any-of' }];
        if (role !== undefined)
            return reference([...path, index, 'role'], role, names.roles, 'role');
        const list = [...path, index, 'any-of'];
        return [
            ...(any ?? []).flatMap((one, at) => reference([...list, at], one, names.roles, 'role')),
            ...repeated(list, any ?? [], 'role'),
        ];
    });
    const lines = signOffs.map((signOff) => rolesOfSignOff(signOff).join(' or '));
    return [...unknown, ...repeated(path, lines, 'sign-off')];
}

;// CONCATENATED MODULE: ./.build/shared/config/meaning/checkpoints.js



/** Checkpoints and overrides: every name refers to something, the order ends, and something is asked for. */
function checkpointFindings(config, names) {
    const checkpoints = Object.entries(config.checkpoints ?? {});
    const overrides = Object.entries(config.overrides ?? {});
    return [
        ...checkpoints.flatMap(([id, checkpoint]) => checkpoints_findingsOf(id, checkpoint, names)),
        ...checkpoints.flatMap(([id, checkpoint]) => emptyFindings(id, checkpoint, config)),
        ...cycleFindings(config),
        ...overrides.flatMap(([id, override]) => signOffFindings(['overrides', id, 'sign-offs'], override['sign-offs'], names)),
    ];
}
function checkpoints_findingsOf(id, checkpoint, names) {
    const path = ['checkpoints', id];
    const { after = [], evidence = [] } = checkpoint;
    return [
        ...after.flatMap((other, index) => reference([...path, 'after', index], other, names.checkpoints, 'checkpoint')),
        ...repeated([...path, 'after'], after, 'checkpoint'),
        ...evidence.flatMap((one, index) => reference([...path, 'evidence', index], one, names.evidence, 'evidence')),
        ...repeated([...path, 'evidence'], evidence, 'evidence'),
        ...signOffFindings([...path, 'sign-offs'], checkpoint['sign-offs'] ?? [], names),
    ];
}
/**
 * A checkpoint that asks for nothing would be a way to say yes. One that only stands during or after a deployment is
 * decided by the deployment's own steps and probes, so it may leave the rest out.
 */
function emptyFindings(id, checkpoint, config) {
    const asked = [checkpoint.after, checkpoint.evidence, checkpoint['sign-offs']].some((list) => (list?.length ?? 0) > 0) ||
        (checkpoint.changes !== undefined && checkpoint.changes.approvals !== 0);
    const uses = Object.values(config.environments ?? {}).flatMap((environment) => Object.entries(environment.checkpoints ?? {}));
    const moments = uses.filter(([, checkpointId]) => checkpointId === id).map(([moment]) => moment);
    const byDeployment = moments.length > 0 && moments.every((moment) => moment === 'during' || moment === 'after');
    if (asked || byDeployment)
        return [];
    return [
        {
            path: ['checkpoints', id],
            at: 'key',
            message: `checkpoint "${id}" asks for nothing; give it after, evidence or sign-offs`,
        },
    ];
}
function cycleFindings(config) {
    const after = new Map(Object.entries(config.checkpoints ?? {}).map(([id, checkpoint]) => [id, checkpoint.after ?? []]));
    return cycles(after).map((cycle) => {
        const [first = ''] = cycle;
        return {
            path: ['checkpoints', first, 'after'],
            message: `"after" goes in a circle: ${[...cycle, first].join(' -> ')}`,
        };
    });
}

;// CONCATENATED MODULE: ./.build/shared/config/schema/probes.js


const httpUrl = schemas/* string */.YjP()
    .regex(/^https?:\/\/[^\s/]+(?:\/\S*)?$/, 'an http:// or https:// address')
    .meta({ title: 'an http:// or https:// address' });
const hostPort = schemas/* string */.YjP()
    .regex(/^[a-z0-9.-]+:\d+$/, 'host:port')
    .meta({ title: 'host:port' });
/** One probe: exactly one of the keys that name its kind, and that kind's own settings. */
const probe = schemas/* strictObject */.rej({
    id: words_name.describe('Unique in its list.'),
    http: httpUrl.optional().describe('One request; a name of the cluster is asked through the API server.'),
    tcp: hostPort.optional().describe('A connection can be opened.'),
    tls: hostPort.optional().describe('Certificate and protocol version.'),
    websocket: schemas/* string */.YjP().min(1).optional().describe('Address of a WebSocket.'),
    exec: schemas/* strictObject */.rej({
        from: schemas/* string */.YjP().min(1).describe('The workload in whose pod it runs.'),
        command: command.describe('Program and arguments.'),
    })
        .optional()
        .describe('A program in a running pod.'),
    prometheus: schemas/* string */.YjP().min(1).optional().describe('A query; no data is never a pass.'),
    alertmanager: schemas/* string */.YjP().min(1).optional().describe('No alert that matches is firing.'),
    'redis-queue': schemas/* string */.YjP().min(1).optional().describe('Depth of a queue.'),
    k6: path.optional().describe('A k6 script.'),
    availability: httpUrl.optional().describe('Asked all through the rollout; every answer must be good.'),
    status: schemas/* int */.Whr().min(100).max(599).optional().describe('Expected HTTP status; 200 unless said otherwise.'),
    headers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP())
        .optional()
        .describe('Headers that the answer must have, with their values.'),
    contains: schemas/* string */.YjP().min(1).optional().describe('Text that the body must contain.'),
    max: schemas/* number */.aig().optional().describe('Largest number that passes.'),
    min: schemas/* number */.aig().optional().describe('Smallest number that passes.'),
    failures: schemas/* int */.Whr().positive().optional().describe('Failures in a row that count as one.'),
    within: duration.optional().describe('Time until the probe must have passed once; 60s unless said otherwise.'),
    for: duration.optional().describe('Time for which it must hold.'),
});
const PROBE_KINDS = [
    'http',
    'tcp',
    'tls',
    'websocket',
    'exec',
    'prometheus',
    'alertmanager',
    'redis-queue',
    'k6',
    'availability',
];

;// CONCATENATED MODULE: ./.build/shared/config/meaning/probes.js


const SETTINGS = ['status', 'headers', 'contains', 'max', 'min', 'failures', 'within', 'for'];
const SETTLING = ['within', 'for', 'failures'];
/** What each kind of probe can be told; a setting that a kind would ignore is a mistake. */
const BELONGS = {
    http: ['status', 'headers', 'contains', ...SETTLING],
    tcp: SETTLING,
    tls: ['min', ...SETTLING],
    websocket: SETTLING,
    exec: ['contains', ...SETTLING],
    prometheus: ['max', 'min', 'within', 'for'],
    alertmanager: ['within', 'for'],
    'redis-queue': ['max', 'min', 'within', 'for'],
    k6: ['within'],
    availability: ['status', 'headers', 'contains', 'failures'],
};
/** Kinds that give a number, which means nothing without a limit. */
const MEASURES = new Set(['prometheus', 'redis-queue']);
/** A list of probes: each of one kind with that kind's settings, each id once. */
function probeListFindings(path, probes) {
    const ids = probes.map((probe) => probe.id);
    return [
        ...probes.flatMap((probe, index) => probeFindings([...path, index], probe)),
        ...repeated(path, ids, 'probe').map((finding) => ({ ...finding, path: [...finding.path, 'id'] })),
    ];
}
/** One probe, in a list or as a step. */
function probeFindings(path, probe) {
    const kinds = given(probe, PROBE_KINDS);
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) {
        const seen = kinds.length === 0 ? 'has none' : `has ${kinds.join(' and ')}`;
        return [{ path, message: `a probe needs exactly one of ${PROBE_KINDS.join(', ')}; this one ${seen}` }];
    }
    const findings = given(probe, SETTINGS)
        .filter((setting) => !BELONGS[kind].includes(setting))
        .map((setting) => ({
        path: [...path, setting],
        at: 'key',
        message: `"${setting}" does not belong to a probe of kind ${kind}`,
    }));
    if (MEASURES.has(kind) && probe.max === undefined && probe.min === undefined)
        findings.push({ path: [...path, kind], at: 'key', message: `a probe of kind ${kind} needs max or min` });
    if (probe.max !== undefined && probe.min !== undefined && probe.max < probe.min)
        findings.push({
            path: [...path, 'max'],
            message: `max ${probe.max} is below min ${probe.min}, so nothing can pass`,
        });
    return findings;
}

;// CONCATENATED MODULE: ./.build/shared/config/schema/steps.js



const workload = schemas/* string */.YjP()
    .regex(/^(?:deployment|statefulset|daemonset)\/[a-z0-9-]+$/, 'kind/name, such as deployment/backend')
    .meta({ title: 'kind/name, such as deployment/backend' });
/** What a step can do; exactly one of these keys. */
const action = {
    apply: path.optional().describe('A manifest, or a folder of manifests.'),
    job: schemas/* strictObject */.rej({
        from: workload.describe('The workload whose image, environment and volumes it gets.'),
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the braces are what the user writes
        command: command.describe('Program and arguments; ${name} is what an earlier step saved.'),
    })
        .optional()
        .describe("A Job made from a workload's own pod template with another command."),
    scale: schemas/* record */.g1P(workload, schemas/* int */.Whr().min(0)).optional().describe('Replicas by workload.'),
    command: command.optional().describe('A program on the runner.'),
    restart: workload.optional().describe('A rolling restart.'),
};
const undo = schemas/* strictObject */.rej({
    ...action,
    'loses-data': schemas/* boolean */.zMY().optional().describe('Needs allow-data-loss at the rollback.'),
});
/** One step of a deployment, carried out in the order of the list. */
const step = schemas/* strictObject */.rej({
    id: words_name.describe('Unique among the steps of the environment.'),
    ...action,
    probe: probe.omit({ id: true }).optional().describe('A probe that must pass before the next step.'),
    saves: words_name.optional().describe('Name under which the last line of the output is kept.'),
    timeout: duration.optional().describe('5m unless said otherwise.'),
    when: schemas/* string */.YjP().min(1).optional().describe('Expression (CEL); the step is left out when it is false.'),
    undo: undo.optional().describe('Done on a rollback, in reverse order of the steps.'),
});
const STEP_KINDS = ['apply', 'job', 'scale', 'command', 'probe', 'restart'];

;// CONCATENATED MODULE: ./.build/shared/config/meaning/saved.js

const REFERENCE = /\$\{([^}]*)\}/g;
/**
 * `${name}` in the arguments of a job or command, which must be what an earlier step saves: a name that nothing fills
 * would reach the program as an empty or literal text. An undo runs later, so it may use what its own step saved.
 * @param steps in the order in which they run
 */
function savedReferences(steps) {
    const saved = [];
    return steps.flatMap(({ path, step }) => {
        const findings = [...argumentFindings(path, step, saved)];
        if (step.saves !== undefined) {
            if (saved.includes(step.saves))
                findings.push({ path: [...path, 'saves'], message: `an earlier step saves "${step.saves}" already` });
            saved.push(step.saves);
        }
        return step.undo === undefined ? findings : [...findings, ...argumentFindings([...path, 'undo'], step.undo, saved)];
    });
}
function argumentFindings(path, step, saved) {
    const lists = [
        [[...path, 'job', 'command'], step.job?.command ?? []],
        [[...path, 'command'], step.command ?? []],
    ];
    return lists.flatMap(([at, list]) => list.flatMap((argument, index) => [...argument.matchAll(REFERENCE)]
        .filter(([, name = '']) => !saved.includes(name))
        .map(([, name = '']) => ({ path: [...at, index], message: unsaved(name, saved) }))));
}
const unsaved = (name, saved) => `\${${name}} is not saved by an earlier step${suggest(name, saved) || '; no earlier step saves anything'}`;

;// CONCATENATED MODULE: ./.build/shared/config/meaning/steps.js




/** Kinds that print something which can be kept. */
const SAVING = new Set(['job', 'command']);
const UNDO_KINDS = STEP_KINDS.filter((kind) => kind !== 'probe');
/** All step lists of an environment: their form, ids once across the lists, and `${name}` only for what is saved before. */
function stepFindings(path, environment) {
    const lists = [
        [[...path, 'deploy'], environment.deploy],
        [[...path, 'rollback', 'first'], environment.rollback?.first ?? []],
        [[...path, 'rollback', 'after'], environment.rollback?.after ?? []],
    ];
    const steps = lists.flatMap(([at, list]) => list.map((step, index) => ({ path: [...at, index], step })));
    const ids = steps.map(({ step }) => step.id);
    const repeatedIds = steps.filter(({ step }, index) => ids.indexOf(step.id) !== index);
    return [
        ...steps.flatMap(({ path: at, step }) => steps_findingsOf(at, step)),
        ...repeatedIds.map(({ path: at, step }) => ({
            path: [...at, 'id'],
            message: `step id "${step.id}" is used twice in this environment`,
        })),
        ...savedReferences(steps),
    ];
}
function steps_findingsOf(path, step) {
    const kinds = given(step, STEP_KINDS);
    const findings = [
        ...exactlyOne(path, kinds, STEP_KINDS, `step "${step.id}"`),
        ...scaleFindings(path, step),
    ];
    if (step.probe !== undefined)
        findings.push(...probeFindings([...path, 'probe'], step.probe));
    if (step.probe !== undefined && step.timeout !== undefined)
        findings.push({
            path: [...path, 'timeout'],
            at: 'key',
            message: 'a probe step ends by "within" of its probe, not by timeout',
        });
    if (step.saves !== undefined && kinds.length > 0 && !kinds.some((kind) => SAVING.has(kind)))
        findings.push({
            path: [...path, 'saves'],
            at: 'key',
            message: 'saves belongs to a job or command step; this one prints nothing',
        });
    if (step.undo === undefined)
        return findings;
    const undo = [...path, 'undo'];
    const undoKinds = given(step.undo, UNDO_KINDS);
    return [
        ...findings,
        ...exactlyOne(undo, undoKinds, UNDO_KINDS, `the undo of step "${step.id}"`),
        ...scaleFindings(undo, step.undo),
    ];
}
function exactlyOne(path, kinds, all, what) {
    if (kinds.length === 1)
        return [];
    const seen = kinds.length === 0 ? 'has none' : `has ${kinds.join(' and ')}`;
    return [{ path, message: `${what} needs exactly one of ${all.join(', ')}; it ${seen}` }];
}
function scaleFindings(path, { scale }) {
    if (scale === undefined)
        return [];
    const workloads = Object.keys(scale);
    if (workloads.length === 0)
        return [{ path: [...path, 'scale'], at: 'key', message: 'scale names no workload' }];
    return workloads
        .filter((workload) => workload.startsWith('daemonset/'))
        .map((workload) => ({
        path: [...path, 'scale', workload],
        at: 'key',
        message: `${workload} cannot be scaled: it runs on every node`,
    }));
}

;// CONCATENATED MODULE: ./.build/shared/config/meaning/environments.js



const MOMENTS = ['before', 'during', 'after', 'rollback'];
/** Environments: one place to deploy to, checkpoints and promotions that exist, steps and probes that can be carried out. */
function environmentFindings(config, names) {
    return Object.entries(config.environments ?? {}).flatMap(([id, environment]) => {
        const path = ['environments', id];
        return [
            ...targetFindings(path, environment),
            ...MOMENTS.flatMap((moment) => {
                const checkpoint = environment.checkpoints?.[moment];
                const at = [...path, 'checkpoints', moment];
                return checkpoint === undefined ? [] : reference(at, checkpoint, names.checkpoints, 'checkpoint');
            }),
            ...promotionFindings(path, id, environment, names),
            ...stepFindings(path, environment),
            ...probeListFindings([...path, 'verify'], environment.verify ?? []),
            ...probeListFindings([...path, 'rollback', 'when'], environment.rollback?.when ?? []),
        ];
    });
}
function targetFindings(path, environment) {
    if ((environment.kubernetes === undefined) !== (environment.compose === undefined))
        return [];
    return [{ path, at: 'key', message: `environment "${path.at(-1)}" needs exactly one of kubernetes and compose` }];
}
function promotionFindings(path, id, environment, names) {
    const from = environment['promotes-from']?.environment;
    if (from === undefined)
        return [];
    const undecided = environment.checkpoints?.before === undefined
        ? [
            {
                path: [...path, 'promotes-from'],
                message: 'promotes-from is decided with the checkpoint before; name it in checkpoints',
            },
        ]
        : [];
    const here = [...path, 'promotes-from', 'environment'];
    if (from === id)
        return [{ path: here, message: `environment "${id}" cannot be promoted from itself` }];
    return [...undecided, ...reference(here, from, names.environments, 'environment')];
}

;// CONCATENATED MODULE: ./.build/shared/config/pattern.js
/** True for a path that stands for any number of files: `results/*.xml`. */
const isPattern = (path) => /[*?{]/.test(path);

;// CONCATENATED MODULE: ./.build/shared/config/meaning/evidence.js



/** Evidence: exactly one place to find it, and an expression that can be evaluated. */
function evidenceFindings(config) {
    return Object.entries(config.evidence ?? {}).flatMap(([id, evidence]) => {
        const path = ['evidence', id];
        return [
            ...sourceFindings(path, evidence),
            ...aboutFindings(path, evidence, config),
            ...expressionFindings([...path, 'require'], evidence.require),
        ];
    });
}
function sourceFindings(path, evidence) {
    const { artifact, path: inside, file } = evidence;
    const findings = [];
    const fromArtifact = artifact !== undefined || inside !== undefined;
    if (fromArtifact === (file !== undefined) || (artifact === undefined) !== (inside === undefined))
        findings.push({ path, at: 'key', message: `evidence "${path.at(-1)}" needs either artifact and path, or file` });
    if (evidence['max-age'] !== undefined && artifact === undefined)
        findings.push({
            path: [...path, 'max-age'],
            at: 'key',
            message: 'max-age counts from the run that made an artifact; a file of the repository has none',
        });
    return findings;
}
/** Formats whose files can name an image by digest. */
const WITH_DIGESTS = new Set(['trivy', 'cyclonedx', 'spdx', 'dsse']);
/** Keys that say what a file has to be about, and where it has to come from. */
function aboutFindings(path, evidence, config) {
    const { image, from, artifact, file, format } = evidence;
    const findings = [];
    const services = config.services ?? {};
    if (image !== undefined && !Object.hasOwn(services, image))
        findings.push({
            path: [...path, 'image'],
            message: `unknown service "${image}"${suggest(image, Object.keys(services))}`,
        });
    else if (image !== undefined && services[image]?.build === undefined)
        findings.push({
            path: [...path, 'image'],
            message: `"${image}" is not built here, so no image of it is known by this commit`,
        });
    if (image !== undefined && !WITH_DIGESTS.has(format))
        findings.push({ path: [...path, 'image'], at: 'key', message: `files of the format ${format} name no image` });
    if (evidence['signed-by'] !== undefined && format !== 'dsse')
        findings.push({
            path: [...path, 'signed-by'],
            at: 'key',
            message: `files of the format ${format} have no signature; signed-by is for dsse`,
        });
    if (from !== undefined && artifact === undefined)
        findings.push({
            path: [...path, 'from'],
            at: 'key',
            message: 'from is about artifacts; no workflow makes a file of the repository',
        });
    if (from !== undefined && !/^\.github\/workflows\/[^/@]+\.ya?ml$/.test(from))
        findings.push({
            path: [...path, 'from'],
            message: `"${from}" is not a workflow such as .github/workflows/tests.yml`,
        });
    if (file !== undefined && isPattern(file))
        findings.push({
            path: [...path, 'file'],
            message: 'file names one file; only path, inside an artifact, may be a pattern',
        });
    return findings;
}
/** Whether an expression names a value; the time of the decision is none of the evidence's. */
function looksAtValues(node) {
    if (Array.isArray(node))
        return node.some(looksAtValues);
    if (typeof node !== 'object' || node === null || !('op' in node && 'args' in node))
        return false;
    return node.op === 'id' ? node.args !== 'now' : looksAtValues(node.args);
}
/** The expression must parse and look at something; which numbers it may use depends on the reader of the format. */
function expressionFindings(path, text) {
    try {
        if (looksAtValues((0,cel_js_lib/* parse */.qg)(text).ast))
            return [];
        return [{ path, message: 'the expression looks at no value of the evidence, so that it would hold for anything' }];
    }
    catch (error) {
        if (!(error instanceof cel_js_lib/* ParseError */.mB))
            throw error;
        const offset = error.range?.start ?? 0;
        return [{ path, offset, message: `the expression cannot be read: ${evidence_plain(error.summary)}` }];
    }
}
const evidence_plain = (summary) => summary.replace(/^./, (letter) => letter.toLowerCase()).replace('token: EOF', 'end');

;// CONCATENATED MODULE: ./.build/shared/config/meaning/overrides.js



/** The emergency protocol and the freezes: approvals that can be given, times that are times. */
function overrideFindings(config, names) {
    const overrides = Object.entries(config.overrides ?? {});
    return [
        ...overrides.flatMap(([id, override]) => override['sign-offs'].flatMap((signOff, index) => {
            const roles = rolesOfSignOff(signOff);
            return channelFindings(['overrides', id, 'sign-offs', index], roles, config);
        })),
        ...freezeFindings(config, names),
    ];
}
/** An override has no pull request: it is approved where it is asked for, by the environments of its own run. */
function channelFindings(path, roles, config) {
    return roles.flatMap((name) => {
        const known = config.roles ?? {};
        const role = Object.hasOwn(known, name) ? known[name] : undefined;
        if (role === undefined)
            return [];
        if (role.via !== 'environment') {
            const message = `an override has no pull request that "${name}" could review; name a role with via: environment`;
            return [{ path, message }];
        }
        if (role.team === undefined)
            return [];
        return [{ path, message: `teams cannot approve overrides; list the people of "${name}"` }];
    });
}
function freezeFindings(config, names) {
    const kinds = Object.keys(config.overrides ?? {});
    return (config.freeze ?? []).flatMap((window, index) => {
        const path = ['freeze', index];
        const { environments = [], except = [] } = window;
        return [
            ...timeFindings(path, window),
            ...environments.flatMap((one, at) => reference([...path, 'environments', at], one, names.environments, 'environment')),
            ...repeated([...path, 'environments'], environments, 'environment'),
            ...except.flatMap((kind, at) => kinds.includes(kind)
                ? []
                : [
                    {
                        path: [...path, 'except', at],
                        message: `unknown override "${kind}"${suggest(kind, kinds) || '; no override is defined'}`,
                    },
                ]),
            ...repeated([...path, 'except'], except, 'override'),
        ];
    });
}
function timeFindings(path, window) {
    const wrong = ['from', 'to'].filter((key) => Number.isNaN(Date.parse(window[key])));
    if (wrong.length > 0)
        return wrong.map((key) => ({ path: [...path, key], message: `there is no time ${window[key]}` }));
    if (Date.parse(window.from) < Date.parse(window.to))
        return [];
    return [{ path: [...path, 'to'], message: 'the freeze ends before it begins' }];
}

;// CONCATENATED MODULE: ./.build/shared/config/meaning/running.js

/** Settings of `run` and `limits` that only mean something while the container runs. */
const RUNNING = ['command', 'env', 'before', 'writable', 'read-only', 'egress'];
const LIMITS = ['memory', 'start', 'stop'];
const READY = ['http', 'tcp', 'healthcheck'];
const PORT_LIMIT = 65_535;
const isChecked = (service) => service?.build !== undefined && service.run?.ready !== undefined;
/** How containers run: said completely or not at all, so that no setting is silently without effect. */
function runningFindings(config, names) {
    const services = Object.entries(config.services ?? {});
    return [
        ...services.flatMap(([id, service]) => [...readyFindings(id, service), ...uselessFindings(id, service)]),
        ...services.flatMap(([id, service]) => portFindings(['services', id, 'talks-to'], service['talks-to'] ?? [], id)),
        ...integrationFindings(config, names),
    ];
}
function readyFindings(id, { run }) {
    if (run?.ready === undefined)
        return [];
    const path = ['services', id, 'run', 'ready'];
    const kinds = given(run.ready, READY);
    const port = Number(/^:(\d+)/.exec(run.ready.http ?? run.ready.tcp ?? ':1')?.[1]);
    return [
        ...(kinds.length === 1
            ? []
            : [{ path, message: `ready needs exactly one of ${READY.join(', ')}; it has ${kinds.join(' and ') || 'none'}` }]),
        ...(port >= 1 && port <= PORT_LIMIT ? [] : [{ path, message: `${port} is not a port` }]),
    ];
}
function uselessFindings(id, service) {
    const { run = {}, limits = {}, external } = service;
    if (external === true || run.ready !== undefined)
        return [];
    const used = [
        ...given(run, RUNNING).map((key) => ['run', key]),
        ...given(limits, LIMITS).map((key) => ['limits', key]),
        ...(service['talks-to'] === undefined ? [] : [['talks-to']]),
    ];
    return used.map((path) => ({
        path: ['services', id, ...path],
        at: 'key',
        message: `${path.join('.')} is about a container that runs; add run.ready, which says how it becomes ready`,
    }));
}
function portFindings(path, targets, own) {
    return targets.flatMap((target, index) => {
        const [service, port] = target.split(':');
        if (service === own)
            return [{ path: [...path, index], message: `"${target}" is the service itself` }];
        if (Number(port) >= 1 && Number(port) <= PORT_LIMIT)
            return [];
        return [{ path: [...path, index], message: `${port} is not a port` }];
    });
}
function integrationFindings(config, names) {
    const tests = config.integration ?? [];
    const ids = tests.map(({ id }) => id);
    return tests.flatMap((test, index) => {
        const path = ['integration', index];
        const targets = test['talks-to'].map((target) => target.split(':')[0] ?? '');
        const about = [test.from, ...targets].some((name) => isChecked(config.services?.[name]));
        return [
            ...(ids.indexOf(test.id) === index ? [] : [{ path: [...path, 'id'], message: `id "${test.id}" is used twice` }]),
            ...reference([...path, 'from'], test.from, names.services, 'service'),
            ...targets.flatMap((name, at) => reference([...path, 'talks-to', at], name, names.services, 'service')),
            ...portFindings([...path.map(String), 'talks-to'], test['talks-to'], undefined),
            ...(about
                ? []
                : [
                    {
                        path,
                        message: `integration test "${test.id}" reaches no service that is built here and has run.ready`,
                    },
                ]),
        ];
    });
}

;// CONCATENATED MODULE: ./.build/shared/config/meaning/scanner.js
/** A scanner comes from one place, and a download is always pinned. */
function scannerFindings({ scanner }) {
    if (scanner === undefined)
        return [];
    const path = ['scanner', 'trivy'];
    const { trivy } = scanner;
    const findings = [];
    if ((trivy.path === undefined) === (trivy.version === undefined))
        findings.push({ path, at: 'key', message: 'trivy needs either path or version' });
    if (trivy.version !== undefined && trivy.sha256 === undefined)
        findings.push({
            path,
            at: 'key',
            message: 'a version is downloaded, so it needs the sha256 of its archive (from the checksums of the release)',
        });
    if (trivy.from !== undefined && trivy.version === undefined)
        findings.push({
            path: [...path, 'from'],
            at: 'key',
            message: 'from says where a version is downloaded; give version',
        });
    return findings;
}

// EXTERNAL MODULE: ./node_modules/packageurl-js/index.js
var packageurl_js = __webpack_require__(87091);
;// CONCATENATED MODULE: ./.build/shared/config/meaning/services.js


const DOMAIN = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d+)?/)?';
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^${DOMAIN}${COMPONENT}(?:/${COMPONENT})*$`);
const PINNED = new RegExp(`^${DOMAIN}${COMPONENT}(?:/${COMPONENT})*(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?@sha256:[0-9a-f]{64}$`);
/** Services: built here or pinned from elsewhere, package URLs that name a package, connections to services that exist. */
function serviceFindings(config, names) {
    return Object.entries(config.services ?? {}).flatMap(([id, service]) => {
        const path = ['services', id];
        return [
            ...originFindings(path, service),
            ...(service.packages?.forbid ?? []).flatMap((purl, index) => purlFindings([...path, 'packages', 'forbid', index], purl)),
            ...waiverFindings([...path, 'waivers'], service),
            ...secretFindings([...path, 'build', 'secrets'], service),
            ...(service['talks-to'] ?? []).flatMap((target, index) => reference([...path, 'talks-to', index], target.split(':')[0] ?? '', names.services, 'service')),
        ];
    });
}
function originFindings(path, service) {
    const image = [...path, 'image'];
    if (service.external === true) {
        const findings = [];
        if (!PINNED.test(service.image))
            findings.push({ path: image, message: 'an external image needs its digest: name@sha256:<64 hex digits>' });
        if (service.build !== undefined)
            findings.push({
                path: [...path, 'build'],
                at: 'key',
                message: 'an external service is not built here; take out build or external',
            });
        return findings;
    }
    const findings = [];
    if (!REPOSITORY.test(service.image))
        findings.push({
            path: image,
            message: 'the image of a built service is a repository name in lower case, without tag or digest',
        });
    if (service.build === undefined)
        findings.push({
            path,
            at: 'key',
            message: `service "${path.at(-1)}" needs build, or external: true with a digest`,
        });
    return findings;
}
function isDay(text) {
    const day = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
/** A waiver ends on a real day and is about an image that is built here. */
function waiverFindings(path, { waivers = [], external }) {
    if (external === true && waivers.length > 0) {
        return [{ path, at: 'key', message: 'an external service is not built here, so there is nothing to waive' }];
    }
    return waivers.flatMap(({ expires }, index) => isDay(expires)
        ? []
        : [{ path: [...path, index, 'expires'], message: `there is no day ${expires}; a day is such as 2027-03-31` }]);
}
/** A secret of a build is in one place. */
const secretFindings = (path, { build }) => Object.entries(build?.secrets ?? {})
    .filter(([, { env, file }]) => (env === undefined) === (file === undefined))
    .map(([id]) => ({ path: [...path, id], at: 'key', message: `secret "${id}" needs either env or file` }));
/** A package URL names a type and a package; `*` may stand at the end of the name, for every package that begins so. */
function purlFindings(path, text) {
    const hasVersion = text.lastIndexOf('@') > text.lastIndexOf('/');
    const wildcard = !hasVersion && text.endsWith('*');
    try {
        const exact = wildcard ? text.slice(0, -1) : text;
        packageurl_js.PackageURL.fromString(exact);
        if (exact.includes('*'))
            throw new Error('"*" may only stand at the end of the name');
        return [];
    }
    catch (error) {
        const why = error instanceof Error ? error.message.replace('Invalid purl: ', '') : String(error);
        return [{ path, message: `"${text}" is not a package URL such as pkg:pypi/plotly or pkg:npm/electron*: ${why}` }];
    }
}

;// CONCATENATED MODULE: ./.build/shared/config/meaning.js









/**
 * What the form cannot say: names that refer to nothing, order that goes in circles, settings that exclude each other.
 * @param named the same data with every name that the file gives, so that a reference to an entry whose own form is
 *   wrong is not reported a second time
 */
function meaningFindings(config, named = config) {
    const names = namesOf(named);
    return [
        ...roleFindings(config),
        ...evidenceFindings(config),
        ...checkpointFindings(config, names),
        ...overrideFindings(config, names),
        ...scannerFindings(config),
        ...serviceFindings(config, names),
        ...runningFindings(config, names),
        ...environmentFindings(config, names),
    ];
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./.build/shared/config/reading/positions.js

/** Where a finding stands in the text, as an offset in characters; the nearest part that exists when it names a missing one. */
function offsetOf(document, finding) {
    const { key, value } = nodesAt(document, finding.path);
    const chosen = finding.at === 'key' ? (key ?? value) : (value ?? key);
    const start = chosen?.range?.[0] ?? 0;
    return finding.at === 'key' ? start : start + offsetInside(chosen, finding.offset);
}
/** Quotes come before the text; in a text with escapes or folded lines only its beginning is certain. */
function offsetInside(node, offset) {
    if (offset === undefined || !(0,dist/* isScalar */.jn)(node) || typeof node.value !== 'string' || !node.range)
        return 0;
    const quote = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
    const written = node.range[1] - node.range[0] - 2 * quote;
    return written === node.value.length ? quote + offset : 0;
}
function nodesAt(document, path) {
    let value = document.contents ?? undefined;
    let key;
    for (const part of path) {
        const parent = (0,dist/* isAlias */.Vj)(value) ? value.resolve(document) : value;
        const next = childOf(parent, part);
        if (next === undefined)
            return { key: key ?? value, value: key ?? value };
        key = next.key;
        value = next.value ?? next.key;
    }
    return { key, value };
}
function childOf(parent, part) {
    if ((0,dist/* isSeq */.oP)(parent)) {
        const item = parent.items[Number(part)];
        return item === undefined ? undefined : { key: item, value: item };
    }
    if (!(0,dist/* isMap */.jh)(parent))
        return undefined;
    const pair = parent.items.find((entry) => (0,dist/* isScalar */.jn)(entry.key) && entry.key.value === String(part));
    if (pair === undefined)
        return undefined;
    return { key: pair.key, value: pair.value ?? undefined };
}

;// CONCATENATED MODULE: ./.build/shared/config/finding.js
/** A path as people write it: `checkpoints.VALIDATION-BUILD.evidence[0]`. */
const showPath = (path) => path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`)).join('');
/** True when a path is the outer one or leads into it. */
const isWithin = (path, outer) => outer.every((part, index) => path[index] === part);
/** True when one of the paths is within the other. */
const overlaps = (left, right) => isWithin(left, right) || isWithin(right, left);

;// CONCATENATED MODULE: ./.build/shared/config/schema/bases.js

const IMAGE = /^[a-z0-9][a-z0-9._:-]*(?:\/[a-z0-9._-]+)*(?:\/\*)?$/;
/** Where images may begin. Without this section, anything goes and the summary says that nobody asked. */
const bases = schemas/* strictObject */.rej({
    allow: schemas/* array */.YOg(schemas/* string */.YjP()
        .regex(IMAGE, 'a repository such as docker.io/library/debian, or a folder of them such as ghcr.io/acme/*')
        .meta({ title: 'a repository, or a folder of them with /*' }))
        .min(1)
        .optional()
        .describe('Repositories that images may be taken from; any when it is not given.'),
    digest: schemas/* enum */.k5n(['required', 'optional'])
        .optional()
        .describe('Whether they must be named by digest; required unless said otherwise.'),
});

;// CONCATENATED MODULE: ./.build/shared/config/schema/checkpoints.js



/** Formats of evidence; each has a reader. */
const EVIDENCE_FORMATS = [
    'junit',
    'json',
    'checklist',
    'trivy',
    'sarif',
    'cyclonedx',
    'spdx',
    'k6',
    'coverage',
    'validation-document',
    'dsse',
];
/** One piece of evidence: a file in a workflow artifact of the commit (`artifact` + `path`), or in the repository (`file`). */
const evidence = schemas/* strictObject */.rej({
    artifact: schemas/* string */.YjP().min(1).optional().describe('Name of the workflow artifact.'),
    path: path
        .optional()
        .describe('File inside the artifact, or a pattern for several: `**/junit-*.xml`. At least one has to match.'),
    file: path.optional().describe('File in the repository at the commit.'),
    format: schemas/* enum */.k5n(EVIDENCE_FORMATS).describe('Which reader turns the file into numbers.'),
    require: schemas/* string */.YjP().min(1).describe('Expression (CEL) over the numbers that the reader gives; it must be true.'),
    'max-age': duration.optional().describe('Oldest age that counts, by the time at which GitHub stored the artifact.'),
    from: path
        .optional()
        .describe('The only workflow whose artifacts count: `.github/workflows/tests.yml`. Those of others are passed over.'),
    image: words_name
        .optional()
        .describe('Service whose image the file has to be about, by the digest that action-build pushed for this commit.'),
    'signed-by': schemas/* array */.YOg(schemas/* string */.YjP()
        .regex(/^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=\n]+\n-----END PUBLIC KEY-----\n?$/, 'a public key as PEM text')
        .meta({ title: 'a public key as PEM text' }))
        .min(1)
        .optional()
        .describe('Public keys (PEM; Ed25519, or ECDSA on P-256, P-384 or P-521), one of which must have signed the DSSE envelope. Without it the signature is not verified.'),
    'personal-data': schemas/* enum */.k5n(['report', 'refuse'])
        .optional()
        .describe('What looks like personal data in the file (social security, medical record and telephone numbers, dates of birth, e-mail addresses) is told by kind and line, never shown; `refuse` makes the file no evidence. `report` unless given.'),
})
    .describe('A piece of evidence.');
const checkpoint = schemas/* strictObject */.rej({
    title: schemas/* string */.YjP().min(1).describe('What people call it.'),
    after: schemas/* array */.YOg(words_name).optional().describe('Checkpoints whose record must be PASS for the same subject.'),
    evidence: schemas/* array */.YOg(words_name).optional().describe('Evidence that must fulfil its expression.'),
    'sign-offs': schemas/* array */.YOg(signOff).optional().describe('Roles that must have signed, each by another person.'),
    changes: schemas/* strictObject */.rej({
        approvals: schemas/* int */.Whr()
            .min(0)
            .max(20)
            .optional()
            .describe('Approvals of each pull request; 1 unless given, 0 asks for none.'),
        'after-merge': schemas/* boolean */.zMY()
            .optional()
            .describe('Whether approvals that were given after the merge count. They do not unless given.'),
        since: schemas/* string */.YjP()
            .regex(/^[0-9a-f]{40}$/, 'a full commit SHA: 40 lower-case hex digits')
            .meta({ title: 'a full commit SHA' })
            .optional()
            .describe('Commit after which changes are looked at, in place of the last verified deployment: for environments whose earlier deployments were made by other means, or whose record has expired.'),
    })
        .optional()
        .describe('Independent approvals that every commit since the last verified deployment must have had. A checkpoint with sign-offs that is decided for an environment asks for one unless this says otherwise.'),
})
    .describe('A named point that a release passes or does not pass.');
const override = schemas/* strictObject */.rej({
    lasts: duration.describe('How long the override counts, from when it was granted, by the clock of GitHub.'),
    'sign-offs': schemas/* array */.YOg(signOff)
        .min(1)
        .describe('Roles that must agree; each with `via: environment`, because an override has no pull request.'),
    'validate-within': duration
        .optional()
        .describe('Time in which the same checkpoint must pass without it; until it does, later gates are refused.'),
})
    .describe('The emergency protocol: who may let a release through without its evidence, and for how long.');

;// CONCATENATED MODULE: ./.build/shared/config/schema/environments.js




const checkpoints = schemas/* strictObject */.rej({
    before: words_name.optional().describe('Must be PASS for the commit before anything is changed.'),
    during: words_name.optional().describe('Decided from the steps of the deployment.'),
    after: words_name.optional().describe('Decided from the probes after the deployment.'),
    rollback: words_name.optional().describe('Asked before a person goes back to an earlier release.'),
});
const environment = schemas/* strictObject */.rej({
    checkpoints: checkpoints.optional().describe('The checkpoint of each moment of a deployment.'),
    'promotes-from': schemas/* strictObject */.rej({
        environment: words_name.describe('Where the same digests must be verified first, by a deployment of action-deploy.'),
        'verified-for': duration.describe('How long they must have been there, up to now and without another deployment.'),
    })
        .optional()
        .describe('Only what was verified in another environment comes here. Decided with the checkpoint `before`.'),
    kubernetes: schemas/* strictObject */.rej({ namespace: dnsLabel.describe('Namespace of the objects and of the release store.') })
        .optional()
        .describe('A cluster; the job brings the kubeconfig.'),
    compose: schemas/* strictObject */.rej({ file: schemas/* string */.YjP().min(1).describe('The Compose file.') })
        .optional()
        .describe('A Docker engine with Compose instead of a cluster.'),
    deploy: schemas/* array */.YOg(step).min(1).describe('What is done, in this order.'),
    verify: schemas/* array */.YOg(probe).optional().describe('What must hold before a release counts as verified.'),
    rollback: schemas/* strictObject */.rej({
        first: schemas/* array */.YOg(step).optional().describe('Done before the earlier release is applied.'),
        after: schemas/* array */.YOg(step).optional().describe('Done when the earlier release is ready.'),
        when: schemas/* array */.YOg(probe).optional().describe('What makes a release go back by itself when it no longer holds.'),
    })
        .optional()
        .describe('What a rollback does beside applying the earlier release.'),
});

;// CONCATENATED MODULE: ./.build/shared/config/schema/freeze.js


/** A moment: RFC 3339 with its zone, because a freeze that begins at "midnight" begins at another time elsewhere. */
const moment = schemas/* string */.YjP()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/, 'a time with its zone such as 2026-12-20T18:00:00+01:00')
    .meta({ title: 'a time with its zone such as 2026-12-20T18:00:00+01:00' });
const freezeWindow = schemas/* strictObject */.rej({
    from: moment.describe('When it begins.'),
    to: moment.describe('When it is over; this moment is outside.'),
    reason: schemas/* string */.YjP().min(1).describe('Why; shown in every refusal.'),
    environments: schemas/* array */.YOg(dnsLabel)
        .min(1)
        .optional()
        .describe('Environments that are frozen; all of them unless named.'),
    except: schemas/* array */.YOg(words_name).optional().describe('Kinds of override that may break it; none unless named.'),
})
    .describe('A time in which no gate of an environment passes.');

;// CONCATENATED MODULE: ./.build/shared/config/schema/running.js


const running_environment = schemas/* record */.g1P(schemas/* string */.YjP().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable'), schemas/* string */.YjP())
    .meta({ title: 'variables with texts' });
const ready = schemas/* strictObject */.rej({
    http: schemas/* string */.YjP()
        .regex(/^:\d{1,5}\/\S*$/, 'a port and a path such as :8000/health')
        .meta({ title: 'a port and a path such as :8000/health' })
        .optional()
        .describe('Port and path that answer with a status from 200 to 399, such as :8000/health.'),
    tcp: schemas/* string */.YjP()
        .regex(/^:\d{1,5}$/, 'a port such as :5432')
        .meta({ title: 'a port such as :5432' })
        .optional()
        .describe('Port that takes connections, such as :5432.'),
    healthcheck: schemas/* literal */.euz(true)
        .optional()
        .describe('The HEALTHCHECK of the image says healthy; for what has no port.'),
})
    .describe('How it says that it is ready. With it, action-build runs the container and checks what it does.');
/** How a container runs: in action-build's checks, on an internal network, under limits. */
const running_run = schemas/* strictObject */.rej({
    user: schemas/* enum */.k5n(['non-root', 'any']).optional().describe('Whom the image starts as; non-root unless said otherwise.'),
    ready: ready.optional(),
    'read-only': schemas/* boolean */.zMY()
        .optional()
        .describe('Whether it has to run with a read-only root file system; true unless said otherwise.'),
    writable: schemas/* array */.YOg(schemas/* string */.YjP()
        .regex(/^\/(?!.*(?:^|\/)\.\.?(?:\/|$))[^:,]+$/, 'an absolute path')
        .meta({ title: 'an absolute path' }))
        .min(1)
        .optional()
        .describe('Folders besides /tmp that it may write to; each is empty at first and in memory.'),
    env: running_environment
        .optional()
        .describe('Variables for the run of action-build, as texts. Never secrets: the file is public to the repository.'),
    command: command.optional().describe('What to run instead of the command of the image.'),
    before: schemas/* array */.YOg(command)
        .min(1)
        .optional()
        .describe('Commands to run to their end, with exit code 0, in the same image before it starts: migrations.'),
    egress: schemas/* enum */.k5n(['none', 'any'])
        .optional()
        .describe('Whether it may try to reach names and addresses outside of the set; none unless said otherwise. Nothing gets through in either case.'),
});
/** A connection: `postgres:5432`. */
const connection = schemas/* string */.YjP()
    .regex(/^[a-z0-9-]+:\d{1,5}$/, 'service:port')
    .meta({ title: 'service:port' });
/** A test of the running set. */
const integrationTest = schemas/* strictObject */.rej({
    id: words_name.describe('Names it in reports; once in the list.'),
    from: dnsLabel.describe('Service whose image it runs in, in a container of its own.'),
    command: command.describe('What to run; exit code 0 passes.'),
    'talks-to': schemas/* array */.YOg(connection)
        .min(1)
        .describe('What it may reach by name; at least one service that is built here and has run.ready.'),
    env: running_environment.optional().describe('Variables, added to run.env of the service.'),
    timeout: duration.optional().describe('Longest time that it may take; 60s unless said otherwise.'),
});

;// CONCATENATED MODULE: ./.build/shared/config/schema/scanner.js


/** What Trivy calls a vulnerability's weight. */
const scanner_SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN'];
const sha256 = schemas/* string */.YjP()
    .regex(/^[0-9a-f]{64}$/, 'a sha256 of 64 lower-case hex digits')
    .meta({ title: 'a sha256' });
const scanner_trivy = schemas/* strictObject */.rej({
    path: schemas/* string */.YjP()
        .regex(/^\//, 'an absolute path')
        .meta({ title: 'an absolute path' })
        .optional()
        .describe('The program on the runner; instead of version.'),
    version: schemas/* string */.YjP()
        .regex(/^\d+\.\d+\.\d+$/, 'a version such as 0.59.1')
        .meta({ title: 'a version such as 0.59.1' })
        .optional()
        .describe('Release that is downloaded; its archive must have the sha256 that is given.'),
    sha256: sha256.optional().describe('Of the archive that is downloaded, or of the program at path.'),
    from: schemas/* string */.YjP()
        .regex(/^https:\/\/.+/, 'an https address')
        .meta({ title: 'an https address' })
        .optional()
        .describe("Address of the archive on a mirror; the project's own release page unless given."),
    severity: schemas/* array */.YOg(schemas/* enum */.k5n(scanner_SEVERITIES))
        .min(1)
        .optional()
        .describe('Severities that are not accepted; CRITICAL and HIGH unless given.'),
    'fixed-only': schemas/* boolean */.zMY()
        .optional()
        .describe('Whether only vulnerabilities count for which a fixed version exists; false unless given.'),
    'max-database-age': duration
        .optional()
        .describe('Oldest vulnerability database that a scan may be made with; 48h unless given.'),
    'update-database': schemas/* boolean */.zMY()
        .optional()
        .describe('Whether Trivy updates its databases first; true unless given. False: only what is in its cache is used.'),
});
/** What looks for known vulnerabilities. Nothing is scanned without this section, and the summary says so. */
const scanner = schemas/* strictObject */.rej({
    trivy: scanner_trivy.describe('Trivy, run once for each image; its verdict is not used, its findings are.'),
});

;// CONCATENATED MODULE: ./.build/shared/config/schema/services.js



const secretId = schemas/* string */.YjP()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'an id of letters, digits, "_", "." and "-"')
    .meta({ title: 'an id' });
const buildSecret = schemas/* strictObject */.rej({
    env: schemas/* string */.YjP()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of a variable')
        .meta({ title: 'the name of a variable' })
        .optional()
        .describe('Variable of the step that holds it; or file.'),
    file: path.optional().describe('File of the workspace that holds it; or env.'),
});
const cache = schemas/* string */.YjP()
    .regex(/^(?:type=)?[^\s]+$/, 'a cache such as type=registry,ref=ghcr.io/acme/cache')
    .meta({ title: 'a cache such as type=registry,ref=ghcr.io/acme/cache' });
const build = schemas/* strictObject */.rej({
    context: path.describe('Build context: a folder of the repository.'),
    dockerfile: path.optional().describe('Dockerfile inside the context, when it is not called Dockerfile.'),
    args: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional().describe('Build arguments; never secrets, they stay in the image.'),
    target: schemas/* string */.YjP().min(1).optional().describe('Stage of the Dockerfile.'),
    lint: schemas/* boolean */.zMY()
        .optional()
        .describe("Whether BuildKit's own checks have to pass, also those that the Dockerfile switches off; needs buildx."),
    before: schemas/* array */.YOg(schemas/* strictObject */.rej({ command: command.describe('Program and arguments, run in the build context.') }))
        .min(1)
        .optional()
        .describe('Commands that have to pass before the image is built, such as its tests.'),
    secrets: schemas/* record */.g1P(secretId, buildSecret)
        .optional()
        .describe('Secrets for RUN --mount=type=secret, by id; needs buildx.'),
    'cache-from': schemas/* array */.YOg(cache).min(1).optional().describe('Build caches that are read; needs buildx.'),
    'cache-to': schemas/* array */.YOg(cache)
        .min(1)
        .optional()
        .describe('Build caches that are written; one that cannot be is no reason to fail. Needs buildx.'),
    platforms: schemas/* array */.YOg(schemas/* string */.YjP()
        .regex(/^[a-z0-9]+\/[a-z0-9]+(?:\/v[0-9]+)?$/, 'a platform such as linux/arm64')
        .meta({ title: 'a platform such as linux/arm64' }))
        .min(1)
        .optional()
        .describe("Platform of the image; the engine's own unless given. One only: each image is checked as it will run."),
});
const waiver = schemas/* strictObject */.rej({
    rule: schemas/* string */.YjP()
        .regex(/^[a-z][a-z-]*\/[a-z][a-z-]*$/, 'a rule such as setuid/file')
        .meta({ title: 'a rule such as setuid/file' })
        .describe('Rule of the findings that are accepted, as the summary of the build shows it.'),
    at: schemas/* string */.YjP()
        .min(1)
        .optional()
        .describe('Only findings at this path or package; `*` stands for any characters. Without it, all of the rule.'),
    owner: schemas/* string */.YjP().trim().min(1).describe('Who answers for it: a person, a role or a team.'),
    reason: schemas/* string */.YjP().trim().min(1).describe('Why it is acceptable.'),
    expires: date.describe('Last day on which it counts, in UTC.'),
});
/** One service: an image that is built here, or one that comes from elsewhere (`external`). */
const service = schemas/* strictObject */.rej({
    image: schemas/* string */.YjP().min(1).describe('Repository name without tag; with digest when external.'),
    external: schemas/* boolean */.zMY()
        .optional()
        .describe('True for an image that is made elsewhere; it is named by digest and not built.'),
    build: build.optional().describe('How the image is built.'),
    packages: schemas/* strictObject */.rej({
        forbid: schemas/* array */.YOg(purl)
            .min(1)
            .describe('Packages that may be neither asked for nor installed: package URLs of type pypi, npm, deb or apk.'),
    })
        .optional()
        .describe('What the image may contain.'),
    healthcheck: schemas/* enum */.k5n(['required', 'optional'])
        .optional()
        .describe('Whether the image must have a HEALTHCHECK; required unless said otherwise.'),
    limits: schemas/* strictObject */.rej({
        image: size.optional().describe('Largest size of the image, uncompressed, base included.'),
        wasted: size
            .optional()
            .describe('Most bytes in layers above the base that a later layer deletes or replaces, or that are there twice.'),
        bundle: schemas/* strictObject */.rej({
            files: schemas/* string */.YjP()
                .regex(/^[^\\]+$/, 'a path of the image with "*", "**" or "?"')
                .meta({ title: 'a path of the image with "*", "**" or "?"' })
                .describe('Files of the image: `usr/share/nginx/html/**/*.js`. One at least has to match.'),
            size: size.describe('Most bytes of all of them together, as they are in the image.'),
        })
            .optional()
            .describe('Budget of what a browser is given.'),
        memory: size.optional().describe('Most memory while it runs; without swap.'),
        start: duration.optional().describe('Longest time until ready; 30s unless said otherwise.'),
        stop: duration.optional().describe('Longest time to end after the stop signal; 10s unless said otherwise.'),
    })
        .optional()
        .describe('Budgets of the image and of the running container.'),
    run: running_run.optional().describe('How the container runs.'),
    'talks-to': schemas/* array */.YOg(connection)
        .optional()
        .describe('Services and ports that it must reach. In the run of action-build nothing else can be reached.'),
    waivers: schemas/* array */.YOg(waiver)
        .min(1)
        .optional()
        .describe('Findings of the build that are accepted until a day. One that is over or matches nothing fails.'),
});

;// CONCATENATED MODULE: ./.build/shared/config/schema.js










/**
 * The one file of validation truth, `.github/countersign.yml`. Only the form: what the form cannot say (unknown roles,
 * cycles, exactly-one-of) is checked by `meaning.ts`, because those rules have no place in a JSON Schema.
 */
const configSchema = schemas/* strictObject */.rej({
    version: schemas/* literal */.euz(1).describe('Version of this format.'),
    application: dnsLabel.max(40).describe('Name of what is released; part of the names of releases and records.'),
    roles: schemas/* record */.g1P(words_name, role).optional().describe('Who may sign, by role.'),
    evidence: schemas/* record */.g1P(words_name, evidence).optional().describe('Pieces of evidence, by name.'),
    checkpoints: schemas/* record */.g1P(words_name, checkpoint).optional().describe('Points that a release passes or does not pass, by id.'),
    overrides: schemas/* record */.g1P(words_name, override).optional().describe('The emergency protocol, by kind.'),
    freeze: schemas/* array */.YOg(freezeWindow).optional().describe('Times in which nothing is let through.'),
    bases: bases.optional().describe('What images may be built on; not asked without it.'),
    scanner: scanner
        .optional()
        .describe('What looks for known vulnerabilities in the images; nothing is scanned without it.'),
    services: schemas/* record */.g1P(dnsLabel, service).optional().describe('The containers that a release is made of.'),
    integration: schemas/* array */.YOg(integrationTest)
        .min(1)
        .optional()
        .describe('Tests of the running set of services, carried out by action-build.'),
    environments: schemas/* record */.g1P(dnsLabel.max(40), environment).optional().describe('Where releases go, and how.'),
    notifications: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).optional().describe('Whom to tell.'),
});

;// CONCATENATED MODULE: ./.build/shared/config/reading/schema-issues.js


const WORDS = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a mapping',
    record: 'a mapping',
    null: 'empty',
};
/**
 * A union says in one breath what each of its members misses. The member that has the value's own type is the one that
 * was meant, so its issues are taken instead; without one the union stays a single issue.
 */
function expandUnions(issues) {
    return issues.flatMap((issue) => {
        if (issue.code !== 'invalid_union')
            return [issue];
        const meant = issue.errors.filter((branch) => !branch.some((one) => one.code === 'invalid_type' && one.path.length === 0));
        const [branch] = meant;
        if (meant.length !== 1 || branch === undefined)
            return [issue];
        const inside = branch.map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
        return expandUnions(inside);
    });
}
/** One line for an issue of a value; unknown keys are told by `unknownKey`. */
function describeIssue(issue, value) {
    const path = issue.path;
    if (issue.code === 'invalid_key') {
        const wanted = issue.issues.map((one) => one.message).join('; ');
        return { path, at: 'key', message: `the name ${quote(path.at(-1))} must be ${wanted}` };
    }
    const found = valueAt(value, path);
    if (found === undefined)
        return { path, at: 'key', message: `the key "${String(path.at(-1))}" is missing here` };
    return { path, message: `"${label(path)}" ${schema_issues_requirement(issue, found)}` };
}
/** The key that a value belongs to, with the places in its lists: `sign-offs[2]`. */
function label(path) {
    const key = path.findLastIndex((part) => typeof part === 'string');
    return showPath(path.slice(Math.max(0, key))) || 'the configuration';
}
/** One line for an unknown key, pointing at the key itself. */
const unknownKey = (path, key, known) => ({
    path: [...path, key],
    at: 'key',
    message: `unknown key ${quote(key)}${suggest(key, known)}`,
});
function schema_issues_requirement(issue, found) {
    switch (issue.code) {
        case 'invalid_type':
            return `must be ${WORDS[issue.expected] ?? issue.expected}, not ${kind(found)}`;
        case 'invalid_value': {
            const words = issue.values.map(String);
            return `must be ${words.length > 1 ? `one of ${words.join(', ')}` : words.join('')}, not ${quote(found)}${suggestWord(found, words)}`;
        }
        case 'invalid_format':
            return `must be ${issue.message}, not ${quote(found)}`;
        case 'invalid_union':
            return 'must be the name of a role, or a mapping with any-of: [role, role]';
        case 'too_small':
            return `must ${schema_issues_size(issue.origin, 'at least', Number(issue.minimum), issue.inclusive ?? true)}`;
        case 'too_big':
            return `must ${schema_issues_size(issue.origin, 'at most', Number(issue.maximum), issue.inclusive ?? true)}`;
        default:
            return `is not valid: ${issue.message}`;
    }
}
function suggestWord(found, words) {
    const text = typeof found === 'string' ? suggest(found, words) : '';
    return text.startsWith(', did') ? text : '';
}
function schema_issues_size(origin, bound, limit, inclusive) {
    if (origin === 'string')
        return limit === 1 ? 'not be empty' : `have ${bound} ${limit} characters`;
    if (origin === 'array')
        return `have ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
    return inclusive ? `be ${bound} ${limit}` : `be ${bound === 'at least' ? 'more' : 'less'} than ${limit}`;
}
const kind = (found) => {
    if (found === null)
        return 'empty';
    if (Array.isArray(found))
        return 'a list';
    if (typeof found === 'object')
        return 'a mapping';
    return `the ${typeof found === 'string' ? 'text' : typeof found} ${quote(found)}`;
};
function quote(found) {
    const text = typeof found === 'string' ? JSON.stringify(found) : String(found);
    return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
/** The part of plain data at a path; undefined when there is none. */
function valueAt(value, path) {
    let current = value;
    for (const part of path) {
        if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part))
            return undefined;
        current = current[part];
    }
    return current;
}

;// CONCATENATED MODULE: ./.build/shared/config/reading/schema-tree.js

/** The keys that the schema allows at a path; empty where any key may stand or none at all. */
function knownKeys(schema, path) {
    return [
        ...new Set(schemasAt(schema, path).flatMap((one) => (one instanceof schemas/* ZodObject */.bvH ? Object.keys(one.shape) : []))),
    ];
}
function schemasAt(schema, path) {
    const here = alternatives(schema);
    const [part, ...rest] = path;
    if (part === undefined)
        return here;
    return here.flatMap((one) => {
        const next = stepInto(one, part);
        return next === undefined ? [] : schemasAt(next, rest);
    });
}
function stepInto(schema, part) {
    if (schema instanceof schemas/* ZodObject */.bvH && Object.hasOwn(schema.shape, part))
        return schema.shape[part];
    if (schema instanceof schemas/* ZodRecord */.b8S)
        return schema.valueType;
    if (schema instanceof schemas/* ZodArray */.naA)
        return schema.element;
    return undefined;
}
/** A schema without its wrapping, or each member of a union. */
function alternatives(schema) {
    if (schema instanceof schemas/* ZodOptional */.IiU)
        return alternatives(schema.unwrap());
    if (schema instanceof schemas/* ZodUnion */.fZ7)
        return schema.options.flatMap((option) => alternatives(option));
    return [schema];
}

;// CONCATENATED MODULE: ./.build/shared/config/reading/read-form.js





/** Mending ends when nothing is left to say; the bound only guards against a schema that never agrees. */
const ROUNDS = 100;
/**
 * Checks the form and goes on past each mistake: a mistyped key is read as the nearest known one, a wrong value is left
 * out. The mended reading is never used as a configuration, only to find every other mistake at once.
 */
function readForm(value) {
    const mending = { findings: [], renames: [], leftOut: [] };
    let named;
    let current = value;
    for (let round = 0; round < ROUNDS && current !== undefined; round++) {
        const result = configSchema.safeParse(current);
        if (result.success)
            return reading(mending, result.data, named ?? current);
        const issues = expandUnions(result.error.issues);
        const unknown = issues.filter((issue) => issue.code === 'unrecognized_keys');
        if (unknown.length > 0) {
            for (const issue of unknown)
                current = mendKeys(current, issue, mending);
            continue;
        }
        named ??= current;
        current = leaveOut(current, issues, mending);
    }
    return reading(mending, undefined, named);
}
function reading({ findings, renames, leftOut }, mended, named) {
    const inFile = (finding) => leftOut.some((path) => overlaps(path, finding.path))
        ? undefined
        : { ...finding, path: asWritten(finding.path, renames) };
    return { findings, mended, named, inFile };
}
/** Reports wrong values and takes them out. What is missed only because of an earlier round is no mistake of the file. */
function leaveOut(value, issues, { findings, renames, leftOut }) {
    const before = [...leftOut];
    const now = [];
    let current = value;
    for (const issue of issues) {
        const finding = describeIssue(issue, value);
        const known = before.some((path) => overlaps(path, finding.path));
        if (!known)
            findings.push({ ...finding, path: asWritten(finding.path, renames) });
        if (now.some((path) => isWithin(finding.path, path)))
            continue;
        const path = prunable(current, finding.path);
        now.push(path);
        leftOut.push(path.length === 0 ? finding.path : path);
        current = without(current, path);
    }
    return current;
}
function mendKeys(value, issue, mending) {
    const { findings, renames, leftOut } = mending;
    const parent = issue.path;
    const known = knownKeys(configSchema, parent);
    let current = value;
    for (const key of issue.keys) {
        findings.push(unknownKey(asWritten(parent, renames), key, known));
        const to = nearest(key, known);
        const taken = to === undefined || valueAt(current, [...parent, to]) !== undefined;
        if (taken)
            leftOut.push([...parent, key]);
        else
            renames.push({ parent, from: key, to });
        current = taken ? without(current, [...parent, key]) : renamed(current, parent, key, to);
    }
    return current;
}
/** The path in the file of a path in the mended data. */
function asWritten(path, renames) {
    return path.map((part, index) => {
        const parent = path.slice(0, index);
        const rename = renames.find((one) => one.to === part && one.parent.length === index && overlaps(one.parent, parent));
        return rename?.from ?? part;
    });
}
/** The nearest part that can be left out: it exists and is no list entry, so that no index moves. */
function prunable(value, path) {
    let end = path.length;
    while (end > 0 && (typeof path[end - 1] === 'number' || valueAt(value, path.slice(0, end)) === undefined))
        end--;
    return path.slice(0, end);
}
function without(value, path) {
    return edit(value, path, () => undefined);
}
function renamed(value, parent, from, to) {
    return edit(value, parent, (object) => Object.fromEntries(Object.entries(object ?? {}).map(([key, inner]) => [key === from ? to : key, inner])));
}
/** A copy with one part changed; undefined takes the part out. */
function edit(value, path, change) {
    const [part, ...rest] = path;
    if (part === undefined)
        return change(typeof value === 'object' && value !== null ? value : undefined);
    if (Array.isArray(value))
        return value.map((inner, index) => (index === part ? edit(inner, rest, change) : inner));
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => {
        const next = key === part ? edit(inner, rest, change) : inner;
        return next === undefined ? [] : [[key, next]];
    }));
}

;// CONCATENATED MODULE: ./.build/shared/config/reading/read-yaml.js

/** Above this an alias bomb is more likely than a configuration. */
const MAX_ALIASES = 100;
/**
 * Reads one YAML 1.2 document whose root is a mapping. Whatever YAML could read in more than one way (duplicate keys,
 * several documents, unknown tags, keys that are not text) is a problem, because a policy has one meaning or none.
 */
function readYaml(text) {
    const lines = new dist/* LineCounter */.HN();
    try {
        const document = (0,dist/* parseDocument */.Tp)(text, {
            lineCounter: lines,
            prettyErrors: false,
            logLevel: 'error',
            version: '1.2',
        });
        const problems = [...[...document.errors, ...document.warnings].map(textProblem), ...ambiguities(document)];
        if (problems.length > 0)
            return { lines, problems };
        const value = document.toJS({ maxAliasCount: MAX_ALIASES });
        return { document, lines, value: value };
    }
    catch (error) {
        // The YAML library throws for alias bombs and for nesting that no stack can hold.
        return { lines, problems: [{ offset: 0, message: `cannot be read as YAML: ${firstLine(error)}` }] };
    }
}
const firstLine = (error) => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
function textProblem(error) {
    const messages = {
        DUPLICATE_KEY: 'this key is given twice in the same mapping; keep one',
        MULTIPLE_DOCS: 'a second document begins here; the configuration is one document',
        TAB_AS_INDENT: 'a tab is used for indentation; use spaces',
    };
    return { offset: error.pos[0], message: messages[error.code] ?? `is not valid YAML: ${firstLine(error)}` };
}
/** What YAML accepts but a policy may not contain. */
function ambiguities(document) {
    const problems = [];
    if (document.directives?.yaml.explicit)
        problems.push({ offset: 0, message: 'a %YAML directive is not allowed' });
    if (document.contents === null || ((0,dist/* isScalar */.jn)(document.contents) && document.contents.value === null))
        return [...problems, { offset: 0, message: 'the file is empty; it needs at least version and application' }];
    if (!(0,dist/* isMap */.jh)(document.contents))
        problems.push({ offset: document.contents.range[0], message: 'the root must be a mapping of keys to values' });
    (0,dist/* visit */.YR)(document, {
        Pair(_, pair) {
            if ((0,dist/* isScalar */.jn)(pair.key) && typeof pair.key.value === 'string')
                return;
            const range = pair.key?.range;
            problems.push({ offset: range?.[0] ?? 0, message: 'a key must be plain text; put it in quotes' });
        },
        Alias(_, alias, ancestors) {
            const source = alias.resolve(document);
            const offset = alias.range?.[0] ?? 0;
            if (source === undefined)
                problems.push({ offset, message: `*${alias.source} refers to no anchor before it` });
            else if (ancestors.some((ancestor) => (0,dist/* isCollection */.P3)(ancestor) && ancestor === source))
                problems.push({ offset, message: `*${alias.source} contains itself` });
            else if ((0,dist/* isAlias */.Vj)(source))
                problems.push({ offset, message: `*${alias.source} refers to another alias` });
        },
    });
    return problems;
}

;// CONCATENATED MODULE: ./.build/shared/config/reading/render.js

/** Columns of a source line that are shown around the mistake. */
const WIDTH = 110;
/** Turns problems, in any order, into the one error that names them all in the order of the file. */
function configError(file, text, lines, problems) {
    const source = text.split(/\r?\n/);
    const ordered = [...problems].sort((left, right) => left.offset - right.offset);
    const places = ordered.map((problem) => place(file, lines, problem));
    const count = places.length === 1 ? '1 problem' : `${places.length} problems`;
    const blocks = places.map((one) => [`${file}:${one.line}:${one.column} ${one.message}`, ...excerpt(source, one)].join('\n'));
    return new errors/* UserError */.y('CONFIG_INVALID', [`${count} in ${file}`, ...blocks].join('\n'), { places });
}
function place(file, lines, problem) {
    const { line, col } = lines.linePos(problem.offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), message: printable(problem.message) };
}
function excerpt(source, { line, column }) {
    const whole = source[line - 1];
    if (whole === undefined)
        return [];
    const from = Math.max(0, column - 1 - Math.floor(WIDTH / 2));
    const shown = printable(whole.slice(from, from + WIDTH));
    const margin = String(line);
    return [`  ${margin} | ${shown}`, `  ${' '.repeat(margin.length)} | ${' '.repeat(column - 1 - from)}^`];
}
/** Control characters would move the caret, or speak to the terminal or the runner that shows the message. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const printable = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');

;// CONCATENATED MODULE: ./.build/shared/config/parse.js





/**
 * Reads the configuration file: its text, then its form, then its meaning.
 * @param text the file's content
 * @param file its path, for messages
 * @throws UserError('CONFIG_INVALID') that names every mistake at once, each with its line, column and a caret
 */
function parseConfig(text, file) {
    const source = readYaml(text);
    if ('problems' in source)
        throw configError(file, text, source.lines, source.problems);
    const form = readForm(source.value);
    const meaning = form.mended === undefined ? [] : meaningFindings(form.mended, form.named);
    const findings = [...form.findings, ...meaning.flatMap((finding) => form.inFile(finding) ?? [])];
    const problems = findings.map((one) => ({ offset: offsetOf(source.document, one), message: one.message }));
    if (problems.length > 0)
        throw configError(file, text, source.lines, problems);
    if (form.mended === undefined)
        throw configError(file, text, source.lines, [{ offset: 0, message: 'cannot be read' }]);
    return form.mended;
}

;// CONCATENATED MODULE: ./.build/shared/adapters/load-policy.js



/** The reserved ref of a policy that was read from the checkout; no gate accepts a record that was made by one. */
const WORKSPACE_REF = 'workspace';
function parse(bytes, reference) {
    let text;
    try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (cause) {
        throw new errors/* UserError */.y('CONFIG_INVALID', `${reference.path} is not UTF-8 text; save it as UTF-8`, { cause });
    }
    return { config: parseConfig(text, reference.path), policy: { ...reference, sha256: (0,domain_record/* sha256 */.sc)(bytes) }, text };
}
/**
 * Reads the configuration from a protected branch, through the API and at one commit, so that neither the change that
 * is judged nor a push during the run can alter what it is judged by.
 * @param where.ref name of a branch; undefined for the default branch
 * @throws UserError('POLICY_UNPROTECTED') for a ref that is no protected branch
 * @throws UserError('CONFIG_INVALID') for a file that is missing or wrong
 */
async function loadPolicy(github, where) {
    if (where.ref === WORKSPACE_REF)
        throw new errors/* UserError */.y('POLICY_UNPROTECTED', 'config-ref "workspace" reads the configuration from the change itself, which only action-build may do; name a protected branch');
    const ref = where.ref?.replace(/^refs\/heads\//, '') || (await github.repository()).defaultBranch;
    const branch = await github.branch(ref);
    if (branch === undefined)
        throw new errors/* UserError */.y('POLICY_UNPROTECTED', `there is no branch "${ref}" to read the configuration from; name a protected branch in config-ref`);
    if (!branch.protected)
        throw new errors/* UserError */.y('POLICY_UNPROTECTED', `branch "${ref}" is not protected, so the configuration in it cannot be trusted; protect it, or name a protected branch in config-ref`);
    const bytes = await github.file(where.path, branch.sha);
    if (bytes === undefined)
        throw new errors/* UserError */.y('CONFIG_INVALID', `${where.path} is not on branch "${ref}" (${branch.sha.slice(0, 7)}); add it there, or name it in the input "config"`);
    return parse(bytes, { path: where.path, ref, commit: branch.sha });
}
/**
 * Reads the configuration from the checkout, for the builds of pull requests only. The policy's ref says so.
 * @throws UserError('CONFIG_INVALID') for a file that is missing or wrong
 */
async function loadWorkspacePolicy(ports, path) {
    const [bytes, head] = await Promise.all([ports.files.read(path), ports.git.head()]);
    if (bytes === undefined)
        throw new UserError('CONFIG_INVALID', `${path} is not in the checkout; check the repository out first, or name the file in the input "config"`);
    return parse(bytes, { path, ref: WORKSPACE_REF, commit: head ?? '' });
}

;// CONCATENATED MODULE: ./.build/shared/config/not-yet.js
const STEPS = ['deploy.*', 'rollback.first.*', 'rollback.after.*'];
const PROBES = ['verify.*', 'rollback.when.*', ...STEPS.map((step) => `${step}.probe`)];
const inEach = (places, keys) => places.flatMap((place) => keys.map((key) => ({ part: `environments.*.${place}.${key}` })));
/**
 * One row for each part that is refused. A part leaves this list in the commit that carries it out, never before; a
 * part that is new in the schema is either carried out at once or enters here.
 */
const NOT_YET = [
    // The checkpoints during and after a deployment are decided by its steps and probes alone.
    { part: 'checkpoints.*.evidence', only: ['deploy'] },
    { part: 'checkpoints.*.sign-offs', only: ['deploy'] },
    { part: 'checkpoints.*.changes', only: ['deploy'] },
    { part: 'notifications' },
    { part: 'environments.*.compose' },
    { part: 'environments.*.rollback' },
    // What a step saved is not put into a later command yet; the program would get the braces.
    { part: 'environments.*.deploy.*.job.command.*', holding: '${' },
    ...inEach(STEPS, ['scale', 'command', 'restart', 'when', 'undo']),
    ...inEach(PROBES, ['tcp', 'tls', 'websocket', 'exec', 'prometheus', 'alertmanager', 'redis-queue', 'k6']),
    ...inEach(PROBES, ['availability', 'max', 'min', 'failures', 'for']),
];

;// CONCATENATED MODULE: ./.build/shared/config/support.js





/**
 * Refuses a run whose part of the configuration this version cannot carry out, so that nothing is ignored silently.
 * @throws UserError('CONFIG_UNSUPPORTED') that names every such part at once
 * @throws UserError('CHECKPOINT_UNKNOWN' | 'ENVIRONMENT_UNKNOWN' | 'SERVICE_UNKNOWN') when the scope names something
 *   that the configuration does not have
 */
function refuseUnsupported(config, action, scope) {
    const rows = NOT_YET.filter(({ only }) => only === undefined || only.includes(action));
    const used = sectionsInScope(config, action, scope).flatMap(([path, value]) => partsOf(path, value));
    const refused = used.filter((part) => rows.some((row) => matches(row, part))).map((part) => part.path);
    const outermost = refused.filter((path) => !refused.some((other) => other !== path && isWithin(path, other)));
    const parts = outermost.map(showPath);
    if (parts.length === 0)
        return;
    const [are, them] = parts.length === 1 ? ['is', 'it'] : ['are', 'them'];
    const cure = `take ${them} out, or use a version that supports ${them}`;
    throw new errors/* UserError */.y('CONFIG_UNSUPPORTED', `${parts.join(', ')} ${are} not carried out by this version of action-${action}; ${cure}`);
}
function sectionsInScope(config, action, scope) {
    const always = [[['notifications'], config.notifications]];
    const environment = environmentInScope(config, scope);
    if (action === 'build')
        return [...always, ...servicesInScope(config, scope)];
    if (action === 'validate') {
        const promotion = environment.map(([path, value]) => [
            [...path, 'promotes-from'],
            value['promotes-from'],
        ]);
        return [...always, [['overrides'], config.overrides], ...promotion, ...checkpointInScope(config, scope)];
    }
    // The checkpoint of a rollback is decided by action-validate; action-rollback only reads its record.
    const decided = action === 'deploy' ? ['during', 'after'] : [];
    const checkpoints = environment.flatMap(([, value]) => decided.flatMap((moment) => value.checkpoints?.[moment] ?? []));
    return [...always, ...environment, ...checkpoints.flatMap((checkpoint) => checkpointInScope(config, { checkpoint }))];
}
function environmentInScope(config, { environment }) {
    if (environment === undefined)
        return [];
    const all = config.environments ?? {};
    const value = support_named('ENVIRONMENT_UNKNOWN', 'environment', environment, all);
    return [[['environments', environment], value]];
}
function servicesInScope(config, { services }) {
    const all = config.services ?? {};
    const names = services ?? Object.keys(all);
    return names.map((name) => [['services', name], support_named('SERVICE_UNKNOWN', 'service', name, all)]);
}
/** A checkpoint with the evidence and the roles that it names. */
function checkpointInScope(config, { checkpoint: id }) {
    if (id === undefined)
        return [];
    const checkpoint = support_named('CHECKPOINT_UNKNOWN', 'checkpoint', id, config.checkpoints ?? {});
    const roles = (checkpoint['sign-offs'] ?? []).flatMap(rolesOfSignOff);
    return [
        [['checkpoints', id], checkpoint],
        ...(checkpoint.evidence ?? []).map((name) => [['evidence', name], config.evidence?.[name]]),
        ...[...new Set(roles)].map((name) => [['roles', name], config.roles?.[name]]),
    ];
}
function support_named(code, what, name, all) {
    const value = Object.hasOwn(all, name) ? all[name] : undefined;
    if (value !== undefined)
        return value;
    const hint = suggest(name, Object.keys(all)) || `; the configuration has no ${what}s`;
    throw new errors/* UserError */.y(code, `the configuration has no ${what} "${name}"${hint}`);
}
/** A section and everything inside it, outer parts first. */
function partsOf(path, value) {
    if (value === undefined)
        return [];
    if (typeof value !== 'object' || value === null)
        return [{ path, value }];
    const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    return [{ path, value: undefined }, ...inner.flatMap(([key, one]) => partsOf([...path, key], one))];
}
function matches({ part, holding }, { path, value }) {
    const [pattern = '', wanted] = part.split(' = ');
    const keys = pattern.split('.');
    if (keys.length !== path.length || (wanted !== undefined && wanted !== value))
        return false;
    if (holding !== undefined && !String(value).includes(holding))
        return false;
    return keys.every((key, index) => key === '*' || key === String(path[index]));
}

;// CONCATENATED MODULE: ./.build/shared/adapters/envelope-signature.js


/** Hashes that go with the curves of ECDSA. */
const HASHES = { prime256v1: 'sha256', secp384r1: 'sha384', secp521r1: 'sha512' };
/** What is signed in a DSSE envelope: type and content with their lengths, so that neither can be taken for the other. */
function preAuthentication(type, body) {
    const kind = new TextEncoder().encode(type);
    return Buffer.concat([Buffer.from(`DSSEv1 ${kind.length} `), kind, Buffer.from(` ${body.length} `), body]);
}
/** First half of the hash of a key, by which people can tell it from another one. */
const fingerprint = (key) => (0,external_node_crypto_.createHash)('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 32);
/** @throws for a kind of key that is not used here */
function envelope_signature_holds(key, data, signature) {
    if (key.asymmetricKeyType === 'ed25519')
        return (0,external_node_crypto_.verify)(null, data, key, signature);
    const hash = HASHES[key.asymmetricKeyDetails?.namedCurve ?? ''];
    if (key.asymmetricKeyType !== 'ec' || hash === undefined)
        throw new Error('a key of signed-by is neither Ed25519 nor ECDSA on P-256, P-384 or P-521');
    // The two numbers of a signature are written as ASN.1 by most tools, and one after the other in the specification.
    return ['der', 'ieee-p1363'].some((dsaEncoding) => (0,external_node_crypto_.verify)(hash, data, { key, dsaEncoding }, signature));
}
function check(around, keys) {
    const data = preAuthentication(around.payloadType, Buffer.from(around.payload, 'base64'));
    const known = keys.map((key) => (0,external_node_crypto_.createPublicKey)(key));
    const by = known.find((key) => around.signatures.some(({ sig }) => envelope_signature_holds(key, data, Buffer.from(sig, 'base64'))));
    if (by !== undefined)
        return { kind: 'verified', key: fingerprint(by) };
    return { kind: 'unverified', why: `none of its ${around.signatures.length} signatures is by a key of signed-by` };
}
/** Whether one of the keys (PEM) has signed what is in an envelope. What cannot be checked is not verified. */
function verifyEnvelope(envelope, keys) {
    try {
        return check(envelope, keys);
    }
    catch (thrown) {
        return { kind: 'unverified', why: (0,errors/* describeError */.U)(thrown) };
    }
}

;// CONCATENATED MODULE: ./.build/action-validate/facts-signature.js



/** Whether one of the keys has signed the file: its envelope is taken out as the reader does, so that both see the same. */
function readSignature(bytes, keys) {
    try {
        const around = envelopeIn(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
        if (around === undefined)
            return { kind: 'unverified', why: 'it is a bare statement, without an envelope' };
        return verifyEnvelope(around, keys);
    }
    catch (thrown) {
        return { kind: 'unverified', why: (0,errors/* describeError */.U)(thrown) };
    }
}

;// CONCATENATED MODULE: ./.build/action-validate/facts-unavailable.js


/**
 * Turns a refused or failed read into a fact, so that the decision can say what is missing. Only what the adapters
 * report as the outside's answer; a bug is not a fact.
 */
async function asFact(ask) {
    try {
        return read(await ask());
    }
    catch (thrown) {
        if (thrown instanceof errors/* UserError */.y)
            return unavailable(thrown.message, thrown.code);
        throw thrown;
    }
}

;// CONCATENATED MODULE: ./.build/action-validate/facts-evidence.js













/** Files that one pattern may match; more are not evidence that anybody looks through. */
const MAX_FILES = 200;
function asFile(rule, path, bytes) {
    const wanted = new Set(pathsOf(rule.require).map((one) => one.split('.')[0] ?? one));
    const personal = findPersonalData(new TextDecoder().decode(bytes.subarray(0, MAX_EVIDENCE_BYTES)));
    return {
        path,
        sha256: (0,domain_record/* sha256 */.sc)(bytes),
        bytes: bytes.length,
        reading: readEvidence(rule.format, bytes, wanted),
        ...(rule.signedBy === undefined ? {} : { signature: readSignature(bytes, rule.signedBy) }),
        ...(personal.length === 0 ? {} : { personal }),
    };
}
/** Every artifact of one name on every run of the commit, with its run and, after a rerun, the run's jobs. */
async function candidatesOf(github, commit, name) {
    const runs = await github.runsOfCommit(commit);
    const found = await Promise.all(runs.map(async (run) => {
        const named = (await github.artifactsOfRun(run.id)).filter((artifact) => artifact.name === name);
        const jobs = named.length > 0 && run.attempt > 1 ? { jobs: await github.jobsOfRun(run.id) } : {};
        return named.map((artifact) => ({ artifact, run, ...jobs }));
    }));
    return found.flat();
}
async function filesOf(github, rule, candidate) {
    const zip = await asFact(() => github.downloadArtifact(candidate.artifact));
    if (zip.kind === 'unavailable')
        return zip;
    const { path } = rule.source;
    const refuse = (why) => unavailable(`artifact ${candidate.artifact.name}: ${why}`, 'EVIDENCE_UNREADABLE');
    try {
        const files = unzip(zip.value, {
            only: isPattern(path) ? (name) => external_node_path_.posix.matchesGlob(name, path) : (name) => name === path,
        });
        if (files.size > MAX_FILES)
            return refuse(`${files.size} files match ${path}, at most ${MAX_FILES} are read`);
        const sorted = [...files].toSorted(([left], [right]) => (left < right ? -1 : 1));
        return read(sorted.map(([name, bytes]) => asFile(rule, name, bytes)));
    }
    catch (thrown) {
        return refuse((0,errors/* describeError */.U)(thrown));
    }
}
async function readOne(github, rule, origin) {
    const { source } = rule;
    if (source.kind === 'repository') {
        const bytes = await asFact(() => github.file(source.path, origin.commit));
        if (bytes.kind === 'unavailable')
            return { rule, candidates: read([]), files: bytes };
        const files = bytes.value === undefined ? [] : [asFile(rule, source.path, bytes.value)];
        return { rule, candidates: read([]), files: read(files) };
    }
    const candidates = await asFact(() => candidatesOf(github, origin.commit, source.artifact));
    if (candidates.kind === 'unavailable')
        return { rule, candidates, files: candidates };
    const choice = chooseArtifact(candidates.value, originFor(rule, origin));
    const files = choice.kind === 'chosen' ? await filesOf(github, rule, choice.candidate) : read([]);
    return { rule, candidates, files };
}
/** Reads every piece of evidence at the same time. */
const readEvidenceFacts = (github, rules, origin) => Promise.all(rules.map((rule) => readOne(github, rule, origin)));

;// CONCATENATED MODULE: ./.build/shared/adapters/record-waivers.js


const day = schemas/* string */.YjP().regex(/^\d{4}-\d{2}-\d{2}$/);
const record_waivers_waiver = schemas/* object */.Ikc({
    rule: schemas/* string */.YjP(),
    at: schemas/* string */.YjP().nullable(),
    owner: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
    expires: day,
});
const record_waivers_build = schemas/* object */.Ikc({
    services: schemas/* array */.YOg(schemas/* object */.Ikc({ service: schemas/* string */.YjP(), asked: schemas/* object */.Ikc({ waivers: schemas/* array */.YOg(record_waivers_waiver) }) })),
});
/**
 * The waivers that a build was made with. Each of them was in force and matched a finding when the build passed.
 * @param facts the body of a build's record
 * @throws Error when they are written in a form that is not known
 */
const waiversOf = (facts) => record_waivers_build.parse(facts).services.flatMap(({ service, asked }) => asked.waivers.map((one) => ({ service, ...one })));
/** The same as a fact: what is written in another form is not none. */
function readWaivers(facts) {
    try {
        return read(waiversOf(facts));
    }
    catch {
        return unavailable('its waivers are not written in a form that this version knows', 'RECORD_UNREADABLE');
    }
}

;// CONCATENATED MODULE: ./.build/shared/adapters/record-candidates.js




/** What is kept of a record that was found: all that `judgeRecord` needs, as plain JSON. */
const candidateOf = ({ artifact, run, name, parsed }) => ({
    artifact,
    run,
    attempt: name.attempt,
    record: summaryOf(parsed),
});
/** What is kept of a record, or why it cannot be used. */
function summaryOf(parsed) {
    if (!parsed.ok)
        return unavailable(parsed.problem, 'RECORD_UNREADABLE');
    const { kind, application, checkpoint, environment, decision, subject, policy } = parsed.record;
    const { decidedAt, previous } = parsed.record;
    const { verdict } = decision;
    const reference = { ref: policy.ref, sha256: policy.sha256 };
    const runId = parsed.record.run.id;
    const overridden = decision.requirements.filter((one) => one.status === 'OVERRIDDEN').map((one) => one.id);
    const waivers = kind === 'build' ? readWaivers(parsed.record.facts) : read([]);
    if (waivers.kind === 'unavailable')
        return waivers;
    const about = { kind, application, checkpoint, environment, verdict, subject, policy: reference, runId };
    return read({
        sha256: parsed.sha256,
        ...about,
        decidedAt,
        previous,
        ...(overridden.length > 0 ? { overridden } : {}),
        ...(waivers.value.length > 0 ? { waivers: waivers.value } : {}),
    });
}
/**
 * Records of a commit as facts: what could not be listed is told as such, never as none.
 * @param which.subject checkpoint, or `build`; every record of the commit when nothing is given
 */
async function readCandidates(github, commit, which = {}) {
    try {
        return read((await findRecords(github, commit, which)).map(candidateOf));
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.y))
            throw thrown;
        return unavailable((0,errors/* describeError */.U)(thrown), thrown.code);
    }
}
/**
 * The rest of a commit's records, when those read so far build on some of them; otherwise nothing is asked.
 * @param missing hashes that they name and that none of them has
 */
const readChain = async (github, commit, missing) => missing.length === 0 ? {} : { chain: await readCandidates(github, commit) };

;// CONCATENATED MODULE: ./.build/shared/adapters/override-candidates.js






const override_candidates_time = iso/* datetime */.w$();
const request = schemas/* strictObject */.rej({
    kind: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
    ticket: schemas/* string */.YjP(),
    requester: schemas/* strictObject */.rej({ id: schemas/* int */.Whr().positive(), login: schemas/* string */.YjP() }),
    requirements: schemas/* array */.YOg(schemas/* string */.YjP()).min(1),
    grantedAt: override_candidates_time,
    expires: override_candidates_time,
    validateBy: override_candidates_time.nullable(),
});
/** What the record of an override says, or why it cannot be used. */
function override_candidates_summaryOf(parsed) {
    if (!parsed.ok)
        return unavailable(parsed.problem, 'RECORD_UNREADABLE');
    const { kind, facts, decision, run, policy, application, checkpoint, environment, subject } = parsed.record;
    const asked = schemas/* looseObject */._H3({ request }).safeParse(facts);
    if (kind !== 'override' || !asked.success)
        return unavailable('it holds no override', 'RECORD_UNREADABLE');
    return read({
        sha256: parsed.sha256,
        application,
        checkpoint,
        environment,
        verdict: decision.verdict,
        subject,
        policySha256: policy.sha256,
        run: { id: run.id, attempt: run.attempt },
        request: asked.data.request,
        approvals: decision.requirements
            .filter((result) => result.id.startsWith('sign-off/') && result.status === 'SATISFIED')
            .map((result) => result.seen),
    });
}
async function override_candidates_asFact(ask) {
    try {
        return read(await ask());
    }
    catch (thrown) {
        if (thrown instanceof errors/* UserError */.y)
            return unavailable((0,errors/* describeError */.U)(thrown), thrown.code);
        throw thrown;
    }
}
/** Every artifact of a name that GitHub still keeps, with the run that stored it, read only where that run may have. */
const findNamed = (github, name, may, summary) => override_candidates_asFact(async () => {
    const artifacts = (await github.artifactsNamed(name)).filter((one) => !one.expired);
    return Promise.all(artifacts.map(async (artifact) => {
        const run = await override_candidates_asFact(() => github.startedRun(artifact.runId));
        if (run.kind === 'unavailable' || may(artifact, run.value) !== undefined)
            return { artifact, run, record: null };
        return { artifact, run, record: summary(await readStored(github, artifact)) };
    }));
});
/**
 * Every override of an application that GitHub still keeps, with the run that stored it. Expired artifacts are left
 * out: how far a gate looks back is how long artifacts are kept. A record is read only when its run may have granted it.
 * @param may why a run cannot have granted an override; undefined when it can
 */
const findOverrides = (github, application, may) => findNamed(github, overrideArtifactName(application), may, override_candidates_summaryOf);
/** Every validation that was made up for after an override, in the same way. */
const findLater = (github, about, may) => findNamed(github, laterRecordArtifactName(about), may, summaryOf);

;// CONCATENATED MODULE: ./.build/action-validate/facts-overrides.js





/** GitHub's own time as it is kept in facts; null when it told none. */
const apiTime = (github) => {
    const time = github.time();
    return time === null ? null : new Date(time).toISOString();
};
/** Where overrides of this repository come from. */
const overrideOrigin = (facts) => ({
    repositoryId: facts.repository.id,
    branch: facts.policy.ref,
});
const may = (origin) => (artifact, run) => ungranted(artifact, run, origin);
/** Every override of the application; null while the configuration has none, so that nothing is asked. */
async function readGranted(github, facts) {
    if (facts.rules.overrides === undefined)
        return null;
    return findOverrides(github, facts.rules.application, may(overrideOrigin(facts)));
}
/** When the commit's own first override was granted, RFC 3339; null for none. */
function overriddenSince(facts, found) {
    const { rules, environment, subject } = facts;
    const scope = { checkpoint: rules.checkpoint, environment, commit: subject.commit };
    return found?.kind === 'read'
        ? firstGranted(grantedFor(found.value, overrideOrigin(facts), rules.application, scope))
        : null;
}
/** Reads what may have kept each promised validation that is due, and GitHub's time. */
async function readPromises(github, facts, found) {
    if (found === null)
        return { apiTime: apiTime(github) };
    const { rules, environment, subject } = facts;
    const { application } = rules;
    const origin = overrideOrigin(facts);
    const time = apiTime(github);
    const scope = { checkpoint: rules.checkpoint, environment, subject, now: Date.parse(time ?? '') };
    const due = found.kind === 'read' && time !== null ? duePromises(found.value, origin, application, scope) : [];
    const read = await Promise.all(due.map(async ({ record }) => {
        const { commit } = record.subject;
        const which = { subject: record.checkpoint ?? '', environment: record.environment };
        const about = { application, commit, checkpoint: which.subject, environment: which.environment };
        const [own, later] = await Promise.all([
            readCandidates(github, commit, which),
            findLater(github, about, may(origin)),
        ]);
        return { sha256: record.sha256, own, later };
    }));
    const overrides = {
        found,
        validations: Object.fromEntries(read.map(({ sha256, own }) => [sha256, own])),
        ...(read.length === 0 ? {} : { later: Object.fromEntries(read.map(({ sha256, later }) => [sha256, later])) }),
    };
    return { apiTime: time, overrides };
}

;// CONCATENATED MODULE: ./.build/shared/domain/run-context.js
/** Address of the run in a browser. */
const runUrl = (run) => `${run.serverUrl}/${run.repository}/actions/runs/${run.runId}/attempts/${run.runAttempt}`;
/** The run as records and releases name it. */
const runReference = (run) => ({
    repository: run.repository,
    id: run.runId,
    attempt: run.runAttempt,
    workflow: run.workflow,
    actor: run.actor,
    url: runUrl(run),
});

;// CONCATENATED MODULE: ./.build/action-validate/facts-sign-offs.js







/** Approvals of the run's environments; null when no role of the checkpoint signs that way. */
async function readApprovals(ports, run, rules) {
    if (!rules.seats.some((seat) => seat.roles.some((name) => rules.roles[name]?.via === 'environment')))
        return null;
    return asFact(async () => {
        const [reviews, runs] = await Promise.all([
            ports.github.environmentReviews(run.runId),
            ports.github.runsOfCommit(run.sha),
        ]);
        const from = runs.find((one) => one.id === run.runId)?.createdAt;
        if (from === undefined)
            throw new errors/* UserError */.y('GITHUB_UNREADABLE', `run ${run.runId} is not among the runs of its commit; run the job again`);
        return { reviews, from, to: new Date(ports.clock.now()).toISOString(), url: runUrl(run) };
    });
}
/** Makes the merges of the base into the head again, where a role lets approvals be carried over them. */
async function remakeUpdates(merges, rules, reading) {
    const wanted = rules.seats.some((seat) => seat.roles.some((name) => rules.roles[name]?.carryOver === 'clean-update'));
    const found = wanted ? updateMerges(reading.pull.head, reading.commits) : [];
    if (found.length === 0)
        return {};
    const trees = await merges.trees(found.map(({ parents: [base = '', head = ''] }) => ({ base, head })));
    const told = found.map(({ sha, tree }, index) => {
        const again = trees[index];
        if (again?.kind !== 'read')
            return [sha, again?.reason ?? 'it was not made again'];
        return [sha, again.value === tree ? CLEAN : 'somebody had a hand in it'];
    });
    return Object.fromEntries(told);
}
/** Answers questions about teams, by role. Whoever could not be asked about is nobody's member, and the fact says so. */
async function readMembers(github, roles, questions) {
    const answered = Object.entries(roles).map(async ([role, { team, immediate }]) => {
        const mine = questions.filter((question) => question.role === role);
        if (team === null)
            return [];
        const fact = await asFact(async () => {
            const states = await Promise.all(mine.map(({ person }) => immediate ? github.immediateMembership(team, person) : github.membership(team, person.login)));
            return mine
                .filter((_, index) => states[index] === 'active')
                .map(({ person }) => {
                return { ...person, name: person.login };
            });
        });
        return [[role, fact.kind === 'read' ? read(fact.value) : unavailable(fact.reason, 'ROLE_UNRESOLVED')]];
    });
    return Object.fromEntries((await Promise.all(answered)).flat());
}
/** Asks for the team membership of everybody who could sign or has objected, and of nobody else. */
async function readTeams(github, rules, facts, reading) {
    if (reading?.kind !== 'read')
        return {};
    const { signatures } = readSignatures(facts, reading.value);
    return readMembers(github, rules.roles, teamQuestions(rules.seats, rules.roles, signatures));
}

;// CONCATENATED MODULE: ./.build/action-validate/facts-pull-request.js





/** How often a pull request is read before it is said to move too much. */
const facts_pull_request_ROUNDS = 3;
/** A member of an event's payload; undefined where the payload has none. */
function member(event, ...path) {
    return path.reduce((value, key) => {
        return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
            ? value[key]
            : undefined;
    }, event);
}
const ofPullRequest = (run) => /^pull_request(_|$)/.test(run.eventName);
/**
 * The commit to decide about: the input's, else the head of the event's pull request, else the run's. On events of a
 * pull request the run's own commit is a merge that nobody has looked at.
 */
function subjectCommit(run, input) {
    if (input !== undefined)
        return input;
    if (!ofPullRequest(run))
        return run.sha;
    const head = member(run.event, 'pull_request', 'head', 'sha');
    if (typeof head === 'string' && /^[0-9a-f]{40}$/.test(head))
        return head;
    throw new errors/* UserError */.y('INPUT_INVALID', `the ${run.eventName} event names no head commit; give the input "commit"`);
}
/** What the run itself says about which pull request is meant. */
function pullRequestQuery(run, commit) {
    const number = member(run.event, 'pull_request', 'number');
    const pushed = run.eventName === 'push' && commit === run.sha ? /^refs\/heads\/(.+)$/.exec(run.ref)?.[1] : undefined;
    return { commit, base: pushed ?? null, number: ofPullRequest(run) && typeof number === 'number' ? number : null };
}
const sameState = (left, right) => ['head', 'base', 'state', 'mergedAt', 'mergeCommit', 'number', 'updatedAt'].every((key) => left[key] === right[key]);
/** The branch's log; a head whose branch nobody can read has no push time. */
function facts_pull_request_readActivity(github, pull) {
    const { headRepository } = pull;
    if (headRepository === null)
        return Promise.resolve(unavailable(`the repository of ${pull.headBranch} was deleted`, 'SIGNOFF_PUSH_UNKNOWN'));
    return asFact(() => github.branchActivity(headRepository, pull.headBranch, pull.head));
}
/** Reads everything about one pull request, then looks whether it is still the same; else once more from the start. */
async function readInOnePiece(github, first, wanted) {
    let pull = first;
    for (let rounds = 1; rounds <= facts_pull_request_ROUNDS; rounds += 1) {
        const [reviews, commits, activity, baseProtected] = await Promise.all([
            github.reviews(pull.number),
            github.commitsOfPullRequest(pull.number),
            facts_pull_request_readActivity(github, pull),
            readProtection(github, pull, wanted),
        ]);
        const after = await github.pullRequest(pull.number);
        const whole = commits.some((commit) => commit.sha === pull.head);
        if (sameState(pull, after) && whole) {
            const updates = await remakeUpdates(wanted.merges, wanted.rules, { pull, commits });
            return { pull: after, reviews, commits, baseProtected, activity, updates, rounds };
        }
        pull = after;
    }
    throw new errors/* UserError */.y('PULL_REQUEST_MOVED', `#${pull.number} changed each of the ${facts_pull_request_ROUNDS} times that it was read; its head is now ${pull.head.slice(0, 12)}; run the gate again`);
}
/** The configuration was read from a protected branch or not at all. */
const readProtection = async (github, pull, wanted) => pull.base === wanted.policyBranch || ((await github.branch(pull.base))?.protected ?? false);
/** Whether GitHub's own log says that the branch has moved on since the head was read. */
function movedOn({ pull, activity }) {
    if (pull.state !== 'open' || activity.kind === 'unavailable')
        return false;
    const [newest] = activity.value;
    return newest !== undefined && newest.after !== pull.head;
}
/**
 * A pull request whose parts came with the opening. One answer is of one moment, so only what came in several needs a
 * second look. Undefined when it has moved: then it is read from the start.
 */
async function readFromOpening(github, parts, wanted) {
    const { pull, reviews, commits } = parts;
    const [activity, baseProtected] = await Promise.all([
        facts_pull_request_readActivity(github, pull),
        readProtection(github, pull, wanted),
    ]);
    if (!commits.some((commit) => commit.sha === pull.head) || movedOn({ pull, activity }))
        return undefined;
    if (parts.answers > 1 && !sameState(pull, await github.pullRequest(pull.number)))
        return undefined;
    const updates = await remakeUpdates(wanted.merges, wanted.rules, { pull, commits });
    return { pull, reviews, commits, baseProtected, activity, updates, rounds: 1 };
}
/**
 * Pull requests related to the commit. What the opening relates is enough when the merged one is there, or the one of
 * the event: GitHub's GraphQL drops relations of new and of old commits, so that an open one alone may hide the one that
 * made the commit, and that there is none is only believed of REST and of the list of what was merged last.
 */
async function readRelated(github, query, opening) {
    const opened = opening?.pulls.map(({ pull }) => pull) ?? [];
    const { kind } = choosePullRequest(opened, query);
    if (kind === 'merged' || (kind === 'open' && query.number !== null))
        return read(opened);
    const { base, commit } = query;
    return asFact(async () => {
        const related = await github.pullRequestsOfCommit(commit);
        if (base === null || choosePullRequest(related, query).kind === 'merged')
            return related;
        const made = (await github.recentlyClosed(base)).filter((pull) => pull.mergeCommit === commit);
        return [...related.filter(({ number }) => !made.some((one) => one.number === number)), ...made];
    });
}
/** Reads the pull requests of a commit, and the chosen one in full when sign-offs are asked for. */
async function readPullRequests(github, query, wanted) {
    const related = await readRelated(github, query, wanted.opening);
    const choice = related.kind === 'read' ? choosePullRequest(related.value, query) : undefined;
    const needed = wanted.rules.seats.length > 0;
    if (choice === undefined || !('pull' in choice) || !needed)
        return { query, related, reading: null };
    const { pull } = choice;
    const parts = wanted.opening?.pulls.find((one) => one.pull.number === pull.number)?.parts ?? null;
    const reading = await asFact(async () => {
        const opened = parts === null ? undefined : await readFromOpening(github, parts, wanted);
        if (opened !== undefined)
            return opened;
        const first = parts === null ? pull : await github.pullRequest(pull.number);
        return readInOnePiece(github, first, wanted);
    });
    return { query, related, reading };
}

;// CONCATENATED MODULE: ./.build/action-validate/facts-changes.js






/** Questions about single pull requests or commits that are asked at the same time. */
const facts_changes_AT_ONCE = 10;
async function inGroups(items, work) {
    const done = [];
    for (let index = 0; index < items.length; index += facts_changes_AT_ONCE)
        done.push(...(await Promise.all(items.slice(index, index + facts_changes_AT_ONCE).map(work))));
    return done;
}
/** The pull request that the sign-offs are counted on, as one of the changes. */
const ownChange = (own) => own === null
    ? []
    : [{ pull: own.pull, parts: read({ reviews: own.reviews, commits: own.commits, activity: own.activity }) }];
/** The parts as they came with many others; undefined when they are of another state of the pull request. */
function fitting(pull, full) {
    if (full === undefined)
        return undefined;
    const same = ['head', 'base', 'mergedAt', 'mergeCommit'].every((key) => full.pull[key] === pull[key]);
    return same && full.commits.some(({ sha }) => sha === pull.head) ? full : undefined;
}
async function readParts(github, pull, full) {
    const told = fitting(pull, full);
    return asFact(async () => {
        const [reviews, commits, activity] = await Promise.all([
            told?.reviews ?? github.reviews(pull.number),
            told?.commits ?? github.commitsOfPullRequest(pull.number),
            facts_pull_request_readActivity(github, pull),
        ]);
        return { reviews, commits, activity };
    });
}
/** Many pull requests in few questions; what does not come that way is asked for part by part. */
async function readParted(github, pulls) {
    if (pulls.length === 0)
        return [];
    const many = await asFact(() => github.pullRequestsInFull(pulls.map(({ number }) => number)));
    if (many.kind === 'unavailable')
        return pulls.map((pull) => ({ pull, parts: many }));
    return inGroups(pulls, async (pull) => ({ pull, parts: await readParts(github, pull, many.value.get(pull.number)) }));
}
/** What is related to commits. That one has no pull request of its own is only believed of the question about it alone. */
async function facts_changes_readRelated(github, shas, made) {
    const many = shas.length < 2 ? undefined : await asFact(() => github.pullRequestsOfCommits(shas));
    return inGroups(shas, async (sha) => {
        const told = many?.kind === 'read' ? (many.value.get(sha) ?? []) : [];
        return [sha, made(told).length > 0 ? read(told) : await asFact(() => github.pullRequestsOfCommit(sha))];
    });
}
/** The merged pull request of every commit: by one list of the closed ones, then by what each commit left is related to. */
async function readChanges(github, { own, base }, chain, count) {
    const open = (changes) => cover(chain, count, changes, base).flatMap(({ landing, change }) => change === null ? landing.commits.map((commit) => commit.sha) : []);
    const wanted = new Set(open(own));
    if (wanted.size === 0 || base === null)
        return { changes: [], related: {} };
    const made = (pulls) => pulls.filter(({ mergeCommit }) => mergeCommit !== null && wanted.has(mergeCommit));
    const closed = await asFact(() => github.recentlyClosed(base));
    const first = await readParted(github, closed.kind === 'read' ? made(closed.value) : []);
    const related = await facts_changes_readRelated(github, open([...own, ...first]), made);
    const known = new Set(first.map(({ pull }) => pull.number));
    const others = related.flatMap(([, fact]) => (fact.kind === 'read' ? made(fact.value) : []));
    const fresh = new Map(others.filter(({ number }) => !known.has(number)).map((pull) => [pull.number, pull]));
    const second = await readParted(github, [...fresh.values()]);
    return { changes: [...first, ...second], related: Object.fromEntries(related) };
}
/** Whether those who requested changes of some pull request, and are listed in no role, belong to a role's team. */
async function readObjectors(github, roles, changes) {
    const reviews = changes.flatMap(({ parts }) => parts.kind === 'read' ? [...latestOpinions(parts.value.reviews).latest.values()] : []);
    const listed = new Set(Object.values(roles).flatMap(({ holders }) => holders.map(({ id }) => id)));
    const people = new Map(reviews.flatMap(({ state, user }) => state === 'CHANGES_REQUESTED' && user !== null && !listed.has(user.id) ? [[user.id, user]] : []));
    const questions = Object.entries(roles).flatMap(([role, { team }]) => team === null ? [] : [...people.values()].map(({ id, login }) => ({ role, team, person: { id, login } })));
    return questions.length === 0 ? {} : { objectors: await readMembers(github, roles, questions) };
}

;// CONCATENATED MODULE: ./.build/action-validate/facts-deployments.js



/** Deployments that are looked at before one of them must have been found. */
const MOST = 30;
const unlooked = (deployment) => ({ deployment, events: null, records: null });
async function withEvents(github, deployment) {
    return { deployment, events: await asFact(() => github.deploymentEvents(deployment.id)), records: null };
}
/** The record is looked for in the run that the deployment names, and only when the deployment succeeded. */
async function withRecord(github, fact, rule) {
    const { deployment, events } = fact;
    if (deployment.run === null || events?.kind !== 'read' || !events.value.some(isSuccess))
        return fact;
    const which = { subject: rule.checkpoint ?? 'deploy', environment: rule.environment, run: deployment.run };
    return { ...fact, records: await readCandidates(github, deployment.sha, which) };
}
/**
 * Reads deployments, newest first, until one is shown to be verified. Those that name no run cannot be, and are only
 * looked at when there is none, to tell the first deployment from one that others made.
 * @param before RFC 3339: deployments since then are left out, because the commit itself was let through by an override
 */
function readUntilVerified(github, rule, before) {
    return asFact(async () => {
        const { newest: all, complete } = await github.deployments(rule.environment);
        const newest = before === null ? all : all.filter(({ createdAt }) => Date.parse(createdAt) < Date.parse(before));
        const near = newest.slice(0, MOST);
        const more = !complete || newest.length > MOST;
        const looked = [];
        for (const deployment of near.filter(({ run }) => run !== null)) {
            const fact = await withRecord(github, await withEvents(github, deployment), rule);
            looked.push(fact);
            if (!('why' in verified(fact, rule)))
                return { looked, more };
        }
        const others = near.filter(({ run }) => run === null);
        return { looked: [...looked, ...(await Promise.all(others.map((one) => withEvents(github, one))))], more };
    });
}
/** Reads what an environment has now: the newest deployment that names its run, and everything that came around it. */
function readPresent(github, rule) {
    return asFact(async () => {
        const { newest, complete } = await github.deployments(rule.environment);
        const at = newest.findIndex(({ run }) => run !== null);
        // Its twin, the deployment of its own job, is a little older.
        const near = newest.slice(0, at < 0 ? 0 : Math.min(at + 3, MOST));
        const looked = await Promise.all(near.map((one) => withEvents(github, one)));
        const filled = await Promise.all(looked.map((fact, index) => (index === at ? withRecord(github, fact, rule) : fact)));
        const rest = newest.slice(near.length).map(unlooked);
        return { looked: [...filled, ...rest], more: !complete };
    });
}

;// CONCATENATED MODULE: ./.build/action-validate/facts-history.js








/** The commit after which history is read; null when the subject alone tells enough. */
function readFrom(beginning, { own, subject }) {
    if (beginning?.kind === 'verified' || beginning?.kind === 'configured')
        return beginning.commit;
    if (own === null || !mayBeRebased(subject, own.commits))
        return null;
    // Where a branch that may have been rebased left its base: everything that it became came after that.
    const proposed = new Set(own.commits.map((commit) => commit.sha));
    return own.commits.flatMap((commit) => commit.parents).find((sha) => !proposed.has(sha)) ?? null;
}
/** Makes those merges again that the commits themselves do not prove. */
async function remake(merges, covered) {
    const pairs = new Map();
    for (const { landing, change } of covered) {
        if (change?.parts.kind !== 'read' || landing.before === null)
            continue;
        if (isUpToDate(landing.before, change.parts.value.commits))
            continue;
        const pair = { base: landing.before, head: change.pull.head };
        pairs.set(mergeKey(pair.base, pair.head), pair);
    }
    const trees = await merges.trees([...pairs.values()]);
    const named = [...pairs.keys()].flatMap((key, index) => {
        const tree = trees[index];
        return tree === undefined ? [] : [[key, tree]];
    });
    return Object.fromEntries(named);
}
const protection = async (github, base, policyBranch) => 
// The configuration was read from a protected branch or not at all.
base === policyBranch ? read(true) : asFact(async () => (await github.branch(base))?.protected ?? false);
/** Reads what happened before the commit, as far as the rules ask for it. */
async function readHistory({ github, merges }, question) {
    const { rules, subject, base, own, deployed } = question;
    const { changes, promotion: from } = rules;
    const [deployments, promotion, baseProtected] = await Promise.all([
        changes === null || changes.since !== null ? null : readUntilVerified(github, deployed, deployed.before),
        from === null
            ? null
            : readPresent(github, { ...deployed, environment: from.environment, checkpoint: from.checkpoint }),
        changes === null || base === null ? null : protection(github, base, question.policyBranch),
    ]);
    const beginning = changes === null ? undefined : beginningOf(changes, deployments, deployed);
    const start = readFrom(beginning, question);
    // What follows its start directly is a whole history by itself.
    const alone = start === null || start === subject.parents[0];
    const between = alone ? null : await asFact(() => github.commitsBetween(start, subject.sha));
    const chain = chainOf({ subject, between });
    const count = changes_countOf(beginning, chain, ownChange(own), base);
    const found = await readChanges(github, { own: ownChange(own), base }, chain, count);
    const objectors = await readObjectors(github, rules.roles, found.changes);
    // The subject's own landing comes first, also when no other commit has to be covered.
    const all = [...ownChange(own), ...found.changes];
    const trees = await remake(merges, cover(chain, Math.max(count, question.link ? 1 : 0), all, base));
    return { subject, base, baseProtected, deployments, between, ...found, merges: trees, promotion, ...objectors };
}

;// CONCATENATED MODULE: ./.build/action-validate/facts-past.js




/** A queue's commit is made before its pull requests are merged: whoever signs could not have seen it. */
const mergeQueueEarly = () => new errors/* UserError */.y('MERGE_QUEUE_EARLY', 'this run is of a merge queue, before its pull requests are merged; run checkpoints with sign-offs on the push that follows');
/** Where no program may be run, no merge is made again. */
const NO_MERGES = {
    trees: async (pairs) => pairs.map(() => unavailable('no git to make the merge again with', 'LINK_UNPROVEN')),
};
/** Whose history it is: of the pushed branch, of the branch that the pull request went into, or of the run's branch. */
function branchOf(run, { query, related }) {
    if (query.base !== null)
        return query.base;
    const choice = related.kind === 'read' ? choosePullRequest(related.value, query) : undefined;
    if (choice?.kind === 'merged')
        return choice.pull.base;
    return run.sha === query.commit ? (/^refs\/heads\/(.+)$/.exec(run.ref)?.[1] ?? null) : null;
}
/** Reads what happened before a commit that is merged; nothing when the rules ask for nothing of it. */
async function readPast(ports, run, about) {
    const { rules, pullRequests, deployed } = about;
    const { environment } = deployed;
    const own = pullRequests.reading?.kind === 'read' ? pullRequests.reading.value : null;
    // Without an environment nobody knows which deployment was the last one; the decision says so.
    const changes = environment === null ? null : rules.changes;
    if (own === null && changes === null && rules.promotion === null)
        return {};
    const history = await readHistory(ports, {
        rules: { ...rules, changes },
        link: own !== null,
        subject: about.commit,
        base: branchOf(run, pullRequests),
        policyBranch: about.policyBranch,
        own,
        deployed: { ...deployed, environment: environment ?? '' },
    });
    return { history };
}

;// CONCATENATED MODULE: ./.build/action-validate/facts-records.js



/** Records of an earlier checkpoint: those of the environment, and those that were decided for none. */
async function readEarlier(github, commit, subject, environment) {
    const general = await readCandidates(github, commit, { subject, environment: null });
    if (environment === null || general.kind === 'unavailable')
        return general;
    const own = await readCandidates(github, commit, { subject, environment });
    return own.kind === 'read' ? read([...general.value, ...own.value]) : own;
}
/** Reads the records that the checkpoint comes after, the build's, and what they build on themselves. */
async function readRecords(github, commit, about) {
    const { rules, environment } = about;
    const noBuild = rules.builds === 'none' || about.beforeMerge;
    const [builds, earlier] = await Promise.all([
        noBuild ? read([]) : readCandidates(github, commit, { subject: 'build', environment: null }),
        Promise.all(rules.after.map(async (id) => [id, await readEarlier(github, commit, id, environment)])),
    ]);
    const chain = await readChain(github, commit, linksToRead([builds, ...earlier.map(([, found]) => found)]));
    return { builds, earlier: Object.fromEntries(earlier), ...chain };
}

;// CONCATENATED MODULE: ./.build/action-validate/rules.js




function evidenceRule(name, evidence) {
    const unclear = () => new errors/* UserError */.y('CONFIG_INVALID', `evidence.${name}: give "artifact" and "path", or "file"`);
    if (evidence === undefined)
        throw unclear();
    const { artifact, path, file, format, require } = evidence;
    const limit = evidence['max-age'];
    const rest = {
        format,
        require,
        maxAge: limit === undefined ? null : (durationMs(limit) ?? 0),
        ...(evidence.from === undefined ? {} : { from: evidence.from }),
        ...(evidence.image === undefined ? {} : { image: evidence.image }),
        ...(evidence['signed-by'] === undefined ? {} : { signedBy: evidence['signed-by'] }),
        ...(evidence['personal-data'] === 'refuse' ? { refusePersonalData: true } : {}),
    };
    if (file !== undefined)
        return { name, source: { kind: 'repository', path: file }, ...rest };
    if (artifact === undefined || path === undefined)
        throw unclear();
    return { name, source: { kind: 'artifact', artifact, path }, ...rest };
}
function rules_rolesOf(config) {
    return Object.fromEntries(Object.entries(config.roles ?? {}).map(([name, role]) => [name, roleHolders(role)]));
}
const roleHolders = (role) => ({
    via: role.via ?? 'review',
    holders: role.people ?? [],
    team: role.team ?? null,
    ...(role.immediate ? { immediate: true } : {}),
    unresolved: null,
    environment: role.environment ?? null,
    carryOver: role['carry-over'] ?? 'none',
    afterMerge: role['after-merge'] ?? false,
    meaning: role.meaning ?? null,
});
function checkEnvironment(config, checkpoint, environment) {
    const environments = config.environments ?? {};
    const found = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
    if (found === undefined) {
        const hint = suggest(environment, Object.keys(environments)) || '; it has no environments';
        throw new errors/* UserError */.y('ENVIRONMENT_UNKNOWN', `the configuration has no environment "${environment}"${hint}`);
    }
    const used = Object.values(found.checkpoints ?? {}).filter((name) => name !== undefined);
    const reachable = (name, seen) => {
        if (name === checkpoint)
            return true;
        if (seen.has(name))
            return false;
        seen.add(name);
        return (config.checkpoints?.[name]?.after ?? []).some((earlier) => reachable(earlier, seen));
    };
    if (used.some((name) => reachable(name, new Set())))
        return;
    const names = used.length > 0 ? used.join(', ') : 'none';
    throw new errors/* UserError */.y('ENVIRONMENT_UNKNOWN', `environment "${environment}" does not use checkpoint "${checkpoint}"; its checkpoints: ${names}`);
}
/** The emergency protocol and the freezes, as far as they are configured for the environment. */
function exceptionsOf(config, environment) {
    const overrides = Object.entries(config.overrides ?? {}).map(([kind, override]) => {
        const within = override['validate-within'];
        const validateWithin = within === undefined ? null : (durationMs(within) ?? 0);
        return [kind, { lasts: durationMs(override.lasts) ?? 0, validateWithin, seats: seatsOf(override['sign-offs']) }];
    });
    const freeze = (config.freeze ?? [])
        .filter(({ environments }) => environments === undefined || environments.includes(environment ?? ''))
        .map(({ from, to, reason, except }) => ({ from, to, reason, except: except ?? [] }));
    return {
        ...(overrides.length === 0 ? {} : { overrides: Object.fromEntries(overrides) }),
        ...(freeze.length === 0 ? {} : { freeze }),
    };
}
/** Sign-offs for an environment ask for reviewed changes too unless the checkpoint says otherwise. */
function changesRule(found, environment) {
    const { changes } = found;
    const implied = environment !== null && (found['sign-offs'] ?? []).length > 0;
    const approvals = changes?.approvals ?? (changes !== undefined || implied ? 1 : 0);
    if (approvals === 0)
        return null;
    return { approvals, afterMerge: changes?.['after-merge'] ?? false, since: changes?.since ?? null };
}
function historyRules(config, checkpoint, environment) {
    const environments = config.environments ?? {};
    const into = environment === null ? undefined : environments[environment];
    const from = into?.checkpoints?.before === checkpoint ? into['promotes-from'] : undefined;
    const found = config.checkpoints?.[checkpoint];
    return {
        changes: found === undefined ? null : changesRule(found, environment),
        promotion: from === undefined
            ? null
            : {
                environment: from.environment,
                verifiedFor: durationMs(from['verified-for']) ?? Number.POSITIVE_INFINITY,
                checkpoint: environments[from.environment]?.checkpoints?.after ?? null,
            },
        verifiedBy: into?.checkpoints?.after ?? null,
    };
}
/**
 * Cuts the rules of one checkpoint out of the configuration.
 * @throws UserError('CHECKPOINT_UNKNOWN' | 'ENVIRONMENT_UNKNOWN') for names that the configuration does not have
 */
function gateRules(config, checkpoint, environment) {
    const checkpoints = config.checkpoints ?? {};
    const found = Object.hasOwn(checkpoints, checkpoint) ? checkpoints[checkpoint] : undefined;
    if (found === undefined) {
        const hint = suggest(checkpoint, Object.keys(checkpoints)) || '; it has no checkpoints';
        throw new errors/* UserError */.y('CHECKPOINT_UNKNOWN', `the configuration has no checkpoint "${checkpoint}"${hint}`);
    }
    if (environment !== null)
        checkEnvironment(config, checkpoint, environment);
    const hasBuilds = Object.values(config.services ?? {}).some((service) => service.build !== undefined);
    return {
        application: config.application,
        checkpoint,
        title: found.title,
        after: found.after ?? [],
        evidence: (found.evidence ?? []).map((name) => evidenceRule(name, config.evidence?.[name])),
        seats: seatsOf(found['sign-offs'] ?? []),
        roles: rules_rolesOf(config),
        // What goes into an environment has to be built; a decision for none may come before the build.
        ...historyRules(config, checkpoint, environment),
        builds: hasBuilds ? (environment === null ? 'optional' : 'required') : 'none',
        ...exceptionsOf(config, environment),
    };
}

;// CONCATENATED MODULE: ./.build/action-validate/facts.js












const runFacts = (run) => ({
    id: run.runId,
    attempt: run.runAttempt,
    event: run.eventName,
    ref: run.ref,
    sha: run.sha,
    actor: { id: run.actorId, login: run.actor },
    triggeringActor: run.triggeringActor,
});
/** `repository.default_branch` is in every event's payload and saves a request; undefined when it is not. */
function defaultBranch(run) {
    const repository = run.event['repository'];
    const name = typeof repository === 'object' && repository !== null && 'default_branch' in repository;
    return name && typeof repository.default_branch === 'string' ? repository.default_branch : undefined;
}
/**
 * Reads everything that the decision needs, and changes nothing. What GitHub refuses becomes an unavailable fact;
 * only the configuration and the commit itself have to be there.
 */
async function gatherFacts(ports, run, inputs) {
    const { github } = ports;
    const environment = inputs.environment ?? null;
    const sha = subjectCommit(run, inputs.commit);
    const ref = inputs['config-ref'] ?? defaultBranch(run);
    const together = openTogether(github, sha, environment);
    const { config, policy, text } = await loadPolicy(together.github, { path: inputs.config, ref });
    const opening = await together.opening();
    const rules = gateRules(config, inputs.checkpoint, environment);
    const scope = { checkpoint: inputs.checkpoint, ...(environment === null ? {} : { environment }) };
    refuseUnsupported(config, 'validate', scope);
    if (run.eventName === 'merge_group' && rules.seats.length > 0)
        throw mergeQueueEarly();
    const query = pullRequestQuery(run, sha);
    const [commit, pullRequests, environmentReviews] = await Promise.all([
        opening?.commit ?? github.commit(sha),
        readPullRequests(github, query, { rules, opening, policyBranch: policy.ref, merges: ports.merges ?? NO_MERGES }),
        readApprovals(ports, run, rules),
    ]);
    const subject = { commit: sha, tree: commit.tree };
    const known = { run: runFacts(run), environmentReviews, subject };
    const repository = { id: run.repositoryId, name: run.repository };
    const overridden = { repository, policy, rules, environment, ...known };
    const found = await readGranted(github, overridden);
    const { related } = pullRequests;
    const open = related.kind === 'read' && choosePullRequest(related.value, query).kind === 'open';
    const beforeMerge = open || run.eventName.startsWith('pull_request');
    const origin = { commit: sha, repositoryId: run.repositoryId, runId: run.runId, beforeMerge };
    const deployed = {
        application: rules.application,
        repositoryId: run.repositoryId,
        environment,
        checkpoint: rules.verifiedBy,
        before: overriddenSince(overridden, found),
    };
    const [teams, evidence, records, history] = await Promise.all([
        readTeams(github, rules, known, pullRequests.reading),
        readEvidenceFacts(github, rules.evidence, origin),
        readRecords(github, sha, { rules, environment, beforeMerge }),
        beforeMerge
            ? {}
            : readPast({ github: together.github, merges: ports.merges ?? NO_MERGES }, run, {
                rules,
                commit,
                pullRequests,
                policyBranch: policy.ref,
                deployed,
            }),
    ]);
    const facts = {
        now: new Date(ports.clock.now()).toISOString(),
        ...overridden,
        pullRequests,
        teams,
        evidence,
        ...records,
        ...history,
    };
    return { facts: (0,domain_record/* asRecorded */.zz)({ ...facts, ...(await readPromises(github, facts, found)) }), policyText: text };
}

;// CONCATENATED MODULE: ./.build/action-validate/override-facts.js












/** The ids that somebody asked to have overridden. @throws UserError for an id that the checkpoint cannot have */
function requirementIds(text, rules) {
    const ids = (text ?? '').split(/[\s,]+/).filter((id) => id !== '');
    if (ids.length === 0) {
        throw new errors/* UserError */.y('INPUT_INVALID', 'mode override needs the input "requirements": ids of requirements, or all');
    }
    const known = {
        evidence: rules.evidence.map(({ name }) => `evidence/${name}`),
        record: rules.after.map((checkpoint) => `record/${checkpoint}`),
        'sign-off': rules.seats.map(({ id }) => id),
    };
    for (const id of ids) {
        if (id === 'record/build' || id === 'link') {
            throw new errors/* UserError */.y('OVERRIDE_UNKNOWN', `${id} cannot be overridden: what was read and built is what is released`);
        }
        const of = known[id.split('/')[0] ?? ''];
        if (of === undefined || of.includes(id))
            continue;
        const hint = suggest(id, of) || '; it asks for none of that kind';
        throw new errors/* UserError */.y('OVERRIDE_UNKNOWN', `checkpoint ${rules.checkpoint} has no requirement "${id}"${hint}`);
    }
    return [...new Set(ids)];
}
function override_facts_ruleOf(rules, kind) {
    const all = rules.overrides ?? {};
    const rule = kind !== undefined && Object.hasOwn(all, kind) ? all[kind] : undefined;
    if (rule !== undefined)
        return rule;
    const hint = suggest(kind ?? '', Object.keys(all)) || '; it has no overrides';
    throw new errors/* UserError */.y('OVERRIDE_UNKNOWN', `the configuration has no override "${kind ?? ''}"${hint}`);
}
const override_facts_needed = (name, value) => {
    const text = value?.trim() ?? '';
    if (text !== '')
        return text;
    throw new errors/* UserError */.y('INPUT_INVALID', `mode override needs the input "${name}"`);
};
/** When it begins and ends, by GitHub's clock: that of a runner can be set. */
function timesOf(github, rule) {
    const now = Date.parse(apiTime(github) ?? '');
    if (Number.isNaN(now))
        throw new errors/* UserError */.y('GITHUB_UNREADABLE', 'GitHub told no time; run it again');
    const at = (later) => new Date(now + later).toISOString();
    const validateBy = rule.validateWithin === null ? null : at(rule.validateWithin);
    return { grantedAt: at(0), expires: at(rule.lasts), validateBy };
}
/**
 * Reads everything that an override is granted by.
 * @throws UserError('INPUT_INVALID' | 'OVERRIDE_UNKNOWN') for a request that is not complete or names what is not there
 */
async function gatherAsk(ports, run, inputs) {
    const { github } = ports;
    const environment = inputs.environment ?? null;
    const ref = inputs['config-ref'] ?? defaultBranch(run);
    const { config, policy } = await loadPolicy(github, { path: inputs.config, ref });
    const rules = gateRules(config, inputs.checkpoint, environment);
    refuseUnsupported(config, 'validate', {
        checkpoint: inputs.checkpoint,
        ...(environment === null ? {} : { environment }),
    });
    const kind = override_facts_needed('override', inputs.override);
    const rule = override_facts_ruleOf(rules, kind);
    const reason = override_facts_needed('reason', inputs.reason);
    const ticket = override_facts_needed('ticket', inputs.ticket);
    const requirements = requirementIds(inputs.requirements, rules);
    const sha = subjectCommit(run, inputs.commit);
    const [commit, builds, approvals] = await Promise.all([
        github.commit(sha),
        rules.builds === 'none' ? read([]) : readCandidates(github, sha, { subject: 'build', environment: null }),
        readApprovals(ports, run, { ...rules, seats: rule.seats }),
    ]);
    const requester = { id: run.actorId, login: run.actor };
    return (0,domain_record/* asRecorded */.zz)({
        now: new Date(ports.clock.now()).toISOString(),
        repository: { id: run.repositoryId, name: run.repository },
        environment,
        policy,
        rules,
        rule,
        run: runFacts(run),
        subject: { commit: sha, tree: commit.tree },
        builds,
        request: { kind, reason, ticket, requester, requirements, ...timesOf(github, rule) },
        approvals: approvals ?? unavailable('no role of the override is approved by an environment', 'ROLE_UNRESOLVED'),
    });
}

;// CONCATENATED MODULE: ./.build/shared/report/headline.js


/** How each verdict is said to people. */
const VERDICT_WORDS = { PASS: 'passed', FAIL: 'refused', ERROR: 'could not be decided' };
/** The same where nothing was decided. */
const WOULD_WORDS = { PASS: 'would pass', FAIL: 'would be refused', ERROR: 'could not be decided' };
/** What to say about a decision that is not PASS: errors first, because they hide answers. */
function mostUrgent(decision) {
    const failing = decision.requirements.filter((result) => !stands(result));
    return failing.find((result) => result.status === 'ERROR') ?? failing[0];
}
/** One plain line for the step's failure message: the verdict, the most urgent open requirement, how many more. */
function headline(decision, name, words = VERDICT_WORDS) {
    const start = `${name} ${words[decision.verdict]}`;
    if (decision.verdict === 'PASS') {
        const overridden = decision.requirements.filter((result) => result.status === 'OVERRIDDEN').length;
        return overridden === 0 ? start : `${start}, ${overridden} OVERRIDDEN`;
    }
    const first = mostUrgent(decision);
    if (first === undefined) {
        const [reason] = decision.reasonCodes;
        return reason === undefined ? start : `${start}: ${reason_codes/* REASON_CODES */.O[reason].cause} ${reason_codes/* REASON_CODES */.O[reason].cure}`;
    }
    const more = decision.requirements.filter((result) => !stands(result)).length - 1;
    const who = first.whoCanFix.length > 0 ? `. Who can act: ${first.whoCanFix.join(', ')}` : '';
    return `${start}: ${first.title}: ${first.seen}${who}${more > 0 ? `. ${more} more` : ''}`;
}

;// CONCATENATED MODULE: ./.build/shared/report/decision-page.js




const VERDICT_SIGN = { PASS: '✅', FAIL: '❌', ERROR: '⚠️' };
const STATUS_SIGN = {
    SATISFIED: '✅',
    UNSATISFIED: '❌',
    OVERRIDDEN: '🟠 OVERRIDDEN',
    NOT_APPLICABLE: '➖ not applicable',
    ERROR: '⚠️',
};
/** Errors first, then what is open, then the rest: what a reader has to act on stands on top. */
const URGENCY = ['ERROR', 'UNSATISFIED', 'OVERRIDDEN', 'SATISFIED', 'NOT_APPLICABLE'];
const byUrgency = (results) => results.toSorted((left, right) => URGENCY.indexOf(left.status) - URGENCY.indexOf(right.status));
const reason = (result) => (stands(result) ? '' : `<br>${code(result.code)}`);
function requirementRow(result) {
    const [first] = result.links;
    const title = first === undefined ? markdown_text(result.title) : markdown_link(result.title, first);
    return [
        STATUS_SIGN[result.status],
        `**${title}**${reason(result)}`,
        markdown_text(result.seen, 300),
        stands(result) ? '' : markdown_text(result.needed, 300),
        result.whoCanFix.map((who) => markdown_text(who, 80)).join('<br>'),
    ];
}
const COLUMNS = ['', 'Requirement', 'Seen', 'Needed', 'Who can act'];
/** A table of requirements; while all of them hold, nothing is needed of anybody and those columns are left out. */
function requirementTable(results) {
    const rows = results.map(requirementRow);
    const used = COLUMNS.map((name, column) => name !== 'Needed' && name !== 'Who can act' ? true : rows.some((row) => row[column] !== ''));
    const keep = (cells) => cells.filter((_, column) => used[column]);
    return table(keep(COLUMNS), rows.map(keep));
}
/** As many requirements that hold as a reader still takes in beside what is open; more of them are folded. */
const MOST_SHOWN = 12;
const isQuiet = ({ status }) => status === 'SATISFIED' || status === 'NOT_APPLICABLE';
/** What is open or overridden always stands there in full. */
function requirements(results) {
    const sorted = byUrgency(results);
    const quiet = sorted.filter(isQuiet);
    if (quiet.length <= MOST_SHOWN)
        return [requirementTable(sorted)];
    const loud = sorted.filter((result) => !isQuiet(result));
    const unasked = quiet.filter(({ status }) => status === 'NOT_APPLICABLE').length;
    const title = `${quiet.length - unasked} requirements hold${unasked > 0 ? `, ${unasked} not applicable` : ''}`;
    return [loud.length > 0 ? requirementTable(loud) : '', folded(title, requirementTable(quiet))];
}
/** Every observation that did not count, once, with the requirements that looked at it. */
function decision_page_passedOver(decision) {
    const rows = new Map();
    for (const result of decision.requirements) {
        for (const seen of result.observations.filter((observation) => !observation.counted)) {
            const what = seen.link === undefined ? markdown_text(seen.what) : markdown_link(seen.what, seen.link);
            const cells = [what, markdown_text(seen.why, 300)];
            const titles = rows.get(cells.join('\n')) ?? [];
            rows.set(cells.join('\n'), [...titles, markdown_text(result.title)]);
        }
    }
    if (rows.size === 0)
        return '';
    const body = [...rows].map(([cells, titles]) => [...cells.split('\n'), [...new Set(titles)].join(', ')]);
    const title = `${rows.size} ${rows.size === 1 ? 'thing was' : 'things were'} looked at and did not count`;
    return folded(title, table(['Seen', 'Why it does not count', 'Looked at for'], body));
}
/** What does not apply neither holds nor is open. */
const progress = (decision) => {
    const asked = decision.requirements.filter(({ status }) => status !== 'NOT_APPLICABLE');
    const done = asked.filter(({ status }) => status === 'SATISFIED').length;
    return asked.length === 0 ? '' : `, ${done} of ${asked.length} hold`;
};
/** What stands over the page. A yes that needed an override never looks like one that did not. */
function decision_page_title({ decision, mark, overriddenBefore = [], ...page }) {
    const here = decision.requirements.filter(({ status }) => status === 'OVERRIDDEN').length;
    const count = here + overriddenBefore.length;
    const told = count > 0 && decision.verdict === 'PASS' ? `, ${count} OVERRIDDEN` : '';
    const sign = mark !== undefined ? '🔍' : told === '' ? VERDICT_SIGN[decision.verdict] : '🟠';
    const words = page.words ?? (mark === undefined ? VERDICT_WORDS : WOULD_WORDS);
    const where = page.scope === null ? '' : ` → ${markdown_text(page.scope)}`;
    return `## ${sign} ${markdown_text(page.title)}${where}: ${words[decision.verdict]}${told}${progress(decision)}`;
}
/** The summary of any decision, as GitHub-flavoured Markdown. */
function decisionPage(page) {
    const { decision } = page;
    const parts = [
        decision_page_title(page),
        `> **${markdown_text(page.headline, 600)}**`,
        ...requirements(decision.requirements),
        decision_page_passedOver(decision),
        ...(page.sections ?? []).flatMap((section) => [`### ${markdown_text(section.heading)}`, section.body]),
        page.about.map((line) => `- ${markdown_text(line.label)}: ${line.value}`).join('\n'),
        page.footer.length === 0 ? '' : `<sub>${page.footer.join(' · ')}</sub>`,
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
const decision_page_short = (sha) => sha.slice(0, 12);
/** Commit, tree and images of a subject. `repositoryUrl` is the address in a browser. */
function subjectLines(subject, repositoryUrl) {
    const images = Object.entries(subject.images).map(([service, image]) => ({
        label: `Image ${service}`,
        value: code(pinned(image)),
    }));
    return [
        { label: 'Commit', value: `[${code(decision_page_short(subject.commit))}](${repositoryUrl}/commit/${subject.commit})` },
        { label: 'Tree', value: code(decision_page_short(subject.tree)) },
        ...images,
    ];
}
/** The configuration that was decided by. */
function policyLine(policy, repositoryUrl) {
    const file = `${repositoryUrl}/blob/${policy.commit}/${policy.path.split('/').map(encodeURIComponent).join('/')}`;
    const at = policy.ref === 'workspace' ? 'the checked-out workspace' : `${policy.ref} at ${decision_page_short(policy.commit)}`;
    return {
        label: 'Policy',
        value: `${markdown_link(policy.path, file)} from ${markdown_text(at)}, sha256 ${code(decision_page_short(policy.sha256))}`,
    };
}
/** For the footer: where the record is and what its hash is. */
const recordLine = (stored) => `record ${code(stored.artifact)} sha256 ${code(stored.sha256)}`;

;// CONCATENATED MODULE: ./.build/shared/report/outputs.js
/**
 * The outputs that all four actions have. `result` gets `schema-version`, `verdict` and `reason-codes` in front of what
 * the action adds; a key is never renamed inside one schema version.
 */
function commonOutputs(parts) {
    const { decision, stored } = parts;
    return {
        verdict: decision.verdict,
        'reason-codes': JSON.stringify(decision.reasonCodes),
        record: stored?.path ?? '',
        'record-sha256': stored?.sha256 ?? '',
        'record-artifact': stored?.artifact ?? '',
        result: JSON.stringify({
            'schema-version': 1,
            verdict: decision.verdict,
            'reason-codes': decision.reasonCodes,
            ...parts.result,
        }),
    };
}

;// CONCATENATED MODULE: ./.build/action-validate/cost.js
const NAMES = { core: 'requests', graphql: 'points of GraphQL' };
/** `8 API calls; of this hour's limits are left 992 of 1000 requests, 990 of 1000 points of GraphQL`. */
function costLine({ calls, quotas }) {
    const left = quotas.map(({ resource, limit, remaining }) => `${remaining} of ${limit} ${NAMES[resource] ?? resource}`);
    return `${calls} API calls${left.length === 0 ? '' : `; of this hour's limits are left ${left.join(', ')}`}`;
}
/** The same for programs. */
const costResult = ({ calls, quotas }) => ({
    'api-calls': calls,
    'api-remaining': Object.fromEntries(quotas.map(({ resource, remaining }) => [resource, remaining])),
});

;// CONCATENATED MODULE: ./.build/action-validate/override-report.js





const override_report_WORDS = { PASS: 'granted', FAIL: 'refused', ERROR: 'could not be decided' };
/** What somebody in need has to do with it. */
function next({ request, rules, policy }) {
    const owed = `dispatch ${rules.checkpoint} on ${policy.ref} for this commit (input commit) by ${request.validateBy ?? ''}`;
    const gate = `run the gate of this commit again before ${request.expires}`;
    return request.validateBy === null ? gate : `${gate}; afterwards, to keep the promise, ${owed}`;
}
/** What is said about an override that was asked for: loudly, what it is for, until when, and what is owed. */
function overrideReport(ask, granted, about) {
    const { request, rules, environment } = ask;
    const { decision, subject } = granted;
    const { stored, cost } = about;
    const name = `Override ${request.kind} of ${rules.checkpoint}`;
    const until = decision.verdict === 'PASS' ? `, until ${request.expires}` : '';
    const line = `${headline(decision, name, override_report_WORDS)}${until}`;
    const repository = `${about.serverUrl}/${ask.repository.name}`;
    return {
        verdict: decision.verdict,
        headline: line,
        outputs: commonOutputs({
            decision,
            stored,
            result: {
                checkpoint: rules.checkpoint,
                environment,
                subject,
                override: request,
                requirements: decision.requirements.map(({ id, status, code: reason }) => ({ id, status, code: reason })),
                'record-sha256': stored.sha256,
                ...costResult(cost),
            },
        }),
        summary: decisionPage({
            title: name,
            scope: environment,
            headline: line,
            decision,
            words: override_report_WORDS,
            about: [
                ...(decision.verdict === 'PASS' ? [{ label: 'Next', value: markdown_text(next(ask), 300) }] : []),
                { label: 'Asked for by', value: markdown_text(request.requester.login) },
                { label: 'Reason', value: markdown_text(request.reason, 500) },
                { label: 'Ticket', value: markdown_text(request.ticket) },
                { label: 'Overrides', value: request.requirements.map((id) => code(id)).join(', ') },
                { label: 'Counts', value: `from ${markdown_text(request.grantedAt)} until ${markdown_text(request.expires)}` },
                { label: 'To be validated by', value: markdown_text(request.validateBy ?? 'no time is set') },
                ...subjectLines(subject, repository),
                policyLine(ask.policy, repository),
            ],
            footer: [costLine(cost), recordLine(stored)],
        }),
        annotations: decision.verdict === 'PASS' ? [{ level: 'warning', text: line }] : [],
    };
}

;// CONCATENATED MODULE: ./.build/action-validate/record.js

/** The parts that every record of this action has. */
function recordOf(kind, about, body, gate, { context, tool }) {
    return {
        schemaVersion: 1,
        kind,
        tool,
        application: about.rules.application,
        checkpoint: about.rules.checkpoint,
        environment: about.environment,
        policy: about.policy,
        subject: gate.subject,
        facts: body,
        decision: gate.decision,
        previous: gate.previous,
        run: runReference(context),
        decidedAt: about.now,
    };
}
/**
 * The record of a decision. One that was made before the merge names no environment, so that no deployment can take it
 * for a permission, even when somebody deploys the commit of an open pull request.
 */
const gateRecord = (facts, gate, runner) => {
    const environment = gate.stage === 'before-merge' ? null : facts.environment;
    return recordOf('gate', { ...facts, environment }, facts, gate, runner);
};
/** The record of an override, granted or not; it counts for a gate only when it is PASS. */
const overrideRecord = (ask, decision, runner) => recordOf('override', ask, ask, decision, runner);

;// CONCATENATED MODULE: ./.build/shared/config/place.js


/**
 * Finds the lines of parts of a configuration file, for annotations on a file that is right in itself.
 * The place of a part that is not there is that of the nearest part around it.
 */
function placesIn(text, file) {
    const source = readYaml(text);
    return (path, message) => {
        if ('problems' in source)
            return { file, line: 1, column: 1, message };
        const { line, col } = source.lines.linePos(offsetOf(source.document, { path, message }));
        return { file, line, column: col, message };
    };
}

;// CONCATENATED MODULE: ./.build/action-validate/report.js








/** Where in the configuration a requirement is asked for. */
function report_pathOf(facts, result) {
    const base = ['checkpoints', facts.rules.checkpoint];
    const [kind, name = ''] = result.id.split('/');
    const within = (key, index) => (index < 0 ? base : [...base, key, index]);
    if (kind === 'evidence')
        return ['evidence', name, 'require'];
    if (kind === 'freeze' || kind === 'overrides')
        return [kind];
    if (kind === 'record')
        return within('after', facts.rules.after.indexOf(name));
    return within('sign-offs', facts.rules.seats.find((seat) => seat.id === result.id)?.line ?? 0);
}
function annotations({ facts, gate, policyText }) {
    const place = placesIn(policyText, facts.policy.path);
    if (gate.decision.requirements.length === 0) {
        const told = `checkpoint ${facts.rules.checkpoint} asks for nothing; give it evidence, sign-offs or an earlier checkpoint`;
        return [{ level: 'error', text: told, place: place(['checkpoints', facts.rules.checkpoint], told) }];
    }
    return gate.decision.requirements
        .filter((result) => !stands(result))
        .map((result) => {
        const who = result.whoCanFix.length > 0 ? ` Who can act: ${result.whoCanFix.join(', ')}.` : '';
        const told = `${result.title} (${result.code}): ${result.seen}. Needed: ${result.needed}.${who}`;
        return { level: 'error', text: told, place: place(report_pathOf(facts, result), told) };
    });
}
/** An override is never quiet: each use is a warning on the run. */
const overrideAnnotations = ({ decision }) => decision.requirements
    .filter(({ status }) => status === 'OVERRIDDEN')
    .map(({ title, seen }) => ({ level: 'warning', text: `${title}: ${seen}` }));
/** Nor what the images were let through with. */
const waiverAnnotations = ({ waivers = [] }) => waivers.map(({ service, rule, at, owner, expires }) => ({
    level: 'warning',
    text: `${service}: ${rule}${at === null ? '' : ` at ${at}`} is waived by ${owner} until ${expires}`,
}));
/** Nor is another configuration than that of the last verified deployment. */
function policyAnnotations({ facts }) {
    const told = policyChange(facts);
    return told === undefined ? [] : [{ level: 'warning', text: `${facts.policy.path}: ${told}` }];
}
function pullRequestLine({ facts }) {
    const { reading } = facts.pullRequests;
    if (reading?.kind !== 'read')
        return [];
    const { pull, rounds } = reading.value;
    const again = rounds > 1 ? ` (it moved while it was read; ${rounds} rounds)` : '';
    return [{ label: 'Pull request', value: `${markdown_link(`#${pull.number} ${pull.title}`, pull.url)}${again}` }];
}
const STAGES = {
    merged: 'merged',
    'before-merge': 'before the merge: nothing can be deployed by this decision',
    none: 'no pull request made this commit',
};
/** Who signs sees what the images were let through with. */
function waiverSection({ waivers = [] }) {
    if (waivers.length === 0)
        return [];
    const rows = waivers.map(({ service, rule, at, owner, reason, expires }) => [
        markdown_text(service),
        `${code(rule)}${at === null ? '' : ` ${markdown_text(at)}`}`,
        markdown_text(owner),
        markdown_text(expires),
        markdown_text(reason, 300),
    ]);
    return [
        { heading: 'Waivers of the images', body: table(['Service', 'Accepted', 'Owner', 'Last day', 'Reason'], rows) },
    ];
}
function report_page(told, line) {
    const { facts, gate, stored, cost } = told;
    const repository = `${told.serverUrl}/${facts.repository.name}`;
    return {
        title: told.mark === undefined ? facts.rules.title : `${told.mark}, nothing was decided: ${facts.rules.title}`,
        scope: facts.environment,
        headline: line,
        decision: gate.decision,
        sections: waiverSection(gate),
        ...(told.mark === undefined ? {} : { mark: told.mark }),
        about: [
            { label: 'Checkpoint', value: code(facts.rules.checkpoint) },
            ...subjectLines(gate.subject, repository),
            ...pullRequestLine(told),
            { label: 'Stage', value: markdown_text(STAGES[gate.stage]) },
            policyLine(facts.policy, repository),
            ...(gate.previous === null ? [] : [{ label: 'Previous record', value: `sha256 ${code(gate.previous)}` }]),
        ],
        footer: [
            costLine(cost),
            `${told.mark === undefined ? 'decided' : 'looked at'} ${markdown_text(facts.now)}`,
            stored === null ? 'no record is stored' : recordLine(stored),
        ],
    };
}
/** One line: what was decided, or what would be and what was supposed for it. */
function lineOf({ facts, gate, mark, supposed }) {
    const { checkpoint } = facts.rules;
    if (mark === undefined)
        return headline(gate.decision, checkpoint);
    const would = headline(gate.decision, checkpoint, WOULD_WORDS);
    if (supposed === undefined)
        return `${mark}, nothing was decided: ${would}`;
    const people = supposed.signOffs.map(({ role, login }) => `${login} as ${role}`).join(', ') || 'nobody';
    return `${mark}, nothing was decided: had ${people} signed just now, ${would}. Without: it ${WOULD_WORDS[supposed.without]}`;
}
/** What the action says: outputs, summary, and annotations on the lines of the configuration that are not fulfilled. */
function report_report(told) {
    const { facts, gate, stored, mark } = told;
    const { decision } = gate;
    const line = lineOf(told);
    const outputs = commonOutputs({
        decision,
        stored: stored ?? undefined,
        result: {
            // In place of the verdict, so that nobody who reads the result takes it for one.
            ...(mark === undefined ? {} : { verdict: mark, 'would-be': decision.verdict }),
            ...(told.supposed === undefined ? {} : { 'would-be-without': told.supposed.without }),
            checkpoint: facts.rules.checkpoint,
            environment: facts.environment,
            stage: gate.stage,
            subject: gate.subject,
            requirements: decision.requirements.map(({ id, status, code: reason }) => ({ id, status, code: reason })),
            overridden: decision.requirements.filter(({ status }) => status === 'OVERRIDDEN').map(({ id }) => id),
            waivers: gate.waivers ?? [],
            'record-sha256': stored?.sha256 ?? '',
            ...costResult(told.cost),
        },
    });
    return {
        verdict: mark ?? decision.verdict,
        headline: line,
        outputs,
        summary: decisionPage(report_page(told, line)),
        annotations: [
            ...overrideAnnotations(gate),
            ...waiverAnnotations(gate),
            ...policyAnnotations(told),
            ...annotations(told).map((one) => (mark === undefined ? one : { ...one, level: 'notice' })),
        ],
    };
}

;// CONCATENATED MODULE: ./.build/action-validate/simulation.js



const ONE = /^([^=\s]+)=([^=\s]+)$/;
/**
 * Reads `qa-lead=grace, technical-lead=ada`; commas and white space part the pairs.
 * @throws UserError('INPUT_INVALID') for anything that is no pair of a role and a login
 */
function parseSignOffs(text) {
    const pairs = text.split(/[\s,]+/).filter((pair) => pair !== '');
    return pairs.map((pair) => {
        const [, role, login] = ONE.exec(pair) ?? [];
        if (role === undefined || login === undefined) {
            throw new errors/* UserError */.y('INPUT_INVALID', `"${pair}" is no sign-off; write ROLE=LOGIN, such as qa-lead=grace`);
        }
        return { role, login };
    });
}
/** The account of a role's holder. */
function supposedBy(facts, { role: name, login }) {
    const roles = facts.rules.roles;
    const role = Object.hasOwn(roles, name) ? roles[name] : undefined;
    if (role === undefined) {
        throw new errors/* UserError */.y('INPUT_INVALID', `there is no role "${name}"${suggest(name, Object.keys(roles))}`);
    }
    const holder = role.holders.find((one) => one.login.toLowerCase() === login.toLowerCase());
    if (holder !== undefined)
        return { id: holder.id, login: holder.login, name, role };
    if (role.team !== null)
        throw new errors/* UserError */.y('INPUT_INVALID', `"${name}" is the team ${role.team}; only listed people can be supposed`);
    const known = role.holders.map((one) => one.login).join(', ');
    throw new errors/* UserError */.y('INPUT_INVALID', `"${login}" does not hold the role ${name}; its holders: ${known}`);
}
/** Later than every review, so that what is supposed is the last opinion of its person. */
function lastTime(facts, reviews) {
    const times = [facts.now, ...reviews.map((review) => review.submittedAt ?? '')].map((time) => Date.parse(time));
    return new Date(Math.max(...times.filter((time) => !Number.isNaN(time)))).toISOString();
}
const changeReading = (facts, change) => {
    const { reading } = facts.pullRequests;
    if (reading?.kind !== 'read')
        return facts;
    const value = { ...reading.value, ...change(reading.value) };
    return { ...facts, pullRequests: { ...facts.pullRequests, reading: { kind: 'read', value } } };
};
/** The line that the role asks its holder to write. */
function bodyOf({ rules }, { name, role }, pull) {
    const { application, checkpoint } = rules;
    const values = { application, checkpoint, number: String(pull.number), head: pull.head.slice(0, 12) };
    return phraseOf({ roles: { [name]: role }, values }, name) ?? '';
}
function withReviews(facts, people) {
    return changeReading(facts, ({ pull, reviews }) => {
        const highest = Math.max(0, ...reviews.map((review) => review.id));
        const supposed = people.map((person, index) => {
            return {
                id: highest + 1 + index,
                user: { id: person.id, login: person.login, type: 'User' },
                state: 'APPROVED',
                commit: pull.head,
                tree: null,
                edited: null,
                submittedAt: lastTime(facts, reviews),
                body: bodyOf(facts, person, pull),
                url: pull.url,
            };
        });
        return { reviews: [...reviews, ...supposed] };
    });
}
function simulation_withEnvironments(facts, people) {
    const { environmentReviews } = facts;
    if (environmentReviews?.kind !== 'read')
        return facts;
    const supposed = people.map(({ id, login, name, role }) => {
        const environments = [role.environment ?? `sign-off-${name}`];
        return { state: 'approved', user: { id, login, type: 'User' }, comment: '', environments };
    });
    const value = { ...environmentReviews.value, reviews: [...environmentReviews.value.reviews, ...supposed] };
    return { ...facts, environmentReviews: { kind: 'read', value } };
}
/**
 * The facts as they would be had these people signed just now, each on the channel of the role and in its words. Never
 * the facts of a real decision.
 */
function withSignOffs(facts, extra) {
    const people = extra.map((one) => supposedBy(facts, one));
    const on = (via) => people.filter(({ role }) => role.via === via);
    return simulation_withEnvironments(withReviews(facts, on('review')), on('environment'));
}
/**
 * The facts without one review, as if it had never been given.
 * @throws UserError('INPUT_INVALID') when the facts have no such review
 */
function withoutReview(facts, id) {
    const { reading } = facts.pullRequests;
    const reviews = reading?.kind === 'read' ? reading.value.reviews : [];
    if (!reviews.some((review) => review.id === id)) {
        const known = reviews.map((review) => review.id).join(', ') || 'none';
        throw new UserError('INPUT_INVALID', `there is no review ${id}; reviews: ${known}`);
    }
    return changeReading(facts, (one) => ({ reviews: one.reviews.filter((review) => review.id !== id) }));
}

;// CONCATENATED MODULE: ./.build/action-validate/modes.js












const about = ({ github }, { context }) => ({
    cost: { calls: github.calls(), quotas: github.quotas() },
    serverUrl: context.serverUrl,
});
async function withComment(ports, given, told) {
    const said = report_report(told);
    if (!given.comment)
        return said;
    const warnings = await keepComment(ports.github, told.facts, said.summary);
    return { ...said, annotations: [...said.annotations, ...warnings] };
}
/** Decides, stores the record, and tells. */
async function gate(ports, run, given) {
    const { facts, policyText } = await gatherFacts(ports, run.context, given);
    const decision = decide(facts);
    const name = decision.stage === 'before-merge' ? null : laterValidation(facts);
    const stored = await applyDecision(ports, gateRecord(facts, decision, run), name ?? undefined);
    return withComment(ports, given, { facts, gate: decision, stored, policyText, ...about(ports, run) });
}
/**
 * Decides as the gate would and stores nothing. `explain` is for open pull requests only: it ends well whatever it says,
 * and behind the merge somebody could take that for a gate. What is only supposed is no longer what GitHub said.
 */
async function modes_show(mark, ports, run, given) {
    const { facts: real, policyText } = await gatherFacts(ports, run.context, given);
    const supposed = mark === 'SIMULATED' ? parseSignOffs(given['sign-offs'] ?? '') : [];
    const facts = withSignOffs(real, supposed);
    const decision = decide(facts);
    if (mark === 'EXPLAINED' && decision.stage !== 'before-merge') {
        throw new errors/* UserError */.y('INPUT_INVALID', 'mode explain is for open pull requests; use mode gate, which decides');
    }
    return withComment(ports, mark === 'EXPLAINED' ? given : { ...given, comment: false }, {
        facts,
        gate: decision,
        stored: null,
        policyText,
        mark,
        ...(mark === 'SIMULATED' ? { supposed: { signOffs: supposed, without: decide(real).decision.verdict } } : {}),
        ...about(ports, run),
    });
}
/** Asks for an override: stores its record, granted or not. */
async function modes_override(ports, run, given) {
    const ask = await gatherAsk(ports, run.context, given);
    const granted = decideOverride(ask);
    const stored = await applyDecision(ports, overrideRecord(ask, granted, run));
    return overrideReport(ask, granted, { stored, ...about(ports, run) });
}
/** Inputs that a mode does not use would be ignored in silence. */
function refuseStray(given) {
    const only = {
        simulate: ['sign-offs'],
        override: ['override', 'reason', 'ticket', 'requirements'],
    };
    for (const [mode, names] of Object.entries(only)) {
        const stray = names.find((name) => given[name] !== undefined);
        if (mode === given.mode || stray === undefined)
            continue;
        throw new errors/* UserError */.y('INPUT_INVALID', `input "${stray}" is for mode ${mode}, this is mode ${given.mode}`);
    }
}
/** What the action does in each of its modes. */
function inMode(ports, run, given) {
    refuseStray(given);
    switch (given.mode) {
        case 'gate':
            return gate(ports, run, given);
        case 'explain':
            return modes_show('EXPLAINED', ports, run, given);
        case 'simulate':
            return modes_show('SIMULATED', ports, run, given);
        case 'override':
            return modes_override(ports, run, given);
    }
}

;// CONCATENATED MODULE: ./.build/action-validate/run.js








/** The action from its inputs to its report. */
async function run_run(runner, given) {
    const { context, tool } = runner;
    const exec = connectExec();
    const ports = {
        github: rememberReads(connectGitHub(context, given['github-token'])),
        clock: connectClock(),
        merges: connectMerges(exec, context, given['github-token']),
        artifacts: connectArtifacts(context.temp),
        files: connectFiles(context),
    };
    return inMode(ports, { context, tool }, given);
}


/***/ })

};
