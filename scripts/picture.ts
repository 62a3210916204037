/**
 * Makes a picture of a job summary as GitHub shows it: Markdown to HTML (marked), GitHub's stylesheet, then chromium.
 *
 *   node scripts/picture.ts FILE.md OUT.png [width]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { marked } from 'marked';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];
const [source, target, width = '1012'] = process.argv.slice(2);
if (source === undefined || target === undefined) {
  console.error('usage: node scripts/picture.ts FILE.md OUT.png [width]');
  process.exit(2);
}
const program = PROGRAMS.find((name) => spawnSync(name, ['--version']).status === 0);
if (program === undefined) {
  console.error(
    `no picture was made: none of ${PROGRAMS.join(', ')} is on PATH; install one (Debian: apt-get install chromium)`,
  );
  process.exit(1);
}

const css = readFileSync(
  join(import.meta.dirname, '../node_modules/github-markdown-css/github-markdown-light.css'),
  'utf8',
);
const html = `<!doctype html><meta charset="utf-8"><style>${css} body{margin:0;padding:32px;background:#fff}</style>
<article class="markdown-body">${await marked.parse(readFileSync(source, 'utf8'), { gfm: true })}</article>`;
const folder = mkdtempSync(join(tmpdir(), 'countersign-picture-'));
const page = join(folder, 'page.html');
const common = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--hide-scrollbars',
  `--user-data-dir=${folder}/profile`,
];

/** The height of the page as laid out, so that the picture ends where the text ends. */
function height(): number {
  const probe = '<script>addEventListener("load",()=>{document.title=document.documentElement.scrollHeight})</script>';
  writeFileSync(page, html + probe);
  const dom = execFileSync(
    program as string,
    [...common, `--window-size=${width},100`, '--dump-dom', pathToFileURL(page).href],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  return Number(/<title>(\d+)<\/title>/.exec(dom)?.[1] ?? 1200);
}

try {
  const size = `--window-size=${width},${height()}`;
  writeFileSync(page, html);
  execFileSync(program, [...common, size, `--screenshot=${resolve(target)}`, pathToFileURL(page).href], {
    stdio: 'ignore',
  });
  if (!existsSync(target)) throw new Error(`${program} made no picture`);
  console.log(`${target} (${program})`);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
