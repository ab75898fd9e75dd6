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
const types = await sideBySide([() => runAsOne('types', ['npm', 'run', '--silent', 'typecheck'])])
const parts = await sideBySide(
  [() => runAsOne('build', ['npm', 'run', '--silent', 'build'])],
  [() => runAsOne('lint', ['npm', 'run', '--silent', 'lint']), () => runVitest('unit', 'unit')],
)
// These take both cores each: side by side they get in each other's way.
const whole = await sideBySide([onEmbedded, onPostgres, browser])

process.exitCode = report([...types, ...parts, ...whole])

/** On another day, so that no test comes to need the machine's date; `npm run prove days` tries more. */
function onEmbedded(): Promise<Layer> {
  const env = { TEST_STORE: 'embedded', ...ordinaryMove() }
  return runVitest('integration, embedded store', 'integration', env)
}

async function onPostgres(): Promise<Layer> {
  const name = 'integration, PostgreSQL'
  const server = await obtainPostgres()
  if (typeof server === 'string') return skipped(name, server)
  try {
    const env = { TEST_STORE: 'postgres', DATABASE_URL_TEST: server.url }
    return await runVitest(name, 'integration', env)
  } finally {
    server.stop()
  }
}

function browser(): Layer | Promise<Layer> {
  const path = obtainChromium()
  if (path === null) return skipped('browser', 'no Chromium was found and none could be installed')
  return runPlaywright('browser', { PLAYWRIGHT_CHROMIUM_PATH: path })
}
