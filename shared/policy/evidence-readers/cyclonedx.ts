import * as z from 'zod';
import type { Values } from '../expression.ts';
import { digestIn } from './digest.ts';
import { parseShaped } from './json-text.ts';
import { count, type EvidenceForm, type EvidenceReader, unreadable } from './reading.ts';
import { bySeverity, SEVERITIES, type Severity, severityVariables } from './severity.ts';

const hash = z.object({ alg: z.string(), content: z.string() });
const licence = z.union([
  z.object({ license: z.object({ id: z.string().optional(), name: z.string().optional() }) }),
  z.object({ expression: z.string().min(1) }),
]);

type Component = {
  readonly name: string;
  readonly version?: string | undefined;
  readonly purl?: string | undefined;
  readonly licenses?: readonly z.output<typeof licence>[] | undefined;
  readonly hashes?: readonly z.output<typeof hash>[] | undefined;
  readonly components?: readonly Component[] | undefined;
};

const component: z.ZodType<Component> = z.object({
  name: z.string().min(1),
  version: z.string().optional(),
  purl: z.string().optional(),
  licenses: z.array(licence).optional(),
  hashes: z.array(hash).optional(),
  get components() {
    return z.array(component).optional();
  },
});

const vulnerability = z.object({
  id: z.string().optional(),
  ratings: z
    .array(z.object({ severity: z.enum(['critical', 'high', 'medium', 'low', 'info', 'none', 'unknown']).optional() }))
    .optional(),
  analysis: z
    .object({
      state: z
        .enum(['resolved', 'resolved_with_pedigree', 'exploitable', 'in_triage', 'false_positive', 'not_affected'])
        .optional(),
    })
    .optional(),
});

const bom = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string().regex(/^1\.[2-7]$/, 'only versions 1.2 to 1.7 are read'),
  metadata: z.object({ component: component.optional() }).optional(),
  components: z.array(component).optional(),
  vulnerabilities: z.array(vulnerability).optional(),
});

const SETTLED: ReadonlySet<string | undefined> = new Set([
  'resolved',
  'resolved_with_pedigree',
  'false_positive',
  'not_affected',
]);

const withInner = (all: readonly Component[]): readonly Component[] =>
  all.flatMap((one) => [one, ...withInner(one.components ?? [])]);

const licencesOf = (one: Component): readonly string[] =>
  (one.licenses ?? []).flatMap((found) =>
    'expression' in found ? [found.expression] : (found.license.id ?? found.license.name ?? []),
  );

/** The worst rating counts; a vulnerability without one is of unknown severity. */
function severityOf({ ratings = [] }: z.output<typeof vulnerability>): Severity {
  const given = new Set(ratings.map(({ severity }) => severity));
  const worst = SEVERITIES.find((severity) => severity !== 'unknown' && given.has(severity));
  return worst ?? (given.has('info') || given.has('none') ? 'low' : 'unknown');
}

/** None when the document has no list of vulnerabilities, so that zero always means "looked and found none". */
function vulnerabilities(all: readonly z.output<typeof vulnerability>[] | undefined): Values {
  if (all === undefined) return {};
  const open = all.filter(({ analysis }) => !SETTLED.has(analysis?.state));
  return { vulnerabilities: open.length, ...bySeverity(open.map(severityOf)), settled: all.length - open.length };
}

/** The digest of an image stands in the version, the package URL or the hashes of the main component. */
function digestsOf(main: Component | undefined): readonly string[] {
  const named = [main?.version, main?.purl].flatMap((text) => digestIn(text ?? ''));
  const hashes = (main?.hashes ?? []).filter(({ alg }) => alg === 'SHA-256').map(({ content }) => `sha256:${content}`);
  return [...named, ...hashes];
}

const readCyclonedx: EvidenceReader = (text, wanted) => {
  const found = parseShaped(text, bom, 'a CycloneDX document');
  const components = withInner(found.components ?? []);
  if (components.length === 0) return unreadable('it lists no components');
  const lists = {
    licenses: components.flatMap(licencesOf),
    purls: components.flatMap(({ purl }) => purl ?? []),
  };
  const values: Values = {
    components: components.length,
    unlicensed: components.filter((one) => licencesOf(one).length === 0).length,
    ...vulnerabilities(found.vulnerabilities),
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([name, all]) => (wanted.has(name) ? [[name, [...new Set(all)]]] : [])),
    ),
  };
  return { kind: 'values', values, digests: digestsOf(found.metadata?.component) };
};

export const cyclonedx: EvidenceForm = {
  reads: 'CycloneDX JSON, versions 1.2 to 1.7, with nested components',
  variables: [
    count('components', 'components'),
    count('unlicensed', 'components without a licence'),
    { name: 'licenses', unit: 'list', meaning: 'licence ids, names and expressions, each once', together: 'joined' },
    { name: 'purls', unit: 'list', meaning: 'package URLs, each once', together: 'joined' },
    count('vulnerabilities', 'vulnerabilities that are not settled, when the document has a list of them'),
    ...severityVariables('vulnerabilities'),
    count('settled', 'vulnerabilities analysed as resolved, false positive or not affected; not in the other numbers'),
  ],
  refuses: 'no component; XML',
  read: readCyclonedx,
};
