import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { closeStore } from '@/lib/db/open'
import { stopJobs } from '@/lib/platform/jobs/registry'
import { announceShutdown } from '@/lib/web/shutdown'

const PATIENCE_MS = 5_000

/**
 * Ends streams, then requests, then jobs, then the store, which gives its folder free. Whatever is still
 * connected after five seconds is cut off, sockets that speak no HTTP any more as well.
 */
export async function stopServer(
  server: Server,
  sockets: ReadonlySet<Socket>,
  closeApp: () => Promise<void>,
): Promise<void> {
  announceShutdown()
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const impatience = setTimeout(() => {
    for (const socket of sockets) socket.destroy()
  }, PATIENCE_MS)
  await closed
  clearTimeout(impatience)
  await stopJobs()
  await closeApp()
  await closeStore()
}
