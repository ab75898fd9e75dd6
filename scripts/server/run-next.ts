import type { RequestListener } from 'node:http'
import type { Env } from '@/lib/env'

export type Mode = 'development' | 'production'

export interface NextApp {
  handle: RequestListener
  close: () => Promise<void>
}

/** Next decides by NODE_ENV while it is being loaded, so the mode is set before the import. */
export async function runNext(mode: Mode, { host, port }: Env): Promise<NextApp> {
  const { default: load } = await import('next')
  // Node gives the CommonJS module as the default export, bundlers the function inside it.
  const create = typeof load === 'function' ? load : (load as { default: typeof load }).default
  const app = create({ dev: mode === 'development', hostname: host, port, quiet: false })
  await app.prepare()
  return { handle: app.getRequestHandler(), close: () => app.close() }
}
