import * as z from 'zod';
import { connection, run } from './running.ts';
import { command, date, duration, path, purl, size } from './words.ts';

const secretId = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'an id of letters, digits, "_", "." and "-"')
  .meta({ title: 'an id' });

const buildSecret = z.strictObject({
  env: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of a variable')
    .meta({ title: 'the name of a variable' })
    .optional()
    .describe('Variable of the step that holds it; or file.'),
  file: path.optional().describe('File of the workspace that holds it; or env.'),
});

const cache = z
  .string()
  .regex(/^(?:type=)?[^\s]+$/, 'a cache such as type=registry,ref=ghcr.io/acme/cache')
  .meta({ title: 'a cache such as type=registry,ref=ghcr.io/acme/cache' });

const build = z.strictObject({
  context: path.describe('Build context: a folder of the repository.'),
  dockerfile: path.optional().describe('Dockerfile inside the context, when it is not called Dockerfile.'),
  args: z.record(z.string(), z.string()).optional().describe('Build arguments; never secrets, they stay in the image.'),
  target: z.string().min(1).optional().describe('Stage of the Dockerfile.'),
  lint: z
    .boolean()
    .optional()
    .describe("Whether BuildKit's own checks have to pass, also those that the Dockerfile switches off; needs buildx."),
  before: z
    .array(z.strictObject({ command: command.describe('Program and arguments, run in the build context.') }))
    .min(1)
    .optional()
    .describe('Commands that have to pass before the image is built, such as its tests.'),
  secrets: z
    .record(secretId, buildSecret)
    .optional()
    .describe('Secrets for RUN --mount=type=secret, by id; needs buildx.'),
  'cache-from': z.array(cache).min(1).optional().describe('Build caches that are read; needs buildx.'),
  'cache-to': z
    .array(cache)
    .min(1)
    .optional()
    .describe('Build caches that are written; one that cannot be is no reason to fail. Needs buildx.'),
  platforms: z
    .array(
      z
        .string()
        .regex(/^[a-z0-9]+\/[a-z0-9]+(?:\/v[0-9]+)?$/, 'a platform such as linux/arm64')
        .meta({ title: 'a platform such as linux/arm64' }),
    )
    .min(1)
    .optional()
    .describe("Platform of the image; the engine's own unless given. One only: each image is checked as it will run."),
});

const waiver = z.strictObject({
  rule: z
    .string()
    .regex(/^[a-z][a-z-]*\/[a-z][a-z-]*$/, 'a rule such as setuid/file')
    .meta({ title: 'a rule such as setuid/file' })
    .describe('Rule of the findings that are accepted, as the summary of the build shows it.'),
  at: z
    .string()
    .min(1)
    .optional()
    .describe('Only findings at this path or package; `*` stands for any characters. Without it, all of the rule.'),
  owner: z.string().trim().min(1).describe('Who answers for it: a person, a role or a team.'),
  reason: z.string().trim().min(1).describe('Why it is acceptable.'),
  expires: date.describe('Last day on which it counts, in UTC.'),
});

/** One service: an image that is built here, or one that comes from elsewhere (`external`). */
export const service = z.strictObject({
  image: z.string().min(1).describe('Repository name without tag; with digest when external.'),
  external: z
    .boolean()
    .optional()
    .describe('True for an image that is made elsewhere; it is named by digest and not built.'),
  build: build.optional().describe('How the image is built.'),
  packages: z
    .strictObject({
      forbid: z
        .array(purl)
        .min(1)
        .describe('Packages that may be neither asked for nor installed: package URLs of type pypi, npm, deb or apk.'),
    })
    .optional()
    .describe('What the image may contain.'),
  healthcheck: z
    .enum(['required', 'optional'])
    .optional()
    .describe('Whether the image must have a HEALTHCHECK; required unless said otherwise.'),
  limits: z
    .strictObject({
      image: size.optional().describe('Largest size of the image, uncompressed, base included.'),
      wasted: size
        .optional()
        .describe(
          'Most bytes in layers above the base that a later layer deletes or replaces, or that are there twice.',
        ),
      bundle: z
        .strictObject({
          files: z
            .string()
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
  'talks-to': z
    .array(connection)
    .optional()
    .describe('Services and ports that it must reach. In the run of action-build nothing else can be reached.'),
  waivers: z
    .array(waiver)
    .min(1)
    .optional()
    .describe('Findings of the build that are accepted until a day. One that is over or matches nothing fails.'),
});

export type Service = z.output<typeof service>;
