import type { Check, Finding } from './check.ts';
import { failIfAny } from './check.ts';

const finding = (file: string): Finding => ({
  rule: 'source/modified',
  place: { in: 'source', file, line: null },
  reason: `${file} differs from the commit`,
  fix: 'Commit the change, or leave committed files as they are before the build',
});

/** The image is labelled with a commit, so what was built has to be that commit. New files do not count: tools make them. */
export const sourceCheck: Check = {
  id: 'source',
  title: 'Source as committed',
  line: 'pre-build/configuration',
  controls: ['45 CFR 164.312(c)(1)'],
  code: 'SOURCE_MODIFIED',
  needed: 'a build context whose committed files are unchanged',
  waivable: false,
  run: ({ source }) =>
    failIfAny(source.modified.map(finding), {
      status: 'pass',
      seen: `committed files of ${source.context} are unchanged`,
    }),
};
