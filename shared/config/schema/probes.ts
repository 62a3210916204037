import * as z from 'zod';
import { command, duration, name, path } from './words.ts';

const httpUrl = z.string().regex(/^https?:\/\/[^\s/]+(?:\/\S*)?$/, 'an http:// or https:// address');
const hostPort = z.string().regex(/^[a-z0-9.-]+:\d+$/, 'host:port');

/** One probe: exactly one of the keys that name its kind, and that kind's own settings. */
export const probe = z.strictObject({
  id: name,
  http: httpUrl.optional(),
  tcp: hostPort.optional(),
  tls: hostPort.optional(),
  websocket: z.string().min(1).optional(),
  exec: z.strictObject({ from: z.string().min(1), command }).optional(),
  prometheus: z.string().min(1).optional(),
  alertmanager: z.string().min(1).optional(),
  'redis-queue': z.string().min(1).optional(),
  k6: path.optional(),
  availability: httpUrl.optional(),
  status: z.int().min(100).max(599).optional().describe('Expected HTTP status; 200 unless said otherwise.'),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .describe('Headers that the answer must have, with their values.'),
  contains: z.string().min(1).optional().describe('Text that the body must contain.'),
  max: z.number().optional(),
  min: z.number().optional(),
  failures: z.int().positive().optional(),
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
