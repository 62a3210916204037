import { type Check, failIfAny } from './check.ts';

/** The line of a log that says most: the last one that names an error, else the last one. */
function tellingLine(lines: readonly string[]): string {
  return (
    lines.findLast((line) => /\berror\b|failed to|cannot|no space left/i.test(line)) ?? lines.at(-1) ?? 'no output'
  );
}

const FIXES: readonly (readonly [RegExp, string])[] = [
  [
    /cache export is not supported/i,
    'Add docker/setup-buildx-action before this step, whose builder can write caches, or take build.cache-to out',
  ],
  [/no space left on device/i, 'Free disk space on the runner: the engine has no room for the image'],
  [
    /manifest (for .+ )?(unknown|not found)|pull access denied|failed to resolve source metadata/i,
    'Check the name in FROM, and that the engine may pull it',
  ],
];

/** Each service is built by itself; a failing one hides nothing about the others. */
export const buildCheck: Check = {
  id: 'build',
  title: 'Image builds',
  line: 'build/individually',
  controls: [],
  code: 'BUILD_FAILED',
  needed: 'a build that ends with exit code 0',
  waivable: false,
  run({ build }) {
    if (build.kind === 'built') return { status: 'pass', seen: `built in ${build.seconds.toFixed(1)} s` };
    if (build.kind === 'skipped') {
      return { status: 'not-run', seen: `not run: ${build.why}`, needed: 'tests that pass', after: 'tests' };
    }
    const line = tellingLine(build.lastLines);
    const [, fix] = FIXES.find(([sign]) => sign.test(line)) ?? [];
    return failIfAny(
      [
        {
          rule: 'build/failed',
          place: { in: 'build-log' },
          reason: `the build failed (exit code ${build.exitCode}): ${line}`,
          fix: fix ?? 'Correct what the last lines of the log say',
        },
      ],
      { status: 'pass', seen: '' },
    );
  },
};
