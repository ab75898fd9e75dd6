import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { REQUEST_ID_HEADER } from '@/lib/web/request-info'

/** What is shown instead of an answer: another page of this server, under this status. */
export interface Instead {
  status: number
  path: string
}

type Loose = (...given: unknown[]) => unknown

/** What the answer says of itself stays, whatever is shown. */
const KEPT = ['retry-after', REQUEST_ID_HEADER]
/** About the connection to the page, not the one to the reader. */
const DROPPED = ['connection', 'keep-alive', 'transfer-encoding']

/** An answer that `instead` knows another page for gives way to it, before anything of it is sent. */
export function giveWay(
  request: IncomingMessage,
  response: ServerResponse,
  instead: (status: number) => Instead | null,
): void {
  const own = {
    writeHead: response.writeHead.bind(response) as Loose,
    write: response.write.bind(response) as Loose,
    end: response.end.bind(response) as Loose,
    flushHeaders: response.flushHeaders.bind(response) as Loose,
  }
  let isGiven = false
  const isGivenFor = (status: number) => {
    if (isGiven) return true
    const found = response.headersSent ? null : instead(status)
    if (found === null) return false
    isGiven = true
    void readPage(request, found.path).then(({ head, body }) => {
      for (const name of response.getHeaderNames()) {
        if (!KEPT.includes(name)) response.removeHeader(name)
      }
      for (const [name, value] of Object.entries(head)) {
        if (value !== undefined && !response.hasHeader(name)) response.setHeader(name, value)
      }
      own.writeHead(found.status)
      own.end(request.method === 'HEAD' ? '' : body)
    })
    return true
  }
  const unless = (name: 'write' | 'end' | 'flushHeaders', result: unknown): Loose => {
    return (...given) => (isGivenFor(response.statusCode) ? result : own[name](...given))
  }
  Object.assign(response, {
    writeHead: (status: number, ...given: unknown[]) =>
      isGivenFor(status) ? response : own.writeHead(status, ...given),
    write: unless('write', true),
    end: unless('end', response),
    flushHeaders: unless('flushHeaders', undefined),
  })
}

interface Page {
  head: http.IncomingHttpHeaders
  body: Buffer
}

/** Asks this server itself; where even that fails, the page is empty. */
function readPage({ socket, headers }: IncomingMessage, path: string): Promise<Page> {
  const { localAddress: host, localPort: port } = socket
  return new Promise((resolve) => {
    const nothing = () => resolve({ head: { 'cache-control': 'no-store' }, body: Buffer.alloc(0) })
    const asked = http.get({
      host,
      port,
      path,
      headers: {
        host: headers.host,
        accept: 'text/html',
        // The reader's theme is kept there.
        ...(headers.cookie === undefined ? {} : { cookie: headers.cookie }),
      },
    })
    asked.on('error', nothing)
    asked.on('response', (answer) => {
      const chunks: Buffer[] = []
      for (const name of DROPPED) delete answer.headers[name]
      answer.on('error', nothing)
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve({ head: answer.headers, body: Buffer.concat(chunks) }))
    })
  })
}
