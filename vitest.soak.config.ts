import {defineConfig} from 'vitest/config';

/** The long tests, each for the whole machine: `npm run test:soak`. */
export default defineConfig({
  test: {
    env: {FORCE_COLOR: '0', TZ: 'UTC', LANG: 'C.UTF-8'},
    include: ['test/soak/**/*.test.ts'],
    globalSetup: ['test/support/servers.setup.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
