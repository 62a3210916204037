import { PackageURL } from 'packageurl-js';
import type { DecisionRecord } from '../../shared/domain/record.ts';
import type { InstalledPackage } from '../packages/package.ts';
import type { ServiceFacts } from '../service-facts.ts';

type Property = { readonly name: string; readonly value: string };

function componentOf(found: InstalledPackage, diffIds: readonly string[]): object {
  const { type, namespace, name, version, path, layer } = found;
  const purl = new PackageURL(type, namespace ?? undefined, name, version || undefined, undefined, undefined);
  const properties: Property[] = [
    { name: 'countersign:path', value: path },
    ...(diffIds[layer] === undefined ? [] : [{ name: 'countersign:layer', value: diffIds[layer] }]),
  ];
  return {
    'bom-ref': `${purl.toString()}#${path}`,
    type: 'library',
    ...(type === 'npm' && namespace !== null ? { group: namespace } : {}),
    name,
    ...(version === '' ? {} : { version }),
    purl: purl.toString(),
    properties,
  };
}

/**
 * A CycloneDX 1.6 bill of materials of what the image's own package databases list, bound to the image by its id and
 * the digests of its layers. Undefined when the image was not read: a bill that leaves things out is none.
 * The same image gives the same bytes, so it has neither a serial number nor a time.
 */
export function makeSbom(facts: ServiceFacts, tool: DecisionRecord['tool']): string | undefined {
  const { build, read, image } = facts;
  if (build.kind !== 'built' || read.kind !== 'read') return undefined;
  const { databases, packages, distribution } = read.content;
  if (Object.values(databases).some(({ status }) => status === 'unreadable')) return undefined;
  const { diffIds } = read.details;
  const properties: Property[] = [
    { name: 'countersign:image-id', value: build.image },
    ...diffIds.map((value) => ({ name: 'countersign:diff-id', value })),
    ...(distribution === null ? [] : [{ name: 'countersign:distribution', value: distribution }]),
  ];
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      tools: { components: [{ type: 'application', name: tool.name, version: tool.version }] },
      component: { 'bom-ref': build.image, type: 'container', name: image, version: facts.tag, properties },
    },
    components: packages.map((found) => componentOf(found, diffIds)),
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}
