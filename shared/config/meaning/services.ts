import { PackageURL } from 'packageurl-js';
import type { ConfigPath, Finding } from '../finding.ts';
import type { Service } from '../schema/services.ts';
import type { Config } from '../schema.ts';
import { type Names, reference } from './names.ts';

const DOMAIN = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d+)?/)?';
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^${DOMAIN}${COMPONENT}(?:/${COMPONENT})*$`);
const PINNED = new RegExp(
  `^${DOMAIN}${COMPONENT}(?:/${COMPONENT})*(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?@sha256:[0-9a-f]{64}$`,
);

/** Services: built here or pinned from elsewhere, package URLs that name a package, connections to services that exist. */
export function serviceFindings(config: Config, names: Names): readonly Finding[] {
  return Object.entries(config.services ?? {}).flatMap(([id, service]) => {
    const path = ['services', id];
    return [
      ...originFindings(path, service),
      ...(service.packages?.forbid ?? []).flatMap((purl, index) =>
        purlFindings([...path, 'packages', 'forbid', index], purl),
      ),
      ...waiverFindings([...path, 'waivers'], service),
      ...secretFindings([...path, 'build', 'secrets'], service),
      ...(service['talks-to'] ?? []).flatMap((target, index) =>
        reference([...path, 'talks-to', index], target.split(':')[0] ?? '', names.services, 'service'),
      ),
    ];
  });
}

function originFindings(path: ConfigPath, service: Service): readonly Finding[] {
  const image = [...path, 'image'];
  if (service.external === true) {
    const findings: Finding[] = [];
    if (!PINNED.test(service.image))
      findings.push({ path: image, message: 'an external image needs its digest: name@sha256:<64 hex digits>' });
    if (service.build !== undefined)
      findings.push({
        path: [...path, 'build'],
        at: 'key',
        message: 'an external service is not built here; take out build or external',
      });
    return findings;
  }
  const findings: Finding[] = [];
  if (!REPOSITORY.test(service.image))
    findings.push({
      path: image,
      message: 'the image of a built service is a repository name in lower case, without tag or digest',
    });
  if (service.build === undefined)
    findings.push({
      path,
      at: 'key',
      message: `service "${path.at(-1)}" needs build, or external: true with a digest`,
    });
  return findings;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A waiver ends on a real day and is about an image that is built here. */
function waiverFindings(path: ConfigPath, { waivers = [], external }: Service): readonly Finding[] {
  if (external === true && waivers.length > 0) {
    return [{ path, at: 'key', message: 'an external service is not built here, so there is nothing to waive' }];
  }
  return waivers.flatMap(({ expires }, index) =>
    isDay(expires)
      ? []
      : [{ path: [...path, index, 'expires'], message: `there is no day ${expires}; a day is such as 2027-03-31` }],
  );
}

/** A secret of a build is in one place. */
const secretFindings = (path: ConfigPath, { build }: Service): readonly Finding[] =>
  Object.entries(build?.secrets ?? {})
    .filter(([, { env, file }]) => (env === undefined) === (file === undefined))
    .map(([id]) => ({ path: [...path, id], at: 'key', message: `secret "${id}" needs either env or file` }));

/** A package URL names a type and a package; `*` may stand at the end of the name, for every package that begins so. */
function purlFindings(path: ConfigPath, text: string): readonly Finding[] {
  const hasVersion = text.lastIndexOf('@') > text.lastIndexOf('/');
  const wildcard = !hasVersion && text.endsWith('*');
  try {
    const exact = wildcard ? text.slice(0, -1) : text;
    PackageURL.fromString(exact);
    if (exact.includes('*')) throw new Error('"*" may only stand at the end of the name');
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message.replace('Invalid purl: ', '') : String(error);
    return [{ path, message: `"${text}" is not a package URL such as pkg:pypi/plotly or pkg:npm/electron*: ${why}` }];
  }
}
