import { openStore } from '@/lib/db/open'
import { type Env, env, StartError } from '@/lib/env'
import { scrub, scrubConsole } from '@/lib/log'
import { keepsToItself } from '@/lib/web/request-scope'
import { answering } from './scripts/server/answer'
import { buildIfNeeded } from './scripts/server/build'
import { listen } from './scripts/server/listen'
import { prepareStore } from './scripts/server/prepare-store'
import { loadNext, type Mode, runNext } from './scripts/server/run-next'
import { stopServer } from './scripts/server/stop'
import { startWarnings } from './scripts/server/warnings'

async function main(): Promise<void> {
  // Whoever read the log may go away: without this each failed line is an error, which is logged again.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  // What could not be read is told in one line, with its status.
  scrubConsole(keepsToItself)
  const mode: Mode = process.argv.includes('--dev') ? 'development' : 'production'
  Object.assign(process.env, { NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' })
  const settings = env()
  if (mode === 'production' && !process.argv.includes('--built')) buildIfNeeded()
  await serve(mode, settings)
}

async function serve(mode: Mode, settings: Env): Promise<void> {
  const startedAt = performance.now()
  const { server, sockets, serve: answerWith } = await listen(settings)
  for (const warning of startWarnings(settings)) console.warn(warning)
  const opening = openStore(settings, 'server', (db, alone) => prepareStore(db, settings, alone))
  const [create] = await Promise.all([loadNext(), opening])
  const app = await runNext(create, mode, settings)
  answerWith(answering(app.handle, settings))
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    stopServer(server, sockets, app.close).then(() => process.exit(0), fail)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`Flowrate is ready on ${settings.appUrl} after ${seconds} s.`)
}

/** A start that can't be is told in one sentence; anything else with where it came from. */
function fail(error: unknown): never {
  const text = error instanceof StartError ? error.message : unexpected(error)
  console.error(scrub(text))
  process.exit(1)
}

function unexpected(error: unknown): string {
  if (!(error instanceof Error)) return `Flowrate could not start: ${String(error)}`
  const cause = error.cause instanceof Error ? `\nCause: ${error.cause.message}` : ''
  return `Flowrate could not start: ${error.stack ?? error.message}${cause}`
}

main().catch(fail)
