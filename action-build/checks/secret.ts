import type { ImageContent, ImageSecret } from '../image/content.ts';
import { showLayer } from '../image/show-layer.ts';
import { type Check, type CheckResult, type Finding, failIfAny } from './check.ts';
import { onImage } from './image-known.ts';

function findingOf(content: ImageContent, secret: ImageSecret): Finding {
  const { path, layer, kind, line, starts, deleted } = secret;
  const where = showLayer(content, layer);
  const what =
    starts === null ? `is a file that holds secrets (${kind})` : `holds a secret (${kind}, begins with ${starts})`;
  const at = line === null ? path : `${path}:${line}`;
  const gone = deleted ? '; a later layer takes it away, but whoever has the image can read it' : '';
  return {
    rule: `secret/${kind}`,
    place: { in: 'image', path, layer },
    about: path,
    reason: `${at} ${what}, from ${where}${gone}`,
    fix: 'Keep it out of the build context, or give it with RUN --mount=type=secret; revoke it when the image was pushed',
  };
}

function judge(content: ImageContent): CheckResult {
  const { secrets, secretCount, layers } = content;
  const seen = `none in ${layers.length} layers`;
  const result = failIfAny(
    secrets.map((secret) => findingOf(content, secret)),
    { status: 'pass', seen },
  );
  if (secretCount <= secrets.length || result.status !== 'fail') return result;
  const more: Finding = {
    rule: 'secret/more',
    place: { in: 'image', path: '' },
    reason: `${secretCount - secrets.length} more are not listed`,
    fix: 'Correct the ones that are listed, and build again',
  };
  return { ...result, findings: [...result.findings, more] };
}

/** No layer holds a secret, also none that a later layer deletes. */
export const secretCheck: Check = {
  id: 'secret',
  title: 'No secret in any layer',
  line: 'post-build/security',
  controls: ['CIS Docker 4.10', 'NIST SP 800-190 4.1.4'],
  code: 'SECRET_FOUND',
  needed: 'layers without keys, tokens and files that hold them',
  run: (facts) => onImage(facts, ({ content }) => judge(content)),
};
