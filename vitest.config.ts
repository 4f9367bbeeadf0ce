import {defineConfig} from 'vitest/config';

/** Terminal tests need a terminal's environment, whatever the runner's is. */
const env = {FORCE_COLOR: '0', TZ: 'UTC', LANG: 'C.UTF-8'};

/**
 * A server that others use too, or a program in a terminal, may be held up by the machine: where nobody is there to look,
 * a test that failed is run once more, and says so. One that is wrong fails twice; at a desk it fails at once.
 */
const retry = process.env.CI === 'true' ? 1 : 0;

/** These hold the program to times and bytes: nothing else runs beside them. */
const measuring = ['tour', 'quiet', 'statements', 'events'].map(name => `test/e2e/${name}.test.ts`);

export default defineConfig({
  test: {
    env,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Groups run one after the other. Most of what is in them waits for a server or a screen.
    projects: [
      {extends: true, test: {name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}']}},
      {extends: true, test: {name: 'screens', include: ['test/screens/**/*.test.{ts,tsx}']}},
      {
        extends: true,
        test: {
          name: 'db',
          include: ['test/db/**/*.test.ts'],
          globalSetup: ['test/support/servers.setup.ts'],
          maxWorkers: 3,
          retry,
          sequence: {groupOrder: 1},
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: measuring,
          testTimeout: 60_000,
          retry,
          maxWorkers: 2,
          sequence: {groupOrder: 2},
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e-alone',
          include: measuring,
          testTimeout: 60_000,
          retry,
          maxWorkers: 1,
          sequence: {groupOrder: 3},
        },
      },
    ],
  },
});
