import http, { type RequestListener } from 'node:http'
import type { Env } from '@/lib/env'

export type Mode = 'development' | 'production'

export interface NextApp {
  handle: RequestListener
  close: () => Promise<void>
}

/** Next decides by NODE_ENV while it is being loaded, so the mode is set before the import. */
export async function loadNext() {
  const { default: loaded } = await import('next')
  // Node gives the CommonJS module as the default export, bundlers the function inside it.
  return typeof loaded === 'function' ? loaded : (loaded as { default: typeof loaded }).default
}

export async function runNext(
  create: Awaited<ReturnType<typeof loadNext>>,
  mode: Mode,
  { host, port }: Env,
): Promise<NextApp> {
  const dev = mode === 'development'
  // Next adds its handler of upgrades to the server that it is given. Its tools need it; else it holds
  // sockets open for nothing, so it gets a server that never listens.
  const app = create({
    dev,
    hostname: host,
    port,
    ...(!dev && { httpServer: http.createServer() }),
  })
  await app.prepare()
  return { handle: app.getRequestHandler(), close: () => app.close() }
}
