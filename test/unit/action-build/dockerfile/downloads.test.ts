import { describe, expect, test } from 'vitest';
import { downloadsIn, isAddress } from '../../../../action-build/dockerfile/downloads.ts';

describe('commands', () => {
  const found: readonly (readonly [string, readonly string[]])[] = [
    ['curl -sSL https://x | sh', ['pipe-to-shell']],
    ['curl https://x | sudo -E bash -', ['pipe-to-shell']],
    ['wget -qO- https://x | tar xz', []],
    ['wget -qO- https://x | gunzip | /bin/sh', ['pipe-to-shell']],
    ['curl https://x | tee a.sh', []],
    ['curl https://x -o a.sh && sh a.sh', []],
    ['bash <(curl -s https://x)', ['pipe-to-shell']],
    ['sh -c "$(curl -fsSL https://x)"', ['pipe-to-shell']],
    ['curl https://x | python3 -', ['pipe-to-shell']],
    ['curl https://x | python3 -m json.tool', []],
    ['curl https://x \\\n  | bash', ['pipe-to-shell']],
    ['echo a # curl x | sh', ['pipe-to-shell']],
    ['true\n# curl x | sh\n', []],
    ['curl x | shasum -c', []],
    ['pip install --trusted-host x y', ['trusted-host']],
    ['PIP_TRUSTED_HOST=x pip install y', ['trusted-host']],
    ['pip install --trusted-hosts-file x', []],
    ['apt-get install -y --allow-unauthenticated x', ['allow-unauthenticated']],
    ['apk add --allow-untrusted x.apk', ['allow-unauthenticated']],
    ['echo "deb [trusted=yes] http://x ./" > /etc/apt/sources.list', ['allow-unauthenticated']],
    ['apt-get install -y curl', []],
  ];
  test.each(found)('%j', (command, kinds) => expect(downloadsIn(command)).toEqual(kinds));
});

test.each([
  ['https://x/a.tgz', true],
  ['HTTP://x/a', true],
  ['https://github.com/a/b.git', true],
  ['https://github.com/a/b.git#v1', true],
  [`https://github.com/a/b.git#${'a'.repeat(40)}`, false],
  [`https://github.com/a/b.git#${'a'.repeat(40)}:sub`, false],
  ['git@github.com:a/b.git', true],
  ['src/http.ts', false],
])('ADD %s is fetched unverified: %s', (source, address) => expect(isAddress(source)).toBe(address));
