/** Everything that proves the product, and one line that sums it up. */
import { obtainChromium } from './lib/chromium'
import { type Layer, runAsOne, runPlaywright, runVitest, skipped } from './lib/layers'
import { obtainPostgres } from './lib/postgres'

const layers: Layer[] = [
  runAsOne('types', ['npm', 'run', '--silent', 'typecheck']),
  runAsOne('lint', ['npm', 'run', '--silent', 'lint']),
  runVitest('unit', 'unit'),
  runAsOne('build', ['npm', 'run', '--silent', 'build']),
  runVitest('integration, embedded store', 'integration', { TEST_STORE: 'embedded' }),
  await integrationOnPostgres(),
  browser(),
]

for (const { name, passed, failed, skipped: left, note } of layers) {
  const counts = `${passed} passed, ${failed} failed, ${left} skipped`
  console.log(`${name}: ${counts}${note === undefined ? '' : ` (${note})`}`)
}
const sum = (key: 'passed' | 'failed' | 'skipped') =>
  layers.reduce((total, layer) => total + layer[key], 0)
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
process.exitCode = sum('failed') === 0 ? 0 : 1

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
