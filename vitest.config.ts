import { defineConfig } from 'vitest/config';

const project = (name: string, timeout: number, extra: Record<string, unknown> = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: timeout, hookTimeout: timeout, ...extra },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 20_000),
      project('contract', 60_000, {
        server: { deps: { inline: [/@actions\/(languageservice|workflow-parser|expressions)/] } },
      }),
      project('acceptance', 60_000),
      // One cluster, one engine: its tests run one file after another.
      project('cluster', 300_000, { fileParallelism: false, globalSetup: 'test/bed/global-setup.ts' }),
    ],
  },
});
