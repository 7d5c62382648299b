import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 120_000,
    // Vitest leaves one core idle, which on two of them doubles the time.
    maxWorkers: availableParallelism(),
    // The gate counts tests from the report.
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'dist/test-report.json' }]] : ['default'],
    coverage: { include: ['src/**', 'reductions/**', 'instances/**'], exclude: ['**/assembly/**'] },
  },
});
