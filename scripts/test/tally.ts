import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';

/** What became of all tests of a run. */
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { readonly test: string; readonly reason: string }[];
};

/** A vitest reporter that only counts. A file that does not load, and a test that never ended, is a failure. */
export class TallyReporter implements Reporter {
  tally: Tally = { passed: 0, failed: 0, skipped: [] };

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const states = tests.map((test) => test.result().state);
    const broken = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((one) => one.errors().length > 0);
    this.tally = {
      passed: states.filter((state) => state === 'passed').length,
      failed:
        states.filter((state) => state === 'failed' || state === 'pending').length + broken.length + unhandled.length,
      skipped: tests
        .filter((test) => test.result().state === 'skipped')
        .map((test) => ({ test: nameOf(test), reason: reasonOf(test) })),
    };
  }
}

const nameOf = (test: TestCase): string => `${test.project.name} ${test.module.relativeModuleId} > ${test.fullName}`;

const SKIPPED = 'skipped: ';

/** The note of `context.skip(note)`, or the name of a suite that begins with `skipped: `. */
function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === 'skipped' && result.note) return result.note;
  let parent: TestSuite | TestModule = test.parent;
  while (parent.type === 'suite') {
    if (parent.name.startsWith(SKIPPED)) return parent.name.slice(SKIPPED.length);
    parent = parent.parent;
  }
  return 'no reason given';
}
