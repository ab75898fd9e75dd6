import type { Server } from 'node:http'
import { closeStore } from '@/lib/db/open'
import { stopJobs } from '@/lib/platform/jobs/registry'
import { announceShutdown } from '@/lib/web/shutdown'

const PATIENCE_MS = 5_000

/** Ends streams, then requests, then jobs, then the store, which gives its folder free. */
export async function stopServer(server: Server, closeApp: () => Promise<void>): Promise<void> {
  announceShutdown()
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const impatience = setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
  await closed
  clearTimeout(impatience)
  await stopJobs()
  await closeApp()
  await closeStore()
}
