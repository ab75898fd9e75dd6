import { obtainChromium } from './chromium'
import { type Layer, runPlaywright, runVitest, skipped } from './layers'
import { MOVED_DAYS, type MovedDay, movedTo } from './moved-days'
import { obtainMovedPostgres } from './postgres'

type Run = (name: string, day: MovedDay, layers: readonly string[]) => Layer | Promise<Layer>

const LAYERS: Readonly<Record<string, Run>> = {
  unit: (name, day) => runVitest(name, 'unit', movedTo(day)),
  embedded: onEmbedded,
  postgres: onPostgres,
  browser: inBrowser,
}

/** The arguments that choose days and layers by name, or a sentence about one that does neither. */
export function chooseDays(
  names: readonly string[],
): { days: readonly MovedDay[]; layers: readonly string[] } | string {
  const layers = Object.keys(LAYERS)
  const known = [...MOVED_DAYS.map(({ name }) => name), ...layers]
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    return `No such day or layer: ${unknown.join(', ')}. There is ${known.join(', ')}.`
  }
  const days = MOVED_DAYS.filter(({ name }) => names.includes(name))
  const chosen = layers.filter((name) => names.includes(name))
  return {
    days: days.length === 0 ? MOVED_DAYS : days,
    layers: chosen.length === 0 ? layers : chosen,
  }
}

/** Runs the layers of the suite with the machine's clock moved to each of the days. */
export async function proveDays(
  days: readonly MovedDay[],
  layers: readonly string[],
): Promise<Layer[]> {
  const results: Layer[] = []
  for (const day of days) {
    for (const layer of layers) {
      const name = `${day.name}, ${layer}`
      console.log(`\n${name}: the clock starts at ${day.startsAt}, in ${day.zone}`)
      const result = await LAYERS[layer]?.(name, day, layers)
      if (result !== undefined) results.push(result)
    }
  }
  return results
}

/** As in `npm test`: everything, or what turns on this store where the other one runs the rest. */
function onEmbedded(name: string, day: MovedDay, layers: readonly string[]): Promise<Layer> {
  const extent = layers.includes('postgres') ? 'store' : 'everything'
  const env = { TEST_STORE: 'embedded', TEST_EXTENT: extent, ...movedTo(day) }
  return runVitest(name, 'integration', env)
}

async function onPostgres(name: string, day: MovedDay): Promise<Layer> {
  const move = movedTo(day)
  const server = await obtainMovedPostgres(Number(move.CLOCK_AHEAD_MS))
  if (typeof server === 'string') return skipped(name, server)
  try {
    const store = { TEST_STORE: 'postgres', DATABASE_URL_TEST: server.url }
    return await runVitest(name, 'integration', { ...store, ...move })
  } finally {
    server.stop()
  }
}

function inBrowser(name: string, day: MovedDay): Layer | Promise<Layer> {
  const path = obtainChromium()
  if (path === null) return skipped(name, 'no Chromium was found and none could be installed')
  return runPlaywright(name, { PLAYWRIGHT_CHROMIUM_PATH: path, ...movedTo(day) })
}
