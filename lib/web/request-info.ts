import { randomUUID } from 'node:crypto'
import type { ClientInfo } from '@/lib/platform/ctx'

export const REQUEST_ID_HEADER = 'x-request-id'
/** Path and query of the page asked for, written by the proxy. */
export const PATH_HEADER = 'x-flowrate-path'

/** Set by the server on what comes from this machine itself, and on nothing else. */
export const LOCAL_HEADER = 'x-flowrate-local'

export interface RequestInfo {
  requestId: string
  path: string | null
  /** The peer is this machine, without a proxy between. */
  isLocal: boolean
  client: ClientInfo
}

/**
 * What a request's headers say about it. `x-forwarded-for` is written by the server itself from the
 * socket (or a trusted proxy); its last entry is the nearest address.
 */
export function requestInfo(headers: Headers): RequestInfo {
  return {
    requestId: acceptableRequestId(headers.get(REQUEST_ID_HEADER)),
    path: headers.get(PATH_HEADER),
    isLocal: headers.has(LOCAL_HEADER),
    client: {
      ip: headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || null,
      userAgent: headers.get('user-agent'),
    },
  }
}

/** The caller's own id when it is short and plain, else a new one. */
export function acceptableRequestId(given: string | null): string {
  return given !== null && /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/.test(given) ? given : randomUUID()
}
