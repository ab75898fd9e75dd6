import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { beginStoreIn } from '@/tests/support/browser/begun-store'
import { forgetSessions } from '@/tests/support/browser/personas'
import { ownWorker, portOf } from '@/tests/support/browser/ports'
import { test } from '@/tests/support/browser/test'

/** Beside the server of this worker. */
const port = portOf(ownWorker()) + 1
/** A busy machine takes long to fill a store. */
const PATIENCE_MS = 120_000

export const OWN_SITE = `http://127.0.0.1:${port}`

export interface OwnServer {
  dataDir: string
  start: () => Promise<void>
  stop: () => Promise<void>
  /** Everything that it wrote since its last start. */
  output: () => string
}

/** A server that this file's tests may stop, and whose clock they may move. Others share one. */
export function useOwnServer(): OwnServer {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'flowrate-live-'))
  let running: RunningServer | null = null
  const own: OwnServer = {
    dataDir,
    async start() {
      const env = { FLOWRATE_DEMO: '1' }
      running = await startServer({ port, dataDir, env, patienceMs: PATIENCE_MS })
    },
    async stop() {
      await running?.stop()
      running = null
    },
    output: () => running?.output() ?? '',
  }
  test.use({ baseURL: OWN_SITE })
  test.beforeAll(async () => {
    test.setTimeout(2 * PATIENCE_MS)
    beginStoreIn(dataDir)
    await own.start()
  })
  test.afterAll(async () => {
    await own.stop()
    forgetSessions(OWN_SITE)
    rmSync(dataDir, { recursive: true, force: true })
  })
  return own
}
