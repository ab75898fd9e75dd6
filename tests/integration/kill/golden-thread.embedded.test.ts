import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import type { Database } from '@/lib/db/context'
import { openEmbedded } from '@/lib/db/embedded/open'
import { wrapStore } from '@/lib/db/wrap'
import { leaseBackingTable, leaseTable } from '@/lib/domains/liquidity/lease/table'
import { freePort } from '@/scripts/lib/free-port'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import {
  castAt,
  clockOffsetMs,
  goldenThread,
  NO_THREADS,
  type Threads,
} from '@/tests/support/golden-thread/thread'
import { deployedBy, halves } from '@/tests/support/golden-thread/wholeness'

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 1)
/**
 * Steps of the short form, by index: an allocation, a first signature, the one that orders delivery, the
 * move in which the lease begins, the renewal's answer, the move in which it takes over. `npm run prove`
 * kills at all twelve.
 */
const KILLS = process.env.KILL_ROUNDS === undefined ? [1, 3, 6, 8, 10, 11] : null
const POOLS = { first: 'pool_001', second: 'pool_002' }
/** From "before it was read" to "after it was answered". */
const LONGEST_DELAY_MS = 60

const folders: string[] = []
const servers: RunningServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function inStore<R>(dataDir: string, look: (db: Database) => Promise<R>): Promise<R> {
  const store = await openEmbedded(dataDir, null)
  try {
    return await look(wrapStore(store))
  } finally {
    await store.close()
  }
}

async function playWithKills(round: number): Promise<{ dataDir: string; threads: Threads }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'flowrate-kill-'))
  folders.push(dataDir)
  const port = await freePort()
  const start = async () => {
    const server = await startServer({ port, dataDir, env: { FLOWRATE_DEMO: '1' } })
    servers.push(server)
    return server
  }
  let server = await start()
  const cast = await castAt(server.base)
  await server.stop()
  const deployed = await inStore(dataDir, deployedBy)
  server = await start()
  const threads: Threads = { ...NO_THREADS, leases: [] }

  for (const [index, step] of goldenThread(POOLS).entries()) {
    if (KILLS !== null && !KILLS.includes(index)) {
      const answer = await step.act(cast, threads)
      expect(answer?.status, step.name).toBeLessThan(300)
      step.keep?.(threads, answer?.body ?? {})
      continue
    }
    const attempt = step.act(cast, threads).catch(() => null)
    await wait(((index * 7 + round * 11) % 16) * (LONGEST_DELAY_MS / 15))
    await server.stop('SIGKILL')
    const acknowledged = await attempt
    await inStore(dataDir, async (db) => {
      expect(await halves(db), `killed while ${step.name}`).toEqual({})
      expect(await deployedBy(db)).toEqual(deployed)
      threads.clockMs = await clockOffsetMs(db)
    })
    server = await start()
    const again = await step.act(cast, threads)
    if (again === null) continue
    expect(again.status, `${step.name}: ${JSON.stringify(again.body)}`).toBeLessThan(300)
    if (acknowledged !== null && step.name.startsWith('the clock') === false) {
      expect(again.isReplay, `${step.name} was acknowledged and is done again`).toBe(true)
    }
    step.keep?.(threads, again.body)
  }
  await server.stop()
  return { dataDir, threads }
}

describe.runIf(existsSync('.next/BUILD_ID'))(
  'a server that is killed at the steps of a lease’s life',
  () => {
    it(
      `leaves each step done or not done, and can go on (${ROUNDS} × ${KILLS?.length ?? 12} kills)`,
      async () => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const { dataDir, threads } = await playWithKills(round)
          await inStore(dataDir, async (db) => {
            expect(await halves(db)).toEqual({})
            await expectRenewed(db, threads)
          })
        }
      },
      ROUNDS * 300_000,
    )
  },
)

/** The first lease ended in the millisecond in which its renewal began; the second one just ended. */
async function expectRenewed(db: Database, { leases }: Threads): Promise<void> {
  const [first, second] = leases
  const one = async (id: string | undefined) => {
    const [row] = await db
      .select()
      .from(leaseTable)
      .where(eq(leaseTable.id, id ?? ''))
    return row
  }
  const [old, other] = [await one(first?.leaseId), await one(second?.leaseId)]
  const [renewal] = await db
    .select()
    .from(leaseTable)
    .where(eq(leaseTable.renewsLeaseId, first?.leaseId ?? ''))
  expect([old?.status, other?.status, renewal?.status]).toEqual(['expired', 'expired', 'active'])
  expect(renewal?.startAt).toBe(old?.endAt)
  const backings = await db.select().from(leaseBackingTable)
  const of = (id: string | undefined) => backings.filter(({ leaseId }) => leaseId === id)
  expect(of(old?.id).map(({ toAt }) => toAt)).toEqual(of(old?.id).map(() => old?.endAt))
  expect(of(renewal?.id).map(({ fromAt }) => fromAt)).toEqual(
    of(renewal?.id).map(() => renewal?.startAt),
  )
  expect(of(renewal?.id).length).toBeGreaterThan(0)
}
