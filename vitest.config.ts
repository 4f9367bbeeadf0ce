import {defineConfig} from 'vitest/config';

/** Terminal tests need a terminal's environment, whatever the runner's is. */
const env = {FORCE_COLOR: '0', TZ: 'UTC', LANG: 'C.UTF-8'};

export default defineConfig({
  test: {
    env,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {extends: true, test: {name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}']}},
      {extends: true, test: {name: 'screens', include: ['test/screens/**/*.test.{ts,tsx}']}},
      {
        extends: true,
        test: {
          name: 'db',
          include: ['test/db/**/*.test.ts'],
          globalSetup: ['test/support/servers.setup.ts'],
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 60_000, maxWorkers: 2},
      },
    ],
  },
});
