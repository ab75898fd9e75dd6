import { told } from '@/lib/db/trouble'
import { env } from '@/lib/env'
import { registerJobs } from '@/lib/jobs'
import { log } from '@/lib/log'
import { startJobs } from '@/lib/platform/jobs/loop'
import { REQUEST_ID_HEADER } from '@/lib/web/request-info'
import { requestScope } from '@/lib/web/request-scope'

/** Starts what runs beside the requests. */
export function startBackground(): void {
  if (env().isBuilding) return
  registerJobs()
  startJobs()
}

interface FailedRequest {
  path: string
  method: string
  headers: NodeJS.Dict<string | string[]>
}

/** A layout, its page and their title may all fail by one error. */
const logged = new WeakSet<object>()

/** What the error id on a page that failed stands for, and which request it was. */
export function logFailure(error: unknown, { path, method, headers }: FailedRequest): void {
  // The server tells of it in a line of its own.
  if (requestScope()?.isReadable === false) return
  if (typeof error === 'object' && error !== null) {
    if (logged.has(error)) return
    logged.add(error)
  }
  const errorId = error instanceof Error && 'digest' in error ? error.digest : undefined
  const requestId = headers[REQUEST_ID_HEADER]
  const asked = { requestId, method, path: path.split('?')[0] }
  log.error({ ...told(error), errorId, ...asked }, 'request failed')
}
