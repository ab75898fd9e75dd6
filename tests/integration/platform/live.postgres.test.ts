import { once } from 'node:events'
import { expect, it } from 'vitest'
import { withTransaction } from '@/lib/db/transaction'
import { publish } from '@/lib/platform/live/publish'
import { eventStream } from '@/lib/web/event-stream'
import { adminOf } from '@/tests/support/members'
import { readStream } from '@/tests/support/read-stream'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')

it('a lower number that is committed after a higher one is told too, and once', async () => {
  const ctx = adminOf(store.ctx)
  const tell = (entityId: string, on = ctx) =>
    publish(on, {
      organisations: ['trs_001'],
      entityType: 'Lease',
      entityId,
      change: 'lease.activated',
    })
  const left = new AbortController()
  const stream = readStream(
    eventStream({
      db: store.db,
      sessionId: 'ses_order',
      organisationId: 'trs_001',
      after: null,
      mayStay: async () => true,
      left: left.signal,
    }),
    () => left.abort(),
  )
  const ids = () => stream.changes().map(({ entityId }) => entityId)
  await stream.ready()

  const gate = new EventTarget()
  const slow = withTransaction(ctx, async (tx) => {
    await tell('lse_slow', tx)
    gate.dispatchEvent(new Event('written'))
    await once(gate, 'allowed')
  })
  await once(gate, 'written')
  await tell('lse_quick')
  await expect.poll(ids).toEqual(['lse_quick'])
  const resumeBefore = Number(stream.lastId())
  gate.dispatchEvent(new Event('allowed'))
  await slow
  await expect.poll(ids).toEqual(['lse_quick', 'lse_slow'])
  const numbers = stream.changes().map(({ seq }) => seq)
  expect(resumeBefore).toBeLessThan(Math.min(...numbers))
  expect(Number(stream.lastId())).toBe(Math.max(...numbers) + 1)
  await stream.leave()
})
