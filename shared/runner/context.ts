import { UserError } from '../domain/errors.ts';
import type { RunContext } from '../domain/run-context.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Payload = Readonly<Record<string, unknown>>;

const TEXTS = [
  'GITHUB_REPOSITORY',
  'GITHUB_SHA',
  'GITHUB_REF',
  'GITHUB_EVENT_NAME',
  'GITHUB_WORKFLOW',
  'GITHUB_JOB',
  'GITHUB_ACTOR',
  'GITHUB_API_URL',
  'GITHUB_SERVER_URL',
  'GITHUB_WORKSPACE',
  'RUNNER_TEMP',
] as const;
const NUMBERS = ['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT'] as const;

const incomplete = (what: string): UserError =>
  new UserError('RUNNER_INCOMPLETE', `${what}; run this action on a current GitHub Actions runner`);

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

/** A field of an object in the payload; undefined when either is not there. */
function field(payload: Payload, object: string, key: string): unknown {
  const value = payload[object];
  return typeof value === 'object' && value !== null ? (value as Payload)[key] : undefined;
}

function parseEvent(text: string): Payload {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch (cause) {
    throw new UserError('RUNNER_INCOMPLETE', 'the file in GITHUB_EVENT_PATH is not JSON', { cause });
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    throw incomplete('the file in GITHUB_EVENT_PATH is not a JSON object');
  return event as Payload;
}

/** What only newer runners state. Each is taken from the event where that is safe, and asked for only when it is used. */
function identities(
  env: Environment,
  event: Payload,
): Pick<RunContext, 'repositoryId' | 'actorId' | 'triggeringActor'> {
  const id = (variable: string, fallback: unknown): number => {
    const value = wholeNumber(env[variable]) ?? (Number.isSafeInteger(fallback) ? (fallback as number) : undefined);
    if (value === undefined)
      throw incomplete(`${variable} is not set to a whole number, and the event does not tell it`);
    return value;
  };
  const isSender = field(event, 'sender', 'login') === env['GITHUB_ACTOR'];
  return {
    get repositoryId() {
      return id('GITHUB_REPOSITORY_ID', field(event, 'repository', 'id'));
    },
    get actorId() {
      return id('GITHUB_ACTOR_ID', isSender ? field(event, 'sender', 'id') : undefined);
    },
    get triggeringActor() {
      // Only a rerun can have been started by someone else.
      const value = env['GITHUB_TRIGGERING_ACTOR'] || (env['GITHUB_RUN_ATTEMPT'] === '1' ? env['GITHUB_ACTOR'] : '');
      if (!value) throw incomplete('GITHUB_TRIGGERING_ACTOR is not set');
      return value;
    },
  };
}

/**
 * The run as the runner's variables and the event's payload tell it.
 * @throws UserError('RUNNER_INCOMPLETE') that names every variable that is missing or odd.
 */
export function readContext(env: Environment, eventText: string): RunContext {
  const missing = [
    ...TEXTS.filter((name) => !env[name]),
    ...NUMBERS.filter((name) => wholeNumber(env[name]) === undefined),
  ];
  if (missing.length > 0) throw incomplete(`${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not set`);
  const text = (name: (typeof TEXTS)[number]): string => env[name] ?? '';
  const number = (name: (typeof NUMBERS)[number]): number => wholeNumber(env[name]) ?? 0;
  const [owner = '', repo = '', ...rest] = text('GITHUB_REPOSITORY').split('/');
  if (!owner || !repo || rest.length > 0) throw incomplete('GITHUB_REPOSITORY is not of the form owner/name');
  const event = parseEvent(eventText);
  const known = {
    repository: text('GITHUB_REPOSITORY'),
    owner,
    repo,
    sha: text('GITHUB_SHA'),
    ref: text('GITHUB_REF'),
    eventName: text('GITHUB_EVENT_NAME'),
    event,
    runId: number('GITHUB_RUN_ID'),
    runAttempt: number('GITHUB_RUN_ATTEMPT'),
    workflow: text('GITHUB_WORKFLOW'),
    ...(env['GITHUB_WORKFLOW_REF'] ? { workflowRef: env['GITHUB_WORKFLOW_REF'] } : {}),
    job: text('GITHUB_JOB'),
    actor: text('GITHUB_ACTOR'),
    apiUrl: text('GITHUB_API_URL'),
    serverUrl: text('GITHUB_SERVER_URL'),
    workspace: text('GITHUB_WORKSPACE'),
    temp: text('RUNNER_TEMP'),
  };
  return Object.defineProperties(known, Object.getOwnPropertyDescriptors(identities(env, event))) as RunContext;
}
