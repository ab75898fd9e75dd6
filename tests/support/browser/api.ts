import { type Answer, ask } from './http'
import type { PersonaName } from './personas'

export interface ApiCall {
  /** Below /api/v1. */
  path: string
  as: PersonaName | 'anonymous'
  body?: unknown
  key?: string
  origin?: string
}

/** A write by the JSON routes, whatever comes of it. */
export function callApi(site: string, call: ApiCall): Promise<Answer> {
  const { path, as, body = {}, key, origin = site } = call
  return ask(site, {
    path: `/api/v1${path}`,
    as,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify(body),
  })
}

export const bodyOf = (answer: Answer) => JSON.parse(answer.body) as Record<string, unknown>
