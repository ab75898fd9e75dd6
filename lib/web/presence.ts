import type { IncomingMessage } from 'node:http'

/** Written by the server from the raw request; what a client sends under this name is overwritten. */
export const PRESENCE_HEADER = 'x-flowrate-presence'

/** A page looks there how long its session lasts: reading it never prolongs what it asks for. */
const SESSION_PATH = '/api/v1/me/session'

/** Watching an open page is no activity: it does not keep a session alive. */
export type Presence = 'active' | 'watching'

/**
 * Marks a request by whether somebody is behind it: what writes and what a browser navigates to is input,
 * what a page's own scripts read is not (refreshes, the event stream); pages report input by themselves.
 * A client that says nothing of its kind, such as a script, counts as somebody.
 */
export function markPresence({ method = 'GET', url = '', headers }: IncomingMessage): void {
  const mode = headers['sec-fetch-mode']
  const isReading = method === 'GET' || method === 'HEAD'
  // Without TLS and off loopback a browser tells no mode, but Next and the event stream tell their kind.
  const isByScript =
    url.split('?')[0] === SESSION_PATH ||
    (mode !== undefined && mode !== 'navigate') ||
    headers.rsc !== undefined ||
    headers.accept === 'text/event-stream' ||
    headers['sec-purpose'] !== undefined
  headers[PRESENCE_HEADER] = (isReading && isByScript ? 'watching' : 'active') satisfies Presence
}

export function presenceOf(headers: Headers): Presence {
  return headers.get(PRESENCE_HEADER) === 'watching' ? 'watching' : 'active'
}
