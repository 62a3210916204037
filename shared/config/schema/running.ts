import * as z from 'zod';
import { command, dnsLabel, duration, name } from './words.ts';

const environment = z
  .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable'), z.string())
  .meta({ title: 'variables with texts' });

const ready = z
  .strictObject({
    http: z
      .string()
      .regex(/^:\d{1,5}\/\S*$/, 'a port and a path such as :8000/health')
      .meta({ title: 'a port and a path such as :8000/health' })
      .optional()
      .describe('Port and path that answer with a status from 200 to 399, such as :8000/health.'),
    tcp: z
      .string()
      .regex(/^:\d{1,5}$/, 'a port such as :5432')
      .meta({ title: 'a port such as :5432' })
      .optional()
      .describe('Port that takes connections, such as :5432.'),
    healthcheck: z
      .literal(true)
      .optional()
      .describe('The HEALTHCHECK of the image says healthy; for what has no port.'),
  })
  .describe('How it says that it is ready. With it, action-build runs the container and checks what it does.');

/** How a container runs: in action-build's checks, on an internal network, under limits. */
export const run = z.strictObject({
  user: z.enum(['non-root', 'any']).optional().describe('Whom the image starts as; non-root unless said otherwise.'),
  ready: ready.optional(),
  'read-only': z
    .boolean()
    .optional()
    .describe('Whether it has to run with a read-only root file system; true unless said otherwise.'),
  writable: z
    .array(
      z
        .string()
        .regex(/^\/(?!.*(?:^|\/)\.\.?(?:\/|$))[^:,]+$/, 'an absolute path')
        .meta({ title: 'an absolute path' }),
    )
    .min(1)
    .optional()
    .describe('Folders besides /tmp that it may write to; each is empty at first and in memory.'),
  env: environment
    .optional()
    .describe('Variables for the run of action-build, as texts. Never secrets: the file is public to the repository.'),
  command: command.optional().describe('What to run instead of the command of the image.'),
  before: z
    .array(command)
    .min(1)
    .optional()
    .describe('Commands to run to their end, with exit code 0, in the same image before it starts: migrations.'),
  egress: z
    .enum(['none', 'any'])
    .optional()
    .describe(
      'Whether it may try to reach names and addresses outside of the set; none unless said otherwise. Nothing gets through in either case.',
    ),
});

/** A connection: `postgres:5432`. */
export const connection = z
  .string()
  .regex(/^[a-z0-9-]+:\d{1,5}$/, 'service:port')
  .meta({ title: 'service:port' });

/** A test of the running set. */
export const integrationTest = z.strictObject({
  id: name.describe('Names it in reports; once in the list.'),
  from: dnsLabel.describe('Service whose image it runs in, in a container of its own.'),
  command: command.describe('What to run; exit code 0 passes.'),
  'talks-to': z
    .array(connection)
    .min(1)
    .describe('What it may reach by name; at least one service that is built here and has run.ready.'),
  env: environment.optional().describe('Variables, added to run.env of the service.'),
  timeout: duration.optional().describe('Longest time that it may take; 60s unless said otherwise.'),
});

export type IntegrationTest = z.output<typeof integrationTest>;
