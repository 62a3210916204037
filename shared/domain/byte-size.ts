const UNITS: Readonly<Record<string, number>> = {
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

/** The bytes of a size of the configuration: `400MB`, `512MiB`. @throws when it is none. */
export function bytesOf(text: string): number {
  const [, number, unit = ''] = /^(\d+)([A-Za-z]+)$/.exec(text) ?? [];
  const factor = UNITS[unit];
  if (number === undefined || factor === undefined) throw new Error(`"${text}" is not a size`);
  return Number(number) * factor;
}

/** Bytes for people, in the decimal units that registries use: `106.4 MB`. */
export function showBytes(bytes: number): string {
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
