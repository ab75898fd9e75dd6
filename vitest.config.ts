import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const shared = {
  plugins: [react()],
  resolve: {
    tsconfigPaths: true,
    alias: { 'server-only': path.resolve(import.meta.dirname, 'tests/support/empty.ts') },
  },
}

/**
 * What these are about is decided above the store: who is let in, what is shown to whom, how a lease goes on.
 * One store tells. Where PostgreSQL is at hand, `npm test` runs them there alone; what they ask of the store
 * is asked of the embedded one by the other tests, by the model of a lease's life and in the browser.
 */
const ABOVE_THE_STORE = [
  'auth/*',
  'flows/{end-fee,life-alerts}',
  'lease/{anonymity,lease-form,operator,renewal-fallback,views,waiting}',
  'lifecycle/{complete-settled,first-days,late-tick-commands,lease-life}',
  'market/scale-lease',
  'web/*',
].map((name) => `tests/integration/${name}.test.ts`)

/** Each test runs on the store that it is about; most are about both. */
const otherStore =
  process.env.TEST_STORE === 'postgres'
    ? [
        'tests/integration/start/!(*.postgres).test.ts',
        'tests/integration/db/{folder,lock}.test.ts',
        'tests/integration/**/*.embedded.test.ts',
      ]
    : [
        'tests/integration/**/*.postgres.test.ts',
        ...(process.env.TEST_EXTENT === 'store' ? ABOVE_THE_STORE : []),
      ]

export default defineConfig({
  test: {
    // Each embedded store takes some hundred megabytes.
    maxWorkers: 2,
    pool: 'forks',
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/architecture.test.ts'],
          // They share nothing that one of them changes: a process for each file costs more than most tests.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.{ts,tsx}'],
          exclude: otherStore,
          globalSetup: ['tests/support/global-setup.ts'],
          setupFiles: ['tests/support/product-clock.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
