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
const told = new WeakSet<object>()

/** What the error id on a page that failed stands for, and which request it was. */
export function logFailure(error: unknown, { path, method, headers }: FailedRequest): void {
  // The server tells of it in a line of its own.
  if (requestScope()?.isReadable === false) return
  if (typeof error === 'object' && error !== null) {
    if (told.has(error)) return
    told.add(error)
  }
  const errorId = error instanceof Error && 'digest' in error ? error.digest : undefined
  const requestId = headers[REQUEST_ID_HEADER]
  log.error({ err: error, errorId, requestId, method, path: path.split('?')[0] }, 'request failed')
}
