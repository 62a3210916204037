import * as z from 'zod';
import type { Exec } from '../exec.ts';
import type { Engine, LintRequest, LintResult } from './port.ts';

/** What BuildKit's frontend prints as JSON, as far as it is used. */
const answer = z.object({
  warnings: z
    .array(
      z.object({
        ruleName: z.string(),
        description: z.string().optional(),
        detail: z.string().optional(),
        url: z.string().optional(),
        location: z
          .object({ ranges: z.array(z.object({ start: z.object({ line: z.number() }) })).optional() })
          .nullish(),
      }),
    )
    .nullable(),
  buildError: z.object({ message: z.string() }).nullish(),
});

/** The docker command line of BuildKit's own checks; nothing is built. */
function lintArguments({ context, dockerfile, args, target, platform }: LintRequest): string[] {
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
function trouble(stderr: string): string {
  if (UNSUPPORTED.test(stderr)) {
    return 'this builder has no checks of its own: they need buildx 0.15 and BuildKit 0.14 (Docker 27) or newer';
  }
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /^ERROR/.test(line)) ?? lines.at(-1) ?? 'it printed nothing';
  return telling.replace(/^ERROR: /, '').slice(0, 300);
}

function parsed(stdout: string): z.output<typeof answer> | undefined {
  try {
    return answer.parse(JSON.parse(stdout));
  } catch {
    return undefined;
  }
}

/** See `Docker.lint`. */
export async function lintDockerfile(
  exec: Exec,
  builder: Engine['builder'],
  env: Readonly<Record<string, string>>,
  request: LintRequest,
): Promise<LintResult> {
  if (builder === 'classic') return { kind: 'failed', why: 'docker buildx is not installed' };
  const { exitCode, stdout, stderr } = await exec.run('docker', lintArguments(request), { env });
  const said = parsed(stdout);
  if (said === undefined) return { kind: 'failed', why: trouble(stderr) };
  if (said.buildError) return { kind: 'failed', why: said.buildError.message.slice(0, 300) };
  const warnings = said.warnings ?? [];
  // Warnings are an exit code of 1; any other end is none that is known.
  if (exitCode !== (warnings.length === 0 ? 0 : 1)) return { kind: 'failed', why: `exit code ${exitCode}` };
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
