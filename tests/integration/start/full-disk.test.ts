import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openEmbedded } from '@/lib/db/embedded/open'
import { freePort } from '@/scripts/lib/free-port'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { actionId } from '@/tests/support/action-id'
import { type Desk, post, signInAt } from '@/tests/support/race/client'
import { actionCall } from '@/tests/support/sign-in-form'

const hasBuild = existsSync('.next/BUILD_ID')
const WISH = { sizeSats: 25_000_000, termDays: 60, priceMinPpm: 5000, priceMaxPpm: 12_000 }
const REQUESTS = '/subscriber/leases/requests'
const TRACE = /"stack"|^\s+at \S|⨯/m

describe.runIf(hasBuild)('a server whose disk', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'flowrate-full-'))
  const disk = path.join(folder, 'disk')
  const dataDir = path.join(folder, 'data')
  let server: RunningServer
  let lessee: Desk

  async function start(): Promise<void> {
    const fault = path.resolve('tests/support/full-disk.mjs')
    const env = {
      FULL_DISK: disk,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${fault}`,
    }
    server = await startServer({ port: await freePort(), dataDir, env })
  }
  beforeAll(async () => {
    await start()
    lessee = await signInAt(server.base, 'subscriber@flowrate.example')
  })
  afterEach(() => rmSync(disk, { force: true }))
  afterAll(async () => {
    await server?.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  /** What a browser gets, or a script. */
  async function ask(
    url: string,
    { cookie, accept = 'text/html' }: { cookie: string; accept?: string },
  ) {
    const answer = await fetch(`${server.base}${url}`, { headers: { cookie, accept } })
    return { status: answer.status, body: await answer.text() }
  }
  const readiness = async () => {
    const { status, body } = await ask('/api/ready', lessee)
    return [status, JSON.parse(body).checks.store]
  }
  const fill = (how: 'seen' | 'unseen') => writeFileSync(disk, how)
  const makeRoom = () => rmSync(disk, { force: true })

  async function wishesOf(note: string): Promise<number> {
    const { body } = await ask('/api/v1/tickets', lessee)
    return JSON.parse(body).tickets.filter((one: { note: string }) => one.note === note).length
  }

  it('is full says so to who writes, lets others read, and goes on once there is room', async () => {
    const before = server.output().length
    fill('seen')
    const wish = { ...WISH, note: 'no room for it' }
    const refused = await post(lessee, '/api/v1/tickets', wish, 'no-room-for-it')
    expect(refused).toMatchObject({ status: 507, body: { code: 'store_full' } })
    expect(refused.body.detail).toBe(
      'The store’s disk is full. Nothing was changed; try again once there is room.',
    )
    const { type, body } = actionCall({
      unit: 'btc',
      sizeSats: '0.25',
      termDays: '60',
      priceMinPpm: '5000',
      priceMaxPpm: '12000',
      note: 'no room for it',
      leaseId: '',
    })
    const headers = {
      cookie: lessee.cookie,
      origin: server.base,
      'next-action': actionId('requestCapacity'),
      'content-type': type,
    }
    const form = await fetch(`${server.base}${REQUESTS}`, { method: 'POST', headers, body })
    const state = await form.text()
    expect(state).toContain('"code":"store_full"')
    expect(state).toContain('"note":"no room for it"')
    const signIn = await fetch(`${server.base}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"email":"admin@flowrate.example","password":"flowrate-demo-2026"}',
    })
    expect(signIn.status).toBe(507)
    expect(await readiness()).toEqual([503, 'not writable'])
    for (const page of [
      '/subscriber',
      REQUESTS,
      '/api/v1/leases',
      '/subscriber/leases/export.csv',
    ]) {
      expect((await ask(page, lessee)).status, page).toBe(200)
    }
    // What is forbidden is so although it can't be noted down.
    expect((await ask('/treasury', lessee)).status).toBe(403)
    makeRoom()
    expect(await wishesOf('no room for it')).toBe(0)
    expect((await post(lessee, '/api/v1/tickets', wish, 'no-room-for-it')).status).toBe(201)
    expect((await readiness())[1]).toBe('ok')
    expect(server.output().slice(before)).not.toMatch(TRACE)
  })

  it('is full in the middle of a write stops there, hangs nowhere and loses nothing', async () => {
    const before = server.output().length
    const kept = { ...WISH, note: 'saved before' }
    expect((await post(lessee, '/api/v1/tickets', kept)).status).toBe(201)
    fill('unseen')
    const wish = { ...WISH, note: 'cut short' }
    const lost = await post(lessee, '/api/v1/tickets', wish, 'cut-short-by-the-disk')
    expect([503, 507]).toContain(lost.status)
    const next = await post(lessee, '/api/v1/tickets', wish, 'cut-short-by-the-disk')
    expect(next).toMatchObject({ status: 507, body: { code: 'store_stopped' } })
    expect(next.body.detail).toContain('Free some space and start Flowrate again')
    const page = await ask('/subscriber', lessee)
    expect(page.status).toBe(507)
    expect(page.body).toContain('The store’s disk is full')
    expect(await readiness()).toEqual([503, 'not writable'])
    expect((await ask('/api/health', lessee)).status).toBe(200)
    const said = server.output().slice(before)
    expect(said).not.toMatch(TRACE)
    expect(said.match(/"msg":"The store’s disk became full[^"]+"/g)).toHaveLength(1)
    expect(await server.stop()).toBe(0)

    await expect(start()).rejects.toThrow(
      /The disk of \S+data is full; free some space and start again\./,
    )
    makeRoom()
    await start()
    lessee = { ...lessee, base: server.base }
    expect(await readiness()).toEqual([200, 'ok'])
    expect(await wishesOf('saved before')).toBe(1)
    const again = await post(lessee, '/api/v1/tickets', wish, 'cut-short-by-the-disk')
    expect(again.status).toBe(201)
    expect(await wishesOf('cut short')).toBe(1)
  })

  it('gives a damaged page back says so where it is needed, and works elsewhere', async () => {
    expect(await server.stop()).toBe(0)
    const store = await openEmbedded(dataDir, null)
    const { rows } = await store.raw.query<{ file: string }>(
      `select pg_relation_filepath('audit_event') as file`,
    )
    await store.close()
    const file = openSync(path.join(dataDir, 'pg', rows[0]?.file ?? ''), 'r+')
    writeSync(file, Buffer.alloc(8192, 0xab))
    closeSync(file)
    await start()
    const admin = await signInAt(server.base, 'admin@flowrate.example')
    const page = await ask('/admin/audit', admin)
    expect(page.status).toBe(503)
    expect(page.body).toContain('The store is damaged')
    const csv = await ask('/admin/audit/export.csv', { ...admin, accept: '*/*' })
    expect(csv.status).toBe(503)
    expect(JSON.parse(csv.body)).toMatchObject({
      code: 'store_damaged',
      detail: expect.stringMatching(
        /^The database is damaged and can't be read\. Put a copy of the folder back, .+ start again\.$/,
      ),
    })
    expect(await readiness()).toEqual([503, 'damaged'])
    expect((await ask('/admin/leases', admin)).status).toBe(200)
    expect(server.output()).not.toMatch(TRACE)
    expect(server.output().match(/"msg":"The database in [^"]+ is damaged/g)).toHaveLength(1)
  })
})
