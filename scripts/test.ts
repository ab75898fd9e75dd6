/** Everything that proves the product, and one line that sums it up. */
import { obtainChromium } from './lib/chromium'
import { type Layer, report, runAsOne, runPlaywright, runVitest, skipped } from './lib/layers'
import { ordinaryMove } from './lib/moved-days'
import { obtainPostgres } from './lib/postgres'

const layers: Layer[] = [
  runAsOne('types', ['npm', 'run', '--silent', 'typecheck']),
  runAsOne('lint', ['npm', 'run', '--silent', 'lint']),
  runVitest('unit', 'unit'),
  runAsOne('build', ['npm', 'run', '--silent', 'build']),
  runVitest('integration, embedded store', 'integration', {
    TEST_STORE: 'embedded',
    // So that no test comes to need the machine's date; `npm run prove days` tries all layers and more days.
    ...ordinaryMove(),
  }),
  await integrationOnPostgres(),
  browser(),
]

process.exitCode = report(layers)

async function integrationOnPostgres(): Promise<Layer> {
  const name = 'integration, PostgreSQL'
  const server = await obtainPostgres()
  if (typeof server === 'string') return skipped(name, server)
  try {
    return runVitest(name, 'integration', { TEST_STORE: 'postgres', DATABASE_URL_TEST: server.url })
  } finally {
    server.stop()
  }
}

function browser(): Layer {
  const path = obtainChromium()
  if (path === null) return skipped('browser', 'no Chromium was found and none could be installed')
  return runPlaywright('browser', { PLAYWRIGHT_CHROMIUM_PATH: path })
}
