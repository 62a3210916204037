import * as z from 'zod';
import { command, duration, path, purl, size } from './words.ts';

const build = z.strictObject({
  context: path.describe('Build context: a folder of the repository.'),
  dockerfile: path.optional().describe('Dockerfile inside the context, when it is not called Dockerfile.'),
  args: z.record(z.string(), z.string()).optional().describe('Build arguments; never secrets, they stay in the image.'),
  target: z.string().min(1).optional().describe('Stage of the Dockerfile.'),
});

const run = z.strictObject({
  user: z.enum(['non-root', 'any']).optional().describe('Whom the image starts as; non-root unless said otherwise.'),
  'read-only': z.boolean().optional().describe('Whether it must run on a read-only file system.'),
  ready: z
    .strictObject({ http: z.string().min(1).describe('Port and path, such as :8000/health.') })
    .optional()
    .describe('How it says that it is ready.'),
  command: command.optional().describe('What to run instead of the command of the image.'),
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
    .strictObject({ forbid: z.array(purl).min(1).describe('Packages that may not be installed in the image.') })
    .optional()
    .describe('What the image may contain.'),
  healthcheck: z
    .enum(['required', 'optional'])
    .optional()
    .describe('Whether the image must have a HEALTHCHECK; required unless said otherwise.'),
  limits: z
    .strictObject({
      image: size.optional().describe('Largest size of the image.'),
      memory: size.optional().describe('Most memory while it runs.'),
      start: duration.optional().describe('Longest time until ready.'),
      stop: duration.optional().describe('Longest time to end after SIGTERM.'),
    })
    .optional()
    .describe('Budgets of the image and of the running container.'),
  run: run.optional().describe('How the container runs.'),
  'talks-to': z
    .array(
      z
        .string()
        .regex(/^[a-z0-9-]+:\d+$/, 'service:port')
        .meta({ title: 'service:port' }),
    )
    .optional()
    .describe('Services that it must reach; every other must be unreachable.'),
});

export type Service = z.output<typeof service>;
