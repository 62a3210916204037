import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { unzip } from '../../../../shared/adapters/unzip.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** Changes a field in every entry of the central directory: 16 is the CRC, 24 the length. */
function lieAbout(zip: Uint8Array, offset: number, value: number): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  for (let at = 0; at < zip.length - 46; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + offset, value, true);
  return zip;
}

describe('unzip', () => {
  test('gives every file by name, folders left out', () => {
    const files = unzip(zipSync({ 'junit.xml': text('<x/>'), reports: { 'a.json': text('{}'), deep: {} } }));
    expect([...files.keys()].sort()).toEqual(['junit.xml', 'reports/a.json']);
    expect(files.get('reports/a.json')).toEqual(text('{}'));
  });

  test('gives an empty file as empty, and only the files asked for', () => {
    const zip = zipSync({ empty: new Uint8Array(), other: text('x') });
    expect(unzip(zip, { only: (name) => name === 'empty' })).toEqual(new Map([['empty', new Uint8Array()]]));
  });

  test.each(['../escape', '/etc/passwd', 'a/../../b', 'a\\b', 'C:/x', 'a//b', './a'])('refuses the name %s', (name) => {
    expect(() => unzip(zipSync({ [name]: text('x') }))).toThrow(/the name .* in it/);
  });

  test('refuses a name that leads outside even when that file is not asked for', () => {
    expect(() => unzip(zipSync({ '../x': text('x') }), { only: () => false })).toThrow('leads out of the archive');
  });

  test('refuses a bomb before it unpacks it', () => {
    const bomb = zipSync({ big: new Uint8Array(2_000_000) });
    expect(bomb.length).toBeLessThan(5_000);
    expect(() => unzip(bomb, { limits: { bytes: 1_000_000 } })).toThrow('unpacks to more than 1000000 bytes');
  });

  test('refuses a bomb of many files, of depth and of long names', () => {
    const many = zipSync(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`f${index}`, text('x')])));
    expect(() => unzip(many, { limits: { entries: 19 } })).toThrow('20 entries');
    expect(() => unzip(many, { limits: { bytes: 19 } })).toThrow('more than 19 bytes');
    expect(() => unzip(zipSync({ [`${'d/'.repeat(40)}x`]: text('x') }))).toThrow('too deep');
    expect(() => unzip(zipSync({ ['n'.repeat(2_000)]: text('x') }))).toThrow('too long');
  });

  test('a directory that lies about the length does not cut a file short', () => {
    const zip = lieAbout(zipSync({ 'a.txt': text('secret failure '.repeat(500)) }), 24, 15);
    expect(() => unzip(zip)).toThrow('damaged');
  });

  test('refuses content that is not what the checksum says', () => {
    expect(() => unzip(lieAbout(zipSync({ 'a.txt': text('x'.repeat(50)) }), 16, 1))).toThrow('damaged');
  });

  test('refuses what is not a zip, and a zip cut short', () => {
    expect(() => unzip(text('<html>'))).toThrow('not a zip');
    expect(() => unzip(new Uint8Array())).toThrow('not a zip');
    expect(() => unzip(zipSync({ a: text('x'.repeat(100)) }).subarray(0, -30))).toThrow();
  });

  test('refuses the same name twice', () => {
    const zip = zipSync({ aa: text('1'), ab: text('2') });
    const renamed = Buffer.from(zip).toString('latin1').replaceAll('ab', 'aa');
    expect(() => unzip(Buffer.from(renamed, 'latin1'))).toThrow('twice');
  });
});
