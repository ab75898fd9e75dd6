/** The integration tests on PostgreSQL; further arguments go to Vitest. */
import { run, vitest } from './lib/layers'
import { obtainPostgres } from './lib/postgres'

const server = await obtainPostgres()
if (typeof server === 'string') {
  console.error(`Skipped: ${server}.`)
  process.exitCode = 1
} else {
  const env = { TEST_STORE: 'postgres', DATABASE_URL_TEST: server.url }
  try {
    process.exitCode = (await run([...vitest('integration'), ...process.argv.slice(2)], env)) ?? 1
  } finally {
    server.stop()
  }
}
