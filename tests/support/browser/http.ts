import http, { type IncomingHttpHeaders } from 'node:http'
import { cookieHeader, type PersonaName, sharedSession } from './personas'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export interface RawRequest {
  path: string
  as?: PersonaName | 'anonymous'
  method?: string
  headers?: Readonly<Record<string, string>>
  body?: string
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 4 })

/** One plain request: no redirect is followed and the path is sent as it is written. */
export async function ask(base: string, request: RawRequest): Promise<Answer> {
  const { path, as = 'anonymous', method = 'GET', headers = {}, body } = request
  const cookie = as === 'anonymous' ? {} : { cookie: cookieHeader(await sharedSession(base, as)) }
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const sent = http.request(
      { agent, hostname, port, path, method, headers: { ...cookie, ...headers } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** What differs between two answers to the same question: the nonce and the request's id. */
export function withoutRequestMarks({ body, headers }: Answer): string {
  const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]
  const marks = [nonce, headers['x-request-id']].filter((mark) => typeof mark === 'string')
  const timeless = body.replace(/(idle|life)Seconds([^0-9]+)\d+/g, '$1Seconds$2…')
  return marks.reduce((text, mark) => text.replaceAll(mark, '…'), timeless)
}
