/** Everything that proves the product, and one line that sums it up. */
import { obtainChromium } from './lib/chromium'
import {
  type Layer,
  report,
  runAsOne,
  runPlaywright,
  runVitest,
  sideBySide,
  skipped,
} from './lib/layers'
import { ordinaryMove } from './lib/moved-days'
import { obtainPostgres } from './lib/postgres'

// Making the route types and building write to the same folder; what starts servers needs the build.
const parts = await sideBySide(
  [
    () => runAsOne('types', ['npm', 'run', '--silent', 'typecheck']),
    () => runAsOne('build', ['npm', 'run', '--silent', 'build']),
  ],
  [() => runAsOne('lint', ['npm', 'run', '--silent', 'lint']), () => runVitest('unit', 'unit')],
)
// These take both cores each: side by side they get in each other's way.
const postgres = await obtainPostgres()
const whole = await sideBySide([onPostgres, onEmbedded, browser]).finally(() => {
  if (typeof postgres !== 'string') postgres.stop()
})

process.exitCode = report([...parts, ...whole])

/** Every test; the faster of the two stores. */
function onPostgres(): Layer | Promise<Layer> {
  const name = 'integration, PostgreSQL'
  if (typeof postgres === 'string') return skipped(name, postgres)
  const env = { TEST_STORE: 'postgres', DATABASE_URL_TEST: postgres.url }
  return runVitest(name, 'integration', env)
}

/**
 * What this store may do otherwise, and every test where it is the only one. On another day, so that no
 * test comes to need the machine's date; `npm run prove days` tries more.
 */
function onEmbedded(): Promise<Layer> {
  const extent = typeof postgres === 'string' ? 'everything' : 'store'
  const env = { TEST_STORE: 'embedded', TEST_EXTENT: extent, ...ordinaryMove() }
  return runVitest('integration, embedded store', 'integration', env)
}

function browser(): Layer | Promise<Layer> {
  const path = obtainChromium()
  if (path === null) return skipped('browser', 'no Chromium was found and none could be installed')
  return runPlaywright('browser', { PLAYWRIGHT_CHROMIUM_PATH: path })
}
