import type { Observation } from '../../shared/domain/decision.ts';
import type { ImageContent } from '../image/content.ts';
import { showLayer } from '../image/show-layer.ts';
import type { DeclaredFact, DeclaredPackage } from './declared.ts';
import { type InstalledPackage, type Listed, showPackage } from './package.ts';

type Named = Pick<Listed, 'type' | 'namespace' | 'name'>;

/** Distributions are left out: a Dockerfile does not say which one it installs from. */
const keyOf = ({ type, namespace, name }: Named): string =>
  `${type}/${type === 'npm' ? (namespace ?? '') : ''}/${name.toLowerCase()}`;

/** `backend/requirements.txt:3`, for people. */
const showDeclared = ({ file, line }: DeclaredPackage): string => (line === null ? file : `${file}:${line}`);

/** Where the repository asks for an installed package; what a person wrote comes before what a tool resolved. */
function declarationsOf({ packages }: DeclaredFact, found: Named): readonly DeclaredPackage[] {
  const same = packages.filter((one) => keyOf(one) === keyOf(found));
  const direct = same.filter(({ view }) => view !== 'locked');
  return direct.length > 0 ? direct : same;
}

/** What the views are of. */
export type Viewed = {
  readonly declared: DeclaredFact;
  readonly content: ImageContent;
  /** Number of layers of the base image; null when it is not known. */
  readonly base: number | null;
};

/** How an installed package came to be there, in one sentence. */
export function showOrigin({ declared, content, base }: Viewed, found: InstalledPackage): string {
  const [first] = declarationsOf(declared, found);
  const by = showLayer(content, found.layer);
  if (base !== null && found.layer < base) return `brought by the base image, ${by}`;
  if (first === undefined) {
    return `brought by ${by}, declared nowhere: ${base === null ? 'the base has it, or ' : ''}another package needs it`;
  }
  if (first.view === 'locked') return `brought by ${by}, not declared but resolved in ${showDeclared(first)}`;
  return `brought by ${by}, ${first.view === 'declared' ? 'declared' : 'written'} in ${showDeclared(first)}`;
}

/** More would not be read. */
const MOST = 20;

function limited(all: readonly Observation[], what: string): readonly Observation[] {
  const rest = all.length - MOST;
  const more: Observation = {
    what: `${rest} more ${what}`,
    counted: false,
    why: 'not listed here, all are in the record',
  };
  return rest > 0 ? [...all.slice(0, MOST), more] : all;
}

/** Asked for by a person's own words, but not there. */
function absent({ declared, content: { packages, databases } }: Viewed): readonly Observation[] {
  const installed = new Set(packages.map(keyOf));
  return declared.packages
    .filter(
      (one) =>
        (one.view === 'declared' || one.view === 'written') &&
        databases[one.type].status === 'read' &&
        !installed.has(keyOf(one)),
    )
    .map((one) => ({
      what: `${showPackage(one)} in ${showDeclared(one)}`,
      counted: false,
      why: `${one.view} but not installed in the image`,
    }));
}

/** There, though nobody asked for it. Only where a manifest of the type exists, and not what the base has. */
function undeclared({ declared, content, base }: Viewed): readonly Observation[] {
  const types = new Set(
    declared.packages.filter(({ view }) => view === 'declared' || view === 'locked').map(({ type }) => type),
  );
  const known = new Set(declared.packages.map(keyOf));
  return content.packages
    .filter((one) => types.has(one.type) && one.layer >= (base ?? 1) && !known.has(keyOf(one)))
    .map((one) => ({
      what: showPackage(one),
      counted: false,
      why: `installed but declared nowhere; brought by ${showLayer(content, one.layer)}`,
    }));
}

/** Where the repository and the image say different things. They refuse nothing by themselves, but explain surprises. */
export function disagreements(viewed: Viewed): readonly Observation[] {
  return [
    ...limited(absent(viewed), 'declared but not installed'),
    ...limited(undeclared(viewed), 'installed but not declared'),
  ];
}
