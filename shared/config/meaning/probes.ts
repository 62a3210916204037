import type { ConfigPath, Finding } from '../finding.ts';
import { PROBE_KINDS, type Probe, type ProbeKind } from '../schema/probes.ts';
import { given, repeated } from './names.ts';

type ProbeBody = Omit<Probe, 'id'>;

const SETTINGS = ['status', 'headers', 'contains', 'max', 'min', 'failures', 'within', 'for'] as const;

type Setting = (typeof SETTINGS)[number];

const SETTLING: readonly Setting[] = ['within', 'for', 'failures'];

/** What each kind of probe can be told; a setting that a kind would ignore is a mistake. */
const BELONGS: Readonly<Record<ProbeKind, readonly Setting[]>> = {
  http: ['status', 'headers', 'contains', ...SETTLING],
  tcp: SETTLING,
  tls: ['min', ...SETTLING],
  websocket: SETTLING,
  exec: ['contains', ...SETTLING],
  prometheus: ['max', 'min', 'within', 'for'],
  alertmanager: ['within', 'for'],
  'redis-queue': ['max', 'min', 'within', 'for'],
  k6: ['within'],
  availability: ['status', 'headers', 'contains', 'failures'],
};

/** Kinds that give a number, which means nothing without a limit. */
const MEASURES: ReadonlySet<ProbeKind> = new Set(['prometheus', 'redis-queue']);

/** A list of probes: each of one kind with that kind's settings, each id once. */
export function probeListFindings(path: ConfigPath, probes: readonly Probe[]): readonly Finding[] {
  const ids = probes.map((probe) => probe.id);
  return [
    ...probes.flatMap((probe, index) => probeFindings([...path, index], probe)),
    ...repeated(path, ids, 'probe').map((finding) => ({ ...finding, path: [...finding.path, 'id'] })),
  ];
}

/** One probe, in a list or as a step. */
export function probeFindings(path: ConfigPath, probe: ProbeBody): readonly Finding[] {
  const kinds = given(probe, PROBE_KINDS);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const seen = kinds.length === 0 ? 'has none' : `has ${kinds.join(' and ')}`;
    return [{ path, message: `a probe needs exactly one of ${PROBE_KINDS.join(', ')}; this one ${seen}` }];
  }
  const findings: Finding[] = given(probe, SETTINGS)
    .filter((setting) => !BELONGS[kind].includes(setting))
    .map((setting) => ({
      path: [...path, setting],
      at: 'key',
      message: `"${setting}" does not belong to a probe of kind ${kind}`,
    }));
  if (MEASURES.has(kind) && probe.max === undefined && probe.min === undefined)
    findings.push({ path: [...path, kind], at: 'key', message: `a probe of kind ${kind} needs max or min` });
  if (probe.max !== undefined && probe.min !== undefined && probe.max < probe.min)
    findings.push({
      path: [...path, 'max'],
      message: `max ${probe.max} is below min ${probe.min}, so nothing can pass`,
    });
  return findings;
}
