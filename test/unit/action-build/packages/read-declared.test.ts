import { describe, expect, test } from 'vitest';
import { readCommands } from '../../../../action-build/packages/dockerfile-commands.ts';
import { readDeclared } from '../../../../action-build/packages/read-declared.ts';

const commands = (text: string) => readCommands(`FROM x\n${text}`, () => true);
const shown = (text: string): string[] =>
  commands(text).packages.map(
    ({ type, namespace, name, version, line }) =>
      `${line} ${type} ${namespace === null ? '' : `${namespace}/`}${name}${version === null ? '' : `@${version}`}`,
  );

describe('commands of a Dockerfile', () => {
  test.each([
    ['RUN pip install plotly "PyQt6>=6" --no-cache-dir', ['2 pypi plotly', '2 pypi pyqt6']],
    ['RUN python3 -m pip --quiet install -U plotly==5.0', ['2 pypi plotly@5.0']],
    ['RUN /venv/bin/pip3.11 install -i https://x/simple plotly', ['2 pypi plotly']],
    ['RUN uv pip install --system plotly', ['2 pypi plotly']],
    ['RUN poetry add plotly@^5', ['2 pypi plotly']],
    ['RUN pip install uvicorn[standard]', ['2 pypi uvicorn']],
    ['RUN ["pip", "install", "plotly"]', ['2 pypi plotly']],
    ['RUN bash -c "pip install plotly"', ['2 pypi plotly']],
    ['RUN cd /app&&pip install plotly;echo done', ['2 pypi plotly']],
    ['RUN --mount=type=cache,target=/x pip install plotly', ['2 pypi plotly']],
    ['RUN pip install plotly > /tmp/log 2>&1', ['2 pypi plotly']],
    ['RUN pip install plotly>=5', ['2 pypi plotly']],
    ['RUN if true; then pip install plotly; fi', ['2 pypi plotly']],
    [
      'RUN apt-get update && apt-get install -y --no-install-recommends \\\n  curl=7.88 \\\n  # why\n  xserver-xorg:amd64 \\\n && rm -rf /x',
      ['3 deb curl@7.88', '5 deb xserver-xorg'],
    ],
    ['RUN apt-get -qq -o A=b install -t bookworm-backports git vim-', ['2 deb git']],
    [
      'RUN apk add --no-cache --virtual .build gtk+3.0 curl=8.0-r1 py3-qt6~6',
      ['2 apk gtk+3.0', '2 apk curl@8.0-r1', '2 apk py3-qt6'],
    ],
    [
      'RUN npm install -g electron@30.0.1 @acme/ui@^1 x@npm:plotly@2',
      ['2 npm electron@30.0.1', '2 npm @acme/ui', '2 npm plotly'],
    ],
    ['RUN yarn add plotly && pnpm add dash', ['2 npm plotly', '2 npm dash']],
    ['RUN <<EOF\npip install plotly\napt-get install -y xorg\nEOF', ['3 pypi plotly', '4 deb xorg']],
    ['RUN pip install . ./wheels/x-1.0-py3-none-any.whl -e ./lib', ['2 pypi x@1.0']],
    ['RUN npm ci && npm run build && pip list && echo pip', []],
    ['# RUN pip install plotly\nCOPY pip install', []],
  ])('%s', (text, expected) => {
    expect(shown(text)).toEqual(expected);
    expect(commands(text).unread).toEqual([]);
  });

  test.each([
    ['RUN pip install $PACKAGES', 'pypi'],
    ['RUN apt-get install -y ${MORE}', 'deb'],
    ['RUN apt-get install -y xserver-*', 'deb'],
    ['RUN pip install $(cat list)', 'pypi'],
  ])('%s does not say what it installs', (text, type) => {
    expect(commands(text).unread).toMatchObject([{ type, line: 2 }]);
  });

  test('files of requirements, and where files are taken from', () => {
    const found = commands(
      'COPY --chown=1:1 requirements*.txt app/ ./\nCOPY --from=build /x /y\nADD ["lib", "/lib"]\nRUN pip install -r base.txt -r/app/dev.txt',
    );
    expect(found.requirements).toEqual(['base.txt', '/app/dev.txt']);
    expect(found.sources).toEqual(['requirements*.txt', 'app/', 'lib']);
  });

  test('what a stage installs that the image only copies from does not stay by itself', () => {
    const text = 'FROM a AS build\nRUN pip install plotly -r r.txt\nFROM b\nRUN pip install dash';
    const { packages, requirements } = readCommands(text, (stage) => stage === 1);
    expect(packages.map(({ view, name }) => [view, name])).toEqual([
      ['written', 'dash'],
      ['staged', 'plotly'],
    ]);
    expect(requirements).toEqual(['r.txt']);
  });
});

async function declared(
  files: Record<string, string>,
  dockerfile = 'FROM x\nCOPY . .\nRUN pip install -r requirements.txt',
) {
  const context = {
    list: async (wanted: (path: string) => boolean) => Object.keys(files).filter(wanted),
    read: async (path: string) => (path in files ? Buffer.from(files[path] ?? '') : undefined),
  };
  const what = { folder: 'backend', dockerfile: 'Dockerfile', text: dockerfile, stages: [0] };
  return await readDeclared(context, what);
}

describe('manifests of a context', () => {
  test('those that belong to the image, with the ones that they take in', async () => {
    const found = await declared({
      'requirements.txt': 'fastapi\n-r requirements/base.txt',
      'requirements/base.txt': '-r ../requirements.txt\nplotly',
      'requirements-dev.txt': 'pyinstaller',
      'package.json': '{"dependencies":{"react":"1"}}',
      'node_modules/x/package.json': '{"dependencies":{"y":"1"}}',
      'desktop/requirements.txt': 'PyQt6',
    });
    expect(found.packages.map(({ name, file, line }) => `${name} ${file}:${line}`)).toEqual([
      'fastapi backend/requirements.txt:1',
      'plotly backend/requirements/base.txt:2',
      'react backend/package.json:1',
    ]);
    expect(found.files).toEqual(['backend/requirements.txt', 'backend/requirements/base.txt', 'backend/package.json']);
    expect(found.unread).toEqual([]);
  });
  test('one for development counts when a command installs it', async () => {
    const files = { 'requirements-dev.txt': 'pyinstaller', 'requirements.txt': 'fastapi' };
    const both = await declared(files, 'FROM x\nCOPY . .\nRUN pip install -r requirements.txt -r requirements-dev.txt');
    expect(both.packages.map(({ name }) => name)).toEqual(['pyinstaller', 'fastapi']);
    const one = await declared(files, 'FROM x\nCOPY . .\n');
    expect(one.packages.map(({ name }) => name)).toEqual(['fastapi']);
  });
  test('what cannot be read is said', async () => {
    const found = await declared({ 'package-lock.json': '{', 'yarn.lock': '', 'poetry.lock': '= =' });
    expect(found.unread.map(({ type, file }) => `${type} ${file}`).sort()).toEqual([
      'npm backend/package-lock.json',
      'npm backend/yarn.lock',
      'pypi backend/Dockerfile',
      'pypi backend/poetry.lock',
    ]);
    expect(found.unread.every(({ why }) => why !== '' && !why.includes('\n'))).toBe(true);
  });
  test('a file that is taken in but is not there is said', async () => {
    const found = await declared({ 'requirements.txt': '-r gone.txt' });
    expect(found.unread).toEqual([
      { type: 'pypi', file: 'backend/gone.txt', line: null, why: 'it is not a file that can be read' },
    ]);
  });
});
