import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Sweeps take a sample here, and all there is in `npm run corpus`.
    include: ['tests/**/*.test.ts', 'tests/**/*.sweep.ts'],
    pool: 'threads',
    // By itself vitest leaves a processor free, which of two is half of the machine.
    maxWorkers: '100%',
    testTimeout: 60_000,
  },
});
