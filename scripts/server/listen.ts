import http, { type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { type Env, StartError } from '@/lib/env'
import { securityHeaders } from '@/lib/web/security-headers'

const SECOND_MS = 1000
const NO_TUNNEL =
  'HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD, POST\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'

export interface Listener {
  server: Server
  /** All that are open; the server itself forgets those that were upgraded. */
  sockets: ReadonlySet<Socket>
  /** Hands all further requests to the finished server. */
  serve: (handle: RequestListener) => void
}

/** Binds the address at once, so that a taken port is told before anything else is done. */
export function listen({ host, port, appUrl }: Env): Promise<Listener> {
  const headers = Object.entries(securityHeaders({ isHttps: appUrl.startsWith('https://') }))
  let current: RequestListener = answerWhileStarting
  const server = http.createServer(
    {
      headersTimeout: 15 * SECOND_MS,
      requestTimeout: 60 * SECOND_MS,
      keepAliveTimeout: 65 * SECOND_MS,
      connectionsCheckingInterval: 5 * SECOND_MS,
    },
    (request, response) => {
      for (const [name, value] of headers) response.setHeader(name, value)
      current(request, response)
    },
  )
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('connect', (_request, socket) => socket.end(NO_TUNNEL))
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)))
    server.listen(port, host.replace(/^\[(.*)\]$/, '$1'), () => {
      resolve({
        server,
        sockets,
        serve: (handle) => {
          current = handle
        },
      })
    })
  })
}

const answerWhileStarting: RequestListener = (request, response) => {
  const isHealth = request.url?.split('?')[0] === '/api/health'
  const body = isHealth
    ? { status: 'starting' }
    : { type: 'about:blank', title: 'Starting', status: 503, code: 'starting' }
  response.writeHead(isHealth ? 200 : 503, {
    'content-type': isHealth ? 'application/json' : 'application/problem+json',
    'cache-control': 'no-store',
    'retry-after': '1',
  })
  response.end(JSON.stringify(body))
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartError(`PORT: ${host}:${port} is in use by another program.`)
  }
  if (error.code === 'EACCES') return new StartError(`PORT: not allowed to listen on port ${port}.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new StartError(`HOST: ${host} is no address of this machine.`)
  }
  return error
}
