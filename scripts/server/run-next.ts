import type { RequestListener } from 'node:http'
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
  const app = create({ dev: mode === 'development', hostname: host, port })
  await app.prepare()
  return { handle: app.getRequestHandler(), close: () => app.close() }
}
