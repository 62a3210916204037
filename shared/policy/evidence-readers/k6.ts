import * as z from 'zod';
import type { Values } from '../expression.ts';
import { parseShaped } from './json-text.ts';
import { count, type EvidenceForm, type EvidenceReader, type Together, unreadable } from './reading.ts';

const numbers = z.record(z.string(), z.unknown());

/** `--summary-export`: the values of a metric beside its thresholds, where **true** says that a threshold was crossed. */
const exported = z.object({ thresholds: z.record(z.string(), z.boolean()).optional() }).catchall(z.unknown());

/** `handleSummary(data)`: the values in `values`, and thresholds with `ok`. */
const handled = z.object({
  type: z.enum(['counter', 'gauge', 'rate', 'trend']),
  values: numbers,
  thresholds: z.record(z.string(), z.object({ ok: z.boolean() })).optional(),
});

const ofHandleSummary = z.object({
  metrics: z.record(z.string(), handled),
  state: z.object({ testRunDurationMs: z.number().min(0).optional() }).optional(),
});
const ofSummaryExport = z.object({ metrics: z.record(z.string(), exported) });
const either = z.object({ metrics: z.record(z.string(), z.record(z.string(), z.unknown())) });

type Metric = { readonly values: Readonly<Record<string, unknown>>; readonly crossed: readonly boolean[] };
type Summary = { readonly metrics: Readonly<Record<string, Metric>>; readonly duration: number | undefined };

function readHandled(text: string): Summary {
  const { metrics, state } = parseShaped(text, ofHandleSummary, 'data of handleSummary');
  const read = Object.entries(metrics).map(([name, { values, thresholds = {} }]): [string, Metric] => [
    name,
    { values, crossed: Object.values(thresholds).map(({ ok }) => !ok) },
  ]);
  return { metrics: Object.fromEntries(read), duration: state?.testRunDurationMs };
}

function readExported(text: string): Summary {
  const { metrics } = parseShaped(text, ofSummaryExport, 'a k6 summary export');
  const read = Object.entries(metrics).map(([name, { thresholds = {}, ...values }]): [string, Metric] => [
    name,
    { values, crossed: Object.values(thresholds) },
  ]);
  return { metrics: Object.fromEntries(read), duration: undefined };
}

/** Which value of which metric a variable is. */
const SOURCES: readonly (readonly [variable: string, metric: string, keys: readonly string[]])[] = [
  ['requests', 'http_reqs', ['count']],
  ['request_rate', 'http_reqs', ['rate']],
  ['avg_ms', 'http_req_duration', ['avg']],
  ['min_ms', 'http_req_duration', ['min']],
  ['med_ms', 'http_req_duration', ['med']],
  ['max_ms', 'http_req_duration', ['max']],
  ['p90_ms', 'http_req_duration', ['p(90)']],
  ['p95_ms', 'http_req_duration', ['p(95)']],
  ['p99_ms', 'http_req_duration', ['p(99)']],
  ['error_rate', 'http_req_failed', ['rate', 'value']],
  ['vus_max', 'vus_max', ['max', 'value']],
  ['iterations', 'iterations', ['count']],
  ['checks_passed', 'checks', ['passes']],
  ['checks_failed', 'checks', ['fails']],
];

function pick(summary: Summary, metric: string, keys: readonly string[]): number | undefined {
  const values = summary.metrics[metric]?.values ?? {};
  const key = keys.find((one) => Object.hasOwn(values, one));
  if (key === undefined) return undefined;
  const value = values[key];
  if (typeof value !== 'number' || !(value >= 0)) throw new Error(`metrics.${metric}.${key} is not a number from 0 on`);
  return value;
}

/** Numbers that contradict each other are nobody's measurement. */
function contradiction(found: Values): string | undefined {
  const [rate, low, high] = [found['error_rate'], found['p90_ms'], found['p95_ms']];
  if (typeof rate === 'number' && rate > 1) return 'the rate of http_req_failed is more than 1';
  if (typeof low === 'number' && typeof high === 'number' && low > high) return 'p(90) is more than p(95)';
  return undefined;
}

const readK6: EvidenceReader = (text) => {
  const { metrics } = parseShaped(text, either, 'a k6 summary');
  const isHandled = Object.values(metrics).some((metric) => 'values' in metric && 'type' in metric);
  const summary = isHandled ? readHandled(text) : readExported(text);
  const iterations = pick(summary, 'iterations', ['count']) ?? 0;
  if (iterations === 0) return unreadable('no iteration ran to its end');
  const requests = pick(summary, 'http_reqs', ['count']) ?? 0;
  const found = SOURCES.flatMap(([name, metric, keys]): [string, number][] => {
    const value = pick(summary, metric, keys);
    // Without a request k6 writes zeros, which would look like a fast and faultless service.
    return value === undefined || (requests === 0 && metric.startsWith('http_')) ? [] : [[name, value]];
  });
  const crossed = Object.values(summary.metrics).flatMap((metric) => metric.crossed);
  const values: Values = {
    ...Object.fromEntries(found),
    thresholds: crossed.length,
    thresholds_failed: crossed.filter(Boolean).length,
    ...(summary.duration === undefined ? {} : { duration_s: summary.duration / 1_000 }),
  };
  const wrong = contradiction(values);
  return wrong === undefined ? { kind: 'values', values } : unreadable(wrong);
};

const ms = (name: string, meaning: string, together: Together = 'highest') => ({ name, unit: 'ms', meaning, together });

export const k6: EvidenceForm = {
  reads: 'k6 end-of-test summary: `--summary-export`, or the `data` of `handleSummary` as JSON',
  variables: [
    count('requests', 'HTTP requests'),
    { name: 'request_rate', unit: 'per second', meaning: 'HTTP requests', together: 'lowest' },
    ms('avg_ms', 'mean duration of HTTP requests'),
    ms('min_ms', 'shortest duration', 'lowest'),
    ms('med_ms', 'median'),
    ms('max_ms', 'longest duration'),
    ms('p90_ms', '90th percentile'),
    ms('p95_ms', '95th percentile'),
    ms('p99_ms', '99th percentile, when `summaryTrendStats` asks for it'),
    { name: 'error_rate', unit: '0 to 1', meaning: 'share of HTTP requests that failed', together: 'highest' },
    { name: 'vus_max', unit: 'count', meaning: 'most virtual users', together: 'lowest' },
    count('iterations', 'iterations that ran to their end'),
    count('checks_passed', 'checks that held'),
    count('checks_failed', 'checks that did not hold'),
    count('thresholds', 'thresholds of the script'),
    count('thresholds_failed', 'thresholds that were crossed'),
    { name: 'duration_s', unit: 's', meaning: 'duration of the test, with `handleSummary`', together: 'lowest' },
  ],
  refuses: 'no iteration ran; values of HTTP are not given without a request',
  read: readK6,
};
