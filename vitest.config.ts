import { defineConfig } from 'vitest/config';

const browserTests = 'test/browser/**/*.test.ts';
const shared = { testTimeout: 30_000, hookTimeout: 30_000, pool: 'forks' } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'program',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [browserTests],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // After all others and one file at a time: a browser is a crowd of processes by itself.
        test: {
          ...shared,
          name: 'browser',
          include: [browserTests],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
