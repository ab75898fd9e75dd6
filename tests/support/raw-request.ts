import net from 'node:net'

export interface RawAnswer {
  status: number
  headers: Record<string, string>
  /** Names and values of `Set-Cookie`. */
  cookies: string[]
  body: string
  /** False when it had to be given up. */
  isClosed: boolean
}

const PATIENCE_MS = 10_000

/** Sends these very bytes and reads until the server ends the connection. */
export function sendRaw(port: number, text: string, patienceMs = PATIENCE_MS): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    let isClosed = true
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.setTimeout(patienceMs, () => {
      isClosed = false
      socket.destroy()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // The rest of a body that is not read any more finds nobody.
      if (!['ECONNRESET', 'EPIPE'].includes(error.code ?? '')) reject(error)
    })
    socket.on('close', () => {
      // Latin-1 keeps bytes and characters one to one until the chunks are put together.
      resolve({ ...parsed(Buffer.concat(chunks).toString('latin1')), isClosed })
    })
    socket.write(text)
  })
}

/** A request in HTTP/1.1 that asks for the connection to be closed. */
export function rawRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): string {
  const all = {
    host: 'site.invalid',
    connection: 'close',
    ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

function parsed(text: string): Omit<RawAnswer, 'isClosed'> {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers: Record<string, string> = {}
  const cookies: string[] = []
  for (const line of lines) {
    const at = line.indexOf(':')
    const [name, value] = [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
    if (name === 'set-cookie') cookies.push(value.split(';')[0] ?? '')
  }
  const status = Number(first.split(' ')[1] ?? 0)
  const isChunked = headers['transfer-encoding'] === 'chunked'
  const sent = rest.join('\r\n\r\n')
  const body = Buffer.from(isChunked ? withoutChunks(sent) : sent, 'latin1').toString('utf8')
  return { status, headers, cookies, body }
}

function withoutChunks(text: string): string {
  let body = ''
  for (let at = 0; at < text.length; ) {
    const start = text.indexOf('\r\n', at) + 2
    const size = Number.parseInt(text.slice(at, start), 16)
    if (!(size > 0)) break
    body += text.slice(start, start + size)
    at = start + size + 2
  }
  return body
}
