import http from 'node:http'
import { ask } from '@/tests/support/browser/http'
import { cookieHeader, type PersonaName, sharedSession } from '@/tests/support/browser/personas'
import { expect, test } from '@/tests/support/browser/test'

interface OpenStream {
  status: number | undefined
  headers: http.IncomingHttpHeaders
  text: () => string
  close: () => void
}

/** Opens a stream and leaves it open. */
async function openStream(site: string, who: PersonaName, path: string): Promise<OpenStream> {
  const cookie = cookieHeader(await sharedSession(site, who))
  const { hostname, port } = new URL(site)
  const headers = { cookie, accept: 'text/event-stream', 'accept-encoding': 'gzip, br' }
  return new Promise((resolve, reject) => {
    const sent = http.get({ hostname, port, path, headers, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8')
      })
      response.on('error', () => undefined)
      resolve({
        status: response.statusCode,
        headers: response.headers,
        text: () => text,
        close: () => sent.destroy(),
      })
    })
    sent.on('error', reject)
  })
}

test('answers whoever is signed in with a stream that nothing holds back', async ({ site }) => {
  for (const who of ['treasury', 'treasury-viewer', 'subscriber', 'admin'] as const) {
    const stream = await openStream(site, who, '/api/events')
    await expect.poll(stream.text, { message: who }).toContain('event: ready')
    expect(stream.status).toBe(200)
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(stream.headers['content-encoding']).toBeUndefined()
    expect(stream.headers['cache-control']).toContain('no-store')
    expect(stream.headers['x-accel-buffering']).toBe('no')
    stream.close()
  }
})

test('says reset for a resume point that it does not know', async ({ site }) => {
  const stream = await openStream(site, 'treasury', '/api/events?after=999999999')
  await expect.poll(stream.text).toContain('event: reset')
  stream.close()
})

test('is not there for others', async ({ site }) => {
  const answers = {
    anonymous: await ask(site, { path: '/api/events' }),
    'another area': await ask(site, { path: '/api/events?area=admin', as: 'treasury' }),
    head: await ask(site, { path: '/api/events', as: 'treasury', method: 'HEAD' }),
    post: await ask(site, {
      path: '/api/events',
      as: 'treasury',
      method: 'POST',
      headers: { origin: site },
    }),
  }
  const statuses = Object.entries(answers).map(([name, { status }]) => [name, status])
  expect(Object.fromEntries(statuses)).toEqual({
    anonymous: 401,
    'another area': 403,
    head: 405,
    post: 405,
  })
})
