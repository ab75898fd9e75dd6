import { openStore } from '@/lib/db/open'
import { type Env, env, StartError } from '@/lib/env'
import { scrub, scrubConsole } from '@/lib/log'
import { addressMatcher, settleForwarding } from '@/lib/web/forwarding'
import { buildIfNeeded } from './scripts/server/build'
import { listen } from './scripts/server/listen'
import { prepareStore } from './scripts/server/prepare-store'
import { refuseUnreadable } from './scripts/server/refuse-unreadable'
import { loadNext, type Mode, runNext } from './scripts/server/run-next'
import { stopServer } from './scripts/server/stop'

async function main(): Promise<void> {
  // Whoever read the log may go away: without this each failed line is an error, which is logged again.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  scrubConsole()
  const mode: Mode = process.argv.includes('--dev') ? 'development' : 'production'
  Object.assign(process.env, { NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' })
  const settings = env()
  if (mode === 'production' && !process.argv.includes('--built')) buildIfNeeded()
  await serve(mode, settings)
}

async function serve(mode: Mode, settings: Env): Promise<void> {
  const startedAt = performance.now()
  const { server, serve: answerWith } = await listen(settings)
  const opening = openStore(settings, (db) => prepareStore(db, settings))
  const [create] = await Promise.all([loadNext(), opening])
  const app = await runNext(create, mode, settings)
  const isTrusted = addressMatcher(settings.trustedProxies)
  answerWith((request, response) => {
    // Neither has a meaning here, and the web's own Request type knows no such method.
    if (request.method === 'TRACE') return void response.writeHead(405).end()
    if (refuseUnreadable(request, response)) return
    settleForwarding(request, isTrusted)
    app.handle(request, response)
  })
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    stopServer(server, app.close).then(() => process.exit(0), fail)
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
