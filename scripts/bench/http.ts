import http from 'node:http'

export interface Timed {
  status: number
  firstByteMs: number
  body: Buffer
}

/** One GET over a kept connection, with the time to its first byte. */
export function timedGet(url: string, cookie: string, agent: http.Agent): Promise<Timed> {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const headers = { cookie, accept: 'text/html', 'accept-encoding': 'identity' }
    const request = http.get(url, { agent, headers }, (response) => {
      const firstByteMs = performance.now() - start
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, firstByteMs, body: Buffer.concat(chunks) }),
      )
    })
    request.on('error', reject)
    request.setTimeout(30_000, () => request.destroy(new Error(`No answer from ${url}`)))
  })
}

export async function signIn(base: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`Sign-in of ${email} failed with ${response.status}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Characters of text that a reader sees in the HTML before any script has run. */
export function visibleTextLength(html: string): number {
  return html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<template[\s\S]*?<\/template>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim().length
}
