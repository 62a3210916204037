import type { ImageContent, SetuidFile } from '../image/content.ts';
import { showLayer } from '../image/show-layer.ts';
import type { BaseFact } from '../service-facts.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { onImage } from './image-known.ts';

function findingOf(content: ImageContent, base: BaseFact, { path, bits, uid, gid, since }: SetuidFile): Finding {
  const as = bits.map((bit) => (bit === 'setuid' ? `user ${uid}` : `group ${gid}`)).join(' and ');
  const unsure = base.kind === 'known' ? '' : `; whether the base brought it is not known: ${base.why}`;
  return {
    rule: 'setuid/file',
    place: { in: 'image', path, layer: since },
    about: path,
    reason: `${path} runs as ${as} whoever starts it (${bits.join(', ')}), from ${showLayer(content, since)}${unsure}`,
    fix: `Remove the bits with RUN chmod a-s /${path}, or waive setuid/file at ${path}`,
  };
}

function judge(content: ImageContent, base: BaseFact): CheckResult {
  const first = base.kind === 'known' ? base.layers : 0;
  const own = content.setuid.filter(({ since }) => since >= first);
  const others = content.setuid.length - own.length;
  const seen = others === 0 ? 'none' : `none beyond ${others} of the base image`;
  return failIfAny(
    own.map((file) => findingOf(content, base, file)),
    { status: 'pass', seen },
  );
}

/** No program of the image gives more rights than its base does. When the base is not known, all of them count. */
export const setuidCheck: Check = {
  id: 'setuid',
  title: 'No setuid beyond the base',
  line: 'post-build/security',
  controls: ['CIS Docker 4.8'],
  code: 'SETUID_FOUND',
  needed: 'no setuid or setgid file that the base image does not have',
  run: (facts) => onImage(facts, ({ content }) => judge(content, facts.base)),
};
