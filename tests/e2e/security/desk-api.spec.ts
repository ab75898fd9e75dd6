import { randomUUID } from 'node:crypto'
import { bodyOf, callApi } from '@/tests/support/browser/api'
import { ask } from '@/tests/support/browser/http'
import { send } from '@/tests/support/browser/leases'
import { makeTicket } from '@/tests/support/browser/market'
import { expect, test } from '@/tests/support/browser/test'

const SIZE = 1_000_000
const REASON = { reason: 'This is only a test' }
const DESK_PATHS = [
  '/allocations/{allocation}/issue',
  '/allocations/{allocation}/release',
  '/channels/{channel}/advance',
  '/channels/{channel}/retry',
  '/channels/{channel}/fail',
] as const

interface Reserved {
  ticketId: string
  allocationId: string
  leaseId: string
}

/** A little of the first treasury, held for 72 hours without a contract. */
async function reserve(site: string): Promise<Reserved> {
  const ticketId = await makeTicket(site, { sizeSats: SIZE }, 'subscriber2')
  const { allocations } = await send(site, 'admin', `/tickets/${ticketId}/allocations`, {
    ...{ poolId: 'pool_001', treasuryId: 'trs_001', sizeSats: SIZE },
    ...{ feeModel: 'ppm', feePpm: 9000, issue: false, version: 1 },
  })
  const [made] = allocations as { id: string; leaseId: string }[]
  if (made === undefined) throw new Error(`Nothing was reserved for ${ticketId}`)
  return { ticketId, allocationId: made.id, leaseId: made.leaseId }
}

async function channelsOf(site: string, leaseId: string) {
  const answer = await ask(site, { path: '/api/v1/channels', as: 'admin' })
  const { channels } = bodyOf(answer) as { channels: { id: string; leaseId: string | null }[] }
  return channels.filter((channel) => channel.leaseId === leaseId)
}

test('keeps the desk’s commands with the admins, for ids that exist', async ({ site }) => {
  const { allocationId } = await reserve(site)
  for (const path of DESK_PATHS) {
    const at = (allocation: string, channel: string) =>
      path.replace('{allocation}', allocation).replace('{channel}', channel)
    const body = /release|fail/.test(path) ? REASON : {}
    const own = at(allocationId, 'chan_001')
    expect.soft((await callApi(site, { path: own, as: 'anonymous', body })).status, path).toBe(401)
    for (const as of ['treasury', 'treasury-viewer', 'subscriber2', 'subscriber'] as const) {
      expect.soft((await callApi(site, { path: own, as, body })).status, `${as} ${path}`).toBe(403)
    }
    const evil = { path: own, as: 'admin', body, origin: 'https://evil.example' } as const
    expect.soft((await callApi(site, evil)).status, path).toBe(403)
    for (const nothing of [at('alloc_nothing', 'chan_nothing'), at("'--", "'--")]) {
      const answer = await callApi(site, { path: nothing, as: 'admin', body })
      expect.soft([answer.status, bodyOf(answer).code], nothing).toEqual([404, 'not_found'])
    }
    const odd = await callApi(site, { path: own, as: 'admin', body: { ...body, status: 'x' } })
    expect.soft([odd.status, bodyOf(odd).code], path).toEqual([422, 'invalid_input'])
    const method = await ask(site, { path: `/api/v1${own}`, as: 'admin', method: 'DELETE' })
    expect.soft([method.status, method.headers.allow], path).toEqual([405, 'POST, OPTIONS'])
  }
  await send(site, 'admin', `/allocations/${allocationId}/release`, REASON)
})

test('issues the contract of a reservation once, and gives the capacity back', async ({ site }) => {
  const { ticketId, allocationId, leaseId } = await reserve(site)
  const issue = { path: `/allocations/${allocationId}/issue`, as: 'admin' } as const
  const key = randomUUID()
  const first = await callApi(site, { ...issue, key })
  expect(first.status).toBe(200)
  expect(bodyOf(first)).toMatchObject({
    ...{ id: allocationId, ticketId, leaseId, sizeSats: SIZE, status: 'reserved' },
    contract: { status: 'draft', version: 1, termsHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
  const second = await callApi(site, { ...issue, key })
  expect(second.headers['idempotent-replayed']).toBe('true')
  expect(bodyOf(second)).toEqual(bodyOf(first))
  const again = await callApi(site, issue)
  expect([again.status, bodyOf(again).code]).toEqual([409, 'contract_already_issued'])

  const release = { path: `/allocations/${allocationId}/release`, as: 'admin' } as const
  const short = await callApi(site, { ...release, body: { reason: 'short' } })
  expect([short.status, bodyOf(short).code]).toEqual([422, 'invalid_input'])
  const done = await callApi(site, { ...release, body: REASON })
  expect(done.status).toBe(200)
  expect(bodyOf(done)).toMatchObject({ id: allocationId, status: 'released' })
  for (const gone of [{ ...release, body: REASON }, issue]) {
    expect((await callApi(site, gone)).status, gone.path).toBe(409)
  }
  const ticket = await ask(site, { path: `/api/v1/tickets/${ticketId}`, as: 'subscriber2' })
  expect(bodyOf(ticket)).toMatchObject({ status: 'pending' })
})

test('advances a channel, gives it up and has another one opened', async ({ site }) => {
  const { allocationId, leaseId } = await reserve(site)
  const { contract } = await send(site, 'admin', `/allocations/${allocationId}/issue`, {})
  const { id: contractId, termsHash } = contract as { id: string; termsHash: string }
  for (const as of ['treasury', 'subscriber2'] as const) {
    await send(site, as, `/contracts/${contractId}/signatures`, { termsHash })
  }
  const [ordered] = await channelsOf(site, leaseId)
  const call = (command: string, body = {}) =>
    callApi(site, { path: `/channels/${ordered?.id}/${command}`, as: 'admin', body })

  const nothing = await call('retry')
  expect([nothing.status, bodyOf(nothing).code]).toEqual([409, 'nothing_to_retry'])
  const advanced = await call('advance')
  expect(advanced.status).toBe(200)
  expect(bodyOf(advanced)).toMatchObject({
    channelId: ordered?.id,
    operation: { status: 'running', stepsDone: 1 },
  })
  const short = await call('fail', { reason: 'short' })
  expect([short.status, bodyOf(short).code]).toEqual([422, 'invalid_input'])
  expect(bodyOf(await call('fail', REASON))).toMatchObject({
    state: 'failed',
    operation: { status: 'failed' },
  })
  for (const command of ['advance', 'fail']) {
    const over = await call(command, command === 'fail' ? REASON : {})
    expect([over.status, bodyOf(over).code], command).toEqual([409, 'no_operation'])
  }
  expect((await call('retry')).status).toBe(200)
  const now = await channelsOf(site, leaseId)
  expect(now.filter(({ id }) => id !== ordered?.id)).toHaveLength(1)
})
