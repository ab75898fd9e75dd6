import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { refusalOf, refuse } from '@/scripts/server/refuse-request'
import { rawRequest, sendRaw } from '@/tests/support/raw-request'

/** A server that refuses as ours does, and answers what is left. */
async function answerTo(upgrade: string) {
  const server = http.createServer((request, response) => {
    const refusal = refusalOf(request)
    if (refusal === null) response.end('answered')
    else refuse(request, response, refusal)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  try {
    const headers = { connection: 'close, Upgrade', upgrade }
    const { port } = server.address() as AddressInfo
    return await sendRaw(port, rawRequest('GET', '/api/health', headers))
  } finally {
    server.close()
  }
}

describe('a request that names another protocol', () => {
  it.each(['h2c', 'TLS/1.0', 'x', 'h2c, IRC/6.9', 'notwebsocket'])(
    'gets its answer by this one for %s',
    async (upgrade) => {
      expect(await answerTo(upgrade)).toMatchObject({ status: 200, body: 'answered' })
    },
  )

  it.each(['websocket', 'WebSocket', 'websocket/13', 'h2c, websocket'])(
    'is refused for %s',
    async (upgrade) => {
      const { status, body } = await answerTo(upgrade)
      expect(status).toBe(400)
      expect(JSON.parse(body)).toMatchObject({ code: 'no_upgrade' })
    },
  )
})
