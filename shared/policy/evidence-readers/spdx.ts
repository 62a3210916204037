import * as z from 'zod';
import type { Values } from '../expression.ts';
import { digestIn } from './digest.ts';
import { parseShaped } from './json-text.ts';
import { count, type EvidenceForm, type EvidenceReader, unreadable } from './reading.ts';

const part = z.object({
  SPDXID: z.string().min(1),
  name: z.string().min(1),
  licenseConcluded: z.string().optional(),
  licenseDeclared: z.string().optional(),
  checksums: z.array(z.object({ algorithm: z.string(), checksumValue: z.string() })).optional(),
  externalRefs: z.array(z.object({ referenceType: z.string(), referenceLocator: z.string() })).optional(),
});

const document = z.object({
  spdxVersion: z.enum(['SPDX-2.2', 'SPDX-2.3'], { error: 'only SPDX 2.2 and 2.3 are read' }),
  SPDXID: z.literal('SPDXRef-DOCUMENT'),
  documentDescribes: z.array(z.string()).optional(),
  packages: z.array(part).optional(),
  relationships: z
    .array(z.object({ spdxElementId: z.string(), relationshipType: z.string(), relatedSpdxElement: z.string() }))
    .optional(),
});

type Part = z.output<typeof part>;

const NO_LICENCE: ReadonlySet<string | undefined> = new Set(['NOASSERTION', 'NONE', '', undefined]);

const licencesOf = ({ licenseConcluded, licenseDeclared }: Part): readonly string[] =>
  [licenseConcluded, licenseDeclared].flatMap((text) => (text === undefined || NO_LICENCE.has(text) ? [] : [text]));

const purlsOf = ({ externalRefs = [] }: Part): readonly string[] =>
  externalRefs.filter((one) => one.referenceType === 'purl').map((one) => one.referenceLocator);

/** Digests of the packages that the document is about. */
function digestsOf(found: z.output<typeof document>): readonly string[] {
  const described = (found.relationships ?? [])
    .filter((one) => one.spdxElementId === found.SPDXID && one.relationshipType === 'DESCRIBES')
    .map((one) => one.relatedSpdxElement);
  const about = new Set([...(found.documentDescribes ?? []), ...described]);
  const main = (found.packages ?? []).filter((one) => about.has(one.SPDXID));
  const checksums = main.flatMap(({ checksums: all = [] }) =>
    all.filter((one) => one.algorithm === 'SHA256').map((one) => `sha256:${one.checksumValue}`),
  );
  return [...checksums, ...main.flatMap(purlsOf).flatMap(digestIn)];
}

const readSpdx: EvidenceReader = (text, wanted) => {
  const found = parseShaped(text, document, 'an SPDX JSON document');
  const packages = found.packages ?? [];
  if (packages.length === 0) return unreadable('it lists no packages');
  const lists = { licenses: packages.flatMap(licencesOf), purls: packages.flatMap(purlsOf) };
  const values: Values = {
    components: packages.length,
    unlicensed: packages.filter((one) => licencesOf(one).length === 0).length,
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([name, all]) => (wanted.has(name) ? [[name, [...new Set(all)]]] : [])),
    ),
  };
  return { kind: 'values', values, digests: digestsOf(found) };
};

export const spdx: EvidenceForm = {
  reads: 'SPDX JSON, versions 2.2 and 2.3',
  variables: [
    count('components', 'packages'),
    count('unlicensed', 'packages whose licence is neither concluded nor declared'),
    {
      name: 'licenses',
      unit: 'list',
      meaning: 'licence expressions, concluded and declared, each once',
      together: 'joined',
    },
    { name: 'purls', unit: 'list', meaning: 'package URLs, each once', together: 'joined' },
  ],
  refuses: 'no package; tag-value text; SPDX 3',
  read: readSpdx,
};
