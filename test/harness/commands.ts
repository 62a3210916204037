/** A workflow command that a step printed, as `::error file=a.ts,line=3::message`. */
export type WorkflowCommand = {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
};

/** What the runner would show at the run: an error, a warning or a notice. */
export type Annotation = { readonly level: 'error' | 'warning' | 'notice' } & Omit<WorkflowCommand, 'name'>;

const COMMAND = /^::([a-zA-Z][\w-]*)(?: ([^:]*(?::[^:]+)*?))?::(.*)$/;
const LEVELS = new Set(['error', 'warning', 'notice']);

const unescapeData = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const unescapeProperty = (text: string): string => unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));

function parseLine(line: string): WorkflowCommand | undefined {
  const [, name, properties, message = ''] = COMMAND.exec(line.trimStart()) ?? [];
  if (name === undefined) return undefined;
  const pairs = (properties ?? '').split(',').filter((part) => part.includes('='));
  const named = pairs.map((part) => {
    const at = part.indexOf('=');
    return [part.slice(0, at).trim(), unescapeProperty(part.slice(at + 1))];
  });
  return { name: name.toLowerCase(), properties: Object.fromEntries(named), message: unescapeData(message) };
}

/** All commands of an output in order. Between `stop-commands` and its token nothing is a command, as in the runner. */
export function parseCommands(output: string): WorkflowCommand[] {
  const found: WorkflowCommand[] = [];
  let stop: string | undefined;
  for (const line of output.split(/\r?\n/)) {
    const command = parseLine(line);
    if (command === undefined) continue;
    if (stop !== undefined) {
      if (command.name === stop.toLowerCase()) stop = undefined;
    } else if (command.name === 'stop-commands') stop = command.message;
    else found.push(command);
  }
  return found;
}

/** The errors, warnings and notices among commands. */
export function annotationsOf(commands: readonly WorkflowCommand[]): Annotation[] {
  return commands
    .filter((command) => LEVELS.has(command.name))
    .map(({ name, properties, message }) => ({ level: name as Annotation['level'], properties, message }));
}

/** The output as the runner shows it: every masked value is `***`. */
export function maskedLog(output: string, masks: readonly string[]): string {
  const secrets = masks.flatMap((mask) => mask.split(/\r?\n/)).filter((mask) => mask !== '');
  const longestFirst = [...new Set(secrets)].sort((a, b) => b.length - a.length);
  const lines = output.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return longestFirst.reduce((text, secret) => text.replaceAll(secret, '***'), lines.join('\n'));
}
