import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Sweeps take a sample here, and all there is in `npm run corpus`.
    include: ['tests/**/*.test.ts', 'tests/**/*.sweep.ts'],
    pool: 'threads',
    // Loading the sources again for each file was a third of the work. No test changes what another one could see.
    isolate: false,
    unstubGlobals: true,
    // By itself vitest leaves a processor free, which of two is half of the machine.
    maxWorkers: '100%',
    testTimeout: 60_000,
  },
});
