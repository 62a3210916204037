import { showDuration } from '../../shared/domain/duration.ts';

/** One line of the closing table. */
type StageResult = { readonly name: string; readonly verdict: string; readonly ms: number; readonly parts: string };

/** Runs the stages of a rehearsal one after another, says what each does while it does it, and keeps the table. */
export class Stages {
  readonly #results: StageResult[] = [];
  readonly #started = performance.now();
  readonly #cancel: AbortSignal;

  /** @param cancel no further stage begins once it has aborted. */
  constructor(cancel: AbortSignal) {
    this.#cancel = cancel;
  }

  /**
   * Runs one stage. `body` gives the verdict in a few words; what it throws ends the rehearsal.
   * @param parts what was real and what was a stand-in.
   */
  async run(name: string, parts: string, body: () => Promise<string>): Promise<void> {
    this.#cancel.throwIfAborted();
    console.log(`\n▶ ${name}`);
    const started = performance.now();
    let verdict = 'FAILED';
    try {
      verdict = await body();
      this.#cancel.throwIfAborted();
    } finally {
      const ms = performance.now() - started;
      this.#results.push({ name, verdict, ms, parts });
      console.log(`  ${verdict} (${showDuration(ms)})`);
    }
  }

  /** The table, as text in columns. */
  table(): string {
    const total = { name: 'all of it', verdict: '', ms: performance.now() - this.#started, parts: '' };
    const rows = [...this.#results, total].map((row) => [row.name, row.verdict, (row.ms / 1000).toFixed(1), row.parts]);
    const lines = [['stage', 'verdict', 'seconds', 'real | stand-in'], ...rows];
    const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
    return lines
      .map((line) =>
        line
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
      )
      .join('\n');
  }
}

/** Stops the rehearsal when the product did something else than it should have. */
export function expect(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected)
    throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}
