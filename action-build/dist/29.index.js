export const id = 29;
export const ids = [29];
export const modules = {

/***/ 3029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run_run)
});

;// CONCATENATED MODULE: ./.build/shared/domain/artifact-names.js
/** The file inside a record artifact. */
const artifact_names_RECORD_FILE = 'record.json';
const NAME = /^countersign-(.+)\.(.+)\.(\d+)\.(\d+)$/;
/** `countersign-VALIDATION-BUILD.production.4711.1`; `_` stands for no environment. */
const artifact_names_recordArtifactName = (name) => `countersign-${name.subject}.${name.environment ?? '_'}.${name.run}.${name.attempt}`;
/** Reads a record artifact's name back; undefined for any other artifact. Names in the configuration have no dot. */
function artifact_names_parseRecordArtifactName(text) {
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

// EXTERNAL MODULE: ./.build/shared/domain/errors.js
var errors = __webpack_require__(77740);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 8 modules
var schemas = __webpack_require__(32716);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(64377);
// EXTERNAL MODULE: ./.build/shared/domain/reason-codes.js + 7 modules
var reason_codes = __webpack_require__(7841);
// EXTERNAL MODULE: ./.build/shared/domain/record.js + 1 modules
var domain_record = __webpack_require__(1223);
;// CONCATENATED MODULE: ./.build/shared/domain/subject.js
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** True for a complete sha256 digest. */
const isDigest = (text) => DIGEST.test(text);
/** The only form in which an image may be put into a manifest: name and digest. */
const pinned = (image) => `${image.name}@${image.digest}`;

;// CONCATENATED MODULE: ./.build/shared/domain/parse-record.js




const hash = schemas/* string */.YjP().regex(/^[0-9a-f]{64}$/, 'a sha256 in lower-case hex');
const objectId = schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'a full git object id');
const time = iso/* datetime */.w$({ message: 'an RFC 3339 time in UTC' });
const verdict = schemas/* enum */.k5n(['PASS', 'FAIL', 'ERROR']);
const code = schemas/* custom */.IeY((value) => typeof value === 'string' && Object.hasOwn(reason_codes/* REASON_CODES */.O, value), {
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
    code,
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
    decision: schemas/* strictObject */.rej({ verdict, requirements: schemas/* array */.YOg(requirement), reasonCodes: schemas/* array */.YOg(code) }),
    previous: hash.nullable(),
    run: schemas/* strictObject */.rej({
        repository: schemas/* string */.YjP(),
        id: schemas/* int */.Whr().positive(),
        attempt: schemas/* int */.Whr().positive(),
        workflow: schemas/* string */.YjP(),
        actor: schemas/* string */.YjP(),
        url: schemas/* string */.YjP(),
    }),
    decidedAt: time,
});
const unusable = (problem) => ({ ok: false, problem });
/**
 * Whether the text is the canonical form of its own content. Only then is the hash of the text the hash of the
 * content: otherwise the same record could go by many hashes, and a key given twice could be read in two ways.
 */
const verifySealed = (text) => canonicalJson(JSON.parse(text)) === text;
/** Reads a record that comes from outside: its form, and that it is sealed. Says nothing about who made it. */
function parse_record_parseRecord(text) {
    try {
        const value = JSON.parse(text);
        const result = recordSchema.safeParse(value);
        if (!result.success) {
            const [issue] = result.error.issues;
            return unusable(`not a record of schema version 1: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
        }
        if (!verifySealed(text))
            return unusable('its text is not the canonical form of its content');
        // The value as it was parsed: the check must not be able to change what the hash stands for.
        return { ok: true, record: value, sha256: sha256(text) };
    }
    catch (thrown) {
        return unusable(`not a record: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
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
function unzip_unzip(bytes, options = {}) {
    const limits = { ...UNZIP_LIMITS, ...options.limits };
    const crcs = checksums(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (crcs.length > limits.entries)
        throw new Error(`it has ${crcs.length} entries; at most ${limits.entries} are read`);
    const expected = new Map();
    let [index, total] = [0, 0];
    const files = unzipSync(bytes, {
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
        if (entry === undefined || content.length !== entry.size || crc32(content) !== entry.crc)
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
    const usual = record.kind === 'override' ? overrideArtifactName(record.application) : artifact_names_recordArtifactName(nameOf(record));
    const artifact = name ?? usual;
    const path = await ports.files.writeTemp(`${artifact}.json`, sealed.text);
    await ports.artifacts.upload(artifact, [{ name: artifact_names_RECORD_FILE, bytes: sealed.text }]);
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
        return { ok: false, problem: describeError(thrown) };
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
    const value = named('ENVIRONMENT_UNKNOWN', 'environment', environment, all);
    return [[['environments', environment], value]];
}
function servicesInScope(config, { services }) {
    const all = config.services ?? {};
    const names = services ?? Object.keys(all);
    return names.map((name) => [['services', name], named('SERVICE_UNKNOWN', 'service', name, all)]);
}
/** A checkpoint with the evidence and the roles that it names. */
function checkpointInScope(config, { checkpoint: id }) {
    if (id === undefined)
        return [];
    const checkpoint = named('CHECKPOINT_UNKNOWN', 'checkpoint', id, config.checkpoints ?? {});
    const roles = (checkpoint['sign-offs'] ?? []).flatMap(rolesOfSignOff);
    return [
        [['checkpoints', id], checkpoint],
        ...(checkpoint.evidence ?? []).map((name) => [['evidence', name], config.evidence?.[name]]),
        ...[...new Set(roles)].map((name) => [['roles', name], config.roles?.[name]]),
    ];
}
function named(code, what, name, all) {
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

;// CONCATENATED MODULE: ./.build/action-build/bind.js

/**
 * The tree of the run's commit, when the workspace holds exactly that commit: what is built from anything else could
 * not be bound to it.
 * @throws UserError('WORKSPACE_MISMATCH')
 */
async function bindWorkspace(git, commit) {
    const head = await git.head();
    if (head === undefined) {
        throw new errors/* UserError */.y('WORKSPACE_MISMATCH', 'the workspace is not a git checkout, so images cannot be bound to a commit; use actions/checkout before this step');
    }
    if (head !== commit) {
        const [held, meant] = [head.slice(0, 7), commit.slice(0, 7)];
        throw new errors/* UserError */.y('WORKSPACE_MISMATCH', `the workspace holds commit ${held}, the run is about ${meant}; use actions/checkout without another "ref"`);
    }
    const tree = await git.tree(commit);
    if (tree === undefined)
        throw new errors/* UserError */.y('WORKSPACE_MISMATCH', `git does not know the tree of commit ${commit}`);
    return tree;
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

;// CONCATENATED MODULE: ./.build/shared/rollout/plan/image-reference.js
/**
 * Takes an image reference apart by the rules of the distribution project: the first part is a registry when it has a
 * dot or a colon or is `localhost`; without one, Docker Hub and its `library/` are meant.
 */
function parseImage(text) {
    const [beforeDigest = '', digest] = text.split('@', 2);
    const slash = beforeDigest.lastIndexOf('/');
    const colon = beforeDigest.indexOf(':', slash + 1);
    const written = colon === -1 ? beforeDigest : beforeDigest.slice(0, colon);
    const tag = colon === -1 ? undefined : beforeDigest.slice(colon + 1);
    return { repository: fullName(written), written, tag, digest };
}
function fullName(written) {
    const [first = '', ...rest] = written.split('/');
    const hasRegistry = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
    const registry = hasRegistry ? (first === 'index.docker.io' ? 'docker.io' : first) : 'docker.io';
    const path = hasRegistry ? rest.join('/') : written;
    return registry === 'docker.io' && !path.includes('/') ? `docker.io/library/${path}` : `${registry}/${path}`;
}

;// CONCATENATED MODULE: ./.build/action-build/checks/check.js
/** The twelve lines of the container build validation checklist, in its three parts. */
const CHECKLIST = {
    'pre-build/dependencies': 'Dependency validation',
    'pre-build/configuration': 'Configurations',
    'pre-build/security': 'Security settings',
    'pre-build/resources': 'Resources',
    'build/individually': 'Images built individually',
    'build/isolation': 'Service isolation',
    'build/dependencies': 'Dependencies in the image',
    'build/startup': 'Startup scripts',
    'post-build/integration': 'Integration tests',
    'post-build/security': 'Security of the image',
    'post-build/communication': 'Communication',
    'post-build/resources': 'Resource use',
};
/** A `fail` of the findings, or the given answer when there are none. */
function failIfAny(findings, otherwise) {
    const [first, ...rest] = findings;
    if (first === undefined)
        return otherwise;
    return { status: 'fail', seen: findings.map(({ reason }) => reason).join('; '), findings: [first, ...rest] };
}

;// CONCATENATED MODULE: ./.build/action-build/checks/dockerfile-known.js
/** A line of the service's Dockerfile. */
const dockerfileLine = ({ source }, line) => ({
    in: 'source',
    file: source.dockerfile,
    line,
});
/** Runs a check on what the Dockerfile says, or says why nobody can know it. */
function onDockerfile(facts, check) {
    const { dockerfile, source } = facts;
    if (dockerfile.kind === 'read')
        return check(dockerfile.facts);
    const at = dockerfile.line === null ? source.dockerfile : `${source.dockerfile}:${dockerfile.line}`;
    return {
        status: 'not-run',
        seen: `not run: ${at}: ${dockerfile.why}`,
        needed: 'a Dockerfile whose meaning is certain',
    };
}

;// CONCATENATED MODULE: ./.build/action-build/checks/base.js




/** True when a repository is one of the allowed ones, or lies in an allowed folder. */
function isAllowed(repository, allow) {
    return allow.some((pattern) => {
        if (!pattern.endsWith('/*'))
            return parseImage(pattern).repository === repository;
        return repository.startsWith(pattern.slice(0, -1));
    });
}
function findingsOf(facts, taken, { allow, digest }) {
    const place = dockerfileLine(facts, taken.line);
    const about = taken.written;
    if (taken.image === null) {
        const reason = `${taken.by} ${taken.written} depends on a variable whose value is not known`;
        return [{ rule: 'base/unknown', place, about, reason, fix: 'Give the ARG a default, or a value in build.args' }];
    }
    const image = parseImage(taken.image);
    const findings = [];
    if (allow !== null && !isAllowed(image.repository, allow)) {
        const reason = `${taken.by} ${taken.written} comes from ${image.repository}, allowed are ${allow.join(', ')}`;
        findings.push({ rule: 'base/repository', place, about, reason, fix: 'Take an image of bases.allow' });
    }
    if (digest === 'required' && !isDigest(image.digest ?? '')) {
        const reason = `${taken.by} ${taken.written} is not named by digest, so it can be another image tomorrow`;
        const fix = `Write ${image.written}${image.tag === undefined ? '' : `:${image.tag}`}@sha256:…, or set bases.digest: optional`;
        findings.push({ rule: 'base/digest', place, about, reason, fix });
    }
    return findings;
}
function judge(facts, { images }, bases) {
    const findings = images.flatMap((taken) => findingsOf(facts, taken, bases));
    const names = [...new Set(images.map(({ image, written }) => image ?? written))];
    return failIfAny(findings, { status: 'pass', seen: names.length === 0 ? 'only scratch' : names.join(', ') });
}
/** Everything that the build takes from elsewhere comes from where it may: FROM, COPY --from, mounts, the syntax. */
const baseCheck = {
    id: 'base',
    title: 'Base images',
    line: 'pre-build/dependencies',
    controls: ['CIS Docker 4.2', 'NIST SP 800-190 4.1.5'],
    code: 'BASE_NOT_ALLOWED',
    unreadable: 'SOURCE_UNREADABLE',
    needed: 'images of bases.allow, named by digest unless bases.digest is optional',
    run: (facts) => {
        const { bases } = facts.asked;
        if (bases === null)
            return { status: 'not-asked', seen: 'the configuration has no bases' };
        return onDockerfile(facts, (dockerfile) => judge(facts, dockerfile, bases));
    },
};

;// CONCATENATED MODULE: ./.build/action-build/checks/build.js

/** The line of a log that says most: the last one that names an error, else the last one. */
function tellingLine(lines) {
    return (lines.findLast((line) => /\berror\b|failed to|cannot|no space left/i.test(line)) ?? lines.at(-1) ?? 'no output');
}
const FIXES = [
    [
        /cache export is not supported/i,
        'Add docker/setup-buildx-action before this step, whose builder can write caches, or take build.cache-to out',
    ],
    [/no space left on device/i, 'Free disk space on the runner: the engine has no room for the image'],
    [
        /manifest (for .+ )?(unknown|not found)|pull access denied|failed to resolve source metadata/i,
        'Check the name in FROM, and that the engine may pull it',
    ],
];
/** Each service is built by itself; a failing one hides nothing about the others. */
const buildCheck = {
    id: 'build',
    title: 'Image builds',
    line: 'build/individually',
    controls: [],
    code: 'BUILD_FAILED',
    needed: 'a build that ends with exit code 0',
    waivable: false,
    run({ build }) {
        if (build.kind === 'built')
            return { status: 'pass', seen: `built in ${build.seconds.toFixed(1)} s` };
        if (build.kind === 'skipped') {
            return { status: 'not-run', seen: `not run: ${build.why}`, needed: 'tests that pass', after: 'tests' };
        }
        const line = tellingLine(build.lastLines);
        const [, fix] = FIXES.find(([sign]) => sign.test(line)) ?? [];
        return failIfAny([
            {
                rule: 'build/failed',
                place: { in: 'build-log' },
                reason: `the build failed (exit code ${build.exitCode}): ${line}`,
                fix: fix ?? 'Correct what the last lines of the log say',
            },
        ], { status: 'pass', seen: '' });
    },
};

;// CONCATENATED MODULE: ./.build/action-build/checks/command.js


/** The commands that the image really has: the last one of each, of the stage itself or of those that it begins with. */
function effective({ stages, chain }) {
    const commands = chain.flatMap((index) => stages[index]?.starts.toReversed() ?? []);
    const entrypoint = commands.find(({ keyword }) => keyword === 'ENTRYPOINT');
    const command = commands.find(({ keyword }) => keyword === 'CMD');
    return [entrypoint, command].flatMap((one) => (one === undefined ? [] : [one]));
}
function command_judge(facts, dockerfile) {
    const commands = effective(dockerfile);
    const findings = commands
        .filter(({ form }) => form === 'shell')
        .map(({ line, keyword }) => ({
        rule: 'command/shell-form',
        place: dockerfileLine(facts, line),
        about: keyword,
        reason: `${keyword} is in shell form, so a shell is process 1 and the program never gets SIGTERM`,
        fix: `Write ${keyword} as a list: ["program", "argument"]`,
    }));
    const seen = commands.map(({ keyword, line }) => `${keyword} in line ${line}`).join(', ') || 'none in the Dockerfile';
    return failIfAny(findings, { status: 'pass', seen });
}
/** The program itself is process 1, so that it can end in order. */
const commandCheck = {
    id: 'command',
    title: 'Exec-form commands',
    line: 'build/startup',
    controls: [],
    code: 'SHELL_FORM',
    unreadable: 'SOURCE_UNREADABLE',
    needed: 'CMD and ENTRYPOINT written as lists',
    run: (facts) => onDockerfile(facts, (dockerfile) => command_judge(facts, dockerfile)),
};

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./.build/action-build/checks/context.js


const inSource = (file) => ({ in: 'source', file, line: null });
function context_judge({ source }, context) {
    const { ignoreFile, keepsEnvOut, exposed } = context;
    const expected = ignoreFile ?? external_node_path_.posix.join(source.context, '.dockerignore');
    const sent = exposed.map(({ path, kind }) => {
        const file = external_node_path_.posix.join(source.context, path);
        const reason = `${file} (${kind}) is sent to the builder`;
        return { rule: 'context/exposed', place: inSource(file), reason, fix: `Name it in ${expected}` };
    });
    const missing = {
        rule: 'context/no-dockerignore',
        place: inSource(source.dockerfile),
        reason: `there is no ${expected}, so everything in ${source.context} is sent to the builder`,
        fix: `Add ${expected} with at least ".env*", and ".git" where it is the root of the repository`,
    };
    const open = {
        rule: 'context/env',
        place: inSource(expected),
        reason: `${expected} lets a .env file through, as people have it on their own machines`,
        fix: `Add a line ".env*" to ${expected}`,
    };
    const general = ignoreFile === null ? [missing] : keepsEnvOut ? [] : [open];
    return failIfAny([...general, ...sent], { status: 'pass', seen: `${expected} keeps secrets out` });
}
/** What has no place in an image is not even sent to the builder. */
const contextCheck = {
    id: 'context',
    title: '.dockerignore keeps secrets out',
    line: 'pre-build/security',
    controls: ['CIS Docker 4.10', 'NIST SP 800-190 4.1.4'],
    code: 'CONTEXT_EXPOSED',
    unreadable: 'SOURCE_UNREADABLE',
    needed: 'a .dockerignore that keeps .git, .env files and keys out of the build context',
    run: (facts) => facts.context.kind === 'read'
        ? context_judge(facts, facts.context)
        : {
            status: 'not-run',
            seen: `not run: ${facts.context.why}`,
            needed: 'a build context whose contents are certain',
        },
};

;// CONCATENATED MODULE: ./.build/action-build/packages/package.js
/** Package URL types whose installed packages can be read. */
const READABLE_TYPES = ['deb', 'apk', 'pypi', 'npm'];
/** `pkg:pypi/plotly@5.24.1`, for people: not percent-encoded; without what is not known. */
function showPackage({ type, namespace, name, version, }) {
    const known = version === null || version === '' ? '' : `@${version}`;
    return `pkg:${type}/${namespace === null ? '' : `${namespace}/`}${name}${known}`;
}

// EXTERNAL MODULE: ./node_modules/packageurl-js/index.js
var packageurl_js = __webpack_require__(87091);
;// CONCATENATED MODULE: ./.build/action-build/packages/fields.js
/** Reads up to the first empty line, in the form that dpkg's status file and Python's METADATA share (RFC 822). */
function readParagraph(text) {
    const fields = new Map();
    let open;
    for (const line of text.split(/\r?\n/)) {
        if (line.trim() === '')
            break;
        const colon = line.indexOf(':');
        const continues = /^[ \t]/.test(line);
        if (continues ? fields.size === 0 : colon < 1)
            return { fields, damaged: line.slice(0, 80) };
        if (continues) {
            if (open !== undefined)
                fields.set(open, `${fields.get(open)}\n${line.trim()}`);
            continue;
        }
        const key = line.slice(0, colon).toLowerCase();
        open = fields.has(key) ? undefined : key;
        if (open !== undefined)
            fields.set(open, line.slice(colon + 1).trim());
    }
    return { fields, damaged: null };
}

;// CONCATENATED MODULE: ./.build/action-build/packages/python.js

/** PEP 503: how Python's index compares names. `PyQt6_sip`, `pyqt6.sip` and `pyqt6-sip` are one project. */
const normalizePythonName = (name) => name.toLowerCase().replace(/[-_.]+/g, '-');
/**
 * Reads one `METADATA` (wheel) or `PKG-INFO` (egg) file. Damaged lines after the name are common in old packages, and
 * Python's own reader stops at them too.
 * @throws when there is no name: a package that cannot be named must not look absent.
 */
function readPythonMetadata(text, path) {
    const { fields } = readParagraph(text.replace(/^\uFEFF/, ''));
    const name = fields.get('name');
    if (name === undefined || name === '')
        throw new Error(`${path}: no Name field`);
    return { type: 'pypi', namespace: null, name: normalizePythonName(name), version: fields.get('version') ?? '', path };
}
/**
 * The package of a metadata folder whose file is missing, from the folder's name: `plotly-5.24.1.dist-info`,
 * `six-1.16.0-py3.11.egg-info`.
 */
function readPythonFolder(path) {
    const base = path.slice(path.lastIndexOf('/') + 1).replace(/\.(dist|egg)-info$/, '');
    const [name = base, version = ''] = base.split('-');
    return { type: 'pypi', namespace: null, name: normalizePythonName(name), version, path };
}

;// CONCATENATED MODULE: ./.build/action-build/packages/pattern.js



/** Reads a pattern. Qualifiers and subpath are left aside, so a pattern with them forbids more, never less. @throws */
function readPattern(text) {
    const { type, namespace, name, version } = packageurl_js.PackageURL.fromString(text);
    return {
        text,
        type,
        namespace: namespace ?? null,
        name: type === 'pypi' ? normalizePythonName(name) : name.toLowerCase(),
        version: version ?? null,
    };
}
/** True when installed packages of this type can be read from an image. */
const isReadable = (type) => READABLE_TYPES.includes(type);
/** `*` stands for any run of characters; everything else for itself. */
function matchesName(pattern, name) {
    const expression = pattern
        .split('*')
        .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*');
    return new RegExp(`^${expression}$`, 's').test(name);
}
/** A scope is part of an npm name; a distribution only narrows a name down, and the image may not tell it. */
function sameNamespace(pattern, { type, namespace }) {
    if (type === 'npm')
        return (pattern.namespace?.toLowerCase() ?? null) === (namespace?.toLowerCase() ?? null);
    return pattern.namespace === null || namespace === null || pattern.namespace.toLowerCase() === namespace;
}
/**
 * True when the pattern means this package. What is not known about it, its namespace or its version, counts as a
 * match: a rule that forbids must not be passed by not knowing.
 */
function pattern_matches(pattern, found) {
    if (pattern.type !== found.type)
        return false;
    const sameVersion = pattern.version === null || found.version === null || pattern.version === found.version;
    return sameNamespace(pattern, found) && sameVersion && matchesName(pattern.name, found.name.toLowerCase());
}

;// CONCATENATED MODULE: ./.build/action-build/checks/declared.js



const VIEW = {
    declared: 'is declared',
    locked: 'is resolved by the lock file',
    written: 'is installed by the Dockerfile',
};
/** What a stage that is only copied from installs, may never reach the image: there the image itself is asked. */
const forbids = (one) => one.view !== 'staged';
function declared_findingsOf({ packages }, pattern) {
    return packages
        .filter(forbids)
        .filter((one) => pattern_matches(pattern, one))
        .map((one) => ({
        rule: 'declared/forbidden',
        place: { in: 'source', file: one.file, line: one.line },
        about: showPackage(one),
        reason: `${showPackage(one)} ${VIEW[one.view]}, forbidden by ${pattern.text}`,
        fix: one.view === 'locked'
            ? 'Take out the package that needs it, and lock again'
            : `Take ${one.name} out of ${one.file}`,
    }));
}
const showUnread = ({ file, line, why }) => `${line === null ? file : `${file}:${line}`}: ${why}`;
function declared_judge(declared, forbid) {
    const patterns = forbid.map(readPattern);
    const types = new Set(patterns.map(({ type }) => type));
    const unread = declared.unread.filter(({ type }) => types.has(type));
    const count = declared.packages.filter(({ type }) => types.has(type)).length;
    const files = declared.files.length === 0 ? 'the Dockerfile' : `the Dockerfile, ${declared.files.join(', ')}`;
    return failIfAny(patterns.flatMap((pattern) => declared_findingsOf(declared, pattern)), unread.length === 0
        ? { status: 'pass', seen: `none of ${forbid.length} forbidden among ${count} in ${files}` }
        : {
            status: 'not-run',
            seen: `not run: ${unread.map(showUnread).join('; ')}`,
            needed: 'manifests, lock files and commands that say which packages they install',
        });
}
/** No forbidden package is asked for: not in a manifest, not in a lock file, not in a command of the Dockerfile. */
const declaredCheck = {
    id: 'declared',
    title: 'No forbidden package declared',
    line: 'pre-build/dependencies',
    controls: ['CIS Docker 4.3', 'NIST SP 800-190 4.1.2'],
    code: 'PACKAGE_FORBIDDEN',
    unreadable: 'MANIFEST_UNREADABLE',
    needed: 'manifests and a Dockerfile without the packages that packages.forbid names',
    run: ({ asked, declared }) => asked.forbid.length === 0
        ? { status: 'not-asked', seen: 'packages.forbid is empty' }
        : declared_judge(declared, asked.forbid),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/download.js


const WORDS = {
    'add-url': {
        reason: 'ADD fetches an address without a checksum',
        fix: 'Add --checksum=sha256:…, or fetch and verify it in RUN',
    },
    'pipe-to-shell': {
        reason: 'what curl or wget fetches is run without having been verified',
        fix: 'Save it, compare its sha256 with a known one, then run it',
    },
    'trusted-host': {
        reason: 'pip is told to trust a host without a valid certificate',
        fix: 'Give the index a valid certificate, or pip its authority with --cert',
    },
    'allow-unauthenticated': {
        reason: 'packages are installed without a check of their signature',
        fix: "Install the repository's key and let the package manager check it",
    },
};
const finding = (facts, line, kind) => ({
    rule: `download/${kind}`,
    place: dockerfileLine(facts, line),
    ...WORDS[kind],
});
/** Nothing is taken into the image that nobody has verified. */
const downloadCheck = {
    id: 'download',
    title: 'Verified downloads',
    line: 'pre-build/dependencies',
    controls: ['CIS Docker 4.9', 'CIS Docker 4.11', 'NIST SP 800-190 4.1.5'],
    code: 'DOWNLOAD_UNVERIFIED',
    unreadable: 'SOURCE_UNREADABLE',
    needed: 'a Dockerfile that verifies what it fetches',
    run: (facts) => onDockerfile(facts, ({ stages }) => failIfAny(stages.flatMap(({ downloads }) => downloads.map(({ line, kind }) => finding(facts, line, kind))), { status: 'pass', seen: 'no unverified download in the Dockerfile' })),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/running.js
/** Findings about something that was seen while the container ran. */
const whileRunning = (what) => ({ in: 'running-container', what });
/** Runs a check on what was seen of the running container, or says why there is nothing to run it on. */
function onRun({ run }, check) {
    switch (run.kind) {
        case 'not-asked':
            return { status: 'not-asked', seen: 'the configuration has no run.ready, so the container was not run' };
        case 'none':
            return { status: 'not-run', seen: 'not run: there is no image', needed: 'an image that builds', after: 'build' };
        case 'blocked':
            return run.by === null
                ? { status: 'not-run', seen: `not run: ${run.why}`, needed: 'an engine and dependencies that can run' }
                : { status: 'not-run', seen: `not run: ${run.why}`, needed: `${run.by} to pass its checks`, after: 'run' };
        case 'ran':
            return check(run);
    }
}
/** As `onRun`, for what can only be seen of a container that became ready and stayed up. */
const onReady = (facts, check) => onRun(facts, (ran) => {
    if (ran.course.kind !== 'up') {
        const needed = 'a container that stays up';
        return { status: 'not-run', seen: 'not run: the container did not stay up', needed, after: 'run' };
    }
    const needed = 'a container that becomes ready';
    return ran.ready?.reached === true
        ? check(ran)
        : { status: 'not-run', seen: 'not run: the container did not become ready', needed, after: 'ready' };
});
/** The last words of a container, as far as a sentence takes them. */
const lastWords = (lines) => (lines.at(-1) ?? 'no output').slice(0, 300);

;// CONCATENATED MODULE: ./.build/action-build/checks/edges.js


const target = ({ to, port }) => `${to}:${port}`;
function edgeFinding(edge) {
    if (edge.open === edge.declared)
        return [];
    const place = whileRunning(`connection to ${target(edge)}`);
    const about = target(edge);
    return edge.declared
        ? [
            {
                rule: 'edges/closed',
                place,
                about,
                reason: `${about} is declared but does not open: ${edge.why}`,
                fix: `Let ${edge.to} listen on port ${edge.port} beyond 127.0.0.1, or correct talks-to`,
            },
        ]
        : [
            {
                rule: 'edges/open',
                place,
                about,
                reason: `${about} is not declared but opens by ${edge.by}`,
                fix: `Declare it in talks-to, or find out how ${edge.to} can be reached`,
            },
        ];
}
function edges_judge({ edges }) {
    const open = edges.filter((edge) => edge.declared);
    const closed = edges.filter((edge) => !edge.declared);
    const shown = open.length === 0 ? 'nothing is declared' : `${open.map(target).join(', ')} open`;
    const seen = `${shown}; ${closed.length} others closed by name and by address`;
    return failIfAny(edges.flatMap(edgeFinding), { status: 'pass', seen });
}
/** The communication matrix: what is declared opens, and the service became ready although nothing else does. */
const edgesCheck = {
    id: 'edges',
    title: 'Declared connections only',
    line: 'post-build/communication',
    controls: ['NIST SP 800-190 4.3.3'],
    code: 'EDGE_WRONG',
    unreadable: 'SANDBOX_UNAVAILABLE',
    needed: 'every connection of talks-to open, and every other one closed',
    run: (facts) => onReady(facts, edges_judge),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/egress.js


const FIX = 'Switch the call off, declare the service in talks-to, or set run.egress: any when it is meant';
const egress_finding = (rule, what, reason) => ({
    rule,
    place: whileRunning(what),
    about: what,
    reason,
    fix: FIX,
});
function egress_judge({ attempts }) {
    if (attempts === null) {
        const needed = 'a container that starts';
        return { status: 'not-run', seen: 'not run: the container did not start', needed, after: 'run' };
    }
    const { names, addresses, outside } = attempts;
    const findings = [
        ...names.map((name) => egress_finding('egress/name', name, `asked for the name ${name}, which talks-to does not name`)),
        ...addresses.map((address) => egress_finding('egress/address', address, `tried to connect to ${address}`)),
    ];
    const unseen = egress_finding('egress/packet', 'gateway', 'sent packets out of its network');
    const all = findings.length === 0 && outside ? [unseen] : findings;
    return failIfAny(all, { status: 'pass', seen: 'no name and no address outside of the set was tried' });
}
/** It calls nobody but the services that it declares; what it tries is stopped and seen. */
const egressCheck = {
    id: 'egress',
    title: 'Calls nobody outside',
    line: 'post-build/communication',
    controls: ['NIST SP 800-190 4.4.2'],
    code: 'EGRESS_TRIED',
    unreadable: 'SANDBOX_UNAVAILABLE',
    needed: 'no call to anything but the services of talks-to, or run.egress: any',
    run: (facts) => onRun(facts, (ran) => (ran.rules.egress === 'any' ? { status: 'not-asked', seen: 'run.egress: any' } : egress_judge(ran))),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/image-known.js
/** Runs a check on what was read from the image, or says why there is nothing to run it on. */
function onImage({ read, build }, check) {
    if (build.kind !== 'built' || read.kind === 'none') {
        return { status: 'not-run', seen: 'not run: there is no image', needed: 'an image that builds', after: 'build' };
    }
    if (read.kind === 'unreadable') {
        return { status: 'not-run', seen: `not run: ${read.why}`, needed: 'an image that the engine can export' };
    }
    return check(read);
}

;// CONCATENATED MODULE: ./.build/action-build/checks/healthcheck.js


function healthcheck_judge(test) {
    const [kind, ...command] = test ?? [];
    // An empty list inherits from the base, and the engine has already put in what there was to inherit.
    const reason = kind === undefined
        ? 'the image has no HEALTHCHECK'
        : kind === 'NONE'
            ? 'HEALTHCHECK is switched off by NONE'
            : command.length === 0
                ? 'HEALTHCHECK has no command'
                : undefined;
    if (reason === undefined)
        return { status: 'pass', seen: command.join(' ') };
    const place = { in: 'image-configuration', key: 'Healthcheck' };
    const fix = 'Add HEALTHCHECK with a command to the Dockerfile';
    return failIfAny([{ rule: 'healthcheck/missing', place, reason, fix }], { status: 'pass', seen: '' });
}
/** The image says how its health is asked. */
const healthcheckCheck = {
    id: 'healthcheck',
    title: 'HEALTHCHECK present',
    line: 'pre-build/security',
    controls: ['CIS Docker 4.6'],
    code: 'IMAGE_HEALTHCHECK_MISSING',
    needed: 'HEALTHCHECK in the Dockerfile, or healthcheck: optional in the configuration',
    run: (facts) => facts.asked.healthcheck === 'optional'
        ? { status: 'not-asked', seen: 'healthcheck: optional' }
        : onImage(facts, ({ details }) => healthcheck_judge(details.healthcheck)),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/integration.js


function reasonOf({ id, exitCode, why, lastLines }) {
    if (exitCode === null)
        return `integration test ${id} has no result: ${why}`;
    return `integration test ${id} ended with exit code ${exitCode}: ${lastWords(lastLines)}`;
}
/** Every integration test that this service has a part in. */
const integrationCheck = {
    id: 'integration',
    title: 'Integration tests',
    line: 'post-build/integration',
    controls: [],
    code: 'INTEGRATION_FAILED',
    unreadable: 'SANDBOX_UNAVAILABLE',
    needed: 'exit code 0 of every integration test that involves the service',
    run: (facts) => onRun(facts, ({ tests }) => tests.length === 0
        ? { status: 'not-asked', seen: 'no integration test names this service' }
        : failIfAny(tests
            .filter(({ exitCode }) => exitCode !== 0)
            .map((test) => ({
            rule: 'integration/failed',
            place: whileRunning(`integration test ${test.id}`),
            about: test.id,
            reason: reasonOf(test),
            fix: 'Correct the service or the test; its whole output is in the build log artifact',
        })), { status: 'pass', seen: tests.map(({ id, seconds }) => `${id} (${seconds.toFixed(1)} s)`).join(', ') })),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/lint.js


function lint_judge(facts, { warnings }) {
    const findings = warnings.map(({ rule, detail, url, line }) => ({
        rule: 'lint/warning',
        place: dockerfileLine(facts, line),
        about: rule,
        reason: `${rule}: ${detail}`,
        fix: url === '' ? 'Correct it in the Dockerfile' : `See ${url}`,
    }));
    return failIfAny(findings, { status: 'pass', seen: 'no warning' });
}
/** What BuildKit itself thinks of the Dockerfile; each of its warnings is a finding. */
const lintCheck = {
    id: 'lint',
    title: "BuildKit's own checks",
    line: 'pre-build/configuration',
    controls: [],
    code: 'DOCKERFILE_WARNING',
    unreadable: 'LINT_UNAVAILABLE',
    needed: 'a Dockerfile without warnings of BuildKit, or a waiver of lint/warning for each',
    run(facts) {
        const { lint } = facts;
        if (lint === null)
            return { status: 'not-asked', seen: 'build.lint is not true' };
        if (lint.kind === 'checked')
            return lint_judge(facts, lint);
        const needed = 'docker buildx with a BuildKit that has checks of its own';
        return { status: 'not-run', seen: `not run: ${lint.why}`, needed };
    },
};

;// CONCATENATED MODULE: ./.build/shared/domain/byte-size.js
const UNITS = {
    kB: 1e3,
    MB: 1e6,
    GB: 1e9,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
};
/** The bytes of a size of the configuration: `400MB`, `512MiB`. @throws when it is none. */
function bytesOf(text) {
    const [, number, unit = ''] = /^(\d+)([A-Za-z]+)$/.exec(text) ?? [];
    const factor = UNITS[unit];
    if (number === undefined || factor === undefined)
        throw new Error(`"${text}" is not a size`);
    return Number(number) * factor;
}
/** Bytes for people, in the decimal units that registries use: `106.4 MB`. */
function showBytes(bytes) {
    if (bytes < 1e6)
        return `${(bytes / 1e3).toFixed(1)} kB`;
    return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

;// CONCATENATED MODULE: ./.build/action-build/checks/memory.js



function memory_judge({ memory, rules, course }) {
    const limit = rules.memory;
    if (limit === null)
        return { status: 'not-asked', seen: 'limits.memory is not given' };
    const kills = (memory?.kills ?? 0) + (course.kind === 'ended' && course.oomKilled ? 1 : 0);
    if (kills > 0) {
        const reason = `killed for memory at its limit of ${showBytes(limit)}`;
        const fix = 'Need less memory, or raise limits.memory together with the limit in production';
        return failIfAny([{ rule: 'memory/killed', place: whileRunning('memory'), reason, fix }], {
            status: 'pass',
            seen: '',
        });
    }
    if (course.kind !== 'up') {
        return {
            status: 'not-run',
            seen: 'not run: the container did not stay up',
            needed: 'a container that runs',
            after: 'run',
        };
    }
    if (memory === null || memory.peak === null) {
        const why = memory?.why || 'nothing was read';
        return { status: 'not-run', seen: `not run: ${why}`, needed: 'an engine whose cgroups tell the peak memory' };
    }
    return { status: 'pass', seen: `at most ${showBytes(memory.peak)} of ${showBytes(limit)}` };
}
/** It works within its memory; the peak is the kernel's own count, not a sample. */
const memoryCheck = {
    id: 'memory',
    title: 'Memory within its limit',
    line: 'post-build/resources',
    controls: ['CIS Docker 5.11'],
    code: 'MEMORY_EXCEEDED',
    unreadable: 'SANDBOX_UNAVAILABLE',
    needed: 'no process killed for memory under limits.memory',
    run: (facts) => onRun(facts, memory_judge),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/output.js


/** It logs to where everybody looks. */
const outputCheck = {
    id: 'output',
    title: 'Logs to stdout',
    line: 'build/startup',
    controls: [],
    code: 'OUTPUT_MISSING',
    unreadable: 'SANDBOX_UNAVAILABLE',
    needed: 'at least one line on stdout or stderr',
    run: (facts) => onReady(facts, ({ outputLines }) => failIfAny(outputLines > 0
        ? []
        : [
            {
                rule: 'output/none',
                place: whileRunning('stdout'),
                reason: 'wrote nothing to stdout or stderr',
                fix: 'Log to stdout or stderr instead of to files',
            },
        ], { status: 'pass', seen: `${outputLines} ${outputLines === 1 ? 'line' : 'lines'}` })),
};

;// CONCATENATED MODULE: ./.build/action-build/image/show-layer.js
/** Longer instructions would hide what the sentence is about; the whole one is in the record. */
const LONGEST = 160;
/**
 * A layer in the words of every message: `layer 4 of 5 (RUN pip install dash)`. Counted from 1, the base first; without
 * the instruction when the image's history does not say which one made it.
 * @param layer its index in the facts, from 0.
 */
function showLayer({ layers }, layer) {
    const number = `layer ${layer + 1} of ${layers.length}`;
    const instruction = layers[layer]?.instruction ?? null;
    if (instruction === null)
        return number;
    return `${number} (${instruction.length > LONGEST ? `${instruction.slice(0, LONGEST)}…` : instruction})`;
}

;// CONCATENATED MODULE: ./.build/action-build/packages/views.js


/** Distributions are left out: a Dockerfile does not say which one it installs from. */
const keyOf = ({ type, namespace, name }) => `${type}/${type === 'npm' ? (namespace ?? '') : ''}/${name.toLowerCase()}`;
/** `backend/requirements.txt:3`, for people. */
const showDeclared = ({ file, line }) => (line === null ? file : `${file}:${line}`);
/** Where the repository asks for an installed package; what a person wrote comes before what a tool resolved. */
function declarationsOf({ packages }, found) {
    const same = packages.filter((one) => keyOf(one) === keyOf(found));
    const direct = same.filter(({ view }) => view !== 'locked');
    return direct.length > 0 ? direct : same;
}
/** How an installed package came to be there, in one sentence. */
function showOrigin({ declared, content, base }, found) {
    const [first] = declarationsOf(declared, found);
    const by = showLayer(content, found.layer);
    if (base !== null && found.layer < base)
        return `brought by the base image, ${by}`;
    if (first === undefined) {
        return `brought by ${by}, declared nowhere: ${base === null ? 'the base has it, or ' : ''}another package needs it`;
    }
    if (first.view === 'locked')
        return `brought by ${by}, not declared but resolved in ${showDeclared(first)}`;
    return `brought by ${by}, ${first.view === 'declared' ? 'declared' : 'written'} in ${showDeclared(first)}`;
}
/** More would not be read. */
const MOST = 20;
function limited(all, what) {
    const rest = all.length - MOST;
    const more = {
        what: `${rest} more ${what}`,
        counted: false,
        why: 'not listed here, all are in the record',
    };
    return rest > 0 ? [...all.slice(0, MOST), more] : all;
}
/** Asked for by a person's own words, but not there. */
function absent({ declared, content: { packages, databases } }) {
    const installed = new Set(packages.map(keyOf));
    return declared.packages
        .filter((one) => (one.view === 'declared' || one.view === 'written') &&
        databases[one.type].status === 'read' &&
        !installed.has(keyOf(one)))
        .map((one) => ({
        what: `${showPackage(one)} in ${showDeclared(one)}`,
        counted: false,
        why: `${one.view} but not installed in the image`,
    }));
}
/** There, though nobody asked for it. Only where a manifest of the type exists, and not what the base has. */
function undeclared({ declared, content, base }) {
    const types = new Set(declared.packages.filter(({ view }) => view === 'declared' || view === 'locked').map(({ type }) => type));
    const known = new Set(declared.packages.map(keyOf));
    return content.packages
        .filter((one) => types.has(one.type) && one.layer >= (base ?? 1) && !known.has(keyOf(one)))
        .map((one) => ({
        what: showPackage(one),
        counted: false,
        why: `installed but declared nowhere; brought by ${showLayer(content, one.layer)}`,
    }));
}
/** Where the repository and the image say different things. They refuse nothing by themselves, but explain surprises. */
function disagreements(viewed) {
    return [
        ...limited(absent(viewed), 'declared but not installed'),
        ...limited(undeclared(viewed), 'installed but not declared'),
    ];
}

;// CONCATENATED MODULE: ./.build/action-build/checks/packages.js





const packages_findingsOf = (viewed, pattern) => viewed.content.packages
    .filter((found) => pattern_matches(pattern, found))
    .map((found) => ({
    rule: 'packages/forbidden',
    place: { in: 'image', path: found.path, layer: found.layer },
    about: showPackage(found),
    reason: `${showPackage(found)} is installed, forbidden by ${pattern.text}; ${showOrigin(viewed, found)}`,
    fix: `Take ${found.name}, or the package that needs it, out of the image`,
}));
/** What was looked at, so that "none" can be told from "not looked". */
function showDatabase(type, database) {
    if (database.status === 'read')
        return `${database.packages} ${type}`;
    return database.status === 'none' ? `0 ${type} (${database.looked})` : `${type} unreadable: ${database.why}`;
}
/** Numbers of packages per type: `92 deb, 31 pypi`. */
const showDatabases = ({ databases }) => Object.entries(databases)
    .map(([type, database]) => showDatabase(type, database))
    .join(', ');
/** Types that are forbidden something but have no database that could be trusted. */
function unreadableTypes({ databases }, patterns) {
    return [...new Set(patterns.map(({ type }) => type))].flatMap((type) => {
        if (!isReadable(type))
            return [`packages of type ${type} cannot be read`];
        const database = databases[type];
        return database.status === 'unreadable' ? [database.why] : [];
    });
}
/** What is found is a certain no; what could not be read is no answer. */
function packages_judge(viewed, forbid) {
    const { content } = viewed;
    const patterns = forbid.map(readPattern);
    const findings = patterns.flatMap((pattern) => packages_findingsOf(viewed, pattern));
    const unreadable = unreadableTypes(content, patterns);
    return failIfAny(findings, unreadable.length === 0
        ? { status: 'pass', seen: `none of ${forbid.length} forbidden among ${showDatabases(content)}` }
        : { status: 'not-run', seen: `not run: ${unreadable.join('; ')}`, needed: 'package databases left in the image' });
}
const viewOf = ({ declared, base }, content) => ({
    declared,
    content,
    base: base.kind === 'known' ? base.layers : null,
});
/** No forbidden package is installed, whoever brought it. */
const packagesCheck = {
    id: 'packages',
    title: 'No forbidden package',
    line: 'build/dependencies',
    controls: ['CIS Docker 4.3', 'NIST SP 800-190 4.1.2'],
    code: 'PACKAGE_FORBIDDEN',
    needed: 'an image without the packages that packages.forbid names',
    run: (facts) => facts.asked.forbid.length === 0
        ? { status: 'not-asked', seen: 'packages.forbid is empty' }
        : onImage(facts, ({ content }) => packages_judge(viewOf(facts, content), facts.asked.forbid)),
    observe: (facts) => facts.asked.forbid.length === 0 || facts.read.kind !== 'read'
        ? []
        : disagreements(viewOf(facts, facts.read.content)),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/ports.js


function ports_judge({ listening, exposed }) {
    if (listening === null)
        throw new Error('a container was ready but its ports were not read');
    const hidden = listening
        .filter((port) => !exposed.includes(port))
        .map((port) => ({
        rule: 'ports/hidden',
        place: whileRunning(`port ${port}`),
        about: port,
        reason: `listens on ${port}, which EXPOSE does not name`,
        fix: 'Close it, bind it to 127.0.0.1, or name it with EXPOSE in the Dockerfile',
    }));
    const silent = exposed
        .filter((port) => !listening.includes(port))
        .map((port) => ({
        rule: 'ports/silent',
        place: { in: 'image-configuration', key: 'ExposedPorts' },
        about: port,
        reason: `EXPOSE names ${port}, on which nothing listens`,
        fix: 'Take it out of EXPOSE, or let the service listen on it beyond 127.0.0.1',
    }));
    const shown = listening.length === 0 ? 'listens on no port' : `listens on ${listening.join(', ')}`;
    return failIfAny([...hidden, ...silent], { status: 'pass', seen: `${shown}, as EXPOSE says` });
}
/** What listens is what the image says: read from the kernel, not from a scan that could miss a port. */
const portsCheck = {
    id: 'ports',
    title: 'Listens on EXPOSE only',
    line: 'post-build/security',
    controls: ['CIS Docker 5.9'],
    code: 'PORTS_DIFFER',
    unreadable: 'SANDBOX_UNAVAILABLE',
    needed: 'open ports that are exactly those of EXPOSE',
    run: (facts) => onReady(facts, ports_judge),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/ready.js


const ready_FIX = 'Correct run.ready or the start up, or raise limits.start';
function ready_judge({ ready, health, rules, course }) {
    if (ready === null || (!ready.reached && course.kind !== 'up')) {
        const needed = 'a container that stays up';
        return { status: 'not-run', seen: 'not run: the container did not stay up', needed, after: 'run' };
    }
    const limit = `${rules.start / 1_000} s`;
    const late = {
        rule: 'ready/late',
        place: whileRunning('start'),
        reason: `not ready within ${limit}: ${ready.why}`,
        fix: ready_FIX,
    };
    const sick = {
        rule: 'ready/health',
        place: whileRunning('HEALTHCHECK'),
        reason: `ready, but HEALTHCHECK says ${health} for ${limit}`,
        fix: 'Correct HEALTHCHECK: its program has to be in the image and to work without a writable root',
    };
    const ill = health !== null && health !== 'healthy';
    const healthy = health === 'healthy' ? ', HEALTHCHECK says healthy' : '';
    return failIfAny([...(ready.reached ? [] : [late]), ...(ready.reached && ill ? [sick] : [])], {
        status: 'pass',
        seen: `ready after ${ready.seconds.toFixed(1)} s of ${limit}${healthy}`,
    });
}
/** It says that it is ready, in time, and its HEALTHCHECK agrees. */
const readyCheck = {
    id: 'ready',
    title: 'Ready in time',
    line: 'build/startup',
    controls: ['CIS Docker 5.27'],
    code: 'RUN_NOT_READY',
    unreadable: 'SANDBOX_UNAVAILABLE',
    needed: 'run.ready within limits.start, and a HEALTHCHECK that says healthy',
    run: (facts) => onRun(facts, ready_judge),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/restart.js


function restart_judge({ restart, rules }) {
    if (restart === null) {
        const needed = 'a container that stays up until it is stopped';
        return { status: 'not-run', seen: 'not run: the container had ended before', needed };
    }
    const reason = `not ready again within ${rules.start / 1_000} s after a restart: ${restart.why}`;
    const fix = 'Remove what a run leaves behind, such as pid and lock files, when the service starts';
    return failIfAny(restart.reached ? [] : [{ rule: 'restart/failed', place: whileRunning('second start'), reason, fix }], { status: 'pass', seen: `ready again after ${restart.seconds.toFixed(1)} s` });
}
/** It comes up again with the files of its first run. */
const restartCheck = {
    id: 'restart',
    title: 'Comes up again',
    line: 'build/startup',
    controls: [],
    code: 'RESTART_FAILED',
    unreadable: 'SANDBOX_UNAVAILABLE',
    needed: 'a container that becomes ready again after a stop',
    run: (facts) => onReady(facts, restart_judge),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/run.js


const run_FIX = 'Write only to /tmp and the folders of run.writable, need no capability, and give run.env what the start needs';
const run_finding = (rule, reason) => [
    { rule, place: whileRunning('process 1'), reason, fix: run_FIX },
];
function run_findingsOf({ course }) {
    switch (course.kind) {
        case 'up':
            return [];
        case 'refused':
            return run_finding('run/refused', `the engine did not run it: ${course.why}`);
        case 'before-failed': {
            const how = course.exitCode === null ? 'was not over in time' : `ended with exit code ${course.exitCode}`;
            return run_finding('run/before', `"${course.command}" of run.before ${how}: ${lastWords(course.lastLines)}`);
        }
        case 'ended': {
            const { exitCode, seconds, lastLines } = course;
            return run_finding('run/ended', `ended with exit code ${exitCode} after ${seconds.toFixed(1)} s: ${lastWords(lastLines)}`);
        }
    }
}
function run_judge(ran) {
    const root = ran.rules.readOnly ? 'read-only root' : 'writable root (run.read-only: false)';
    const seen = `stays up with ${root}, no capabilities, no new privileges, 256 processes, 1 CPU`;
    return failIfAny(run_findingsOf(ran), { status: 'pass', seen });
}
/** The container starts and stays up with as little as production should give it. */
const runCheck = {
    id: 'run',
    title: 'Runs hardened',
    line: 'build/isolation',
    controls: ['CIS Docker 5.4', 'CIS Docker 5.13', 'CIS Docker 5.26', 'CIS Docker 5.29', 'NIST SP 800-190 4.4.3'],
    code: 'RUN_FAILED',
    unreadable: 'SANDBOX_UNAVAILABLE',
    needed: 'a container that runs with a read-only root, no capabilities and no new privileges',
    run: (facts) => onRun(facts, run_judge),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/secret.js



function findingOf(content, secret) {
    const { path, layer, kind, line, starts, deleted } = secret;
    const where = showLayer(content, layer);
    const what = starts === null ? `is a file that holds secrets (${kind})` : `holds a secret (${kind}, begins with ${starts})`;
    const at = line === null ? path : `${path}:${line}`;
    const gone = deleted ? '; a later layer takes it away, but whoever has the image can read it' : '';
    return {
        rule: `secret/${kind}`,
        place: { in: 'image', path, layer },
        about: path,
        reason: `${at} ${what}, from ${where}${gone}`,
        fix: 'Keep it out of the build context, or give it with RUN --mount=type=secret; revoke it when the image was pushed',
    };
}
function secret_judge(content) {
    const { secrets, secretCount, layers } = content;
    const seen = `none in ${layers.length} layers`;
    const result = failIfAny(secrets.map((secret) => findingOf(content, secret)), { status: 'pass', seen });
    if (secretCount <= secrets.length || result.status !== 'fail')
        return result;
    const more = {
        rule: 'secret/more',
        place: { in: 'image', path: '' },
        reason: `${secretCount - secrets.length} more are not listed`,
        fix: 'Correct the ones that are listed, and build again',
    };
    return { ...result, findings: [...result.findings, more] };
}
/** No layer holds a secret, also none that a later layer deletes. */
const secretCheck = {
    id: 'secret',
    title: 'No secret in any layer',
    line: 'post-build/security',
    controls: ['CIS Docker 4.10', 'NIST SP 800-190 4.1.4'],
    code: 'SECRET_FOUND',
    needed: 'layers without keys, tokens and files that hold them',
    run: (facts) => onImage(facts, ({ content }) => secret_judge(content)),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/setuid.js



function setuid_findingOf(content, base, { path, bits, uid, gid, since }) {
    const as = bits.map((bit) => (bit === 'setuid' ? `user ${uid}` : `group ${gid}`)).join(' and ');
    const unsure = base.kind === 'known' ? '' : `; whether the base brought it is not known: ${base.why}`;
    return {
        rule: 'setuid/file',
        place: { in: 'image', path, layer: since },
        about: path,
        reason: `${path} runs as ${as} whoever starts it (${bits.join(', ')}), from ${showLayer(content, since)}${unsure}`,
        fix: `Remove the bits with RUN chmod a-s /${path}, or waive setuid/file at ${path}`,
    };
}
function setuid_judge(content, base) {
    const first = base.kind === 'known' ? base.layers : 0;
    const own = content.setuid.filter(({ since }) => since >= first);
    const others = content.setuid.length - own.length;
    const seen = others === 0 ? 'none' : `none beyond ${others} of the base image`;
    return failIfAny(own.map((file) => setuid_findingOf(content, base, file)), { status: 'pass', seen });
}
/** No program of the image gives more rights than its base does. When the base is not known, all of them count. */
const setuidCheck = {
    id: 'setuid',
    title: 'No setuid beyond the base',
    line: 'post-build/security',
    controls: ['CIS Docker 4.8'],
    code: 'SETUID_FOUND',
    needed: 'no setuid or setgid file that the base image does not have',
    run: (facts) => onImage(facts, ({ content }) => setuid_judge(content, facts.base)),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/size.js




const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
/** Uncompressed bytes of all layers: the same in every engine, unlike the sizes that engines tell. */
const imageBytes = ({ layers }) => sum(layers.map(({ bytes }) => bytes));
function tooLarge(content, limit) {
    const bytes = imageBytes(content);
    if (limit === null || bytes <= limit)
        return [];
    const sizes = content.layers.map((one, index) => ({ index, bytes: one.bytes }));
    const largest = sizes.toSorted((left, right) => right.bytes - left.bytes)[0];
    const most = largest === undefined ? '' : `; most of it, ${showBytes(largest.bytes)}, is ${showLayer(content, largest.index)}`;
    return [
        {
            rule: 'size/image',
            place: { in: 'image-configuration', key: 'layers' },
            reason: `the image has ${showBytes(bytes)}, allowed are ${showBytes(limit)}${most}`,
            fix: 'Take out what the program does not need, or raise limits.image',
        },
    ];
}
/** What a browser is given; nothing that matches is a mistake in the pattern or in the build, and no small bundle. */
function bundleFindings(bundle, limit) {
    const [largest] = bundle.largest;
    if (largest === undefined) {
        const reason = `no file of the image matches ${limit.files}`;
        const fix = 'Correct limits.bundle.files, or the instruction that copies the bundle';
        return [{ rule: 'size/bundle-missing', place: { in: 'image', path: limit.files }, reason, fix }];
    }
    if (bundle.bytes <= limit.size)
        return [];
    const most = bundle.largest.map(({ path, bytes }) => `${path} (${showBytes(bytes)})`).join(', ');
    return [
        {
            rule: 'size/bundle',
            place: { in: 'image', path: largest.path, layer: largest.layer },
            about: limit.files,
            reason: `${bundle.files} files that match ${limit.files} have ${showBytes(bundle.bytes)}, allowed are ${showBytes(limit.size)}: ${most}`,
            fix: 'Split the bundle or take out what it does not need, or raise limits.bundle.size',
        },
    ];
}
/** The layers above the base; all of them when it is not known. */
const ownLeftovers = (leftovers, base) => leftovers.map((one, layer) => ({ ...one, layer })).slice(base.kind === 'known' ? base.layers : 0);
function wasteful(own, base, limit) {
    const bytes = sum(own.map((one) => one.bytes));
    if (bytes <= limit)
        return [];
    const unsure = base.kind === 'known' ? '' : `; the base is counted too, because it is not known: ${base.why}`;
    const worst = own.toSorted((left, right) => right.bytes - left.bytes)[0];
    const files = (worst?.largest ?? []).map((one) => `${one.path} (${showBytes(one.bytes)}, ${one.why})`).join(', ');
    return [
        {
            rule: 'size/wasted',
            place: {
                in: 'image',
                path: worst?.largest[0]?.path ?? '',
                ...(worst === undefined ? {} : { layer: worst.layer }),
            },
            reason: `${showBytes(bytes)} are of no use to any container, allowed are ${showBytes(limit)}: ${files}${unsure}`,
            fix: 'Delete files in the RUN that makes them, and copy each file once',
        },
    ];
}
const LOOKED_FOR = { seen: 'not run: nobody looked for it', needed: 'an image that is read for these limits' };
function size_judge(content, base, limits) {
    const findings = tooLarge(content, limits.image);
    const seen = [showBytes(imageBytes(content))];
    if (limits.wasted !== null) {
        if (content.leftovers === null)
            return { status: 'not-run', ...LOOKED_FOR };
        const own = ownLeftovers(content.leftovers, base);
        findings.push(...wasteful(own, base, limits.wasted));
        if (base.kind === 'known')
            seen.push(`${showBytes(sum(own.map(({ bytes }) => bytes)))} of no use`);
    }
    if (limits.bundle !== null) {
        if (content.bundle === null)
            return { status: 'not-run', ...LOOKED_FOR };
        findings.push(...bundleFindings(content.bundle, limits.bundle));
        seen.push(`${showBytes(content.bundle.bytes)} in ${content.bundle.files} files of ${limits.bundle.files}`);
    }
    return failIfAny(findings, { status: 'pass', seen: seen.join(', ') });
}
/** The image is as small as it was meant to be. */
const sizeCheck = {
    id: 'size',
    title: 'Size and waste',
    line: 'pre-build/resources',
    controls: [],
    code: 'IMAGE_TOO_LARGE',
    needed: 'an image within limits.image, limits.wasted and limits.bundle',
    run: (facts) => {
        const { limits } = facts.asked;
        if (limits.image === null && limits.wasted === null && limits.bundle === null) {
            return { status: 'not-asked', seen: 'none of limits.image, limits.wasted and limits.bundle is set' };
        }
        return onImage(facts, ({ content }) => size_judge(content, facts.base, limits));
    },
};

;// CONCATENATED MODULE: ./.build/action-build/checks/source.js

const source_finding = (file) => ({
    rule: 'source/modified',
    place: { in: 'source', file, line: null },
    reason: `${file} differs from the commit`,
    fix: 'Commit the change, or leave committed files as they are before the build',
});
/** The image is labelled with a commit, so what was built has to be that commit. New files do not count: tools make them. */
const sourceCheck = {
    id: 'source',
    title: 'Source as committed',
    line: 'pre-build/configuration',
    controls: ['45 CFR 164.312(c)(1)'],
    code: 'SOURCE_MODIFIED',
    needed: 'a build context whose committed files are unchanged',
    waivable: false,
    run: ({ source }) => failIfAny(source.modified.map(source_finding), {
        status: 'pass',
        seen: `committed files of ${source.context} are unchanged`,
    }),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/start.js


const start_FIX = {
    missing: 'Copy it into the image, or correct ENTRYPOINT and CMD',
    'not-executable': 'COPY it with --chmod=0755',
    interpreter: 'Install the interpreter, or write the script for one that is there',
    'no-interpreter': 'Begin the script with #!/bin/sh',
    crlf: 'Save it with the line ends of Unix, and let .gitattributes say eol=lf',
    'windows-path': 'Write the path as it is in the image',
};
function start_judge(start) {
    if (start.kind === 'none') {
        return { status: 'not-asked', seen: 'the image names no program; whoever starts it has to' };
    }
    const findings = start.problems.map(({ kind, path, why }) => ({
        rule: `start/${kind}`,
        place: { in: 'image', path },
        about: path,
        reason: why,
        fix: start_FIX[kind],
    }));
    return failIfAny(findings, { status: 'pass', seen: `${start.program} is there and can run` });
}
/** What the image starts is there, may be run, and is written for the machine that it runs on. */
const startCheck = {
    id: 'start',
    title: 'Startup scripts',
    line: 'build/startup',
    controls: [],
    code: 'START_BROKEN',
    needed: 'an ENTRYPOINT or CMD whose program is in the image and can run',
    run: (facts) => onImage(facts, ({ content }) => start_judge(content.start)),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/stop.js


const KILLED = 137;
/** Exit codes of an orderly end: 0, or the stop signal itself (SIGINT, SIGQUIT, SIGTERM). */
const CLEAN = [0, 130, 131, 143];
const stop_finding = (rule, reason) => [
    {
        rule,
        place: whileRunning('stop signal'),
        reason,
        fix: 'Handle the stop signal in process 1: exec-form CMD without a shell around it, and exit code 0',
    },
];
function stop_judge({ stop, rules }) {
    if (stop === null) {
        const needed = 'a container that stays up';
        return { status: 'not-run', seen: 'not run: the container had ended before', needed };
    }
    const limit = `${rules.stop / 1_000} s`;
    const took = stop.seconds.toFixed(1);
    if (stop.exitCode === KILLED) {
        return failIfAny(stop_finding('stop/killed', `still ran ${limit} after its stop signal and was killed (exit code 137)`), {
            status: 'pass',
            seen: '',
        });
    }
    const dirty = CLEAN.includes(stop.exitCode)
        ? []
        : stop_finding('stop/error', `ended with exit code ${stop.exitCode} after its stop signal`);
    return failIfAny(dirty, {
        status: 'pass',
        seen: `exit code ${stop.exitCode} after ${took} s of ${limit}`,
    });
}
/** It ends by itself when it is told to. */
const stopCheck = {
    id: 'stop',
    title: 'Stops cleanly',
    line: 'build/startup',
    controls: [],
    code: 'STOP_UNCLEAN',
    unreadable: 'SANDBOX_UNAVAILABLE',
    needed: 'exit code 0 or that of the stop signal within limits.stop',
    run: (facts) => onReady(facts, stop_judge),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/tests.js

/** What the team wants to have passed before it builds. Its exit code is the answer; its words are in the log. */
const testsCheck = {
    id: 'tests',
    title: 'Tests before the build',
    line: 'pre-build/dependencies',
    controls: [],
    code: 'TESTS_FAILED',
    needed: 'commands of build.before that end with exit code 0',
    waivable: false,
    run({ asked, tests }) {
        if (asked.before === 0)
            return { status: 'not-asked', seen: 'build.before is empty' };
        const failed = tests.filter(({ exitCode }) => exitCode !== 0);
        if (failed.length === 0 && tests.length < asked.before) {
            const seen = `not run: ${tests.length} of ${asked.before} commands were run`;
            return { status: 'not-run', seen, needed: 'an end of every command of build.before' };
        }
        return failIfAny(failed.map(({ command, exitCode, lastLines }) => ({
            rule: 'tests/failed',
            place: { in: 'build-log' },
            reason: `${command.join(' ')} ended with exit code ${exitCode}${lastLines.length > 0 ? `: ${lastLines.at(-1)}` : ''}`,
            fix: 'Correct what the lines above its end in the log say',
        })), {
            status: 'pass',
            seen: tests.map(({ command, seconds }) => `${command.join(' ')} (${seconds.toFixed(1)} s)`).join('; '),
        });
    },
};

;// CONCATENATED MODULE: ./.build/action-build/checks/user.js


/** Highest id that engines accept. */
const MAX_ID = 2 ** 31 - 1;
/**
 * The id that a container of the image starts with, found the way that engines find it: the first passwd line whose
 * name **or** id is the text before the colon, so that an account called "1000" can be root; else the number itself.
 * @param user USER as written, possibly with a group behind a colon.
 */
function resolveUser(user, accounts) {
    const [name = ''] = user.split(':');
    if (name === '')
        return { kind: 'id', uid: 0, by: 'no USER is set' };
    const account = accounts?.find((one) => one.name === name || String(one.uid) === name);
    if (account !== undefined)
        return { kind: 'id', uid: account.uid, by: `USER ${name} is uid ${account.uid}` };
    if (/^\d+$/.test(name) && Number(name) <= MAX_ID)
        return { kind: 'id', uid: Number(name), by: `USER ${name}` };
    const where = accounts === null ? 'the image has no etc/passwd' : 'etc/passwd of the image has no such user';
    return { kind: 'unknown', why: `USER ${name}: ${where}` };
}
/** The USER of the Dockerfile that the image has its user from, or the image itself when the base brought it. */
function placeOf({ dockerfile, source }) {
    if (dockerfile.kind === 'read') {
        const { chain, stages } = dockerfile.facts;
        const last = chain.flatMap((index) => stages[index]?.users.toReversed() ?? [])[0];
        if (last !== undefined)
            return { in: 'source', file: source.dockerfile, line: last.line };
    }
    return { in: 'image-configuration', key: 'User' };
}
function user_judge(facts, user, resolved) {
    const fix = 'End the Dockerfile with USER and a numeric id other than 0';
    const place = placeOf(facts);
    if (resolved.kind === 'unknown') {
        return failIfAny([{ rule: 'user/unknown', place, reason: resolved.why, fix }], { status: 'pass', seen: '' });
    }
    const root = { rule: 'user/root', place, reason: `starts as root: ${resolved.by}`, fix };
    const named = {
        rule: 'user/named',
        place,
        reason: `USER ${user} is a name, so Kubernetes cannot tell that it is not root (runAsNonRoot)`,
        fix: `Write USER ${resolved.uid}`,
    };
    const isNumber = /^\d+(?::|$)/.test(user);
    return failIfAny(resolved.uid === 0 ? [root] : isNumber ? [] : [named], { status: 'pass', seen: resolved.by });
}
/** The image starts as somebody else than root. */
const userCheck = {
    id: 'user',
    title: 'Non-root user',
    line: 'post-build/security',
    controls: ['CIS Docker 4.1', 'NIST SP 800-190 4.1.2'],
    code: 'IMAGE_USER_ROOT',
    needed: 'USER with an id other than 0, or run.user: any in the configuration',
    run: (facts) => facts.asked.user === 'any'
        ? { status: 'not-asked', seen: 'run.user: any' }
        : onImage(facts, ({ details, content }) => user_judge(facts, details.user, resolveUser(details.user, content.accounts))),
};

;// CONCATENATED MODULE: ./.build/action-build/secrets/secret-names.js
/** Words of a variable's name that say that its value is a secret, as BuildKit's own check has them and a few more. */
const SECRET_WORDS = new Set([
    'apikey',
    'auth',
    'credential',
    'credentials',
    'key',
    'passphrase',
    'passwd',
    'password',
    'pwd',
    'pword',
    'secret',
    'secrets',
    'token',
]);
/** Words that say the opposite: a public key is no secret, and a file's name is not its content. */
const HARMLESS_WORDS = new Set(['public', 'pub', 'file', 'path', 'dir', 'fingerprint', 'id', 'name', 'url', 'type']);
/** True when a variable is called like a secret: `DB_PASSWORD`, `npm-token`, `apiKey`; not `POSTGRES_PASSWORD_FILE`. */
function isSecretName(name) {
    const words = name
        .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
        .toLowerCase()
        .split(/[^a-z0-9]+/);
    return words.some((word) => SECRET_WORDS.has(word)) && !words.some((word) => HARMLESS_WORDS.has(word));
}

;// CONCATENATED MODULE: ./.build/action-build/checks/variable.js



const variable_FIX = 'Use RUN --mount=type=secret during the build, and the environment of the container while it runs';
/** An empty ENV holds nothing; an empty ARG is there to be given a value, which stays in the history of the image. */
const holdsValue = ({ kind, value }) => kind === 'ARG' || value === 'text' || value === 'variable';
function variable_findingOf(facts, setting) {
    const { line, kind, name, secret } = setting;
    const place = dockerfileLine(facts, line);
    const about = name;
    if (secret !== null) {
        const reason = `the value of ${kind} ${name} looks like a secret (${secret}), and everybody with the image can read it`;
        return [{ rule: 'variable/secret-value', place, about, reason, fix: `${variable_FIX}; revoke this one` }];
    }
    if (!isSecretName(name) || !holdsValue(setting))
        return [];
    const reason = `${kind} ${name} is called like a secret, and its value stays in the image`;
    return [{ rule: 'variable/secret-name', place, about, reason, fix: variable_FIX }];
}
/** No secret is given through ARG or ENV. */
const variableCheck = {
    id: 'variable',
    title: 'No secret in ARG or ENV',
    line: 'pre-build/security',
    controls: ['CIS Docker 4.10', 'NIST SP 800-190 4.1.4'],
    code: 'SECRET_FOUND',
    unreadable: 'SOURCE_UNREADABLE',
    needed: 'ARG and ENV without secrets',
    run: (facts) => onDockerfile(facts, ({ settings, stages }) => {
        const all = [...settings, ...stages.flatMap((stage) => stage.settings)];
        const findings = all.flatMap((setting) => variable_findingOf(facts, setting));
        return failIfAny(findings, { status: 'pass', seen: `none of ${all.length} variables` });
    }),
};

;// CONCATENATED MODULE: ./.build/action-build/checks/vulnerability.js




const notRun = (why, needed) => ({ status: 'not-run', seen: `not run: ${why}`, needed });
/** Milliseconds that two clocks may differ by; a database from the future is one whose age is not known. */
const SKEW = 3_600_000;
/** Why a scan says nothing about this image; undefined when it does. */
function doubt(scan, { details, content }, rule) {
    const age = Date.parse(scan.at) - Date.parse(scan.scanner.database.updatedAt);
    if (!(age <= rule.maxDatabaseAge && age >= -SKEW)) {
        const [old, most] = [!(age >= -SKEW) ? 'not known' : showDuration(age), showDuration(rule.maxDatabaseAge)];
        return notRun(`the age of the vulnerability database is ${old}`, `a database that is at most ${most} old`);
    }
    if (scan.diffIds.join() !== details.diffIds.join()) {
        return notRun(`Trivy looked at layers of ${scan.imageId}, not at those that were checked`, 'a scan of this image');
    }
    // Only packages of the system: a scanner may count Python's own as part of those.
    const missed = ['deb', 'apk'].find((type) => {
        const database = content.databases[type];
        return database.status === 'read' && database.packages > 0 && !scan.packages[type];
    });
    if (missed === undefined)
        return undefined;
    return notRun(`Trivy saw no ${missed} package, the image has some`, 'a scanner that knows this distribution');
}
const counts = (found, rule) => rule.severity.includes(found.severity) && (found.fixed !== null || !rule.fixedOnly);
function vulnerability_findingOf(found, { details, content }) {
    const layers = details.diffIds;
    const layer = layers.indexOf(found.layer);
    const about = `${found.id} ${found.package}`;
    const where = layer === -1 ? '' : `, ${showLayer(content, layer)}`;
    return {
        rule: 'vulnerability/known',
        place: { in: 'image', path: found.package },
        about,
        reason: `${found.id} (${found.severity}) in ${found.package}${where}${found.title === '' ? '' : `: ${found.title}`}`,
        fix: found.fixed === null
            ? 'There is no fixed version yet: replace the package or waive it'
            : `Update to ${found.fixed}`,
    };
}
const endOfLife = (distribution) => ({
    rule: 'vulnerability/end-of-life',
    place: { in: 'image', path: 'etc/os-release' },
    about: distribution,
    reason: `${distribution} no longer gets security updates, so nobody looks for its vulnerabilities`,
    fix: 'Build on a release that is maintained',
});
function vulnerability_judge(scan, image, rule) {
    if (scan.kind === 'none')
        return notRun('the image was not scanned', 'a scan of this image');
    if (scan.kind === 'failed')
        return notRun(scan.why, 'a scan that ends well; a failed one is not a clean one');
    const wrong = doubt(scan, image, rule);
    if (wrong !== undefined)
        return wrong;
    const counted = scan.vulnerabilities.filter((found) => counts(found, rule));
    const old = scan.endOfLife ? [endOfLife(scan.distribution ?? 'the distribution')] : [];
    const packages = Object.values(scan.packages).reduce((sum, one) => sum + one, 0);
    const seen = [
        `no ${rule.severity.join(' or ')}${rule.fixedOnly ? ' with a fix' : ''} in ${packages} packages`,
        `${scan.vulnerabilities.length} others`,
        `Trivy ${scan.scanner.version}, database of ${scan.scanner.database.updatedAt}`,
    ].join('; ');
    return failIfAny([...old, ...counted.map((found) => vulnerability_findingOf(found, image))], { status: 'pass', seen });
}
/** No known vulnerability of a weight that is not accepted, by a scan of exactly this image. */
const vulnerabilityCheck = {
    id: 'vulnerability',
    title: 'No known vulnerability',
    line: 'post-build/security',
    controls: ['CIS Docker 4.4', 'NIST SP 800-190 4.1.1', '45 CFR 164.308(a)(1)(ii)(A)'],
    code: 'VULNERABILITY_FOUND',
    unreadable: 'SCAN_FAILED',
    needed: 'an image without vulnerabilities of the severities that scanner.trivy names, or a waiver for each',
    run({ asked, scan, ...facts }) {
        const rule = asked.scan;
        if (rule === null)
            return { status: 'not-asked', seen: 'the configuration names no scanner: not covered' };
        return onImage({ asked, scan, ...facts }, (image) => vulnerability_judge(scan, image, rule));
    },
};

;// CONCATENATED MODULE: ./.build/action-build/checks/catalogue.js





























/** Every check, in the order in which people read them. A new check is one file and one entry here. */
const CHECKS = [
    sourceCheck,
    lintCheck,
    baseCheck,
    downloadCheck,
    variableCheck,
    contextCheck,
    declaredCheck,
    testsCheck,
    buildCheck,
    commandCheck,
    userCheck,
    healthcheckCheck,
    startCheck,
    packagesCheck,
    secretCheck,
    setuidCheck,
    sizeCheck,
    vulnerabilityCheck,
    runCheck,
    readyCheck,
    outputCheck,
    stopCheck,
    restartCheck,
    portsCheck,
    memoryCheck,
    egressCheck,
    edgesCheck,
    integrationCheck,
];
/** Lines of the checklist that no check answers yet; they are shown, so that nobody takes them for passed. */
const UNCHECKED_LINES = Object.keys(CHECKLIST).filter((line) => !CHECKS.some((check) => check.line === line));

;// CONCATENATED MODULE: ./.build/action-build/waiver.js
/** True on the days after its last one. Both are written year first, so text compares as days do. */
const isOver = ({ expires }, day) => day > expires;
function pathOf(place) {
    switch (place.in) {
        case 'source':
            return place.file;
        case 'image':
            return place.path;
        case 'image-configuration':
            return place.key;
        case 'running-container':
            return place.what;
        case 'build-log':
            return '';
    }
}
/** `*` stands for any characters; everything else for itself. */
function isLike(pattern, text) {
    const parts = pattern.replace(/^\//, '').split('*');
    const literal = parts.map((part) => part.replace(/[.+?^${}()|[\]\\/]/g, '\\$&'));
    return new RegExp(`^${literal.join('.*')}$`, 's').test(text.replace(/^\//, ''));
}
/** True when a waiver is about this finding, whatever the day. */
const covers = ({ rule, at }, finding) => rule === finding.rule && (at === null || isLike(at, pathOf(finding.place)) || isLike(at, finding.about ?? ''));

;// CONCATENATED MODULE: ./.build/action-build/checks/waivers.js


const shown = ({ rule, at }) => (at === null ? rule : `${rule} at ${at}`);
const waivers_finding = (waiver, rule, reason, fix) => ({
    rule,
    place: { in: 'image-configuration', key: `waivers, ${shown(waiver)}` },
    about: shown(waiver),
    reason: `${shown(waiver)}, owned by ${waiver.owner}: ${reason}`,
    fix,
});
/** Whether the check that a waiver is about has an answer, so that it can be said whether the waiver matches. */
const hasAnswer = ({ rule }, judged) => judged.every(({ check, result }) => !rule.startsWith(`${check.id}/`) || result.status !== 'not-run');
function waivers_findingsOf(waiver, judged, day) {
    if (isOver(waiver, day)) {
        const reason = `its last day was ${waiver.expires}`;
        return [waivers_finding(waiver, 'waivers/expired', reason, 'Correct what it is about, or have its owner renew it')];
    }
    const check = judged.find((one) => waiver.rule.startsWith(`${one.check.id}/`))?.check;
    if (check === undefined || check.waivable === false) {
        const reason = check === undefined ? 'no check has such a rule' : 'this rule cannot be waived';
        return [waivers_finding(waiver, 'waivers/stale', reason, 'Take it out, or correct its rule')];
    }
    const matches = judged.some(({ waived }) => waived.some((one) => covers(waiver, one.finding)));
    if (matches || !hasAnswer(waiver, judged))
        return [];
    return [waivers_finding(waiver, 'waivers/stale', 'it matches no finding', 'Take it out: what it was about is gone')];
}
/** Waivers are few and true: one that is over, or about nothing, is not left lying around. */
const waiversCheck = {
    id: 'waivers',
    title: 'Waivers in force',
    line: 'pre-build/configuration',
    controls: ['45 CFR 164.308(a)(1)(ii)(B)'],
    code: 'WAIVER_INVALID',
    needed: 'waivers that are not over, and that match a finding',
    waivable: false,
    run(facts, judged, day) {
        const { waivers } = facts.asked;
        if (waivers.length === 0)
            return { status: 'not-asked', seen: 'no waivers' };
        const findings = waivers.flatMap((waiver) => waivers_findingsOf(waiver, judged, day));
        const open = judged.some(({ result }) => result.status === 'not-run');
        const seen = waivers.map((waiver) => `${shown(waiver)} until ${waiver.expires} (${waiver.owner})`).join('; ');
        if (findings.length === 0 && open) {
            const answer = { status: 'not-run', seen: 'not run: other checks have no answer', needed: 'all other answers' };
            return { ...answer, status: 'not-run', after: 'build' };
        }
        return failIfAny(findings, { status: 'pass', seen });
    },
};

;// CONCATENATED MODULE: ./.build/action-build/place.js
/** A place in words, layers counted from 1, that a person can find again. */
function showPlace(place) {
    switch (place.in) {
        case 'source':
            return place.line === null ? place.file : `${place.file}:${place.line}`;
        case 'image':
            return place.layer === undefined ? place.path : `${place.path} in layer ${place.layer + 1}`;
        case 'image-configuration':
            return `image configuration, ${place.key}`;
        case 'build-log':
            return 'build log';
        case 'running-container':
            return `running container, ${place.what}`;
    }
}

;// CONCATENATED MODULE: ./.build/action-build/judgement.js





/** What stays a finding, and what is waived; a waiver that is over waives nothing. */
function split(check, facts, day) {
    const result = check.run(facts);
    if (result.status !== 'fail')
        return { result, open: [], waived: [] };
    const open = [];
    const waived = [];
    const waivers = check.waivable === false ? [] : facts.asked.waivers.filter((one) => !isOver(one, day));
    for (const finding of result.findings) {
        if (!finding.rule.startsWith(`${check.id}/`))
            throw new Error(`${finding.rule} is not a rule of ${check.id}`);
        const waiver = waivers.find((one) => covers(one, finding));
        if (waiver === undefined)
            open.push(finding);
        else
            waived.push({ finding, waiver });
    }
    return { result, open, waived };
}
const showWaived = ({ finding, waiver }) => `${finding.rule} at ${showPlace(finding.place)}: ${finding.reason}, waived by ${waiver.owner} until ${waiver.expires} (${waiver.reason})`;
function judgeOne(check, facts, day) {
    const { result, open, waived } = split(check, facts, day);
    if (waived.length === 0)
        return { check, result, waived };
    const words = waived.map(showWaived).join('; ');
    if (open.length === 0)
        return { check, result: { status: 'waived', seen: words }, waived };
    const left = failIfAny(open, result);
    return { check, result: { ...left, seen: `${left.seen}; besides, ${words}` }, waived };
}
/** Every check of one service, in the order in which people read them, and last whether its waivers are in order. */
function judgement_judge(facts, day) {
    const judged = CHECKS.map((check) => judgeOne(check, facts, day));
    return [...judged, { check: waiversCheck, result: waiversCheck.run(facts, judged, day), waived: [] }];
}

;// CONCATENATED MODULE: ./.build/action-build/decide.js



const STATUS = {
    pass: 'SATISFIED',
    fail: 'UNSATISFIED',
    waived: 'OVERRIDDEN',
    'not-run': 'ERROR',
    'not-asked': 'NOT_APPLICABLE',
};
/** A check that waits for another one is held back by that one's answer; it does not turn a FAIL into an ERROR. */
function statusAndCode({ check, result }) {
    if (result.status === 'fail')
        return ['UNSATISFIED', check.code];
    if (result.status === 'waived')
        return ['OVERRIDDEN', 'WAIVED'];
    if (result.status === 'not-run') {
        return result.after === undefined
            ? ['ERROR', check.unreadable ?? 'IMAGE_UNREADABLE']
            : ['UNSATISFIED', 'CHECK_NOT_RUN'];
    }
    return [STATUS[result.status], 'OK'];
}
function checkRequirement(facts, judged) {
    const { service } = facts;
    const { check, result } = judged;
    const [status, code] = statusAndCode(judged);
    return {
        id: `${service}/${check.id}`,
        title: `${service}: ${check.title}`,
        status,
        code,
        seen: result.seen,
        needed: result.status === 'not-run' ? result.needed : check.needed,
        whoCanFix: [],
        links: [],
        observations: check.observe?.(facts) ?? [],
    };
}
/** Every check of every service, and nothing else: on PASS, and only then, images may be pushed. */
const decideChecks = (facts) => conclude(facts.services.flatMap((service) => judgement_judge(service, facts.day).map((judged) => checkRequirement(service, judged))));
function pushRequirement(push) {
    const pushed = push.kind === 'pushed';
    return {
        id: `${push.service}/push`,
        title: `${push.service}: Pushed and read back`,
        status: pushed ? 'SATISFIED' : push.kind === 'failed' ? 'ERROR' : 'UNSATISFIED',
        code: pushed ? 'OK' : push.kind === 'failed' ? push.code : 'CHECK_NOT_RUN',
        seen: pushed ? pinned(push.image) : push.why,
        needed: 'a registry that holds exactly the checked image',
        whoCanFix: [],
        links: [],
        observations: [],
    };
}
/** A service that passed but of whose push nothing is known. */
const unknownPush = ({ service }) => ({
    service,
    kind: 'failed',
    code: 'PUSH_UNVERIFIED',
    why: 'nothing is known about its push',
});
/** The decision of the record: the checks, and, when all passed and images are to be pushed, every push. */
function decide(facts) {
    const checks = decideChecks(facts);
    if (checks.verdict !== 'PASS' || !facts.push)
        return checks;
    const pushes = facts.services.map((service) => facts.pushes.find((push) => push.service === service.service) ?? unknownPush(service));
    return conclude([...checks.requirements, ...pushes.map(pushRequirement)]);
}
/** The images that the record hands on: all of them on PASS, none otherwise, so that half a set is never taken for one. */
function imagesOf(facts, decision) {
    if (decision.verdict !== 'PASS')
        return {};
    return Object.fromEntries(facts.pushes.flatMap((push) => (push.kind === 'pushed' ? [[push.service, push.image]] : [])));
}

;// CONCATENATED MODULE: ./.build/action-build/effects.js


async function pushOne({ docker, clock, log }, facts) {
    const { service, image: name, tag, build } = facts;
    if (build.kind !== 'built')
        throw new Error(`${service} was to be pushed but has no image`);
    const started = clock.now();
    try {
        const { digest } = await docker.push(build.image, { name, tag });
        const took = clock.now() - started;
        log.info(`${service}: pushed ${name}@${digest} and read it back (${showDuration(took)})`);
        return { service, kind: 'pushed', seconds: Math.round(took) / 1_000, image: { name, digest } };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y))
            throw error;
        log.info(`${service}: ${error.message}`);
        return { service, kind: 'failed', code: error.code, why: error.message };
    }
}
/**
 * Pushes every image, when the decision allows it and pushing was asked for; otherwise nothing. After the first failure
 * no further push is tried: the record names no image then, so what is already in the registry is used by nobody.
 */
async function applyDecision(ports, facts, decision) {
    if (decision.verdict !== 'PASS' || !facts.push)
        return facts;
    const pushes = [];
    for (const service of facts.services) {
        const failed = pushes.find((push) => push.kind === 'failed');
        pushes.push(failed === undefined
            ? await pushOne(ports, service)
            : { service: service.service, kind: 'skipped', why: `not pushed: the push of ${failed.service} failed before` });
    }
    return { ...facts, pushes };
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

;// CONCATENATED MODULE: ./.build/action-build/evidence/provenance.js

/** What the run says about itself, for every statement of it. */
const originOf = (context, tool) => ({
    tool,
    repositoryUrl: `${context.serverUrl}/${context.repository}`,
    commit: context.sha,
    ref: context.ref,
    builder: `${context.serverUrl}/${context.workflowRef ?? context.repository}`,
    invocation: runUrl(context),
});
const BUILD_TYPE = 'https://countersign.dev/build/v1';
/** An image that the build took something from; with a digest where the Dockerfile names one. */
function imageDescriptor(image) {
    const [name = image, digest] = image.split('@sha256:');
    return { uri: `pkg:docker/${encodeURI(name)}`, ...(digest === undefined ? {} : { digest: { sha256: digest } }) };
}
function dependenciesOf({ dockerfile }, { repositoryUrl, ref, commit }) {
    const images = dockerfile.kind === 'read' ? dockerfile.facts.images : [];
    const known = new Set(images.flatMap(({ image }) => (image === null || image === 'scratch' ? [] : [image])));
    return [{ uri: `git+${repositoryUrl}@${ref}`, digest: { gitCommit: commit } }, ...[...known].map(imageDescriptor)];
}
function predicateOf(facts, origin) {
    const { build, source, parameters } = facts;
    const times = build.kind === 'built' ? { startedOn: build.startedAt, finishedOn: build.finishedAt } : {};
    return {
        buildDefinition: {
            buildType: BUILD_TYPE,
            externalParameters: {
                source: { uri: `git+${origin.repositoryUrl}@${origin.ref}`, digest: { gitCommit: origin.commit } },
                service: facts.service,
                context: source.context,
                dockerfile: source.dockerfile,
                ...parameters,
            },
            internalParameters: { tool: origin.tool },
            resolvedDependencies: dependenciesOf(facts, origin),
        },
        runDetails: {
            builder: { id: origin.builder, version: { [origin.tool.name]: origin.tool.version } },
            metadata: { invocationId: origin.invocation, ...times },
        },
    };
}
/**
 * Where an image comes from: an in-toto statement with the predicate of SLSA provenance 1.0, about the digest that was
 * read back from the registry. It is not signed here; a workflow can sign it with actions/attest.
 */
function makeProvenance(facts, pushed, origin) {
    const statement = {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [{ name: pushed.name, digest: { sha256: pushed.digest.slice('sha256:'.length) } }],
        predicateType: 'https://slsa.dev/provenance/v1',
        predicate: predicateOf(facts, origin),
    };
    return `${JSON.stringify(statement, null, 2)}\n`;
}

;// CONCATENATED MODULE: ./.build/action-build/evidence/sarif.js


function sarif_findingsOf({ check, result, waived }) {
    const open = result.status === 'fail' ? result.findings : [];
    return [
        ...open.map((finding) => ({ check, finding, waiver: undefined })),
        ...waived.map(({ finding, waiver }) => ({ check, finding, waiver })),
    ];
}
/** A file and line of the repository: what is in an image leads to the Dockerfile that makes it. */
function locationOf({ place }, dockerfile) {
    const inSource = place.in === 'source';
    const uri = inSource ? place.file : dockerfile;
    const startLine = inSource && place.line !== null ? place.line : 1;
    return {
        physicalLocation: {
            artifactLocation: { uri: uri.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
            region: { startLine },
        },
        ...(inSource ? {} : { logicalLocations: [{ fullyQualifiedName: showPlace(place) }] }),
    };
}
function resultOf({ finding, waiver }, service, dockerfile) {
    const about = finding.about ?? showPlace(finding.place);
    return {
        ruleId: finding.rule,
        level: waiver === undefined ? 'error' : 'note',
        message: { text: `${service}: ${finding.reason}. ${finding.fix}.` },
        locations: [locationOf(finding, dockerfile)],
        // What stays the same while lines move: code scanning follows a finding by it.
        partialFingerprints: { 'countersign/v1': `${service}:${finding.rule}:${about}` },
        ...(waiver === undefined
            ? {}
            : {
                suppressions: [
                    {
                        kind: 'external',
                        status: 'accepted',
                        justification: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})`,
                    },
                ],
            }),
    };
}
function rulesOf(found) {
    const rules = new Map(found.map(({ check, finding }) => [finding.rule, check]));
    return [...rules].map(([id, check]) => ({
        id,
        shortDescription: { text: check.title },
        fullDescription: { text: `Passes with: ${check.needed}.` },
        properties: { tags: ['security', ...check.controls] },
    }));
}
/** Checks without an answer: a reader must not take the absence of their findings for their absence in the image. */
const sarif_notRun = (judged) => judged.flatMap(({ check, result }) => result.status === 'not-run'
    ? [{ level: 'error', message: { text: `${check.title}: ${result.seen}` }, descriptor: { id: check.id } }]
    : []);
/**
 * All findings of one service as SARIF 2.1.0. The category is the service's own, so that results of several images do
 * not replace each other in code scanning.
 * @param day the day that waivers are counted on.
 */
function makeSarif(facts, day, tool) {
    const judged = judgement_judge(facts, day);
    const found = judged.flatMap(sarif_findingsOf);
    const silent = sarif_notRun(judged);
    const run = {
        tool: { driver: { name: tool.name, version: tool.version, rules: rulesOf(found) } },
        automationDetails: { id: `countersign/${facts.service}/` },
        invocations: [{ executionSuccessful: silent.length === 0, toolExecutionNotifications: silent }],
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        results: found.map((one) => resultOf(one, facts.service, facts.source.dockerfile)),
    };
    const sarif = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
    return `${JSON.stringify(sarif, null, 2)}\n`;
}

;// CONCATENATED MODULE: ./.build/action-build/evidence/keep-evidence.js




/** Uploads files under one name and says what was stored, file by file. */
async function keepFiles(artifacts, artifact, files) {
    const stored = await artifacts.upload(artifact, files);
    return { artifact, sha256: stored.sha256, files: files.map(({ name, bytes }) => ({ name, sha256: (0,domain_record/* sha256 */.sc)(bytes) })) };
}
function filesOf(service, facts, origin) {
    const push = facts.pushes.find((one) => one.service === service.service);
    const name = service.service;
    const sarif = { name: `${name}.sarif`, bytes: makeSarif(service, facts.day, origin.tool) };
    if (push?.kind !== 'pushed')
        return [sarif];
    return [sarif, { name: `${name}.provenance.json`, bytes: makeProvenance(service, push.image, origin) }];
}
/**
 * Keeps what follows from the facts: every service's findings as SARIF, and the provenance of what was pushed. The
 * findings are put on the runner as well, for a later step to show them in code scanning.
 * @returns `sarif`: folder with the findings, one file for each service.
 */
async function keepEvidence({ artifacts, files }, run, facts, origin) {
    const kept = facts.services.flatMap((service) => filesOf(service, facts, origin));
    const evidence = await keepFiles(artifacts, `countersign-build-evidence.${run.run}.${run.attempt}`, kept);
    let sarif = '';
    for (const { name, bytes } of kept.filter((one) => one.name.endsWith('.sarif')))
        sarif = external_node_path_.posix.dirname(await files.writeTemp(`sarif/${name}`, bytes));
    return { facts: (0,domain_record/* asRecorded */.zz)({ ...facts, evidence }), sarif };
}

;// CONCATENATED MODULE: ./.build/shared/rollout/in-parallel.js
/** Requests under way at once: enough to hide the distance to the cluster, few enough for its fairness limits. */
const WIDTH = 24;
/**
 * Runs `work` for all items and comes back only when none is under way any more, even when some failed: a write that is
 * still in the air must not meet the restore that follows.
 *
 * @param width how many at once.
 * @throws what the first failing item threw.
 */
async function inParallel(items, work, width = WIDTH) {
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

;// CONCATENATED MODULE: ./.build/action-build/secrets/find-secrets.js
/**
 * Formats that their makers publish, each with a prefix or a frame of its own: a match is a secret and not a guess.
 * Where only a part of the match is secret, it is the group `secret`. Entropy is not measured, because hashes and
 * minified code look like secrets to it.
 */
const PATTERNS = {
    // At least one whole line of key: header lines alone stand in programs that read keys, and in their manuals.
    'private-key': /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\[rn]|\s|[A-Za-z-]{1,30}: [^\n]{0,200}\n)*(?<secret>[A-Za-z0-9+/=]{40,})/g,
    'aws-key': /(?<![A-Za-z0-9+/_-])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9+/_-])/g,
    'aws-secret': /aws_secret_access_key["']?\s{0,8}[:=]\s{0,8}["']?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    'azure-key': /AccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/g,
    'github-token': /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})/g,
    'gitlab-token': /(?<![A-Za-z0-9_-])gl(?:pat|dt|rt|ptt|agent)-[A-Za-z0-9_-]{20,}/g,
    'slack-token': /(?<![A-Za-z0-9_-])xox[abeoprs]-[A-Za-z0-9-]{20,}/g,
    'slack-webhook': /hooks\.slack\.com\/(?:services|workflows)\/(?<secret>T[A-Z0-9]{7,}\/[A-Z0-9]{8,}\/[A-Za-z0-9]{20,})/g,
    'stripe-key': /(?<![A-Za-z0-9_])[rs]k_live_[A-Za-z0-9]{20,}/g,
    'google-key': /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g,
    'anthropic-key': /(?<![A-Za-z0-9_-])sk-ant-[a-z0-9]+-[A-Za-z0-9_-]{80,}/g,
    'openai-key': /(?<![A-Za-z0-9_-])sk-[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20,}/g,
    'sendgrid-key': /(?<![A-Za-z0-9_.-])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g,
    'digitalocean-token': /(?<![A-Za-z0-9_])do[opr]_v1_[a-f0-9]{64}(?![a-f0-9])/g,
    'docker-token': /(?<![A-Za-z0-9_-])dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,}/g,
    'vault-token': /(?<![A-Za-z0-9_.-])hv[sb]\.[A-Za-z0-9_-]{90,}/g,
    'npm-token': /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9_])|:_authToken\s*=\s*"?(?<secret>(?!\$)[A-Za-z0-9._/+=-]{8,})/g,
    'pypi-token': /(?<![A-Za-z0-9_-])pypi-AgE[A-Za-z0-9_-]{50,}/g,
};
/** One of these stands in every match: a single quick look passes over almost every file. */
const NEEDLES = /PRIVATE KEY|AKIA|ASIA|gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox[abeoprs]-|k_live_|AIza|npm_|_authToken|pypi-AgE|(?:aws_secret|AWS_SECRET)_|AccountKey=|hooks\.slack|sk-ant-|T3BlbkFJ|SG\.|do[opr]_v1_|dckr_|hv[sb]\./;
const KINDS = Object.entries(PATTERNS);
/** Published examples, which documentation and tests of programs are full of. */
const EXAMPLES = /EXAMPLE|([^=])\1{9}/;
/** Larger files are not read: in images they are programs, archives and data. */
const LARGEST_EXAMINED = 2 ** 20;
/** Signs that are kept of one file: the first ones say it all. */
const MOST_SIGNS = 5;
/** Secrets whose format is known, in the order of the text. */
function secretsIn(text) {
    if (!NEEDLES.test(text))
        return [];
    return KINDS.flatMap(([kind, expression]) => [...text.matchAll(expression)].flatMap((match) => {
        const secret = match.groups?.['secret'] ?? match[0];
        if (EXAMPLES.test(secret))
            return [];
        return [{ kind, line: text.slice(0, match.index).split('\n').length, starts: secret.slice(0, 4) }];
    }))
        .toSorted((left, right) => left.line - right.line)
        .slice(0, MOST_SIGNS);
}
/** Text has no zero byte near its begin; what has one is a program or data, and matches in it mean nothing. */
const isText = (bytes) => !bytes.subarray(0, 8192).includes(0);
/** The secrets in a file; none when it is larger than is examined, or no text. */
function findSecrets(bytes) {
    if (bytes.length > LARGEST_EXAMINED || !isText(bytes))
        return [];
    return secretsIn(bytes.toString('latin1'));
}

;// CONCATENATED MODULE: ./.build/action-build/secrets/forbidden-files.js
const NAMES = [
    ['env', /(?:^|\/)\.env(?:\.(?!example$|sample$|template$|dist$|defaults$)[^/]+)?$/],
    ['ssh-key', /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/],
    [
        'credentials',
        /(?:^|\/)(?:\.aws\/credentials|\.docker\/config\.json|\.dockercfg|\.netrc|\.pgpass|\.kube\/config|\.git-credentials|\.pypirc|\.vault-token)$/,
    ],
    // One file stands for the whole repository, and may itself hold a token.
    ['git', /(?:^|\/)\.git\/config$/],
];
/** What a file is by its name, when it has no place in an image or in what is sent to a builder. */
const forbiddenKind = (path) => NAMES.find(([, name]) => name.test(path))?.[0];
/** Files that often hold a key and are small, so that a look into them is worth it: others in a context are too many. */
const mayHoldKey = (path) => /\.(?:pem|key|p8)$|(?:^|\/)\.npmrc$/.test(path);

// EXTERNAL MODULE: ./node_modules/@balena/dockerignore/ignore.js
var ignore = __webpack_require__(44158);
;// CONCATENATED MODULE: ./.build/action-build/context/ignored.js

/** Signs that mean something else in the library's expressions than in Go's patterns, so an answer would be a guess. */
const UNSURE = /[+(){}|^[\]]/;
/**
 * Which paths of a context the patterns of a `.dockerignore` keep out.
 * @param text content of the file; undefined when there is none, so that nothing is kept out.
 */
function readIgnoreFile(text) {
    if (text === undefined)
        return { kind: 'known', ignores: () => false };
    const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
    const unsure = lines.find((line) => !line.startsWith('#') && UNSURE.test(line));
    if (unsure !== undefined) {
        return { kind: 'unknown', why: `the pattern "${unsure.trim()}" cannot be judged; use only *, ** and ? in it` };
    }
    // Case counts for the builder, but not for the library unless told.
    const patterns = ignore["default"]({ ignorecase: false }).add(lines);
    return { kind: 'known', ignores: (path) => patterns.ignores(path) };
}

;// CONCATENATED MODULE: ./.build/action-build/context/read-context.js




/** More would only repeat what the first ones say. */
const MOST_EXPOSED = 20;
const LARGEST_IGNORE_FILE = 2 ** 20;
/** The file with the patterns: buildx prefers one that is named after the Dockerfile. */
async function findIgnoreFile(files, dockerfile, builder) {
    const candidates = builder === 'buildx' ? [`${dockerfile}.dockerignore`, '.dockerignore'] : ['.dockerignore'];
    for (const path of candidates) {
        const bytes = await files.read(path, LARGEST_IGNORE_FILE);
        if (bytes !== undefined)
            return { path, text: bytes.toString('utf8') };
    }
    return undefined;
}
async function exposedKind(files, path) {
    const byName = forbiddenKind(path);
    if (byName !== undefined)
        return byName;
    const bytes = await files.read(path, LARGEST_EXAMINED);
    return bytes === undefined ? undefined : findSecrets(bytes)[0]?.kind;
}
/**
 * What of a context the builder is sent that it should not be.
 * @param folder the context, from the repository's root; for the paths in the facts.
 */
async function readContext(files, { folder, dockerfile, builder }) {
    try {
        const found = await findIgnoreFile(files, dockerfile, builder);
        const ignored = readIgnoreFile(found?.text);
        if (ignored.kind === 'unknown')
            return { kind: 'unreadable', why: `${found?.path}: ${ignored.why}` };
        const suspects = await files.list((path) => forbiddenKind(path) !== undefined || mayHoldKey(path));
        const exposed = [];
        for (const path of suspects.filter((one) => !ignored.ignores(one))) {
            if (exposed.length === MOST_EXPOSED)
                break;
            const kind = await exposedKind(files, path);
            if (kind !== undefined)
                exposed.push({ path, kind });
        }
        const ignoreFile = found === undefined ? null : folder === '.' ? found.path : `${folder}/${found.path}`;
        return { kind: 'read', ignoreFile, keepsEnvOut: ignored.ignores('.env'), exposed };
    }
    catch (error) {
        return { kind: 'unreadable', why: (0,errors/* describeError */.U)(error) };
    }
}

// EXTERNAL MODULE: ./node_modules/dockerfile-ast/lib/main.js
var main = __webpack_require__(78390);
;// CONCATENATED MODULE: ./.build/action-build/dockerfile/expand.js
const VARIABLE = /(?<escaped>[\\`]\$)|\$(?:\{(?<braced>[A-Za-z_]\w*)(?:(?<form>:?[-+])(?<word>[^{}$]*))?\}|(?<plain>[A-Za-z_]\w*))/g;
/**
 * A word of a Dockerfile with its variables put in, as both builders do it for FROM: `$A`, `${A}`, `${A:-word}`,
 * `${A-word}`, `${A:+word}`, `${A+word}`. Undefined when a variable has no value that is known here, or when a form is
 * used that only one builder knows: an image that is guessed must not be compared with anything.
 */
function expand(text, variables) {
    let unknown = false;
    const expanded = text.replace(VARIABLE, (...found) => {
        const groups = found.at(-1);
        if (groups['escaped'] !== undefined) {
            unknown = true;
            return '';
        }
        const name = groups['braced'] ?? groups['plain'] ?? '';
        const value = variables.get(name) ?? null;
        const { form, word = '' } = groups;
        const given = value !== null && (value !== '' || form?.startsWith(':') !== true);
        if (form?.endsWith('-'))
            return given ? value : word;
        if (form?.endsWith('+'))
            return given ? word : '';
        if (value === null)
            unknown = true;
        return value ?? '';
    });
    return unknown || expanded.includes('$') ? undefined : expanded;
}

;// CONCATENATED MODULE: ./.build/action-build/dockerfile/downloads.js
/** Each with a look behind it, so that a word in a path or a longer option is none. */
const SIGNS = [
    [
        'pipe-to-shell',
        /\b(?:curl|wget)\b[^;&|]*(?:\|[^;&|]*)*\|\s*(?:sudo\s+(?:-\S+\s+)*|env\s+(?:\S+=\S*\s+)*)?(?:\S*\/)?(?:ba|da|a|z|k)?sh\b(?![-./\w])/,
    ],
    ['pipe-to-shell', /\b(?:ba|da|a|z|k)?sh\b(?:\s+-\S+)*\s+(?:<\(|(?:-c\s+)?["']?(?:\$\(|`))\s*(?:curl|wget)\b/],
    [
        'pipe-to-shell',
        /\b(?:curl|wget)\b[^;&|]*(?:\|[^;&|]*)*\|\s*(?:\S*\/)?(?:python3?|perl|ruby|node)\b(?:\s+-)?\s*(?:$|[;&|\n])/,
    ],
    ['trusted-host', /(?<!\S)["']?--trusted-host(?![\w-])|\bPIP_TRUSTED_HOST=/],
    [
        'allow-unauthenticated',
        /(?<!\S)["']?--(?:allow-unauthenticated|allow-untrusted|allow-insecure-repositories|nogpgcheck|no-gpg-checks)(?![\w-])|\[[^\]]*\btrusted=yes\b/,
    ],
];
/** The ways in which a command of RUN takes over what nobody has verified. Comments are no commands. */
function downloadsIn(command) {
    const lines = command.replace(/^[ \t]*#.*$/gm, '').replace(/[\\`]\r?\n/g, ' ');
    return [...new Set(SIGNS.filter(([, sign]) => sign.test(lines)).map(([kind]) => kind))];
}
/** A source of ADD that is fetched over the network; a repository of git is bound only when it names a commit. */
const isAddress = (source) => /^(?:(?:https?|ftp|ssh|git):\/\/|[\w.-]+@[\w.-]+:)/i.test(source) && !/\.git#[0-9a-f]{40}(?::|$)/i.test(source);

;// CONCATENATED MODULE: ./.build/action-build/dockerfile/instructions.js



/** Line of an instruction, from 1. */
const lineOf = (instruction) => instruction.getRange().start.line + 1;
/** The variables of an ARG or ENV; none of any other instruction. */
const propertiesOf = (instruction) => instruction instanceof main.PropertyInstruction && ['ARG', 'ENV'].includes(instruction.getKeyword())
    ? instruction.getProperties()
    : [];
function shapeOf(value) {
    if (value === null)
        return 'none';
    if (value === '')
        return 'empty';
    // Only a whole variable: `prefix-$X` still has text of its own.
    return /^\$(?:\w+|\{\w+\})$/.test(value) ? 'variable' : 'text';
}
/** The variables that an instruction sets, without their values. */
const settingsOf = (instruction) => propertiesOf(instruction).map((property) => ({
    line: property.getRange().start.line + 1,
    kind: instruction.getKeyword() === 'ARG' ? 'ARG' : 'ENV',
    name: property.getName(),
    value: shapeOf(property.getValue()),
    secret: secretsIn(property.getValue() ?? '')[0]?.kind ?? null,
}));
const flags = (instruction, name) => instruction instanceof main.ModifiableInstruction
    ? instruction.getFlags().flatMap((flag) => (flag.getName() === name ? [flag.getValue() ?? ''] : []))
    : [];
/** Images or stages that COPY or RUN takes files from. */
function takenBy(instruction) {
    const line = lineOf(instruction);
    const taken = (by, written) => ({
        line,
        by,
        written,
        image: written.includes('$') ? null : written,
    });
    if (instruction instanceof main.Copy)
        return flags(instruction, 'from').map((written) => taken('COPY', written));
    return flags(instruction, 'mount')
        .flatMap((mount) => mount.split(',').map((part) => part.split('=')))
        .flatMap(([key, value = '']) => (key?.trim() === 'from' && value !== '' ? [taken('RUN', value)] : []));
}
/** A list that JSON does not take is given to the shell as it is. */
function isList(text) {
    try {
        const list = JSON.parse(text);
        return Array.isArray(list) && list.every((item) => typeof item === 'string');
    }
    catch {
        return false;
    }
}
function startOf(instruction) {
    const keyword = instruction.getKeyword();
    if (keyword !== 'CMD' && keyword !== 'ENTRYPOINT')
        return [];
    const form = isList(instruction.getArgumentsContent() ?? '') ? 'exec' : 'shell';
    return [{ line: lineOf(instruction), keyword, form }];
}
function sourcesOf(instruction) {
    const words = instruction instanceof main.JSONInstruction && instruction.getOpeningBracket() !== null
        ? instruction.getJSONStrings().map((one) => one.getJSONValue())
        : instruction.getArguments().map((one) => one.getValue());
    return words.slice(0, -1);
}
function downloadsOf(instruction) {
    const line = lineOf(instruction);
    const keyword = instruction.getKeyword();
    if (instruction instanceof main.Add) {
        const verified = flags(instruction, 'checksum').some((checksum) => checksum !== '');
        return !verified && sourcesOf(instruction).some(isAddress) ? [{ line, kind: 'add-url' }] : [];
    }
    const runs = keyword === 'RUN' || keyword === 'ENV' || keyword === 'ARG';
    return runs ? downloadsIn(instruction.getRawArgumentsContent() ?? '').map((kind) => ({ line, kind })) : [];
}
/** What the instructions of one stage say. */
const stageFacts = (from, instructions) => ({
    name: from.getBuildStage(),
    line: lineOf(from),
    users: instructions
        .filter((one) => one.getKeyword() === 'USER')
        .map((one) => ({ line: lineOf(one), user: one.getArgumentsContent() ?? '' })),
    settings: instructions.flatMap(settingsOf),
    starts: instructions.flatMap(startOf),
    healthchecks: instructions.filter((one) => one.getKeyword() === 'HEALTHCHECK').map(lineOf),
    downloads: instructions.flatMap(downloadsOf),
});

;// CONCATENATED MODULE: ./.build/action-build/dockerfile/read-dockerfile.js



/** Frontends that read what their manual calls a Dockerfile; another one may read anything. */
const FRONTEND = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::|@|$)/;
/** Values of the ARGs before the first FROM, the only ones that FROM sees. */
function globalVariables(instructions, args) {
    const known = new Map();
    for (const instruction of instructions) {
        for (const property of propertiesOf(instruction)) {
            const name = property.getName();
            const written = property.getValue();
            const value = Object.hasOwn(args, name) ? args[name] : written === null ? null : expand(written, known);
            known.set(name, value ?? null);
        }
    }
    return known;
}
function stagesOf(instructions, variables) {
    const stages = [];
    for (const instruction of instructions) {
        if (instruction instanceof main.From) {
            const base = expand(instruction.getImage() ?? '', variables) ?? null;
            stages.push({ from: instruction, base, instructions: [] });
        }
        else
            stages.at(-1)?.instructions.push(instruction);
    }
    return stages;
}
/** Index of an earlier stage of that name, or undefined; names of stages are compared without case. */
function stageIndex(stages, name, before) {
    const wanted = name?.toLowerCase();
    const found = stages.slice(0, before).findLastIndex(({ from }) => from.getBuildStage()?.toLowerCase() === wanted);
    return wanted === undefined || found === -1 ? undefined : found;
}
/** The stage that is built and all that it begins with, by index. */
function chainOf(stages, target) {
    const byName = stageIndex(stages, target, stages.length);
    const byNumber = target !== null && /^\d+$/.test(target) ? Number(target) : undefined;
    let next = target === null ? stages.length - 1 : (byName ?? byNumber);
    const chain = [];
    while (next !== undefined && stages[next] !== undefined) {
        chain.push(next);
        next = stageIndex(stages, stages[next]?.base ?? null, next);
    }
    return chain;
}
function read_dockerfile_imagesOf(stages) {
    return stages.flatMap(({ from, base, instructions }, index) => {
        const written = from.getImage() ?? '';
        const begins = { line: lineOf(from), by: 'FROM', written, image: base };
        const own = base === 'scratch' || stageIndex(stages, base, index) !== undefined ? [] : [begins];
        const taken = instructions
            .flatMap(takenBy)
            // A number is a stage, and when there is no such stage the build fails.
            .filter((one) => !/^\d+$/.test(one.written) && stageIndex(stages, one.written, index) === undefined);
        return [...own, ...taken];
    });
}
const unreadable = (line, why) => ({ kind: 'unreadable', line, why });
/** Reads a Dockerfile as the builder will. What only this reader could misunderstand is unreadable. */
function readDockerfile(text, { args, stage, builder }) {
    const file = main.DockerfileParser.parse(text);
    const syntax = file.getDirectives().find((directive) => directive.getName().toLowerCase() === 'syntax');
    // The argument wins over the line, as BuildKit has it.
    const frontend = args['BUILDKIT_SYNTAX'] ?? syntax?.getValue() ?? '';
    const instructions = file.getInstructions();
    const first = instructions.findIndex((instruction) => instruction instanceof main.From);
    if (first === -1)
        return unreadable(null, 'it has no FROM');
    if (builder === 'buildx' && frontend !== '' && !FRONTEND.test(frontend)) {
        return unreadable(1, `it is read by ${frontend}, so what its lines mean is not known`);
    }
    const heredoc = instructions.find((one) => /<<-?["']?[A-Za-z_]/.test(one.getRawArgumentsContent() ?? ''));
    if (builder === 'classic' && heredoc !== undefined) {
        return unreadable(lineOf(heredoc), 'a heredoc needs buildx: the classic builder takes its lines for instructions');
    }
    const stages = stagesOf(instructions, globalVariables(instructions.slice(0, first), args));
    const chain = chainOf(stages, stage);
    if (chain.length === 0)
        return unreadable(null, `it has no stage "${stage}"`);
    const images = read_dockerfile_imagesOf(stages);
    const facts = stages.map((one) => stageFacts(one.from, one.instructions));
    const reader = { line: 1, by: 'syntax', written: frontend, image: frontend };
    return {
        kind: 'read',
        facts: {
            stages: facts,
            chain,
            images: builder === 'buildx' && frontend !== '' ? [reader, ...images] : images,
            settings: instructions.slice(0, first).flatMap(settingsOf),
        },
    };
}

;// CONCATENATED MODULE: ./.build/action-build/packages/manifests/requirement.js

const requirement_NAME = /^(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?<rest>.*)$/s;
const EXACT = /^\(?\s*===?\s*(?<version>[A-Za-z0-9.!+_-]+)\s*\)?\s*(?:;|$)/;
/** The names of files that pip installs: `plotly-5.24.1-py3-none-any.whl`, `plotly-5.24.1.tar.gz`. */
const FILE = /(?:^|\/)(?<name>[A-Za-z0-9][A-Za-z0-9._]*(?:-[A-Za-z0-9._]+)*?)-(?<version>\d[^/-]*)(?:-[^/]+)?\.(?:whl|tar\.gz|zip)$/;
/** Far above any real one: expressions are not given lines that somebody made to keep them busy. */
const requirement_LONGEST = 2_000;
const EGG = /#(?:.*&)?egg=(?<name>[A-Za-z0-9._-]+)/;
const requirement_named = (name, version) => ({
    type: 'pypi',
    namespace: null,
    name: normalizePythonName(name),
    version: version ?? null,
});
/**
 * The project that a requirement of PEP 508, a file or an address names.
 * @returns undefined when it does not name one.
 */
function readRequirement(text) {
    const requirement = text.trim();
    if (requirement.length > requirement_LONGEST)
        return undefined;
    const egg = EGG.exec(requirement)?.groups?.['name'];
    if (egg !== undefined)
        return requirement_named(egg, undefined);
    const file = FILE.exec(requirement.replace(/[?#].*$/, ''))?.groups;
    if (file?.['name'] !== undefined)
        return requirement_named(file['name'], file['version']);
    const groups = requirement_NAME.exec(requirement)?.groups;
    const name = groups?.['name'];
    const rest = groups?.['rest'] ?? '';
    // What follows a name: nothing, a version, a marker, an address. Everything else is a path.
    if (name === undefined || !/^(?:$|[<>=!~;@(,#])/.test(rest))
        return undefined;
    return requirement_named(name, EXACT.exec(rest)?.groups?.['version']);
}

;// CONCATENATED MODULE: ./.build/action-build/packages/npm.js
/** Scope and name of an npm package, apart: `@angular/core` is `core` of `@angular`. */
function splitNpmName(full) {
    const [, scope, name] = /^(@[^/]+)\/(.+)$/.exec(full.toLowerCase()) ?? [];
    return scope === undefined || name === undefined
        ? { namespace: null, name: full.toLowerCase() }
        : { namespace: scope, name };
}

;// CONCATENATED MODULE: ./.build/action-build/packages/install-commands.js


const OPTIONS = String.raw `(?:-\S+ )*`;
function readApt(word) {
    const [, name, version] = /^([a-z0-9][a-z0-9+.-]+?)(?::[a-z0-9]+)?(?:=([^/]+)|\/\S+)?$/.exec(word) ?? [];
    if (name === undefined || name.endsWith('-'))
        return undefined;
    return { type: 'deb', namespace: null, name, version: version ?? null };
}
function readApk(word) {
    const [, name, version] = /^([a-zA-Z0-9][\w+.-]*)(?:=([^=<>~]+)|[=<>~@].*)?$/.exec(word) ?? [];
    return name === undefined
        ? undefined
        : { type: 'apk', namespace: null, name: name.toLowerCase(), version: version ?? null };
}
function readNpm(word) {
    const real = /^(?:@[^/]+\/)?[^@/]+@npm:(.+)$/.exec(word)?.[1] ?? word;
    const [, name, range] = /^((?:@[\w.-]+\/)?[A-Za-z0-9][\w.-]*)(?:@([^:/]+))?$/.exec(real) ?? [];
    if (name === undefined)
        return undefined;
    const version = range !== undefined && /^\d+\.\d+\.\d+/.test(range) ? range : null;
    return { type: 'npm', ...splitNpmName(name), version };
}
const PIP_VALUED = /^(?:-[rcifetdp]|--(?:requirement|constraint|index-url|extra-index-url|find-links|editable|target|prefix|root|platform|python(?:-version)?|implementation|abi|trusted-host|timeout|retries|proxy|cert|client-cert|cache-dir|src|log|upgrade-strategy|progress-bar|no-binary|only-binary|report|group|extra))$/;
const INSTALLERS = [
    {
        type: 'pypi',
        starts: new RegExp(String.raw `^(?:\S*/)?(?:pip[\d.]*|uv pip|pipx) ${OPTIONS}install `),
        valued: PIP_VALUED,
        read: readRequirement,
    },
    {
        type: 'pypi',
        starts: new RegExp(String.raw `^(?:\S*/)?(?:uv|poetry|pipenv) ${OPTIONS}(?:add|install) `),
        valued: /^(?:-[GEr]|--(?:group|extras?|source|python|with|without|only|requirements))$/,
        read: readRequirement,
    },
    {
        type: 'deb',
        starts: /^(?:\S*\/)?(?:apt-get|apt|aptitude) (?:-[ot] \S+ |-\S+ )*(?:install|build-dep) /,
        valued: /^(?:-[otc]|--(?:target-release|default-release|option|config-file))$/,
        read: readApt,
    },
    {
        type: 'apk',
        starts: new RegExp(String.raw `^(?:\S*/)?apk ${OPTIONS}add `),
        valued: /^(?:-[tXp]|--(?:virtual|repository|root|arch|keys-dir|cache-dir|repositories-file))$/,
        read: readApk,
    },
    {
        type: 'npm',
        starts: new RegExp(String.raw `^(?:\S*/)?(?:npm ${OPTIONS}(?:install|i|add)|(?:yarn|pnpm) (?:global )?${OPTIONS}add) `),
        valued: /^(?:-[wC]|--(?:prefix|registry|workspace|cache|tag|userconfig|loglevel|omit|include|cwd|dir|filter))$/,
        read: readNpm,
    },
];
/** A word without the quotes of a shell, and without what is around it in a JSON list; `uvicorn[standard]` stays. */
function bareWord(piece) {
    const start = piece.replace(/^["',[]+/, '');
    return start.replace(start.includes('[') ? /["',]+$/ : /["'\],]+$/, '');
}
/** Commands of a shell line. Words are split where a shell ends one command and begins the next. */
function commandsOf(words) {
    const commands = [[]];
    for (const { text, line } of words) {
        for (const piece of text.split(/(&&|\|\||[;|&(){}`])/)) {
            const bare = bareWord(piece);
            if (/^(?:&&|\|\||[;|&(){}`])$/.test(piece))
                commands.push([]);
            else if (bare !== '')
                commands.at(-1)?.push({ text: bare, line });
        }
    }
    return commands;
}
/** The words after the words that an installer starts with; undefined when it is none. */
function argumentsOf(command) {
    for (const [index] of command.entries()) {
        const rest = `${command
            .slice(index)
            .map(({ text }) => text)
            .join(' ')} `;
        for (const installer of INSTALLERS) {
            const start = installer.starts.exec(rest)?.[0];
            if (start !== undefined)
                return { installer, words: command.slice(index + start.trim().split(' ').length) };
        }
    }
    return undefined;
}
/** A path or an address: what is there shows when it is installed. A Debian package that is taken away. */
const namesNothing = (word, type) => (type === 'deb' && word.endsWith('-')) || /^(?:\.{0,2}\/|\.{1,2}(?:\[|$)|~\/|[a-z+]+:\/\/|git@|file:)/.test(word);
function readCommand(command, into) {
    const found = argumentsOf(command);
    if (found === undefined)
        return;
    const { installer, words } = found;
    let before = '';
    for (const { text, line } of words) {
        const isValue = installer.valued.test(before);
        const file = /^(?:-r|--requirement=)(?<path>[^-\s].*)$/.exec(text)?.groups?.['path'];
        if (isValue && /^(?:-r|--requirements?)$/.test(before))
            into.requirements.push(text);
        else if (file !== undefined && installer.type === 'pypi')
            into.requirements.push(file);
        before = text;
        // A redirection ends what is installed; what follows it is a file.
        if (/^\d?[<>]/.test(text))
            break;
        if (isValue || text.startsWith('-'))
            continue;
        const named = installer.read(text);
        if (named !== undefined)
            into.packages.push({ view: 'written', ...named, line });
        else if (text.includes('$')) {
            into.unread.push({ type: installer.type, line, why: `${text} is known only while building` });
        }
        else if (!namesNothing(text, installer.type)) {
            into.unread.push({ type: installer.type, line, why: `"${text}" does not say which package it is` });
        }
    }
}
/** What the commands of a shell line install. A word that cannot be told is said, never passed over. */
function installsOf(words) {
    const into = { packages: [], unread: [], requirements: [] };
    for (const command of commandsOf(words))
        readCommand(command, into);
    return into;
}

;// CONCATENATED MODULE: ./.build/action-build/packages/dockerfile-commands.js


/**
 * Words of an instruction with their lines, up to where the next one begins, so that the lines of a heredoc belong to
 * it. The end of a line that is not continued ends a command.
 */
function wordsOf(lines, start, end) {
    const words = [];
    for (let index = start; index < end; index += 1) {
        const raw = lines[index] ?? '';
        if (/^\s*#/.test(raw))
            continue;
        const text = raw.replace(/[\\`]\s*$/, '');
        for (const word of text.split(/\s+/))
            if (word !== '')
                words.push({ text: word, line: index + 1 });
        if (text === raw)
            words.push({ text: ';', line: index + 1 });
    }
    return words;
}
function dockerfile_commands_sourcesOf(words) {
    const all = words.map(({ text }) => text).filter((text) => text !== ';');
    if (all.some((text) => text.startsWith('--from=')))
        return [];
    const paths = all.filter((text) => !text.startsWith('--')).map((text) => text.replace(/^["[,]+|["\],]+$/g, ''));
    return paths.filter((path) => path !== '').slice(0, -1);
}
/**
 * Reads the commands of the stages that are asked for.
 * @param counts whether a stage, by its index, is part of the image.
 */
function readCommands(text, counts) {
    const lines = text.split(/\r?\n/);
    const instructions = main.DockerfileParser.parse(text).getInstructions();
    const runs = [];
    const staged = [];
    const sources = [];
    let stage = -1;
    for (const [at, instruction] of instructions.entries()) {
        if (instruction instanceof main.From)
            stage += 1;
        const start = instruction.getRange().start.line;
        const words = wordsOf(lines, start, instructions[at + 1]?.getRange().start.line ?? lines.length).slice(1);
        const keyword = instruction.getKeyword();
        // What is copied into any stage, or installed there from a file, can be what the image is made from.
        if (keyword === 'COPY' || keyword === 'ADD')
            sources.push(...dockerfile_commands_sourcesOf(words));
        if (keyword === 'RUN')
            (counts(stage) ? runs : staged).push(...words);
    }
    const installs = installsOf(runs);
    const elsewhere = installsOf(staged);
    return {
        packages: [...installs.packages, ...elsewhere.packages.map((one) => ({ ...one, view: 'staged' }))],
        unread: installs.unread,
        requirements: [...installs.requirements, ...elsewhere.requirements],
        sources,
    };
}

;// CONCATENATED MODULE: ./.build/action-build/packages/manifests/npm-project.js


const ranges = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional();
const described = schemas/* object */.Ikc({ dependencies: ranges, optionalDependencies: ranges });
/** The package that a dependency really is: `ui: npm:electron@30` installs electron. */
function realName(name, range) {
    const [, alias] = /^npm:((?:@[^/]+\/)?[^@]+)/.exec(range) ?? [];
    return alias ?? name;
}
const npm_project_lineOf = (lines, name) => {
    const index = lines.findIndex((line) => line.includes(`"${name}"`));
    return index === -1 ? null : index + 1;
};
const npm_project_EXACT = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;
function npmPackage(view, name, version, line) {
    return { view, type: 'npm', ...splitNpmName(name), version, line };
}
/** What a `package.json` needs to run; what is for development only is not in an image for use. */
function readPackageJson(text) {
    const { dependencies, optionalDependencies } = described.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
    const lines = text.split('\n');
    const packages = Object.entries({ ...dependencies, ...optionalDependencies }).map(([name, range]) => npmPackage('declared', realName(name, range), npm_project_EXACT.test(range) ? range : null, npm_project_lineOf(lines, name)));
    return { packages, unread: [] };
}
const entry = schemas/* object */.Ikc({
    version: schemas/* string */.YjP().optional(),
    name: schemas/* string */.YjP().optional(),
    dev: schemas/* boolean */.zMY().optional(),
    link: schemas/* boolean */.zMY().optional(),
});
const old = schemas/* object */.Ikc({
    version: schemas/* string */.YjP().optional(),
    dev: schemas/* boolean */.zMY().optional(),
    get dependencies() {
        return schemas/* record */.g1P(schemas/* string */.YjP(), old).optional();
    },
});
const locked = schemas/* object */.Ikc({
    lockfileVersion: schemas/* number */.aig(),
    packages: schemas/* record */.g1P(schemas/* string */.YjP(), entry).optional(),
    dependencies: schemas/* record */.g1P(schemas/* string */.YjP(), old).optional(),
});
/** Of the first form, in which dependencies lie in each other. */
function oldEntries(dependencies) {
    return Object.entries(dependencies).flatMap(([name, { version = null, dev, dependencies: inner = {} }]) => dev === true ? [] : [[realName(name, version ?? ''), version], ...oldEntries(inner)]);
}
/** Everything that npm resolved, in each of the three forms of its lock file; not what is for development only. */
function readNpmLock(text) {
    const { packages, dependencies = {} } = locked.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
    const lines = text.split('\n');
    if (packages === undefined) {
        const entries = oldEntries(dependencies);
        return {
            packages: entries.map(([name, version]) => npmPackage('locked', name, version, npm_project_lineOf(lines, name))),
            unread: [],
        };
    }
    const found = Object.entries(packages).flatMap(([path, { version = null, name, dev, link }]) => {
        const [, folder] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
        if (folder === undefined || dev === true || link === true)
            return [];
        return [npmPackage('locked', name ?? folder, version, npm_project_lineOf(lines, path))];
    });
    return { packages: found, unread: [] };
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./.build/action-build/packages/manifests/locked-graph.js
/**
 * What is reached from the roots, each once and in the order of the file.
 * @returns undefined when the way leads to something that the file does not hold, so that nobody can say what is left out
 */
function reached(packages, roots) {
    const seen = new Set();
    const open = [...roots];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
        const found = key === null ? undefined : packages.get(key);
        if (found === undefined)
            return undefined;
        if (seen.has(found))
            continue;
        seen.add(found);
        open.push(...found.needs);
    }
    return [...new Set(packages.values())].filter((one) => seen.has(one));
}

;// CONCATENATED MODULE: ./.build/action-build/packages/manifests/pnpm-lock.js




const versions = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional();
/** What one project asks for to run, with what it got. */
const requests = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* object */.Ikc({ version: schemas/* string */.YjP() })).optional();
const project = schemas/* object */.Ikc({ dependencies: requests, optionalDependencies: requests });
const pnpm_lock_entry = schemas/* object */.Ikc({
    name: schemas/* string */.YjP().optional(),
    version: schemas/* string */.YjP().optional(),
    dependencies: versions,
    optionalDependencies: versions,
});
const entries = schemas/* record */.g1P(schemas/* string */.YjP(), pnpm_lock_entry).optional();
const file = project.extend({
    lockfileVersion: schemas/* string */.YjP(),
    /** The projects of a workspace; form 6 leaves the list out when there is one alone. */
    importers: schemas/* record */.g1P(schemas/* string */.YjP(), project).optional(),
    packages: entries,
    snapshots: entries,
});
/** `/@scope/name@1.0.0(peer@2)` and, without its slash, the form of today. */
function splitKey(key) {
    const { name, version } = /^\/?(?<name>(?:@[^/@]+\/)?[^/@]+)@(?<version>[^()]+)/.exec(key)?.groups ?? {};
    if (name === undefined || version === undefined)
        throw new Error(`"${key}" does not name a package`);
    return { name, version };
}
/** Where each form has what a package needs, and what it puts before its keys. */
const FORMS = {
    6: { needs: 'packages', prefix: '/' },
    9: { needs: 'snapshots', prefix: '' },
};
/** What the projects of the workspace need to run, and all that this needs. */
function usedOf(parsed) {
    const form = FORMS[parsed.lockfileVersion.split('.')[0] ?? ''];
    if (form === undefined)
        throw new Error(`form ${parsed.lockfileVersion} of pnpm's lock file is not read`);
    const packages = parsed[form.needs] ?? {};
    // An alias has the whole key as its version. A folder of the workspace is no package: what it needs is said there.
    const keyOf = (name, version) => {
        if (version.startsWith('link:'))
            return [];
        return [[`${form.prefix}${name}@${version}`, version].find((key) => Object.hasOwn(packages, key)) ?? null];
    };
    const locked = Object.entries(packages).map(([key, { dependencies, optionalDependencies }]) => {
        // What comes from elsewhere than a registry says its name itself.
        const { name, version } = parsed.packages?.[key] ?? parsed.packages?.[key.replace(/\(.*$/, '')] ?? {};
        const own = name === undefined ? splitKey(key) : { name, version: version ?? null };
        const needs = Object.entries({ ...dependencies, ...optionalDependencies });
        return [key, { ...own, needs: needs.flatMap(([other, got]) => keyOf(other, got)) }];
    });
    const projects = Object.values(parsed.importers ?? { '.': parsed });
    const roots = projects.flatMap(({ dependencies, optionalDependencies }) => Object.entries({ ...dependencies, ...optionalDependencies }).flatMap(([name, { version }]) => keyOf(name, version)));
    const used = reached(new Map(locked), roots);
    if (used === undefined)
        throw new Error('it needs a package that it does not hold');
    return used;
}
/** Everything that pnpm resolved, in the forms of pnpm 8 and of 9 and later; not what is for development only. */
function readPnpmLock(text) {
    const used = usedOf(file.parse((0,dist/* parse */.qg)(text, { schema: 'failsafe' })));
    const found = new Map(used.map((one) => [`${one.name}@${one.version}`, one]));
    const lines = text.split('\n');
    return {
        packages: [...found.values()].map(({ name, version }) => ({
            view: 'locked',
            type: 'npm',
            ...splitNpmName(name),
            version,
            line: pnpm_lock_lineOf(lines, `${name}@${version}`),
        })),
        unread: [],
    };
}
function pnpm_lock_lineOf(lines, key) {
    const index = lines.findIndex((line) => line.includes(key) && /^\s+\S+:/.test(line));
    return index === -1 ? null : index + 1;
}

// EXTERNAL MODULE: ./node_modules/smol-toml/dist/index.js + 8 modules
var smol_toml_dist = __webpack_require__(3292);
;// CONCATENATED MODULE: ./.build/action-build/packages/manifests/python-project.js




const anything = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J());
const python_project_project = schemas/* object */.Ikc({
    project: schemas/* object */.Ikc({ dependencies: schemas/* array */.YOg(schemas/* string */.YjP()).optional() }).optional(),
    tool: schemas/* object */.Ikc({ poetry: schemas/* object */.Ikc({ dependencies: anything.optional() }).optional() }).optional(),
});
/** The first line that holds the text; the format has no places in what is parsed. */
function lineWith(lines, text) {
    const index = lines.findIndex((line) => line.includes(text));
    return index === -1 ? null : index + 1;
}
/** What a project needs to run, by PEP 621 and by Poetry. Groups for development and extras are not installed by themselves. */
function readPyproject(text) {
    const { project: standard, tool } = python_project_project.parse((0,smol_toml_dist/* parse */.qg)(text));
    const lines = text.split('\n');
    const packages = [];
    const unread = [];
    for (const requirement of standard?.dependencies ?? []) {
        const line = lineWith(lines, requirement);
        const found = readRequirement(requirement);
        if (found === undefined)
            unread.push({ type: 'pypi', line, why: `"${requirement}" does not name a project` });
        else
            packages.push({ view: 'declared', ...found, line });
    }
    for (const name of Object.keys(tool?.poetry?.dependencies ?? {})) {
        if (name === 'python')
            continue;
        const line = lineWith(lines, name);
        packages.push({
            view: 'declared',
            type: 'pypi',
            namespace: null,
            name: normalizePythonName(name),
            version: null,
            line,
        });
    }
    return { packages, unread };
}
const python_project_locked = schemas/* object */.Ikc({
    package: schemas/* array */.YOg(schemas/* object */.Ikc({
        name: schemas/* string */.YjP(),
        version: schemas/* string */.YjP().optional(),
        category: schemas/* string */.YjP().optional(),
        groups: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
        source: anything.optional(),
    }))
        .optional(),
});
/** The project itself, which uv lists among its packages. */
const isOwn = (source) => source !== undefined && ('virtual' in source || source['editable'] === '.');
/** Everything that Poetry or uv resolved, but for what is known to be for development only. */
function readPythonLock(text) {
    const lines = text.split('\n');
    const packages = (python_project_locked.parse((0,smol_toml_dist/* parse */.qg)(text)).package ?? [])
        .filter(({ category, groups, source }) => category !== 'dev' && groups?.includes('main') !== false && !isOwn(source))
        .map(({ name, version = null }) => ({
        view: 'locked',
        type: 'pypi',
        namespace: null,
        name: normalizePythonName(name),
        version,
        line: lineWith(lines, `name = "${name}"`),
    }));
    return { packages, unread: [] };
}
const pipfile = schemas/* object */.Ikc({ default: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* object */.Ikc({ version: schemas/* string */.YjP().optional() })) });
/** What pipenv resolved for use; what is for development only is in another section. */
function readPipfileLock(text) {
    const lines = text.split('\n');
    const packages = Object.entries(pipfile.parse(JSON.parse(text)).default).map(([name, { version }]) => ({
        view: 'locked',
        type: 'pypi',
        namespace: null,
        name: normalizePythonName(name),
        version: version?.replace(/^==/, '') ?? null,
        line: lineWith(lines, `"${name}"`),
    }));
    return { packages, unread: [] };
}

;// CONCATENATED MODULE: ./.build/action-build/packages/manifests/requirements.js

/** Lines with their continuations, without comments. */
function linesOf(text) {
    const lines = [];
    let open = '';
    let start = 0;
    for (const [index, raw] of text
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .entries()) {
        if (open === '')
            start = index + 1;
        if (raw.endsWith('\\') && !raw.trimStart().startsWith('#')) {
            open += `${raw.slice(0, -1)} `;
            continue;
        }
        lines.push({ text: `${open}${raw}`.replace(/(?:^|\s)#.*$/, '').trim(), line: start });
        open = '';
    }
    if (open !== '')
        lines.push({ text: open.trim(), line: start });
    return lines.filter(({ text: line }) => line !== '');
}
const INCLUDE = /^(?:-r\s*|--requirement(?:\s+|=))(?<path>\S+)$/;
const EDITABLE = /^(?:-e\s*|--editable(?:\s+|=))(?<what>.+)$/;
/** Reads pip's requirements file. Constraints (`-c`) install nothing, so they declare nothing. */
function readRequirements(text) {
    const packages = [];
    const unread = [];
    const included = [];
    for (const { text: whole, line } of linesOf(text)) {
        const path = INCLUDE.exec(whole)?.groups?.['path'];
        if (path !== undefined) {
            included.push({ path, line });
            continue;
        }
        const what = EDITABLE.exec(whole)?.groups?.['what'] ?? whole;
        if (what.startsWith('-'))
            continue;
        // Options of one requirement, such as hashes, follow it.
        const requirement = what.replace(/\s+--.*$/s, '');
        // The project's own folder, or one of the repository: what it needs is in its own manifest.
        if (/^\.{0,2}\/|^\.{1,2}(?:\[|$)/.test(requirement))
            continue;
        const found = readRequirement(requirement);
        if (found === undefined)
            unread.push({ type: 'pypi', line, why: 'it does not say which project it names' });
        else
            packages.push({ view: 'declared', ...found, line });
    }
    return { packages, unread, included };
}

;// CONCATENATED MODULE: ./.build/action-build/packages/manifests/yarn-lock.js




const yarn_lock_ranges = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional();
const yarn_lock_entry = schemas/* object */.Ikc({
    version: schemas/* string */.YjP(),
    resolution: schemas/* string */.YjP().optional(),
    dependencies: yarn_lock_ranges,
    optionalDependencies: yarn_lock_ranges,
});
const whole = schemas/* record */.g1P(schemas/* string */.YjP(), yarn_lock_entry);
const berry = schemas/* looseObject */._H3({ __metadata: schemas/* looseObject */._H3({}) }).transform(({ __metadata: _, ...rest }) => rest);
const yarn_lock_project = schemas/* object */.Ikc({
    dependencies: yarn_lock_ranges,
    optionalDependencies: yarn_lock_ranges,
    workspaces: schemas/* unknown */.L5J().optional(),
    resolutions: schemas/* unknown */.L5J().optional(),
});
const CLASSIC = /^(?:#[^\n]*\n)*#\s*yarn lockfile v1\s*\n/;
const PAIR = /^(?<key>"(?:[^"\\]|\\.)*"|[^\s"]+) (?<value>"(?:[^"\\]|\\.)*"|[^\s"]+)$/;
const plain = (text) => (text.startsWith('"') ? String(JSON.parse(text)) : text);
/** The requests that one entry answers: `a@^1, "@b/c@^2 || ^3"`. */
const keysOf = (text) => [...text.matchAll(/(?:^|, )(?<key>"(?:[^"\\]|\\.)*"|[^",]+)(?=, |$)/g)].map(({ groups }) => plain(groups?.['key'] ?? ''));
/**
 * The form of Yarn 1, which is no YAML: entries, their settings two spaces deeper, and lists of requests four.
 * @throws Error at the first line that is anything else
 */
function parseClassic(text) {
    const entries = {};
    let current = {};
    let list;
    for (const [index, line] of text.split(/\r?\n/).entries()) {
        if (line.trim() === '' || line.startsWith('#'))
            continue;
        const content = line.trimStart();
        const depth = line.length - content.length;
        const { key, value } = PAIR.exec(content)?.groups ?? {};
        const pair = key === undefined || value === undefined ? undefined : [plain(key), plain(value)];
        if (depth === 0 && content.endsWith(':')) {
            current = {};
            list = undefined;
            entries[content.slice(0, -1)] = current;
        }
        else if (depth === 2 && content.endsWith(':')) {
            list = {};
            current[plain(content.slice(0, -1))] = list;
        }
        else if (depth === 2 && pair !== undefined) {
            list = undefined;
            current[pair[0]] = pair[1];
        }
        else if (depth === 4 && pair !== undefined && list !== undefined)
            list[pair[0]] = pair[1];
        else
            throw new Error(`line ${index + 1} cannot be read`);
    }
    return entries;
}
const aliasOf = (range) => /^npm:(?<name>(?:@[^/]+\/)?[^@]+)@/.exec(range)?.groups?.['name'];
/** Name and range of `@scope/name@range`. */
function yarn_lock_splitKey(key) {
    const at = key.indexOf('@', 1);
    if (at === -1)
        throw new Error(`"${key}" names no version`);
    return { name: key.slice(0, at), range: key.slice(at + 1) };
}
/**
 * The key by which a request is in the file: as written, or with the protocol that newer versions put in front.
 * @returns null for what is not from a registry, which is in the file in other words or not at all
 * @throws Error when the file does not hold it: it was cut off, or is older than the request
 */
function yarn_lock_keyOf(all, name, range, isStrict) {
    const found = [`${name}@${range}`, `${name}@npm:${range}`].find((key) => all.has(key));
    const isFromRegistry = !/[:/]/.test(range) || range.startsWith('npm:');
    if (found === undefined && isStrict && isFromRegistry)
        throw new Error(`it does not hold ${name}@${range}`);
    return found ?? null;
}
function lockedOf(key, found, all, isStrict) {
    const { name, range } = yarn_lock_splitKey(key);
    const needs = Object.entries({ ...found.dependencies, ...found.optionalDependencies });
    return {
        // A resolution names what it really is, an alias of the old form does so in its range.
        name: found.resolution === undefined ? (aliasOf(range) ?? name) : yarn_lock_splitKey(found.resolution).name,
        version: found.version,
        needs: needs.map(([other, wanted]) => yarn_lock_keyOf(all, other, wanted, isStrict)),
    };
}
/** A folder of the workspace. */
const yarn_lock_isOwn = (found) => /@workspace:/.test(found.resolution ?? '');
/** What is needed to run, as far as the package.json beside the file tells; else everything. */
function yarn_lock_usedOf(entries, beside) {
    // Resolutions put other requests into the file than those that are made.
    const isStrict = beside !== undefined && beside.resolutions === undefined;
    const all = new Set(Object.keys(entries).flatMap(keysOf));
    const packages = new Map();
    for (const [key, found] of Object.entries(entries)) {
        const keys = keysOf(key);
        if (!yarn_lock_isOwn(found))
            for (const one of keys)
                packages.set(one, lockedOf(keys[0] ?? '', found, all, isStrict));
    }
    const everything = [...packages.values()];
    if (beside === undefined || beside.workspaces !== undefined)
        return everything;
    const asked = Object.entries({ ...beside.dependencies, ...beside.optionalDependencies });
    const roots = asked.map(([name, range]) => yarn_lock_keyOf(all, name, range, isStrict));
    return reached(packages, roots) ?? everything;
}
/**
 * Everything that Yarn resolved, in the form of Yarn 1 and of its successors. The file does not say what is for
 * development only: that is found from the package.json beside it. Where it cannot be found, everything counts.
 * @param packageJson the text of the package.json beside it
 */
function readYarnLock(text, packageJson) {
    const isClassic = CLASSIC.test(text);
    const parsed = isClassic ? parseClassic(text) : berry.parse((0,dist/* parse */.qg)(text, { schema: 'failsafe' }));
    const beside = packageJson === undefined ? undefined : yarn_lock_project.parse(JSON.parse(packageJson));
    const used = yarn_lock_usedOf(whole.parse(parsed), beside);
    const found = new Map(used.map((one) => [`${one.name}@${one.version}`, one]));
    const lines = text.split('\n');
    return {
        packages: [...found.values()].map(({ name, version }) => ({
            view: 'locked',
            type: 'npm',
            ...splitNpmName(name),
            version,
            line: yarn_lock_lineOf(lines, name),
        })),
        unread: [],
    };
}
/** The line of a package's entry. */
function yarn_lock_lineOf(lines, name) {
    const index = lines.findIndex((line) => !line.startsWith(' ') && line.includes(`${name}@`));
    return index === -1 ? null : index + 1;
}

;// CONCATENATED MODULE: ./.build/action-build/packages/read-declared.js









/** Manifests and lock files by their names. */
const FORMATS = {
    'pyproject.toml': { type: 'pypi', read: readPyproject },
    'poetry.lock': { type: 'pypi', read: readPythonLock },
    'uv.lock': { type: 'pypi', read: readPythonLock },
    'Pipfile.lock': { type: 'pypi', read: readPipfileLock },
    'package.json': { type: 'npm', read: readPackageJson },
    'package-lock.json': { type: 'npm', read: readNpmLock },
    'npm-shrinkwrap.json': { type: 'npm', read: readNpmLock },
    'yarn.lock': { type: 'npm', beside: 'package.json', read: readYarnLock },
    'pnpm-lock.yaml': { type: 'npm', read: readPnpmLock },
};
const REQUIREMENTS = /^requirements.*\.(?:txt|in)$/;
const FOR_DEVELOPMENT = /(?:^|[._-])(?:dev|develop|development|test|tests|testing|doc|docs|lint|ci|typing)(?:[._-]|$)/;
const LARGEST = 32 * 2 ** 20;
const MOST_FILES = 200;
/** Folders of the context that the image is made from: those that are copied, and that of the Dockerfile. */
function foldersOf(sources, dockerfile) {
    const folders = new Set([clean(external_node_path_.posix.dirname(dockerfile))]);
    for (const source of sources) {
        folders.add(clean(source));
        folders.add(clean(external_node_path_.posix.dirname(source)));
    }
    return folders;
}
/** A path of the context without `./` and slashes at its ends; the root is empty. */
const clean = (path) => external_node_path_.posix.normalize(`/${path}`).replace(/^\/+|\/+$/g, '');
/** Reads manifests one after another, and those that they take in. */
class Collected {
    files = [];
    packages = [];
    unread = [];
    #context;
    #folder;
    #seen = new Set();
    constructor(context, folder) {
        this.#context = context;
        this.#folder = folder;
    }
    /** Path from the repository's root. */
    shown(path) {
        return this.#folder === '.' ? path : `${this.#folder}/${path}`;
    }
    put(path, { packages, unread }) {
        const file = this.shown(path);
        this.packages.push(...packages.map((one) => ({ ...one, file })));
        this.unread.push(...unread.map((one) => ({ ...one, file })));
    }
    async read(path, { type, beside, read }) {
        if (this.#seen.has(path))
            return;
        this.#seen.add(path);
        const file = this.shown(path);
        try {
            const bytes = await this.#context.read(path, LARGEST);
            if (bytes === undefined)
                throw new Error('it is not a file that can be read');
            this.files.push(file);
            const other = beside === undefined ? undefined : await this.#context.read(external_node_path_.posix.join(external_node_path_.posix.dirname(path), beside), LARGEST);
            this.put(path, read(bytes.toString('utf8'), other?.toString('utf8')));
        }
        catch (error) {
            this.unread.push({ type, file, line: null, why: (0,errors/* describeError */.U)(error).replace(/\s+/g, ' ').slice(0, 200) });
        }
    }
    async readRequirements(path) {
        const included = [];
        await this.read(path, {
            type: 'pypi',
            read: (text) => {
                const found = readRequirements(text);
                included.push(...found.included.map((one) => external_node_path_.posix.join(external_node_path_.posix.dirname(path), one.path)));
                return found;
            },
        });
        for (const one of included)
            await this.readRequirements(one);
    }
}
/** Whether a file of requirements belongs to the image: not when it is for development, unless a command names it. */
function isInstalled(path, { requirements }) {
    const base = external_node_path_.posix.basename(path);
    const isNamed = requirements.some((one) => external_node_path_.posix.basename(one) === base);
    return isNamed || (requirements.length === 0 && !FOR_DEVELOPMENT.test(base));
}
async function readManifests(collected, context, commands, dockerfile) {
    const folders = foldersOf(commands.sources, dockerfile);
    const named = commands.requirements;
    const isManifest = (path) => {
        if (/(?:^|\/)(?:node_modules|\.git|\.venv|venv)\//.test(path))
            return false;
        const base = external_node_path_.posix.basename(path);
        const isKnown = Object.hasOwn(FORMATS, base) || REQUIREMENTS.test(base) || named.some((one) => external_node_path_.posix.basename(one) === base);
        const isTaken = folders.has(clean(external_node_path_.posix.dirname(path))) || folders.has(clean(path));
        return isKnown && (isTaken || named.some((one) => one.includes('/') && path.endsWith(clean(one))));
    };
    const paths = await context.list(isManifest);
    if (paths.length > MOST_FILES)
        throw new Error(`${paths.length} manifests are too many`);
    for (const path of paths) {
        const format = FORMATS[external_node_path_.posix.basename(path)];
        if (format !== undefined)
            await collected.read(path, format);
        else if (isInstalled(path, commands))
            await collected.readRequirements(path);
    }
    for (const one of commands.requirements) {
        if (!paths.some((path) => external_node_path_.posix.basename(path) === external_node_path_.posix.basename(one))) {
            collected.unread.push({
                type: 'pypi',
                file: collected.shown(dockerfile),
                line: null,
                why: `${one} is not in the build context`,
            });
        }
    }
}
/**
 * What the repository says will be in a service's image.
 * @param what folder of the context from the repository's root, the Dockerfile inside it with its text, and the
 *   stages that the image is made of; null when they are not known.
 */
async function readDeclared(context, what) {
    const collected = new Collected(context, what.folder);
    try {
        const { stages } = what;
        if (stages === null)
            throw new Error('the Dockerfile cannot be read, so neither can what it installs');
        const commands = readCommands(what.text, (stage) => stages.includes(stage));
        collected.put(what.dockerfile, commands);
        await readManifests(collected, context, commands, what.dockerfile);
    }
    catch (error) {
        const file = collected.shown(what.dockerfile);
        for (const type of READABLE_TYPES)
            collected.unread.push({ type, file, line: null, why: (0,errors/* describeError */.U)(error) });
    }
    const { files, packages, unread } = collected;
    return { files, packages, unread };
}

;// CONCATENATED MODULE: ./.build/action-build/read-source.js




/** Far above any real Dockerfile. */
const LARGEST_DOCKERFILE = 2 ** 20;
/** What the files say that the builder is about to read. */
async function readSource(files, target, context, builder) {
    const path = (0,external_node_path_.relative)(context.context, context.dockerfile);
    const bytes = await files.read(path, LARGEST_DOCKERFILE);
    const dockerfile = bytes === undefined
        ? { kind: 'unreadable', line: null, why: 'it is not a file of at most 1 MiB' }
        : readDockerfile(bytes.toString('utf8'), { args: target.args, stage: target.stage, builder });
    const what = { folder: target.context, dockerfile: path, builder };
    const text = bytes?.toString('utf8') ?? '';
    const declared = await readDeclared(files, { ...what, text, stages: read_source_stagesOf(dockerfile) });
    return { dockerfile, context: await readContext(files, what), declared };
}
/** The stages that the image is made of; null when that is not known. */
const read_source_stagesOf = (fact) => (fact.kind === 'read' ? fact.facts.chain : null);

;// CONCATENATED MODULE: ./.build/action-build/run-tests.js


const LAST_LINES = 20;
/** Exit code that shells give for a program that is not there. */
const NOT_FOUND = 127;
/**
 * What the runner hands to actions, and not to programs of the repository: with these a test could write the outputs of
 * the step, upload artifacts or ask for an identity in the action's name.
 */
const WITHHELD = Object.fromEntries([
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_RESULTS_URL',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'GITHUB_OUTPUT',
    'GITHUB_ENV',
    'GITHUB_PATH',
    'GITHUB_STATE',
    'GITHUB_STEP_SUMMARY',
].map((name) => [name, '']));
async function runTest({ exec, clock }, command, folder, onLine) {
    const [program = '', ...args] = command;
    const lines = [];
    const started = clock.now();
    const tell = (line) => {
        lines.push(onLine(line));
    };
    const exitCode = await exec.run(program, args, { cwd: folder, env: WITHHELD, onLine: tell }).then((ended) => ended.exitCode, (error) => {
        // A program that is missing is an answer about this service; anything else is not about it.
        if (!(error instanceof errors/* UserError */.y))
            throw error;
        tell((0,errors/* describeError */.U)(error));
        return NOT_FOUND;
    });
    const lastLines = exitCode === 0 ? [] : lines.filter((line) => line.trim() !== '').slice(-LAST_LINES);
    return { command, exitCode, seconds: Math.round(clock.now() - started) / 1_000, lastLines };
}
/**
 * Runs the commands that have to pass before a service is built, one after the other, up to the first that fails.
 * @param onLine tells a line of output and gives it as it may be shown.
 */
async function runTests(ports, target, folder, onLine) {
    const facts = [];
    for (const command of target.before) {
        ports.log.info(`${target.service}: running ${command.join(' ')}`);
        const fact = await runTest(ports, command, folder, onLine);
        const ending = fact.exitCode === 0 ? 'passed' : `FAILED with exit code ${fact.exitCode}`;
        ports.log.info(`${target.service}: ${command.join(' ')} ${ending} (${showDuration(fact.seconds * 1_000)})`);
        facts.push(fact);
        if (fact.exitCode !== 0)
            break;
    }
    return facts;
}

;// CONCATENATED MODULE: ./.build/action-build/build-services.js





/** Lines of a failing build's log that go into the record; the whole log is in its artifact. */
const build_services_LAST_LINES = 20;
/** Bytes that one build of an image may need besides the engine: enough for a compiler or a bundler. */
const MEMORY_OF_BUILD = 2 ** 30;
/** How many services are built at once: one for each core while there is memory, and always one. */
function widthOf({ cores, freeMemory }) {
    return Math.max(1, Math.min(cores, Math.floor(freeMemory / MEMORY_OF_BUILD)));
}
/** A log whose lines never hold a secret, even when a build prints it; gives each line as it may be shown. */
function logOf({ log }, { target, secrets }, lines) {
    return (line) => {
        const shown = secrets.values.reduce((text, secret) => text.replaceAll(secret, '***'), line);
        lines.push(shown);
        log.info(`${target.service} | ${shown}`);
        return shown;
    };
}
function notBuilt(tests) {
    const failed = tests.find(({ exitCode }) => exitCode !== 0);
    if (failed === undefined)
        return undefined;
    return { kind: 'skipped', why: `${failed.command.join(' ')} ended with exit code ${failed.exitCode}` };
}
async function buildImage({ docker, clock, log }, from, { target, context, secrets }, onLine, lines) {
    const started = clock.now();
    const before = lines.length;
    log.info(`${target.service}: building ${target.context}`);
    const result = await docker.build({
        reference: { name: target.image, tag: from.commit },
        ...context,
        args: target.args,
        target: target.stage,
        ...target.builder,
        secrets: secrets.secrets,
        labels: { 'org.opencontainers.image.revision': from.commit, 'org.opencontainers.image.source': from.source },
        onLine,
    });
    const took = clock.now() - started;
    const ending = result.kind === 'built' ? `built ${result.image}` : `FAILED with exit code ${result.exitCode}`;
    log.info(`${target.service}: ${ending} (${showDuration(took)})`);
    const seconds = Math.round(took) / 1_000;
    if (result.kind === 'built') {
        const [startedAt, finishedAt] = [started, started + took].map((ms) => new Date(ms).toISOString());
        return { kind: 'built', seconds, image: result.image, startedAt, finishedAt };
    }
    const lastLines = lines
        .slice(before)
        .filter((line) => line.trim() !== '')
        .slice(-build_services_LAST_LINES);
    return { kind: 'failed', seconds, exitCode: result.exitCode, lastLines };
}
/** What BuildKit says, with nothing in it that may not be shown. */
async function lintOf({ docker }, { target, context }) {
    const { args, stage, builder } = target;
    return await docker.lint({ ...context, args, target: stage, platform: builder.platform });
}
async function buildService(ports, from, ready, builder) {
    const { target, context } = ready;
    const log = [];
    const onLine = logOf(ports, ready, log);
    const tests = await runTests(ports, target, context.context, onLine);
    const source = await readSource(ports.contextFiles(context), target, context, builder);
    const modified = await ports.changedFiles(target.context);
    const lint = target.lint ? await lintOf(ports, ready) : null;
    const build = notBuilt(tests) ?? (await buildImage(ports, from, ready, onLine, log));
    const facts = {
        service: target.service,
        image: target.image,
        tag: from.commit,
        asked: target.asked,
        source: { context: target.context, dockerfile: external_node_path_.posix.join(target.context, target.dockerfile), modified },
        parameters: {
            args: target.args,
            target: target.stage,
            platform: target.builder.platform,
            secrets: target.builder.secrets.map(({ id }) => id),
        },
        ...source,
        lint,
        tests,
        build,
    };
    return { facts, log };
}
/**
 * Builds every target, as many at once as the machine can carry; the results are in the order of the targets, and a
 * service that fails hides nothing about the others.
 */
async function buildServices(ports, from, targets, builder) {
    const width = widthOf(ports.machine.resources());
    if (targets.length > 1)
        ports.log.info(`${targets.length} services, ${Math.min(width, targets.length)} at once`);
    return await inParallel(targets, async (ready) => await buildService(ports, from, ready, builder), width);
}

;// CONCATENATED MODULE: ./.build/action-build/evidence/sbom.js

function componentOf(found, diffIds) {
    const { type, namespace, name, version, path, layer } = found;
    const purl = new packageurl_js.PackageURL(type, namespace ?? undefined, name, version || undefined, undefined, undefined);
    const properties = [
        { name: 'countersign:path', value: path },
        ...(diffIds[layer] === undefined ? [] : [{ name: 'countersign:layer', value: diffIds[layer] }]),
    ];
    return {
        'bom-ref': `${purl.toString()}#${path}`,
        type: 'library',
        ...(type === 'npm' && namespace !== null ? { group: namespace } : {}),
        name,
        ...(version === '' ? {} : { version }),
        purl: purl.toString(),
        properties,
    };
}
/**
 * A CycloneDX 1.6 bill of materials of what the image's own package databases list, bound to the image by its id and
 * the digests of its layers. Undefined when the image was not read: a bill that leaves things out is none.
 * The same image gives the same bytes, so it has neither a serial number nor a time.
 */
function makeSbom(facts, tool) {
    const { build, read, image } = facts;
    if (build.kind !== 'built' || read.kind !== 'read')
        return undefined;
    const { databases, packages, distribution } = read.content;
    if (Object.values(databases).some(({ status }) => status === 'unreadable'))
        return undefined;
    const { diffIds } = read.details;
    const properties = [
        { name: 'countersign:image-id', value: build.image },
        ...diffIds.map((value) => ({ name: 'countersign:diff-id', value })),
        ...(distribution === null ? [] : [{ name: 'countersign:distribution', value: distribution }]),
    ];
    const bom = {
        $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        version: 1,
        metadata: {
            tools: { components: [{ type: 'application', name: tool.name, version: tool.version }] },
            component: { 'bom-ref': build.image, type: 'container', name: image, version: facts.tag, properties },
        },
        components: packages.map((found) => componentOf(found, diffIds)),
    };
    return `${JSON.stringify(bom, null, 2)}\n`;
}

;// CONCATENATED MODULE: ./.build/action-build/image/find-base.js

const unknown = (why) => ({ kind: 'unknown', why });
/** The image that the built stage begins with in the end; undefined for scratch, null when its name is not known. */
function baseOf({ stages, chain, images }) {
    const first = stages[chain.at(-1) ?? -1];
    return images.find(({ by, line }) => by === 'FROM' && line === first?.line)?.image;
}
/**
 * How many layers of an image come from its base: the engine is asked for the layers of that name, and they count only
 * when they are the image's own first layers.
 */
async function findBase(layersOf, { dockerfile, asked, parameters }, read) {
    if (read?.kind !== 'read')
        return unknown('there is no image');
    // Asking costs a builder about a second.
    if (read.content.setuid.length === 0 && asked.limits.wasted === null)
        return unknown('nothing depends on it');
    if (dockerfile.kind !== 'read')
        return unknown('the Dockerfile cannot be read');
    const base = baseOf(dockerfile.facts);
    if (base === undefined)
        return { kind: 'known', layers: 0 };
    if (base === null)
        return unknown('FROM depends on a variable whose value is not known');
    try {
        const layers = await layersOf(base, parameters.platform);
        if (layers === null)
            return unknown(`the builder does not tell the layers of ${base}`);
        const isBegin = layers.every((layer, index) => read.details.diffIds[index] === layer);
        return isBegin ? { kind: 'known', layers: layers.length } : unknown(`${base} has changed since the build`);
    }
    catch (error) {
        return unknown((0,errors/* describeError */.U)(error));
    }
}
/** The base of every service's image, by service; each name is asked for once. */
async function findBases(docker, builds, read) {
    const asked = new Map();
    const layersOf = (reference, platform) => {
        const key = `${reference} ${platform}`;
        const layers = asked.get(key) ?? docker.baseLayers(reference, platform);
        asked.set(key, layers);
        return layers;
    };
    return new Map(await Promise.all(builds.map(async ({ facts }) => [facts.service, await findBase(layersOf, facts, read.get(facts.service))])));
}

;// CONCATENATED MODULE: ./.build/action-build/packages/database.js
/** Names one version of one package. */
const database_keyOf = ({ namespace, name, version }) => `${namespace ?? ''}/${name}@${version}`;
/**
 * Packages of a database that is one file, which each layer with a package replaces whole: a package came with the
 * first layer whose file has it.
 * @param path real path of the file.
 */
function withLayers({ layers, tree }, path, read) {
    const last = tree.find(path)?.layer ?? 0;
    const first = new Map();
    for (const { index, contents } of layers.slice(0, last + 1)) {
        const bytes = contents.get(path);
        if (bytes === undefined)
            continue;
        const listed = new Set(readAnyway(bytes.toString('utf8'), read).map(database_keyOf));
        // One that was gone in between came anew.
        for (const key of first.keys())
            if (!listed.has(key))
                first.delete(key);
        for (const key of listed)
            if (!first.has(key))
                first.set(key, index);
    }
    return read(tree.read(path) ?? '').map((found) => ({ ...found, layer: first.get(database_keyOf(found)) ?? last }));
}
/** What an earlier layer listed only tells where a package came from, so it may be damaged. */
function readAnyway(text, read) {
    try {
        return read(text);
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./.build/action-build/packages/apk-database.js


/** apk's database, and where newer versions keep it. */
const APK_FILES = ['lib/apk/db/installed', 'usr/lib/apk/db/installed'];
const apk_database_SIGNS = ['etc/alpine-release', 'sbin/apk', 'usr/bin/apk'];
/**
 * Reads apk's list: lines of one letter, a colon and a value, an empty line between packages.
 * @throws when an entry has no name: a package that cannot be read must not look absent.
 */
function apk_database_readApk(text, path, namespace) {
    return text
        .split(/\n\s*\n/)
        .filter((entry) => entry.trim() !== '')
        .map((entry) => {
        const [, name] = /^P:(\S+)\s*$/m.exec(entry) ?? [];
        const [, version = ''] = /^V:(\S+)\s*$/m.exec(entry) ?? [];
        if (name === undefined)
            throw new Error(`${path}: an entry has no name`);
        return { type: 'apk', namespace, name: name.toLowerCase(), version, path };
    });
}
function signOfApk(tree, distribution) {
    if (distribution === 'alpine' || distribution === 'wolfi')
        return `os-release says ${distribution}`;
    const sign = apk_database_SIGNS.find((path) => tree.get(path) !== undefined);
    return sign === undefined ? undefined : `${sign} is there`;
}
/** Alpine packages. An Alpine image without its database is unreadable, as a Debian one is. */
function apkDatabase(image, distribution) {
    const { tree } = image;
    try {
        const files = [...new Set(APK_FILES.map((path) => tree.resolve(path)))].filter((path) => tree.get(path) !== undefined);
        const packages = files.flatMap((path) => withLayers(image, path, (text) => apk_database_readApk(text, path, distribution)));
        if (packages.length > 0)
            return { database: { status: 'read', packages: packages.length }, packages };
        const sign = signOfApk(tree, distribution);
        return sign === undefined
            ? { database: { status: 'none', looked: `no ${APK_FILES[0]} and nothing else of Alpine` }, packages }
            : { database: { status: 'unreadable', why: `${APK_FILES[0]} lists no package although ${sign}` }, packages };
    }
    catch (error) {
        return { database: { status: 'unreadable', why: (0,errors/* describeError */.U)(error) }, packages: [] };
    }
}

;// CONCATENATED MODULE: ./.build/action-build/packages/dpkg.js

/** States in which a package has no files in the image. Every other one, even half-done, leaves files to run. */
const ABSENT = new Set(['not-installed', 'config-files']);
function readEntry(paragraph, path, namespace) {
    const { fields, damaged } = readParagraph(paragraph);
    if (damaged !== null)
        throw new Error(`${path}: not a field: "${damaged}"`);
    const name = fields.get('package');
    if (name === undefined || name === '')
        throw new Error(`${path}: an entry has no Package field`);
    // `install ok installed`: what is wanted, whether it went wrong, and the state. Files of status.d have no Status.
    const status = fields.get('status');
    const state = status?.split(/\s+/)[2];
    if (status !== undefined && state === undefined)
        throw new Error(`${path}: ${name} has a damaged Status field`);
    if (state !== undefined && ABSENT.has(state))
        return undefined;
    return { type: 'deb', namespace, name: name.toLowerCase(), version: fields.get('version') ?? '', path };
}
/**
 * Reads a dpkg database: `var/lib/dpkg/status`, or one file of `status.d` as in distroless images.
 * @param namespace the distribution, from os-release.
 * @throws when an entry is damaged: a package that cannot be read must not look absent.
 */
function readDpkg(text, path, namespace) {
    return text
        .split(/\n(?:[ \t\r]*\n)+/)
        .filter((paragraph) => paragraph.trim() !== '')
        .flatMap((paragraph) => readEntry(paragraph.replace(/^(?:[ \t\r]*\n)+/, ''), path, namespace) ?? []);
}
/** ID of os-release, which is also the namespace of Debian package URLs; null when there is none. */
function distribution(osRelease) {
    const [, id] = /^ID=["']?([a-z0-9._-]+)["']?\s*$/m.exec(osRelease) ?? [];
    return id ?? null;
}

;// CONCATENATED MODULE: ./.build/action-build/packages/deb-database.js



/** dpkg's database, and the folder that distroless images have instead. */
const DPKG = 'var/lib/dpkg/status';
const DPKG_FOLDER = 'var/lib/dpkg/status.d';
/** Files that only an image made from Debian packages has. */
const deb_database_SIGNS = ['etc/debian_version', 'usr/bin/dpkg', 'usr/bin/apt-get', 'var/lib/dpkg/info'];
const DISTRIBUTIONS = new Set(['debian', 'ubuntu']);
function signOfDebian(tree, distribution) {
    if (distribution !== null && DISTRIBUTIONS.has(distribution))
        return `os-release says ${distribution}`;
    const sign = deb_database_SIGNS.find((path) => tree.get(path) !== undefined);
    return sign === undefined ? undefined : `${sign} is there`;
}
/** Every file of the database that is there, by path. */
function dpkgFiles(tree) {
    const folder = `${tree.resolve(DPKG_FOLDER)}/`;
    const single = [];
    for (const { path, type } of tree.entries()) {
        if (path.startsWith(folder) && type !== 'folder' && !path.endsWith('.md5sums'))
            single.push(path);
    }
    return tree.find(DPKG) === undefined ? single : [tree.resolve(DPKG), ...single];
}
/**
 * Debian packages. A Debian image without its database, or with an empty one, is unreadable: deleting one file must not
 * be a way to have no forbidden packages.
 */
function debDatabase(image, distribution) {
    const { tree } = image;
    try {
        const files = dpkgFiles(tree);
        const packages = files.flatMap((path) => withLayers(image, path, (text) => readDpkg(text, path, distribution)));
        if (packages.length > 0)
            return { database: { status: 'read', packages: packages.length }, packages };
        const sign = signOfDebian(tree, distribution);
        const what = files.length === 0 ? 'is missing' : 'lists no package';
        return sign === undefined
            ? { database: { status: 'none', looked: `no ${DPKG} and nothing else of Debian` }, packages }
            : { database: { status: 'unreadable', why: `${DPKG} ${what} although ${sign}` }, packages };
    }
    catch (error) {
        return { database: { status: 'unreadable', why: (0,errors/* describeError */.U)(error) }, packages: [] };
    }
}

;// CONCATENATED MODULE: ./.build/action-build/packages/npm-database.js



/** The description of a package in the folder that programs load it from. */
const NPM_FILE = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;
/** The folder of an installed package, from anything in it. */
const FOLDER = /^((?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/@.][^/]*))(\/|$)/;
/** Yarn can keep packages zipped instead of in folders. */
const ZIPPED = /(?:^|\/)\.pnp\.(?:cjs|js)$/;
const npm_database_described = schemas/* object */.Ikc({ name: schemas/* string */.YjP().min(1).optional(), version: schemas/* string */.YjP().optional() });
/** Folders of packages with the name that programs load them by, and the layer of what is in them. */
function npm_database_foldersOf(tree) {
    const folders = new Map();
    for (const { path, type, layer } of tree.entries()) {
        const [, folder, name, inside] = path.includes('node_modules/') ? (FOLDER.exec(path) ?? []) : [];
        if (folder === undefined || name === undefined || folders.has(folder))
            continue;
        if (inside === '/' || type === 'folder' || type === 'symlink')
            folders.set(folder, { name, layer });
    }
    return folders;
}
/** What the package says about itself; nothing when it says nothing that can be read: then its folder names it. */
function describedAt(tree, path) {
    const text = tree.read(path);
    if (text === undefined)
        return {};
    try {
        return npm_database_described.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
    }
    catch {
        return {};
    }
}
/** A package by its own name, and by its folder's when that is another: programs load it by that. */
function packagesAt(tree, folder, found) {
    const path = `${folder}/package.json`;
    const { name, version = '' } = describedAt(tree, path);
    const entry = tree.find(path);
    const names = new Set([name ?? found.name, found.name].map((one) => one.toLowerCase()));
    return [...names].map((one) => ({
        type: 'npm',
        ...splitNpmName(one),
        version,
        path: entry === undefined ? folder : path,
        layer: entry?.layer ?? found.layer,
    }));
}
/** npm packages as they lie in `node_modules`, wherever in the image and whichever program put them there. */
function npmDatabase({ tree }) {
    try {
        const zipped = [...tree.entries()].find(({ path }) => ZIPPED.test(path));
        if (zipped !== undefined) {
            return { database: { status: 'unreadable', why: `${zipped.path} keeps npm packages in archives` }, packages: [] };
        }
        const packages = [...npm_database_foldersOf(tree)].flatMap(([folder, found]) => packagesAt(tree, folder, found));
        return packages.length === 0
            ? { database: { status: 'none', looked: 'no package in any node_modules' }, packages }
            : { database: { status: 'read', packages: packages.length }, packages };
    }
    catch (error) {
        return { database: { status: 'unreadable', why: (0,errors/* describeError */.U)(error) }, packages: [] };
    }
}

;// CONCATENATED MODULE: ./.build/action-build/image/paths.js
/** Parts of a path, empty ones and `.` left out. */
const paths_partsOf = (path) => path.split('/').filter((part) => part !== '' && part !== '.');
/** The folder that a path is in; empty for the root. */
const parentOf = (path) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
/** The last part of a path. */
const paths_baseOf = (path) => path.slice(path.lastIndexOf('/') + 1);
/**
 * A path of an archive without `./` in front and slashes at either end; the root is the empty path.
 * @throws when it leads out of the image, or is longer or deeper than anything that could be opened.
 */
function cleanPath(name, limits) {
    if (name.length > limits.path)
        throw new Error(`${name.slice(0, 60)}…: a path of ${name.length} characters is too long`);
    if (name.includes('\0'))
        throw new Error(`${JSON.stringify(name)}: a path cannot hold NUL`);
    const parts = paths_partsOf(name);
    if (parts.includes('..'))
        throw new Error(`${name}: a path with ".." is not supported`);
    if (parts.length > limits.depth)
        throw new Error(`${name.slice(0, 60)}…: ${parts.length} folders are too deep`);
    return parts.join('/');
}

;// CONCATENATED MODULE: ./.build/action-build/packages/python-database.js



/** Metadata of an installed Python project: a folder of this name, or a file in old distutils installs. */
const PYTHON_FOLDER = /\.(?:dist|egg)-info$/;
const PYTHON_FILE = /(?:\.dist-info\/METADATA|\.egg-info\/PKG-INFO|\.egg\/EGG-INFO\/PKG-INFO|\.egg-info)$/;
const PROJECT = /^(.+\.(?:dist|egg)-info|.+\.egg\/EGG-INFO)(?:\/|$)/;
const SITE = /^((?:.*\/)?(?:site|dist)-packages)\/([^/]+)(\/.)?/;
/** What an empty site-packages holds, and what belongs to no project. */
const NOT_A_MODULE = /^(?:readme.*|__pycache__|_distutils_hack|.*\.(?:txt|pth|egg-link|egg|dist-info|egg-info))$/i;
/** Debian puts modules without metadata there; they are in dpkg's database instead. */
const DEBIAN_SITE = 'usr/lib/python3/dist-packages';
/** Projects with the layer of what was seen of them first. */
function projectsOf(tree) {
    const projects = new Map();
    for (const { path, layer } of tree.entries()) {
        const [, project] = PROJECT.exec(path) ?? [];
        if (project !== undefined && !projects.has(project))
            projects.set(project, layer);
    }
    return projects;
}
function readListed(tree, project) {
    for (const path of metadataOf(project)) {
        const text = tree.read(path);
        if (text !== undefined)
            return readPythonMetadata(text, path);
    }
    return readPythonFolder(project);
}
/** Where the metadata of a project may be. */
const metadataOf = (project) => [
    `${project}/METADATA`,
    `${project}/PKG-INFO`,
    project,
];
function readProject(tree, project, layer) {
    const listed = readListed(tree, project);
    return { ...listed, layer: tree.find(listed.path)?.layer ?? layer };
}
/** Folders of importable modules in which not one project left its metadata. */
function unexplainedSites(tree, projects, hasDpkg) {
    const explained = new Set([...projects].map((project) => parentOf(project.replace(/\/EGG-INFO$/, ''))));
    if (hasDpkg)
        explained.add(DEBIAN_SITE);
    const sites = new Set();
    for (const { path, type } of tree.entries()) {
        const [, site, module = '', inside] = SITE.exec(path) ?? [];
        if (site === undefined || explained.has(site) || type === 'folder' || NOT_A_MODULE.test(module))
            continue;
        if (inside !== undefined || /\.(?:py|pyc|so)$/.test(module))
            sites.add(site);
    }
    return [...sites];
}
/**
 * Python packages as their installers recorded them, wherever in the image: pip, uv, poetry and Debian's own all leave
 * this metadata. Modules without any are unreadable: deleting the metadata must not be a way to have no packages.
 */
function pythonDatabase({ tree }, hasDpkg) {
    try {
        const projects = projectsOf(tree);
        const packages = [...projects].map(([project, layer]) => readProject(tree, project, layer));
        const [site] = unexplainedSites(tree, projects.keys(), hasDpkg);
        if (site !== undefined) {
            return { database: { status: 'unreadable', why: `${site} has modules but no package metadata` }, packages };
        }
        return packages.length === 0
            ? {
                database: { status: 'none', looked: 'no *.dist-info, no *.egg-info and no modules in site-packages' },
                packages,
            }
            : { database: { status: 'read', packages: packages.length }, packages };
    }
    catch (error) {
        return { database: { status: 'unreadable', why: (0,errors/* describeError */.U)(error) }, packages: [] };
    }
}

;// CONCATENATED MODULE: ./.build/action-build/image/bundle.js

/** Files that are named; their number and bytes count all. */
const MOST_NAMED = 5;
/**
 * The files of an image that a browser is given, as a container sees them.
 * @param pattern path with `*`, `**` and `?`, from the image's root
 */
function bundleOf(tree, pattern) {
    const wanted = pattern.replace(/^\/+/, '');
    const begin = /^[^*?[{!(\\]*/.exec(wanted)?.[0] ?? '';
    const files = [...tree.entries()].filter(({ path, type }) => type === 'file' && path.startsWith(begin) && external_node_path_.posix.matchesGlob(path, wanted));
    return {
        pattern,
        files: files.length,
        bytes: files.reduce((sum, { size }) => sum + size, 0),
        largest: files
            .toSorted((left, right) => right.size - left.size)
            .slice(0, MOST_NAMED)
            .map(({ path, size, layer }) => ({ path, bytes: size, layer })),
    };
}

;// CONCATENATED MODULE: ./.build/action-build/image/content.js
/** Lines of a passwd file that name a user; others are skipped, as libc does. */
function readAccounts(passwd) {
    return passwd.split('\n').flatMap((line) => {
        const [name, , uid] = line.split(':');
        return name && uid !== undefined && /^\d+$/.test(uid) ? [{ name, uid: Number(uid) }] : [];
    });
}

;// CONCATENATED MODULE: ./.build/action-build/image/findings.js

/** More would only repeat what the first ones say. */
const MOST_SECRETS = 50;
/** Whether the file of this layer is what a container sees at its path. */
const isLive = ({ tree }, layer, path) => {
    // A path that leads through a link is found behind it.
    const entry = tree.get(path) ?? tree.find(path);
    return entry !== undefined && entry.type === 'file' && entry.layer === layer.index;
};
/** Secrets by content and by name, in the order of the layers. */
function secretsOf(image) {
    const found = [];
    for (const layer of image.layers) {
        for (const [path, { type, size }] of layer.entries) {
            if (type !== 'file' || size === 0)
                continue;
            const kind = forbiddenKind(path);
            const named = kind === undefined ? [] : [{ kind, line: null, starts: null }];
            const signs = [...named, ...(layer.secrets.get(path) ?? [])];
            if (signs.length === 0)
                continue;
            const deleted = !isLive(image, layer, path);
            found.push(...signs.map((sign) => ({ path, layer: layer.index, ...sign, deleted })));
        }
    }
    return { secrets: found.slice(0, MOST_SECRETS), secretCount: found.length };
}
const SETUID = 0o4000;
const SETGID = 0o2000;
/** Files with setuid or setgid that a container sees, with the layer that brought the bits. */
function setuidOf({ tree, layers }) {
    const found = [];
    for (const { path, type, mode, uid, gid, layer } of tree.entries()) {
        const bits = mode & (SETUID | SETGID);
        if (type !== 'file' || bits === 0)
            continue;
        // A package that is installed again replaces its files: the base still brought them when owner and bits are the same.
        const same = layers.find((one) => {
            const entry = one.entries.get(path);
            return (entry?.type === 'file' && (entry.mode & (SETUID | SETGID)) === bits && entry.uid === uid && entry.gid === gid);
        });
        const names = [(bits & SETUID) !== 0 ? 'setuid' : undefined, (bits & SETGID) !== 0 ? 'setgid' : undefined];
        found.push({ path, bits: names.filter((name) => name !== undefined), uid, gid, since: same?.index ?? layer });
    }
    return found;
}
/** Small files that are equal are chance or convention: licences, empty modules. */
const SMALLEST_DOUBLE = 4096;
const LARGEST_SHOWN = 3;
/**
 * What of each layer no container can use, or has twice. Two files are taken for equal by size and sum: equal ones always
 * are, so nothing is left out; that two others are is one chance in four thousand million.
 */
function leftoversOf(image) {
    const seen = new Set();
    return image.layers.map((layer) => {
        const all = [];
        for (const [path, { type, size, sum }] of layer.entries) {
            if (type !== 'file' || size === 0 || sum === null)
                continue;
            const content = `${size}:${sum}`;
            if (!isLive(image, layer, path))
                all.push({ path, bytes: size, why: 'gone' });
            else if (size >= SMALLEST_DOUBLE && seen.has(content))
                all.push({ path, bytes: size, why: 'double' });
            else
                seen.add(content);
        }
        const largest = all.toSorted((left, right) => right.bytes - left.bytes).slice(0, LARGEST_SHOWN);
        return { bytes: all.reduce((sum, one) => sum + one.bytes, 0), largest };
    });
}

;// CONCATENATED MODULE: ./.build/action-build/image/script.js
/** `C:\app`, also with the backslash doubled for a string; not `"X:\n"`, where one letter follows. */
const WINDOWS_PATH = /(?<![A-Za-z0-9])[A-Z]:\\{1,2}[A-Za-z][\w .-]+/;
const SCRIPT_NAME = /\.(?:sh|bash)$/;
/** What a start has to know of a file; null for everything that is no script. */
function scriptHead(path, bytes) {
    const hasMark = bytes[0] === 0x23 && bytes[1] === 0x21;
    if (!hasMark && !SCRIPT_NAME.test(path))
        return null;
    const text = bytes.toString('latin1');
    const [first = ''] = text.split('\n', 1);
    const line = WINDOWS_PATH.exec(text)?.index;
    return {
        interpreter: hasMark ? first.slice(2).trim().slice(0, 200) : null,
        crlf: hasMark ? first.endsWith('\r') : text.includes('\r\n'),
        windowsPath: line === undefined ? null : text.slice(0, line).split('\n').length,
    };
}

;// CONCATENATED MODULE: ./.build/action-build/image/start.js

/** PATH of a container whose image sets none. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Programs that only start another one. */
const WRAPPERS = new Set(['tini', 'tini-static', 'dumb-init', 'catatonit']);
/** Programs whose first argument is the script that they run. */
const INTERPRETERS = /^(?:ba|da|a|z|k)?sh$|^python[\d.]*$|^node(?:js)?$|^perl$|^ruby$/;
const INTERPRETERS_SKIP_FLAGS = /^-[A-Za-z]*[cme]$|^--eval$|^--print$|^-p$/;
const problem = (kind, path, why) => ({ kind, path, why });
/** What is at a path; a loop of links leads nowhere. */
function find(tree, path) {
    try {
        return tree.find(path);
    }
    catch {
        return undefined;
    }
}
const absolute = ({ workingDir }, path) => external_node_path_.posix.resolve('/', workingDir, path).slice(1);
/** The path of a program in the image, as execve and a search of PATH find it; undefined when there is none. */
function locate(tree, start, program) {
    const paths = program.includes('/')
        ? [absolute(start, program)]
        : (start.path ?? DEFAULT_PATH).split(':').map((folder) => absolute(start, `${folder || '.'}/${program}`));
    return paths.find((path) => find(tree, path)?.type === 'file');
}
/** The program behind `#!`, and behind `env` when that is it. */
function interpreterOf(line) {
    const [first = '', ...rest] = line.split(/\s+/);
    if (!/(?:^|\/)env$/.test(first))
        return first;
    return rest.find((word) => !word.startsWith('-') && !word.includes('=')) ?? first;
}
/** What keeps a script from running, when it is one; `direct` when the kernel starts it and not an interpreter. */
function scriptProblems(tree, start, path, direct) {
    const head = tree.script(path);
    if (head === undefined)
        return [];
    const shown = `/${path}`;
    const problems = [];
    if (direct && head.interpreter === null) {
        problems.push(problem('no-interpreter', path, `${shown} is a script without #! and is started as a program`));
    }
    if (direct && head.interpreter !== null) {
        const interpreter = interpreterOf(head.interpreter);
        if (locate(tree, start, interpreter) === undefined) {
            problems.push(problem('interpreter', path, `${shown} wants ${interpreter || 'no program'}, which is not in the image`));
        }
    }
    if (head.crlf)
        problems.push(problem('crlf', path, `${shown} has the line ends of Windows`));
    if (head.windowsPath !== null) {
        problems.push(problem('windows-path', path, `${shown} has a Windows path in line ${head.windowsPath}`));
    }
    return problems;
}
/** The script that an interpreter is given as its first argument; undefined for code, modules and standard input. */
function scriptArgument(words) {
    for (const word of words) {
        if (INTERPRETERS_SKIP_FLAGS.test(word))
            return undefined;
        if (!word.startsWith('-'))
            return word;
    }
    return undefined;
}
function problemsOf(tree, start, words) {
    const [program = '', ...rest] = words;
    const path = locate(tree, start, program);
    if (path === undefined) {
        const where = program.includes('/') ? 'is not in the image' : 'is in no folder of PATH';
        return [problem('missing', absolute(start, program), `${program || 'an empty program'} ${where}`)];
    }
    const entry = find(tree, path);
    if (((entry?.mode ?? 0) & 0o111) === 0)
        return [problem('not-executable', path, `/${path} is not executable`)];
    const name = external_node_path_.posix.basename(program);
    if (WRAPPERS.has(name)) {
        const next = rest.includes('--') ? rest.slice(rest.indexOf('--') + 1) : rest.filter((one) => !one.startsWith('-'));
        return next.length === 0 ? [] : problemsOf(tree, start, next);
    }
    const own = scriptProblems(tree, start, path, true);
    const script = INTERPRETERS.test(name) ? scriptArgument(rest) : undefined;
    if (script === undefined)
        return own;
    const at = absolute(start, script);
    if (find(tree, at)?.type !== 'file')
        return [...own, problem('missing', at, `${script} is not in the image`)];
    return [...own, ...scriptProblems(tree, start, at, false)];
}
/** Whether what the image starts is there and can run, as far as its files tell. */
function start_startOf(tree, start) {
    const words = [...start.entrypoint, ...start.command];
    const [program] = words;
    if (program === undefined)
        return { kind: 'none' };
    return { kind: 'named', program, problems: problemsOf(tree, start, words) };
}

;// CONCATENATED MODULE: ./.build/action-build/image/read-content.js











const PASSWD = 'etc/passwd';
const OS_RELEASE = 'etc/os-release';
const FIXED = new Set([DPKG, PASSWD, OS_RELEASE, 'usr/lib/os-release', ...APK_FILES]);
/** The places where the files that checks read usually are. */
const read_content_wanted = (path) => FIXED.has(path) || path.startsWith(`${DPKG_FOLDER}/`) || PYTHON_FILE.test(path) || NPM_FILE.test(path);
/** Links that stand for a package, or for its description: uv, pnpm and some base images have them. */
const LINKED_PACKAGE = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*$/;
function* neededBehindLinks(tree) {
    for (const { path, type } of tree.entries()) {
        // A hard link to an unusual place is a file here, at its usual path.
        if (type === 'file' && read_content_wanted(path))
            yield path;
        if (type !== 'symlink')
            continue;
        if (PYTHON_FILE.test(path) || NPM_FILE.test(path))
            yield path;
        if (PYTHON_FOLDER.test(path))
            yield* metadataOf(path);
        if (LINKED_PACKAGE.test(path))
            yield `${path}/package.json`;
    }
}
const examineFile = (path, bytes) => ({
    secrets: findSecrets(bytes),
    script: scriptHead(path, bytes),
});
/** What the checks read of every image. */
const needsOf = ({ leftovers }) => ({
    wanted: read_content_wanted,
    sums: leftovers,
    examine: { largest: LARGEST_EXAMINED, run: examineFile },
    *needed(tree) {
        yield* FIXED;
        yield* dpkgFiles(tree);
        yield* neededBehindLinks(tree);
    },
});
/** Everything that the checks ask of an image that was read for the same wish, as facts. */
function readContent(image, start, { leftovers }, bundle) {
    const { tree, layers } = image;
    const distro = distribution(tree.read(OS_RELEASE) ?? '');
    const deb = debDatabase(image, distro);
    const apk = apkDatabase(image, distro);
    const python = pythonDatabase(image, deb.database.status === 'read');
    const npm = npmDatabase(image);
    const passwd = tree.read(PASSWD);
    let entries = 0;
    for (const _ of tree.entries())
        entries += 1;
    return {
        entries,
        layers: layers.map(({ bytes, entries: all, instruction }) => ({ bytes, entries: all.size, instruction })),
        distribution: distro,
        accounts: passwd === undefined ? null : readAccounts(passwd),
        packages: [...deb.packages, ...apk.packages, ...python.packages, ...npm.packages],
        ...secretsOf(image),
        setuid: setuidOf(image),
        leftovers: leftovers ? leftoversOf(image) : null,
        start: start_startOf(image.tree, start),
        bundle: bundle === undefined ? null : bundleOf(tree, bundle),
        databases: { deb: deb.database, apk: apk.database, pypi: python.database, npm: npm.database },
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
;// CONCATENATED MODULE: ./.build/action-build/image/tar/header.js
const BLOCK = 512;
const TYPES = {
    '\0': 'file',
    '0': 'file',
    '7': 'file',
    '1': 'hardlink',
    '2': 'symlink',
    '3': 'device',
    '4': 'device',
    '5': 'folder',
    '6': 'fifo',
    x: 'pax',
    g: 'pax-global',
    L: 'long-name',
    K: 'long-link',
};
const EXTENSIONS = new Set(['pax', 'pax-global', 'long-name', 'long-link']);
/** Text of a name. Names that are not UTF-8 are read byte by byte, so that two of them stay two. */
function decodeName(bytes) {
    const text = bytes.toString('utf8');
    return text.includes('\uFFFD') ? bytes.toString('latin1') : text;
}
/** Bytes of a field up to its first NUL. */
function textOf(block, from, to) {
    const end = block.indexOf(0, from);
    return decodeName(block.subarray(from, end === -1 || end > to ? to : end));
}
/** GNU writes numbers that do not fit in base 256, with the first bit set. */
function base256(block, from, to) {
    if (block[from] !== 0x80)
        throw new Error('a number of the archive is negative or too big');
    let value = 0;
    for (let at = from + 1; at < to; at += 1)
        value = value * 256 + (block[at] ?? 0);
    if (!Number.isSafeInteger(value))
        throw new Error('a number of the archive is too big');
    return value;
}
/** A number in octal digits between spaces and NULs; an empty field is 0. */
function numberOf(block, from, to) {
    if (((block[from] ?? 0) & 0x80) !== 0)
        return base256(block, from, to);
    let at = from;
    while (at < to && (block[at] === 0x20 || block[at] === 0))
        at += 1;
    let value = 0;
    for (; at < to; at += 1) {
        const digit = (block[at] ?? 0) - 0x30;
        if (digit < 0 || digit > 7)
            break;
        value = value * 8 + digit;
    }
    for (; at < to; at += 1) {
        if (block[at] !== 0x20 && block[at] !== 0)
            throw new Error('a number of the archive is damaged');
    }
    return value;
}
const CHECKSUM = 148;
const AFTER_CHECKSUM = 156;
/** The sum of all bytes, those of the checksum taken for spaces; old archives sum signed bytes. */
function hasChecksum(block) {
    let unsigned = 8 * 0x20;
    let signed = unsigned;
    for (let at = 0; at < BLOCK; at += 1) {
        if (at === CHECKSUM)
            at = AFTER_CHECKSUM;
        const byte = block[at] ?? 0;
        unsigned += byte;
        signed += byte > 127 ? byte - 256 : byte;
    }
    const written = numberOf(block, CHECKSUM, AFTER_CHECKSUM);
    return written === unsigned || written === signed;
}
/** ustar has the first part of long names in a field of its own, star a shorter one; GNU keeps other things there. */
function header_nameOf(block) {
    const name = textOf(block, 0, 100);
    if (block.toString('latin1', 257, 263) !== 'ustar\0')
        return name;
    const isStar = block.toString('latin1', 508, 512) === 'tar\0';
    const prefix = textOf(block, 345, isStar ? 476 : 500);
    return prefix === '' ? name : `${prefix}/${name}`;
}
/** True for the block of zeros of which two end an archive. */
const isEmptyBlock = (block) => block[0] === 0 && block.every((byte) => byte === 0);
/** True when the bytes can be the beginning of a tar archive. */
const looksLikeTar = (block) => {
    if (block.length < BLOCK)
        return false;
    const first = block.subarray(0, BLOCK);
    try {
        return isEmptyBlock(first) || hasChecksum(first);
    }
    catch {
        return false;
    }
};
/** @throws when the block is damaged, or holds a kind of entry that no engine unpacks. */
function readHeader(block) {
    if (!hasChecksum(block))
        throw new Error('the archive is damaged: a header has a wrong checksum');
    const flag = String.fromCharCode(block[AFTER_CHECKSUM] ?? 0);
    const written = header_nameOf(block);
    if (flag === 'S')
        throw new Error(`${written}: sparse files are not supported`);
    const type = TYPES[flag];
    if (type === undefined)
        throw new Error(`${written}: entries of type ${JSON.stringify(flag)} are not supported`);
    return {
        name: written,
        // Before POSIX a folder was a file with a slash at its end.
        type: flag === '\0' && written.endsWith('/') ? 'folder' : type,
        mode: numberOf(block, 100, 108) & 0o7777,
        uid: numberOf(block, 108, 116),
        gid: numberOf(block, 116, 124),
        // As Go reads it, which is what unpacks images: only files have bytes behind them, whatever the field says.
        size: type === 'file' || EXTENSIONS.has(type) ? numberOf(block, 124, 136) : 0,
        link: textOf(block, 157, 257),
    };
}

;// CONCATENATED MODULE: ./.build/action-build/image/tar/extension.js

/** What extension headers say about the entry that follows. */
class Overrides {
    #pax = new Map();
    #name;
    #link;
    /** @throws when the extension is damaged, or says what engines do not agree upon. */
    add(type, body) {
        if (type === 'pax')
            this.#pax = readPax(body);
        else if (type === 'pax-global')
            refuseGlobal(readPax(body));
        else if (type === 'long-name')
            this.#name = untilNul(body);
        else
            this.#link = untilNul(body);
    }
    /** The header with everything that was said about it; the next one starts anew. GNU's names come before PAX, as in Go. */
    apply(header) {
        const pax = this.#pax;
        const name = this.#name ?? extension_textOf(pax, 'path');
        const link = this.#link ?? extension_textOf(pax, 'linkpath');
        const isPlain = name === undefined && link === undefined && pax.size === 0;
        this.#pax = new Map();
        this.#name = undefined;
        this.#link = undefined;
        if (isPlain)
            return header;
        return {
            ...header,
            name: name ?? header.name,
            link: link ?? header.link,
            uid: extension_numberOf(pax, 'uid') ?? header.uid,
            gid: extension_numberOf(pax, 'gid') ?? header.gid,
            size: header.type === 'file' ? (extension_numberOf(pax, 'size') ?? header.size) : 0,
        };
    }
}
function untilNul(body) {
    const end = body.indexOf(0);
    return decodeName(end === -1 ? body : body.subarray(0, end));
}
/** An empty value takes the record back. */
function extension_textOf(pax, key) {
    return pax.get(key) || undefined;
}
function extension_numberOf(pax, key) {
    const text = extension_textOf(pax, key);
    if (text === undefined)
        return undefined;
    if (!/^\d{1,15}$/.test(text))
        throw new Error(`the archive is damaged: "${key}" is not a number`);
    return Number(text);
}
/** Some programs apply a global header to every file and some do not. */
function refuseGlobal(pax) {
    const unclear = ['path', 'linkpath', 'size', 'uid', 'gid'].find((key) => pax.has(key));
    if (unclear !== undefined)
        throw new Error(`a global header that sets "${unclear}" is not supported`);
}
const DAMAGED = 'the archive is damaged: an extension header cannot be read';
/** Records of the form `<bytes of the record> <key>=<value>\n`. */
function readPax(body) {
    const records = new Map();
    let at = 0;
    // GNU tar pads some bodies with NULs.
    while (at < body.length && body[at] !== 0) {
        const space = body.indexOf(0x20, at);
        const digits = body.toString('latin1', at, Math.max(at, space));
        const end = at + Number(digits);
        const equals = body.indexOf(0x3d, space);
        const isSound = space > at && /^\d{1,7}$/.test(digits) && equals > space && equals < end && end <= body.length;
        if (!isSound || body[end - 1] !== 0x0a)
            throw new Error(DAMAGED);
        const key = body.toString('utf8', space + 1, equals);
        if (key.startsWith('GNU.sparse.'))
            throw new Error('sparse files are not supported');
        records.set(key, decodeName(body.subarray(equals + 1, end - 1)));
        at = end;
    }
    return records;
}

;// CONCATENATED MODULE: ./.build/action-build/image/tar/tar-reader.js


const isExtension = (header) => header.type === 'pax' || header.type === 'pax-global' || header.type === 'long-name' || header.type === 'long-link';
/**
 * Reads a tar archive that is pushed into it piece by piece, in all the forms that Go, GNU tar and BSD tar write. It
 * sees what Go's reader sees, because that is what engines unpack images with; where programs do not agree about an
 * archive it is refused.
 */
class TarReader {
    #handler;
    #longestExtension;
    #block = Buffer.alloc(BLOCK);
    #overrides = new Overrides();
    #filled = 0;
    #mode = 'header';
    #left = 0;
    #padding = 0;
    #extension;
    #emptyBlocks = 0;
    constructor(handler, longestExtension) {
        this.#handler = handler;
        this.#longestExtension = longestExtension;
    }
    /** @throws when the archive is damaged or has something that is refused; the reader is of no use after that. */
    write(chunk) {
        let at = 0;
        while (at < chunk.length) {
            if (this.#left > 0)
                at = this.#readBody(chunk, at);
            else if (this.#padding > 0)
                at = this.#skipPadding(chunk, at);
            else
                at = this.#readBlock(chunk, at);
        }
    }
    /** To be called after the last chunk. @throws when the archive is cut off in the middle of an entry. */
    finish() {
        if (this.#filled > 0 || this.#left > 0 || this.#padding > 0 || this.#extension !== undefined) {
            throw new Error('the archive is cut off');
        }
        return { hasEndMark: this.#mode === 'ended' };
    }
    #readBody(chunk, at) {
        const end = Math.min(chunk.length, at + this.#left);
        const bytes = at === 0 && end === chunk.length ? chunk : chunk.subarray(at, end);
        this.#left -= end - at;
        if (this.#mode === 'extension')
            this.#extension?.parts.push(Buffer.from(bytes));
        else
            this.#handler.data(bytes);
        if (this.#left === 0)
            this.#endBody();
        return end;
    }
    #endBody() {
        if (this.#mode === 'body') {
            this.#handler.end();
        }
        else if (this.#extension !== undefined) {
            const { type, parts } = this.#extension;
            this.#overrides.add(type, parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts));
            // What is left is the entry that it is about.
        }
        this.#mode = 'header';
    }
    #skipPadding(chunk, at) {
        const end = Math.min(chunk.length, at + this.#padding);
        this.#padding -= end - at;
        return end;
    }
    #readBlock(chunk, at) {
        if (this.#filled === 0 && at + BLOCK <= chunk.length) {
            this.#takeBlock(chunk.subarray(at, at + BLOCK));
            return at + BLOCK;
        }
        const end = Math.min(chunk.length, at + BLOCK - this.#filled);
        chunk.copy(this.#block, this.#filled, at, end);
        this.#filled += end - at;
        if (this.#filled === BLOCK) {
            this.#filled = 0;
            this.#takeBlock(this.#block);
        }
        return end;
    }
    #takeBlock(block) {
        if (isEmptyBlock(block)) {
            this.#emptyBlocks += 1;
            if (this.#emptyBlocks === 2)
                this.#mode = 'ended';
            return;
        }
        if (this.#mode === 'ended' || this.#emptyBlocks > 0)
            throw new Error('the archive goes on after its end mark');
        this.#takeHeader(readHeader(block));
    }
    #takeHeader(header) {
        if (isExtension(header)) {
            if (header.size > this.#longestExtension)
                throw new Error('an extension header of the archive is too long');
            this.#extension = { type: header.type, parts: [] };
            this.#startBody('extension', header.size);
            return;
        }
        const whole = this.#overrides.apply(header);
        this.#extension = undefined;
        this.#handler.entry(whole);
        this.#startBody('body', whole.size);
    }
    #startBody(mode, size) {
        this.#mode = mode;
        this.#left = size;
        this.#padding = (BLOCK - (size % BLOCK)) % BLOCK;
        if (size === 0)
            this.#endBody();
    }
}

;// CONCATENATED MODULE: ./.build/action-build/image/layer-reader.js




/** Marks in a layer that something below it is gone. */
const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';
/** Other marks of aufs, which engines leave out. */
const AUFS = '.wh..wh.';
/** Takes the entries of one layer in. */
class Collector {
    entries = new Map();
    removed = new Set();
    opaque = new Set();
    contents = new Map();
    secrets = new Map();
    scripts = new Map();
    #budget;
    #reading;
    #open;
    #whole;
    #gathered = Buffer.alloc(0);
    constructor(budget, reading) {
        this.#budget = budget;
        this.#reading = reading;
    }
    entry(header) {
        this.#budget.takeEntry(header.name.length + header.link.length);
        const path = cleanPath(header.name, this.#budget.limits);
        const base = paths_baseOf(path);
        this.#open = undefined;
        if (base.startsWith(WHITEOUT))
            this.#remove(path, base);
        else if (header.type === 'file')
            this.#open = this.#openFile(path, header);
        else
            this.#put(path, header, null);
    }
    data(bytes) {
        const open = this.#open;
        if (open === undefined)
            return;
        if (this.#reading.sums)
            open.sum = (0,external_node_zlib_.crc32)(bytes, open.sum);
        if (!open.isWhole)
            return;
        if (bytes.length === open.header.size)
            this.#whole = bytes;
        else
            this.#gather(open, bytes);
    }
    end() {
        const open = this.#open;
        if (open === undefined)
            return;
        const bytes = this.#whole ?? this.#gathered.subarray(0, open.gathered);
        this.#open = undefined;
        this.#whole = undefined;
        this.#put(open.path, open.header, this.#reading.sums ? open.sum : null);
        if (open.isWhole)
            this.#look(open, bytes);
    }
    /** One place for all files that come in pieces: it grows to the largest of them, which the limits bound. */
    #gather(open, bytes) {
        if (this.#gathered.length < open.header.size)
            this.#gathered = Buffer.allocUnsafeSlow(open.header.size);
        bytes.copy(this.#gathered, open.gathered);
        open.gathered += bytes.length;
    }
    #look({ path, header, isWanted }, bytes) {
        // Copied: the bytes are in a place that is used again.
        if (isWanted)
            this.contents.set(path, Buffer.from(bytes));
        const { examine } = this.#reading;
        if (examine === undefined || header.size > examine.largest)
            return;
        const { secrets, script } = examine.run(path, bytes);
        if (secrets.length > 0)
            this.secrets.set(path, [...(this.secrets.get(path) ?? []), ...secrets]);
        if (script !== null)
            this.scripts.set(path, script);
    }
    #openFile(path, header) {
        const isWanted = this.#reading.wanted(path);
        if (isWanted)
            this.#budget.takeFile(path, header.size);
        const isWhole = isWanted || header.size <= (this.#reading.examine?.largest ?? -1);
        return { path, header, isWanted, isWhole, sum: 0, gathered: 0 };
    }
    #remove(path, base) {
        const folder = parentOf(path);
        if (base === OPAQUE)
            this.opaque.add(folder);
        else if (!base.startsWith(AUFS))
            this.removed.add(cleanPath(`${folder}/${base.slice(WHITEOUT.length)}`, this.#budget.limits));
    }
    #put(path, { type, mode, uid, gid, size, link }, sum) {
        // The later of two entries takes the place of the first one, so its content must not stay.
        this.entries.delete(path);
        this.contents.delete(path);
        this.scripts.delete(path);
        const target = type === 'hardlink' ? cleanPath(link, this.#budget.limits) : type === 'symlink' ? link : null;
        this.entries.set(path, { type, mode, uid, gid, size, link: target, sum });
    }
}
/** Reads one uncompressed layer that is pushed into it. */
class LayerReader {
    #budget;
    #collector;
    #tar;
    #diffId = (0,external_node_crypto_.createHash)('sha256');
    #bytes = 0;
    constructor(budget, reading) {
        this.#budget = budget;
        this.#collector = new Collector(budget, reading);
        this.#tar = new TarReader(this.#collector, budget.limits.extension);
    }
    /** Uncompressed bytes so far. */
    get bytes() {
        return this.#bytes;
    }
    /** @throws when the layer is damaged, refused or beyond the limits. */
    write(chunk) {
        this.#bytes += chunk.length;
        this.#budget.takeBytes(chunk.length);
        this.#diffId.update(chunk);
        this.#tar.write(chunk);
    }
    /** The whole layer. An end mark is not asked for: the digest says whether all of it is there. @throws when cut off. */
    finish() {
        this.#tar.finish();
        const { entries, removed, opaque, contents, secrets, scripts } = this.#collector;
        const diffId = `sha256:${this.#diffId.digest('hex')}`;
        return { diffId, bytes: this.#bytes, entries, removed, opaque, contents, secrets, scripts };
    }
}

;// CONCATENATED MODULE: ./.build/action-build/image/blob-reader.js






const GZIP = Buffer.from([0x1f, 0x8b]);
/** Bigger pieces than the default: fewer steps. */
const ROOMY = { chunkSize: 256 * 1024 };
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
function layerSink(budget, reading) {
    const reader = new LayerReader(budget, reading);
    return {
        write: (bytes) => reader.write(bytes),
        ready: async () => { },
        async end() {
            const layer = reader.finish();
            return { kind: 'layer', layer, digest: layer.diffId };
        },
    };
}
function compressedSink(decoder, budget, reading) {
    const reader = new LayerReader(budget, reading);
    const { ratio, freely } = budget.limits;
    const digest = (0,external_node_crypto_.createHash)('sha256');
    let taken = 0;
    let isFull = false;
    decoder.on('data', (bytes) => {
        try {
            reader.write(bytes);
            if (reader.bytes > freely && reader.bytes > taken * ratio)
                throw new Error('a layer is compressed too much to be read');
        }
        catch (error) {
            decoder.destroy(error instanceof Error ? error : new Error(String(error)));
        }
    });
    const ended = (0,external_node_events_.once)(decoder, 'end');
    // Whoever waits gets the error; without anybody waiting at that moment it must not end the process.
    ended.catch(() => { });
    return {
        write(bytes) {
            taken += bytes.length;
            digest.update(bytes);
            // Copied: the decoder takes them later.
            isFull = !decoder.write(Buffer.from(bytes));
        },
        async ready() {
            if (isFull)
                await Promise.race([(0,external_node_events_.once)(decoder, 'drain'), ended]);
            isFull = false;
        },
        async end() {
            decoder.end();
            await ended;
            return { kind: 'layer', layer: reader.finish(), digest: `sha256:${digest.digest('hex')}` };
        },
    };
}
function jsonSink(budget) {
    const { json } = budget.limits;
    const parts = [];
    let size = 0;
    return {
        write(bytes) {
            size += bytes.length;
            if (size > json)
                throw new Error(`a JSON file of more than ${json} bytes is too long`);
            budget.takeFile('JSON of the archive', bytes.length);
            parts.push(Buffer.from(bytes));
        },
        ready: async () => { },
        async end() {
            const bytes = Buffer.concat(parts);
            return { kind: 'json', bytes, digest: `sha256:${(0,external_node_crypto_.hash)('sha256', bytes)}` };
        },
    };
}
const IGNORED = { write: () => { }, ready: async () => { }, end: async () => ({ kind: 'other' }) };
function sinkFor(head, budget, reading) {
    if (head.subarray(0, GZIP.length).equals(GZIP))
        return compressedSink((0,external_node_zlib_.createGunzip)(ROOMY), budget, reading);
    if (head.subarray(0, ZSTD.length).equals(ZSTD))
        return compressedSink((0,external_node_zlib_.createZstdDecompress)(ROOMY), budget, reading);
    if (looksLikeTar(head))
        return layerSink(budget, reading);
    return head[0] === 0x7b || head[0] === 0x5b ? jsonSink(budget) : IGNORED;
}
/** Reads one blob that is pushed into it. Nothing of it throws: what went wrong is the blob's own result. */
class BlobReader {
    #choose;
    #head = Buffer.alloc(0);
    #sink;
    #why;
    constructor(budget, reading) {
        this.#choose = (head) => sinkFor(head, budget, reading);
    }
    write(bytes) {
        if (this.#why !== undefined)
            return;
        if (this.#sink !== undefined) {
            this.#pass(bytes);
            return;
        }
        if (this.#head.length === 0 && bytes.length >= BLOCK) {
            this.#start(bytes);
            return;
        }
        this.#head = Buffer.concat([this.#head, bytes]);
        if (this.#head.length >= BLOCK)
            this.#start(this.#head);
    }
    async ready() {
        try {
            await this.#sink?.ready();
        }
        catch (error) {
            this.#why ??= (0,errors/* describeError */.U)(error);
        }
    }
    async end() {
        if (this.#sink === undefined)
            this.#start(this.#head);
        try {
            if (this.#why === undefined && this.#sink !== undefined)
                return await this.#sink.end();
        }
        catch (error) {
            this.#why ??= (0,errors/* describeError */.U)(error);
        }
        return { kind: 'broken', why: this.#why ?? 'nothing was read' };
    }
    #start(head) {
        this.#sink = this.#choose(head);
        this.#pass(head);
    }
    #pass(bytes) {
        try {
            this.#sink?.write(bytes);
        }
        catch (error) {
            this.#why = (0,errors/* describeError */.U)(error);
        }
    }
}

;// CONCATENATED MODULE: ./.build/action-build/image/links.js

/** As the kernel: more steps than this are a loop. */
const MAX_STEPS = 40;
/**
 * The real path behind `path` inside the image, and never outside of it: `..` above the root stays at the root, as it
 * does for the process that will run in there.
 * @param linkAt where the symbolic link at a path leads, as written; undefined when there is none.
 * @throws on a loop of links.
 */
function resolveLinks(path, linkAt) {
    // The next part is at the end: a link puts its own parts there.
    const todo = paths_partsOf(path).reverse();
    let done = [];
    let steps = 0;
    for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
        if (part === '..') {
            done.pop();
            continue;
        }
        const target = linkAt(done.length === 0 ? part : `${done.join('/')}/${part}`);
        if (target === undefined) {
            done.push(part);
            continue;
        }
        steps += 1;
        if (steps > MAX_STEPS)
            throw new Error(`${path}: too many links`);
        if (target.startsWith('/'))
            done = [];
        todo.push(...paths_partsOf(target).reverse());
    }
    return done.join('/');
}

;// CONCATENATED MODULE: ./.build/action-build/image/archive.js




/** Opens one blob after another. */
class Parts {
    blobs = new Map();
    links = new Map();
    #budget;
    #reading;
    #open;
    #ending = [];
    constructor(budget, reading) {
        this.#budget = budget;
        this.#reading = reading;
    }
    entry(header) {
        const path = cleanPath(header.name, this.#budget.limits);
        this.#open = undefined;
        if (header.type === 'folder')
            return;
        if (this.blobs.has(path) || this.links.has(path))
            throw new Error(`the archive has "${path}" twice`);
        if (this.blobs.size + this.links.size >= this.#budget.limits.parts)
            throw new Error('the archive has too many files');
        if (header.type === 'symlink')
            this.links.set(path, header.link);
        else if (header.type === 'hardlink')
            this.links.set(path, `/${header.link}`);
        else {
            this.#open = { path, blob: new BlobReader(this.#budget, this.#reading) };
            // Known from now on; what it is, once it has been read.
            this.blobs.set(path, { kind: 'other' });
        }
    }
    data(bytes) {
        this.#open?.blob.write(bytes);
    }
    end() {
        const open = this.#open;
        if (open === undefined)
            return;
        this.#open = undefined;
        const set = async () => void this.blobs.set(open.path, await open.blob.end());
        this.#ending.push(set());
    }
    /** Waits until what was pushed so far has been dealt with. */
    async ready() {
        await this.#open?.blob.ready();
        const ending = this.#ending;
        this.#ending = [];
        await Promise.all(ending);
    }
}
function archiveOf({ blobs, links }) {
    const byDigest = new Map();
    for (const blob of blobs.values()) {
        if (blob.kind === 'layer' || blob.kind === 'json')
            byDigest.set(blob.digest, blob);
    }
    return {
        at: (path) => blobs.get(resolveLinks(path, (at) => links.get(at))),
        of: (digest) => byDigest.get(digest),
    };
}
/**
 * Reads an archive of images once, from its first to its last byte: what `docker save` gives, in the old form and in
 * the one with an OCI layout inside. Layers are read as they come, without knowing yet whose they are.
 * @throws when the archive itself is damaged, cut off or beyond the limits; a broken layer is that layer's result.
 */
async function readArchive(source, budget, reading) {
    const parts = new Parts(budget, reading);
    const tar = new TarReader(parts, budget.limits.extension);
    for await (const chunk of source) {
        tar.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        await parts.ready();
    }
    if (!tar.finish().hasEndMark)
        throw new Error('the archive of the images is cut off');
    return archiveOf(parts);
}

;// CONCATENATED MODULE: ./.build/action-build/image/limits.js
const LIMITS = {
    entries: 3_000_000,
    names: 384 * 2 ** 20,
    path: 4_096,
    depth: 256,
    bytes: 256 * 2 ** 30,
    file: 64 * 2 ** 20,
    files: 256 * 2 ** 20,
    json: 16 * 2 ** 20,
    extension: 2 ** 20,
    parts: 20_000,
    ratio: 400,
    freely: 256 * 2 ** 20,
};
/** What is left of the limits that hold for all layers of a run together. */
class Budget {
    limits;
    #entries = 0;
    #names = 0;
    #bytes = 0;
    #files = 0;
    constructor(limits) {
        this.limits = limits;
    }
    /** @throws when there are too many entries, or their names are too long. */
    takeEntry(names) {
        this.#entries += 1;
        this.#names += names;
        if (this.#entries > this.limits.entries)
            throw new Error(`more than ${this.limits.entries} files are too many`);
        if (this.#names > this.limits.names)
            throw new Error(`more than ${this.limits.names} bytes of names are too many`);
    }
    /** @throws when the layers are too big. */
    takeBytes(count) {
        this.#bytes += count;
        if (this.#bytes > this.limits.bytes)
            throw new Error(`more than ${this.limits.bytes} bytes are too many`);
    }
    /** @throws when a wanted file is too big, or all of them are. */
    takeFile(path, size) {
        this.#files += size;
        if (size > this.limits.file)
            throw new Error(`${path}: ${size} bytes are too many to keep`);
        if (this.#files > this.limits.files)
            throw new Error(`${path}: too many bytes to keep`);
    }
}

;// CONCATENATED MODULE: ./.build/action-build/image/history.js
/** What builders put around a command. */
const history_CLASSIC = /^(?:\|\d+ (?<args>.*?) ?)?\/bin\/(?:ba)?sh -c (?<nop>#\(nop\) *)?(?<command>.*)$/s;
const BUILDKIT = /^(?<command>[A-Z]+ .*?)(?: # buildkit)?$/s;
const RUN_SHELL = /^RUN (?:\|\d+ .*? )?\/bin\/(?:ba)?sh (?:-[a-z]+ (?:pipefail )?){1,4}/s;
/** Longest instruction that is shown; the whole one is in the Dockerfile. */
const history_LONGEST = 300;
/** An instruction as the Dockerfile has it, as far as the history tells: `RUN pip install plotly`. */
function showInstruction(createdBy) {
    // The image may come from anybody: no expression sees more of it than is shown in the end, and what is around that.
    const text = createdBy.slice(0, 20 * history_LONGEST).trim();
    if (text === '')
        return null;
    const buildkit = BUILDKIT.exec(text)?.groups?.['command'];
    const classic = history_CLASSIC.exec(text)?.groups;
    const written = buildkit?.replace(RUN_SHELL, 'RUN ') ??
        (classic === undefined ? text : `${classic['nop'] === undefined ? 'RUN ' : ''}${classic['command'] ?? ''}`);
    const line = written.replace(/\s+/g, ' ').trim();
    return line.length > history_LONGEST ? `${line.slice(0, history_LONGEST)}…` : line;
}
/** The instruction of each layer; null for all of them when the history does not have one step for each layer. */
function instructionsOf(history, layers) {
    const steps = history.filter((step) => step.empty_layer !== true);
    if (steps.length !== layers)
        return new Array(layers).fill(null);
    return steps.map((step) => showInstruction(step.created_by ?? ''));
}

;// CONCATENATED MODULE: ./.build/action-build/image/manifest.js



const digest = schemas/* custom */.IeY((value) => typeof value === 'string' && isDigest(value), 'a sha256 digest');
const descriptor = schemas/* object */.Ikc({ digest });
/** `manifest.json` of `docker save`: paths inside the archive. */
const savedImages = schemas/* array */.YOg(schemas/* object */.Ikc({ Config: schemas/* string */.YjP(), Layers: schemas/* array */.YOg(schemas/* string */.YjP()).nullable() }));
/** A manifest of one image, and an index over several, as registries have them. */
const manifest = schemas/* object */.Ikc({ config: descriptor, layers: schemas/* array */.YOg(descriptor) });
const index = schemas/* object */.Ikc({
    manifests: schemas/* array */.YOg(descriptor.extend({ platform: schemas/* object */.Ikc({ os: schemas/* string */.YjP() }).optional() })),
});
/** The part of an image's configuration that says what its layers are. */
const configuration = schemas/* object */.Ikc({
    rootfs: schemas/* object */.Ikc({ type: schemas/* literal */.euz('layers'), diff_ids: schemas/* array */.YOg(digest).nullish() }),
    history: schemas/* array */.YOg(schemas/* object */.Ikc({ created_by: schemas/* string */.YjP().optional(), empty_layer: schemas/* boolean */.zMY().optional() })).nullish(),
});
function parse(bytes, what) {
    try {
        return JSON.parse(bytes.toString('utf8'));
    }
    catch (error) {
        throw new Error(`${what} is not JSON`, { cause: error });
    }
}
function jsonOf(blob, what) {
    if (blob?.kind === 'broken')
        throw new Error(`${what}: ${blob.why}`);
    if (blob?.kind !== 'json')
        throw new Error(`${what} is missing in the archive`);
    return parse(blob.bytes, what);
}
/** An image that is named by its configuration, as by engines with a store of their own. */
function byConfiguration(archive, id) {
    const list = archive.at('manifest.json');
    if (list === undefined)
        return undefined;
    for (const { Config, Layers } of savedImages.parse(jsonOf(list, 'manifest.json'))) {
        const config = archive.at(Config);
        if (config?.kind === 'json' && config.digest === id) {
            return { config, layers: (Layers ?? []).map((path) => archive.at(path)) };
        }
    }
    return undefined;
}
/** An image that is named by its manifest, or by an index of a single one, as by engines that use containerd's store. */
function byManifest(archive, id) {
    const blob = archive.of(id);
    if (blob?.kind !== 'json')
        return undefined;
    const content = parse(blob.bytes, `manifest ${id}`);
    const list = index.safeParse(content);
    if (list.success) {
        // Attestations are listed as images of an unknown system; platforms that were not saved are listed all the same.
        const images = list.data.manifests.filter((one) => one.platform?.os !== 'unknown');
        const there = images.filter((one) => archive.of(one.digest) !== undefined);
        const [only, ...others] = there;
        if (only === undefined || others.length > 0)
            throw new Error(`${id} is an index of ${there.length} images, not one`);
        return byManifest(archive, only.digest);
    }
    const { config, layers } = manifest.parse(content);
    return { config: archive.of(config.digest), layers: layers.map((one) => archive.of(one.digest)) };
}
/** An image of an OCI layout that is named by its configuration, which only its manifest names. */
function byIndex(archive, id) {
    const list = archive.at('index.json');
    if (list === undefined)
        return undefined;
    for (const { digest } of index.parse(jsonOf(list, 'index.json')).manifests) {
        const blob = archive.of(digest);
        if (blob?.kind !== 'json')
            continue;
        const found = manifest.safeParse(parse(blob.bytes, `manifest ${digest}`));
        if (found.success && found.data.config.digest === id)
            return byManifest(archive, digest);
    }
    return undefined;
}
/**
 * The layers of one image, base first. Every digest on the way from `id` to the content was computed from bytes that
 * were read here, so what is returned is what `id` names.
 * @throws when something is missing, broken, or is not what its digest says.
 */
function layersOf(archive, id) {
    const located = byConfiguration(archive, id) ?? byIndex(archive, id) ?? byManifest(archive, id);
    if (located === undefined)
        throw new Error(`the archive does not hold the image ${id}`);
    const { rootfs, history } = configuration.parse(jsonOf(located.config, 'the image configuration'));
    const diffIds = rootfs.diff_ids ?? [];
    const { layers } = located;
    if (layers.length !== diffIds.length) {
        throw new Error(`the image has ${diffIds.length} layers, the archive names ${layers.length}`);
    }
    const instructions = instructionsOf(history ?? [], diffIds.length);
    return diffIds.map((diffId, at) => {
        const blob = layers[at];
        if (blob?.kind === 'broken')
            throw new Error(`layer ${at + 1} of ${diffIds.length}: ${blob.why}`);
        if (blob?.kind !== 'layer')
            throw new Error(`layer ${at + 1} of ${diffIds.length} is missing in the archive`);
        if (blob.layer.diffId !== diffId)
            throw new Error(`layer ${at + 1} is ${blob.layer.diffId}, not ${diffId}`);
        return { ...blob.layer, index: at, instruction: instructions[at] ?? null };
    });
}

;// CONCATENATED MODULE: ./.build/action-build/image/merge.js


const isFolder = (node) => node.made === undefined || node.made.entry.type === 'folder';
/** Layers put on each other, one entry at a time, as engines do it. */
class Merged {
    root = { made: undefined, children: new Map() };
    nodeAt(path) {
        let node = this.root;
        if (path === '')
            return node;
        for (const part of path.split('/')) {
            node = node?.children?.get(part);
            if (node === undefined)
                return undefined;
        }
        return node;
    }
    resolve(path) {
        return resolveLinks(path, (at) => {
            const entry = this.nodeAt(at)?.made?.entry;
            return entry?.type === 'symlink' ? (entry.link ?? undefined) : undefined;
        });
    }
    /** Where an entry really lands: engines follow links on the way to it, but not the last one. */
    place(path) {
        let node = this.root;
        for (let at = 0, end = path.indexOf('/'); end !== -1; at = end + 1, end = path.indexOf('/', at)) {
            node = node.children?.get(path.slice(at, end));
            if (node === undefined)
                return path;
            if (node.made?.entry.type === 'symlink')
                return this.#behindLinks(path);
        }
        return path;
    }
    #behindLinks(path) {
        const folder = this.resolve(parentOf(path));
        return folder === '' ? paths_baseOf(path) : `${folder}/${paths_baseOf(path)}`;
    }
    remove(path) {
        this.nodeAt(parentOf(path))?.children?.delete(paths_baseOf(path));
    }
    empty(path) {
        const node = this.nodeAt(path);
        if (node?.children !== undefined)
            node.children = new Map();
    }
    put(path, made) {
        if (path === '')
            return;
        const parts = path.split('/');
        let node = this.root;
        for (const part of parts) {
            node.children ??= new Map();
            const next = node.children.get(part) ?? { made: undefined, children: undefined };
            node.children.set(part, next);
            node = next;
        }
        if (made.entry.type !== 'folder')
            node.children = undefined;
        node.made = made;
    }
}
function madeOf(merged, layer, written, path, entry) {
    const { type } = entry;
    if (type !== 'hardlink') {
        return { entry: { ...entry, type, path, layer: layer.index }, content: { layer: layer.index, path: written } };
    }
    const target = merged.nodeAt(merged.place(entry.link ?? ''))?.made;
    if (target === undefined || target.entry.type === 'folder') {
        throw new Error(`${path} is a hard link to ${entry.link}, which is not there`);
    }
    return { entry: { ...target.entry, path, layer: layer.index }, content: target.content };
}
function putLayer(merged, layer) {
    // Marks of removal mean the layers below, wherever they stand in this one.
    for (const folder of layer.opaque)
        merged.empty(folder === '' ? '' : merged.resolve(folder));
    for (const path of layer.removed)
        merged.remove(merged.place(path));
    for (const [written, entry] of layer.entries) {
        const path = merged.place(written);
        const above = merged.nodeAt(parentOf(path));
        if (above !== undefined && !isFolder(above))
            throw new Error(`${written} lies in something that is not a folder`);
        merged.put(path, madeOf(merged, layer, written, path, entry));
    }
}
/** Depth first, folders before what they hold; without recursion, which would pass each entry through all levels. */
function* walk(root) {
    const open = [[root].values()];
    for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
        const { done, value: node } = level.next();
        if (done === true) {
            open.pop();
            continue;
        }
        if (node.made !== undefined)
            yield node.made.entry;
        if (node.children !== undefined)
            open.push(node.children.values());
    }
}
/**
 * The filesystem that a container of these layers sees.
 * @throws when a layer does not fit on those below it: a hard link to nothing, a file in something that is no folder.
 */
function mergeLayers(layers) {
    const merged = new Merged();
    for (const layer of layers)
        putLayer(merged, layer);
    const find = (path) => merged.nodeAt(merged.resolve(path))?.made;
    const contentOf = ({ content }) => layers[content.layer]?.contents.get(content.path);
    const content = (path) => {
        const made = find(path);
        if (made === undefined || made.entry.type === 'folder')
            return undefined;
        const bytes = contentOf(made);
        if (bytes !== undefined)
            return bytes;
        throw new Error(`${path} is there but is not a file that can be read`);
    };
    return {
        *entries() {
            yield* walk(merged.root);
        },
        get: (path) => merged.nodeAt(path)?.made?.entry,
        find: (path) => find(path)?.entry,
        resolve: (path) => merged.resolve(path),
        content,
        read: (path) => content(path)?.toString('utf8'),
        script(path) {
            const content = find(path)?.content;
            return content === undefined ? undefined : layers[content.layer]?.scripts.get(content.path);
        },
        missing(path) {
            const made = find(path);
            return made?.entry.type === 'file' && contentOf(made) === undefined ? made.content.path : undefined;
        },
    };
}

;// CONCATENATED MODULE: ./.build/action-build/image/read-images.js





function readOne(archive, id) {
    try {
        const layers = layersOf(archive, id);
        return { kind: 'read', image: { layers, tree: mergeLayers(layers) } };
    }
    catch (error) {
        return { kind: 'unreadable', why: (0,errors/* describeError */.U)(error) };
    }
}
function readAll(archive, ids) {
    return new Map(ids.map((id) => [id, readOne(archive, id)]));
}
/** Paths in layers of the files that are needed and were not kept. */
function missingOf(results, { needed }) {
    const missing = new Set();
    for (const result of results.values()) {
        if (result.kind !== 'read')
            continue;
        const { tree } = result.image;
        for (const path of needed(tree)) {
            const inLayer = tree.missing(path);
            if (inLayer !== undefined)
                missing.add(inLayer);
        }
    }
    return missing;
}
/**
 * Reads all images of a run from one archive of them: layers that images share are read once. A second pass is made
 * only when links lead from where a file is looked for to where nobody would look.
 * @param open starts the archive's stream.
 * @throws when the archive cannot be read; what is wrong with one image is that image's result.
 */
async function readImages(open, ids, needs, limits = LIMITS) {
    const first = readAll(await readArchive(open(), new Budget(limits), needs), ids);
    const missing = missingOf(first, needs);
    if (missing.size === 0)
        return first;
    const wanted = (path) => needs.wanted(path) || missing.has(path);
    return readAll(await readArchive(open(), new Budget(limits), { ...needs, wanted }), ids);
}

;// CONCATENATED MODULE: ./.build/action-build/image/read-built.js





const read_built_unreadable = (error) => ({ kind: 'unreadable', why: (0,errors/* describeError */.U)(error) });
/** What the engine says about each image; one that it does not know is a fact, so that it does not hide the others. */
async function inspectAll(docker, built, facts) {
    const known = [];
    for (const [service, image] of built) {
        try {
            known.push({ service, image, details: await docker.inspect(image) });
        }
        catch (error) {
            facts.set(service, read_built_unreadable(error));
        }
    }
    return known;
}
function factOf({ service, details }, result, seconds, wish) {
    if (result === undefined || result.kind === 'unreadable')
        return result ?? read_built_unreadable('the image was not read');
    const { diffIds, size, user, healthcheck, start } = details;
    const read = result.image.layers.map(({ diffId }) => diffId);
    if (read.join() !== diffIds.join())
        return read_built_unreadable('the engine says that the image has other layers than it gave');
    try {
        return {
            kind: 'read',
            seconds,
            details: { diffIds, size, user, healthcheck },
            content: readContent(result.image, start, wish, wish.bundles.get(service)),
        };
    }
    catch (error) {
        return read_built_unreadable(error);
    }
}
const showFact = (fact) => fact.kind === 'read'
    ? `${fact.content.entries} entries, ${showDatabases(fact.content)}`
    : `the image could not be read${fact.kind === 'unreadable' ? `: ${fact.why}` : ''}`;
/**
 * What is in the images, by service: all of them are read from one export, so a base that they share comes once. What
 * goes wrong with one image is a fact of that image; when the export fails it is a fact of all.
 */
async function readBuilt({ docker, clock, log }, built, wish) {
    const facts = new Map();
    const known = await inspectAll(docker, built, facts);
    const ids = [...new Set(known.map(({ image }) => image))];
    const started = clock.now();
    const results = await read_built_readAll(docker, ids, wish);
    const took = clock.now() - started;
    if (ids.length > 0)
        log.info(`read ${ids.length} image${ids.length === 1 ? '' : 's'} in one pass (${showDuration(took)})`);
    for (const one of known)
        facts.set(one.service, factOf(one, results.get(one.image), Math.round(took) / 1_000, wish));
    for (const [service, fact] of facts)
        log.info(`${service}: ${showFact(fact)}`);
    return facts;
}
async function read_built_readAll(docker, ids, wish) {
    if (ids.length === 0)
        return new Map();
    try {
        return await readImages(() => docker.save(ids), ids, needsOf(wish));
    }
    catch (error) {
        return new Map(ids.map((id) => [id, read_built_unreadable(error)]));
    }
}

;// CONCATENATED MODULE: ./.build/action-build/run/start-order.js
/**
 * Orders services so that each comes after all that it needs. Where the needs go in a circle nobody can be first: then
 * the connection that closes the circle is not waited for.
 * @param needs names of what a service talks to
 */
function startOrder(first, needs) {
    const depth = new Map();
    const onTheWay = new Set();
    const visit = (name) => {
        const known = depth.get(name);
        if (known !== undefined)
            return known;
        onTheWay.add(name);
        const below = needs(name).filter((other) => !onTheWay.has(other));
        const own = Math.max(-1, ...below.map(visit)) + 1;
        onTheWay.delete(name);
        depth.set(name, own);
        return own;
    };
    for (const name of first)
        visit(name);
    const members = [...depth.keys()];
    const deepest = Math.max(-1, ...depth.values());
    const stages = Array.from({ length: deepest + 1 }, (_, at) => members.filter((name) => depth.get(name) === at));
    return { members, stages };
}

;// CONCATENATED MODULE: ./.build/action-build/run/plan-run.js



/** For what has no limit of its own: enough for a database, too little to take the runner down. */
const DEFAULT_MEMORY = '1GiB';
/** The longest that a dependency may take: databases make their files first. */
const DEPENDENCY_START = 120_000;
const ms = (text) => durationMs(text) ?? 0;
const readTarget = (text) => {
    const [service = '', port = ''] = text.split(':');
    return { service, port: Number(port) };
};
function plan_run_rulesOf({ run, limits, external }) {
    if (run?.ready === undefined || external === true)
        return null;
    return {
        readOnly: run['read-only'] ?? true,
        egress: run.egress ?? 'none',
        memory: limits?.memory === undefined ? null : bytesOf(limits.memory),
        start: ms(limits?.start ?? '30s'),
        stop: ms(limits?.stop ?? '10s'),
    };
}
function readyOf({ run }, asked) {
    const { http, tcp, healthcheck } = run?.ready ?? {};
    const [, port = '', path = ''] = /^:(\d+)(.*)$/.exec(http ?? tcp ?? '') ?? [];
    if (http !== undefined)
        return { kind: 'http', port: Number(port), path };
    if (tcp !== undefined)
        return { kind: 'tcp', ports: [Number(port)] };
    return healthcheck === true ? { kind: 'healthcheck' } : { kind: 'tcp', ports: asked };
}
function plannedService(name, service, asked) {
    const { run = {}, limits } = service;
    return {
        service: name,
        external: service.external === true ? service.image : null,
        rules: plan_run_rulesOf(service),
        ready: readyOf(service, asked),
        command: run.command ?? null,
        env: run.env ?? {},
        writable: run.writable ?? [],
        before: run.before ?? [],
        memory: bytesOf(limits?.memory ?? DEFAULT_MEMORY),
        talksTo: (service['talks-to'] ?? []).map(readTarget),
    };
}
const plannedTest = (test, from) => ({
    id: test.id,
    pod: `integration--${test.id.toLowerCase().replaceAll('_', '-')}`.slice(0, 60),
    from: plannedService(test.from, from, []),
    command: test.command,
    env: test.env ?? {},
    talksTo: test['talks-to'].map(readTarget),
    timeout: ms(test.timeout ?? '60s'),
});
/** Services that a test is about: the one it runs in, and those it reaches. */
const involves = ({ from, talksTo }) => [
    from.service,
    ...talksTo.map(({ service }) => service),
];
/** How long a service may take until it is ready, in milliseconds. */
const startLimit = ({ rules }) => rules?.start ?? DEPENDENCY_START;
/**
 * What has to run so that the chosen services can be checked: those of them that say how they become ready, all that
 * they talk to, and the tests that involve them.
 * @param chosen services that this run builds
 */
function planRun(config, chosen) {
    const services = config.services ?? {};
    const checked = chosen
        .map(({ service }) => service)
        .filter((name) => {
        const service = services[name];
        return service !== undefined && plan_run_rulesOf(service) !== null;
    });
    const tests = (config.integration ?? []).flatMap((test) => {
        const from = services[test.from];
        return from === undefined ? [] : [plannedTest(test, from)];
    });
    const wanted = tests.filter((test) => involves(test).some((name) => checked.includes(name)));
    const targetsOf = (name) => (services[name]?.['talks-to'] ?? []).map(readTarget);
    // What a test only takes its image from need not run.
    const first = [...checked, ...wanted.flatMap(({ talksTo }) => talksTo.map(({ service }) => service))];
    const { stages, members } = startOrder(first, (name) => targetsOf(name).map(({ service }) => service));
    const edges = [...members.flatMap(targetsOf), ...wanted.flatMap(({ talksTo }) => talksTo)];
    const portsOf = (name) => [...new Set(edges.filter(({ service }) => service === name).map((e) => e.port))];
    return {
        stages: stages.map((stage) => stage.flatMap((name) => {
            const service = services[name];
            return service === undefined ? [] : [plannedService(name, service, portsOf(name))];
        })),
        tests: wanted,
    };
}

;// CONCATENATED MODULE: ./.build/action-build/run/service-run.js


/** Longest time for one command of run.before, in milliseconds. */
const BEFORE_LIMIT = 120_000;
/** Between two looks at the health of a container, in milliseconds. */
const HEALTH_INTERVAL = 200;
/** Lines of a failing container that go into the record. */
const service_run_LAST_LINES = 20;
const secondsSince = (clock, from) => Math.round(clock.now() - from) / 1_000;
/** The container of a service, or of a command in its image. */
const specOf = (planned, image, change = {}) => ({
    image,
    command: planned.command,
    env: planned.env,
    writable: planned.writable,
    // What comes from elsewhere is not ours to judge; it gets what it needs to be a dependency.
    hardened: planned.external === null,
    readOnly: planned.rules?.readOnly ?? false,
    memory: planned.memory,
    ...change,
});
/** The exit code, or null when it took longer; then it still runs. */
async function exitCodeWithin({ clock }, container, within) {
    const over = new AbortController();
    const late = clock.sleep(within, over.signal).then(() => null, () => null);
    try {
        return await Promise.race([container.ended, late]);
    }
    finally {
        over.abort();
    }
}
/** Whether a container whose state is known to be up is ready; ends early when it ends. */
async function untilReady(ports, pod, ready, container, within) {
    const started = ports.clock.now();
    const answer = (reached, why) => ({
        reached,
        why,
        seconds: secondsSince(ports.clock, started),
    });
    if (ready.kind === 'healthcheck') {
        const why = await untilHealthy(ports, container, within);
        return answer(why === '', why);
    }
    const host = ports.sandbox.address(pod);
    const questions = ready.kind === 'http'
        ? [{ ask: 'reach', host, port: ready.port, path: ready.path, within }]
        : ready.ports.map((port) => ({ ask: 'reach', host, port, within }));
    const asked = ports.sandbox.ask(pod, questions);
    const ended = container.ended.then((exitCode) => `ended with exit code ${exitCode}`);
    const first = await Promise.race([asked, ended]);
    if (typeof first === 'string') {
        asked.catch(() => { });
        return answer(false, first);
    }
    const failed = first.flatMap((one, index) => one.ask === 'reach' && !one.reached ? [`${showReady(ready, index)} gave ${one.why}`] : []);
    return answer(failed.length === 0, failed.join(', '));
}
const showReady = (ready, index) => ready.kind === 'http' ? `http :${ready.port}${ready.path}` : ready.kind === 'tcp' ? `port ${ready.ports[index]}` : '';
/** Empty when HEALTHCHECK says healthy in time. */
async function untilHealthy({ clock }, container, within) {
    const end = clock.now() + within;
    for (;;) {
        const { health, running, exitCode } = await container.state();
        if (health === 'healthy')
            return '';
        if (!running)
            return `ended with exit code ${exitCode}`;
        if (health === null)
            return 'the image has no HEALTHCHECK';
        if (clock.now() >= end)
            return `HEALTHCHECK says ${health}`;
        await clock.sleep(HEALTH_INTERVAL);
    }
}
async function runBefore(ports, planned, image, log) {
    for (const command of planned.before) {
        const container = await ports.sandbox.run(planned.service, specOf(planned, image, { command }));
        const exitCode = await exitCodeWithin(ports, container, BEFORE_LIMIT);
        const lines = await container.log();
        log.push(...lines);
        await container.remove();
        const shown = command.join(' ');
        if (exitCode !== 0)
            return { kind: 'before-failed', command: shown, exitCode, lastLines: lines.slice(-service_run_LAST_LINES) };
    }
    return { kind: 'up' };
}
/** How a container stands: up, or ended with its last words. */
async function courseOf(container) {
    const { running, exitCode, oomKilled, startedAt, finishedAt } = await container.state();
    if (running)
        return { kind: 'up' };
    const lastLines = (await container.log()).slice(-service_run_LAST_LINES);
    return { kind: 'ended', exitCode, oomKilled, seconds: Math.max(0, finishedAt - startedAt) / 1_000, lastLines };
}
/** Runs a service's earlier commands and then the service, and waits until it is ready or it is clear that it is not. */
async function startService(ports, planned, image) {
    const beforeLog = [];
    const started = { planned, image, beforeLog, container: null, ready: null };
    try {
        const before = await runBefore(ports, planned, image, beforeLog);
        if (before.kind !== 'up')
            return { ...started, course: before };
        const container = await ports.sandbox.run(planned.service, specOf(planned, image));
        const ready = await untilReady(ports, planned.service, planned.ready, container, startLimit(planned));
        return { ...started, container, ready, course: await courseOf(container) };
    }
    catch (error) {
        return { ...started, course: { kind: 'refused', why: (0,errors/* describeError */.U)(error) } };
    }
}
/** Starts a stopped service again. */
async function restartService(ports, { planned, container }) {
    const started = ports.clock.now();
    try {
        if (container === null)
            throw new Error('there is no container');
        const again = await container.start();
        const ready = await untilReady(ports, planned.service, planned.ready, again, startLimit(planned));
        const { running, exitCode } = await again.state();
        return running ? ready : { ...ready, reached: false, why: `ended with exit code ${exitCode}` };
    }
    catch (error) {
        return { reached: false, seconds: secondsSince(ports.clock, started), why: (0,errors/* describeError */.U)(error) };
    }
}

;// CONCATENATED MODULE: ./.build/action-build/run/integration.js


/** A test that was not run because of something else. */
const integration_notRun = (test, why) => ({
    fact: { id: test.id, exitCode: null, seconds: 0, why, lastLines: [] },
    log: [],
});
/** Runs one test in a container of its own, hardened as its service is. */
async function integration_runTest(ports, test, image) {
    const started = ports.clock.now();
    try {
        const env = { ...test.from.env, ...test.env };
        const container = await ports.sandbox.run(test.pod, specOf(test.from, image, { command: test.command, env }));
        const exitCode = await exitCodeWithin(ports, container, test.timeout);
        const log = await container.log();
        await container.remove();
        const why = exitCode === null ? `not over after ${test.timeout / 1_000} s` : '';
        const seconds = secondsSince(ports.clock, started);
        return { fact: { id: test.id, exitCode, seconds, why, lastLines: log.slice(-service_run_LAST_LINES) }, log };
    }
    catch (error) {
        return integration_notRun(test, (0,errors/* describeError */.U)(error));
    }
}

;// CONCATENATED MODULE: ./.build/action-build/run/observe.js
/** How long a connection may take before it counts as closed, in milliseconds. Open ones take a few on an idle machine. */
const CLOSED_AFTER = { declared: 10_000, other: 2_000 };
const observe_find = (answers, ask) => {
    const found = answers.find((one) => one.ask === ask);
    if (found === undefined)
        throw new Error(`a companion gave no answer about ${ask}`);
    return found;
};
/** Before the first connection of our own is tried: what was attempted is then the service's alone. */
async function observe({ sandbox }, pod, container) {
    const answers = await sandbox.ask(pod, [{ ask: 'listening' }, { ask: 'attempts' }, { ask: 'memory', container }]);
    const { names, addresses, outside } = observe_find(answers, 'attempts');
    const { peak, kills, why } = observe_find(answers, 'memory');
    return {
        listening: observe_find(answers, 'listening').ports,
        attempts: { names, addresses, outside },
        memory: { peak, kills, why },
    };
}
function pairsOf({ sandbox }, from, targets) {
    return targets.flatMap(({ service: to, ports }) => ports.flatMap((port) => {
        const declared = from.talksTo.some((edge) => edge.service === to && edge.port === port);
        const pair = (by, host) => ({
            fact: { to, port, by, declared },
            question: { ask: 'connect', host, port, within: declared ? CLOSED_AFTER.declared : CLOSED_AFTER.other },
        });
        // A declared connection is by name; that it has no other way around the name is nobody's concern.
        return declared ? [pair('name', to)] : [pair('name', to), pair('address', sandbox.address(to))];
    }));
}
/** The row of the communication matrix of one service: every other service at every port that is known of it. */
async function matrixRow(ports, from, targets) {
    const pairs = pairsOf(ports, from, targets);
    if (pairs.length === 0)
        return [];
    const answers = await ports.sandbox.ask(from.service, pairs.map(({ question }) => question));
    const facts = pairs.map(({ fact }, index) => ({ ...fact, ...connection(answers[index]) }));
    return await Promise.all(facts.map(async (fact) => (fact.declared && fact.open ? await behind(ports, fact) : fact)));
}
function connection(answer) {
    if (answer?.ask !== 'connect')
        throw new Error('a companion gave no answer about a connection');
    return { open: answer.open, why: answer.why };
}
/**
 * A door takes a connection before it knows whether anybody listens behind it, and on a busy machine it says so late.
 * So the service is asked too, in its own namespace, where the kernel answers at once.
 */
async function behind({ sandbox }, fact) {
    const { to, port } = fact;
    const question = { ask: 'connect', host: sandbox.address(to), port, within: CLOSED_AFTER.declared };
    const [answer] = await sandbox.ask(to, [question]);
    return { ...fact, ...connection(answer) };
}

;// CONCATENATED MODULE: ./.build/action-build/run/service-reading.js


/** What the facts are before anything was seen. */
function beginning({ planned, container, course, ready }) {
    if (planned.rules === null)
        throw new Error(`${planned.service} is not checked`);
    return {
        kind: 'ran',
        rules: planned.rules,
        course,
        ready,
        health: null,
        listening: null,
        exposed: container?.exposed ?? [],
        attempts: null,
        edges: [],
        memory: null,
        outputLines: 0,
        stop: null,
        restart: null,
    };
}
/** What a running service says and does, while all the others run too. */
async function examine(ports, started, targets) {
    const fact = beginning(started);
    const { planned, container, beforeLog } = started;
    if (container === null)
        return { fact, log: beforeLog };
    const observed = await observe(ports, planned.service, container.id);
    const log = [...beforeLog, ...(await container.log())];
    if (started.ready?.reached !== true)
        return { fact: { ...fact, ...observed, outputLines: log.length }, log };
    const health = await healthOf(ports, started);
    const others = targets.filter(({ service }) => service !== planned.service);
    const edges = await matrixRow(ports, planned, others);
    const course = await courseOf(container);
    return { fact: { ...fact, ...observed, health, edges, course, outputLines: log.length }, log };
}
/** HEALTHCHECK is asked every two seconds; it gets as long as the start may take. */
async function healthOf(ports, { container, planned }) {
    if (container === null || (await container.state()).health === null)
        return null;
    await untilHealthy(ports, container, planned.rules?.start ?? 0);
    return (await container.state()).health;
}
/** Ends a service that is still up the way that orchestrators do, and starts it once more. */
async function stopAndRestart(ports, started, readings) {
    const { planned, container } = started;
    const reading = readings.get(planned.service);
    if (container === null || planned.rules === null || reading === undefined)
        return;
    if (started.ready?.reached !== true || reading.fact.course.kind !== 'up')
        return;
    const begun = ports.clock.now();
    await container.stop(planned.rules.stop);
    const seconds = secondsSince(ports.clock, begun);
    const { exitCode } = await container.state();
    const restart = await restartService(ports, started);
    const log = [...started.beforeLog, ...(await container.log())];
    await container.remove();
    readings.set(planned.service, {
        fact: { ...reading.fact, stop: { seconds, exitCode }, restart },
        log: log.length >= reading.log.length ? log : reading.log,
    });
}

;// CONCATENATED MODULE: ./.build/action-build/run/gather-run.js
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






/** Milliseconds that services have to stay up at least after the last of them was ready. */
const STAYS_UP = 2_000;
const isStarted = (outcome) => outcome !== undefined && !('kind' in outcome);
const isReady = (outcome) => isStarted(outcome) && outcome.ready?.reached === true && outcome.course.kind === 'up';
const oneLine = (lines) => lines.at(-1) ?? 'no output';
/** Why a service that others need is not there. */
function troubleOf(outcome) {
    if (outcome === undefined)
        return 'is not part of this run';
    if ('kind' in outcome)
        return outcome.kind === 'none' ? 'has no image in this run' : outcome.why;
    const { course, ready } = outcome;
    if (course.kind === 'refused')
        return course.why;
    if (course.kind === 'before-failed')
        return `${course.command} failed: ${oneLine(course.lastLines)}`;
    if (course.kind === 'ended')
        return `ended with exit code ${course.exitCode}: ${oneLine(course.lastLines)}`;
    return `did not become ready: ${ready?.why ?? ''}`;
}
/** The first of the targets that is not ready, as the reason why nothing can be said. */
function blockedBy(outcomes, targets) {
    const missing = targets.find((name) => !isReady(outcomes.get(name)));
    if (missing === undefined)
        return undefined;
    const outcome = outcomes.get(missing);
    if (outcome !== undefined && 'kind' in outcome && outcome.kind === 'blocked') {
        return { ...outcome, why: `${missing} is held back: ${outcome.why}` };
    }
    const judged = isStarted(outcome) ? outcome.planned.rules !== null : outcome?.kind === 'none';
    return { kind: 'blocked', why: `${missing} ${troubleOf(outcome)}`, by: judged ? missing : null };
}
async function startOne(ports, planned, images, outcomes) {
    const image = planned.external ?? images.get(planned.service);
    if (image === undefined)
        return outcomes.set(planned.service, { kind: 'none' });
    // A circle of needs is not waited for: what has not been tried yet comes in a later stage.
    const needed = planned.talksTo.map(({ service }) => service).filter((name) => outcomes.has(name));
    const blocked = blockedBy(outcomes, needed);
    return outcomes.set(planned.service, blocked ?? (await startService(ports, planned, image)));
}
async function startAll(ports, run, plan, images) {
    const outcomes = new Map();
    for (const stage of plan.stages) {
        const before = new Map(outcomes);
        await Promise.all(stage.map((planned) => startOne(run, planned, images, outcomes)));
        for (const { service } of stage) {
            if (before.has(service))
                continue;
            const outcome = outcomes.get(service);
            const took = isStarted(outcome) && outcome.ready !== null ? ` (${outcome.ready.seconds.toFixed(1)} s)` : '';
            ports.log.info(`${service}: ${isReady(outcome) ? `ready${took}` : troubleOf(outcome)}`);
        }
    }
    return outcomes;
}
async function gather_run_runTests(run, plan, images, outcomes, log) {
    const results = new Map();
    for (const test of plan.tests) {
        const image = test.from.external ?? images.get(test.from.service);
        const blocked = blockedBy(outcomes, test.talksTo.map(({ service }) => service));
        const why = image === undefined ? `${test.from.service} has no image in this run` : blocked?.why;
        const result = why === undefined && image !== undefined ? await integration_runTest(run, test, image) : integration_notRun(test, why ?? '');
        results.set(test, result);
        log.info(`integration ${test.id}: ${result.fact.exitCode === 0 ? 'passed' : 'FAILED'} ${result.fact.why}`.trim());
    }
    return results;
}
const podsOf = (plan) => [
    ...plan.stages.flat().map(({ service, talksTo }) => ({ name: service, talksTo: edges(talksTo) })),
    ...plan.tests.map(({ pod, talksTo }) => ({ name: pod, talksTo: edges(talksTo) })),
];
const edges = (targets) => targets.map(({ service, port }) => ({ pod: service, port }));
/** Ports at which a service is reached, by anybody's declaration or by its own readiness. */
function portsOf(plan, { service, ready }) {
    const declared = [...plan.stages.flat(), ...plan.tests].flatMap(({ talksTo }) => talksTo);
    const own = ready.kind === 'http' ? [ready.port] : ready.kind === 'tcp' ? ready.ports : [];
    return [...new Set([...own, ...declared.filter((edge) => edge.service === service).map(({ port }) => port)])];
}
async function inSandbox(ports, sandbox, plan, images) {
    const run = { sandbox, clock: ports.clock };
    await sandbox.lay(podsOf(plan));
    const outcomes = await startAll(ports, run, plan, images);
    const tests = await gather_run_runTests(run, plan, images, outcomes, ports.log);
    await ports.clock.sleep(STAYS_UP);
    const started = [...outcomes.values()].filter(isStarted);
    const checked = started.filter(({ planned }) => planned.rules !== null);
    const targets = started
        .filter(isReady)
        .map(({ planned }) => ({ service: planned.service, ports: portsOf(plan, planned) }));
    const readings = new Map();
    const seen = await Promise.all(checked.map(async (one) => await examine(run, one, targets)));
    for (const [index, one] of checked.entries()) {
        const reading = seen[index];
        if (reading !== undefined)
            readings.set(one.planned.service, reading);
    }
    for (const stage of plan.stages.toReversed()) {
        const ending = checked.filter(({ planned }) => stage.includes(planned));
        await Promise.all(ending.map(async (one) => await stopAndRestart(run, one, readings)));
    }
    const facts = new Map();
    for (const [service, outcome] of outcomes) {
        if (!isStarted(outcome))
            facts.set(service, outcome);
        const about = [...tests].filter(([test]) => involves(test).includes(service)).map(([, { fact }]) => fact);
        const reading = readings.get(service);
        if (reading !== undefined)
            facts.set(service, { ...reading.fact, tests: about });
    }
    const logs = [...readings].map(([service, { log }]) => ({ name: `${service}.run.log`, bytes: gather_run_text(log) }));
    const testLogs = [...tests].map(([{ id }, { log }]) => ({ name: `integration.${id}.log`, bytes: gather_run_text(log) }));
    return { facts, logs: [...logs, ...testLogs] };
}
const gather_run_text = (lines) => lines.map((line) => `${line}\n`).join('');
/**
 * Runs the plan in a sandbox of its own. What goes wrong with the sandbox itself is a fact about every service: their
 * checks then have no answer, which is never a yes.
 */
async function gatherRun(ports, label, plan, images) {
    const checked = plan.stages.flat().filter(({ rules }) => rules !== null);
    if (checked.length === 0)
        return { facts: new Map(), logs: [] };
    const started = ports.clock.now();
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const sandbox = __addDisposableResource(env_1, await ports.openSandbox(label), true);
            return await inSandbox(ports, sandbox, plan, images);
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
    catch (error) {
        const why = (0,errors/* describeError */.U)(error);
        ports.log.info(`the services could not be run: ${why}`);
        const facts = checked.map(({ service }) => [service, { kind: 'blocked', why, by: null }]);
        return { facts: new Map(facts), logs: [] };
    }
    finally {
        ports.log.info(`ran ${checked.length} services (${showDuration(ports.clock.now() - started)})`);
    }
}

;// CONCATENATED MODULE: ./.build/action-build/scan/run-scan.js


/** Scans one image. A scan that fails is a fact, so that it hides nothing about the other services. */
async function runScan({ trivy, clock, log }, service, image) {
    if (trivy === undefined)
        return { fact: { kind: 'none' } };
    try {
        const scanner = await trivy.prepare();
        const started = clock.now();
        const { report, sbom, ...seen } = await trivy.scan(image);
        const took = clock.now() - started;
        const about = `${seen.vulnerabilities.length} vulnerabilities known, database of ${scanner.database.updatedAt}`;
        log.info(`${service}: scanned by Trivy ${scanner.version}: ${about} (${showDuration(took)})`);
        const at = new Date(started).toISOString();
        return { fact: { kind: 'scanned', seconds: Math.round(took) / 1_000, at, scanner, ...seen }, report, sbom };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y))
            throw error;
        log.info(`${service}: not scanned: ${error.message}`);
        return { fact: { kind: 'failed', code: error.code, why: error.message } };
    }
}

;// CONCATENATED MODULE: ./.build/action-build/scan/scan-images.js


/** Scans every image, by service, as many at once as there are cores. */
async function scanImages(ports, images) {
    const { cores } = ports.machine.resources();
    const scans = await inParallel([...images], async ([service, image]) => [service, await runScan(ports, service, image)], cores);
    return new Map(scans);
}

;// CONCATENATED MODULE: ./.build/action-build/facts.js








/** What only buildx can do is refused before the classic builder would leave it out. */
function demandBuildx(targets, builder) {
    const wanting = targets.find(({ builder: asked }) => asked.secrets.length + asked.cacheFrom.length + asked.cacheTo.length > 0);
    if (builder === 'buildx' || wanting === undefined)
        return;
    throw new errors/* UserError */.y('CONFIG_UNSUPPORTED', `services.${wanting.service}.build: secrets and caches need docker buildx, which this runner lacks; add docker/setup-buildx-action before this step`);
}
async function makeReady(ports, target) {
    return { target, context: await ports.findContext(target), secrets: await ports.findSecrets(target) };
}
/** What is kept of a service as it is: the log, the scanner's own words, and the bill of materials. */
function papersOf(facts, log, scanned, tool) {
    const name = facts.service;
    const sbom = scanned?.sbom ?? makeSbom(facts, tool);
    return [
        { name: `${name}.log`, bytes: log.map((line) => `${line}\n`).join('') },
        ...(scanned?.report === undefined ? [] : [{ name: `${name}.trivy.json`, bytes: scanned.report }]),
        ...(sbom === undefined ? [] : [{ name: `${name}.cdx.json`, bytes: sbom }]),
    ];
}
/**
 * Builds every target and reads what came out. Building changes nothing but this engine's own store, and there is no
 * image to look at before it: so it belongs to the facts, and only pushing is an effect.
 * The whole logs are stored first of all evidence, whatever the decision will be.
 */
async function gatherFacts(ports, subject, targets, { push, tool, plan }) {
    const ready = await Promise.all(targets.map(async (target) => await makeReady(ports, target)));
    const { version, api, builder } = await ports.docker.engine();
    ports.log.info(`Docker engine ${version} (API ${api}), ${builder} builder, ${targets.length} to build`);
    demandBuildx(targets, builder);
    // Downloading the scanner and its database needs no image. What goes wrong here, each scan says again.
    ports.trivy?.prepare().catch(() => { });
    const builds = await buildServices(ports, subject, ready, builder);
    const images = new Map(builds.flatMap(({ facts: { service, build } }) => (build.kind === 'built' ? [[service, build.image]] : [])));
    const leftovers = targets.some(({ asked }) => asked.limits.wasted !== null);
    const bundles = new Map(targets.flatMap(({ service, asked }) => asked.limits.bundle === null ? [] : [[service, asked.limits.bundle.files]]));
    const wish = { leftovers, bundles };
    const [read, scans] = await Promise.all([readBuilt(ports, images, wish), scanImages(ports, images)]);
    // Last, and alone: what else uses the processor would make services look slow.
    const ran = await gatherRun(ports, subject, plan, images);
    const bases = await findBases(ports.docker, builds, read);
    const services = builds.map(({ facts }) => ({
        ...facts,
        read: read.get(facts.service) ?? { kind: 'none' },
        base: bases.get(facts.service) ?? { kind: 'unknown', why: 'nobody looked' },
        scan: scans.get(facts.service)?.fact ?? { kind: 'none' },
        run: ran.facts.get(facts.service) ?? { kind: 'not-asked' },
    }));
    const papers = services.flatMap((one, index) => papersOf(one, builds[index]?.log ?? [], scans.get(one.service), tool));
    const logs = await keepFiles(ports.artifacts, `countersign-build-logs.${subject.run}.${subject.attempt}`, [
        ...papers,
        ...ran.logs,
    ]);
    const day = new Date(ports.clock.now()).toISOString().slice(0, 10);
    return { engine: { version, api, builder }, day, push, services, pushes: [], logs, evidence: null };
}

;// CONCATENATED MODULE: ./.build/action-build/plan.js





function readForbidden(service, texts) {
    for (const text of texts) {
        const { type } = readPattern(text);
        if (isReadable(type))
            continue;
        throw new errors/* UserError */.y('CONFIG_UNSUPPORTED', `services.${service}.packages.forbid: "${text}": installed packages of type "${type}" cannot be read by this version; take it out, or use ${READABLE_TYPES.join(', ')}`);
    }
    return texts;
}
function basesOf(bases) {
    if (bases === undefined)
        return null;
    return { allow: bases.allow ?? null, digest: bases.digest ?? 'required' };
}
/** What of `build` only buildx can do, and the one platform. */
function builderOf(service, build) {
    const [platform, ...others] = build.platforms ?? [];
    if (others.length > 0) {
        throw new errors/* UserError */.y('CONFIG_UNSUPPORTED', `services.${service}.build.platforms: an image for several platforms cannot be checked as a whole by this version; name one`);
    }
    return {
        secrets: Object.entries(build.secrets ?? {}).map(([id, from]) => ({ id, ...from })),
        cacheFrom: build['cache-from'] ?? [],
        cacheTo: build['cache-to'] ?? [],
        platform: platform ?? null,
    };
}
/** Trivy's database is made every six hours. */
const DATABASE_AGE = '48h';
function scanRuleOf(scanner) {
    if (scanner === undefined)
        return null;
    const { trivy } = scanner;
    const age = durationMs(trivy['max-database-age'] ?? DATABASE_AGE);
    if (age === undefined)
        throw new Error('a duration that the form let pass is none');
    return {
        severity: trivy.severity ?? ['CRITICAL', 'HIGH'],
        fixedOnly: trivy['fixed-only'] ?? false,
        maxDatabaseAge: age,
    };
}
const bytesOrNull = (size) => (size === undefined ? null : bytesOf(size));
function limitsOf(limits) {
    const { image, wasted, bundle } = limits ?? {};
    return {
        image: bytesOrNull(image),
        wasted: bytesOrNull(wasted),
        bundle: bundle === undefined ? null : { files: bundle.files, size: bytesOf(bundle.size) },
    };
}
function targetOf(config, service, settings, build) {
    return {
        service,
        image: settings.image,
        context: build.context,
        dockerfile: build.dockerfile ?? 'Dockerfile',
        args: build.args ?? {},
        stage: build.target ?? null,
        before: (build.before ?? []).map(({ command }) => command),
        lint: build.lint ?? false,
        builder: builderOf(service, build),
        asked: {
            user: settings.run?.user ?? 'non-root',
            healthcheck: settings.healthcheck ?? 'required',
            forbid: readForbidden(service, settings.packages?.forbid ?? []),
            bases: basesOf(config.bases),
            limits: limitsOf(settings.limits),
            before: build.before?.length ?? 0,
            scan: scanRuleOf(config.scanner),
            waivers: (settings.waivers ?? []).map(({ at, ...waiver }) => ({ ...waiver, at: at ?? null })),
        },
    };
}
/**
 * The services to build, in the order of the configuration.
 * @param chosen names from the input; empty for all that are built here.
 * @throws UserError SERVICE_UNKNOWN, NOTHING_TO_BUILD or CONFIG_UNSUPPORTED.
 */
function planBuild(config, chosen) {
    const services = Object.entries(config.services ?? {});
    const built = services.flatMap(([name, settings]) => settings.build === undefined ? [] : [{ name, settings, build: settings.build }]);
    if (built.length === 0) {
        throw new errors/* UserError */.y('NOTHING_TO_BUILD', 'no service of the configuration has a "build" section; give one its context');
    }
    const names = built.map(({ name }) => name);
    const strange = chosen.filter((name) => !names.includes(name));
    if (strange.length > 0) {
        throw new errors/* UserError */.y('SERVICE_UNKNOWN', `input "services": ${strange.map((name) => `"${name}"`).join(', ')} ${strange.length === 1 ? 'is' : 'are'} not built here; built here: ${names.join(', ')}`);
    }
    const wanted = chosen.length === 0 ? built : built.filter(({ name }) => chosen.includes(name));
    return wanted.map(({ name, settings, build }) => targetOf(config, name, settings, build));
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
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
const connect_exec_KILLED = 128;
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
                resolve({ exitCode: code ?? connect_exec_KILLED + (signal === null ? 0 : external_node_os_.constants.signals[signal]), ...output() });
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
const connect_files_MOST_FILES = 10_000;
const connect_files_absent = (thrown) => thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');
const outside = (path, root) => new errors/* UserError */.y('PATH_OUTSIDE', `"${path}" leads out of ${root}; name a file inside it`);
function isInside(root, path) {
    const way = (0,external_node_path_.relative)(root, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}
/** The real path behind a path of the workspace, with all links followed; undefined when there is nothing. */
async function connect_files_locate(workspace, path) {
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
        if (connect_files_absent(thrown))
            return undefined;
        throw thrown;
    }
}
/** All files under a folder that is known by its real path; `shown` is its path as the caller gave it. */
async function connect_files_walk(workspace, shown, found, above) {
    const real = await connect_files_locate(workspace, shown);
    if (real === undefined)
        throw new errors/* UserError */.y('PATH_OUTSIDE', `"${shown}" is a link that leads nowhere; replace or remove it`);
    const info = await (0,promises_.stat)(real);
    if (info.isFile())
        found.push(shown);
    if (found.length > connect_files_MOST_FILES)
        throw new errors/* UserError */.y('PATH_OUTSIDE', `there are more than ${connect_files_MOST_FILES} files under it; name a smaller folder`);
    if (!info.isDirectory())
        return;
    if (above.includes(real))
        throw new errors/* UserError */.y('PATH_OUTSIDE', `"${shown}" is a link to a folder above it; remove it`);
    for (const name of (await (0,promises_.readdir)(real)).sort())
        await connect_files_walk(workspace, (0,external_node_path_.join)(shown, name), found, [...above, real]);
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
        const real = await connect_files_locate(folders.workspace, path);
        return real === undefined ? undefined : readBytes(real, path);
    },
    async list(path) {
        if ((await connect_files_locate(folders.workspace, path)) === undefined)
            return [];
        const found = [];
        await connect_files_walk(folders.workspace, path, found, []);
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

;// CONCATENATED MODULE: ./.build/shared/adapters/connect-git.js

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** Milliseconds; git answers these questions from one file. */
const TIMEOUT = 30_000;
/**
 * The repository in a folder, through the git program.
 * The folder may belong to another user, as it does in container jobs; a repository further up is not ours.
 */
function connectGit(exec, folder) {
    const git = (args) => exec.run('git', ['-c', `safe.directory=${folder}`, '-C', folder, ...args], {
        env: { LC_ALL: 'C', GIT_CEILING_DIRECTORIES: (0,external_node_path_.dirname)(folder), GIT_OPTIONAL_LOCKS: '0' },
        timeout: TIMEOUT,
    });
    const resolve = async (revision) => {
        const { exitCode, stdout, stderr } = await git(['rev-parse', '--verify', '--quiet', revision]);
        const id = stdout.trim();
        if (exitCode === 0 && OBJECT_ID.test(id))
            return id;
        // Quiet verification says 1 for "not here"; everything else is git in trouble, which is not the same.
        if (exitCode === 1 || /not a git repository/.test(stderr))
            return undefined;
        throw new Error(`git rev-parse ${revision} ended with ${exitCode}: ${stderr.trim() || id}`);
    };
    return {
        head: () => resolve('HEAD^{commit}'),
        async tree(commit) {
            if (!OBJECT_ID.test(commit))
                throw new TypeError(`"${commit}" is not a full commit id`);
            return resolve(`${commit}^{tree}`);
        },
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/build-context.js



/** True when `path` is `folder` or lies below it; both real, so no link is left to follow. */
function build_context_isInside(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way === '' || (way !== '..' && !way.startsWith(`..${external_node_path_.sep}`));
}
async function real(path) {
    try {
        const found = await (0,promises_.realpath)(path);
        return { path: found, kind: (await (0,promises_.stat)(found)).isDirectory() ? 'folder' : 'file' };
    }
    catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : '';
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP')
            return undefined;
        throw error;
    }
}
/**
 * Finds a service's context and Dockerfile. Links are followed before the check, so none can lead out.
 * @param place where the configuration says it, for the message: `services.backend.build`.
 * @throws UserError CONTEXT_INVALID when something is missing or lies outside of the workspace.
 */
async function findBuildContext(workspace, place, build) {
    const root = await (0,promises_.realpath)(workspace);
    const refuse = (key, why) => new errors/* UserError */.y('CONTEXT_INVALID', `${place}.${key}: ${why}`);
    const context = await real((0,external_node_path_.join)(root, build.context));
    if (context?.kind !== 'folder') {
        throw refuse('context', `there is no folder "${build.context}" in the workspace; is the code checked out?`);
    }
    if (!build_context_isInside(root, context.path))
        throw refuse('context', `"${build.context}" leads out of the workspace`);
    const dockerfile = await real((0,external_node_path_.join)(context.path, build.dockerfile));
    if (dockerfile?.kind !== 'file') {
        throw refuse('dockerfile', `there is no file "${build.dockerfile}" in "${build.context}"`);
    }
    if (!build_context_isInside(context.path, dockerfile.path)) {
        throw refuse('dockerfile', `"${build.dockerfile}" leads out of "${build.context}"`);
    }
    return { context: context.path, dockerfile: dockerfile.path };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/build-secrets.js



/** Shorter texts would blot out half of a log, and are nobody's secret. */
const SHORTEST = 4;
async function findFile(workspace, path) {
    try {
        const root = await (0,promises_.realpath)(workspace);
        const file = await (0,promises_.realpath)((0,external_node_path_.join)(root, path));
        const way = (0,external_node_path_.relative)(root, file);
        // The builder takes the path as a part of a list with commas.
        if (way === '..' || way.startsWith(`..${external_node_path_.sep}`) || /[",]/.test(file))
            return undefined;
        return { file, text: await (0,promises_.readFile)(file, 'utf8') };
    }
    catch {
        return undefined;
    }
}
/**
 * Looks for every secret of a build before anything is built.
 * @param place where the configuration says it, for the message: `services.backend.build.secrets`.
 * @throws UserError BUILD_SECRET_MISSING
 */
async function build_secrets_findSecrets(workspace, place, secrets, environment) {
    const ready = [];
    const values = [];
    for (const { id, env, file } of secrets) {
        const refuse = (why) => new errors/* UserError */.y('BUILD_SECRET_MISSING', `${place}.${id}: ${why}`);
        if (env !== undefined) {
            const value = environment[env];
            if (!value)
                throw refuse(`the variable ${env} is not set; give it to the step in "env:"`);
            ready.push({ id, env });
            values.push(value);
        }
        else {
            const found = await findFile(workspace, file ?? '');
            if (found === undefined)
                throw refuse(`there is no file "${file}" in the workspace; make it before this step`);
            ready.push({ id, file: found.file });
            values.push(found.text);
        }
    }
    return { secrets: ready, values: values.flatMap(build_secrets_linesOf) };
}
/** A secret of several lines comes back line by line in a log. */
const build_secrets_linesOf = (value) => value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= SHORTEST);

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/engine-answer.js
/** What the engine says went wrong; its errors are `{"message": …}`. */
function engineMessage(answer) {
    const { body } = answer;
    if (typeof body === 'object' && body !== null && 'message' in body)
        return String(body.message);
    return typeof body === 'string' && body !== '' ? body : `HTTP ${answer.status}`;
}
/** JSON when it is that, else text; undefined when there is nothing. */
function parseBody(bytes) {
    const text = bytes.toString('utf8').trim();
    if (text === '')
        return undefined;
    try {
        return JSON.parse(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/images.js



const images_digest = schemas/* custom */.IeY((value) => typeof value === 'string' && isDigest(value), 'a sha256 digest');
/** The part of `GET /images/{name}/json` that is used; engines leave empty fields out or give null for them. */
const images_image = schemas/* object */.Ikc({
    Id: images_digest,
    Size: schemas/* number */.aig(),
    RootFS: schemas/* object */.Ikc({ Layers: schemas/* array */.YOg(images_digest).nullish() }),
    Config: schemas/* object */.Ikc({
        User: schemas/* string */.YjP().nullish(),
        Healthcheck: schemas/* object */.Ikc({ Test: schemas/* array */.YOg(schemas/* string */.YjP()).nullish() }).nullish(),
        Labels: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).nullish(),
        Entrypoint: schemas/* array */.YOg(schemas/* string */.YjP()).nullish(),
        Cmd: schemas/* array */.YOg(schemas/* string */.YjP()).nullish(),
        WorkingDir: schemas/* string */.YjP().nullish(),
        Env: schemas/* array */.YOg(schemas/* string */.YjP()).nullish(),
    }),
});
/** Reads an answer of the engine. @throws when it is not what the API promises. */
function imageDetails(body) {
    const { Id, Size, RootFS, Config } = images_image.parse(body);
    return {
        id: Id,
        size: Size,
        diffIds: RootFS.Layers ?? [],
        user: Config.User ?? '',
        healthcheck: Config.Healthcheck?.Test ?? null,
        labels: Config.Labels ?? {},
        start: {
            entrypoint: Config.Entrypoint ?? [],
            command: Config.Cmd ?? [],
            workingDir: Config.WorkingDir ?? '',
            path: (Config.Env ?? []).findLast((one) => one.startsWith('PATH='))?.slice('PATH='.length) ?? null,
        },
    };
}
/** An image by id or name; undefined when the engine has none. @throws Error with the engine's message otherwise. */
async function findImage(api, reference) {
    // The engine's router takes slashes inside the name, so a reference is put in as it is.
    const answer = await api.json('GET', `/images/${reference}/json`);
    if (answer.status === 404)
        return undefined;
    if (answer.status !== 200)
        throw new Error(`image ${reference}: ${engineMessage(answer)}`);
    return imageDetails(answer.body);
}
/** An image by id or name. @throws when it is not there. */
async function inspectImage(api, reference) {
    const found = await findImage(api, reference);
    if (found === undefined)
        throw new Error(`image ${reference}: the engine does not know it`);
    return found;
}
/** See `Docker.save`. */
function saveImages(api, images) {
    const query = new URLSearchParams(images.map((image) => ['names', image]));
    return api.download(`/images/get?${query}`);
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/base-layers.js





/**
 * A builder of BuildKit keeps the bases that it pulled to itself, so the engine cannot be asked for them; but it can
 * build an image that is nothing else, from the same cache.
 */
async function buildNothingElse({ api, exec, env }, reference, platform) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'countersign-base-'));
    try {
        const [dockerfile, context, idFile] = ['Dockerfile', 'context', 'image-id'].map((name) => (0,external_node_path_.join)(folder, name));
        await (0,promises_.mkdir)(context);
        await (0,promises_.writeFile)(dockerfile, `FROM ${reference}\n`);
        const where = platform === null ? [] : ['--platform', platform];
        const { exitCode } = await exec.run('docker', ['buildx', 'build', '--load', '--progress=plain', '--iidfile', idFile, '--file', dockerfile, ...where, context], { env: { ...env, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' } });
        const id = exitCode === 0 ? (await (0,promises_.readFile)(idFile, 'utf8')).trim() : '';
        return isDigest(id) ? ((await findImage(api, id))?.diffIds ?? null) : null;
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** See `Docker.baseLayers`. */
async function baseLayers(tools, builder, reference, platform) {
    // Digits and letters only: the name comes from a Dockerfile and goes into a Dockerfile and an address.
    if (!/^[A-Za-z0-9][A-Za-z0-9._/:@-]*$/.test(reference) || reference.includes('..'))
        return null;
    // buildx resolves a name against the registry, so what the engine holds under it may be something else.
    if (builder === 'buildx')
        return await buildNothingElse(tools, reference, platform);
    return (await findImage(tools.api, reference))?.diffIds ?? null;
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/build-image.js




const pairs = (flag, values) => Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
const secretFlag = ({ id, env, file }) => `id=${id},${env === undefined ? `src=${file}` : `env=${env}`}`;
/** A cache that cannot be written costs time; it is no reason to refuse an image. */
const lenient = (cache) => (/(?:^|,)ignore-error=/.test(cache) ? cache : `${cache},ignore-error=true`);
const buildxOnly = ({ secrets, cacheFrom, cacheTo }) => [
    ...secrets.flatMap((secret) => ['--secret', secretFlag(secret)]),
    ...cacheFrom.flatMap((cache) => ['--cache-from', cache]),
    ...cacheTo.flatMap((cache) => ['--cache-to', lenient(cache)]),
];
/** The docker command line of one build. `idFile` gets the image's id, so that no tag has to be trusted for it. */
function buildArguments(builder, request, idFile) {
    // --load: a builder of its own (docker-container) would otherwise keep the result to itself.
    // --force-rm: the classic builder would otherwise leave the container of a step that failed.
    const start = builder === 'buildx' ? ['buildx', 'build', '--load', '--progress=plain'] : ['build', '--force-rm'];
    return [
        ...start,
        '--iidfile',
        idFile,
        '--tag',
        `${request.reference.name}:${request.reference.tag}`,
        '--file',
        request.dockerfile,
        ...(request.target === null ? [] : ['--target', request.target]),
        ...(request.platform === null ? [] : ['--platform', request.platform]),
        ...pairs('--build-arg', request.args),
        ...buildxOnly(request),
        ...pairs('--label', request.labels),
        request.context,
    ];
}
/**
 * The builder is chosen by us, never by what the runner's environment says. Attestations are off: they turn the image
 * into an index, whose digest does not name the configuration that was checked.
 */
const BUILDER_ENV = {
    buildx: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
    classic: { DOCKER_BUILDKIT: '0' },
};
/** See `Docker.build`. */
async function build_image_buildImage(exec, builder, env, request) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'countersign-build-'));
    try {
        const idFile = (0,external_node_path_.join)(folder, 'image-id');
        const { exitCode } = await exec.run('docker', buildArguments(builder, request, idFile), {
            env: { ...env, ...BUILDER_ENV[builder] },
            onLine: request.onLine,
        });
        if (exitCode !== 0)
            return { kind: 'failed', exitCode };
        const image = (await (0,promises_.readFile)(idFile, 'utf8')).trim();
        if (!isDigest(image))
            throw new Error(`docker build ended well but gave "${image}" as the image id`);
        return { kind: 'built', image };
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/endpoint.js

/** Where the docker client looks when nothing says otherwise. */
const DEFAULT_HOST = 'unix:///var/run/docker.sock';
/**
 * Reads a DOCKER_HOST value.
 * @throws UserError ENGINE_UNAVAILABLE for ssh and other transports, which the engine's HTTP API cannot be read through.
 */
function parseEndpoint(host, tls) {
    if (host.startsWith('unix://'))
        return { kind: 'unix', path: host.slice('unix://'.length) };
    const url = URL.canParse(host) ? new URL(host) : undefined;
    if (url === undefined || !['tcp:', 'http:', 'https:'].includes(url.protocol) || url.hostname === '') {
        throw new errors/* UserError */.y('ENGINE_UNAVAILABLE', `the Docker engine address "${host}" cannot be used: give DOCKER_HOST as unix:///path or tcp://host:port`);
    }
    const secure = tls || url.protocol === 'https:';
    // 2375 and 2376 are the engine's registered ports, without and with TLS.
    return {
        kind: 'tcp',
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: Number(url.port || (secure ? 2376 : 2375)),
        tls: secure,
    };
}
/** One line on why the engine cannot be reached, with the cure for that very reason. */
function unreachable(host, error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const cure = {
        ENOENT: 'no such socket: start Docker on this runner, or set DOCKER_HOST',
        ECONNREFUSED: 'nothing listens there: start Docker on this runner, or set DOCKER_HOST',
        EACCES: 'permission denied: add the user of the runner to the group that owns the socket',
        ENOTFOUND: 'no such host: correct DOCKER_HOST',
    };
    const why = cure[code] ?? (error instanceof Error ? error.message : String(error));
    return new errors/* UserError */.y('ENGINE_UNAVAILABLE', `no Docker engine at ${host} (${why})`, { cause: error });
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./.build/shared/adapters/docker/engine-download.js






/** Bytes: more are no head of an answer, and no message of an engine. */
const LONGEST_HEAD = 64 * 1024;
const LONGEST_MESSAGE = 1024 * 1024;
/** Client certificates, as the docker client names them. */
const tlsFiles = (folder) => ({
    ca: (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, 'ca.pem')),
    cert: (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, 'cert.pem')),
    key: (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, 'key.pem')),
});
function engine_download_open(endpoint, certificates) {
    if (endpoint.kind === 'unix')
        return (0,external_node_net_.connect)({ path: endpoint.path });
    const { host, port, tls } = endpoint;
    if (!tls)
        return (0,external_node_net_.connect)({ host, port });
    const name = (0,external_node_net_.isIP)(host) === 0 ? { servername: host } : {};
    return (0,external_node_tls_.connect)({ host, port, ...name, ...(certificates === undefined ? {} : tlsFiles(certificates)) });
}
/** Gives the memory of a chunk back at once; left to the garbage collector, many of them would wait for it. */
function release({ buffer, byteLength }) {
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength)
        buffer.transfer(0);
}
/** @throws when it is not the head of an answer whose body goes up to the end of the connection. */
function readHead(bytes) {
    const end = bytes.indexOf('\r\n\r\n');
    if (end === -1 && bytes.length < LONGEST_HEAD)
        return undefined;
    const text = bytes.toString('latin1', 0, Math.max(0, end));
    const status = /^HTTP\/1\.[01] (?<code>\d{3})(?: |\r|$)/.exec(text)?.groups?.['code'];
    if (status === undefined)
        throw new Error('what answers there is no Docker engine');
    if (/^transfer-encoding:/im.test(text))
        throw new Error('the Docker engine does not speak HTTP/1.0');
    return { status: Number(status), rest: bytes.subarray(end + 4) };
}
/**
 * The body of an answer as it comes, for the gigabytes of an export. Node's client would copy every byte twice and leave
 * some hundred megabytes to the garbage collector; in HTTP/1.0 the body is all that follows the head, so nothing has to be
 * taken apart. That the end is missing has to be told from the body.
 * A piece is there until the next one is asked for.
 * @param path sound for a request line; it is not escaped here.
 * @throws UserError ENGINE_UNAVAILABLE when nothing answers; Error with the engine's own message when it refuses.
 */
async function* download(endpoint, host, certificates, path) {
    const socket = engine_download_open(endpoint, certificates);
    let head;
    let gathered = Buffer.alloc(0);
    try {
        socket.write(`GET ${path} HTTP/1.0\r\nHost: docker\r\n\r\n`);
        for await (const chunk of socket) {
            if (head?.status === 200) {
                yield chunk;
                release(chunk);
                continue;
            }
            gathered = Buffer.concat([gathered, chunk]);
            if (head === undefined) {
                head = readHead(gathered);
                if (head === undefined)
                    continue;
                gathered = Buffer.from(head.rest);
                if (head.status === 200 && gathered.length > 0)
                    yield gathered;
            }
            else if (gathered.length > LONGEST_MESSAGE)
                break;
        }
    }
    catch (error) {
        throw head === undefined && error instanceof Error && 'code' in error ? unreachable(host, error) : error;
    }
    finally {
        socket.destroy();
    }
    if (head === undefined)
        throw new Error('the Docker engine ended the connection without an answer');
    if (head.status === 200)
        return;
    throw new Error(`GET ${path}: ${engineMessage({ status: head.status, body: parseBody(gathered) })}`);
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/engine-api.js






async function engine_api_bytesOf(response) {
    const chunks = [];
    for await (const chunk of response)
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
/** Connects nothing yet: each call opens its own connection. */
function connectEngineApi(endpoint, host, certificates) {
    const base = endpoint.kind === 'unix' ? { socketPath: endpoint.path } : { host: endpoint.host, port: endpoint.port };
    const secure = endpoint.kind === 'tcp' && endpoint.tls;
    const open = (method, path, body) => new Promise((resolve, reject) => {
        const text = body !== undefined && 'json' in body ? JSON.stringify(body.json) : undefined;
        const headers = text === undefined
            ? body === undefined
                ? {}
                : { 'content-type': 'application/x-tar' }
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
        const options = { ...base, method, path, headers, agent: false };
        const call = secure
            ? (0,external_node_https_.request)({ ...options, ...(certificates === undefined ? {} : tlsFiles(certificates)) })
            : (0,external_node_http_.request)(options);
        call.on('response', resolve);
        call.on('error', (error) => reject(unreachable(host, error)));
        if (body === undefined || 'json' in body)
            call.end(text);
        // An engine that refuses early closes its end; its answer says why, so the broken upload is no news.
        else
            (0,external_node_stream_promises_.pipeline)(body.tar, call).catch(() => { });
    });
    const json = async (method, path, body) => {
        const response = await open(method, path, body === undefined ? undefined : { json: body });
        return { status: response.statusCode ?? 0, body: parseBody(await engine_api_bytesOf(response)) };
    };
    return {
        json,
        download: (path) => download(endpoint, host, certificates, path),
        async send(method, path, body) {
            const response = await open(method, path, body);
            return { status: response.statusCode ?? 0, body: response };
        },
        async stream(path) {
            const response = await open('GET', path, undefined);
            if (response.statusCode === 200)
                return response;
            const status = response.statusCode ?? 0;
            throw new Error(`GET ${path}: ${engineMessage({ status, body: parseBody(await engine_api_bytesOf(response)) })}`);
        },
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/engine-connection.js


/** The address that the docker client would use: DOCKER_HOST, else its current context, else the default socket. */
async function findHost(exec, environment) {
    if (environment.DOCKER_HOST)
        return environment.DOCKER_HOST;
    const { exitCode, stdout } = await exec.run('docker', [
        'context',
        'inspect',
        '--format',
        '{{.Endpoints.docker.Host}}',
    ]);
    return (exitCode === 0 && stdout.trim()) || DEFAULT_HOST;
}
/** The engine that the docker client uses; nothing is called yet but the client, for its context. */
async function connectEngine(exec, environment) {
    const host = await findHost(exec, environment);
    const endpoint = parseEndpoint(host, Boolean(environment.DOCKER_TLS_VERIFY));
    return { api: connectEngineApi(endpoint, host, environment.DOCKER_CERT_PATH), env: { DOCKER_HOST: host } };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/lint-dockerfile.js

/** What BuildKit's frontend prints as JSON, as far as it is used. */
const answer = schemas/* object */.Ikc({
    warnings: schemas/* array */.YOg(schemas/* object */.Ikc({
        ruleName: schemas/* string */.YjP(),
        description: schemas/* string */.YjP().optional(),
        detail: schemas/* string */.YjP().optional(),
        url: schemas/* string */.YjP().optional(),
        location: schemas/* object */.Ikc({ ranges: schemas/* array */.YOg(schemas/* object */.Ikc({ start: schemas/* object */.Ikc({ line: schemas/* number */.aig() }) })).optional() })
            .nullish(),
    }))
        .nullable(),
    buildError: schemas/* object */.Ikc({ message: schemas/* string */.YjP() }).nullish(),
});
/** The docker command line of BuildKit's own checks; nothing is built. */
function lintArguments({ context, dockerfile, args, target, platform }) {
    // A Dockerfile can switch checks off in its own text. What is accepted is said by waivers, so all of them are made.
    const asked = { ...args, BUILDKIT_DOCKERFILE_CHECK: 'skip=none' };
    return [
        ...['buildx', 'build', '--call', 'check,format=json', '--progress=plain', '--file', dockerfile],
        ...(target === null ? [] : ['--target', target]),
        ...(platform === null ? [] : ['--platform', platform]),
        ...Object.entries(asked).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]),
        context,
    ];
}
const UNSUPPORTED = /unsupported request frontend\.lint|unknown flag: --call|requested experimental feature/;
/** Why there are no warnings to read, in one line. */
function trouble(stderr) {
    if (UNSUPPORTED.test(stderr)) {
        return 'this builder has no checks of its own: they need buildx 0.15 and BuildKit 0.14 (Docker 27) or newer';
    }
    const lines = stderr.split('\n').filter((line) => line.trim() !== '');
    const telling = lines.findLast((line) => /^ERROR/.test(line)) ?? lines.at(-1) ?? 'it printed nothing';
    return telling.replace(/^ERROR: /, '').slice(0, 300);
}
function parsed(stdout) {
    try {
        return answer.parse(JSON.parse(stdout));
    }
    catch {
        return undefined;
    }
}
/** See `Docker.lint`. */
async function lintDockerfile(exec, builder, env, request) {
    if (builder === 'classic')
        return { kind: 'failed', why: 'docker buildx is not installed' };
    const { exitCode, stdout, stderr } = await exec.run('docker', lintArguments(request), { env });
    const said = parsed(stdout);
    if (said === undefined)
        return { kind: 'failed', why: trouble(stderr) };
    if (said.buildError)
        return { kind: 'failed', why: said.buildError.message.slice(0, 300) };
    const warnings = said.warnings ?? [];
    // Warnings are an exit code of 1; any other end is none that is known.
    if (exitCode !== (warnings.length === 0 ? 0 : 1))
        return { kind: 'failed', why: `exit code ${exitCode}` };
    return {
        kind: 'checked',
        warnings: warnings.map(({ ruleName, description = '', detail = description, url = '', location }) => ({
            rule: ruleName,
            detail,
            url,
            line: location?.ranges?.[0]?.start.line ?? null,
        })),
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/manifest.js



const manifest_digest = schemas/* custom */.IeY((value) => typeof value === 'string' && isDigest(value), 'a sha256 digest');
/** `docker manifest inspect --verbose` of one manifest; the bytes as the registry sent them are in `Raw`. */
const verbose = schemas/* object */.Ikc({ Descriptor: schemas/* object */.Ikc({ digest: manifest_digest }), Raw: schemas/* base64 */.K39() });
const manifest_manifest = schemas/* object */.Ikc({ config: schemas/* object */.Ikc({ digest: manifest_digest }) });
/** Reads what `docker manifest inspect --verbose` printed. @throws when it is a list, or its bytes are not its digest. */
function readManifest(text) {
    const { Descriptor, Raw } = verbose.parse(JSON.parse(text));
    const bytes = Buffer.from(Raw, 'base64');
    const computed = `sha256:${(0,domain_record/* sha256 */.sc)(bytes)}`;
    if (computed !== Descriptor.digest)
        throw new Error(`the manifest's bytes are ${computed}, not ${Descriptor.digest}`);
    return { digest: computed, config: manifest_manifest.parse(JSON.parse(bytes.toString('utf8'))).config.digest };
}
const PUSHED = /\bdigest: (sha256:[0-9a-f]{64}) size: \d+\s*$/m;
/** The digest in the last line of `docker push`; undefined when it printed none. */
function pushedDigest(output) {
    const [, found] = PUSHED.exec(output) ?? [];
    return found !== undefined && isDigest(found) ? found : undefined;
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/push-image.js



/** Host of a repository name as docker reads it: the first part, when it looks like one. */
function registryHost(name) {
    const [first, ...rest] = name.split('/');
    const isHost = rest.length > 0 && first !== undefined && (/[.:]/.test(first) || first === 'localhost');
    return isHost ? first : 'docker.io';
}
/** Loopback registries speak plain HTTP without being asked, for the engine and so for the read back. */
const isLoopback = (host) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
/** The registry's own last words, without the progress before them. */
function lastLine({ stdout, stderr }) {
    const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
    return lines.findLast((line) => line !== '') ?? 'no message';
}
/** Turns what a registry says into the cure. */
function pushRefused(reference, host, said) {
    const denied = /denied|unauthorized|authentication required|forbidden|no basic auth/i.test(said);
    const cure = denied
        ? `log in to ${host} before this step, with the right to write this repository`
        : `check that ${host} can be reached from the Docker engine`;
    return new errors/* UserError */.y('PUSH_FAILED', `push of ${reference} failed: ${said}; ${cure}`);
}
async function tag({ api }, image, reference) {
    const query = new URLSearchParams({ repo: reference.name, tag: reference.tag });
    const answer = await api.json('POST', `/images/${image}/tag?${query}`);
    if (answer.status !== 201) {
        throw new errors/* UserError */.y('PUSH_FAILED', `tag ${reference.name}:${reference.tag} was refused: ${engineMessage(answer)}`);
    }
}
/** The manifest by digest, from the registry itself, with the same stored credentials as the push. */
async function readBack(tools, name, digest) {
    const insecure = isLoopback(registryHost(name)) ? ['--insecure'] : [];
    const args = ['manifest', 'inspect', '--verbose', ...insecure, `${name}@${digest}`];
    const result = await tools.exec.run('docker', args, { env: tools.env });
    const about = `${name}@${digest}`;
    if (result.exitCode !== 0) {
        throw new errors/* UserError */.y('PUSH_UNVERIFIED', `${about} could not be read back: ${lastLine(result)}`);
    }
    try {
        return readManifest(result.stdout);
    }
    catch (error) {
        throw new errors/* UserError */.y('PUSH_UNVERIFIED', `${about} could not be read back: ${(0,errors/* describeError */.U)(error)}`, {
            cause: error,
        });
    }
}
/** See `Docker.push`. */
async function pushImage(tools, image, reference) {
    const name = `${reference.name}:${reference.tag}`;
    await tag(tools, image, reference);
    const result = await tools.exec.run('docker', ['push', name], { env: tools.env });
    if (result.exitCode !== 0)
        throw pushRefused(name, registryHost(reference.name), lastLine(result));
    const stated = pushedDigest(result.stdout);
    if (stated === undefined)
        throw new errors/* UserError */.y('PUSH_UNVERIFIED', `docker push ${name} printed no digest`);
    const manifest = await readBack(tools, reference.name, stated);
    // An engine with the containerd store names images by their manifest; the others by their configuration.
    if (manifest.digest !== stated || (manifest.config !== image && manifest.digest !== image)) {
        throw new errors/* UserError */.y('PUSH_UNVERIFIED', `${name}: the registry holds ${manifest.digest} with configuration ${manifest.config}, the checked image is ${image}`);
    }
    return { digest: manifest.digest };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/connect.js









/** The oldest API that was seen working: Docker 20.10. */
const OLDEST_API = '1.41';
const version = schemas/* object */.Ikc({ Version: schemas/* string */.YjP(), ApiVersion: schemas/* string */.YjP(), Os: schemas/* string */.YjP(), Arch: schemas/* string */.YjP() });
/** True when API version `a` is lower than `b`: `1.9` is lower than `1.41`. */
function isOlder(a, b) {
    const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
    const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
    return aMajor < bMajor || (aMajor === bMajor && !(aMinor >= bMinor));
}
async function readEngine(api, exec, env) {
    const answer = await api.json('GET', '/version');
    if (answer.status !== 200) {
        throw new errors/* UserError */.y('ENGINE_UNAVAILABLE', `the Docker engine refused to give its version: ${engineMessage(answer)}`);
    }
    const { Version, ApiVersion, Os, Arch } = version.parse(answer.body);
    if (isOlder(ApiVersion, OLDEST_API)) {
        throw new errors/* UserError */.y('ENGINE_TOO_OLD', `Docker engine ${Version} speaks API ${ApiVersion}; API ${OLDEST_API} (Docker 20.10) or newer is needed`);
    }
    const { exitCode } = await exec.run('docker', ['buildx', 'version'], { env });
    return { version: Version, api: ApiVersion, os: Os, arch: Arch, builder: exitCode === 0 ? 'buildx' : 'classic' };
}
/**
 * The engine that the docker client uses, read through its API and written through the client. Building and pushing
 * stay with the client because it holds the credentials, the builders and the proxies that people have set up.
 */
function connectDocker(exec, environment) {
    const connect = async () => ({ ...(await connectEngine(exec, environment)), exec });
    let connection;
    const tools = () => (connection ??= connect());
    let engine;
    const readOnce = () => (engine ??= tools().then(({ api, env }) => readEngine(api, exec, env)));
    return {
        engine: readOnce,
        async build(request) {
            const { builder } = await readOnce();
            return await build_image_buildImage(exec, builder, (await tools()).env, request);
        },
        async lint(request) {
            const { builder } = await readOnce();
            return await lintDockerfile(exec, builder, (await tools()).env, request);
        },
        inspect: async (image) => await inspectImage((await tools()).api, image),
        async baseLayers(reference, platform) {
            const { builder } = await readOnce();
            return await baseLayers(await tools(), builder, reference, platform);
        },
        async *save(images) {
            yield* saveImages((await tools()).api, images);
        },
        push: async (image, reference) => await pushImage(await tools(), image, reference),
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/docker/context-files.js
var context_files_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var context_files_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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



/** Far above any real context; below what would hold up a build. */
const MOST_ENTRIES = 500_000;
/**
 * Paths of the files of a build context that are asked for, from its root with forward slashes, sorted. Links are not
 * followed: the builder gets them as links.
 * @throws when there are more entries than can be looked through, or a folder cannot be read.
 */
async function listContext(context, wanted) {
    const found = [];
    const folders = [''];
    let entries = 0;
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
        for (const entry of await (0,promises_.readdir)((0,external_node_path_.join)(context, folder), { withFileTypes: true })) {
            entries += 1;
            if (entries > MOST_ENTRIES)
                throw new Error(`the build context has more than ${MOST_ENTRIES} files`);
            const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
            if (entry.isDirectory())
                folders.push(path);
            else if (wanted(path))
                found.push(path);
        }
    }
    return found.sort();
}
/** Bytes of a file of the context, not through a link; undefined when it is not there, a link, or larger than `most`. */
async function readContextFile(context, path, most) {
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const handle = context_files_addDisposableResource(env_1, await (0,promises_.open)((0,external_node_path_.join)(context, path), external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW), true);
            const info = await handle.stat();
            return info.isFile() && info.size <= most ? await handle.readFile() : undefined;
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = context_files_disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && ['ENOENT', 'ELOOP', 'ENOTDIR'].includes(String(error.code))) {
            return undefined;
        }
        throw error;
    }
}

;// CONCATENATED MODULE: ./.build/shared/adapters/git-changes.js


/**
 * Committed files below a path that differ from HEAD now, deleted ones too, sorted as git gives them. Files that no
 * commit has are left out: earlier steps may make them.
 * @param folder the repository's folder; `path` is relative to it.
 * @throws UserError('WORKSPACE_MISMATCH') when git cannot tell.
 */
async function changedFiles(exec, folder, path) {
    const question = [
        'diff',
        '--name-only',
        '--no-renames',
        '--no-ext-diff',
        '--diff-filter=a',
        '-z',
        'HEAD',
        '--',
        path,
    ];
    const { exitCode, stdout, stderr } = await exec.run('git', ['-c', `safe.directory=${folder}`, '-C', folder, ...question], { env: { LC_ALL: 'C', GIT_CEILING_DIRECTORIES: (0,external_node_path_.dirname)(folder), GIT_OPTIONAL_LOCKS: '0' } });
    if (exitCode !== 0) {
        throw new errors/* UserError */.y('WORKSPACE_MISMATCH', `git cannot compare "${path}" with the commit: ${stderr.trim()}`);
    }
    return stdout.split('\0').filter((name) => name !== '');
}

// EXTERNAL MODULE: ./node_modules/@octokit/core/dist-src/index.js + 12 modules
var dist_src = __webpack_require__(14730);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-paginate-rest/dist-bundle/index.js
var dist_bundle = __webpack_require__(16160);
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
function unreadable_pathOf(url) {
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
function unreadable_unreadable(failure) {
    const path = unreadable_pathOf(failure.url);
    const said = failure.message.replaceAll(/\s+/g, ' ').slice(0, 200).trim();
    const seen = [failure.status, said].filter((part) => part !== undefined && part !== '').join(' ');
    return new errors/* UserError */.y('GITHUB_UNREADABLE', `${failure.method} ${path}: ${seen}; ${advice(failure, permissionFor(failure.method, path))}`, { cause: failure.cause });
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/client.js





/** Milliseconds for one request with its answer. */
const client_TIMEOUT = 20_000;
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
        const signal = AbortSignal.timeout(connection.timeout ?? client_TIMEOUT);
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
        throw unreadable_unreadable({ method, url, status, message: error.message, cause: thrown });
    });
    client.hook.after('request', (response, options) => {
        // Raw bytes are the business of the one who asked for them.
        if (options.request?.parseSuccessResponseBody === false)
            return;
        if (typeof response.data === 'object' && response.data !== null)
            return;
        const { method, url } = client.request.endpoint(options);
        throw unreadable_unreadable({ method, url, status: response.status, message: 'the answer is not JSON' });
    });
    return client;
}

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
    throw unreadable_unreadable({ method, url: answer.url, status: answer.status, message });
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
            throw unreadable_unreadable({ method: 'GET', url: page.url, status: page.status, message: 'the list does not end' });
    }
    if (last?.total !== undefined && last.total !== items.size)
        throw unreadable_unreadable({
            method: 'GET',
            url: last.page.url,
            status: last.page.status,
            message: `the list has ${last.total} entries, of which ${items.size} came; it changed while it was read, or is longer than GitHub gives`,
        });
    return [...items.values()];
}

;// CONCATENATED MODULE: ./.build/shared/adapters/github/shapes.js


/*
 * The part of GitHub's answers that decisions rest on, and what becomes of it. A field that is missing or of another
 * type makes the whole answer unreadable: `undefined === undefined` must never be what two facts agree on.
 */
const id = schemas/* int */.Whr().positive();
const sha = schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const shapes_time = iso/* datetime */.w$({ offset: true });
const shapes_digest = schemas/* custom */.IeY((value) => typeof value === 'string' && isDigest(value));
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
    merged_at: shapes_time.nullable(),
    merge_commit_sha: sha.nullable(),
    updated_at: shapes_time,
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
    submitted_at: shapes_time.optional(),
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
const activityShape = schemas/* object */.Ikc({ id, after: sha, timestamp: shapes_time, activity_type: schemas/* string */.YjP(), actor: accountOrNone })
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
    created_at: shapes_time,
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
    digest: shapes_digest.nullish(),
    expired: schemas/* boolean */.zMY(),
    created_at: shapes_time,
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

;// CONCATENATED MODULE: ./.build/shared/adapters/github/download.js



/** Bytes of an artifact that are read at most. */
const download_LARGEST = 128 * 1024 * 1024;
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
        throw unreadable_unreadable({ method: 'GET', url, status: 200, message: `artifact "${artifact.name}" ${message}` });
    };
    if (artifact.digest === null)
        return refuse('has no digest; upload it with version 4 or later of upload-artifact');
    if (artifact.expired)
        return refuse('has expired; run the job that made it again');
    if (artifact.size > download_LARGEST)
        return refuse(`has ${artifact.size} bytes; at most ${download_LARGEST} are read`);
    const { data } = await client.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
        ...repository,
        artifact_id: artifact.id,
        archive_format: 'zip',
        request: { fetch: makeDownloadFetch(connection, download_LARGEST), parseSuccessResponseBody: false },
    });
    if (!(data instanceof ReadableStream))
        return refuse('was not sent');
    const bytes = await client_readBytes(new Response(data), download_LARGEST);
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
const fail = (answer, message) => unreadable_unreadable({ method: 'GET', url: answer.url, status: answer.status, message });
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
                throw unreadable_unreadable({ method: 'POST', url: answer.url, status: 403, message });
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
const opening_shapes_answer = (data) => schemas/* object */.Ikc({ data: schemas/* object */.Ikc({ repository: data }) });
/** The answer to `OPENING`. */
const openingShape = opening_shapes_answer(schemas/* object */.Ikc({
    file: schemas/* object */.Ikc({ oid, byteSize: schemas/* int */.Whr().optional(), text: schemas/* string */.YjP().nullish() }).nullable(),
    commit: opening_shapes_commitShape.and(schemas/* object */.Ikc({
        associatedPullRequests: schemas/* object */.Ikc({
            pageInfo: schemas/* object */.Ikc({ hasNextPage: schemas/* literal */.euz(false) }),
            nodes: schemas/* array */.YOg(pullShape),
        }),
    })),
})).transform(({ data }) => data.repository);
/** The answer to `MORE`. */
const moreShape = opening_shapes_answer(schemas/* object */.Ikc({ pullRequest: schemas/* object */.Ikc(parts) })).transform(({ data }) => data.repository.pullRequest);
/** The bytes of a file that came as text; null unless git's own name for them proves that they are its bytes. */
function opening_shapes_bytesOf(blob) {
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
const opening_deployments_named = schemas/* object */.Ikc({ run: schemas/* string */.YjP().regex(/^\d{1,15}$/) });
function deploymentOf(found) {
    const run = opening_deployments_named.safeParse(found.payload);
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
async function opening_whole(client, at, apiUrl, first) {
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
                return { pull: node.pull, parts: (await opening_whole(client, at, apiUrl, node)) ?? null };
            }));
            const deployments = environment === null ? null : deploymentsOf(data, environment);
            return { commit: everyoneKnown([own]) ? own : null, file: opening_shapes_bytesOf(found.file), pulls, deployments };
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
        return found.success ? opening_whole(client, at, apiUrl, found.data) : undefined;
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
            throw unreadable_unreadable({ method: 'GET', url: page.url, status: page.status, message: 'the log is too long' });
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
            throw unreadable_unreadable({ method: 'GET', url: answer.url, status: 200, message: `the answer is about ${found.id}` });
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
        throw unreadable_unreadable({ method: 'GET', url: answer.url, status: answer.status, message });
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
    throw unreadable_unreadable({ method: 'GET', url: answer.url, status: answer.status, message });
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
            throw unreadable_unreadable({ method: 'GET', url: answer.url, status: 200, message: `the answer is about ${commit.sha}` });
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
    return Object.entries(config.roles ?? {}).flatMap(([id, role]) => roles_findingsOf(['roles', id], role));
}
function roles_findingsOf(path, role) {
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
const running_LIMITS = ['memory', 'start', 'stop'];
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
        ...given(limits, running_LIMITS).map((key) => ['limits', key]),
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


const schema_issues_WORDS = {
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
            return `must be ${schema_issues_WORDS[issue.expected] ?? issue.expected}, not ${kind(found)}`;
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
const render_WIDTH = 110;
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
    const from = Math.max(0, column - 1 - Math.floor(render_WIDTH / 2));
    const shown = printable(whole.slice(from, from + render_WIDTH));
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
        throw new errors/* UserError */.y('CONFIG_INVALID', `${path} is not in the checkout; check the repository out first, or name the file in the input "config"`);
    return load_policy_parse(bytes, { path, ref: WORKSPACE_REF, commit: head ?? '' });
}

;// CONCATENATED MODULE: ./.build/shared/adapters/machine.js

/** The machine that the action runs on. */
const connectMachine = () => ({
    resources: () => ({ cores: (0,external_node_os_.availableParallelism)(), freeMemory: process.availableMemory() }),
});

// EXTERNAL MODULE: ./node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(56118);
;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/companion-image.js







/** Where the program is in the image. */
const NODE = '/node';
const loaded = schemas/* object */.Ikc({ sharedObjects: schemas/* array */.YOg(schemas/* string */.YjP()) });
/** The libraries that this process runs with, by the paths that the loader found them at. */
function libraries() {
    const { report } = process;
    // Without this the report looks up the names of all peers.
    Object.assign(report, { excludeNetwork: true });
    const { sharedObjects } = loaded.parse(report.getReport());
    return [...new Set(sharedObjects.filter((path) => path.startsWith('/') && path !== process.execPath))];
}
async function* companionTar(paths) {
    const archive = (0,tar_stream.pack)();
    const files = [[NODE, process.execPath], ...paths.map((path) => [path, path])];
    const filling = (async () => {
        for (const [name, path] of files) {
            const { size } = await (0,promises_.stat)(path);
            await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(path), archive.entry({ name: name.slice(1), size, mode: 0o755 }));
        }
        archive.finalize();
    })();
    filling.catch((error) => archive.destroy(error));
    for await (const chunk of archive)
        yield chunk;
    await filling;
}
/**
 * An image that holds nothing but the program that runs this action, with its libraries, copied from this process:
 * nothing has to be pulled, no shell is needed in the images under test, and there is no binary to be trusted that is
 * not trusted already.
 * @returns the image's id
 */
async function importCompanion(api, label) {
    const paths = libraries();
    const folders = [...new Set(paths.map((path) => (0,external_node_path_.dirname)(path)))];
    const query = new URLSearchParams([
        ['fromSrc', '-'],
        ['changes', `LABEL ${label}`],
        ['changes', `ENV LD_LIBRARY_PATH=${folders.join(':')}`],
    ]);
    const answer = await api.send('POST', `/images/create?${query}`, { tar: companionTar(paths) });
    const chunks = [];
    for await (const chunk of answer.body)
        chunks.push(chunk);
    const said = Buffer.concat(chunks).toString('utf8');
    const [id] = /sha256:[0-9a-f]{64}/.exec(said) ?? [];
    if (answer.status === 200 && id !== undefined)
        return id;
    throw new errors/* UserError */.y('SANDBOX_UNAVAILABLE', `the engine did not take the companion image: ${said.trim() || answer.status}`);
}

;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/frames.js
/** Longest text that is kept of what a container printed. */
const frames_LIMIT = 256 * 1024;
/**
 * The text of an engine's stream of stdout and stderr together: frames of a byte for the stream, three of nothing, four
 * for the length, and the bytes. What comes after the limit is read and dropped.
 * @throws Error when the stream ends inside of a frame.
 */
async function readFrames(stream) {
    const parts = [];
    let kept = 0;
    let rest = Buffer.alloc(0);
    for await (const chunk of stream) {
        rest = Buffer.concat([rest, chunk]);
        while (rest.length >= 8 && rest.length >= 8 + rest.readUInt32BE(4)) {
            const end = 8 + rest.readUInt32BE(4);
            const part = rest.subarray(8, Math.min(end, 8 + frames_LIMIT - kept));
            parts.push(part);
            kept += part.length;
            rest = rest.subarray(end);
        }
    }
    if (rest.length > 0)
        throw new Error('the engine broke off in the middle of an output');
    return Buffer.concat(parts).toString('utf8');
}

;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/engine-containers.js



const created = schemas/* object */.Ikc({ Id: schemas/* string */.YjP().min(1) });
const network = schemas/* object */.Ikc({
    Internal: schemas/* boolean */.zMY(),
    IPAM: schemas/* object */.Ikc({ Config: schemas/* array */.YOg(schemas/* object */.Ikc({ Subnet: schemas/* string */.YjP() })).min(1) }),
});
const container = schemas/* object */.Ikc({
    State: schemas/* object */.Ikc({
        Running: schemas/* boolean */.zMY(),
        ExitCode: schemas/* number */.aig(),
        OOMKilled: schemas/* boolean */.zMY(),
        StartedAt: schemas/* string */.YjP(),
        FinishedAt: schemas/* string */.YjP(),
        Health: schemas/* object */.Ikc({ Status: schemas/* string */.YjP() }).nullish(),
    }),
    Config: schemas/* object */.Ikc({
        ExposedPorts: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).nullish(),
        Healthcheck: schemas/* object */.Ikc({ Test: schemas/* array */.YOg(schemas/* string */.YjP()).nullish() }).nullish(),
    }),
    NetworkSettings: schemas/* object */.Ikc({ Networks: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* object */.Ikc({ IPAddress: schemas/* string */.YjP() })) }),
});
function engineContainers(api, labels) {
    const call = async (what, method, path, body) => {
        const answer = await api.json(method, path, body);
        if (answer.status >= 300 && answer.status !== 304)
            throw new Error(`${what}: ${engineMessage(answer)}`);
        return answer.body;
    };
    return {
        async createNetwork(name) {
            const body = { Name: name, Driver: 'bridge', Internal: true, CheckDuplicate: true, Labels: labels };
            const { Id: id } = created.parse(await call(`network ${name}`, 'POST', '/networks/create', body));
            const made = network.parse(await call(`network ${name}`, 'GET', `/networks/${id}`));
            if (!made.Internal)
                throw new Error(`network ${name} is not internal although the engine was told so`);
            return { id, subnet: made.IPAM.Config[0]?.Subnet ?? '' };
        },
        async join(networkId, id) {
            await call('connect to a network', 'POST', `/networks/${networkId}/connect`, { Container: id });
        },
        async create(name, body) {
            const query = new URLSearchParams({ name });
            const whole = { ...body, Labels: labels };
            return created.parse(await call(`container ${name}`, 'POST', `/containers/create?${query}`, whole)).Id;
        },
        start: async (id) => void (await call('start', 'POST', `/containers/${id}/start`)),
        stop: async (id, seconds) => void (await call('stop', 'POST', `/containers/${id}/stop?t=${seconds}`)),
        remove: async (id) => void (await call('remove', 'DELETE', `/containers/${id}?force=true&v=true`)),
        async wait(id) {
            const body = await call('wait', 'POST', `/containers/${id}/wait`);
            return schemas/* object */.Ikc({ StatusCode: schemas/* number */.aig() }).parse(body).StatusCode;
        },
        inspect: async (id) => container.parse(await call('inspect', 'GET', `/containers/${id}/json`)),
        async log(id, lines) {
            return await readFrames(await api.stream(`/containers/${id}/logs?stdout=true&stderr=true&tail=${lines}`));
        },
        /** Runs a program in a running container and gives what it printed. */
        async exec(id, command) {
            const body = { AttachStdout: true, AttachStderr: true, Cmd: command };
            const { Id: exec } = created.parse(await call('exec', 'POST', `/containers/${id}/exec`, body));
            const answer = await api.send('POST', `/exec/${exec}/start`, { json: { Detach: false, Tty: false } });
            const printed = await readFrames(answer.body);
            const { ExitCode: code } = schemas/* object */.Ikc({ ExitCode: schemas/* number */.aig().nullish() })
                .parse(await call('exec', 'GET', `/exec/${exec}/json`));
            if (answer.status !== 200 || code !== 0)
                throw new Error(`exec ended with ${code ?? answer.status}: ${printed.trim()}`);
            return printed;
        },
        /** Everything with a label that is still there is removed, also what could not be removed one by one. */
        async removeAll(label) {
            const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
            const ids = schemas/* array */.YOg(created);
            const containers = ids.parse(await call('list', 'GET', `/containers/json?all=true&filters=${filters}`));
            await Promise.all(containers.map(({ Id }) => call('remove', 'DELETE', `/containers/${Id}?force=true&v=true`)));
            const networks = ids.parse(await call('list', 'GET', `/networks?filters=${filters}`));
            await Promise.all(networks.map(({ Id }) => call('remove network', 'DELETE', `/networks/${Id}`)));
            const images = ids.parse(await call('list', 'GET', `/images/json?filters=${filters}`));
            await Promise.all(images.map(({ Id }) => call('remove image', 'DELETE', `/images/${Id}?force=true`)));
        },
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/keeper-program.js
/**
 * Waits until its standard input ends, which it does whatever ends the process that holds it, also SIGKILL, and then
 * removes everything with the label. Run as a process of its own, as text: it may use nothing from outside.
 * A container can still be on its way when its owner ends, so it looks until twice nothing was found.
 */
function keeperProgram() {
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    const label = process.argv[1] ?? '';
    const docker = (...args) => {
        const { stdout } = spawnSync('docker', args, {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
            timeout: 30_000,
        });
        return (stdout ?? '').split('\n').filter((line) => line !== '');
    };
    const remove = () => {
        const filter = ['--quiet', '--filter', `label=${label}`];
        const containers = docker('ps', '--all', ...filter);
        if (containers.length > 0)
            docker('rm', '--force', '--volumes', ...containers);
        const networks = docker('network', 'ls', ...filter);
        if (networks.length > 0)
            docker('network', 'rm', ...networks);
        const images = [...new Set(docker('images', ...filter))];
        if (images.length > 0)
            docker('rmi', '--force', ...images);
        return containers.length + networks.length + images.length;
    };
    let left = 10;
    let quiet = 0;
    const round = () => {
        quiet = remove() === 0 ? quiet + 1 : 0;
        left -= 1;
        if (quiet < 2 && left > 0)
            setTimeout(round, 500);
        else
            process.exit(0);
    };
    // Signals of the terminal or the runner are meant for the owner; this process ends after it.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
        process.on(signal, () => { });
    process.stdin.on('data', (data) => {
        if (data.toString().includes('done'))
            process.exit(0);
    });
    process.stdin.on('end', round);
    process.stdin.on('error', round);
    process.stdin.resume();
}

;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/program-text.js
/** A function as a program for `node -e`. It may use nothing from outside of itself. */
const programText = (program) => `(${program.toString()})()`;

;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/keeper.js



/** The runner ends what carries its mark when the job is over, and inputs hold a token. */
const isKept = (name) => name !== 'RUNNER_TRACKING_ID' && !name.startsWith('INPUT_');
/** Starts a keeper. It is bound to this process by a pipe, so no signal handler has to run for it to notice the end. */
function startKeeper(label, env) {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => isKept(name)));
    const child = (0,external_node_child_process_.spawn)(process.execPath, ['-e', programText(keeperProgram), label], {
        detached: true,
        stdio: ['pipe', 'ignore', 'ignore'],
        env: { ...inherited, ...env },
    });
    child.on('error', () => { });
    child.stdin.on('error', () => { });
    child.unref();
    if ('unref' in child.stdin && typeof child.stdin.unref === 'function')
        child.stdin.unref();
    return { dismiss: () => child.stdin.end('done\n') };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/companion-program.js
/**
 * Owns a pod's network namespace: answers its names and writes down what the pod tried. Run in a container as text: it
 * may use nothing from outside of the function.
 *
 * Names are answered here and not by the engine, because engines differ in what they do with a name that they do not
 * know on an internal network (some pass it on to the outside), and none of them says which were asked.
 */
function companionProgram() {
    const fs = process.getBuiltinModule('node:fs');
    const dgram = process.getBuiltinModule('node:dgram');
    const tcp = process.getBuiltinModule('node:net');
    const os = process.getBuiltinModule('node:os');
    const remembered = new Set();
    const remember = (file, line) => {
        if (remembered.has(`${file} ${line}`) || remembered.size > 1_000)
            return;
        remembered.add(`${file} ${line}`);
        fs.appendFileSync(`/seen/${file}`, `${line}\n`);
    };
    /** The question's name, its type, and where the question ends in the packet. */
    const readQuestion = (packet) => {
        const labels = [];
        let at = 12;
        for (let length = packet.readUInt8(at); length > 0; length = packet.readUInt8(at)) {
            if (length > 63)
                throw new Error('a compressed name in a question');
            labels.push(packet.toString('latin1', at + 1, at + 1 + length));
            at += 1 + length;
        }
        return { name: labels.join('.').toLowerCase(), type: packet.readUInt16BE(at + 1), end: at + 5 };
    };
    const respond = (packet) => {
        const { name, type, end } = readQuestion(packet);
        const table = JSON.parse(fs.readFileSync('/seen/table', 'utf8'));
        const address = Object.hasOwn(table, name) ? table[name] : undefined;
        // Names of addresses are asked by servers for their logs; that reaches nobody.
        if (address === undefined && !name.endsWith('.arpa') && name !== '')
            remember('names', name);
        const header = Buffer.from(packet.subarray(0, 12));
        header.writeUInt16BE(0x8580 | (address === undefined ? 3 : 0), 2);
        header.writeUInt16BE(1, 4);
        const given = address !== undefined && type === 1;
        header.writeUInt16BE(given ? 1 : 0, 6);
        header.writeUInt32BE(0, 8);
        const question = packet.subarray(12, end);
        if (!given)
            return Buffer.concat([header, question]);
        const record = [0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)];
        return Buffer.concat([header, question, Buffer.from(record)]);
    };
    const udp = dgram.createSocket('udp4');
    udp.on('message', (packet, from) => {
        try {
            udp.send(respond(packet), from.port, from.address);
        }
        catch {
            // What is no question gets no answer.
        }
    });
    const overTcp = tcp.createServer((socket) => {
        socket.on('error', () => socket.destroy());
        socket.on('data', (data) => {
            try {
                const answer = respond(data.subarray(2));
                const size = Buffer.alloc(2);
                size.writeUInt16BE(answer.length);
                socket.end(Buffer.concat([size, answer]));
            }
            catch {
                socket.destroy();
            }
        });
    });
    const own = Object.values(os.networkInterfaces()).flatMap((list) => list ?? []);
    const inside = own.flatMap(({ family, cidr }) => (family === 'IPv4' && cidr !== null ? [cidr] : []));
    const number = (address) => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
    const isInside = (address) => inside.some((cidr) => {
        const [network = '', bits = ''] = cidr.split('/');
        const size = 2 ** (32 - Number(bits));
        return Math.floor(number(network) / size) === Math.floor(number(address) / size);
    });
    const gateway = () => {
        const rows = fs
            .readFileSync('/proc/net/route', 'utf8')
            .split('\n')
            .map((line) => line.split(/\s+/));
        const hex = rows.find(([, to]) => to === '00000000')?.[2];
        return hex === undefined
            ? undefined
            : (hex.match(/../g) ?? [])
                .reverse()
                .map((byte) => Number.parseInt(byte, 16))
                .join('.');
    };
    const noRoutes = () => {
        const [names = '', values = ''] = fs.readFileSync('/proc/net/snmp', 'utf8').split('\n');
        return values.split(' ')[names.split(' ').indexOf('OutNoRoutes')] ?? '0';
    };
    const noRoutesBefore = noRoutes();
    /** Connections that wait for an answer and connected datagram sockets: those that lead out are remembered. */
    const look = () => {
        for (const [file, state] of [
            ['tcp', '02'],
            ['udp', '01'],
        ]) {
            for (const line of fs.readFileSync(`/proc/net/${file}`, 'utf8').split('\n').slice(1)) {
                const cells = line.trim().split(/\s+/);
                if (cells[3] !== state)
                    continue;
                const [hex = '', port = ''] = (cells[2] ?? '').split(':');
                const address = (hex.match(/../g) ?? [])
                    .reverse()
                    .map((byte) => Number.parseInt(byte, 16))
                    .join('.');
                if (!isInside(address))
                    remember('addresses', `${address}:${Number.parseInt(port, 16)}`);
            }
        }
        const way = gateway();
        const arp = fs.readFileSync('/proc/net/arp', 'utf8').split('\n');
        if (way !== undefined && arp.some((line) => line.startsWith(`${way} `)))
            remember('outside', 'gateway');
        if (noRoutes() !== noRoutesBefore)
            remember('outside', 'no route');
    };
    fs.mkdirSync('/seen');
    fs.writeFileSync('/seen/table', '{}');
    udp.bind(53, '127.0.0.1', () => overTcp.listen(53, '127.0.0.1', () => {
        fs.writeFileSync('/etc/resolv.conf', 'nameserver 127.0.0.1\n');
        setInterval(look, 100);
        process.stdout.write('ready\n');
    }));
}

;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/door-program.js
/**
 * Passes connections on, one way only: from callers to the service. Listens on nothing but its addresses in the
 * callers' networks. Run in a container as text: it may use nothing from outside of the function but types.
 */
function doorProgram() {
    const net = process.getBuiltinModule('node:net');
    const os = process.getBuiltinModule('node:os');
    const listeners = JSON.parse(process.argv[1] ?? '[]');
    const number = (address) => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
    const own = Object.values(os.networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
    const within = (subnet) => {
        const [network = '', bits = ''] = subnet.split('/');
        const size = 2 ** (32 - Number(bits));
        return own.find((address) => net.isIPv4(address) && Math.floor(number(address) / size) === Math.floor(number(network) / size));
    };
    let waiting = listeners.length;
    for (const { subnet, port, to } of listeners) {
        const host = within(subnet);
        if (host === undefined)
            throw new Error(`no address in ${subnet}`);
        const server = net.createServer({ allowHalfOpen: true }, (caller) => {
            const service = net.connect({ host: to, port, allowHalfOpen: true });
            // A broken connection is broken on the other side too: a caller must not take it for an orderly end.
            service.on('error', () => caller.resetAndDestroy());
            caller.on('error', () => service.resetAndDestroy());
            caller.pipe(service).pipe(caller);
        });
        server.listen(port, host, () => {
            waiting -= 1;
            if (waiting === 0)
                process.stdout.write('ready\n');
        });
    }
}

;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/container-bodies.js




const MIB = 1024 * 1024;
/** For the containers that are ours: no capability, and just enough room for a small Node program. */
const OWN_LIMITS = { CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'], Memory: 256 * MIB, PidsLimit: 64 };
/**
 * The companion owns the network namespace, so it may bind low ports in it and its own resolv.conf is everybody's. The
 * engine's cgroups are there to read what the service used at most.
 */
const companionBody = (image, network, pod) => ({
    Image: image,
    Hostname: pod,
    Cmd: [NODE, '-e', programText(companionProgram)],
    HostConfig: {
        ...OWN_LIMITS,
        NetworkMode: network,
        CgroupnsMode: 'host',
        Binds: ['/sys/fs/cgroup:/cgroup:ro'],
        Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0' },
    },
});
const doorBody = (image, network, listeners) => ({
    Image: image,
    Cmd: [NODE, '-e', programText(doorProgram), JSON.stringify(listeners)],
    HostConfig: {
        ...OWN_LIMITS,
        NetworkMode: network,
        ReadonlyRootfs: true,
        Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0' },
    },
});
/**
 * A folder in memory that everybody may write to. As a volume without a name, which goes with its container, and not as
 * the engine's own tmpfs: runc before 1.2 gives that the mode of the folder under it when the container starts again.
 */
const inMemory = (path, labels) => ({
    Type: 'volume',
    Target: path,
    VolumeOptions: {
        NoCopy: true,
        Labels: labels,
        DriverConfig: { Name: 'local', Options: { type: 'tmpfs', device: 'tmpfs', o: 'mode=1777,nosuid,nodev' } },
    },
});
/** A service's container in the namespace of its companion. */
function serviceBody(spec, companion, labels) {
    const hardening = spec.hardened ? { CapDrop: ['ALL'], ReadonlyRootfs: spec.readOnly } : {};
    return {
        Image: spec.image,
        ...(spec.command === null ? {} : { Cmd: spec.command }),
        Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
        // Only how often: what is asked stays the image's own.
        Healthcheck: { Interval: 2e9 },
        HostConfig: {
            ...hardening,
            NetworkMode: `container:${companion}`,
            SecurityOpt: ['no-new-privileges'],
            PidsLimit: 256,
            Memory: spec.memory,
            MemorySwap: spec.memory,
            NanoCpus: 1e9,
            Mounts: ['/tmp', ...spec.writable].map((path) => inMemory(path, labels)),
            RestartPolicy: { Name: 'no' },
            // Whatever the engine does with logs otherwise, here they have to be read.
            LogConfig: { Type: 'json-file', Config: { 'max-size': '10m' } },
        },
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/lay-pods.js



/** Milliseconds that one of our own programs gets to start on a busy machine. */
const START_LIMIT = 30_000;
/** Waits for all, also when one fails: what is still being created could not be removed otherwise. */
async function lay_pods_all(items, work) {
    const results = await Promise.allSettled(items.map(work));
    return results.map((result) => {
        if (result.status === 'rejected')
            throw result.reason;
        return result.value;
    });
}
async function startOwn({ containers }, id) {
    await containers.start(id);
    const end = Date.now() + START_LIMIT;
    for (;;) {
        const printed = await containers.log(id, 20);
        if (printed.includes('ready\n'))
            return;
        const { State } = await containers.inspect(id);
        if (State.Running && Date.now() < end)
            await (0,external_node_timers_promises_.setTimeout)(50);
        else
            throw new errors/* UserError */.y('SANDBOX_UNAVAILABLE', `a companion container did not start: ${printed.trim() || 'no output'}`);
    }
}
async function startCompanion(tools, spec) {
    const name = `${tools.name}-${spec.name}`;
    const network = { ...(await tools.containers.createNetwork(name)), name };
    const id = await tools.containers.create(`${name}-companion`, companionBody(tools.companion, name, spec.name));
    await startOwn(tools, id);
    const { NetworkSettings } = await tools.containers.inspect(id);
    return { spec, network, id, address: NetworkSettings.Networks[name]?.IPAddress ?? '' };
}
/** One container for everybody who talks to `to`, on the ports that each of them declares. */
async function openDoor(tools, to, callers) {
    const listeners = callers.flatMap(({ spec, network: { subnet } }) => [...new Set(spec.talksTo.filter(({ pod }) => pod === to.spec.name).map(({ port }) => port))].map((port) => ({
        subnet,
        port,
        to: to.address,
    })));
    const body = doorBody(tools.companion, to.network.name, listeners);
    const id = await tools.containers.create(`${to.network.name}-door`, body);
    for (const { network } of callers)
        await tools.containers.join(network.id, id);
    await startOwn(tools, id);
    const { Networks } = (await tools.containers.inspect(id)).NetworkSettings;
    const addresses = callers.map(({ spec, network }) => [spec.name, Networks[network.name]?.IPAddress ?? '']);
    return { to: to.spec.name, addresses: new Map(addresses) };
}
/** See `Sandbox.lay`. */
async function layPods(tools, specs) {
    const companions = await lay_pods_all(specs, async (spec) => await startCompanion(tools, spec));
    const callersOf = (name) => companions.filter(({ spec }) => spec.talksTo.some(({ pod }) => pod === name && pod !== spec.name));
    const behindDoors = companions.filter(({ spec }) => callersOf(spec.name).length > 0);
    const doors = await lay_pods_all(behindDoors, async (to) => await openDoor(tools, to, callersOf(to.spec.name)));
    return companions.map(({ spec, id, address }) => ({
        name: spec.name,
        companion: id,
        address,
        names: Object.fromEntries([
            [spec.name, address],
            ...doors.flatMap(({ to, addresses }) => {
                const at = addresses.get(spec.name);
                return at === undefined ? [] : [[to, at]];
            }),
        ]),
    }));
}

;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/probe-program.js
/** Run by `docker exec` in a companion; prints the answers as one line of JSON. */
async function probeProgram() {
    const fs = process.getBuiltinModule('node:fs');
    const net = process.getBuiltinModule('node:net');
    const http = process.getBuiltinModule('node:http');
    const dns = process.getBuiltinModule('node:dns');
    const resolver = new dns.promises.Resolver({ timeout: 3_000, tries: 3 });
    const questions = JSON.parse(process.argv[1] ?? '[]');
    const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
    const codeOf = (error) => error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const read = (path) => {
        try {
            return fs.readFileSync(path, 'utf8');
        }
        catch {
            return '';
        }
    };
    const addressOf = async (host) => net.isIP(host) ? host : ((await resolver.resolve4(host))[0] ?? host);
    const request = (host, port, path) => new Promise((resolve) => {
        const call = http.get({ host, port, path, timeout: 3_000, agent: false }, (response) => {
            response.resume();
            const status = response.statusCode ?? 0;
            resolve(status >= 200 && status < 400 ? '' : `HTTP ${status}`);
        });
        call.on('timeout', () => call.destroy(Object.assign(new Error('no answer'), { code: 'no answer within 3 s' })));
        call.on('error', (error) => resolve(codeOf(error)));
    });
    /** Empty when the connection stands; a broken one is closed, an orderly end is not. */
    const connect = (host, port, within, keep) => new Promise((resolve) => {
        const socket = net.connect({ host, port });
        const end = (why) => {
            resolve(why);
            socket.destroy();
        };
        let stands = false;
        const giveUp = () => (stands ? undefined : end('no answer'));
        // On a busy machine the time can be over while the answer is there and was not read yet: it is read first.
        const late = setTimeout(() => setImmediate(() => setImmediate(giveUp)), within);
        socket.on('connect', () => {
            stands = true;
            clearTimeout(late);
            setTimeout(() => end(''), keep);
        });
        socket.on('end', () => end(''));
        socket.on('error', (error) => end(codeOf(error)));
        socket.resume();
    });
    const reach = async (host, port, path, within) => {
        const end = Date.now() + within;
        for (;;) {
            const why = path === undefined ? await connect(host, port, 1_000, 0) : await request(host, port, path);
            if (why === '')
                return { ask: 'reach', reached: true, why };
            if (Date.now() >= end)
                return { ask: 'reach', reached: false, why };
            await sleep(100);
        }
    };
    const hexAddress = (hex) => hex.length === 8
        ? (hex.match(/../g) ?? [])
            .reverse()
            .map((byte) => Number.parseInt(byte, 16))
            .join('.')
        : hex.replace(/0+$/, '') === ''
            ? '::'
            : hex;
    const sockets = (file, state) => read(`/proc/net/${file}`)
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        .filter((cells) => cells[3] === state)
        .map((cells) => (cells[1] ?? '').split(':'));
    /** `::1` and `::ffff:127.x` as the kernel writes them. */
    const isLoopback = (address) => /^127\./.test(address) || /^0{24}01000000$/.test(address) || /^0{16}FFFF0000.{6}7F$/i.test(address);
    const listening = () => {
        const found = [
            ...['tcp', 'tcp6'].flatMap((file) => sockets(file, '0A').map((at) => [...at, 'tcp'])),
            ...['udp', 'udp6'].flatMap((file) => sockets(file, '07').map((at) => [...at, 'udp'])),
        ];
        const open = found.filter(([address = '']) => !isLoopback(hexAddress(address)));
        return [...new Set(open.map(([, port = '', protocol]) => `${Number.parseInt(port, 16)}/${protocol}`))];
    };
    const memory = (container) => {
        const own = process.env['HOSTNAME_ID'] ?? '';
        const lines = read('/proc/self/cgroup')
            .split('\n')
            .map((line) => line.split(':'));
        const of = (controller) => lines
            .find(([, names = '']) => names.split(',').includes(controller))
            ?.slice(2)
            .join(':');
        const id = /[0-9a-f]{64}/.exec(of('memory') ?? of('') ?? '')?.[0] ?? own;
        const sibling = (path) => (path ?? '').replace(id, container);
        const old = `/cgroup/memory${sibling(of('memory'))}`;
        const unified = `/cgroup${sibling(of(''))}`;
        const peak = read(`${old}/memory.max_usage_in_bytes`) || read(`${unified}/memory.peak`);
        const kills = /^oom_kill (\d+)/m.exec(read(`${old}/memory.oom_control`) || read(`${unified}/memory.events`));
        const why = peak === '' ? `neither ${old}/memory.max_usage_in_bytes nor ${unified}/memory.peak can be read` : '';
        return { ask: 'memory', peak: peak === '' ? null : Number(peak), kills: Number(kills?.[1] ?? 0), why };
    };
    const attempts = () => {
        const seen = (file) => [
            ...new Set(read(`/seen/${file}`)
                .split('\n')
                .filter((line) => line !== '')),
        ];
        return { ask: 'attempts', names: seen('names'), addresses: seen('addresses'), outside: seen('outside').length > 0 };
    };
    const answer = async (question) => {
        switch (question.ask) {
            case 'reach':
                return await reach(question.host, question.port, question.path, question.within);
            case 'connect': {
                try {
                    const why = await connect(await addressOf(question.host), question.port, question.within, 200);
                    return { ask: 'connect', open: why === '', why };
                }
                catch (error) {
                    return { ask: 'connect', open: false, why: codeOf(error) };
                }
            }
            case 'listening':
                return { ask: 'listening', ports: listening() };
            case 'attempts':
                return attempts();
            case 'memory':
                return memory(question.container);
            case 'names':
                fs.writeFileSync('/seen/table.part', JSON.stringify(question.names));
                fs.renameSync('/seen/table.part', '/seen/table');
                return { ask: 'names' };
        }
    };
    process.stdout.write(`${JSON.stringify(await Promise.all(questions.map(answer)))}\n`);
    process.exit(0);
}

// EXTERNAL MODULE: external "node:perf_hooks"
var external_node_perf_hooks_ = __webpack_require__(643);
;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/run-container.js



/** Lines of a container's output that are kept. */
const LOG_LINES = 500;
/** An image by name and digest is fetched with the credentials of the docker client, when the engine does not have it. */
async function ensureImage({ engine, exec }, image) {
    if ((await engine.api.json('GET', `/images/${image}/json`)).status === 200)
        return;
    const { exitCode, stderr } = await exec.run('docker', ['pull', '--quiet', image], { env: engine.env });
    if (exitCode === 0)
        return;
    const last = stderr.trim().split('\n').at(-1) ?? '';
    throw new errors/* UserError */.y('SANDBOX_UNAVAILABLE', `image ${image} cannot be pulled: ${last || 'no message'}`);
}
const HEALTH = {
    starting: 'starting',
    healthy: 'healthy',
    unhealthy: 'unhealthy',
};
const stateOf = ({ State }) => ({
    running: State.Running,
    exitCode: State.ExitCode,
    oomKilled: State.OOMKilled,
    startedAt: Date.parse(State.StartedAt),
    finishedAt: Date.parse(State.FinishedAt),
    health: State.Health == null ? null : (HEALTH[State.Health.Status] ?? null),
});
let counter = 0;
/** See `Sandbox.run`. */
async function runContainer(tools, pod, spec) {
    const { containers } = tools;
    await ensureImage(tools, spec.image);
    counter += 1;
    const id = await containers.create(`${tools.name}-${pod.name}-${counter}`, serviceBody(spec, pod.companion, tools.labels));
    await containers.start(id);
    const view = await containers.inspect(id);
    return watch(tools, id, Object.keys(view.Config.ExposedPorts ?? {}));
}
/** A container that was just started. */
function watch(tools, id, exposed) {
    const { containers } = tools;
    const ended = containers.wait(id);
    // Whoever waits for it sees the problem; nobody has to.
    ended.catch(() => { });
    return {
        id,
        exposed,
        ended,
        state: async () => stateOf(await containers.inspect(id)),
        async stop(ms) {
            const started = external_node_perf_hooks_.performance.now();
            await containers.stop(id, Math.max(1, Math.ceil(ms / 1_000)));
            return external_node_perf_hooks_.performance.now() - started;
        },
        async start() {
            await containers.start(id);
            return watch(tools, id, exposed);
        },
        async log() {
            const text = await containers.log(id, LOG_LINES);
            return text.split(/\r?\n/).filter((line) => line.trim() !== '');
        },
        remove: async () => await containers.remove(id),
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/sandbox/connect-sandbox.js











/** Node's names of processors, as engines call them. */
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64', arm: 'arm', ppc64: 'ppc64le' };
/** The companion is this very program, so it must be one that the engine can run. */
async function refuseForeignEngine({ api }) {
    const { body } = await api.json('GET', '/version');
    const { Os, Arch } = schemas/* object */.Ikc({ Os: schemas/* string */.YjP(), Arch: schemas/* string */.YjP() }).parse(body);
    const own = ARCHITECTURES[process.arch] ?? process.arch;
    if (process.platform === 'linux' && Os === 'linux' && Arch === own)
        return;
    throw new errors/* UserError */.y('SANDBOX_UNAVAILABLE', `containers cannot be checked while they run: the engine is ${Os}/${Arch}, this runner ${process.platform}/${own}; both have to be linux of one architecture`);
}
/** The containers of the engine that the docker client uses. See `Sandbox`. */
function connectSandbox(exec, environment) {
    return async ({ run, attempt }) => {
        const engine = await connectEngine(exec, environment);
        await refuseForeignEngine(engine);
        const id = (0,external_node_crypto_.randomUUID)();
        // The run's label is for people; several jobs of a run can share an engine, so what is removed goes by the other one.
        const label = `dev.countersign.sandbox=${id}`;
        const labels = { 'dev.countersign.run': `${run}-${attempt}`, 'dev.countersign.sandbox': id };
        const containers = engineContainers(engine.api, labels);
        const keeper = startKeeper(label, engine.env);
        try {
            const companion = await importCompanion(engine.api, label);
            return makeSandbox({ engine, exec, containers, labels, companion, name: `countersign-${id.slice(0, 8)}` }, async () => {
                await containers.removeAll(label);
                keeper.dismiss();
            });
        }
        catch (error) {
            await containers.removeAll(label);
            keeper.dismiss();
            throw error;
        }
    };
}
function makeSandbox(tools, removeAll) {
    let pods = new Map();
    const podOf = (name) => {
        const pod = pods.get(name);
        if (pod === undefined)
            throw new Error(`no pod ${name} was laid`);
        return pod;
    };
    const ask = async (pod, questions) => {
        const command = [NODE, '-e', programText(probeProgram), JSON.stringify(questions)];
        const printed = await tools.containers.exec(podOf(pod).companion, command);
        // The program is ours and prints what its type says; a broken output has another number of answers.
        const answers = JSON.parse(printed);
        if (answers.length !== questions.length)
            throw new Error(`pod ${pod} gave ${answers.length} answers`);
        return answers;
    };
    return {
        ask,
        async lay(specs) {
            const laid = await layPods(tools, specs);
            pods = new Map(laid.map((pod) => [pod.name, pod]));
            await Promise.all(laid.map(({ name, names }) => ask(name, [{ ask: 'names', names }])));
        },
        run: async (pod, spec) => await runContainer(tools, podOf(pod), spec),
        address: (pod) => podOf(pod).address,
        [Symbol.asyncDispose]: removeAll,
    };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/trivy/program.js




/** Milliseconds; the archive has about 50 MB. */
const DOWNLOAD_TIMEOUT = 5 * 60_000;
const program_ARCHITECTURES = { x64: '64bit', arm64: 'ARM64' };
const unavailable = (why, cause) => new errors/* UserError */.y('SCANNER_UNAVAILABLE', `scanner.trivy: ${why}`, cause === undefined ? {} : { cause });
/** The address that Trivy's releases have. @throws UserError for a machine that no release is made for. */
function releaseAddress(version, platform, architecture) {
    const machine = program_ARCHITECTURES[architecture];
    if (platform !== 'linux' || machine === undefined) {
        throw unavailable(`no release is known for ${platform} on ${architecture}; give path instead of version`);
    }
    return `https://github.com/aquasecurity/trivy/releases/download/v${version}/trivy_${version}_Linux-${machine}.tar.gz`;
}
function demandDigest(bytes, expected, what) {
    const found = (0,domain_record/* sha256 */.sc)(bytes);
    if (found !== expected)
        throw unavailable(`${what} has the sha256 ${found}, not ${expected}; it was not run`);
}
async function installed(path, expected) {
    let bytes;
    try {
        bytes = await (0,promises_.readFile)(path);
    }
    catch (error) {
        throw unavailable(`there is no program at ${path} (${(0,errors/* describeError */.U)(error)}); install it or give a version`, error);
    }
    if (expected !== undefined)
        demandDigest(bytes, expected, path);
    return { path, sha256: (0,domain_record/* sha256 */.sc)(bytes) };
}
async function program_download(address, fetch) {
    try {
        const response = await fetch(address, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT) });
        if (!response.ok)
            throw new Error(`HTTP ${response.status}`);
        return new Uint8Array(await response.arrayBuffer());
    }
    catch (error) {
        const cure = 'give the address of a mirror in from, or the program in path';
        throw unavailable(`${address} could not be downloaded (${(0,errors/* describeError */.U)(error)}); ${cure}`, error);
    }
}
/**
 * The program, with its digest checked before anything of it is run.
 * @param folder an own folder of this run; a downloaded program is put there.
 * @throws UserError SCANNER_UNAVAILABLE
 */
async function getProgram(source, folder, { exec, fetch }) {
    if (source.path !== undefined)
        return await installed(source.path, source.sha256);
    const { version = '', sha256: expected = '' } = source;
    const address = source.from ?? releaseAddress(version, process.platform, process.arch);
    const archive = (0,external_node_path_.join)(folder, 'trivy.tar.gz');
    const bytes = await program_download(address, fetch);
    demandDigest(bytes, expected, address);
    await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    await (0,promises_.writeFile)(archive, bytes, { mode: 0o600 });
    const { exitCode, stderr } = await exec.run('tar', ['-xzf', archive, '-C', folder, '--no-same-owner', 'trivy']);
    if (exitCode !== 0)
        throw unavailable(`${address} has no program "trivy" in it: ${stderr.trim()}`);
    const path = (0,external_node_path_.join)(folder, 'trivy');
    await (0,promises_.chmod)(path, 0o700);
    return await installed(path, undefined);
}

;// CONCATENATED MODULE: ./.build/shared/adapters/trivy/report.js



const identifier = schemas/* object */.Ikc({ PURL: schemas/* string */.YjP().optional() }).optional();
const vulnerability = schemas/* object */.Ikc({
    VulnerabilityID: schemas/* string */.YjP().min(1),
    PkgName: schemas/* string */.YjP(),
    PkgIdentifier: identifier,
    InstalledVersion: schemas/* string */.YjP().optional(),
    FixedVersion: schemas/* string */.YjP().optional(),
    Severity: schemas/* enum */.k5n(SEVERITIES),
    Title: schemas/* string */.YjP().optional(),
    Layer: schemas/* object */.Ikc({ DiffID: schemas/* string */.YjP().optional() }).optional(),
});
/** The part of Trivy's JSON report, schema version 2, that is used. Empty lists are left out by Trivy. */
const report = schemas/* object */.Ikc({
    SchemaVersion: schemas/* literal */.euz(2),
    ArtifactType: schemas/* literal */.euz('container_image'),
    Metadata: schemas/* object */.Ikc({
        OS: schemas/* object */.Ikc({ Family: schemas/* string */.YjP(), Name: schemas/* string */.YjP().optional(), EOSL: schemas/* boolean */.zMY().optional() }).optional(),
        ImageID: schemas/* string */.YjP(),
        DiffIDs: schemas/* array */.YOg(schemas/* string */.YjP()).nullish(),
    }),
    Results: schemas/* array */.YOg(schemas/* object */.Ikc({
        Packages: schemas/* array */.YOg(schemas/* object */.Ikc({ Identifier: identifier })).nullish(),
        Vulnerabilities: schemas/* array */.YOg(vulnerability).nullish(),
    }))
        .nullish(),
});
/** Type of a package URL; empty for packages without one. */
function typeOf(purl) {
    if (purl === undefined)
        return '';
    return packageurl_js.PackageURL.fromString(purl).type ?? '';
}
function count(purls) {
    const counts = new Map();
    for (const type of purls.map(typeOf))
        counts.set(type, (counts.get(type) ?? 0) + 1);
    return Object.fromEntries(counts);
}
const vulnerabilityOf = (found) => ({
    id: found.VulnerabilityID,
    package: found.PkgIdentifier?.PURL ?? `${found.PkgName}@${found.InstalledVersion ?? ''}`,
    severity: found.Severity,
    fixed: found.FixedVersion || null,
    layer: found.Layer?.DiffID ?? null,
    title: found.Title ?? '',
});
/** Reads `trivy image --format json`. @throws when it is not a whole report of an image. */
function readReport(text) {
    const { Metadata, Results } = report.parse(JSON.parse(text));
    const results = Results ?? [];
    const { OS: os } = Metadata;
    return {
        imageId: Metadata.ImageID,
        diffIds: Metadata.DiffIDs ?? [],
        distribution: os === undefined ? null : `${os.Family} ${os.Name ?? ''}`.trim(),
        endOfLife: os?.EOSL ?? false,
        packages: count(results.flatMap(({ Packages }) => (Packages ?? []).map((one) => one.Identifier?.PURL))),
        vulnerabilities: results.flatMap(({ Vulnerabilities }) => (Vulnerabilities ?? []).map(vulnerabilityOf)),
    };
}
const report_versions = schemas/* object */.Ikc({
    Version: schemas/* string */.YjP().min(1),
    VulnerabilityDB: schemas/* object */.Ikc({ UpdatedAt: iso/* datetime */.w$({ offset: true }) }).optional(),
});
/** Reads `trivy version --format json`; no database is undefined. @throws when it is something else. */
function readVersion(text) {
    const { Version, VulnerabilityDB } = report_versions.parse(JSON.parse(text));
    return { version: Version, updatedAt: VulnerabilityDB?.UpdatedAt };
}

;// CONCATENATED MODULE: ./.build/shared/adapters/trivy/connect-trivy.js






/** Settings of Trivy from the environment that say where things are; every other one could hide findings. */
const KEPT = new Set([
    'TRIVY_CACHE_DIR',
    'TRIVY_DB_REPOSITORY',
    'TRIVY_JAVA_DB_REPOSITORY',
    'TRIVY_USERNAME',
    'TRIVY_PASSWORD',
]);
const connect_trivy_TIMEOUT = 10 * 60_000;
/** What a failing Trivy says last, without time and level. */
function connect_trivy_lastWords({ stderr, stdout }) {
    const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
    const fatal = lines.find((line) => line.includes('FATAL')) ?? lines.findLast((line) => line !== '') ?? 'no message';
    return fatal.replace(/^.*?FATAL\s+(?:Fatal error\s+)?/, '').slice(0, 500);
}
/** Variables that are set to nothing, which Trivy takes as not set. */
const withoutSettings = (environment) => Object.fromEntries(Object.keys(environment)
    .filter((name) => name.startsWith('TRIVY_') && !KEPT.has(name))
    .map((name) => [name, '']));
/** Runs Trivy in an empty folder: it would read trivy.yaml and .trivyignore of the one that it starts in. */
async function connect_trivy_run({ settings, exec, folder }, program, args) {
    const env = { ...withoutSettings(settings.environment), TRIVY_SKIP_VERSION_CHECK: 'true' };
    return await exec.run(program.path, args, { cwd: folder, env, timeout: connect_trivy_TIMEOUT });
}
async function prepare(tools, program) {
    const refuse = (why) => new errors/* UserError */.y('SCANNER_UNAVAILABLE', `scanner.trivy: ${why}`);
    if (tools.settings.updateDatabase) {
        const updated = await connect_trivy_run(tools, program, ['image', '--download-db-only', '--quiet']);
        if (updated.exitCode !== 0)
            throw refuse(`the vulnerability database could not be updated: ${connect_trivy_lastWords(updated)}`);
    }
    const said = await connect_trivy_run(tools, program, ['version', '--format', 'json']);
    if (said.exitCode !== 0)
        throw refuse(`${program.path} does not give its version: ${connect_trivy_lastWords(said)}`);
    const { version, updatedAt } = readVersion(said.stdout);
    if (updatedAt === undefined) {
        throw refuse('there is no vulnerability database in its cache; let it be updated, or put one there before this step');
    }
    return { version, sha256: program.sha256, database: { updatedAt } };
}
const scanArguments = (image, updateDatabase, output) => [
    'image',
    '--quiet',
    ...['--format', 'json', '--output', output],
    ...['--scanners', 'vuln', '--list-all-pkgs', '--image-src', 'docker'],
    // In memory: programs that share a cache on disk wait for each other and then give up.
    ...['--cache-backend', 'memory', '--skip-db-update'],
    ...(updateDatabase ? [] : ['--skip-java-db-update', '--offline-scan']),
    image,
];
async function scan(tools, program, image) {
    const own = await (0,promises_.mkdtemp)((0,external_node_path_.join)(tools.folder, 'scan-'));
    const at = { ...tools, folder: own };
    try {
        const output = (0,external_node_path_.join)(own, 'report.json');
        const host = await tools.settings.host();
        const bound = { ...at, exec: withEnvironment(tools.exec, { DOCKER_HOST: host }) };
        const scanned = await connect_trivy_run(bound, program, scanArguments(image, tools.settings.updateDatabase, output));
        if (scanned.exitCode !== 0)
            throw new errors/* UserError */.y('SCAN_FAILED', connect_trivy_lastWords(scanned));
        const report = await (0,promises_.readFile)(output, 'utf8');
        const converted = await connect_trivy_run(at, program, ['convert', '--quiet', '--format', 'cyclonedx', output]);
        if (converted.exitCode !== 0)
            throw new errors/* UserError */.y('SCAN_FAILED', `no SBOM was made: ${connect_trivy_lastWords(converted)}`);
        return { ...readReport(report), report, sbom: converted.stdout };
    }
    catch (cause) {
        if (cause instanceof errors/* UserError */.y)
            throw cause;
        throw new errors/* UserError */.y('SCAN_FAILED', `what Trivy gave cannot be read: ${(0,errors/* describeError */.U)(cause)}`, { cause });
    }
    finally {
        await (0,promises_.rm)(own, { recursive: true, force: true });
    }
}
const withEnvironment = (exec, env) => ({
    run: async (program, args, options = {}) => await exec.run(program, args, { ...options, env: { ...options.env, ...env } }),
});
/** Trivy as a program; nothing is downloaded or run before the first call. */
function connectTrivy(exec, settings, fetch = globalThis.fetch) {
    const begin = async () => {
        const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(settings.temp, 'countersign-trivy-'));
        process.once('exit', () => (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true }));
        const program = await getProgram(settings.source, folder, { exec, fetch });
        const tools = { settings, exec, folder };
        return { tools, program, info: await prepare(tools, program) };
    };
    let begun;
    const ready = () => (begun ??= begin());
    return {
        prepare: async () => (await ready()).info,
        async scan(image) {
            const { tools, program } = await ready();
            return await scan(tools, program, image);
        },
    };
}

;// CONCATENATED MODULE: ./.build/action-build/ports.js
















function connectScanner(exec, temp, scanner) {
    if (scanner === undefined)
        return undefined;
    const { path, version, sha256, from } = scanner.trivy;
    return connectTrivy(exec, {
        source: { path, version, sha256, from },
        updateDatabase: scanner.trivy['update-database'] ?? true,
        temp,
        host: async () => (await connectEngine(exec, process.env)).env['DOCKER_HOST'] ?? '',
        environment: process.env,
    });
}
/** Connects the real ones; nothing is called yet. */
function connectPorts(runner, inputs) {
    const { workspace, temp } = runner.context;
    const exec = connectExec();
    const files = connectFiles({ workspace, temp });
    const git = connectGit(exec, workspace);
    return {
        artifacts: connectArtifacts(temp),
        changedFiles: async (path) => await changedFiles(exec, workspace, path),
        clock: connectClock(),
        connectScanner: (scanner) => connectScanner(exec, temp, scanner),
        contextFiles: ({ context }) => ({
            list: async (wanted) => await listContext(context, wanted),
            read: async (path, most) => await readContextFile(context, path, most),
        }),
        docker: connectDocker(exec, process.env),
        exec,
        files,
        findContext: async (target) => await findBuildContext(workspace, `services.${target.service}.build`, target),
        findSecrets: async ({ service, builder }) => {
            const place = `services.${service}.build.secrets`;
            const found = await build_secrets_findSecrets(workspace, place, builder.secrets, process.env);
            for (const value of found.values)
                runner.mask(value);
            return found;
        },
        git,
        loadPolicy: async () => inputs['config-ref'] === WORKSPACE_REF
            ? await loadWorkspacePolicy({ files, git }, inputs.config)
            : await loadPolicy(connectGitHub(runner.context, inputs['github-token']), {
                path: inputs.config,
                ref: inputs['config-ref'],
            }),
        log: runner.log,
        machine: connectMachine(),
        openSandbox: connectSandbox(exec, process.env),
    };
}

;// CONCATENATED MODULE: ./.build/action-build/record.js

/** The record of a build: it belongs to no checkpoint and no environment, and is the first of its chain. */
function buildRecord(made) {
    const { context, tool, application, policy, subject, facts, decision } = made;
    return {
        schemaVersion: 1,
        kind: 'build',
        tool,
        application,
        checkpoint: null,
        environment: null,
        policy,
        subject,
        facts: facts,
        decision,
        previous: null,
        run: runReference(context),
        decidedAt: new Date(made.decidedAt).toISOString(),
    };
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
const markdown_oneLine = (outside, limit) => cut(outside.replace(/\s+/g, ' ').replace(INVISIBLE, '').trim(), limit);
/** Outside text on one line, shown as it is: escaped for Markdown, HTML and table cells; mentions are defused. */
function markdown_text(outside, limit = 200) {
    return markdown_oneLine(outside, limit)
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
function markdown_code(outside, limit = 200) {
    const line = markdown_oneLine(outside, limit);
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
const folded = (title, body) => `<details><summary>${markdown_oneLine(title, 200).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</summary>\n\n${body}\n\n</details>`;
/** Outside text of many lines as a code block: log lines, diffs. The last 200 lines are kept, each cut at 500 characters. */
function fence(outside, language = '') {
    const lines = outside.split(/\r?\n/).map((line) => cut(line.replace(INVISIBLE, ''), 500));
    const shown = lines.length > 200 ? [`… ${lines.length - 200} lines before`, ...lines.slice(-200)] : lines;
    const longest = Math.max(2, ...shown.flatMap((line) => [...line.matchAll(/`+/g)].map((run) => run[0].length)));
    const ticks = '`'.repeat(longest + 1);
    return `${ticks}${language}\n${shown.join('\n')}\n${ticks}`;
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
const reason = (result) => (stands(result) ? '' : `<br>${markdown_code(result.code)}`);
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
function passedOver(decision) {
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
        passedOver(decision),
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
        value: markdown_code(pinned(image)),
    }));
    return [
        { label: 'Commit', value: `[${markdown_code(decision_page_short(subject.commit))}](${repositoryUrl}/commit/${subject.commit})` },
        { label: 'Tree', value: markdown_code(decision_page_short(subject.tree)) },
        ...images,
    ];
}
/** The configuration that was decided by. */
function policyLine(policy, repositoryUrl) {
    const file = `${repositoryUrl}/blob/${policy.commit}/${policy.path.split('/').map(encodeURIComponent).join('/')}`;
    const at = policy.ref === 'workspace' ? 'the checked-out workspace' : `${policy.ref} at ${decision_page_short(policy.commit)}`;
    return {
        label: 'Policy',
        value: `${markdown_link(policy.path, file)} from ${markdown_text(at)}, sha256 ${markdown_code(decision_page_short(policy.sha256))}`,
    };
}
/** For the footer: where the record is and what its hash is. */
const recordLine = (stored) => `record ${markdown_code(stored.artifact)} sha256 ${markdown_code(stored.sha256)}`;

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

;// CONCATENATED MODULE: ./.build/action-build/annotations.js



/** GitHub shows ten of a step; the rest is in the summary. */
const MOST_OF_ONE_CHECK = 3;
/** Where a person can change it: the line that is named, else the begin of the service's Dockerfile. */
function placeFor({ source }, place, message) {
    if (place?.in === 'source')
        return { file: place.file, line: place.line ?? 1, column: 1, message };
    return { file: source.dockerfile, line: 1, column: 1, message };
}
function describe(facts, judged, finding) {
    const where = finding.place.in === 'source' ? '' : ` (${showPlace(finding.place)})`;
    return `${facts.service}: ${judged.check.title}: ${finding.reason}${where}. ${finding.fix} [${finding.rule}]`;
}
function ofFindings(facts, judged) {
    const { result, waived } = judged;
    const open = result.status === 'fail' ? result.findings : [];
    const errors = open.slice(0, MOST_OF_ONE_CHECK).map((finding) => {
        const message = describe(facts, judged, finding);
        return { level: 'error', text: message, place: placeFor(facts, finding.place, message) };
    });
    const notices = waived.slice(0, MOST_OF_ONE_CHECK).map(({ finding, waiver }) => {
        const message = `${facts.service}: ${judged.check.title}: ${finding.reason}: waived by ${waiver.owner} until ${waiver.expires} [${finding.rule}]`;
        return { level: 'notice', text: message, place: placeFor(facts, finding.place, message) };
    });
    return [...errors, ...notices];
}
/** What no finding says: a check without an answer, a push that failed. */
function ofRequirements({ services }, { requirements }, told) {
    return requirements
        .filter((result) => !stands(result) && !told.has(result.id))
        .map((result) => {
        const message = `${result.title}: ${result.seen}. Needed: ${result.needed}`;
        const facts = services.find((one) => result.id.startsWith(`${one.service}/`));
        return facts === undefined
            ? { level: 'error', text: message }
            : { level: 'error', text: message, place: placeFor(facts, undefined, message) };
    });
}
/** One annotation for each finding, where it can be corrected, and for each requirement that does not stand otherwise. */
function annotationsOf(facts, decision) {
    const judged = facts.services.flatMap((service) => judgement_judge(service, facts.day).map((one) => ({ service, one })));
    const told = judged
        .filter(({ one }) => one.result.status === 'fail')
        .map(({ service, one }) => `${service.service}/${one.check.id}`);
    return [
        ...judged.flatMap(({ service, one }) => ofFindings(service, one)),
        ...ofRequirements(facts, decision, new Set(told)),
    ];
}

;// CONCATENATED MODULE: ./.build/action-build/service-table.js



/** How a check's answer looks in a table. */
const SIGN = {
    pass: '✅',
    fail: '❌',
    waived: '🟠 WAIVED',
    'not-run': '⚠️ not run',
    'not-asked': '➖ not asked',
};
const signOf = (judged, id) => {
    const found = judged.find(({ check }) => check.id === id);
    return found === undefined ? '' : SIGN[found.result.status];
};
/** How many checks stand in which way: `12 ✅, 1 ❌`. */
function countOf(judged) {
    const statuses = Object.keys(SIGN);
    return statuses
        .filter((status) => status !== 'not-asked')
        .map((status) => [judged.filter(({ result }) => result.status === status).length, SIGN[status]])
        .filter(([count]) => count > 0)
        .map(([count, sign]) => `${count} ${sign}`)
        .join(', ');
}
function secondsOf(facts, all) {
    const push = all.pushes.find((one) => one.service === facts.service);
    const read = facts.read.kind === 'read' ? facts.read.seconds : 0;
    const build = facts.build.kind === 'skipped' ? 0 : facts.build.seconds;
    return (build + read + (push?.kind === 'pushed' ? push.seconds : 0)).toFixed(1);
}
function digestOf(facts, all) {
    const push = all.pushes.find((one) => one.service === facts.service);
    if (push?.kind === 'pushed')
        return markdown_code(push.image.digest.slice(0, 19));
    return push === undefined ? 'not pushed' : 'push failed';
}
/** One row for each service: what was found, how big, how long, and where it is now. */
const serviceTable = (facts) => table(['Service', 'Checks', 'Build', 'User', 'Healthcheck', 'Packages', 'Size', 'Seconds', 'Digest'], facts.services.map((service) => {
    const judged = judgement_judge(service, facts.day);
    const read = service.read.kind === 'read' ? service.read : undefined;
    const user = read === undefined ? '' : ` ${markdown_code(read.details.user || 'root')}`;
    const packages = read?.content.packages.length ?? '';
    return [
        markdown_text(service.service),
        countOf(judged),
        signOf(judged, 'build'),
        `${signOf(judged, 'user')}${user}`,
        signOf(judged, 'healthcheck'),
        `${signOf(judged, 'packages')} ${packages}`,
        read === undefined ? '' : showBytes(read.details.size),
        secondsOf(service, facts),
        digestOf(service, facts),
    ];
}));

;// CONCATENATED MODULE: ./.build/action-build/checklist-table.js




/** The sign that a line shows when its checks answer differently: the one that asks most of a reader. */
const LOUDEST = ['fail', 'not-run', 'waived', 'pass', 'not-asked'];
/** One cell: the loudest answer of the line's checks. A line that no check answers is never taken for passed. */
function cell(line, judged) {
    const mine = judged.filter(({ check }) => check.line === line).map(({ result }) => result.status);
    const loudest = LOUDEST.find((status) => mine.includes(status));
    return loudest === undefined ? '◻️ not covered' : SIGN[loudest];
}
const PARTS = { 'pre-build': 'Before', build: 'Build', 'post-build': 'After' };
const partOf = (line) => Object.entries(PARTS).find(([part]) => line.startsWith(`${part}/`))?.[1] ?? '';
/** The twelve lines of the checklist, one column for each service. */
function checklistTable({ services, day }) {
    const judged = services.map((facts) => judgement_judge(facts, day));
    const lines = Object.keys(CHECKLIST);
    const rows = lines.map((line, index) => {
        const part = partOf(line);
        const first = lines[index - 1] === undefined || partOf(lines[index - 1] ?? line) !== part;
        return [first ? `**${part}**` : '', markdown_text(CHECKLIST[line]), ...judged.map((one) => cell(line, one))];
    });
    return table(['', 'Checklist', ...services.map(({ service }) => markdown_text(service))], rows);
}

;// CONCATENATED MODULE: ./.build/action-build/run/matrix-table.js

/** What the tries of one connection say together: all of them have to agree. */
function cellOf(edges) {
    const [first] = edges;
    if (first === undefined)
        return '';
    const right = edges.every((edge) => edge.open === edge.declared);
    const state = edges.some((edge) => edge.open) ? 'open' : 'closed';
    return `${right ? '✅' : '❌'} ${first.declared ? `**${state}**` : state}`;
}
/**
 * Who reached whom: callers as rows, services and ports as columns, what is declared in bold. Undefined when no service
 * was run beside another one.
 */
function matrixTable(facts) {
    const rows = facts.services.flatMap(({ service, run }) => run.kind === 'ran' && run.edges.length > 0 ? [{ service, edges: run.edges }] : []);
    const columns = [...new Set(rows.flatMap(({ edges }) => edges.map(({ to, port }) => `${to}:${port}`)))].sort();
    if (columns.length === 0)
        return undefined;
    return table(['From', ...columns.map((column) => markdown_code(column))], rows.map(({ service, edges }) => [
        markdown_text(service),
        ...columns.map((column) => cellOf(edges.filter(({ to, port }) => `${to}:${port}` === column))),
    ]));
}

;// CONCATENATED MODULE: ./.build/action-build/service-folds.js






/** Findings of one check that are shown; all of them are in the record's facts. */
const MOST_FINDINGS = 20;
function seenOf({ result, waived }) {
    const findings = result.status === 'fail' ? result.findings : [];
    const open = findings
        .slice(0, MOST_FINDINGS)
        .map(({ rule, place, reason, fix }) => `${markdown_code(rule)} ${markdown_text(showPlace(place))}: ${markdown_text(reason, 300)}. ${markdown_text(fix)}.`);
    const more = findings.length > MOST_FINDINGS ? [`and ${findings.length - MOST_FINDINGS} more`] : [];
    const accepted = waived.map(({ finding, waiver }) => `🟠 ${markdown_code(finding.rule)} ${markdown_text(showPlace(finding.place))}: ${markdown_text(finding.reason, 300)}. Waived by ${markdown_text(waiver.owner)} until ${markdown_text(waiver.expires)}: ${markdown_text(waiver.reason)}.`);
    const lines = [...open, ...more, ...accepted];
    return lines.length > 0 ? lines.join('<br>') : markdown_text(result.seen, 300);
}
/** The rows of one line of the checklist; one that no check answers is never taken for passed. */
function lineRows(line, judged) {
    const mine = judged.filter(({ check }) => check.line === line);
    if (mine.length === 0)
        return [['◻️ not covered', markdown_text(CHECKLIST[line]), '', 'No check answers this line', '']];
    return mine.map((one, index) => [
        SIGN[one.result.status],
        index === 0 ? markdown_text(CHECKLIST[line]) : '',
        markdown_text(one.check.title),
        seenOf(one),
        one.check.controls.map((control) => markdown_text(control)).join('<br>'),
    ]);
}
function serviceFold(facts, day) {
    const { build, read } = facts;
    const judged = judgement_judge(facts, day);
    const about = [
        build.kind === 'built' ? `Image id ${markdown_code(build.image)}` : '',
        read.kind === 'read' ? `${read.details.diffIds.length} layers, ${markdown_text(showDatabases(read.content), 300)}` : '',
        build.kind === 'failed' ? fence(build.lastLines.join('\n')) : '',
    ];
    const lines = Object.keys(CHECKLIST);
    const rows = lines.flatMap((line) => lineRows(line, judged));
    const checks = table(['', 'Checklist', 'Check', 'Seen', 'Controls'], rows);
    return folded(facts.service, [checks, ...about].filter((part) => part !== '').join('\n\n'));
}
/** For every service the twelve lines of the checklist with the checks that answer them, folded. */
const serviceFolds = (facts) => facts.services.map((service) => serviceFold(service, facts.day)).join('\n\n');

;// CONCATENATED MODULE: ./.build/action-build/report.js












const pinnedImages = (images) => Object.fromEntries(Object.entries(images).map(([service, image]) => [service, pinned(image)]));
/** Digests alone, for actions that take name and digest apart. */
const digestsOf = ({ images }) => Object.fromEntries(Object.entries(images).map(([service, { digest }]) => [service, digest]));
/** Every finding that somebody answers for, for workflows that read outputs. */
const waivedFindings = ({ services, day }) => services.flatMap((facts) => judgement_judge(facts, day).flatMap(({ waived }) => waived.map(({ finding: { rule, place, reason }, waiver: { owner, expires } }) => ({
    service: facts.service,
    rule,
    place: showPlace(place),
    reason,
    owner,
    expires,
}))));
const evidenceLine = ({ evidence }) => evidence === null ? [] : [`findings and provenance ${markdown_code(evidence.artifact)}`];
function say({ facts, decision, application }) {
    const line = headline(decision, `${application}: container build`);
    if (decision.verdict !== 'PASS')
        return line;
    const services = facts.services.map(({ service }) => service).join(', ');
    return facts.push
        ? `${line}: ${services} checked and pushed`
        : `${line}: ${services} checked, nothing pushed (push: false), so the record names no image`;
}
/** What the run says at its end. */
function report_report(outcome) {
    const { facts, decision, subject, policy, stored, repositoryUrl } = outcome;
    const images = pinnedImages(subject.images);
    const line = say(outcome);
    const matrix = matrixTable(facts);
    return {
        verdict: decision.verdict,
        headline: line,
        outputs: {
            ...commonOutputs({
                decision,
                stored,
                result: { images, digests: digestsOf(subject), waived: waivedFindings(facts) },
            }),
            images: JSON.stringify(images),
            sarif: outcome.sarif,
        },
        summary: decisionPage({
            title: 'Container build validation',
            scope: null,
            headline: line,
            decision,
            sections: [
                { heading: 'Services', body: serviceTable(facts) },
                { heading: 'Checklist', body: checklistTable(facts) },
                ...(matrix === undefined ? [] : [{ heading: 'Communication', body: matrix }]),
                { heading: 'Checks', body: serviceFolds(facts) },
            ],
            about: [...subjectLines(subject, repositoryUrl), policyLine(policy, repositoryUrl)],
            footer: [recordLine(stored), `build logs ${markdown_code(facts.logs.artifact)}`, ...evidenceLine(facts)],
        }),
        annotations: annotationsOf(facts, decision),
    };
}

;// CONCATENATED MODULE: ./.build/action-build/run.js













/** The action from its inputs to its report. */
async function run_run(runner, inputs) {
    const { context, tool } = runner;
    const ports = connectPorts(runner, inputs);
    const { config, policy } = await ports.loadPolicy();
    const targets = planBuild(config, inputs.services);
    refuseUnsupported(config, 'build', { services: targets.map(({ service }) => service) });
    const repositoryUrl = `${context.serverUrl}/${context.repository}`;
    const commit = context.sha;
    const tree = await bindWorkspace(ports.git, commit);
    const bound = { commit, source: repositoryUrl, run: context.runId, attempt: context.runAttempt };
    const asked = { push: inputs.push, tool, plan: planRun(config, targets) };
    const trivy = ports.connectScanner(config.scanner);
    const seen = await gatherFacts({ ...ports, trivy }, bound, targets, asked);
    const applied = await applyDecision(ports, seen, decideChecks(seen));
    const { facts, sarif } = await keepEvidence(ports, bound, applied, originOf(context, tool));
    const decision = decide(facts);
    const subject = { commit, tree, images: imagesOf(facts, decision) };
    const made = { tool, application: config.application, policy, subject, facts, decision };
    const stored = await storeRecord(ports, buildRecord({ ...made, context, decidedAt: ports.clock.now() }));
    return report_report({ ...made, stored, sarif, repositoryUrl });
}


/***/ })

};
