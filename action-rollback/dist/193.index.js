export const id = 193;
export const ids = [193];
export const modules = {

/***/ 67193:
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
            const { DefaultArtifactClient } = await __webpack_require__.e(/* import() */ 592).then(__webpack_require__.bind(__webpack_require__, 59592));
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
function duration_durationMs(text) {
    const [, amount, unit] = DURATION.exec(text) ?? [];
    if (amount === undefined || unit === undefined)
        return undefined;
    return Number(amount) * UNIT_MS[unit];
}
/** A span for people: `850 ms`, `12.3 s`, `4 min 5 s`, `3 h 20 min`. */
function duration_showDuration(ms) {
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
            const late = `program "${program}" did not end within ${duration_showDuration(options.timeout)} and was stopped`;
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

;// CONCATENATED MODULE: ./.build/shared/adapters/kubernetes/port.js
/** The server's `Status` answer to a refused request. */
class port_KubernetesError extends Error {
    status;
    reason;
    constructor(status, reason, message) {
        super(message);
        this.name = 'KubernetesError';
        this.status = status;
        this.reason = reason;
    }
}

;// CONCATENATED MODULE: ./.build/shared/adapters/kubernetes/discovery.js

const discovery_TIMEOUT = 30_000;
/** Kind → resource, from the server's own lists, one request per group and version. */
class Discovery {
    #send;
    #lists = new Map();
    constructor(send) {
        this.#send = send;
    }
    /** Undefined when the server does not serve the kind (now: a definition may bring it later). */
    async find({ apiVersion, kind }) {
        const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
        const known = this.#lists.get(root);
        const pick = (list) => {
            // Subresources (`deployments/scale`) carry kinds too.
            const found = list.find((one) => one.kind === kind && !one.name.includes('/'));
            return found === undefined ? undefined : { root, name: found.name, namespaced: found.namespaced };
        };
        const cached = known === undefined ? undefined : pick(await known);
        if (cached !== undefined)
            return cached;
        const reading = this.#read(root);
        this.#lists.set(root, reading);
        // A refusal must not be remembered as the answer.
        reading.catch(() => this.#lists.delete(root));
        return pick(await reading);
    }
    /** The path of one object, or of the collection when the name is empty. */
    async path(address) {
        const { namespace, name, kind, apiVersion } = address;
        const resource = await this.find(address);
        if (resource === undefined) {
            throw new port_KubernetesError(404, 'UnknownKind', `the server has no kind ${kind} in ${apiVersion}`);
        }
        const part = (text) => encodeURIComponent(text);
        const scope = resource.namespaced && namespace !== undefined ? `/namespaces/${part(namespace)}` : '';
        if (resource.namespaced && namespace === undefined && name !== '') {
            throw new port_KubernetesError(400, 'BadRequest', `${kind} ${name} is namespaced and its address has no namespace`);
        }
        return `${resource.root}${scope}/${resource.name}${name === '' ? '' : `/${part(name)}`}`;
    }
    async #read(root) {
        try {
            const { body } = await this.#send({ method: 'GET', path: root, timeout: discovery_TIMEOUT }, 'read');
            return JSON.parse(body).resources ?? [];
        }
        catch (thrown) {
            if (thrown instanceof port_KubernetesError && thrown.status === 404)
                return [];
            throw thrown;
        }
    }
}

;// CONCATENATED MODULE: ./.build/shared/adapters/kubernetes/list.js

/** Objects per page: a page stays well below what a server answers in a second. */
const PAGE = 500;
const list_TIMEOUT = 60_000;
/** Every object of a collection, of one moment: pages continue the first page's version. */
async function listAll(send, path, selector = {}) {
    try {
        return await pages(send, path, selector, PAGE);
    }
    catch (thrown) {
        // The version of the first page was compacted away while the others were read: once more, in one piece.
        if (thrown instanceof port_KubernetesError && thrown.status === 410)
            return await pages(send, path, selector, 0);
        throw thrown;
    }
}
async function pages(send, path, selector, limit) {
    const items = [];
    let next = '';
    for (;;) {
        const query = queryOf(selector, { limit: limit === 0 ? '' : String(limit), continue: next });
        const { body } = await send({ method: 'GET', path: `${path}${query}`, timeout: list_TIMEOUT }, 'read');
        const page = JSON.parse(body);
        // Items of a list carry no kind of their own.
        const { apiVersion, kind } = { apiVersion: page.apiVersion, kind: page.kind.replace(/List$/, '') };
        for (const item of page.items ?? [])
            items.push({ ...item, apiVersion, kind });
        next = page.metadata.continue ?? '';
        if (next === '')
            return { items, resourceVersion: page.metadata.resourceVersion };
    }
}
/** `?a=b&c=d` of everything that is not empty. */
function queryOf(selector, more) {
    const all = { labelSelector: selector.labels ?? '', fieldSelector: selector.fields ?? '', ...more };
    const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')).toString();
    return query === '' ? '' : `?${query}`;
}

;// CONCATENATED MODULE: ./.build/shared/adapters/kubernetes/refusal.js


/** The API server's own `Status`, when that is what a body holds. */
function statusOf(body) {
    if (!body.includes('"Status"'))
        return undefined;
    try {
        const parsed = JSON.parse(body);
        const { kind, apiVersion, status } = (parsed ?? {});
        return kind === 'Status' && apiVersion === 'v1' && status === 'Failure' ? parsed : undefined;
    }
    catch {
        return undefined;
    }
}
/**
 * `kubectl proxy` answers 500 with plain text when it cannot reach the API server or get credentials; other gateways
 * on the way answer 502 to 504. The API server itself always answers with a `Status`.
 */
const isGatewayFailure = ({ status, body }) => status >= 500 && statusOf(body) === undefined;
/** What the server refused. */
function refusalOf(answer) {
    const status = statusOf(answer.body);
    const text = status?.message ?? answer.body.trim().slice(0, 500);
    // A field that the schema does not have, in server-side apply: the server calls its own 500 what is the manifest's fault.
    if (answer.status === 500 && /^failed to create typed patch object/.test(text)) {
        return new port_KubernetesError(422, 'Invalid', text);
    }
    return new port_KubernetesError(answer.status, status?.reason ?? 'Unknown', text || `status ${answer.status}`);
}
/** The cluster did not answer. */
const unreachable = (what, cause) => new errors/* UserError */.y('CLUSTER_UNREACHABLE', what, cause === undefined ? {} : { cause });

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
;// CONCATENATED MODULE: ./.build/shared/adapters/kubernetes/transport.js


/** No answer came: whether the server did what was asked is not known. */
class ConnectionLost extends Error {
    name = 'ConnectionLost';
    /** The answer took longer than it may. */
    late;
    constructor(message, options = {}) {
        super(message, { cause: options.cause });
        this.late = options.late ?? false;
    }
}
/** Requests at the same time; the API server's fair queuing is for the rest. */
const SOCKETS = 32;
/** @param prefix path of the API server behind its address, as gateways to many clusters have it. */
function connectTransport(socketPath, prefix = '') {
    const agent = new external_node_http_.Agent({ keepAlive: true, maxSockets: SOCKETS });
    const watches = new external_node_http_.Agent({ keepAlive: false });
    return {
        send: (message) => send({ socketPath, agent, prefix }, message),
        stream: (path, options) => stream({ socketPath, agent: watches, prefix }, path, options),
        close() {
            agent.destroy();
            watches.destroy();
        },
    };
}
function send(where, { method, path, body, headers, timeout }) {
    return new Promise((resolve, reject) => {
        const late = AbortSignal.timeout(timeout);
        const lost = (cause) => reject(late.aborted
            ? new ConnectionLost(`${method} ${path} was not answered within ${timeout} ms`, { cause, late: true })
            : new ConnectionLost(`${method} ${path} lost its connection`, { cause }));
        const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
        const { socketPath, agent, prefix } = where;
        const options = { socketPath, agent, method, path: prefix + path, signal: late };
        const message = (0,external_node_http_.request)({ ...options, headers: { accept: 'application/json', ...headers, ...length } }, (response) => {
            const chunks = [];
            response.on('data', (chunk) => chunks.push(chunk));
            response.on('error', lost);
            response.on('end', () => {
                // A connection that ends in the middle of a body must not pass for a short answer.
                if (!response.complete)
                    return lost(new Error('the answer ended too early'));
                const text = Buffer.concat(chunks).toString('utf8');
                resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
            });
        });
        message.on('error', lost);
        message.end(body);
    });
}
function stream(where, path, { signal, idle }) {
    return new Promise((resolve, reject) => {
        const { socketPath, agent, prefix } = where;
        const options = { socketPath, agent, method: 'GET', path: prefix + path, signal, timeout: idle };
        const message = (0,external_node_http_.request)({ ...options, headers: { accept: 'application/json' } }, (response) => resolve({ status: response.statusCode ?? 0, lines: linesOf(response) }));
        message.on('timeout', () => message.destroy(new Error(`nothing came for ${idle} ms`)));
        message.on('error', (cause) => reject(new ConnectionLost(`GET ${path} lost its connection`, { cause })));
        message.end();
    });
}
async function* linesOf(response) {
    let rest = '';
    response.setEncoding('utf8');
    try {
        for await (const chunk of response) {
            const lines = (rest + chunk).split('\n');
            rest = lines.pop() ?? '';
            yield* lines.filter((line) => line.trim() !== '');
        }
    }
    catch (cause) {
        throw new ConnectionLost('the stream was cut', { cause });
    }
    if (rest.trim() !== '')
        yield rest;
}
const pause = (ms, signal) => (0,external_node_timers_promises_.setTimeout)(ms, undefined, signal === undefined ? {} : { signal });

;// CONCATENATED MODULE: ./.build/shared/adapters/kubernetes/sender.js



const ATTEMPTS = 4;
/** Milliseconds before the second, third and fourth attempt. */
const DELAYS = [100, 400, 1600];
/** The longest `Retry-After` that is obeyed; a longer one is a refusal. */
const LONGEST_WISH = 10_000;
const PASSING = {
    read: [429, 500, 502, 503, 504],
    apply: [429, 503, 504],
    // The server refuses with 429 before it does anything.
    once: [429],
};
function connectSender(transport, signal) {
    return async (request, repeat) => {
        for (let attempt = 1;; attempt += 1) {
            signal.throwIfAborted();
            const outcome = await once(transport, request);
            if ('answer' in outcome && outcome.answer.status < 400)
                return outcome.answer;
            const delay = attempt < ATTEMPTS ? delayBefore(outcome, repeat, attempt) : undefined;
            if (delay === undefined)
                throw 'lost' in outcome ? lostError(request, outcome.lost, repeat) : refusalOf(outcome.answer);
            await pause(delay, signal);
        }
    };
}
async function once(transport, request) {
    try {
        const answer = await transport.send(request);
        if (!isGatewayFailure(answer))
            return { answer };
        return { lost: new ConnectionLost(answer.body.trim().slice(0, 300) || `status ${answer.status}`) };
    }
    catch (thrown) {
        if (thrown instanceof ConnectionLost)
            return { lost: thrown };
        throw thrown;
    }
}
/** Milliseconds until the next attempt; undefined when there may be none. */
function delayBefore(outcome, repeat, attempt) {
    const usual = (DELAYS[attempt - 1] ?? 0) * (1 + Math.random() / 4);
    // One late answer has used up the caller's patience.
    if ('lost' in outcome)
        return repeat === 'once' || outcome.lost.late ? undefined : usual;
    const { status, headers } = outcome.answer;
    if (!PASSING[repeat].includes(status))
        return undefined;
    const wish = Number(headers['retry-after'] ?? 0) * 1000;
    return wish > LONGEST_WISH ? undefined : Math.max(usual, Number.isFinite(wish) ? wish : 0);
}
function lostError(request, lost, repeat) {
    const unsure = repeat === 'once' ? '; whether it was carried out is not known' : '';
    const what = `${request.method} ${request.path.split('?')[0]}`;
    return unreachable(`the cluster does not answer: ${what}: ${(0,errors/* describeError */.U)(lost)}${unsure}`, lost);
}

;// CONCATENATED MODULE: ./.build/shared/adapters/kubernetes/service-proxy.js



/**
 * One request to a service through the API server. It is never repeated: a probe counts what it sees.
 *
 * The API server's own troubles (no ready endpoint 503, connection refused 503, no such service 404, no permission 403)
 * come as a `Status` and are thrown as `KubernetesError`; everything else is the service's answer, which cannot be told
 * apart only if the service itself speaks Kubernetes. Known limits of this way: links in HTML bodies and `Location` are
 * rewritten by the API server, credentials are not passed on, and certificates of `https` services are not checked.
 */
async function askService(transport, request) {
    const { namespace, service, port, scheme, path, headers = {}, timeout } = request;
    if (!path.startsWith('/'))
        throw new port_KubernetesError(400, 'BadRequest', `the path "${path}" does not begin with "/"`);
    const name = encodeURIComponent(`${scheme}:${service}:${port}`);
    const url = `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${name}/proxy${path}`;
    try {
        const answer = await transport.send({ method: 'GET', path: url, headers: { accept: '*/*', ...headers }, timeout });
        if (answer.status >= 400 && statusOf(answer.body) !== undefined)
            throw refusalOf(answer);
        if (isProxyText(answer))
            throw unreachable(`the cluster does not answer: ${answer.body.trim()}`);
        return { status: answer.status, headers: flat(answer.headers), body: answer.body };
    }
    catch (thrown) {
        if (!(thrown instanceof ConnectionLost))
            throw thrown;
        if (thrown.late)
            throw new port_KubernetesError(504, 'Timeout', `${service}:${port}${path} did not answer within ${timeout} ms`);
        throw unreachable(`the cluster does not answer: ${thrown.message}`, thrown);
    }
}
/** `kubectl proxy` failed itself; the API server stamps every answer that passes through it. */
const isProxyText = (answer) => isGatewayFailure(answer) &&
    answer.headers['audit-id'] === undefined &&
    /^(dial|read|write) tcp|getting credentials/.test(answer.body);
const flat = (headers) => Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]]));

;// CONCATENATED MODULE: ./.build/shared/adapters/kubernetes/watch.js





/** Seconds after which the server ends a watch by itself, so that no connection grows old. */
const SERVER_TIMEOUT = 240;
/** Milliseconds of silence after which a connection counts as dead; bookmarks come about once a minute. */
const IDLE = 150_000;
/** Milliseconds of unbroken failure after which the watch gives up. */
const OUTAGE = 60_000;
/**
 * Changes after a list, for as long as the signal lasts. A connection that ends is continued from the last version;
 * a version that the server has forgotten is caught up with by a new list, told as the difference.
 * @throws KubernetesError when the server refuses the watch, UserError('CLUSTER_UNREACHABLE') after an outage.
 */
async function* watchFrom(source, from, signal) {
    const known = new Map(from.items.map((object) => [watch_keyOf(object), object]));
    let version = from.resourceVersion;
    let failures = 0;
    let failingSince = 0;
    while (!signal.aborted) {
        try {
            for await (const event of connection(source, version, signal)) {
                failures = 0;
                version = event.object.metadata.resourceVersion ?? version;
                if (event.type === 'BOOKMARK' || event.type === 'ERROR')
                    continue;
                const { type, object } = event;
                if (type === 'DELETED')
                    known.delete(watch_keyOf(object));
                else
                    known.set(watch_keyOf(object), object);
                yield { type, object };
                if (signal.aborted)
                    return;
            }
            // A server that ends every watch at once must not be asked in a tight loop.
            await pause(failures === 0 ? 10 : 250, signal).catch(() => { });
        }
        catch (thrown) {
            if (signal.aborted)
                return;
            if (isExpired(thrown)) {
                const { events, resourceVersion } = difference(known, await source.list());
                version = resourceVersion;
                for (const event of events)
                    yield event;
                continue;
            }
            if (!isPassing(thrown))
                throw thrown;
            failingSince = failures === 0 ? Date.now() : failingSince;
            failures += 1;
            if (Date.now() - failingSince > OUTAGE)
                throw unreachable(`the watch of ${source.path} was cut and the cluster does not answer: ${(0,errors/* describeError */.U)(thrown)}`, thrown);
            await pause(Math.min(5_000, 50 * 2 ** failures), signal).catch(() => { });
        }
    }
}
/** One connection's events. An end by the server is an end; everything else throws. */
async function* connection({ transport, path, selector }, version, signal) {
    const more = {
        watch: '1',
        allowWatchBookmarks: 'true',
        timeoutSeconds: String(SERVER_TIMEOUT),
        resourceVersion: version,
    };
    const query = queryOf(selector, more);
    const { status, lines } = await transport.stream(`${path}${query}`, { signal, idle: IDLE });
    if (status !== 200) {
        let body = '';
        for await (const line of lines)
            body += `${line}\n`;
        const answer = { status, headers: {}, body };
        throw isGatewayFailure(answer) ? new ConnectionLost(body.trim() || `status ${status}`) : refusalOf(answer);
    }
    for await (const line of lines) {
        const event = parse(line);
        if (event.type === 'ERROR') {
            const { code = 500, reason = 'Unknown', message = 'the watch failed', } = event.object;
            throw new port_KubernetesError(code, reason, message);
        }
        yield event;
    }
}
function parse(line) {
    try {
        return JSON.parse(line);
    }
    catch (cause) {
        // Half a line: the connection was cut in the middle of an event, which comes again.
        throw new ConnectionLost('the stream was cut inside an event', { cause });
    }
}
const isExpired = (thrown) => thrown instanceof port_KubernetesError && thrown.status === 410;
const isPassing = (thrown) => thrown instanceof ConnectionLost ||
    (thrown instanceof port_KubernetesError && (thrown.status === 429 || thrown.status >= 500));
const watch_keyOf = ({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`;
/** What happened between the last known picture and a new list; `known` becomes the new list. */
function difference(known, list) {
    const events = [];
    const now = new Map(list.items.map((object) => [watch_keyOf(object), object]));
    for (const [key, object] of known) {
        if (now.get(key)?.metadata.uid !== object.metadata.uid)
            events.push({ type: 'DELETED', object });
    }
    for (const [key, object] of now) {
        const before = known.get(key);
        if (before?.metadata.uid !== object.metadata.uid)
            events.push({ type: 'ADDED', object });
        else if (before?.metadata.resourceVersion !== object.metadata.resourceVersion)
            events.push({ type: 'MODIFIED', object });
    }
    known.clear();
    for (const [key, object] of now)
        known.set(key, object);
    return { events, resourceVersion: list.resourceVersion };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/kubernetes/client.js






/** Owner of the fields that are applied. */
const MANAGER = 'countersign';
/** Milliseconds. A write waits for admission webhooks, which may take half a minute. */
const READ_TIMEOUT = 30_000;
const WRITE_TIMEOUT = 60_000;
/** The longest log that is fetched, in bytes. */
const LOG_BYTES = 64 * 1024;
/** The port over a connection to an API server. */
function kubernetesOver({ transport, server, signal, close }) {
    const send = connectSender(transport, signal);
    const discovery = new Discovery(send);
    const ask = async (method, path, repeat, body, type = 'application/json') => {
        const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': type } };
        const timeout = method === 'GET' ? READ_TIMEOUT : WRITE_TIMEOUT;
        return (await send({ method, path, timeout, ...content }, repeat)).body;
    };
    const write = async (...args) => JSON.parse(await ask(...args));
    const collection = (kind, namespace) => discovery.path({ ...kind, name: '', ...(namespace === undefined ? {} : { namespace }) });
    return {
        server: async () => server,
        scope: async (kind) => {
            const found = await discovery.find(kind);
            return found === undefined ? undefined : found.namespaced ? 'namespaced' : 'cluster';
        },
        get: async (address) => {
            const path = await discovery.path(address);
            const body = await client_absent(ask('GET', path, 'read'));
            return body === undefined ? undefined : JSON.parse(body);
        },
        list: async (kind, namespace, selector) => listAll(send, await collection(kind, namespace), selector),
        async *watch(kind, namespace, from, options) {
            const path = await collection(kind, namespace);
            const selector = options.selector ?? {};
            const both = AbortSignal.any([options.signal, signal]);
            yield* watchFrom({ transport, path, selector, list: () => listAll(send, path, selector) }, from, both);
            // The caller did not ask for an end: the connection itself was closed.
            if (!options.signal.aborted)
                signal.throwIfAborted();
        },
        apply: async (object, { dryRun = false, force = false } = {}) => {
            const more = {
                fieldManager: MANAGER,
                fieldValidation: 'Strict',
                force: String(force),
                dryRun: dryRun ? 'All' : '',
            };
            const path = `${await discovery.path(client_addressOf(object))}${queryOf({}, more)}`;
            // JSON is YAML.
            return write('PATCH', path, 'apply', object, 'application/apply-patch+yaml');
        },
        create: async (object, { dryRun = false } = {}) => {
            const more = { fieldManager: MANAGER, fieldValidation: 'Strict', dryRun: dryRun ? 'All' : '' };
            const path = await discovery.path({ ...client_addressOf(object), name: '' });
            return write('POST', `${path}${queryOf({}, more)}`, 'once', object);
        },
        replace: async (object) => {
            if (object.metadata.resourceVersion === undefined) {
                throw new port_KubernetesError(400, 'BadRequest', `${object.kind} ${object.metadata.name}: replace needs a resourceVersion`);
            }
            const query = queryOf({}, { fieldManager: MANAGER, fieldValidation: 'Strict' });
            return write('PUT', `${await discovery.path(client_addressOf(object))}${query}`, 'once', object);
        },
        delete: async (address, { uid, propagation = 'Background' } = {}) => {
            const preconditions = uid === undefined ? {} : { preconditions: { uid } };
            const options = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: propagation, ...preconditions };
            return (await client_absent(ask('DELETE', await discovery.path(address), 'once', options))) !== undefined;
        },
        logs: async ({ namespace, name, container }, { previous, tailLines }) => {
            const pod = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/log`;
            const more = {
                container,
                previous: String(previous),
                tailLines: String(tailLines),
                limitBytes: String(LOG_BYTES),
            };
            return (await withoutLog(ask('GET', `${pod}${queryOf({}, more)}`, 'read'))) ?? '';
        },
        events: async (namespace, objectUid) => {
            const path = await collection({ apiVersion: 'v1', kind: 'Event' }, namespace);
            const { items } = await listAll(send, path, { fields: `involvedObject.uid=${objectUid}` });
            return [...items].sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
        },
        http: (request) => askService(transport, request),
        close,
    };
}
/** Undefined when the API server itself says that the object is not there; a gateway's 404 is no such proof. */
async function client_absent(asked) {
    try {
        return await asked;
    }
    catch (thrown) {
        if (thrown instanceof port_KubernetesError && thrown.status === 404 && thrown.reason === 'NotFound')
            return undefined;
        throw thrown;
    }
}
/** Undefined when there is no log: the pod is gone, or the container has not run (the server calls that 400). */
async function withoutLog(asked) {
    try {
        return await asked;
    }
    catch (thrown) {
        if (thrown instanceof port_KubernetesError && (thrown.status === 404 || thrown.status === 400))
            return undefined;
        throw thrown;
    }
}
function client_addressOf({ apiVersion, kind, metadata }) {
    const { name, namespace } = metadata;
    return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
/** RFC 3339 texts of one form: their order is the order in time. */
const timeOf = (event) => String(event['lastTimestamp'] ?? event['eventTime'] ?? event.metadata['creationTimestamp'] ?? '');

;// CONCATENATED MODULE: ./.build/shared/adapters/kubernetes/proxy.js





/** Milliseconds. */
const START_LIMIT = 20_000;
const END_LIMIT = 2_000;
/** Longest path of a unix socket that every kernel takes. */
const LONGEST_SOCKET = 100;
/**
 * The shell watches this process's pipe and ends kubectl when it closes, so that kubectl never outlives the action, not
 * even when the action is killed. The text is fixed; the program and its arguments come as parameters.
 */
const GUARD = [
    'exec 3<&0',
    '"$@" </dev/null 3<&- & child=$!',
    '(cat <&3 >/dev/null; kill "$child") 2>/dev/null & guard=$!',
    'wait "$child"; code=$?',
    'kill "$guard" 2>/dev/null',
    'exit "$code"',
].join('\n');
/** Nobody needs a shell in a pod through this socket. */
const REJECTED = '^/api/.*/pods/.*/(exec|attach|portforward)';
/**
 * Starts `kubectl proxy` on a socket that only this user can open (its folder is made with mode 0700). The filter of
 * hosts stays on: requests name `localhost`, which it accepts.
 * @throws UserError('CLUSTER_UNREACHABLE') when it does not start.
 */
async function startProxy({ kubectl, temp, env, signal }) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp.length + 40 < LONGEST_SOCKET ? temp : (0,external_node_os_.tmpdir)(), 'countersign-kube-'));
    const socket = (0,external_node_path_.join)(folder, 'kube.sock');
    const args = [kubectl, 'proxy', `--unix-socket=${socket}`, `--reject-paths=${REJECTED}`];
    const child = (0,external_node_child_process_.spawn)('sh', ['-c', GUARD, 'sh', ...args], {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, ...env },
    });
    let words = '';
    child.stderr.on('data', (chunk) => {
        words = (words + chunk.toString('utf8')).slice(-8_000);
    });
    child.stdin.on('error', () => { });
    const close = closer(child, folder);
    signal.addEventListener('abort', () => void close(), { once: true });
    try {
        await listening(child, signal, () => words);
    }
    catch (thrown) {
        await close();
        throw thrown;
    }
    // Nothing of it may keep the action alive by itself.
    for (const part of [child, child.stdin, child.stdout, child.stderr])
        part.unref?.();
    return { socket, complaints: () => causeIn(words), close };
}
/** Resolves when kubectl says that it serves. */
function listening(child, signal, words) {
    return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(unreachable(`kubectl proxy did not start: ${causeIn(words())}`)), START_LIMIT);
        const done = (settle) => {
            clearTimeout(late);
            settle();
        };
        signal.addEventListener('abort', () => done(() => reject(signal.reason)), { once: true });
        child.stdout?.on('data', (chunk) => {
            if (chunk.toString('utf8').includes('Starting to serve'))
                done(resolve);
        });
        child.on('error', (cause) => done(() => reject(unreachable('kubectl proxy cannot be started: there is no sh', cause))));
        child.on('close', (code) => {
            const missing = code === 127 || code === 126;
            const cure = 'install kubectl in an earlier step';
            const why = missing
                ? `kubectl is not installed on this runner; ${cure}`
                : `kubectl proxy did not start: ${causeIn(words())}`;
            done(() => reject(unreachable(why)));
        });
    });
}
function closer(child, folder) {
    let closing;
    return () => {
        closing ??= (async () => {
            const ended = new Promise((resolve) => {
                if (child.exitCode !== null || child.signalCode !== null)
                    resolve();
                child.once('exit', () => resolve());
                child.once('error', () => resolve());
            });
            // The guard ends kubectl when its pipe closes.
            child.stdin?.destroy();
            child.ref();
            const limit = setTimeout(() => child.kill('SIGKILL'), END_LIMIT);
            await ended;
            clearTimeout(limit);
            await (0,promises_.rm)(folder, { recursive: true, force: true });
        })();
        return closing;
    };
}
/** The last complaint, without klog's prefix. */
function causeIn(words) {
    const lines = words.split('\n').filter((line) => line.trim() !== '');
    const last = lines.at(-1) ?? 'it gave no reason';
    return last.replace(/^[EIWF]\d{4} [\d:.]+\s+\d+ [\w.]+:\d+\] /, '').replace(/^error: /i, '');
}

;// CONCATENATED MODULE: ./.build/shared/adapters/kubernetes/connect.js







const connect_TIMEOUT = 15_000;
/**
 * Connects to the cluster that kubectl is logged in to: every way of kubectl to authenticate and to get through, paid
 * once. Close it (`await using`) when done.
 * @throws UserError('CLUSTER_UNREACHABLE' or 'PROGRAM_MISSING') with the cause in one line.
 */
async function connectKubernetes(options) {
    const { exec, temp, signal, kubectl = 'kubectl', env = {} } = options;
    const ending = new AbortController();
    const both = AbortSignal.any([signal, ending.signal]);
    const [address, proxy] = await Promise.allSettled([
        connect_addressOf(exec, kubectl, env, signal),
        startProxy({ kubectl, temp, env, signal: both }),
    ]);
    const end = async () => {
        ending.abort(unreachable('the connection to the cluster was closed'));
        if (proxy.status === 'fulfilled')
            await proxy.value.close();
    };
    if (address.status === 'rejected' || proxy.status === 'rejected') {
        await end();
        throw address.status === 'rejected' ? address.reason : proxy.reason;
    }
    const transport = connectTransport(proxy.value.socket, new URL(address.value).pathname.replace(/\/$/, ''));
    const close = async () => {
        transport.close();
        await end();
    };
    try {
        const version = await versionOf(transport, both);
        options.log?.(`cluster ${address.value}, Kubernetes ${version}`);
        const server = { version, url: address.value };
        return { ...kubernetesOver({ transport, server, signal: both, close }), [Symbol.asyncDispose]: close };
    }
    catch (thrown) {
        await close();
        throw thrown;
    }
}
/** The server of kubectl's current context. */
async function connect_addressOf(exec, kubectl, env, signal) {
    const args = ['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}'];
    const { exitCode, stdout, stderr } = await exec.run(kubectl, args, { timeout: connect_TIMEOUT, signal, env });
    const server = stdout.trim();
    if (exitCode === 0 && URL.canParse(server))
        return server;
    // Without a configuration kubectl uses the service account of the pod that it runs in, if it runs in one.
    const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = { ...process.env, ...env };
    if (host !== undefined && host !== '') {
        const name = host.includes(':') ? `[${host}]` : host;
        return `https://${name}:${port}`;
    }
    const why = stderr
        .trim()
        .split('\n')
        .at(-1)
        ?.replace(/^error: /, '') || 'its configuration names no server';
    throw unreachable(`kubectl is not logged in to a cluster (${why}); log in to the cluster in an earlier step`);
}
/** Asks once who is there: the first request shows every trouble with network, certificates and credentials. */
async function versionOf(transport, signal) {
    const send = connectSender(transport, signal);
    try {
        const { body } = await send({ method: 'GET', path: '/version', timeout: connect_TIMEOUT }, 'read');
        return String(JSON.parse(body).gitVersion ?? 'unknown');
    }
    catch (thrown) {
        // Hardened clusters show their version to few; that is no reason to stop.
        if (thrown instanceof port_KubernetesError && thrown.status === 403)
            return 'unknown';
        if (thrown instanceof port_KubernetesError && thrown.status === 401) {
            throw unreachable('the cluster refuses the credentials of kubectl (401): they are wrong or have expired; log in again in an earlier step', thrown);
        }
        if (thrown instanceof errors/* UserError */.y)
            throw thrown;
        throw unreachable(`the answer of the cluster cannot be understood: ${(0,errors/* describeError */.U)(thrown)}`, thrown);
    }
}

;// CONCATENATED MODULE: ./.build/shared/config/environment.js

/**
 * The environment of that name and where it lives.
 * @throws UserError('ENVIRONMENT_UNKNOWN' | 'ENVIRONMENT_WITHOUT_CLUSTER')
 */
function environmentOf(config, name, file) {
    const all = config.environments ?? {};
    const environment = Object.hasOwn(all, name) ? all[name] : undefined;
    if (environment === undefined) {
        const known = Object.keys(all).join(', ') || 'none';
        throw new errors/* UserError */.y('ENVIRONMENT_UNKNOWN', `environment "${name}" is not in ${file}; it has: ${known}`);
    }
    if (environment.kubernetes === undefined) {
        const message = `environments.${name} in ${file} has no "kubernetes" section; add kubernetes: { namespace: … }`;
        throw new errors/* UserError */.y('ENVIRONMENT_WITHOUT_CLUSTER', message);
    }
    const { namespace } = environment.kubernetes;
    return { environment, scope: { application: config.application, environment: name, namespace } };
}

;// CONCATENATED MODULE: ./.build/shared/config/finding.js
/** A path as people write it: `checkpoints.VALIDATION-BUILD.evidence[0]`. */
const showPath = (path) => path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`)).join('');
/** True when a path is the outer one or leads into it. */
const isWithin = (path, outer) => outer.every((part, index) => path[index] === part);
/** True when one of the paths is within the other. */
const overlaps = (left, right) => isWithin(left, right) || isWithin(right, left);

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

// EXTERNAL MODULE: ./node_modules/@marcbachmann/cel-js/lib/index.js + 13 modules
var lib = __webpack_require__(47337);
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
        if (looksAtValues((0,lib/* parse */.qg)(text).ast))
            return [];
        return [{ path, message: 'the expression looks at no value of the evidence, so that it would hold for anything' }];
    }
    catch (error) {
        if (!(error instanceof lib/* ParseError */.mB))
            throw error;
        const offset = error.range?.start ?? 0;
        return [{ path, offset, message: `the expression cannot be read: ${plain(error.summary)}` }];
    }
}
const plain = (summary) => summary.replace(/^./, (letter) => letter.toLowerCase()).replace('token: EOF', 'end');

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
const run = schemas/* strictObject */.rej({
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
const running_connection = schemas/* string */.YjP()
    .regex(/^[a-z0-9-]+:\d{1,5}$/, 'service:port')
    .meta({ title: 'service:port' });
/** A test of the running set. */
const integrationTest = schemas/* strictObject */.rej({
    id: words_name.describe('Names it in reports; once in the list.'),
    from: dnsLabel.describe('Service whose image it runs in, in a container of its own.'),
    command: command.describe('What to run; exit code 0 passes.'),
    'talks-to': schemas/* array */.YOg(running_connection)
        .min(1)
        .describe('What it may reach by name; at least one service that is built here and has run.ready.'),
    env: running_environment.optional().describe('Variables, added to run.env of the service.'),
    timeout: duration.optional().describe('Longest time that it may take; 60s unless said otherwise.'),
});

;// CONCATENATED MODULE: ./.build/shared/config/schema/scanner.js


/** What Trivy calls a vulnerability's weight. */
const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN'];
const scanner_sha256 = schemas/* string */.YjP()
    .regex(/^[0-9a-f]{64}$/, 'a sha256 of 64 lower-case hex digits')
    .meta({ title: 'a sha256' });
const trivy = schemas/* strictObject */.rej({
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
    sha256: scanner_sha256.optional().describe('Of the archive that is downloaded, or of the program at path.'),
    from: schemas/* string */.YjP()
        .regex(/^https:\/\/.+/, 'an https address')
        .meta({ title: 'an https address' })
        .optional()
        .describe("Address of the archive on a mirror; the project's own release page unless given."),
    severity: schemas/* array */.YOg(schemas/* enum */.k5n(SEVERITIES))
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
    trivy: trivy.describe('Trivy, run once for each image; its verdict is not used, its findings are.'),
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
    run: run.optional().describe('How the container runs.'),
    'talks-to': schemas/* array */.YOg(running_connection)
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
    return { path, message: `"${label(path)}" ${requirement(issue, found)}` };
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
function requirement(issue, found) {
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
function load_policy_parse(bytes, reference) {
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
    return load_policy_parse(bytes, { path: where.path, ref, commit: branch.sha });
}
/**
 * Reads the configuration from the checkout, for the builds of pull requests only. The policy's ref says so.
 * @throws UserError('CONFIG_INVALID') for a file that is missing or wrong
 */
async function loadWorkspacePolicy(ports, path) {
    const [bytes, head] = await Promise.all([ports.files.read(path), ports.git.head()]);
    if (bytes === undefined)
        throw new UserError('CONFIG_INVALID', `${path} is not in the checkout; check the repository out first, or name the file in the input "config"`);
    return load_policy_parse(bytes, { path, ref: WORKSPACE_REF, commit: head ?? '' });
}

;// CONCATENATED MODULE: ./.build/shared/adapters/load-basis.js



/**
 * Reads the configuration for an action that changes an environment; a mistake in it is told before anybody asks the
 * cluster.
 * @throws UserError what `loadPolicy`, `environmentOf` and `refuseUnsupported` throw
 */
async function loadBasis(github, action, inputs) {
    const { config, policy } = await loadPolicy(github, { path: inputs.config, ref: inputs['config-ref'] });
    const found = environmentOf(config, inputs.environment, inputs.config);
    refuseUnsupported(config, action, { environment: inputs.environment });
    return { config, policy, ...found };
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

;// CONCATENATED MODULE: ./.build/shared/report/rollout-sections.js


const SIGN = { passed: '✅', failed: '❌', 'not-run': '⏭️ not run' };
/** Steps and probes in their order, with the time that each took. */
function timeline(heading, outcomes) {
    if (outcomes.length === 0)
        return [];
    const rows = outcomes.map((one) => [
        SIGN[one.status],
        `**${markdown_text(one.id)}** ${code(one.title)}`,
        one.status === 'not-run' ? '' : duration_showDuration(one.milliseconds),
        markdown_text(one.seen, 400),
    ]);
    return [{ heading, body: table(['', 'Step', 'Time', 'Seen'], rows) }];
}
/** What was collected about a failure: the message, the log lines, the events. */
function evidenceSections(evidence) {
    return evidence.map(({ what, message, code: reason, logsOf, lines, events }) => {
        const parts = [
            `${markdown_text(message, 600)} (${code(reason)})`,
            lines.length === 0 ? '' : `${markdown_text(logsOf ?? 'log')}:\n\n${fence(lines.join('\n'))}`,
            events.length === 0 ? '' : folded(`${events.length} events`, fence(events.join('\n'))),
        ];
        return { heading: `Evidence: ${what}`, body: parts.filter((part) => part !== '').join('\n\n') };
    });
}
/** A summary of GitHub holds 1 MiB; the plan may take this much of it. */
const DIFF_CHARACTERS = 200_000;
/** What changes in the cluster, object by object; the values of Secrets are masked already. */
function planSection(changes, prune, keep) {
    const count = (kind) => changes.filter((one) => one.change === kind).length;
    const counts = `${count('create')} new, ${count('update')} changed, ${count('none')} unchanged, ${prune.length} deleted`;
    const gone = [
        ...prune.map((what) => `- ${code(what)} is deleted: this release does not have it any more`),
        ...keep.map((what) => `- ${code(what)} stays although this release does not have it: its data would go with it`),
    ];
    let left = DIFF_CHARACTERS;
    const folds = changes
        .filter((one) => one.change !== 'none')
        .map(({ what, change, diff }) => {
        left -= diff.length;
        const body = left < 0 ? 'left out: the summary would be too long' : fence(diff, 'diff');
        return folded(`${what}: ${change === 'create' ? 'new' : 'changed'}`, body);
    });
    return { heading: 'Plan', body: [counts, gone.join('\n'), ...folds].filter((part) => part !== '').join('\n\n') };
}
/** Where the environment lives, and why GitHub does not show the `what`, when it does not. */
const placeLines = ({ server, scope, }, what, notShown) => [
    { label: 'Cluster', value: `${code(server.url)}, Kubernetes ${markdown_text(server.version)}` },
    { label: 'Namespace', value: code(scope.namespace) },
    ...(notShown === null ? [] : [{ label: 'GitHub', value: `the ${what} is not shown there: ${markdown_text(notShown, 400)}` }]),
];
/** What a person types when the machine could not do it. */
const commandsSection = (commands) => commands.length === 0 ? [] : [{ heading: 'By hand', body: fence(commands.join('\n'), 'sh') }];

;// CONCATENATED MODULE: ./.build/shared/report/cleared-up.js



/** What a `post` step says. It has no outputs: those of the step itself stand. */
function clearedUpReport({ scope, recovery }) {
    const none = { outputs: {}, annotations: [], summary: '' };
    if (recovery === null) {
        return { ...none, verdict: 'CLEARED', headline: `nothing of this step was left half done on ${scope.environment}` };
    }
    const { interrupted, restore } = recovery;
    const what = `release ${interrupted.release} was interrupted at "${interrupted.phase}" on ${scope.environment}`;
    if (restore === null) {
        const untouched = interrupted.phase === 'saving';
        const rest = untouched ? 'before its first change' : 'there is no verified release, so its objects were left';
        return { ...none, verdict: untouched ? 'CLEARED' : 'ERROR', headline: `${what}; ${rest}` };
    }
    const failed = [...restore.steps, ...restore.probes].find((one) => one.status === 'failed');
    const headline = restore.verified
        ? `${what}; release ${restore.release} restored in ${duration_showDuration(restore.milliseconds)}`
        : `${what}, and release ${restore.release} could not be restored: ${failed?.id}: ${failed?.seen}; the summary has the commands to do it by hand`;
    const sections = [
        ...timeline(`Restore of release ${restore.release}`, [...restore.steps, ...restore.probes]),
        ...evidenceSections(restore.evidence),
        ...commandsSection(restore.commands),
    ];
    const body = sections.map(({ heading, body }) => `### ${heading}\n\n${body}`);
    const summary = `${['## After the interrupted step', markdown_text(headline, 2000), ...body].join('\n\n')}\n`;
    return { ...none, verdict: restore.verified ? 'CLEARED' : 'ERROR', headline, summary };
}

;// CONCATENATED MODULE: ./.build/shared/domain/release.js
/** Labels that every object of a release carries. */
const release_LABELS = {
    application: 'countersign.dev/application',
    environment: 'countersign.dev/environment',
    release: 'countersign.dev/release',
    step: 'countersign.dev/step',
};
/** Name of the state ConfigMap and of the Lease of an environment. */
const stateName = (scope) => `countersign.${scope.application}.${scope.environment}`;
/** Name of a release's Secret. */
const releaseName = (scope, release) => `${stateName(scope)}.r${release}`;
/** The labels of a release as they stand on its objects. */
const release_releaseLabels = (scope, release) => ({
    [release_LABELS.application]: scope.application,
    [release_LABELS.environment]: scope.environment,
    [release_LABELS.release]: String(release),
});

;// CONCATENATED MODULE: ./.build/shared/rollout/lease.js



/** Renewed every 5 s; whoever has not renewed for 30 s is dead. */
const RENEW_MS = 5_000;
const STALE_MS = 30_000;
/**
 * Takes the lock of the environment. A holder that is silent is waited out (30 s at most), one that renews is alive.
 *
 * @param holder says to people who it is: `acme/tracker run 4711 attempt 1, job deploy`.
 * @param instead a holder that is known to be dead: it is not waited for.
 * @throws UserError('LOCK_HELD') when another run is alive.
 */
async function takeLock(ports, scope, holder, say, instead) {
    let silent;
    for (;;) {
        const live = await ports.kubernetes.get({ ...LEASE, namespace: scope.namespace, name: stateName(scope) });
        const spec = (live?.['spec'] ?? {});
        const dead = spec.holderIdentity ?? '';
        const left = live === undefined || dead === '' || dead === instead ? 0 : timeLeft(spec, silent?.since, ports.clock.now());
        if (left <= 0) {
            const taken = await take(ports, scope, holder, live);
            if (taken !== undefined)
                return hold(ports, scope, holder, taken, dead === '' ? null : dead);
            continue;
        }
        if (silent !== undefined && silent.renewTime !== spec.renewTime)
            throw held(scope, dead);
        if (silent === undefined) {
            say(waiting(scope, dead, spec, left, ports.clock.now()));
            silent = { renewTime: spec.renewTime, since: ports.clock.now() };
        }
        await ports.clock.sleep(Math.min(1_000, left));
    }
}
/** Gives the lock back when that holder, which is known to be dead, still has it. Never throws: it becomes stale. */
async function returnLock(kubernetes, scope, holder) {
    const address = { ...LEASE, namespace: scope.namespace, name: stateName(scope) };
    try {
        const live = await kubernetes.get(address);
        const uid = live?.metadata.uid;
        if (uid !== undefined && live?.['spec']?.holderIdentity === holder) {
            await kubernetes.delete(address, { uid });
        }
    }
    catch (thrown) {
        if (!(thrown instanceof port_KubernetesError) && !(thrown instanceof errors/* UserError */.y))
            throw thrown;
    }
}
const LEASE = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' };
/** Who is waited for, since when it is silent, and how long that takes at most: all that a person wants to know. */
function waiting(scope, holder, spec, left, now) {
    const silent = Math.round((now - Date.parse(spec.renewTime ?? '')) / 1000);
    const since = silent >= 0 ? `, which gave its last sign of life ${silent} s ago` : '';
    const seconds = Math.ceil(left / 1000);
    return `${scope.environment} is locked by ${holder}${since}; waiting up to ${seconds} s: when it stays silent it is dead and its lock is taken over, when it renews its lock it is at work and this run ends`;
}
const held = (scope, holder) => new errors/* UserError */.y('LOCK_HELD', `${scope.environment} is locked by ${holder}, which is at work; run again when it has ended`);
/**
 * Milliseconds until the lease is stale: by its own renewal time, or by the time for which this run has seen no change,
 * so that a holder with a wrong clock cannot hold it for ever.
 */
function timeLeft(spec, silentSince, now) {
    const renewed = Date.parse(spec.renewTime ?? '');
    const byItself = Number.isNaN(renewed) ? STALE_MS : Math.min(renewed + STALE_MS - now, STALE_MS);
    return silentSince === undefined ? byItself : Math.min(byItself, silentSince + STALE_MS - now);
}
function leaseObject(scope, holder, now, live) {
    const before = (live?.['spec'] ?? {});
    const time = new Date(now).toISOString().replace('Z', '000Z');
    const mine = before.holderIdentity === holder;
    const { [release_LABELS.release]: _none, ...labels } = release_releaseLabels(scope, 0);
    const version = live?.metadata.resourceVersion;
    return {
        ...LEASE,
        metadata: {
            name: stateName(scope),
            namespace: scope.namespace,
            labels,
            ...(version === undefined ? {} : { resourceVersion: version }),
        },
        spec: {
            holderIdentity: holder,
            leaseDurationSeconds: STALE_MS / 1000,
            acquireTime: mine ? before.acquireTime : time,
            renewTime: time,
            leaseTransitions: (before.leaseTransitions ?? 0) + (mine ? 0 : 1),
        },
    };
}
/** Undefined when somebody else was quicker. */
async function take({ kubernetes, clock }, scope, holder, live) {
    const object = leaseObject(scope, holder, clock.now(), live);
    try {
        return await (live === undefined ? kubernetes.create(object) : kubernetes.replace(object));
    }
    catch (thrown) {
        if (thrown instanceof port_KubernetesError && (thrown.status === 409 || thrown.status === 404))
            return undefined;
        throw thrown;
    }
}
function hold(ports, scope, holder, taken, dead) {
    const lost = new AbortController();
    const done = new AbortController();
    const renewals = renew(ports, scope, holder, taken, { done: done.signal, lost });
    return {
        signal: lost.signal,
        takenFrom: dead,
        release: async () => {
            done.abort();
            const last = await renewals;
            const { uid } = last.metadata;
            if (lost.signal.aborted || uid === undefined)
                return;
            const address = { ...LEASE, namespace: scope.namespace, name: stateName(scope) };
            await ports.kubernetes.delete(address, { uid }).catch(() => false);
        },
    };
}
/** Renews until `done`. One that fails is tried again, until the lease is stale for the others: then it is lost. */
async function renew({ kubernetes, clock }, scope, holder, taken, { done, lost }) {
    let live = taken;
    let renewed = clock.now();
    const lose = (cause) => {
        const message = `the lock of ${scope.environment} was lost to another run or could not be renewed; this one stops`;
        lost.abort(new errors/* UserError */.y('ROLLOUT_RACED', message, { cause }));
    };
    while (!done.aborted && !lost.signal.aborted) {
        await clock.sleep(RENEW_MS, done).catch(() => undefined);
        if (done.aborted)
            break;
        try {
            live = await kubernetes.replace(leaseObject(scope, holder, clock.now(), live));
            renewed = clock.now();
        }
        catch (thrown) {
            if (thrown instanceof port_KubernetesError && (thrown.status === 409 || thrown.status === 404))
                lose(thrown);
            else if (clock.now() - renewed > STALE_MS - RENEW_MS)
                lose(thrown);
        }
    }
    return live;
}

;// CONCATENATED MODULE: ./.build/shared/rollout/pending.js



/** Key of the state under which a step tells its `post` step what it is at; `post.ts` of the runner looks at it. */
const PENDING = 'pending';
const schema = schemas/* strictObject */.rej({
    scope: schemas/* strictObject */.rej({ application: schemas/* string */.YjP(), environment: schemas/* string */.YjP(), namespace: schemas/* string */.YjP() }),
    /** Who holds the lock. */
    holder: schemas/* string */.YjP(),
    /** When the release was decided: with the run, it tells this step's release from every other one. */
    at: schemas/* string */.YjP(),
    /** Id of GitHub's deployment; null when it is not shown. */
    deployment: schemas/* number */.aig().nullable(),
    verify: schemas/* array */.YOg(probe),
});
/** @throws UserError('STORE_DAMAGED') when it is not what this version wrote. */
function parsePending(text) {
    try {
        return schema.parse(JSON.parse(text));
    }
    catch (cause) {
        const message = 'what the interrupted step left in its state cannot be read; the next run restores';
        throw new errors/* UserError */.y('STORE_DAMAGED', message, { cause });
    }
}

;// CONCATENATED MODULE: ./.build/shared/rollout/state.js


/** Releases that stay in the store besides the verified and the current one. */
const KEPT_RELEASES = 10;
const release = schemas/* int */.Whr().positive();
const state_run = schemas/* strictObject */.rej({
    repository: schemas/* string */.YjP(),
    id: schemas/* int */.Whr(),
    attempt: schemas/* int */.Whr(),
    workflow: schemas/* string */.YjP(),
    actor: schemas/* string */.YjP(),
    url: schemas/* string */.YjP(),
});
const state_schema = schemas/* strictObject */.rej({
    schemaVersion: schemas/* literal */.euz(1),
    lastNumber: schemas/* int */.Whr().min(0),
    current: release.nullable(),
    verified: release.nullable(),
    history: schemas/* array */.YOg(schemas/* strictObject */.rej({
        number: release,
        status: schemas/* enum */.k5n(['in-progress', 'verified', 'failed']),
        commit: schemas/* string */.YjP(),
        createdAt: schemas/* string */.YjP(),
        restores: release.nullable(),
    })),
    inProgress: schemas/* strictObject */.rej({
        release,
        kind: schemas/* enum */.k5n(['deploy', 'rollback']),
        phase: schemas/* string */.YjP(),
        run: state_run,
        startedAt: schemas/* string */.YjP(),
    })
        .nullable(),
});
/** An environment that has never had a release. */
const EMPTY_STATE = {
    schemaVersion: 1,
    lastNumber: 0,
    current: null,
    verified: null,
    history: [],
    inProgress: null,
};
/** @throws UserError('STORE_DAMAGED') when it is not a state that this version wrote. */
function parseState(what, text) {
    try {
        return state_schema.parse(JSON.parse(text ?? ''));
    }
    catch (cause) {
        throw new errors/* UserError */.y('STORE_DAMAGED', `${what}: its state cannot be read by this version`, { cause });
    }
}
/** The phase before the first change: a run that died in it has left nothing behind. */
const state_SAVING = 'saving';
/** Writes the intent: the next number is given, and nobody gets it again. */
function begin(state, intent) {
    const { kind, commit, restores, run: by, at } = intent;
    const number = state.lastNumber + 1;
    const entry = { number, status: 'in-progress', commit, createdAt: at, restores };
    return {
        ...state,
        lastNumber: number,
        history: [...state.history, entry],
        inProgress: { release: number, kind, phase: state_SAVING, run: by, startedAt: at },
    };
}
/** Says how far the rollout is; anything but `SAVING` means that the cluster may have been changed. */
const advance = (state, phase) => state.inProgress === null ? state : { ...state, inProgress: { ...state.inProgress, phase } };
/** The release in progress passed everything: it is current and verified. */
function verified(state) {
    const number = state.inProgress?.release ?? state.current;
    return { ...withStatus(state, number, 'verified'), current: number, verified: number, inProgress: null };
}
/** The release in progress failed, and `current` is what the cluster holds after it. */
const failed = (state, current) => ({
    ...withStatus(state, state.inProgress?.release ?? null, 'failed'),
    current,
    inProgress: null,
});
const withStatus = (state, number, status) => ({
    ...state,
    history: state.history.map((entry) => (entry.number === number ? { ...entry, status } : entry)),
});
/** Takes the oldest releases off the history, never the current, the verified or the one in progress. */
function trim(state) {
    const newest = new Set(state.history.slice(-KEPT_RELEASES).map((entry) => entry.number));
    const keeps = ({ number }) => newest.has(number) || [state.current, state.verified, state.inProgress?.release].includes(number);
    const removed = state.history.filter((entry) => !keeps(entry)).map((entry) => entry.number);
    return { state: { ...state, history: state.history.filter(keeps) }, removed };
}
/**
 * Releases of which the cluster may hold objects: the current and the verified one, and everything that was tried after
 * it. A run that died while it was saving has brought nothing.
 */
function mayBeInCluster(state) {
    const since = state.verified ?? 0;
    const saving = state.inProgress?.phase === state_SAVING ? state.inProgress.release : undefined;
    const tried = state.history.map((entry) => entry.number).filter((number) => number > since && number !== saving);
    const known = [state.verified, state.current].filter((number) => number !== null);
    return [...new Set([...known, ...tried])].sort((a, b) => a - b);
}

// EXTERNAL MODULE: ./node_modules/fflate/esm/index.mjs
var esm = __webpack_require__(51306);
;// CONCATENATED MODULE: ./.build/shared/rollout/release-encoding.js



/** A Secret holds 1 MiB; what is left is for its metadata. */
const CHUNK_BYTES = 900_000;
/** The same value always gives the same bytes. */
function encode(value, chunkBytes = CHUNK_BYTES) {
    const text = (0,domain_record/* canonicalJson */.dj)(value);
    const bytes = (0,esm/* gzipSync */.u3)((0,esm/* strToU8 */._u)(text), { level: 9, mtime: 0 });
    const parts = [];
    for (let at = 0; at < bytes.length; at += chunkBytes) {
        parts.push(Buffer.from(bytes.subarray(at, at + chunkBytes)).toString('base64'));
    }
    return { parts, sha256: (0,domain_record/* sha256 */.sc)(text) };
}
/**
 * @param what names the object for the error.
 * @throws UserError('STORE_DAMAGED') unless the bytes are exactly those that were saved.
 */
function decode(what, encoded) {
    let text;
    try {
        text = (0,esm/* strFromU8 */.he)((0,esm/* gunzipSync */.Wt)(Buffer.concat(encoded.parts.map((part) => Buffer.from(part, 'base64')))));
    }
    catch (cause) {
        throw new errors/* UserError */.y('STORE_DAMAGED', `${what}: its content cannot be unpacked`, { cause });
    }
    if ((0,domain_record/* sha256 */.sc)(text) !== encoded.sha256) {
        throw new errors/* UserError */.y('STORE_DAMAGED', `${what}: its content does not have the sha256 that was saved`);
    }
    return JSON.parse(text);
}

;// CONCATENATED MODULE: ./.build/shared/rollout/store.js





const SECRET = { apiVersion: 'v1', kind: 'Secret' };
const TYPE = 'countersign.dev/release';
const PARTS = 'countersign.dev/parts';
const SHA256 = 'countersign.dev/sha256';
/** @throws UserError('STORE_DAMAGED') when releases are there without the state that says which is which. */
async function readState(kubernetes, scope) {
    const name = stateName(scope);
    const live = await kubernetes.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: scope.namespace, name });
    if (live === undefined) {
        const labels = `${release_LABELS.application}=${scope.application},${release_LABELS.environment}=${scope.environment}`;
        const found = (await kubernetes.list(SECRET, scope.namespace, { labels })).items;
        const orphan = found.find((secret) => secret['type'] === TYPE);
        if (orphan === undefined)
            return { state: EMPTY_STATE, resourceVersion: undefined };
        const message = `ConfigMap ${name} is gone while ${orphan.metadata.name} is still there, so nobody knows what is verified`;
        throw new errors/* UserError */.y('STORE_DAMAGED', message);
    }
    const data = live['data'];
    return { state: parseState(`ConfigMap ${name}`, data?.['state']), resourceVersion: live.metadata.resourceVersion };
}
/** Opens the state as it was read: whatever was decided by it holds only as long as nobody moves it. */
function openLedger(kubernetes, scope, stored) {
    let now = stored;
    return {
        state: () => now.state,
        move: async (change) => {
            const next = change(now.state);
            now = { state: next, resourceVersion: await writeState(kubernetes, scope, now.resourceVersion, next) };
            return next;
        },
    };
}
async function writeState(kubernetes, scope, version, state) {
    const { [release_LABELS.release]: _none, ...labels } = release_releaseLabels(scope, 0);
    const metadata = { name: stateName(scope), namespace: scope.namespace, labels };
    const object = { apiVersion: 'v1', kind: 'ConfigMap', data: { state: JSON.stringify(state) } };
    try {
        const written = version === undefined
            ? await kubernetes.create({ ...object, metadata })
            : await kubernetes.replace({ ...object, metadata: { ...metadata, resourceVersion: version } });
        return written.metadata.resourceVersion;
    }
    catch (thrown) {
        if (!(thrown instanceof port_KubernetesError) || (thrown.status !== 409 && thrown.status !== 404))
            throw thrown;
        const message = `the state of ${scope.environment} (ConfigMap ${stateName(scope)}) was moved by another run; this one stops`;
        throw new errors/* UserError */.y('ROLLOUT_RACED', message, { cause: thrown });
    }
}
/** Saves what a release is made of. The first part is written last: when it is there, all of them are. */
async function saveRelease(kubernetes, content) {
    await save(kubernetes, content.scope, content.number, releaseName(content.scope, content.number), content);
}
/** Saves what became of a release; written once. */
async function saveOutcome(kubernetes, scope, outcome) {
    await save(kubernetes, scope, outcome.number, `${releaseName(scope, outcome.number)}.outcome`, outcome);
}
async function save(kubernetes, scope, release, name, value) {
    const { parts, sha256 } = encode(value);
    const secret = (index, part) => ({
        ...SECRET,
        type: TYPE,
        immutable: true,
        metadata: {
            name: index === 0 ? name : `${name}.p${index + 1}`,
            namespace: scope.namespace,
            labels: release_releaseLabels(scope, release),
            annotations: { [PARTS]: String(parts.length), [SHA256]: sha256 },
        },
        data: { content: part },
    });
    const secrets = parts.map((part, index) => secret(index, part)).reverse();
    for (const one of secrets)
        await kubernetes.create(one);
}
/** @throws UserError('STORE_DAMAGED') when it is not there or not what was saved. */
async function readRelease(kubernetes, scope, release) {
    const name = releaseName(scope, release);
    const read = async (part) => {
        const found = await kubernetes.get({ ...SECRET, namespace: scope.namespace, name: part });
        if (found === undefined)
            throw new errors/* UserError */.y('STORE_DAMAGED', `Secret ${part} is missing`);
        return found;
    };
    const first = await read(name);
    const { [PARTS]: count, [SHA256]: sha256 = '' } = first.metadata.annotations ?? {};
    const rest = Array.from({ length: Number(count) - 1 || 0 }, (_, index) => read(`${name}.p${index + 2}`));
    const parts = [first, ...(await Promise.all(rest))].map((secret) => secret['data']?.['content'] ?? '');
    const content = decode(`Secret ${name}`, { parts, sha256 });
    if (content.schemaVersion !== 1 || content.number !== release || stateName(content.scope) !== stateName(scope)) {
        throw new errors/* UserError */.y('STORE_DAMAGED', `Secret ${name} holds another release than its name says`);
    }
    return content;
}
/** Deletes a release that has left the history, with all its parts. */
async function deleteRelease(kubernetes, scope, release) {
    const labels = Object.entries(release_releaseLabels(scope, release))
        .map(([key, value]) => `${key}=${value}`)
        .join(',');
    const { items } = await kubernetes.list(SECRET, scope.namespace, { labels });
    const ours = items.filter((secret) => secret['type'] === TYPE);
    await Promise.all(ours.map(({ metadata: { name } }) => kubernetes.delete({ ...SECRET, namespace: scope.namespace, name })));
}

;// CONCATENATED MODULE: ./.build/shared/rollout/in-cluster.js



/** Reads them all. One that is damaged must not keep a release from being restored, so it is told, not thrown. */
async function readInCluster(kubernetes, scope, state) {
    const read = await Promise.all(mayBeInCluster(state).map(async (number) => {
        try {
            return await readRelease(kubernetes, scope, number);
        }
        catch (thrown) {
            if (thrown instanceof errors/* UserError */.y && thrown.code === 'STORE_DAMAGED')
                return thrown.message;
            throw thrown;
        }
    }));
    return {
        contents: read.filter((one) => typeof one !== 'string'),
        unreadable: read.filter((one) => typeof one === 'string'),
    };
}

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/address.js
/** The address of an object. */
function address_addressOf(object) {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace } = metadata;
    return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name };
}
/** API group; empty for the core group. */
const groupOf = ({ apiVersion }) => apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
/** Identity of an object across versions of its API: the same object is `apps/v1` and `apps/v1beta1`. */
const address_keyOf = (address) => [groupOf(address), address.kind, address.namespace ?? '', address.name].join('|');
/** `Deployment backend`, for messages. */
const address_showAddress = (address) => `${address.kind} ${address.name}`;
/** `deployment.apps/backend`, as kubectl takes it. */
function kubectlName(address) {
    const group = groupOf(address);
    return `${address.kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${address.name}`;
}

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/replicas.js

/** Keys of the workloads whose number of replicas belongs to an autoscaler among these objects. */
function autoscaled(objects) {
    const keys = objects
        .filter((object) => object.kind === 'HorizontalPodAutoscaler')
        .flatMap((object) => {
        const target = object['spec']?.scaleTargetRef;
        if (target?.kind === undefined || target.name === undefined)
            return [];
        const { namespace } = object.metadata;
        const address = {
            apiVersion: target.apiVersion ?? 'apps/v1',
            kind: target.kind,
            name: target.name,
            ...(namespace === undefined ? {} : { namespace }),
        };
        return [address_keyOf(address)];
    });
    return new Set(keys);
}
/**
 * Gives an autoscaled workload the number that it has now. Leaving the field out would not do: the server takes a field
 * that this manager applied before and does not apply any more back to its default, one replica.
 */
function keepReplicas(object, live, scaled) {
    const replicas = live?.['spec']?.replicas;
    if (typeof replicas !== 'number' || replicas === 0 || !scaled.has(address_keyOf(address_addressOf(object))))
        return object;
    return { ...object, spec: { ...object['spec'], replicas } };
}

// EXTERNAL MODULE: ./node_modules/diff/libesm/patch/create.js + 2 modules
var create = __webpack_require__(37291);
;// CONCATENATED MODULE: ./.build/shared/rollout/plan/difference.js




const SERVER_OWNED = new Set([
    'managedFields',
    'resourceVersion',
    'generation',
    'uid',
    'creationTimestamp',
    'selfLink',
]);
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Compares what the server has with what it would have (the answer of a dry run). */
function difference_difference(live, next) {
    const what = address_showAddress(address_addressOf(next));
    const [before, after] = maskSecrets(live === undefined ? undefined : comparable(live), comparable(next));
    const texts = [before === undefined ? '' : difference_text(before), difference_text(after)];
    if (live === undefined)
        return { what, change: 'create', diff: patch(what, ...texts) };
    if (texts[0] === texts[1])
        return { what, change: 'none', diff: '' };
    return { what, change: 'update', diff: patch(what, ...texts) };
}
const difference_text = (object) => (0,dist/* stringify */.As)(object, { sortMapEntries: true, lineWidth: 0 });
function patch(what, before, after) {
    const full = (0,create/* createTwoFilesPatch */.ss)(`${what} (live)`, `${what} (planned)`, before, after, undefined, undefined, {
        context: 3,
    });
    return full.split('\n').slice(1).join('\n');
}
/** Without what the server writes, and without the release's number, which changes every time and means nothing. */
function comparable(object) {
    const { status: _status, ...rest } = object;
    const metadata = Object.fromEntries(Object.entries(object.metadata).filter(([key]) => !SERVER_OWNED.has(key)));
    const { [release_LABELS.release]: _release, ...labels } = object.metadata.labels ?? {};
    const { [LAST_APPLIED]: _applied, ...annotations } = object.metadata.annotations ?? {};
    const named = { ...metadata, labels, annotations };
    return { ...rest, metadata: named };
}
/** Nobody reads a Secret's value in a summary; that it changes is told. */
function maskSecrets(before, after) {
    if (after.kind !== 'Secret')
        return [before, after];
    const fields = (object, field) => (object?.[field] ?? {});
    const masked = (object, other) => {
        const parts = ['data', 'stringData'].map((field) => {
            const theirs = fields(other, field);
            const values = Object.entries(fields(object, field)).map(([key, value]) => {
                const moved = object === after && other !== undefined && theirs[key] !== value;
                return [key, moved ? '*** (changed)' : '***'];
            });
            return [field, Object.fromEntries(values)];
        });
        return { ...object, ...Object.fromEntries(parts) };
    };
    return [before === undefined ? undefined : masked(before, after), masked(after, before)];
}

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/standing.js



/** Annotations in which controllers keep their own books; people and releases do not write them. */
const BOOKS = /^(?:deployment|pv|volume|autoscaling\.alpha)\.kubernetes\.io\/|^rollout\.argoproj\.io\//;
/**
 * What people and releases have made of an object, without what controllers write on the way: its status, a workload's
 * revision, the volume that a claim was given, the replicas of an autoscaled workload. Another incarnation of the same
 * name stands differently.
 *
 * @param scaled keys of the workloads whose replicas belong to an autoscaler.
 */
function standingOf(live, scaled) {
    if (live === undefined)
        return null;
    const { metadata, ...rest } = comparable(live);
    const annotations = Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([key]) => !BOOKS.test(key)));
    const spec = Object.fromEntries(Object.entries((live['spec'] ?? {})));
    if (scaled.has(address_keyOf(address_addressOf(live))))
        delete spec['replicas'];
    if (live.kind === 'PersistentVolumeClaim')
        delete spec['volumeName'];
    return (0,domain_record/* sha256 */.sc)((0,domain_record/* canonicalJson */.dj)({ ...rest, spec, uid: live.metadata.uid, metadata: { ...metadata, annotations } }));
}
/** In one line, how an object moved since the plan was made. Call it only for one that did. */
function howItMoved(object, before, live) {
    const what = address_showAddress(address_addressOf(object));
    if (live === undefined)
        return `${what} was deleted after the plan was made`;
    const by = lastWriter(live);
    return before === null
        ? `${what} was created by somebody else after the plan was made${by}`
        : `${what} was changed after the plan was made${by}`;
}
/** ` (by kubectl-edit at 2026-11-22T03:34:25Z)`, from the server's own books; empty when it keeps none. */
function lastWriter({ metadata }) {
    const entries = (metadata['managedFields'] ?? []).filter((one) => one.subresource === undefined);
    const last = entries.toSorted((a, b) => (a.time ?? '').localeCompare(b.time ?? '')).at(-1);
    return last?.manager === undefined ? '' : ` (by ${last.manager} at ${last.time ?? 'an unknown time'})`;
}

;// CONCATENATED MODULE: ./.build/shared/rollout/apply-object.js






/** A controller's status write between the look and the apply refuses the apply; such an object is looked at again. */
const TRIES = 10;
/** The version of no object: what is applied with it is created, or refused when anything of that name is there. */
const NEVER = '1';
/**
 * Applies one object of a release. Where the rollout has a plan, only onto exactly what the plan was made from: it is
 * looked at, and the server applies it to that version and to that incarnation or not at all.
 *
 * @param scaled keys of the workloads whose replicas belong to an autoscaler.
 * @throws UserError('PLAN_MOVED' | 'CLUSTER_REFUSED')
 */
async function applyObject(rollout, object, scaled) {
    const { kubernetes, plannedFrom } = rollout;
    const address = address_addressOf(object);
    const { signal } = rollout;
    for (let left = TRIES;; left -= 1) {
        signal.throwIfAborted();
        try {
            const needed = plannedFrom !== null || scaled.has(address_keyOf(address));
            const live = needed ? await kubernetes.get(address) : undefined;
            const wanted = keepReplicas(object, live, scaled);
            if (plannedFrom === null)
                return await kubernetes.apply(wanted, { force: true });
            refuseMoved(rollout, object, live, { plannedFrom, scaled });
            return await kubernetes.apply(onto(wanted, live), { force: true });
        }
        catch (thrown) {
            if (!(thrown instanceof port_KubernetesError))
                throw thrown;
            if (thrown.status === 409 && plannedFrom !== null && left > 1)
                continue;
            throw new errors/* UserError */.y('CLUSTER_REFUSED', `${address_showAddress(address)}: ${thrown.message}`, { cause: thrown });
        }
    }
}
/** An object that carries the number of this release was applied by it already; only the answer was lost. */
function refuseMoved({ release }, object, live, { plannedFrom, scaled }) {
    if (live?.metadata.labels?.[release_LABELS.release] === String(release))
        return;
    const before = plannedFrom.get(address_keyOf(address_addressOf(object)));
    if (standingOf(live, scaled) === before)
        return;
    throw new errors/* UserError */.y('PLAN_MOVED', howItMoved(object, before ?? null, live));
}
function onto(object, live) {
    const { resourceVersion = NEVER, uid } = live?.metadata ?? {};
    return { ...object, metadata: { ...object.metadata, resourceVersion, ...(uid === undefined ? {} : { uid }) } };
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/facts.js
/** The condition of that type in an object's status. */
function condition(object, type) {
    const conditions = object.status?.conditions;
    return Array.isArray(conditions) ? conditions.find((one) => one.type === type) : undefined;
}
/** Whether the condition is there with that status. */
const has = (object, type, status) => condition(object, type)?.status === status;
/** A condition's reason and message in one line. */
const explain = ({ reason, message }) => [reason, message].filter(Boolean).join(': ');
/** True when the controller has not yet looked at the newest wish. */
function isUnobserved(object) {
    const generation = object.metadata?.generation;
    const observed = object.status?.observedGeneration;
    return generation !== undefined && (observed === undefined || Number(observed) < generation);
}
/** Objects that the controller of `owner` made: by uid, because a name may be used again. */
function ownedBy(owner, objects) {
    const uid = owner.metadata?.uid;
    if (uid === undefined)
        return [];
    return objects.filter((one) => (one.metadata?.ownerReferences ?? []).some((reference) => reference.uid === uid));
}
/** `Deployment backend`, as messages name it. */
const nameOf = (object) => `${object.kind ?? 'object'} ${object.metadata?.name ?? '(no name)'}`;
/** Moment of an event in milliseconds; its controller's clock. Zero when it carries none. */
function eventTime(event) {
    const text = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp;
    return text === undefined || text === null ? 0 : Date.parse(text);
}
/** The newest event about an object among those with one of the reasons. */
function newestEvent(object, events, reasons) {
    const uid = object.metadata?.uid;
    return events
        .filter((event) => event.involvedObject.uid === uid && uid !== undefined && reasons.includes(event.reason ?? ''))
        .reduce((best, one) => (best && eventTime(best) > eventTime(one) ? best : one), undefined);
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/select-logs.js
/** Failures of containers that have run; the others never wrote a line. */
const WITH_LOGS = new Set([
    'CONTAINER_CRASHED',
    'JOB_FAILED',
    'POD_FAILED',
    'PROGRESS_DEADLINE',
    'ROLLOUT_TIMEOUT',
    'WORKLOAD_STUCK',
]);
/**
 * The container whose last lines tell why: the suspect's own, else the first of the pods that ended badly, else the
 * first that runs and is not ready. The log of the run before is asked for only while a new run is going: an ended or
 * waiting container still gives the log of its last run.
 */
function selectLogs(suspect, pods) {
    if (!WITH_LOGS.has(suspect.code))
        return undefined;
    const named = pods.filter((pod) => pod.metadata?.name === suspect.pod);
    const candidates = (named.length > 0 ? named : [...pods].reverse()).flatMap((pod) => [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]
        .filter((status) => suspect.container === undefined || status.name === suspect.container)
        .map((status) => ({ pod: pod.metadata?.name ?? '', status })));
    const chosen = candidates.find(({ status }) => endedBadly(status)) ??
        candidates.find(({ status }) => status.state?.running !== undefined && !status.ready) ??
        // A server that ends, even without an error, crashes.
        candidates.find(({ status }) => suspect.container !== undefined && endOf(status) !== undefined);
    if (chosen === undefined)
        return undefined;
    const { pod, status } = chosen;
    const previous = status.state?.running !== undefined && endOf(status) !== undefined;
    return { pod, container: status.name, previous };
}
const endOf = ({ state, lastState }) => state?.terminated ?? lastState?.terminated;
const endedBadly = (status) => (endOf(status)?.exitCode ?? 0) !== 0;

;// CONCATENATED MODULE: ./.build/shared/rollout/failure-evidence.js



const LOG_LINES = 25;
/**
 * Under load the kubelet shows the end of a container before its log can be read. For so long it is asked again, in
 * milliseconds; a program that ended without a word costs that much.
 */
const LOG_PATIENCE = 2_000;
const LOG_INTERVAL = 200;
const EVENTS = 10;
/**
 * The log lines that explain a failure. A log that cannot be read is no reason to lose the failure itself: it is told
 * without them.
 */
async function collectLogs({ kubernetes, clock }, view, address, suspect) {
    const choice = selectLogs(suspect, view.podsOf(address));
    const { namespace } = address;
    if (choice === undefined || namespace === undefined)
        return undefined;
    const container = { namespace, name: choice.pod, container: choice.container };
    const until = clock.now() + LOG_PATIENCE;
    for (;;) {
        const problems = [];
        // The container may have been started anew since: then its log is empty, and the one before holds the words.
        for (const previous of [choice.previous, !choice.previous]) {
            const read = await readLines(kubernetes, container, previous);
            if (typeof read === 'string')
                problems.push(read);
            else if (read.length > 0)
                return { ...choice, previous, lines: read };
        }
        if (clock.now() >= until)
            return { ...choice, lines: problems.slice(0, 1).map((why) => `${UNREADABLE}: ${why})`) };
        await clock.sleep(LOG_INTERVAL);
    }
}
const UNREADABLE = '(the log cannot be read';
/** The last line that the program itself wrote; undefined when none is known. */
const lastWords = (lines) => lines.findLast((line) => line.trim() !== '' && !line.startsWith(UNREADABLE))?.trim();
/** The lines, or why there are none. */
async function readLines(kubernetes, pod, previous) {
    try {
        const text = (await kubernetes.logs(pod, { previous, tailLines: LOG_LINES })).trimEnd();
        // The kubelet's own words, which it answers with in place of a log that it has not got yet or any more.
        if (/^unable to retrieve container logs for \S+$/.test(text))
            return text;
        return text === '' ? [] : text.split('\n');
    }
    catch (thrown) {
        if (thrown instanceof port_KubernetesError)
            return thrown.message;
        throw thrown;
    }
}
/**
 * Events about the object and its pods as lines, oldest first: warnings when there are any. What was said again and
 * again about one object is one line, in its newest words.
 */
function collectEvents(view, address) {
    const object = view.find(address) ?? view.departed(address);
    const { replicaSets, events } = view.related(address);
    const owned = object === undefined ? [] : ownedBy(object, replicaSets);
    const uids = new Set([object, ...owned, ...view.podsOf(address)].map((one) => one?.metadata?.uid));
    const about = events.filter(({ involvedObject: { uid } }) => uid !== undefined && uids.has(uid));
    const warnings = about.filter(({ type }) => type === 'Warning');
    const groups = new Map();
    for (const event of [...(warnings.length > 0 ? warnings : about)].sort((a, b) => eventTime(a) - eventTime(b))) {
        // The same words about another generated name are the same news.
        const key = `${event.involvedObject.uid}/${event.reason}/${wordsOf(event).replaceAll(/"[^"]*"/g, '""')}`;
        const times = (groups.get(key)?.times ?? 0) + (event.count ?? event.series?.count ?? 1);
        groups.delete(key);
        groups.set(key, { newest: event, times });
    }
    return [...groups.values()].slice(-EVENTS).map(({ newest, times }) => {
        const { type, reason, involvedObject } = newest;
        return `${type} ${reason} ${involvedObject.kind} ${involvedObject.name}: ${wordsOf(newest)}${times > 1 ? ` (${times} times)` : ''}`;
    });
}
const wordsOf = ({ message = '' }) => message.replace(/^\(combined from similar events\): /, '').trim();

;// CONCATENATED MODULE: ./.build/shared/rollout/in-parallel.js
/** Requests under way at once: enough to hide the distance to the cluster, few enough for its fairness limits. */
const in_parallel_WIDTH = 24;
/**
 * Runs `work` for all items and comes back only when none is under way any more, even when some failed: a write that is
 * still in the air must not meet the restore that follows.
 *
 * @param width how many at once.
 * @throws what the first failing item threw.
 */
async function inParallel(items, work, width = in_parallel_WIDTH) {
    const results = [];
    const failures = [];
    let next = 0;
    const worker = async () => {
        while (next < items.length && failures.length === 0) {
            const index = next;
            next += 1;
            try {
                results[index] = await work(items[index]);
            }
            catch (thrown) {
                failures.push(thrown);
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
    if (failures.length > 0)
        throw failures[0];
    return results;
}

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/phases.js
/** Later phases need the earlier ones; inside a phase everything is applied at once. */
const PHASES = ['foundation', 'configuration', 'workloads', 'traffic'];
const FOUNDATION = new Set(['Namespace', 'CustomResourceDefinition']);
const CONFIGURATION = new Set([
    'ServiceAccount',
    'Role',
    'RoleBinding',
    'ClusterRole',
    'ClusterRoleBinding',
    'ConfigMap',
    'Secret',
    'StorageClass',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'PriorityClass',
    'ResourceQuota',
    'LimitRange',
    'NetworkPolicy',
]);
const TRAFFIC = new Set([
    'Ingress',
    'HTTPRoute',
    'GRPCRoute',
    'TCPRoute',
    'TLSRoute',
    'Gateway',
    'IngressRoute',
    'VirtualService',
    'HorizontalPodAutoscaler',
    'ValidatingWebhookConfiguration',
    'MutatingWebhookConfiguration',
]);
/** Kinds that are not listed, custom ones among them, are workloads: they need configuration and bring no traffic. */
function phaseOf(object) {
    if (FOUNDATION.has(object.kind))
        return 'foundation';
    if (CONFIGURATION.has(object.kind))
        return 'configuration';
    return TRAFFIC.has(object.kind) ? 'traffic' : 'workloads';
}
/** The objects phase by phase, empty phases left out; the order inside a phase stays. */
function inPhases(items, objectOf) {
    const groups = PHASES.map((phase) => items.filter((item) => phaseOf(objectOf(item)) === phase));
    return groups.filter((group) => group.length > 0);
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/rules.js
const SECOND = 1000;
/**
 * The defaults: faults that cannot heal are told within five seconds of the API showing them, those that can get the
 * time that healing takes.
 */
const DEFAULT_RULES = {
    crash: 0,
    crashBesideReady: 20 * SECOND,
    restarted: 10 * SECOND,
    image: 30 * SECOND,
    imageTransient: 120 * SECOND,
    config: 4 * SECOND,
    configCache: 30 * SECOND,
    start: 30 * SECOND,
    unschedulable: 120 * SECOND,
    scalingUp: 600 * SECOND,
    refused: 4 * SECOND,
    refusedPassing: 60 * SECOND,
    deadline: 10 * SECOND,
    stuck: 15 * SECOND,
};

;// CONCATENATED MODULE: ./.build/shared/rollout/watch-cache.js
/** Everything of one kind in one namespace, kept up to date by one list and one watch. */
class WatchCache {
    kind;
    namespace;
    #live = new Map();
    #gone = new Map();
    constructor(kind, namespace) {
        this.kind = kind;
        this.namespace = namespace;
    }
    /** In order of their creation. */
    all() {
        const age = ({ metadata }) => String(metadata['creationTimestamp'] ?? '');
        return [...this.#live.values()].sort((a, b) => age(a).localeCompare(age(b)));
    }
    find(name) {
        return this.#live.get(name);
    }
    /** How an object looked when it was deleted, as long as none of that name came back. */
    departed(name) {
        return this.#gone.get(name);
    }
    /**
     * Lists, tells so by `listed`, then follows the changes until the signal aborts; `changed` is called after each.
     * Rejects with what the port rejects with.
     */
    async follow(kubernetes, signal, listed, changed) {
        const from = await kubernetes.list(this.kind, this.namespace);
        for (const object of from.items)
            this.#live.set(object.metadata.name, object);
        listed();
        for await (const { type, object } of kubernetes.watch(this.kind, this.namespace, from, { signal })) {
            const { name } = object.metadata;
            if (type === 'DELETED') {
                this.#live.delete(name);
                this.#gone.set(name, object);
            }
            else {
                this.#live.set(name, object);
                this.#gone.delete(name);
            }
            changed();
        }
        if (!signal.aborted)
            throw new Error(`the watch of ${this.kind.kind} ended by itself`);
    }
}

;// CONCATENATED MODULE: ./.build/shared/rollout/cluster-view.js



const POD = { apiVersion: 'v1', kind: 'Pod' };
const EVENT = { apiVersion: 'v1', kind: 'Event' };
const REPLICA_SET = { apiVersion: 'apps/v1', kind: 'ReplicaSet' };
/** What is read beside an object of these kinds, to judge it; other kinds tell everything themselves. */
const BESIDE = {
    Deployment: [REPLICA_SET, POD, EVENT],
    ReplicaSet: [POD, EVENT],
    StatefulSet: [POD, EVENT],
    DaemonSet: [POD, EVENT],
    Job: [POD, EVENT],
    Pod: [EVENT],
    PersistentVolumeClaim: [EVENT],
};
const NOTHING = { replicaSets: [], pods: [], events: [] };
/** A live picture of the objects and of what belongs to them: one list and one watch per kind and namespace. */
class ClusterView {
    #caches = new Map();
    #wake;
    #changed = false;
    constructor(addresses) {
        for (const address of addresses) {
            for (const kind of [address, ...(BESIDE[address.kind] ?? [])]) {
                const key = cluster_view_keyOf(kind, address.namespace);
                const { apiVersion, kind: name } = kind;
                if (!this.#caches.has(key))
                    this.#caches.set(key, new WatchCache({ apiVersion, kind: name }, address.namespace));
            }
        }
    }
    /**
     * Starts every watch and resolves when everything was listed once. `failed` is called when a watch breaks later.
     * Without the permission to read events the view works, and explains less; `note` says so.
     */
    async open(kubernetes, signal, failed, note) {
        const changed = () => this.#notify();
        const lists = [...this.#caches.values()].map((cache) => new Promise((listed, refused) => {
            cache.follow(kubernetes, signal, listed, changed).catch((thrown) => {
                if (cache.kind.kind === EVENT.kind && isForbidden(thrown)) {
                    note(`events of namespace ${cache.namespace} cannot be read, so that failures are explained less: ${thrown.message}`);
                    listed();
                    return;
                }
                refused(thrown);
                failed(thrown);
            });
        }));
        await Promise.all(lists);
    }
    /** Resolves with the next change, or at once when there was one since the last call. */
    async nextChange() {
        if (!this.#changed)
            await new Promise((resolve) => (this.#wake = resolve));
        this.#changed = false;
    }
    find(address) {
        return this.#caches.get(cluster_view_keyOf(address, address.namespace))?.find(address.name);
    }
    /** How the object looked when it was deleted. */
    departed(address) {
        return this.#caches.get(cluster_view_keyOf(address, address.namespace))?.departed(address.name);
    }
    related(address) {
        if (BESIDE[address.kind] === undefined)
            return NOTHING;
        const of = (kind) => 
        // The key of the cache is the proof of the type.
        (this.#caches.get(cluster_view_keyOf(kind, address.namespace))?.all() ?? []);
        return { replicaSets: of(REPLICA_SET), pods: of(POD), events: of(EVENT) };
    }
    /** The pods of a workload, of whatever revision, oldest first. */
    podsOf(address) {
        const object = this.find(address) ?? this.departed(address);
        if (object === undefined)
            return [];
        if (address.kind === 'Pod')
            return [object];
        const { pods, replicaSets } = this.related(address);
        return [
            object,
            ...ownedBy(object, replicaSets),
        ].flatMap((owner) => ownedBy(owner, pods));
    }
    #notify() {
        this.#changed = true;
        this.#wake?.();
        this.#wake = undefined;
    }
}
const cluster_view_keyOf = ({ apiVersion, kind }, namespace) => `${apiVersion}|${kind}|${namespace ?? ''}`;
const isForbidden = (thrown) => thrown instanceof port_KubernetesError && thrown.status === 403;

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/assessment.js
/** A permanent fault of the object itself. */
const permanent = (code, message) => ({ key: code, code, message, grace: 0 });
/** Ready: faults do not matter any more. */
const assessment_ready = (message) => ({ ready: true, message, faults: [] });
/** Not ready yet. */
const assessment_waiting = (message, faults = []) => ({
    ready: false,
    message,
    faults,
});

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/images.js
/** Reasons under which the kubelet reports that it cannot get an image. */
const IMAGE_REASONS = new Set([
    'ErrImagePull',
    'ImagePullBackOff',
    'ErrImageNeverPull',
    'InvalidImageName',
    'ImageInspectError',
    'RegistryUnavailable',
    'SignatureValidationFailed',
]);
const FINAL_REASONS = new Set(['ErrImageNeverPull', 'InvalidImageName', 'SignatureValidationFailed']);
/** Passing troubles are looked for first: registries answer rate limits with words like "denied" too. */
const images_PASSING = /too ?many ?requests|\b429\b|rate limit|time(d )?-?out|deadline exceeded|connection (refused|reset)|no such host|temporar|try again|\b50[0234]\b|server misbehaving|unavailable|unexpected eof|\beof\b|tls handshake|network is unreachable|\bi\/o\b/i;
const FINAL = /not found|manifest unknown|name unknown|unauthori[sz]ed|authentication required|authorization failed|denied|forbidden|\b40[134]\b|invalid reference|invalid image|could ?n.t parse image|no match for platform|no matching manifest|unsupported/i;
/** Grace of an image error by its reason and text; 0 when it cannot heal without a change. */
function imageGrace(reason, message, image, rules) {
    if (FINAL_REASONS.has(reason))
        return 0;
    // The names of images and addresses are no words of the registry: `acme/timeout-service` does not time out.
    const words = message.replaceAll(image, '').replaceAll(/https?:\/\/[^\s"]+/g, '');
    if (images_PASSING.test(words))
        return rules.imageTransient;
    return FINAL.test(words) ? 0 : rules.image;
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/containers.js

/** What is wrong with one container, if anything is. */
function containerFault(status, context, rules) {
    const reason = status.state?.waiting?.reason ?? '';
    const text = status.state?.waiting?.message ?? '';
    const fault = (kind, code, message, grace) => ({
        key: `${context.uid}/${status.name}/${kind}`,
        code,
        message: `pod ${context.pod}, container ${status.name}: ${message}`,
        pod: context.pod,
        container: status.name,
        grace,
    });
    if (IMAGE_REASONS.has(reason)) {
        const message = `image ${context.image} cannot be pulled: ${withoutWrapping(text) || reason}`;
        return fault('image', 'IMAGE_PULL_FAILED', message, imageGrace(reason, text, context.image, rules));
    }
    if (reason === 'CreateContainerConfigError') {
        return fault('config', 'CONFIG_MISSING', text || reason, configGrace(text, rules));
    }
    const start = containers_startProblem(status);
    if (start !== undefined) {
        return fault('start', 'CONTAINER_NOT_STARTED', start, NEVER_STARTS.test(start) ? 0 : rules.start);
    }
    const grace = crashGrace(status, context, rules);
    return grace === undefined ? undefined : fault('crash', 'CONTAINER_CRASHED', describeCrash(status), grace);
}
/**
 * A missing object or key may be on its way; a cache that is not filled yet certainly is. Anything else (a root image
 * under runAsNonRoot, a bad subPath) cannot heal.
 */
function configGrace(message, rules) {
    if (/failed to sync .*cache|timed out waiting for the condition/i.test(message))
        return rules.configCache;
    return /not found|could ?n.t find|non-existent|references/i.test(message) ? rules.config : 0;
}
const START_REASONS = new Set([
    'CreateContainerError',
    'RunContainerError',
    'PreCreateHookError',
    'PostStartHookError',
]);
const NEVER_STARTS = /executable file not found|no such file or directory|permission denied|is a directory|exec format/i;
/** The runtime's words when it could not start the container; they move to the ended state at the next attempt. */
function containers_startProblem(status) {
    const waiting = status.state?.waiting;
    if (waiting?.reason !== undefined && START_REASONS.has(waiting.reason))
        return waiting.message ?? waiting.reason;
    const ended = containers_endOf(status);
    const notStarted = ended?.reason === 'StartError' || ended?.reason === 'ContainerCannotRun';
    return notStarted && status.state?.running === undefined ? (ended.message ?? ended.reason) : undefined;
}
/** The end that the API shows: of this run, or of the one before. */
const containers_endOf = (status) => status.state?.terminated ?? status.lastState?.terminated;
/**
 * The first end is no fault: programs that wait for a database by ending heal at their next start. The second one is.
 * Undefined when the container did not crash.
 */
function crashGrace(status, context, rules) {
    const running = status.state?.running !== undefined;
    if (running && status.ready)
        return undefined;
    const ends = status.restartCount + (status.state?.terminated === undefined ? 0 : 1);
    const loops = status.state?.waiting?.reason === 'CrashLoopBackOff';
    const twice = ends >= 2 || (loops && status.restartCount >= 1);
    if (!twice)
        return undefined;
    if (running)
        return Math.max(rules.restarted, context.besideReady ? rules.crashBesideReady : 0);
    return context.besideReady ? rules.crashBesideReady : rules.crash;
}
function describeCrash(status) {
    const ended = containers_endOf(status);
    const ends = Math.max(2, status.restartCount + (status.state?.terminated === undefined ? 0 : 1));
    if (ended === undefined)
        return `ended ${ends} times`;
    const signal = ended.signal === undefined || ended.signal === 0 ? '' : `, signal ${ended.signal}`;
    const reason = ended.reason === undefined ? '' : ` (${ended.reason})`;
    return `ended ${ends} times, the last time with exit code ${ended.exitCode}${signal}${reason}`;
}
/** Without the words of the channel that the runtime's message came through. */
const withoutWrapping = (message) => message.replaceAll(/rpc error: code = \w+ desc = /g, '');

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/pods.js


/** A pod that serves: its Ready condition holds and nobody is taking it away. */
const isReady = (pod) => has(pod, 'Ready', 'True') && pod.metadata?.deletionTimestamp === undefined;
/**
 * A pod whose state says something about its revision. One that is being deleted, was evicted, or lost its node is
 * replaced by its controller and says nothing.
 */
const counts = (pod) => pod.metadata?.deletionTimestamp === undefined && pod.status?.phase !== 'Failed' && pod.status?.phase !== 'Succeeded';
/** Everything wrong with the pods of one revision, the surest first. */
function podFaults(pods, events, rules) {
    const living = pods.filter(counts);
    const oneIsReady = living.some(isReady);
    return bySurety(living.filter((pod) => !isReady(pod)).flatMap((pod) => faultsOf(pod, events, oneIsReady, rules)));
}
/** The surest first: what fails at once, then by grace, then what only explains a wait. */
const bySurety = (faults) => [...faults].sort((a, b) => (a.grace ?? Number.POSITIVE_INFINITY) - (b.grace ?? Number.POSITIVE_INFINITY) || 0);
function faultsOf(pod, events, besideReady, rules) {
    const unscheduled = schedulingFault(pod, events, rules);
    if (unscheduled !== undefined)
        return [unscheduled];
    const ofContainers = containersOf(pod).flatMap(({ spec, status }) => {
        const context = {
            pod: pod.metadata?.name ?? '',
            uid: pod.metadata?.uid ?? '',
            image: spec.image ?? status.image,
            besideReady,
        };
        const fault = containerFault(status, context, rules);
        return fault === undefined ? [] : [fault];
    });
    if (ofContainers.length > 0)
        return ofContainers;
    const other = mountFault(pod, events, rules) ?? unreadyHint(pod, events);
    return other === undefined ? [] : [other];
}
/**
 * The containers that matter now: sidecars (restartable init containers) and ordinary ones, and of the other init
 * containers those that have not done their work. An ordinary container waits while init containers work.
 */
function containersOf(pod) {
    const pair = (specs = [], statuses = []) => statuses.map((status) => ({
        status,
        spec: specs.find(({ name }) => name === status.name) ?? { name: status.name },
    }));
    const init = pair(pod.spec?.initContainers, pod.status?.initContainerStatuses).filter(({ spec, status }) => spec.restartPolicy === 'Always' || status.state?.terminated?.exitCode !== 0);
    return [...init, ...pair(pod.spec?.containers, pod.status?.containerStatuses)];
}
/** No node takes the pod: an autoscaler may bring one. A scheduling gate is somebody's intention, never a failure. */
function schedulingFault(pod, events, rules) {
    const scheduled = condition(pod, 'PodScheduled');
    if (scheduled?.status !== 'False')
        return undefined;
    const name = pod.metadata?.name ?? '';
    const scaling = newestEvent(pod, events, ['TriggeredScaleUp', 'NotTriggerScaleUp'])?.reason === 'TriggeredScaleUp';
    const grace = scaling ? rules.scalingUp : rules.unschedulable;
    return {
        key: `${pod.metadata?.uid}/scheduled/${scaling}`,
        code: 'UNSCHEDULABLE',
        message: `pod ${name}: ${scheduled.message ?? scheduled.reason ?? 'no node takes it'}`,
        pod: name,
        grace: scheduled.reason === 'Unschedulable' ? grace : undefined,
    };
}
/** A missing ConfigMap or Secret that is mounted shows nowhere but in events; so do volumes that do not come. */
function mountFault(pod, events, rules) {
    const created = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
    if (created.some((status) => status.state?.running !== undefined || status.state?.terminated !== undefined)) {
        return undefined;
    }
    const event = newestEvent(pod, events, ['FailedMount', 'FailedAttachVolume', 'FailedCreatePodSandBox']);
    if (event === undefined)
        return undefined;
    const text = event.message ?? event.reason ?? '';
    const missing = /(configmap|secret|references non-existent|projected).*(not found|non-existent|cache)/is.test(text);
    const name = pod.metadata?.name ?? '';
    return {
        key: `${pod.metadata?.uid}/mount`,
        code: missing ? 'CONFIG_MISSING' : 'ROLLOUT_TIMEOUT',
        message: `pod ${name}: ${text}`,
        pod: name,
        grace: missing ? configGrace(text, rules) : undefined,
    };
}
/** Why a running pod is not ready: its probe's last words. Only time can tell whether it will be. */
function unreadyHint(pod, events) {
    const unready = (pod.status?.containerStatuses ?? []).find((status) => status.state?.running && !status.ready);
    if (unready === undefined)
        return undefined;
    const name = pod.metadata?.name ?? '';
    const words = newestEvent(pod, events, ['Unhealthy'])?.message ?? 'runs and is not ready';
    return {
        key: `${pod.metadata?.uid}/${unready.name}/unready`,
        code: 'ROLLOUT_TIMEOUT',
        message: `pod ${name}, container ${unready.name}: ${words}`,
        pod: name,
        container: unready.name,
        grace: undefined,
    };
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/refused-pods.js

/**
 * The API server refuses to create the pods of a workload: quota, admission, a missing service account.
 * `freeing` says that old pods are being taken away, which may make room in the quota.
 */
function refusal(object, message, freeing, rules) {
    const [code, grace] = classify(message, freeing, rules);
    return { key: 'refused', code, message: `${nameOf(object)}: ${message}`, grace };
}
function classify(message, freeing, rules) {
    if (/exceeded quota|failed quota|insufficient quota/i.test(message)) {
        return ['QUOTA_EXCEEDED', freeing ? rules.refusedPassing : rules.refused];
    }
    // The controller of a new service account's token, and of a new namespace's default account, needs a moment.
    if (/serviceaccount .*not found|error looking up service account/i.test(message)) {
        return ['CONFIG_MISSING', rules.config];
    }
    if (/failed calling webhook|timed? ?out|deadline exceeded|connection refused|no endpoints|internal error/i.test(message)) {
        return ['ADMISSION_REFUSED', rules.refusedPassing];
    }
    return ['ADMISSION_REFUSED', rules.refused];
}
/**
 * StatefulSets, DaemonSets and Jobs say so only in events: refused when the newest attempt failed. An attempt that
 * succeeded in the same second counts as newer, because events carry whole seconds.
 */
function refusedByEvents(object, events, freeing, rules) {
    const last = newestEvent(object, events, ['FailedCreate', 'SuccessfulCreate', 'FailedDaemonPod']);
    if (last?.reason !== 'FailedCreate' || last.message === undefined)
        return undefined;
    return refusal(object, last.message, freeing, rules);
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/daemon-set.js




/** The controller counts templates in this annotation and writes the number on each pod. */
const TEMPLATE = 'deprecated.daemonset.template.generation';
const POD_TEMPLATE = 'pod-template-generation';
/**
 * A DaemonSet is ready when every node that should have its pod has one of the newest revision that is available. The
 * controller takes away nodes that leave and adds those that join, so the live count is compared.
 */
function observeDaemonSet(set, related, rules) {
    if (isUnobserved(set))
        return assessment_waiting('the controller has not seen the newest version yet');
    const wanted = set.status?.desiredNumberScheduled ?? 0;
    const onDelete = set.spec?.updateStrategy?.type === 'OnDelete';
    const updated = set.status?.updatedNumberScheduled ?? 0;
    const available = set.status?.numberAvailable ?? 0;
    const message = `${updated} of ${wanted} updated, ${available} available`;
    if ((onDelete || updated === wanted) && available === wanted && (set.status?.numberReady ?? 0) === wanted) {
        return assessment_ready(wanted === 0 ? 'no node is selected' : message);
    }
    const pods = ownedBy(set, related.pods).filter((pod) => isNewest(set, pod));
    const refused = refusedByEvents(set, related.events, false, rules);
    const faults = [...podFaults(pods, related.events, rules), ...(refused === undefined ? [] : [refused])];
    return assessment_waiting(message, bySurety(faults));
}
function isNewest(set, pod) {
    const newest = set.metadata?.annotations?.[TEMPLATE];
    const own = pod.metadata?.labels?.[POD_TEMPLATE];
    return newest === undefined || own === undefined || newest === own;
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/deployment.js




const REVISION = 'deployment.kubernetes.io/revision';
/**
 * A Deployment is ready when its newest revision is all there is: every wanted replica updated and available, no pod of
 * another revision left, and the newest ReplicaSet says the same. Old revisions' pods are ignored.
 */
function observeDeployment(deployment, related, rules) {
    if (isUnobserved(deployment))
        return assessment_waiting('the controller has not seen the newest version yet');
    const sets = ownedBy(deployment, related.replicaSets);
    const newest = newestOf(deployment, sets);
    const counts = countsOf(deployment);
    const complete = isComplete(counts) && (counts.wanted === 0 || setIsReady(newest, counts.wanted));
    if (complete)
        return assessment_ready(counts.wanted === 0 ? 'scaled to 0' : `${counts.available} of ${counts.wanted} available`);
    if (deployment.spec?.paused === true) {
        const message = `${nameOf(deployment)}: is paused before its newest version was rolled out`;
        return assessment_waiting('paused', [permanent('WORKLOAD_PAUSED', message)]);
    }
    return assessment_waiting(describe(counts), deployment_faultsOf(deployment, newest, sets, related, rules));
}
/** Always the live `spec.replicas`: an autoscaler may have moved it. */
function countsOf({ spec, status }) {
    return {
        wanted: spec?.replicas ?? 1,
        updated: status?.updatedReplicas ?? 0,
        available: status?.availableReplicas ?? 0,
        ready: status?.readyReplicas ?? 0,
        total: status?.replicas ?? 0,
    };
}
/** `total` holds pods of every revision: while one more is there, a surge step only looks done. */
const isComplete = ({ wanted, updated, available, ready: up, total }) => updated === wanted && total === wanted && available === wanted && up === wanted;
function describe({ wanted, updated, available, total }) {
    const old = total - updated;
    return `${updated} of ${wanted} updated, ${available} available${old > 0 ? `, ${old} of an older revision left` : ''}`;
}
/** The ReplicaSet of the current revision, by owner and revision number; the number moves with the template. */
function newestOf(deployment, sets) {
    const revision = deployment.metadata?.annotations?.[REVISION];
    return revision === undefined ? undefined : sets.find((set) => set.metadata?.annotations?.[REVISION] === revision);
}
/** The ReplicaSet's own status must be as new as its wish, and agree. */
const setIsReady = (set, wanted) => set !== undefined &&
    !isUnobserved(set) &&
    set.spec?.replicas === wanted &&
    (set.status?.availableReplicas ?? 0) === wanted;
function deployment_faultsOf(deployment, newest, sets, related, rules) {
    const faults = [...(newest === undefined ? [] : podFaults(ownedBy(newest, related.pods), related.events, rules))];
    const refused = condition(deployment, 'ReplicaFailure');
    if (refused?.status === 'True') {
        faults.push(refusal(deployment, refused.message ?? '', isFreeing(deployment, newest, sets), rules));
    }
    const progress = condition(deployment, 'Progressing');
    if (progress?.status === 'False' && progress.reason === 'ProgressDeadlineExceeded') {
        const message = `${nameOf(deployment)}: ${progress.message ?? explain(progress)}`;
        faults.push({ key: 'deadline', code: 'PROGRESS_DEADLINE', message, grace: rules.deadline });
    }
    return bySurety(faults);
}
/** Whether the rollout may take old pods away before a new one is there: only then can a full quota get room. */
function isFreeing(deployment, newest, sets) {
    const old = sets.filter((set) => set.metadata?.uid !== newest?.metadata?.uid);
    if (!old.some((set) => (set.status?.replicas ?? 0) > 0))
        return false;
    if (deployment.spec?.strategy?.type === 'Recreate')
        return true;
    const limit = deployment.spec?.strategy?.rollingUpdate?.maxUnavailable ?? '25%';
    const wanted = deployment.spec?.replicas ?? 1;
    const pods = typeof limit === 'string' && limit.endsWith('%')
        ? Math.floor((wanted * Number.parseInt(limit, 10)) / 100)
        : Number(limit);
    return pods > 0;
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/job.js




/**
 * Only conditions tell how a Job ended: counts mislead under `restartPolicy: OnFailure`, podFailurePolicy and
 * activeDeadlineSeconds. Crashing pods are its backoffLimit's business, but a pod that never starts is not counted
 * there and would wait for ever.
 */
function observeJob(job, related, rules) {
    if (has(job, 'Complete', 'True'))
        return assessment_ready(`completed, ${job.status?.succeeded ?? 0} succeeded`);
    // FailureTarget: the verdict is there, the pods are still being ended.
    for (const type of ['Failed', 'FailureTarget']) {
        const failed = condition(job, type);
        if (failed?.status === 'True') {
            const [pod] = ownedBy(job, related.pods)
                .filter((one) => one.status?.phase === 'Failed')
                .slice(-1);
            const fault = permanent('JOB_FAILED', `${nameOf(job)}: ${explain(failed) || 'failed'}`);
            const name = pod?.metadata?.name;
            return assessment_waiting('failed', [name === undefined ? fault : { ...fault, pod: name }]);
        }
    }
    if (job.spec?.suspend === true)
        return assessment_waiting('is suspended');
    const { active = 0, failed = 0, succeeded = 0 } = job.status ?? {};
    const message = `${active} active, ${succeeded} of ${job.spec?.completions ?? 1} succeeded, ${failed} failed`;
    const refused = refusedByEvents(job, related.events, false, rules);
    const faults = podFaults(ownedBy(job, related.pods), related.events, rules).map((fault) => fault.code === 'CONTAINER_CRASHED' ? { ...fault, grace: undefined } : fault);
    return assessment_waiting(message, bySurety([...faults, ...(refused === undefined ? [] : [refused])]));
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/other-kinds.js


/** A Service is there at once; one of type LoadBalancer when it has an address. */
function observeService(service) {
    if (service.spec?.type !== 'LoadBalancer')
        return assessment_ready('is there');
    const addresses = service.status?.loadBalancer?.ingress ?? [];
    return addresses.length > 0 ? assessment_ready('has an address') : assessment_waiting('waits for the address of its load balancer');
}
/** A claim is ready when bound, or when its class binds it only with the first pod that uses it. */
function observeClaim(claim, related) {
    const phase = claim.status?.phase ?? 'Pending';
    if (phase === 'Bound')
        return assessment_ready('bound');
    if (phase === 'Lost')
        return other_kinds_failed('OBJECT_FAILED', claim, 'its volume is lost');
    const event = newestEvent(claim, related.events, ['WaitForFirstConsumer', 'ProvisioningFailed', 'FailedBinding']);
    if (event?.reason === 'WaitForFirstConsumer')
        return assessment_ready('is bound with the first pod that uses it');
    if (event === undefined)
        return assessment_waiting('is not bound yet');
    return assessment_waiting('is not bound yet', [hint(claim, event.message ?? event.reason ?? '')]);
}
/** An autoscaler that cannot read its metrics yet is not ready; disabled by zero replicas it has nothing to do. */
function observeAutoscaler(scaler) {
    const active = condition(scaler, 'ScalingActive');
    if (active === undefined)
        return assessment_waiting('the controller has not looked at it yet');
    if (active.status === 'True' || active.reason === 'ScalingDisabled')
        return assessment_ready('active');
    return assessment_waiting('does not scale yet', [hint(scaler, explain(active))]);
}
/** A CustomResourceDefinition serves when it is established. */
function observeDefinition(definition) {
    const names = condition(definition, 'NamesAccepted');
    if (names?.status === 'False')
        return other_kinds_failed('OBJECT_FAILED', definition, explain(names));
    return condition(definition, 'Established')?.status === 'True' ? assessment_ready('established') : assessment_waiting('is not served yet');
}
/** Objects of Argo Rollouts and Flagger tell their state in `status.phase`. */
function observePhase(object, good, bad) {
    const { phase, message } = (object.status ?? {});
    if (isUnobserved(object) || phase === undefined)
        return assessment_waiting('the controller has not seen the newest version yet');
    if (good.includes(phase))
        return assessment_ready(phase);
    if (bad.includes(phase))
        return other_kinds_failed('OBJECT_FAILED', object, [phase, message].filter(Boolean).join(': '));
    return assessment_waiting(phase);
}
/**
 * Any other kind, by the conventions that most controllers keep: `observedGeneration`, and the conditions Stalled,
 * Reconciling and Ready. An object that shows none of them is ready when it is there.
 */
function observeAny(object) {
    const status = object.status;
    if (status?.observedGeneration !== undefined && isUnobserved(object)) {
        return assessment_waiting('the controller has not seen the newest version yet');
    }
    const stalled = condition(object, 'Stalled');
    if (stalled?.status === 'True')
        return other_kinds_failed('OBJECT_FAILED', object, `Stalled: ${explain(stalled)}`);
    const reconciling = condition(object, 'Reconciling');
    if (reconciling?.status === 'True')
        return assessment_waiting(explain(reconciling) || 'reconciling');
    const state = condition(object, 'Ready');
    if (state === undefined || state.status === 'True')
        return assessment_ready(state === undefined ? 'is there' : 'ready');
    const words = explain(state);
    return words === '' ? assessment_waiting('not ready') : assessment_waiting('not ready', [hint(object, words)]);
}
function other_kinds_failed(code, object, words) {
    return assessment_waiting('failed', [permanent(code, `${nameOf(object)}: ${words}`)]);
}
const hint = (object, words) => ({
    key: 'hint',
    code: 'ROLLOUT_TIMEOUT',
    message: `${nameOf(object)}: ${words}`,
    grace: undefined,
});

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/pod.js



/** A pod that someone applies by itself: served, or ran to its end. */
function observePod(pod, related, rules) {
    const phase = pod.status?.phase ?? 'Pending';
    if (phase === 'Succeeded')
        return assessment_ready('ran to its end');
    if (phase === 'Failed') {
        const ended = pod.status?.containerStatuses?.find((one) => (one.state?.terminated?.exitCode ?? 0) !== 0);
        const why = pod.status?.reason ?? ended?.state?.terminated?.reason ?? 'no reason given';
        const fault = permanent('POD_FAILED', `${nameOf(pod)}: ended in failure (${why})`);
        const container = ended === undefined ? {} : { container: ended.name };
        return assessment_waiting('failed', [{ ...fault, pod: pod.metadata?.name ?? '', ...container }]);
    }
    if (has(pod, 'Ready', 'True'))
        return assessment_ready('ready');
    return assessment_waiting(phase, podFaults([pod], related.events, rules));
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/replica-set.js




/** A ReplicaSet that someone applies by itself. */
function observeReplicaSet(set, related, rules) {
    if (isUnobserved(set))
        return assessment_waiting('the controller has not seen the newest version yet');
    const wanted = set.spec?.replicas ?? 1;
    const available = set.status?.availableReplicas ?? 0;
    const message = `${available} of ${wanted} available`;
    if (available === wanted && (set.status?.replicas ?? 0) === wanted)
        return assessment_ready(message);
    const refused = condition(set, 'ReplicaFailure');
    const faults = refused?.status === 'True' ? [refusal(set, refused.message ?? '', false, rules)] : [];
    return assessment_waiting(message, [...faults, ...podFaults(ownedBy(set, related.pods), related.events, rules)]);
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/stateful-set.js




const HASH = 'controller-revision-hash';
/**
 * A StatefulSet is ready when all its pods are available and those above the partition have the newest revision. Under
 * `OnDelete` the revision is somebody else's business: pods change when someone deletes them.
 */
function observeStatefulSet(set, related, rules) {
    if (isUnobserved(set))
        return assessment_waiting('the controller has not seen the newest version yet');
    const { wanted, available, updated, needed, total } = stateful_set_countsOf(set);
    const message = `${updated} of ${needed} updated, ${available} of ${wanted} available`;
    if (available === wanted && updated >= needed && total === wanted)
        return assessment_ready(noteFor(set, message));
    const pods = ownedBy(set, related.pods);
    const newest = pods.filter((pod) => pod.metadata?.labels?.[HASH] === set.status?.updateRevision);
    const refused = refusedByEvents(set, related.events, false, rules);
    const faults = [
        ...podFaults(newest, related.events, rules),
        ...(refused === undefined ? [] : [refused]),
        ...blockers(set, pods.filter((pod) => !newest.includes(pod)), updated < needed, related, rules),
    ];
    return assessment_waiting(message, bySurety(faults));
}
function stateful_set_countsOf(set) {
    const wanted = set.spec?.replicas ?? 1;
    const status = set.status;
    const onDelete = set.spec?.updateStrategy?.type === 'OnDelete';
    const partition = set.spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
    // Equal revisions in the status prove nothing: after going back they are equal while the bad pods are still there.
    return {
        wanted,
        available: Math.min(status?.readyReplicas ?? 0, status?.availableReplicas ?? status?.readyReplicas ?? 0),
        updated: status?.updatedReplicas ?? 0,
        needed: onDelete ? 0 : Math.max(0, wanted - partition),
        total: status?.replicas ?? 0,
    };
}
function noteFor(set, message) {
    const { type } = set.spec?.updateStrategy ?? {};
    return type === 'OnDelete' ? `${message}; OnDelete: a pod changes when someone deletes it` : message;
}
/**
 * With ordered pods the controller waits for ever for a broken pod of an older revision instead of replacing it
 * (kubernetes/kubernetes#67250), also when the newest revision would heal it.
 */
function blockers(set, old, behind, related, rules) {
    if (!behind || set.spec?.podManagementPolicy === 'Parallel')
        return [];
    const broken = podFaults(old.filter(counts), related.events, rules).filter((fault) => fault.grace !== undefined);
    return broken.map((fault) => ({
        ...fault,
        key: `${fault.key}/stuck`,
        code: 'WORKLOAD_STUCK',
        message: `${nameOf(set)}: a pod of an older revision blocks the update: ${fault.message}`,
        grace: Math.max(rules.stuck, fault.grace ?? 0),
    }));
}

;// CONCATENATED MODULE: ./.build/shared/policy/readiness/assess.js










/**
 * Whether one object is ready, on its way, or failed, from what the API shows. The memory `seen` holds since when
 * each fault lasts, by the caller's clock, because the API does not tell; pass the returned one the next time.
 */
function assess(object, related, seen, now, rules = DEFAULT_RULES) {
    const observation = observe(object, related, rules);
    const since = new Map(observation.faults.map(({ key }) => [key, seen.get(key) ?? now]));
    return { assessment: judge(observation, since, now), seen: since };
}
/** What the rules for the object's kind see. */
function observe(object, related, rules) {
    if (object.metadata?.deletionTimestamp !== undefined) {
        return assessment_waiting('is being deleted', [permanent('OBJECT_GONE', `${nameOf(object)}: is being deleted`)]);
    }
    const group = object.apiVersion?.includes('/') ? object.apiVersion.split('/')[0] : '';
    const rule = KINDS[`${group}/${object.kind}`];
    return rule === undefined ? observeAny(object) : rule(object, related, rules);
}
/** Each rule narrows the object to the type of its own kind: the key is the proof. */
const KINDS = {
    'apps/Deployment': (object, related, rules) => observeDeployment(object, related, rules),
    'apps/ReplicaSet': (object, related, rules) => observeReplicaSet(object, related, rules),
    'apps/StatefulSet': (object, related, rules) => observeStatefulSet(object, related, rules),
    'apps/DaemonSet': (object, related, rules) => observeDaemonSet(object, related, rules),
    'batch/Job': (object, related, rules) => observeJob(object, related, rules),
    '/Pod': (object, related, rules) => observePod(object, related, rules),
    '/Service': (object) => observeService(object),
    '/PersistentVolumeClaim': (object, related) => observeClaim(object, related),
    'autoscaling/HorizontalPodAutoscaler': (object) => observeAutoscaler(object),
    'apiextensions.k8s.io/CustomResourceDefinition': (object) => observeDefinition(object),
    'argoproj.io/Rollout': (object) => observePhase(object, ['Healthy'], ['Degraded']),
    'flagger.app/Canary': (object) => observePhase(object, ['Succeeded', 'Initialized'], ['Failed']),
};
/** A fault fails the object when its grace is over; until then it is a suspect, and the next end of a grace is told. */
function judge({ ready, message, faults }, since, now) {
    if (ready)
        return { state: 'ready', message };
    const endOf = ({ key, grace }) => (since.get(key) ?? now) + (grace ?? Number.POSITIVE_INFINITY);
    const over = faults.find((fault) => endOf(fault) <= now);
    if (over !== undefined)
        return { state: 'failed', class: over.grace === 0 ? 'permanent' : 'probable', ...suspectOf(over) };
    const [suspect] = faults;
    const recheckAt = Math.min(...faults.map(endOf));
    return {
        state: 'progressing',
        message,
        ...(suspect === undefined ? {} : { suspect: suspectOf(suspect) }),
        ...(Number.isFinite(recheckAt) ? { recheckAt } : {}),
    };
}
const suspectOf = ({ key: _key, grace: _grace, ...suspect }) => suspect;

;// CONCATENATED MODULE: ./.build/shared/rollout/watched-object.js


/** What is known about one expected object from one look to the next. */
class WatchedObject {
    expected;
    assessment = { state: 'progressing', message: 'waiting' };
    /** Moment at which it came into its present state. */
    since;
    #seen = new Map();
    constructor(expected, now) {
        this.expected = expected;
        this.since = now;
    }
    /** Judges it anew and gives the moment at which time alone could change the answer. */
    look(view, now, rules) {
        const before = this.assessment.state;
        this.assessment = this.#judge(view, now, rules);
        if (this.assessment.state !== before)
            this.since = now;
        if (this.assessment.state !== 'progressing')
            return Number.POSITIVE_INFINITY;
        const deadline = this.since + this.expected.timeout;
        if (now < deadline)
            return Math.min(deadline, this.assessment.recheckAt ?? deadline);
        this.assessment = this.#timeout(this.assessment);
        this.since = now;
        return Number.POSITIVE_INFINITY;
    }
    /** What people read about it. */
    line() {
        const { kind, name } = this.expected.address;
        const { assessment } = this;
        const suspect = assessment.state === 'progressing' ? assessment.suspect : undefined;
        return `${kind} ${name}: ${assessment.state}: ${assessment.message}${suspect ? `; ${suspect.message}` : ''}`;
    }
    #judge(view, now, rules) {
        const { address, uid, generation } = this.expected;
        const live = view.find(address) ?? this.#finishedJob(view, now, rules);
        if (live === undefined)
            return gone(address, 'was deleted while it was rolled out');
        if (uid !== undefined && live.metadata.uid !== uid)
            return gone(address, 'was replaced while it was rolled out');
        if (generation !== undefined && (live.metadata.generation ?? 0) < generation) {
            return { state: 'progressing', message: 'the applied version has not arrived yet' };
        }
        const { assessment, seen } = assess(live, view.related(address), this.#seen, now, rules);
        this.#seen = seen;
        return assessment;
    }
    /** `ttlSecondsAfterFinished` takes a Job away that has ended: its last picture holds the verdict. */
    #finishedJob(view, now, rules) {
        const last = this.expected.address.kind === 'Job' ? view.departed(this.expected.address) : undefined;
        if (last === undefined)
            return undefined;
        const { deletionTimestamp: _deleted, ...metadata } = last.metadata;
        const job = { ...last, metadata };
        const { assessment } = assess(job, view.related(this.expected.address), new Map(), now, rules);
        return assessment.state === 'progressing' ? undefined : job;
    }
    #timeout(assessment) {
        const { kind, name } = this.expected.address;
        const { suspect } = assessment;
        const why = suspect === undefined ? assessment.message : `${assessment.message}; ${suspect.message}`;
        const message = `${kind} ${name}: not ready within ${duration_showDuration(this.expected.timeout)}: ${why}`;
        return { code: 'ROLLOUT_TIMEOUT', ...suspect, state: 'failed', class: 'probable', message };
    }
}
function gone({ kind, name }, what) {
    return { state: 'failed', class: 'permanent', code: 'OBJECT_GONE', message: `${kind} ${name}: ${what}` };
}

;// CONCATENATED MODULE: ./.build/shared/rollout/watch.js





/**
 * Watches every object at once until all are ready at the same time, or one has failed or run out of its time. Nothing
 * is polled: a new fact or the end of a grace wakes it.
 * @throws what the port throws when the cluster cannot be read, and the signal's reason when it aborts.
 */
async function watch_watchUntilSettled(ports, request) {
    const { kubernetes, clock } = ports;
    request.signal.throwIfAborted();
    const ending = new AbortController();
    const signal = AbortSignal.any([request.signal, ending.signal]);
    const view = new ClusterView(request.objects.map(({ address }) => address));
    const start = clock.now();
    const watched = request.objects.map((expected) => new WatchedObject(expected, start));
    const broken = Promise.withResolvers();
    // It is raced below; when nothing breaks before the end, nobody else hears of it.
    broken.promise.catch(() => { });
    request.signal.addEventListener('abort', () => broken.reject(request.signal.reason), { signal: ending.signal });
    const progress = request.onProgress ?? (() => { });
    try {
        await Promise.race([view.open(kubernetes, signal, broken.reject, progress), broken.promise]);
        for (;;) {
            const wake = look(watched, view, clock.now(), request.rules ?? DEFAULT_RULES, progress);
            if (wake === undefined)
                break;
            await sleepOrChange(clock, view, wake, signal, broken.promise);
        }
        const outcomes = await Promise.all(watched.map((one) => outcomeOf(ports, view, one, start)));
        return { ready: watched.every((one) => one.assessment.state === 'ready'), outcomes };
    }
    finally {
        ending.abort();
    }
}
/** One look at everything; undefined when it is settled, else the moment to look again without a change. */
function look(watched, view, now, rules, progress) {
    let wake = Number.POSITIVE_INFINITY;
    for (const one of watched) {
        const before = one.line();
        wake = Math.min(wake, one.look(view, now, rules));
        if (one.line() !== before)
            progress(one.line());
    }
    const states = watched.map((one) => one.assessment.state);
    return states.includes('failed') || states.every((state) => state === 'ready') ? undefined : wake;
}
/** Node fires a longer timer at once. */
const LONGEST_SLEEP = 2 ** 31 - 1;
async function sleepOrChange(clock, view, wake, signal, broken) {
    const done = new AbortController();
    const ms = Math.min(LONGEST_SLEEP, Math.max(0, wake - clock.now()));
    const slept = clock.sleep(ms, AbortSignal.any([signal, done.signal])).catch((thrown) => {
        if (!done.signal.aborted)
            throw thrown;
    });
    try {
        await Promise.race([view.nextChange(), slept, broken]);
    }
    finally {
        done.abort();
        await slept.catch(() => { });
    }
}
async function outcomeOf(ports, view, { expected, assessment, since }, start) {
    const common = { address: expected.address, assessment, after: since - start };
    if (assessment.state !== 'failed')
        return { ...common, events: [] };
    const logs = await collectLogs(ports, view, expected.address, assessment);
    const events = collectEvents(view, expected.address);
    return { ...common, events, ...(logs === undefined ? {} : { logs }) };
}
/** One line about an outcome, for people. */
function describeOutcome({ address, assessment, after }) {
    return `${address.kind} ${address.name}: ${assessment.state} after ${showDuration(after)}: ${assessment.message}`;
}

;// CONCATENATED MODULE: ./.build/shared/rollout/apply.js







/** Kinds that have nothing to wait for, or whose readiness depends on what comes later (a volume's first pod). */
const NOT_AWAITED = new Set(['Service', 'PersistentVolumeClaim', 'PodDisruptionBudget', 'CronJob']);
const isAwaited = (object) => {
    const phase = phaseOf(object);
    if (phase === 'workloads')
        return !NOT_AWAITED.has(object.kind);
    return object.kind === 'CustomResourceDefinition';
};
/**
 * Applies objects phase by phase, everything in a phase at once, and waits until what runs is ready before it sends
 * traffic there. Fields of other managers are taken over: the release says what is true.
 *
 * @param timeout milliseconds until everything must be ready.
 * @param applied is called with the server's answers of each phase before they are waited for.
 * @throws UserError('CLUSTER_REFUSED') when the server refuses an object, UserError('PLAN_MOVED') when one stands
 *   differently than when the plan was made.
 */
async function apply_applyAndWait(rollout, objects, timeout, applied = async () => undefined) {
    const until = rollout.clock.now() + timeout;
    const scaled = autoscaled(rollout.objects);
    for (const phase of inPhases(objects, (object) => object)) {
        rollout.signal.throwIfAborted();
        const answers = await inParallel(phase, (object) => applyObject(rollout, object, scaled));
        await applied(answers);
        const awaited = answers.filter(isAwaited);
        if (awaited.length === 0)
            continue;
        const left = Math.max(1, until - rollout.clock.now());
        const { ready, outcomes } = await watch_watchUntilSettled(rollout, {
            objects: awaited.map((object) => watched(object, left)),
            signal: rollout.signal,
            onProgress: rollout.say,
        });
        if (ready)
            continue;
        const failed = outcomes.filter(({ assessment }) => assessment.state === 'failed');
        return { ready, count: objects.length, failed, evidence: failed.map(apply_evidenceOf) };
    }
    return { ready: true, count: objects.length, failed: [], evidence: [] };
}
function watched(object, timeout) {
    const { uid, generation } = object.metadata;
    const address = address_addressOf(object);
    return {
        address,
        timeout,
        ...(uid === undefined ? {} : { uid }),
        ...(generation === undefined ? {} : { generation }),
    };
}
/** What the watch found about a failure, for the summary. */
function apply_evidenceOf({ address, assessment, logs, events }) {
    const logsOf = logs === undefined
        ? null
        : `pod ${logs.pod}, container ${logs.container}${logs.previous ? ' (before its restart)' : ''}`;
    const code = assessment.state === 'failed' ? assessment.code : 'STEP_FAILED';
    return { what: address_showAddress(address), code, message: assessment.message, logsOf, lines: logs?.lines ?? [], events };
}
/** `Deployment backend: pod backend-6c9 ended 2 times, exit code 1: "No module named app"`: one line for people. */
function apply_failureLine(evidence) {
    const [first, ...others] = evidence;
    if (first === undefined)
        return 'not ready';
    const line = lastWords(first.lines);
    const more = others.length > 0 ? `; ${others.length} more` : '';
    const quoted = line === undefined || first.message.includes(line) ? '' : `: "${line.slice(0, 300)}"`;
    return `${first.what}: ${first.message}${quoted}${more}`;
}

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/commands.js


const ROLLED_OUT = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
/** What a person types when the restore itself failed: exactly what it would have done. */
function restoreCommands(scope, release, objects, deletions) {
    const n = `kubectl -n ${scope.namespace}`;
    const secret = releaseName(scope, release);
    const content = `${n} get secret ${secret} -o jsonpath='{.data.content}' | base64 -d | gunzip`;
    const list = `jq '{apiVersion: "v1", kind: "List", items: .objects}'`;
    const waits = objects.filter(({ kind }) => ROLLED_OUT.has(kind)).map(address_addressOf);
    return [
        `${content} | ${list} | kubectl apply --server-side --force-conflicts --field-manager=countersign -f -`,
        ...deletions.map((address) => `${n} delete ${kubectlName(address)} --ignore-not-found`),
        ...waits.map((address) => `${n} rollout status ${kubectlName(address)}`),
        `${n} get pods,events --sort-by=.metadata.creationTimestamp`,
    ];
}

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/prune.js

/** Deleting one of these deletes data or other people's objects with it. */
const KEPT = new Set(['Namespace', 'CustomResourceDefinition', 'PersistentVolume', 'PersistentVolumeClaim']);
/** These hold back the pods of other releases, so what a bad release brought of them goes before anything is restored. */
const RESTRICTIVE = new Set([
    'ResourceQuota',
    'LimitRange',
    'NetworkPolicy',
    'ValidatingWebhookConfiguration',
    'MutatingWebhookConfiguration',
]);
/** What earlier releases brought and this one does not. */
function pruning(before, now) {
    const wanted = new Set(now.map((object) => address_keyOf(address_addressOf(object))));
    const gone = new Map();
    for (const address of before.map(address_addressOf))
        if (!wanted.has(address_keyOf(address)))
            gone.set(address_keyOf(address), address);
    const all = [...gone.values()];
    return { delete: all.filter(({ kind }) => !KEPT.has(kind)), keep: all.filter(({ kind }) => KEPT.has(kind)) };
}
/** Deletions that must come before the restored objects, and those that wait until these are ready. */
const splitDeletions = (addresses) => ({
    first: addresses.filter(({ kind }) => RESTRICTIVE.has(kind)),
    last: addresses.filter(({ kind }) => !RESTRICTIVE.has(kind)),
});

;// CONCATENATED MODULE: ./.build/shared/rollout/remove.js



/** True when the live object is one that a release of this environment brought, and nobody else's by now. */
const isOurs = (live, scope) => live?.metadata.labels?.[release_LABELS.application] === scope.application &&
    live.metadata.labels[release_LABELS.environment] === scope.environment;
/** Deletes objects of earlier releases: only what still carries this environment's labels, and only that incarnation. */
async function removeObjects({ kubernetes, scope, say, signal }, addresses) {
    signal.throwIfAborted();
    const removed = await inParallel(addresses, async (address) => {
        const live = await kubernetes.get(address);
        const uid = live?.metadata.uid;
        if (uid === undefined || !isOurs(live, scope))
            return [];
        const gone = await kubernetes.delete(address, { uid });
        if (gone)
            say(`deleted ${address_showAddress(address)}`);
        return gone ? [address] : [];
    });
    return removed.flat();
}
const JOB = { apiVersion: 'batch/v1', kind: 'Job' };
/** Ends the Jobs that steps of a release left running, so that no migration goes on while another release comes back. */
async function stopJobs({ kubernetes, scope, say, signal }, releases) {
    signal.throwIfAborted();
    const labels = `${release_LABELS.application}=${scope.application},${release_LABELS.environment}=${scope.environment},${release_LABELS.step}`;
    const { items } = await kubernetes.list(JOB, scope.namespace, { labels });
    const running = items.filter((job) => releases.includes(Number(job.metadata.labels?.[release_LABELS.release])) && !ended(job));
    await inParallel(running, async ({ metadata: { name, uid } }) => {
        const address = { ...JOB, namespace: scope.namespace, name };
        await kubernetes.delete(address, { propagation: 'Foreground', ...(uid === undefined ? {} : { uid }) });
        say(`stopped ${address_showAddress(address)}`);
    });
}
function ended(job) {
    const { conditions = [] } = (job['status'] ?? {});
    return conditions.some(({ type, status }) => ['Complete', 'Failed'].includes(type) && status === 'True');
}

;// CONCATENATED MODULE: ./.build/shared/rollout/steps/outcome.js
/** The result of a step that was run. */
const outcome_stepResult = ({ id, title, needed }, result) => ({
    outcome: {
        id,
        title,
        status: result.code === 'OK' ? 'passed' : 'failed',
        code: result.code,
        milliseconds: Math.round(result.milliseconds),
        seen: result.seen,
        needed,
        saved: result.saved ?? null,
    },
    evidence: result.evidence ?? [],
});
/** A step that was not reached. */
const notRun = ({ id, title, needed }) => {
    return { id, title, status: 'not-run', code: 'STEP_NOT_RUN', milliseconds: 0, seen: 'not run', needed, saved: null };
};

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/service-url.js

/**
 * `http://backend.tracker:8000/health` → service backend in namespace tracker. Names as cluster DNS has them; without a
 * namespace the environment's own is meant.
 *
 * @throws UserError('CONFIG_INVALID') for an address that is no service of the cluster.
 */
function parseServiceUrl(text, namespace) {
    const url = new URL(text);
    const [service = '', own, svc, ...domain] = url.hostname.split('.');
    const inCluster = svc === undefined || (svc === 'svc' && ['', 'cluster.local'].includes(domain.join('.')));
    if (!inCluster || service === '' || /^[\d.]+$/.test(url.hostname)) {
        const message = `${text} is not an address of a service in the cluster; write http://service.namespace:port/path`;
        throw new errors/* UserError */.y('CONFIG_INVALID', message);
    }
    const scheme = url.protocol === 'https:' ? 'https' : 'http';
    const port = url.port === '' ? (scheme === 'https' ? '443' : '80') : url.port;
    return { scheme, service, namespace: own ?? namespace, port, path: `${url.pathname}${url.search}` };
}

;// CONCATENATED MODULE: ./.build/shared/rollout/probes/http.js





const INTERVAL_MS = 500;
/** One request may take this long; a service that needs more is not healthy. */
const REQUEST_MS = 5_000;
const DEFAULT_WITHIN = '60s';
const http_httpHead = (id, probe) => ({
    id,
    title: `http ${probe.http ?? ''}`,
    needed: neededBy(probe),
});
function neededBy(probe) {
    const parts = [`status ${probe.status ?? 200}`];
    for (const [name, value] of Object.entries(probe.headers ?? {}))
        parts.push(`header ${name}: ${value}`);
    if (probe.contains !== undefined)
        parts.push(`a body that contains "${probe.contains}"`);
    return `${parts.join(', ')} within ${probe.within ?? DEFAULT_WITHIN}`;
}
/** What is wrong with an answer; undefined when nothing is. */
function httpProblem(probe, answer) {
    const body = answer.body.trim().slice(0, 120);
    const said = body === '' ? '' : `: "${body.replace(/\s+/g, ' ')}"`;
    if (answer.status !== (probe.status ?? 200))
        return `status ${answer.status}${said}`;
    const headers = new Map(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]));
    for (const [name, value] of Object.entries(probe.headers ?? {})) {
        const seen = headers.get(name.toLowerCase());
        if (seen !== value)
            return seen === undefined ? `no header ${name}` : `header ${name}: ${seen}`;
    }
    if (probe.contains !== undefined && !answer.body.includes(probe.contains)) {
        return `status ${answer.status}, a body without "${probe.contains}"${said}`;
    }
    return undefined;
}
/** Asks until the answer is right or the time is over. Every request goes through the API server. */
async function http_probeHttp({ kubernetes, clock }, head, probe, where) {
    const started = clock.now();
    const within = duration_durationMs(probe.within ?? DEFAULT_WITHIN) ?? 0;
    const target = parseServiceUrl(probe.http ?? '', where.namespace);
    let tries = 0;
    for (;;) {
        where.signal.throwIfAborted();
        const left = started + within - clock.now();
        const timeout = Math.max(1, Math.min(REQUEST_MS, left));
        const problem = await http_ask(() => kubernetes.http({ ...target, timeout }), probe);
        tries += 1;
        const milliseconds = clock.now() - started;
        if (problem === undefined) {
            const seen = `status ${probe.status ?? 200} at request ${tries}`;
            return outcome_stepResult(head, { code: 'OK', milliseconds, seen });
        }
        if (problem.final || milliseconds + INTERVAL_MS > within) {
            const seen = `${problem.text} (${tries} ${tries === 1 ? 'request' : 'requests'})`;
            return outcome_stepResult(head, { code: 'PROBE_FAILED', milliseconds, seen });
        }
        await clock.sleep(INTERVAL_MS, where.signal);
    }
}
/** A refusal for want of permission does not heal by waiting; anything else may be a service that is starting. */
async function http_ask(send, probe) {
    try {
        const text = httpProblem(probe, await send());
        return text === undefined ? undefined : { text, final: false };
    }
    catch (thrown) {
        const final = thrown instanceof port_KubernetesError && (thrown.status === 401 || thrown.status === 403);
        return { text: (0,errors/* describeError */.U)(thrown), final };
    }
}

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/job.js



/** Label by which the pods of a Job are found. */
const job_JOB_LABEL = 'countersign.dev/job';
/** Finished Jobs stay for a day, for people who look. */
const KEPT_SECONDS = 86_400;
/**
 * A Job from a workload's own pod template, so that it has the same image, configuration, identity and limits.
 * Without the workload's labels, so that no Service sends it traffic; without sidecars, so that it ends; without probes.
 *
 * @throws UserError('STEP_FAILED') when the release has no such workload.
 */
function job_makeJob(objects, request) {
    const { scope, release, step, command, timeout } = request;
    const workload = findWorkload(objects, request);
    const template = (workload['spec'] ?? {}).template;
    const containers = template?.spec?.containers ?? [];
    const main = containers.find((one) => one.name === workload.metadata.name) ?? containers[0];
    if (main === undefined)
        throw new UserError('STEP_FAILED', `step "${step}": ${request.from} has no container`);
    const { args: _args, livenessProbe: _l, readinessProbe: _r, startupProbe: _s, lifecycle: _c, ports: _p, ...rest } = main;
    const name = jobName(workload.metadata.name, step, release);
    const labels = { ...releaseLabels(scope, release), [LABELS.step]: step, [job_JOB_LABEL]: name };
    return {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name, namespace: scope.namespace, labels },
        spec: {
            backoffLimit: 0,
            activeDeadlineSeconds: Math.max(1, Math.ceil(timeout / 1000)),
            ttlSecondsAfterFinished: KEPT_SECONDS,
            template: {
                metadata: { labels, annotations: template?.metadata?.annotations ?? {} },
                spec: { ...template?.spec, restartPolicy: 'Never', containers: [{ ...rest, command }] },
            },
        },
    };
}
function findWorkload(objects, { from, step }) {
    const [kind, name] = from.split('/');
    const found = objects.find((object) => object.kind.toLowerCase() === kind && object.metadata.name === name);
    if (found !== undefined)
        return found;
    throw new UserError('STEP_FAILED', `step "${step}": the manifests of this release have no ${from} to make a Job from`);
}
/** Unique per release, because a Job's template cannot be changed; at most 63 characters. */
function jobName(workload, step, release) {
    const suffix = `-r${release}`;
    const base = `${workload}-${step}`.toLowerCase().replaceAll('_', '-');
    if (base.length + suffix.length <= 63)
        return base + suffix;
    return `${base.slice(0, 63 - suffix.length - 9)}-${sha256(base).slice(0, 8)}${suffix}`;
}

;// CONCATENATED MODULE: ./.build/shared/rollout/steps/job.js







/** Lines of a Job's log that are shown; its last line may be saved. */
const TAIL_LINES = 200;
const job_jobHead = (id, command) => ({
    id,
    title: `job ${command.join(' ')}`,
    needed: 'the Job completes',
});
/**
 * Runs a command in a Job made from a workload of this release, and waits for the Job's own conditions.
 *
 * @throws UserError('CLUSTER_REFUSED') when the server refuses the Job.
 */
async function job_runJob(rollout, head, request) {
    const { scope, release, clock } = rollout;
    const started = clock.now();
    const job = await createJob(rollout, makeJob(rollout.objects, { ...request, scope, release, step: head.id }));
    const { uid } = job.metadata;
    const watched = { address: addressOf(job), timeout: request.timeout, ...(uid === undefined ? {} : { uid }) };
    const { ready, outcomes } = await watchUntilSettled(rollout, {
        objects: [watched],
        signal: rollout.signal,
        onProgress: rollout.say,
    });
    const lines = await logLines(rollout, job);
    for (const line of lines)
        rollout.say(`  ${head.id} | ${line}`);
    const milliseconds = clock.now() - started;
    if (!ready) {
        const evidence = outcomes.map(evidenceOf).map((one) => (one.lines.length > 0 ? one : { ...one, lines }));
        return stepResult(head, { code: 'JOB_FAILED', milliseconds, seen: failureLine(evidence), evidence });
    }
    const last = lines.findLast((line) => line.trim() !== '')?.trim();
    if (request.saves && last === undefined) {
        return stepResult(head, {
            code: 'JOB_FAILED',
            milliseconds,
            seen: 'completed, but printed nothing that could be saved',
        });
    }
    const seen = last === undefined ? 'completed' : `completed: "${last.slice(0, 200)}"`;
    return stepResult(head, { code: 'OK', milliseconds, seen, saved: request.saves ? (last ?? null) : null });
}
async function createJob({ kubernetes }, job) {
    try {
        return await kubernetes.create(job);
    }
    catch (thrown) {
        if (!(thrown instanceof KubernetesError))
            throw thrown;
        throw new UserError('CLUSTER_REFUSED', `${showAddress(addressOf(job))}: ${thrown.message}`, { cause: thrown });
    }
}
/** The log of the Job's newest pod. That it cannot be read is no reason to call the Job failed; nothing is saved then. */
async function logLines({ kubernetes, say }, job) {
    const { name, namespace = '' } = job.metadata;
    try {
        const labels = `${JOB_LABEL}=${name}`;
        const { items } = await kubernetes.list({ apiVersion: 'v1', kind: 'Pod' }, namespace, { labels });
        const pod = items.at(-1);
        const spec = pod?.['spec'];
        const container = spec?.containers?.[0]?.name;
        if (pod === undefined || container === undefined)
            return [];
        const where = { namespace, name: pod.metadata.name, container };
        const text = await kubernetes.logs(where, { previous: false, tailLines: TAIL_LINES });
        return text.split('\n').filter((line) => line !== '');
    }
    catch (thrown) {
        say(`the log of Job ${name} could not be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
        return [];
    }
}

;// CONCATENATED MODULE: ./.build/shared/rollout/steps/run.js






const DEFAULT_TIMEOUT = '5m';
/**
 * Runs a row. What a step throws is its failure, except the loss of the lock: then nobody may go on, nor restore.
 *
 * @param before is called before each item, so that the state says how far the rollout is.
 * @param go false when the row before this one failed: then nothing of it is run.
 */
async function runRow(rollout, items, before, go = true) {
    const outcomes = [];
    const evidence = [];
    let passed = go;
    for (const { head, run } of items) {
        if (!passed) {
            outcomes.push(notRun(head));
            continue;
        }
        rollout.say(`${head.id}: ${head.title}`);
        const result = await caught(rollout, head, async () => {
            await before(head.id);
            return run();
        });
        outcomes.push(result.outcome);
        evidence.push(...result.evidence);
        passed = result.outcome.status === 'passed';
        rollout.say(`${head.id}: ${result.outcome.status} in ${(result.outcome.milliseconds / 1000).toFixed(1)} s, ${result.outcome.seen}`);
    }
    return { passed, outcomes, evidence };
}
async function caught({ clock, signal }, head, run) {
    const started = clock.now();
    try {
        return await run();
    }
    catch (thrown) {
        signal.throwIfAborted();
        if (thrown instanceof errors/* UserError */.y && thrown.code === 'ROLLOUT_RACED')
            throw thrown;
        return outcome_stepResult(head, {
            code: thrown instanceof errors/* UserError */.y ? thrown.code : 'STEP_FAILED',
            milliseconds: clock.now() - started,
            seen: (0,errors/* describeError */.U)(thrown),
        });
    }
}
/** The head of a configured step, before it runs. */
function stepHead(step) {
    if (step.apply !== undefined) {
        return {
            id: step.id,
            title: `apply ${step.apply}`,
            needed: `everything ready within ${step.timeout ?? DEFAULT_TIMEOUT}`,
        };
    }
    if (step.job !== undefined)
        return jobHead(step.id, step.job.command);
    if (step.probe?.http !== undefined)
        return httpHead(step.id, step.probe);
    throw new UserError('CONFIG_UNSUPPORTED', `step "${step.id}" is of a kind that this version does not carry out`);
}
/** A configured step as an item of a row. `objectsOf` gives what an apply step brings. */
function stepItem(rollout, step, objectsOf) {
    const head = stepHead(step);
    const timeout = durationMs(step.timeout ?? DEFAULT_TIMEOUT) ?? 0;
    const { job, probe } = step;
    if (job !== undefined) {
        return { head, run: () => runJob(rollout, head, { ...job, timeout, saves: step.saves !== undefined }) };
    }
    if (probe !== undefined)
        return { head, run: () => probeHttp(rollout, head, probe, within(rollout)) };
    return { head, run: () => applyStep(rollout, head, objectsOf(step.id), timeout) };
}
/** A configured probe as an item of a row. */
function probeItem(rollout, probe) {
    if (probe.http === undefined) {
        throw new errors/* UserError */.y('CONFIG_UNSUPPORTED', `probe "${probe.id}" is of a kind that this version does not carry out`);
    }
    const head = http_httpHead(probe.id, probe);
    return { head, run: () => http_probeHttp(rollout, head, probe, within(rollout)) };
}
const within = ({ scope, signal }) => ({ namespace: scope.namespace, signal });
async function applyStep(rollout, head, objects, timeout) {
    const started = rollout.clock.now();
    const { ready, count, evidence } = await applyAndWait(rollout, objects, timeout);
    const milliseconds = rollout.clock.now() - started;
    const seen = ready ? `${count} ${count === 1 ? 'object' : 'objects'} applied and ready` : failureLine(evidence);
    const code = ready ? 'OK' : (evidence[0]?.code ?? 'STEP_FAILED');
    return stepResult(head, { code, milliseconds, seen, evidence });
}

;// CONCATENATED MODULE: ./.build/shared/rollout/unstick.js

const unstick_INTERVAL_MS = 200;
/** The controller sees a new template within milliseconds; when it does not, the watch tells why. */
const PATIENCE_MS = 10_000;
/**
 * Removes the pods that hold a StatefulSet back: its controller waits for a broken pod of another revision for ever
 * instead of replacing it (kubernetes/kubernetes#67250). Ready pods are left to the controller.
 */
async function unstickStatefulSets(rollout, applied) {
    const sets = applied.filter(({ kind }) => kind === 'StatefulSet');
    await Promise.all(sets.map((set) => unstick(rollout, set)));
}
async function unstick(rollout, set) {
    const revision = await updateRevision(rollout, set);
    const { namespace, uid } = set.metadata;
    if (revision === undefined || namespace === undefined)
        return;
    const { items } = await rollout.kubernetes.list({ apiVersion: 'v1', kind: 'Pod' }, namespace);
    const stuck = items.filter((pod) => unstick_ownedBy(pod, uid) && hashOf(pod) !== revision && !unstick_isReady(pod));
    for (const pod of stuck) {
        rollout.signal.throwIfAborted();
        const { name, uid: incarnation } = pod.metadata;
        const only = incarnation === undefined ? {} : { uid: incarnation };
        await rollout.kubernetes.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name }, only);
        rollout.say(`removed pod ${name}, which held StatefulSet ${set.metadata.name} back`);
    }
}
/** The revision of the template that was just applied; undefined when the controller does not say it in time. */
async function updateRevision({ kubernetes, clock, signal }, set) {
    const until = clock.now() + PATIENCE_MS;
    for (;;) {
        const live = await kubernetes.get(address_addressOf(set));
        const status = (live?.['status'] ?? {});
        if ((status.observedGeneration ?? 0) >= (set.metadata.generation ?? 0))
            return status.updateRevision;
        if (clock.now() >= until)
            return undefined;
        await clock.sleep(unstick_INTERVAL_MS, signal);
    }
}
const hashOf = (pod) => pod.metadata.labels?.['controller-revision-hash'];
const unstick_ownedBy = (pod, uid) => (pod.metadata['ownerReferences'] ?? []).some((owner) => owner.uid === uid);
function unstick_isReady(pod) {
    const { conditions = [] } = (pod['status'] ?? {});
    return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

;// CONCATENATED MODULE: ./.build/shared/rollout/restore.js







/** A restore has its own time, apart from what the failed release has used up. */
const TIMEOUT_MS = 300_000;
/**
 * Brings a release back as a whole: Jobs of the others are ended, what holds pods back goes, the recorded objects are
 * applied (configuration → workloads → traffic), what only the others brought is deleted, then the probes are asked.
 * Doing it twice changes nothing the second time.
 *
 * @throws only when the lock or the state was lost; everything else is told in the result.
 */
async function restoreRelease(rollout, request) {
    const started = rollout.clock.now();
    const { target, objects, others } = request;
    const gone = pruning(others.flatMap((other) => other.objects), objects).delete;
    const row = await runRow(rollout, restoreItems(rollout, request, gone), request.before);
    const probes = request.verify.map((probe) => probeItem(rollout, probe));
    const verify = row.passed
        ? await runRow(rollout, probes, request.before)
        : { passed: false, outcomes: [], evidence: [] };
    return {
        release: target.number,
        verified: row.passed && verify.passed,
        milliseconds: rollout.clock.now() - started,
        steps: row.outcomes,
        probes: verify.outcomes,
        evidence: [...row.evidence, ...verify.evidence],
        commands: verify.passed ? [] : restoreCommands(rollout.scope, target.number, objects, gone),
    };
}
function restoreItems(rollout, { target, objects, stop }, gone) {
    const { first, last } = splitDeletions(gone);
    const item = (head, work) => ({
        head,
        run: async () => {
            const started = rollout.clock.now();
            const seen = await work();
            return outcome_stepResult(head, { code: 'OK', milliseconds: rollout.clock.now() - started, seen });
        },
    });
    const remove = (id, title, addresses) => addresses.length === 0
        ? []
        : [
            item({ id, title, needed: 'deleted' }, async () => {
                const removed = await removeObjects(rollout, addresses);
                return `${removed.length} deleted`;
            }),
        ];
    return [
        item({ id: 'restore-jobs', title: 'end running Jobs', needed: 'no Job of another release runs' }, async () => {
            await stopJobs(rollout, stop);
            return 'none runs';
        }),
        ...remove('restore-unblock', 'delete limits and policies that only other releases brought', first),
        applyItem(rollout, target.number, objects),
        ...remove('restore-remove', 'delete what only other releases brought', last),
    ];
}
function applyItem(rollout, release, objects) {
    const head = { id: 'restore-apply', title: `apply release ${release}`, needed: 'everything ready' };
    return {
        head,
        run: async () => {
            const started = rollout.clock.now();
            const unstick = (applied) => unstickStatefulSets(rollout, applied);
            const { ready, count, evidence } = await apply_applyAndWait(rollout, objects, TIMEOUT_MS, unstick);
            const milliseconds = rollout.clock.now() - started;
            if (ready)
                return outcome_stepResult(head, { code: 'OK', milliseconds, seen: `${count} objects applied and ready` });
            const code = evidence[0]?.code ?? 'RESTORE_NOT_READY';
            return outcome_stepResult(head, { code, milliseconds, seen: apply_failureLine(evidence), evidence });
        },
    };
}

;// CONCATENATED MODULE: ./.build/shared/rollout/session.js






/**
 * Locks the environment for the time of `work`. What was decided by `stored` holds: when the state has moved since it
 * was read, the first write fails and nothing has been changed.
 *
 * @throws UserError('LOCK_HELD') when another run is at work.
 */
async function withSession(ports, request, work) {
    const { scope, stored, holder, instead } = request;
    const lock = await takeLock(ports, scope, holder, ports.say, instead);
    try {
        if (lock.takenFrom !== null)
            ports.say(`took the lock over from ${lock.takenFrom}, which is dead`);
        const ledger = openLedger(ports.kubernetes, scope, stored);
        return await work({ ...ports, scope, ledger, signal: lock.signal });
    }
    finally {
        await lock.release();
    }
}
/**
 * Cleans up after a run that died in the middle: restores the last verified release. Null when none did. A run that
 * died before its first change leaves nothing to restore.
 */
async function recover(session, verify) {
    const { ledger, say } = session;
    const { inProgress, current } = ledger.state();
    if (inProgress === null)
        return null;
    const { release, phase, run } = inProgress;
    say(`release ${release} was interrupted at "${phase}" (run ${run.id}, attempt ${run.attempt}: ${run.url})`);
    if (phase === state_SAVING) {
        await ledger.move((state) => failed(state, current));
        return { interrupted: inProgress, restore: null };
    }
    return { interrupted: inProgress, restore: await restoreVerified(session, verify) };
}
/**
 * Ends the release in progress as failed and brings the last verified one back. Without a verified one its objects stay
 * as they are, for people to look at: null. When the restore fails the intent stays, so that the next run goes on.
 *
 * @throws when the lock or the state was lost to another run.
 */
async function restoreVerified(session, verify) {
    const { ledger } = session;
    const { verified, inProgress } = ledger.state();
    if (verified === null) {
        await ledger.move((state) => failed(state, inProgress?.release ?? state.current));
        return null;
    }
    const result = await attempt(session, verified, verify);
    await closeRestore(session, result, verified);
    return result;
}
async function attempt(session, verified, verify) {
    const { kubernetes, scope, ledger, say } = session;
    const started = session.clock.now();
    try {
        say(`restoring release ${verified}`);
        const target = await readRelease(kubernetes, scope, verified);
        const { contents, unreadable } = await readInCluster(kubernetes, scope, ledger.state());
        for (const line of unreadable)
            say(`${line}; objects that only this release brought are not deleted`);
        const others = contents.filter((content) => content.number !== verified);
        return await restoreRelease({ ...session, release: verified, objects: target.objects, plannedFrom: null }, {
            target,
            objects: target.objects,
            others,
            stop: ledger.state().history.map((entry) => entry.number),
            verify,
            before: async (part) => void (await ledger.move((state) => advance(state, part))),
        });
    }
    catch (thrown) {
        session.signal.throwIfAborted();
        if (thrown instanceof errors/* UserError */.y && thrown.code === 'ROLLOUT_RACED')
            throw thrown;
        return session_unreachable(verified, session.clock.now() - started, (0,errors/* describeError */.U)(thrown));
    }
}
/** The result of a restore that could not even begin. */
function session_unreachable(release, milliseconds, seen) {
    const title = `read release ${release}`;
    const step = { id: 'restore-read', title, status: 'failed', code: 'RESTORE_FAILED', milliseconds };
    const steps = [{ ...step, seen, needed: 'the release can be read', saved: null }];
    return { release, verified: false, milliseconds, steps, probes: [], evidence: [], commands: [] };
}
async function closeRestore({ ledger, say }, result, verified) {
    if (result.verified) {
        await ledger.move((state) => failed(state, verified));
        return;
    }
    try {
        await ledger.move((state) => advance(state, 'restore-failed'));
    }
    catch (thrown) {
        if (thrown instanceof errors/* UserError */.y && thrown.code === 'ROLLOUT_RACED')
            throw thrown;
        say(`the state could not be written: ${(0,errors/* describeError */.U)(thrown)}; the next run will find the intent and restore`);
    }
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

;// CONCATENATED MODULE: ./.build/shared/rollout/show-deployment.js


/** GitHub cuts descriptions off at 140 characters. */
const DESCRIPTION = 140;
/** Creates the deployment and says that it is in progress. Never throws. */
async function showDeployment(github, run, about) {
    const { environment, sha, release } = about;
    const shown = new Shown(github, run);
    await shown.quietly(async () => {
        const payload = { release: String(release), run: String(run.runId) };
        shown.number = await github.createDeployment({ sha, environment, description: `release ${release}`, payload });
        await shown.status('in_progress', `release ${release}`);
    });
    return shown;
}
/** A deployment that an earlier process of this step has created. */
function continueDeployment(github, run, id) {
    const shown = new Shown(github, run);
    shown.number = id;
    return shown;
}
class Shown {
    number = null;
    #github;
    #run;
    #problem = null;
    constructor(github, run) {
        this.#github = github;
        this.#run = run;
    }
    id() {
        return this.number;
    }
    notShown() {
        return this.#problem;
    }
    end(state, description) {
        return this.quietly(() => this.status(state, description));
    }
    async status(state, text) {
        if (this.number === null)
            return;
        const description = text.slice(0, DESCRIPTION);
        await this.#github.setDeploymentStatus(this.number, { state, description, logUrl: runUrl(this.#run) });
    }
    async quietly(work) {
        await work().catch((thrown) => {
            this.#problem ??= (0,errors/* describeError */.U)(thrown);
        });
    }
}

;// CONCATENATED MODULE: ./.build/shared/rollout/clear-up.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});





/**
 * Brings an environment in order after the step that changed it was killed or cancelled: gives its lock back and
 * restores the last verified release, when the intent in the cluster is this very step's. Whatever another run has
 * begun since is left to that run.
 *
 * @param text what the step left in its state.
 * @throws UserError('LOCK_HELD' | 'ROLLOUT_RACED') when another run is at it already.
 */
async function clearUp(ports, run, text) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const pending = parsePending(text);
        const { scope, holder, verify } = pending;
        const kubernetes = __addDisposableResource(env_1, await ports.connect(), true);
        const rollout = { ...ports, kubernetes };
        const stored = await readState(kubernetes, scope);
        if (!isOwn(stored.state.inProgress, run, pending)) {
            await returnLock(kubernetes, scope, holder);
            return { scope, recovery: null };
        }
        const request = { scope, stored, holder: `${holder}, after it was interrupted`, instead: holder };
        const recovery = await withSession(rollout, request, (session) => recover(session, verify));
        if (pending.deployment !== null) {
            const deployment = continueDeployment(ports.github, run, pending.deployment);
            await deployment.end('error', endText(recovery));
            const problem = deployment.notShown();
            if (problem !== null)
                ports.say(`the deployment is not ended on GitHub: ${problem}`);
        }
        return { scope, recovery };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
const isOwn = (intent, run, { at }) => intent?.run.repository === run.repository &&
    intent.run.id === run.runId &&
    intent.run.attempt === run.runAttempt &&
    intent.startedAt === at;
function endText(recovery) {
    const { restore = null, interrupted } = recovery ?? {};
    const what = `release ${interrupted?.release ?? ''} was interrupted`;
    if (restore === null)
        return what;
    return `${what}; release ${restore.release} ${restore.verified ? 'is restored' : 'could not be restored'}`;
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

;// CONCATENATED MODULE: ./.build/shared/domain/fact.js
const read = (value) => ({ kind: 'read', value });
const unavailable = (reason, code = 'GITHUB_UNREADABLE') => ({
    kind: 'unavailable',
    code,
    reason,
});

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
const LONGEST = 100;
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
        if (steps >= LONGEST)
            return { status: 'ERROR', code: 'RECORD_CHAIN', seen: `the chain has more than ${LONGEST} records` };
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

;// CONCATENATED MODULE: ./.build/action-rollback/decide.js




const decide_plain = { whoCanFix: [], links: [], observations: [] };
/** The number that the request means; null when there is no verified release. */
const targetNumber = (to, state) => to === 'last-verified' ? state.verified : Number(to);
/** Whether the rollback may begin. Everything that could only fail later is asked here, before any change. */
function decide(facts) {
    const decision = conclude([targetResult(facts), ...gateResult(facts), ...planResult(facts)]);
    if (decision.verdict !== 'PASS')
        return { decision, action: 'refuse' };
    return { decision, action: isInPlace(facts) ? 'nothing' : 'restore' };
}
/** True when the target is what runs: no rollout is half done, nothing has drifted, and nothing is too much. */
function isInPlace({ state, target }) {
    if (target === null || state.inProgress !== null || state.current === null)
        return false;
    const origin = (number) => state.history.find((entry) => entry.number === number)?.restores ?? number;
    if (state.current !== state.verified || origin(target.release) !== origin(state.current))
        return false;
    return target.remove.length === 0 && target.objects.every(({ change }) => change === 'none');
}
function targetResult({ request, scope, state, target }) {
    const base = { ...decide_plain, id: 'target', title: 'Release to go back to', needed: 'a verified release that is kept' };
    const no = (code, seen) => ({ ...base, status: 'UNSATISFIED', code, seen });
    const verified = state.history.filter((entry) => entry.status === 'verified').map((entry) => entry.number);
    const known = verified.length === 0 ? 'none is' : `kept and verified: ${verified.join(', ')}`;
    const number = targetNumber(request.to, state);
    if (number === null)
        return no('NOTHING_TO_RESTORE', `${scope.environment} has no verified release`);
    const entry = state.history.find((one) => one.number === number);
    if (entry === undefined || target === null) {
        return no('TARGET_UNKNOWN', `release ${number} is not kept for ${scope.environment}; ${known}`);
    }
    if (entry.status !== 'verified') {
        return no('TARGET_NOT_VERIFIED', `release ${number} is ${entry.status}; ${known}`);
    }
    return { ...base, status: 'SATISFIED', code: 'OK', seen: `release ${number}, verified, commit ${entry.commit}` };
}
/**
 * A rollback has to be signed anew each time: only a record of this very workflow run counts, so that nobody can use an
 * old signature, and so that at night the way is one dispatch of one workflow (gate job, then rollback job).
 */
function gateResult(facts) {
    const { checkpoint, records, run, repository, scope, policy } = facts;
    if (checkpoint === null)
        return [];
    const here = records.kind === 'read' ? read(records.value.filter((one) => one.run.id === run.runId)) : records;
    const { result } = judgeRecord(here, {
        repositoryId: repository.id,
        commit: run.sha,
        tree: facts.tree,
        runId: run.runId,
        beforeMerge: false,
        title: checkpoint.title,
        kind: 'gate',
        application: scope.application,
        checkpoint: checkpoint.id,
        environments: [scope.environment],
        policySha256: policy.sha256,
        images: null,
        chain: poolOf([records, facts.chain ?? read([])]),
    });
    const needed = `a PASS record of ${checkpoint.id} from this workflow run (${run.runId})`;
    return [
        result.code === 'RECORD_MISSING' ? { ...result, code: 'ROLLBACK_NOT_SIGNED', needed } : { ...result, needed },
    ];
}
function planResult({ target }) {
    if (target === null)
        return [];
    const base = { ...decide_plain, id: 'plan', title: 'Plan', needed: 'a plan that the cluster accepts' };
    const [first] = target.problems;
    if (first === undefined) {
        return [
            { ...base, status: 'SATISFIED', code: 'OK', seen: `${target.objects.length} objects, accepted in a dry run` },
        ];
    }
    const more = target.problems.length > 1 ? `; ${target.problems.length - 1} more` : '';
    const observations = target.problems.map(({ message }) => ({ what: 'plan', counted: false, why: message }));
    return [{ ...base, status: 'UNSATISFIED', code: first.code, seen: `${first.message}${more}`, observations }];
}
/** The decision after the restore: by what its parts and probes did. */
function decideOutcome(admission, steps, probes) {
    const results = [...steps, ...probes].map(({ id, title, needed, seen, status, code }) => ({
        ...decide_plain,
        id: `restore/${id}`,
        title: `${id}: ${title}`,
        status: status === 'passed' ? 'SATISFIED' : 'UNSATISFIED',
        code,
        seen,
        needed,
    }));
    return conclude([...admission.requirements, ...results]);
}

;// CONCATENATED MODULE: ./.build/shared/domain/artifact-names.js
/** The file inside a record artifact. */
const RECORD_FILE = 'record.json';
const NAME = /^countersign-(.+)\.(.+)\.(\d+)\.(\d+)$/;
/** `countersign-VALIDATION-BUILD.production.4711.1`; `_` stands for no environment. */
const recordArtifactName = (name) => `countersign-${name.subject}.${name.environment ?? '_'}.${name.run}.${name.attempt}`;
/** Reads a record artifact's name back; undefined for any other artifact. Names in the configuration have no dot. */
function parseRecordArtifactName(text) {
    const [, subject, environment, run, attempt] = NAME.exec(text) ?? [];
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

// EXTERNAL MODULE: ./.build/shared/domain/reason-codes.js + 7 modules
var reason_codes = __webpack_require__(7841);
;// CONCATENATED MODULE: ./.build/shared/domain/parse-record.js




const hash = schemas/* string */.YjP().regex(/^[0-9a-f]{64}$/, 'a sha256 in lower-case hex');
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
const parse_record_requirement = schemas/* strictObject */.rej({
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
    tool: schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), version: schemas/* string */.YjP(), dist: hash }),
    application: schemas/* string */.YjP(),
    checkpoint: schemas/* string */.YjP().nullable(),
    environment: schemas/* string */.YjP().nullable(),
    policy: schemas/* strictObject */.rej({ path: schemas/* string */.YjP(), ref: schemas/* string */.YjP(), commit: schemas/* string */.YjP(), sha256: hash }),
    subject: schemas/* strictObject */.rej({ commit: objectId, tree: objectId, images: schemas/* record */.g1P(schemas/* string */.YjP(), parse_record_image) }),
    // Any JSON: the decision that reads it knows its shape. `undefined` is what a missing key would be.
    facts: schemas/* custom */.IeY((value) => value !== undefined, { error: 'is required' }),
    decision: schemas/* strictObject */.rej({ verdict, requirements: schemas/* array */.YOg(parse_record_requirement), reasonCodes: schemas/* array */.YOg(parse_record_code) }),
    previous: hash.nullable(),
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
const records_nameOf = (record) => ({
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
    const usual = record.kind === 'override' ? overrideArtifactName(record.application) : recordArtifactName(records_nameOf(record));
    const artifact = name ?? usual;
    const path = await ports.files.writeTemp(`${artifact}.json`, sealed.text);
    await ports.artifacts.upload(artifact, [{ name: RECORD_FILE, bytes: sealed.text }]);
    return { sha256: sealed.sha256, path, artifact };
}
/** What is in an artifact must be the record that the artifact's name and run promise. */
function bound(parsed, name, run) {
    if (!parsed.ok)
        return parsed;
    if (recordArtifactName(records_nameOf(parsed.record)) !== recordArtifactName(name))
        return { ok: false, problem: `it holds the record ${recordArtifactName(records_nameOf(parsed.record))}` };
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

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/kubectl-scalars.js

const OCTAL = /^0[0-7]+$/;
const TRUE = /^(?:yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|off|Off|OFF)$/;
/**
 * kubectl reads YAML 1.1, this parser 1.2: `defaultMode: 0644` is 420 for kubectl and 644 here, `on` is true and a text.
 * The differences that occur in manifests are read kubectl's way, so that the same file means the same thing.
 * Keys stay texts: `on:` as the key of a map means that text in either tool once it is JSON.
 */
function kubectl_scalars_readAsKubectl(document) {
    visit(document, {
        Scalar(key, node) {
            if (key === 'key' || node.type !== Scalar.PLAIN || !isScalar(node))
                return;
            const source = node.source ?? '';
            if (OCTAL.test(source))
                node.value = Number.parseInt(source, 8);
            else if (TRUE.test(source))
                node.value = true;
            else if (FALSE.test(source))
                node.value = false;
        },
    });
}

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/manifests.js



/** `k8s/backend.yaml:14`. */
const manifests_showPlace = (placed) => `${placed.file}:${placed.line}`;
/**
 * All objects of the files of one step, in the order of the files; `List` kinds are taken apart.
 * @throws UserError('MANIFEST_INVALID') that names every place that is wrong.
 */
function parseManifests(step, files) {
    const places = [];
    const objects = files.flatMap((file) => parseFile(step, file, places));
    if (places.length > 0) {
        const lines = places.map((place) => `${place.file}:${place.line}: ${place.message}`);
        throw new UserError('MANIFEST_INVALID', lines.join('; '), { places });
    }
    return objects;
}
function parseFile(step, file, places) {
    const lines = new LineCounter();
    const documents = parseAllDocuments(file.text, { lineCounter: lines, merge: true, prettyErrors: false });
    if (!Array.isArray(documents))
        return [];
    return documents.flatMap((document) => {
        const line = lines.linePos(firstByte(document.contents) ?? document.range[0]).line;
        const at = (where, message) => {
            places.push({ file: file.path, line: where, column: 1, message });
        };
        for (const error of document.errors)
            at(lines.linePos(error.pos[0]).line, error.message);
        if (document.errors.length > 0)
            return [];
        readAsKubectl(document);
        const value = document.toJS({ maxAliasCount: 1000 });
        if (value === null || value === undefined)
            return [];
        const starts = itemLines(document.contents, lines);
        return flatten(value).flatMap((item, index) => {
            const problem = problemOf(item);
            const where = starts?.[index] ?? line;
            if (problem !== undefined)
                at(where, problem);
            return problem === undefined ? [{ object: item, file: file.path, line: where, step }] : [];
        });
    });
}
const firstByte = (node) => node?.range?.[0];
/** Lines of the items of a `List`; undefined for anything else. */
function itemLines(contents, lines) {
    if (!isMap(contents))
        return undefined;
    const items = contents.get('items', true);
    if (!isSeq(items) || !String(contents.get('kind')).endsWith('List'))
        return undefined;
    return items.items.map((item) => lines.linePos(firstByte(item) ?? 0).line);
}
function flatten(value) {
    const { kind, items, metadata } = value;
    const isList = typeof kind === 'string' && kind.endsWith('List') && metadata?.name === undefined;
    return isList && Array.isArray(items) ? items : [value];
}
const isPlain = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
function problemOf(value) {
    if (!isPlain(value))
        return 'an object was expected';
    const text = (key) => typeof value[key] === 'string' && value[key] !== '';
    if (!text('apiVersion'))
        return 'an object needs "apiVersion"';
    if (!text('kind'))
        return 'an object needs "kind"';
    const metadata = value['metadata'];
    if (!isPlain(metadata) || typeof metadata['name'] !== 'string' || metadata['name'] === '') {
        return `${String(value['kind'])}: an object of a release needs "metadata.name"`;
    }
    if (String(value['apiVersion']).startsWith('kustomize.config.k8s.io/')) {
        return 'kustomizations are not rendered by this version; apply the rendered manifests';
    }
    return undefined;
}

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/place.js



/** Controllers make these, or they are the cluster's own: a release that brings one is a mistake. */
const place_NEVER = new Set(['Event', 'Node', 'ReplicaSet', 'ControllerRevision', 'Endpoints', 'EndpointSlice', 'Lease']);
/** Kinds with their scope as the custom resource definitions of the same plan say. */
function scopesOfDefinitions(objects) {
    const scopes = new Map();
    for (const { object } of objects) {
        if (object.kind !== 'CustomResourceDefinition')
            continue;
        const spec = object['spec'];
        const scope = spec?.scope === 'Cluster' ? 'cluster' : 'namespaced';
        scopes.set(`${spec?.group ?? ''}|${spec?.names?.kind ?? ''}`, scope);
    }
    return (kind) => scopes.get(`${kind.apiVersion.split('/')[0] ?? ''}|${kind.kind}`);
}
/** Fills in the environment's namespace; says what may not be there. Twice the same object is a problem, too. */
function placeObjects(objects, namespace, scopeOf) {
    const problems = [];
    const first = new Map();
    const placed = objects.flatMap((one) => {
        const scope = scopeOf(one.object);
        const problem = place_problemOf(one, namespace, scope);
        if (problem !== undefined) {
            problems.push(problem);
            return [];
        }
        const object = scope === 'namespaced' ? withMetadata(one.object, { namespace }) : one.object;
        const key = keyOf(addressOf(object));
        const earlier = first.get(key);
        if (earlier !== undefined) {
            const message = `${showPlace(one)}: ${showAddress(addressOf(object))} is described already at ${showPlace(earlier)}`;
            problems.push({ code: 'OBJECT_DUPLICATE', message });
            return [];
        }
        first.set(key, one);
        return [{ ...one, object }];
    });
    return { placed, problems };
}
function place_problemOf(one, namespace, scope) {
    const { object } = one;
    const { name } = object.metadata;
    const what = `${showPlace(one)}: ${object.kind} ${name}`;
    if (scope === undefined) {
        const message = `${showPlace(one)}: the cluster does not know ${object.apiVersion} ${object.kind}`;
        return { code: 'KIND_UNKNOWN', message };
    }
    if (place_NEVER.has(object.kind)) {
        return { code: 'OBJECT_NOT_ALLOWED', message: `${what}: objects of this kind are not part of a release` };
    }
    if (name.startsWith('countersign.') || String(object['type'] ?? '').startsWith('countersign.dev/')) {
        return { code: 'OBJECT_NOT_ALLOWED', message: `${what} belongs to the release store` };
    }
    if (object.kind === 'Namespace' && name !== namespace) {
        const message = `${what}: the environment's namespace is ${namespace}, another one is not part of its releases`;
        return { code: 'OBJECT_NOT_ALLOWED', message };
    }
    const own = object.metadata.namespace;
    if (scope === 'namespaced' && own !== undefined && own !== namespace) {
        const message = `${what} is for namespace ${own}, the environment's is ${namespace}`;
        return { code: 'NAMESPACE_MISMATCH', message };
    }
    return undefined;
}
/** Marks an object as part of a release. Pod templates stay untouched: a new label there would restart every pod. */
const labelled = (object, scope, release) => withMetadata(object, { labels: { ...object.metadata.labels, ...release_releaseLabels(scope, release) } });
const withMetadata = (object, more) => ({
    ...object,
    metadata: { ...object.metadata, ...more },
});

;// CONCATENATED MODULE: ./.build/shared/rollout/finish.js





const finish_REVISION = 'deployment.kubernetes.io/revision';
/** Makes the release in progress the verified one, and lets go of the releases that are too old. */
async function finishVerified(session) {
    const { kubernetes, scope, ledger, say } = session;
    let removed = [];
    await ledger.move((state) => {
        const trimmed = trim(verified(state));
        removed = trimmed.removed;
        return trimmed.state;
    });
    for (const release of removed) {
        await deleteRelease(kubernetes, scope, release).catch((thrown) => {
            say(`release ${release} has left the history but its Secret is still there: ${(0,errors/* describeError */.U)(thrown)}`);
        });
    }
}
/** Saves how it went beside the release. That this fails does not change what was reached, so it is only told. */
async function keepOutcome(session, outcome) {
    await saveOutcome(session.kubernetes, session.scope, outcome).catch((thrown) => {
        session.say(`the outcome of release ${outcome.number} could not be saved: ${(0,errors/* describeError */.U)(thrown)}`);
    });
}
/** Revision of each Deployment and StatefulSet as the cluster counts them, for `kubectl rollout history`. */
async function readRevisions({ kubernetes, objects }) {
    const workloads = objects.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet').map(address_addressOf);
    const entries = await inParallel(workloads, async (address) => {
        const live = await kubernetes.get(address).catch(() => undefined);
        const status = (live?.['status'] ?? {});
        const revision = live?.metadata.annotations?.[finish_REVISION] ?? status.updateRevision;
        return revision === undefined ? [] : [[address_showAddress(address), revision]];
    });
    return Object.fromEntries(entries.flat());
}

;// CONCATENATED MODULE: ./.build/shared/rollout/rollback-run.js






/**
 * Goes back to a release as a whole and makes that a release of its own. When it fails the intent stays, so that the
 * next run goes on from here; nothing else is tried, because a person has to look.
 *
 * @throws when the lock or the state was lost to another run, and when the release could not be saved; then nothing was
 *   changed.
 */
async function runRollback(session, { target, content, verify }) {
    const { kubernetes, scope, ledger, say } = session;
    const { contents, unreadable } = await readInCluster(kubernetes, scope, ledger.state());
    for (const line of unreadable)
        say(`${line}; objects that only this release brought are not deleted`);
    await begun(session, content);
    const rollout = { ...session, release: content.number, objects: content.objects, plannedFrom: null };
    const result = await restoreRelease(rollout, {
        target,
        objects: content.objects,
        others: contents.filter((other) => other.number !== target.number),
        stop: ledger.state().history.map((entry) => entry.number),
        verify,
        before: async (part) => void (await ledger.move((state) => advance(state, part))),
    });
    await keepOutcome(session, {
        schemaVersion: 1,
        number: content.number,
        status: result.verified ? 'verified' : 'failed',
        steps: result.steps,
        probes: result.probes,
        revisions: result.verified ? await readRevisions(rollout) : {},
        finishedAt: new Date(session.clock.now()).toISOString(),
    });
    if (result.verified)
        await finishVerified(session);
    else
        await keepIntent(session);
    return result;
}
/** Intent and content are in the store before the first change. When the content cannot be saved, the intent goes too. */
async function begun(session, content) {
    const { ledger, kubernetes } = session;
    const before = ledger.state();
    const intent = {
        kind: 'rollback',
        commit: content.subject.commit,
        restores: content.rollback?.restores ?? null,
        run: content.run,
        at: content.createdAt,
    };
    await ledger.move((state) => begin(closeInterrupted(state), intent));
    try {
        await saveRelease(kubernetes, content);
    }
    catch (thrown) {
        const back = await ledger
            .move((state) => ({ ...failed(state, before.current), inProgress: before.inProgress }))
            .catch(errors/* describeError */.U);
        if (typeof back === 'string')
            session.say(back);
        throw thrown;
    }
}
/** A dead run's release has failed; its objects are known from the history, and the rollback takes them away. */
const closeInterrupted = (state) => state.inProgress === null ? state : failed(state, state.current);
async function keepIntent({ ledger, say }) {
    try {
        await ledger.move((state) => advance(state, 'restore-failed'));
    }
    catch (thrown) {
        if (thrown instanceof errors/* UserError */.y && thrown.code === 'ROLLOUT_RACED')
            throw thrown;
        say(`the state could not be written: ${(0,errors/* describeError */.U)(thrown)}; the next run will find the intent and restore`);
    }
}

;// CONCATENATED MODULE: ./.build/shared/rollout/shown-session.js



/**
 * Runs `work` with the environment in hand and shows it on GitHub. From before the lock until the work came back, the
 * step's state says what it is at: when the step is killed meanwhile, its `post` step brings the environment in order.
 *
 * @throws what the lock and the work throw; the state stays then, because the environment may be half done.
 */
async function withShownSession(ports, { context, state }, about, work) {
    const { scope, stored, release, sha, at, verify } = about;
    const deployment = await showDeployment(ports.github, context, { environment: scope.environment, sha, release });
    const holder = `${context.repository} run ${context.runId} attempt ${context.runAttempt}, job ${context.job}, ${at}`;
    const pending = { scope, holder, at, deployment: deployment.id(), verify: [...verify] };
    state.set(PENDING, JSON.stringify(pending));
    try {
        const result = await withSession(ports, { scope, stored, holder }, work);
        state.set(PENDING, '');
        return { result, deployment };
    }
    catch (thrown) {
        await deployment.end('error', about.undone);
        throw thrown;
    }
}

;// CONCATENATED MODULE: ./.build/action-rollback/record.js

/** The record of a rollback: who asked for it and why, what was found, what was done. */
function rollbackRecord(facts, done) {
    const { content, result, decision, tool, now } = done;
    const { verified, steps, probes, milliseconds } = result;
    const rollback = { release: content.number, restores: result.release, verified, steps, probes, milliseconds };
    return {
        schemaVersion: 1,
        kind: 'rollback',
        tool,
        application: facts.scope.application,
        checkpoint: null,
        environment: facts.scope.environment,
        policy: facts.policy,
        subject: content.subject,
        facts: JSON.parse((0,domain_record/* canonicalJson */.dj)({ admission: facts, rollback })),
        decision,
        previous: content.gate,
        run: content.run,
        decidedAt: new Date(now).toISOString(),
    };
}

;// CONCATENATED MODULE: ./.build/action-rollback/effects.js







/** Carries the decided rollback out, then stores its record and shows the result on GitHub. */
async function carryOut(ports, gathered, admission, runner) {
    const { facts, environment, stored, target } = gathered;
    const { context } = runner;
    const release = facts.state.lastNumber + 1;
    const content = contentOf(facts, target, release, context);
    const { result, deployment } = await withShownSession(ports, runner, {
        scope: facts.scope,
        stored,
        release,
        sha: target.subject.commit,
        at: facts.now,
        verify: environment.verify ?? [],
        undone: `the rollback to release ${target.number} was not carried out`,
    }, (session) => runRollback(session, { target, content, verify: environment.verify ?? [] }));
    const text = `${result.verified ? 'restored' : 'could not restore'} release ${target.number}: ${facts.request.reason}`;
    await deployment.end(result.verified ? 'success' : 'failure', text);
    const decision = decideOutcome(admission, result.steps, result.probes);
    const record = rollbackRecord(facts, { content, result, decision, tool: runner.tool, now: ports.clock.now() });
    return { release, result, decision, stored: await storeRecord(ports, record), notShown: deployment.notShown() };
}
function contentOf(facts, target, release, run) {
    const restores = target.rollback?.restores ?? target.number;
    return {
        ...target,
        number: release,
        objects: target.objects.map((object) => labelled(object, facts.scope, release)),
        run: runReference(run),
        createdAt: facts.now,
        rollback: { restores, from: facts.state.current, reason: facts.request.reason },
    };
}

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

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/gitops.js

/** Marks that controllers put on what they own: they would undo whatever is applied here. */
const MARKS = [
    ['argocd.argoproj.io/tracking-id', 'Argo CD'],
    ['argocd.argoproj.io/instance', 'Argo CD'],
    ['kustomize.toolkit.fluxcd.io/name', 'Flux'],
    ['helm.toolkit.fluxcd.io/name', 'Flux'],
];
/** A problem when the live object belongs to a GitOps controller. */
function gitopsProblem(live) {
    if (live === undefined)
        return undefined;
    const { labels = {}, annotations = {} } = live.metadata;
    const mark = MARKS.find(([key]) => key in labels || key in annotations);
    if (mark === undefined)
        return undefined;
    const message = `${address_showAddress(address_addressOf(live))} belongs to ${mark[1]} (${mark[0]}), which would undo what is applied`;
    return { code: 'GITOPS_OWNED', message };
}

;// CONCATENATED MODULE: ./.build/shared/rollout/preview.js







/**
 * Asks the server about every object at once: what is there, and what it would make of the new one.
 *
 * @param known false for kinds that the server learns only from this plan: these cannot be tried before.
 */
async function previewObjects(kubernetes, objects, known) {
    const scaled = autoscaled(objects);
    return inParallel(objects, async (object) => {
        const address = address_addressOf(object);
        const key = address_keyOf(address);
        if (!known(object))
            return { key, change: difference_difference(undefined, object), standing: null, problem: null };
        const live = await kubernetes.get(address);
        const standing = standingOf(live, scaled);
        const owned = gitopsProblem(live);
        const unchanged = { what: address_showAddress(address), change: 'none', diff: '' };
        if (owned !== undefined)
            return { key, change: unchanged, standing, problem: owned };
        try {
            const answer = await kubernetes.apply(keepReplicas(object, live, scaled), { force: true, dryRun: true });
            return { key, change: difference_difference(live, answer), standing, problem: null };
        }
        catch (thrown) {
            if (!(thrown instanceof port_KubernetesError))
                throw thrown;
            const message = `${address_showAddress(address)}: ${thrown.message}`;
            return { key, change: unchanged, standing, problem: { code: 'DRY_RUN_REFUSED', message } };
        }
    });
}

;// CONCATENATED MODULE: ./.build/action-rollback/gather.js












/** Reads everything that the decision needs, and changes nothing. */
async function gatherFacts(ports, run, inputs, { config, policy, environment, scope }) {
    const { github, kubernetes } = ports;
    const id = environment.checkpoints?.rollback;
    const [commit, server, stored, records] = await Promise.all([
        github.commit(run.sha),
        kubernetes.server(),
        readState(kubernetes, scope),
        id === undefined ? read([]) : readCandidates(github, run.sha, { subject: id, environment: inputs.environment }),
    ]);
    const target = await readTarget(kubernetes, scope, stored.state, targetNumber(inputs.to, stored.state));
    const { runId, runAttempt, actor, triggeringActor, eventName, sha } = run;
    const facts = (0,domain_record/* asRecorded */.zz)({
        now: new Date(ports.clock.now()).toISOString(),
        repository: { id: run.repositoryId, name: run.repository },
        scope,
        policy,
        checkpoint: id === undefined ? null : { id, title: config.checkpoints?.[id]?.title ?? id },
        request: { to: inputs.to, reason: inputs.reason, allowDataLoss: inputs['allow-data-loss'] },
        run: { runId, runAttempt, actor, triggeringActor, eventName, ref: run.ref, sha },
        tree: commit.tree,
        server,
        state: stored.state,
        records,
        ...(await readChain(github, run.sha, linksToRead([records]))),
        target: target?.facts ?? null,
    });
    return { facts, environment, stored, target: target?.content ?? null, changes: target?.changes ?? [] };
}
/** The release, and what going back to it would change. Null when the history does not have it. */
async function readTarget(kubernetes, scope, state, number) {
    if (number === null || !state.history.some((entry) => entry.number === number))
        return null;
    const content = await readRelease(kubernetes, scope, number);
    const [previews, { contents }] = await Promise.all([
        previewObjects(kubernetes, content.objects, () => true),
        readInCluster(kubernetes, scope, state),
    ]);
    const others = contents.filter((other) => other.number !== number).flatMap((other) => other.objects);
    const gone = pruning(others, content.objects).delete;
    const there = await inParallel(gone, async (address) => isOurs(await kubernetes.get(address), scope) ? [address_showAddress(address)] : []);
    const facts = {
        release: number,
        subject: content.subject,
        objects: previews.map(({ change: { what, change } }) => ({ what, change })),
        problems: previews.flatMap(({ problem }) => (problem === null ? [] : [problem])),
        remove: there.flat(),
    };
    return { facts, content, changes: previews.map(({ change }) => change) };
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
function title({ decision, mark, overriddenBefore = [], ...page }) {
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
        title(page),
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

;// CONCATENATED MODULE: ./.build/action-rollback/report.js






/** One line: what runs now. */
function rollbackHeadline({ facts, admission, done }) {
    const name = facts.scope.environment;
    const target = facts.target?.release ?? 0;
    if (done === null) {
        if (admission.action !== 'nothing') {
            return `${headline(admission.decision, `rollback of ${name}`)}; nothing was changed`;
        }
        const { verified, current, history } = facts.state;
        const older = history.filter((one) => one.status === 'verified' && one.number !== current).map((one) => one.number);
        const further = older.length > 0 ? `; to go further back give a number: ${older.join(', ')}` : '';
        return `nothing to do: release ${verified ?? target} is in place on ${name}, verified and unchanged${further}`;
    }
    const { result, release } = done;
    const interrupted = facts.state.inProgress;
    const before = interrupted === null ? '' : `release ${interrupted.release} had been interrupted; `;
    if (result.verified) {
        return `${before}release ${target} restored on ${name} in ${duration_showDuration(result.milliseconds)} as release ${release}`;
    }
    const failed = [...result.steps, ...result.probes].find((one) => one.status === 'failed');
    const seen = failed === undefined ? 'unknown' : `${failed.id}: ${failed.seen}`;
    return `${before}release ${target} could not be restored on ${name}: ${seen}; the summary has the commands to do it by hand`;
}
function report_page(told, line, decision) {
    const { facts, done, changes } = told;
    const repository = `${told.serverUrl}/${facts.repository.name}`;
    return {
        title: 'Rollback',
        scope: facts.scope.environment,
        headline: line,
        decision,
        sections: [
            ...(done === null ? [] : timeline('Restore', [...done.result.steps, ...done.result.probes])),
            ...evidenceSections(done?.result.evidence ?? []),
            ...commandsSection(done?.result.commands ?? []),
            ...(facts.target === null ? [] : [planSection(changes, facts.target.remove, [])]),
        ],
        about: [
            { label: 'Reason', value: markdown_text(facts.request.reason, 1000) },
            { label: 'Asked for by', value: markdown_text(facts.run.triggeringActor) },
            ...(facts.target === null ? [] : subjectLines(facts.target.subject, repository)),
            policyLine(facts.policy, repository),
            ...placeLines(facts, 'rollback', done?.notShown ?? null),
        ],
        footer: [`${told.calls} API calls`, ...(done === null ? [] : [recordLine(done.stored)])],
    };
}
/** What the action says. */
function report(told) {
    const { facts, admission, done } = told;
    const decision = done?.decision ?? admission.decision;
    const line = rollbackHeadline(told);
    const inPlace = done === null ? admission.action === 'nothing' : done.result.verified;
    const restored = inPlace ? (facts.target?.release ?? null) : null;
    const outputs = commonOutputs({
        decision,
        stored: done?.stored,
        result: {
            environment: facts.scope.environment,
            action: admission.action,
            release: done?.release ?? null,
            'restored-release': restored,
            'restore-milliseconds': done?.result.milliseconds ?? null,
            reason: facts.request.reason,
        },
    });
    return {
        verdict: decision.verdict,
        headline: line,
        outputs: {
            ...outputs,
            release: done === null ? '' : String(done.release),
            'restored-release': restored === null ? '' : String(restored),
        },
        summary: decisionPage(report_page(told, line, decision)),
        annotations: [],
    };
}

;// CONCATENATED MODULE: ./.build/action-rollback/run.js
var run_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var run_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});















/** The action from its inputs to its report. */
async function run_run(runner, given) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { context, log } = runner;
        const github = rememberReads(connectGitHub(context, given['github-token']));
        const exec = connectExec();
        const { signal } = new AbortController();
        const connect = () => connectKubernetes({ exec, temp: context.temp, signal, log: log.info });
        const telling = { clock: connectClock(), say: log.info };
        if (runner.stage === 'post')
            return clearedUpReport(await clearUp({ github, connect, ...telling }, context, runner.state.get(PENDING)));
        const basis = await loadBasis(github, 'rollback', given);
        const kubernetes = run_addDisposableResource(env_1, await connect(), true);
        const ports = { github, kubernetes, files: connectFiles(context), ...telling };
        const gathered = await gatherFacts(ports, context, given, basis);
        const { facts, changes, target } = gathered;
        const admission = decide(facts);
        const go = admission.action === 'restore' && target !== null;
        const writing = { ...ports, artifacts: connectArtifacts(context.temp) };
        const done = go ? await carryOut(writing, { ...gathered, target }, admission.decision, runner) : null;
        return report({ facts, admission, changes, done, calls: github.calls(), serverUrl: context.serverUrl });
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = run_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}


/***/ })

};
