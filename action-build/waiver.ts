import type { Finding, FindingPlace } from './checks/check.ts';
import type { Waiver } from './service-facts.ts';

/** True on the days after its last one. Both are written year first, so text compares as days do. */
export const isOver = ({ expires }: Waiver, day: string): boolean => day > expires;

function pathOf(place: FindingPlace): string {
  switch (place.in) {
    case 'source':
      return place.file;
    case 'image':
      return place.path;
    case 'image-configuration':
      return place.key;
    case 'running-container':
      return place.what;
    case 'build-log':
      return '';
  }
}

/** `*` stands for any characters; everything else for itself. */
function isLike(pattern: string, text: string): boolean {
  const parts = pattern.replace(/^\//, '').split('*');
  const literal = parts.map((part) => part.replace(/[.+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(text.replace(/^\//, ''));
}

/** True when a waiver is about this finding, whatever the day. */
export const covers = ({ rule, at }: Waiver, finding: Finding): boolean =>
  rule === finding.rule && (at === null || isLike(at, pathOf(finding.place)) || isLike(at, finding.about ?? ''));
