/**
 * The long forms of what `npm test` runs short: races, models, kills, and every integration test on the
 * embedded store, too. Arguments choose parts by name.
 * `days` runs the suite on other days; its arguments choose days and layers by name.
 */
import { report, run, vitest } from './lib/layers'
import { obtainPostgres, type TestPostgres } from './lib/postgres'
import { chooseDays, proveDays } from './lib/prove-days'

interface Part {
  name: string
  store: 'embedded' | 'postgres'
  project: 'unit' | 'integration'
  /** Which test files, as Vitest takes them. */
  filter: string
  /** What makes them long. */
  env: Readonly<Record<string, string>>
}

const PARTS: readonly Part[] = [
  {
    name: 'race',
    store: 'postgres',
    project: 'integration',
    filter: 'tests/integration/race',
    env: { RACE_ROUNDS: '200', RACE_EXPOSURE_ROUNDS: '500' },
  },
  {
    name: 'model',
    store: 'embedded',
    project: 'integration',
    filter: 'tests/integration/model',
    env: { PROVE_MODEL_RUNS: '1000', PROVE_MODEL_SEED: String(Date.now() % 1_000_000) },
  },
  {
    name: 'kill',
    store: 'embedded',
    project: 'integration',
    filter: 'tests/integration/kill',
    env: { KILL_ROUNDS: '10' },
  },
  {
    name: 'stores',
    store: 'embedded',
    project: 'integration',
    filter: 'tests/integration',
    env: {},
  },
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name))
const parts = PARTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))

if (wanted[0] === 'days') {
  process.exitCode = await proveOnDays(wanted.slice(1))
} else if (unknown.length > 0) {
  console.error(
    `No such part: ${unknown.join(', ')}. There is ${PARTS.map((p) => p.name).join(', ')}, days.`,
  )
  process.exitCode = 1
} else {
  process.exitCode = await prove()
}

async function proveOnDays(names: readonly string[]): Promise<number> {
  const choice = chooseDays(names)
  if (typeof choice === 'string') {
    console.error(choice)
    return 1
  }
  if (!(await isBuilt())) return 1
  return report(await proveDays(choice.days, choice.layers))
}

async function isBuilt(): Promise<boolean> {
  return (await run(['npm', 'run', '--silent', 'build'], {})) === 0
}

async function prove(): Promise<number> {
  if (!(await isBuilt())) return 1
  const needsPostgres = parts.some(({ store }) => store === 'postgres')
  const server = needsPostgres ? await obtainPostgres() : 'not asked for'
  try {
    const lines: string[] = []
    let hasFailed = false
    for (const part of parts) {
      const verdict = await verdictOf(part, server)
      lines.push(`${part.name}: ${verdict}`)
      hasFailed ||= verdict === 'failed'
    }
    console.log(lines.join('\n'))
    return hasFailed ? 1 : 0
  } finally {
    if (typeof server !== 'string') server.stop()
  }
}

async function verdictOf(
  { store, project, filter, env }: Part,
  server: TestPostgres | string,
): Promise<string> {
  if (store === 'embedded') return statusOf(project, filter, { TEST_STORE: 'embedded', ...env })
  if (typeof server === 'string') return `skipped (${server})`
  const onPostgres = { TEST_STORE: 'postgres', DATABASE_URL_TEST: server.url }
  return statusOf(project, filter, { ...onPostgres, ...env })
}

async function statusOf(project: string, filter: string, env: Part['env']): Promise<string> {
  return (await run([...vitest(project), filter], env)) === 0 ? 'passed' : 'failed'
}
