import { existsSync, readFileSync, statSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { failingStart, useFolders } from '@/tests/support/start'

const PORT = 4130
const folder = useFolders()
let running: RunningServer | undefined

afterEach(async () => {
  await running?.stop('SIGKILL')
  running = undefined
})

async function start(dataDir: string): Promise<RunningServer> {
  running = await startServer({ port: PORT, dataDir, env: { FLOWRATE_DEMO: '0' } })
  return running
}

// The production build is made before these tests by `npm test`.
describe.runIf(existsSync('.next/BUILD_ID'))('a running server', () => {
  it('says that it lives and what is ready', async () => {
    const { base } = await start(folder())
    const health = await fetch(`${base}/api/health`)
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }])
    const ready = await fetch(`${base}/api/ready`)
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', checks: { store: 'ok', migrations: 'ok', jobs: 'ok' } },
    ])
  })

  it('gives its folder free when it is told to stop, and ends with code 0', async () => {
    const dir = folder()
    const { stop } = await start(dir)
    expect(existsSync(path.join(dir, 'lock'))).toBe(true)
    expect(await stop()).toBe(0)
    expect(existsSync(path.join(dir, 'lock'))).toBe(false)
  })

  it('stops although a client keeps a connection open', async () => {
    const { base, stop } = await start(folder())
    const agent = new http.Agent({ keepAlive: true })
    await new Promise<void>((resolve, reject) => {
      http
        .get(`${base}/api/health`, { agent }, (answer) => answer.resume().on('end', resolve))
        .on('error', reject)
    })
    expect(await stop()).toBe(0)
    agent.destroy()
  })

  it('goes on, and stops when told, after whoever read its log is gone', async () => {
    const chatter =
      'data:text/javascript,import{isMainThread}from"node:worker_threads";isMainThread&&setInterval(()=>console.error(1),20).unref()'
    running = await startServer({
      port: PORT,
      dataDir: folder(),
      env: {
        FLOWRATE_DEMO: '0',
        NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${encodeURI(chatter)}`,
      },
    })
    running.deafen()
    for (let round = 0; round < 5; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect((await fetch(`${running.base}/api/health`)).status).toBe(200)
    }
    expect(await running.stop()).toBe(0)
  })

  it('refuses a second one on its folder and goes on', async () => {
    const dir = folder()
    const { base, pid } = await start(dir)
    const second = await failingStart({ PORT: '4131', FLOWRATE_DATA_DIR: dir })
    expect(second).toEqual({
      code: 1,
      said: expect.stringContaining(`in use by process ${pid}`) as string,
    })
    expect((await fetch(`${base}/api/ready`)).status).toBe(200)
  })

  it('takes its folder over after it was killed', async () => {
    const dir = folder()
    const { stop } = await start(dir)
    await stop('SIGKILL')
    expect(existsSync(path.join(dir, 'lock'))).toBe(true)
    const again = await start(dir)
    expect(readFileSync(path.join(dir, 'lock'), 'utf8')).toContain(`"pid":${again.pid}`)
  })

  it('keeps the secret of its folder for its owner alone', async () => {
    const dir = folder()
    const { stop } = await start(dir)
    const file = path.join(dir, 'auth-secret')
    const secret = readFileSync(file, 'utf8')
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32)
    await stop()
    await start(dir)
    expect(readFileSync(file, 'utf8')).toBe(secret)
  })
})
