import * as z from 'zod';
import { command, duration, name, path } from './words.ts';

const httpUrl = z
  .string()
  .regex(/^https?:\/\/[^\s/]+(?:\/\S*)?$/, 'an http:// or https:// address')
  .meta({ title: 'an http:// or https:// address' });
const hostPort = z
  .string()
  .regex(/^[a-z0-9.-]+:\d+$/, 'host:port')
  .meta({ title: 'host:port' });

/** One probe: exactly one of the keys that name its kind, and that kind's own settings. */
export const probe = z.strictObject({
  id: name.describe('Unique in its list.'),
  http: httpUrl.optional().describe('One request; a name of the cluster is asked through the API server.'),
  tcp: hostPort.optional().describe('A connection can be opened.'),
  tls: hostPort.optional().describe('Certificate and protocol version.'),
  websocket: z.string().min(1).optional().describe('Address of a WebSocket.'),
  exec: z
    .strictObject({
      from: z.string().min(1).describe('The workload in whose pod it runs.'),
      command: command.describe('Program and arguments.'),
    })
    .optional()
    .describe('A program in a running pod.'),
  prometheus: z.string().min(1).optional().describe('A query; no data is never a pass.'),
  alertmanager: z.string().min(1).optional().describe('No alert that matches is firing.'),
  'redis-queue': z.string().min(1).optional().describe('Depth of a queue.'),
  k6: path.optional().describe('A k6 script.'),
  availability: httpUrl.optional().describe('Asked all through the rollout; every answer must be good.'),
  status: z.int().min(100).max(599).optional().describe('Expected HTTP status; 200 unless said otherwise.'),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .describe('Headers that the answer must have, with their values.'),
  contains: z.string().min(1).optional().describe('Text that the body must contain.'),
  max: z.number().optional().describe('Largest number that passes.'),
  min: z.number().optional().describe('Smallest number that passes.'),
  failures: z.int().positive().optional().describe('Failures in a row that count as one.'),
  within: duration.optional().describe('Time until the probe must have passed once; 60s unless said otherwise.'),
  for: duration.optional().describe('Time for which it must hold.'),
});

export const PROBE_KINDS = [
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
] as const;

export type Probe = z.output<typeof probe>;
export type ProbeKind = (typeof PROBE_KINDS)[number];
