/** One measured figure, as one line of JSON. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'requests' | 'bytes' | 'processes';
  /** `value` by the value of what it is measured beside, in the same run. */
  readonly ratio?: number;
  /** What it is measured beside, with its value. */
  readonly beside?: string;
};

/** What a file in this folder exports. */
export type Benchmark = () => Promise<readonly Figure[]>;

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError('nothing was measured');
  return (low + high) / 2;
}

/** Rounded for reading. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
