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

/** Each test runs on the store that it is about; most are about both. */
const otherStore =
  process.env.TEST_STORE === 'postgres'
    ? [
        'tests/integration/start/!(*.postgres).test.ts',
        'tests/integration/db/lock.test.ts',
        'tests/integration/**/*.embedded.test.ts',
      ]
    : ['tests/integration/**/*.postgres.test.ts']

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
