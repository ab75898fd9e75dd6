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
 * What these are about is decided above the store: who is let in, what is shown to whom, how it is worded. One
 * store tells; `npm run prove stores` asks the second one too.
 */
const ABOVE_THE_STORE = [
  'auth/*',
  'delivery/channel-views',
  'flows/life-alerts',
  'lease/{anonymity,lease-form,views,waiting}',
  'lifecycle/{first-days,jumping-clock}',
  'market/{request-terms,views}',
  'mock-data/*',
  'platform/{demo-*,first-admin,late-demo,open-alerts,preferences,ready,switch-organisation}',
  'web/*',
].map((name) => `tests/integration/${name}.test.ts`)

/** Each test runs on the store that it is about; most are about both. */
const otherStore =
  process.env.TEST_STORE === 'postgres'
    ? [
        'tests/integration/start/!(*.postgres).test.ts',
        'tests/integration/db/lock.test.ts',
        'tests/integration/**/*.embedded.test.ts',
        ...(process.env.TEST_EXTENT === 'everything' ? [] : ABOVE_THE_STORE),
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
