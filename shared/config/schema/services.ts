import * as z from 'zod';
import { command, duration, path, purl, size } from './words.ts';

const build = z.strictObject({
  context: path,
  dockerfile: path.optional().describe('Dockerfile inside the context, when it is not called Dockerfile.'),
  args: z.record(z.string(), z.string()).optional(),
  target: z.string().min(1).optional(),
});

const run = z.strictObject({
  user: z.enum(['non-root', 'any']).optional(),
  'read-only': z.boolean().optional(),
  ready: z.strictObject({ http: z.string().min(1) }).optional(),
  command: command.optional(),
});

/** One service: an image that is built here, or one that comes from elsewhere (`external`). */
export const service = z.strictObject({
  image: z.string().min(1).describe('Repository name without tag; with digest when external.'),
  external: z.boolean().optional(),
  build: build.optional(),
  packages: z.strictObject({ forbid: z.array(purl).min(1) }).optional(),
  healthcheck: z
    .enum(['required', 'optional'])
    .optional()
    .describe('Whether the image must have a HEALTHCHECK; required unless said otherwise.'),
  limits: z
    .strictObject({
      image: size.optional(),
      memory: size.optional(),
      start: duration.optional(),
      stop: duration.optional(),
    })
    .optional(),
  run: run.optional(),
  'talks-to': z.array(z.string().regex(/^[a-z0-9-]+:\d+$/, 'service:port')).optional(),
});

export type Service = z.output<typeof service>;
