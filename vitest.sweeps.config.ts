import { defineConfig } from 'vitest/config';

/** The second half of `npm run corpus`: what the tests take a sample for goes over all published detections and logs. */
export default defineConfig({
  test: {
    include: ['tests/**/*.sweep.ts'],
    env: { ESCUDO_CORPUS: 'all' },
    // An engine that crashes takes only its own sweep along.
    pool: 'forks',
    maxWorkers: '100%',
    testTimeout: 3_000_000,
  },
});
