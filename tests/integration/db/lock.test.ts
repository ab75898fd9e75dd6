import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from '@/lib/db/embedded/lock'

const HOLDER = path.resolve('tests/support/hold-lock.ts')
const QUICK = { beatMs: 100, staleMs: 1_000, wait }
const canUnshare = spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0
let dir = ''
let children: ChildProcess[] = []

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'flowrate-lock-'))
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children = []
  rmSync(dir, { recursive: true, force: true })
})

/** Starts a process that tries to take the folder; resolves with what it says first. */
async function holder(): Promise<{ child: ChildProcess; says: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, dir])
  children.push(child)
  const [chunk] = await once(child.stdout, 'data')
  return { child, says: String(chunk).trim() }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('the lock of a folder', () => {
  it('refuses a second process and names the first', async () => {
    const { child, says } = await holder()
    expect(says).toBe('held')
    await expect(lockFolder(dir)).rejects.toThrow(`in use by process ${child.pid}`)
  })

  it('refuses the same process a second time, until it is released', async () => {
    const lock = await lockFolder(dir)
    await expect(lockFolder(dir)).rejects.toThrow(`in use by process ${process.pid}`)
    lock.release()
    const again = await lockFolder(dir)
    again.release()
    expect(existsSync(path.join(dir, 'lock'))).toBe(false)
  })

  it('is taken over from a process that was killed', async () => {
    const { child } = await holder()
    await kill(child)
    const lock = await lockFolder(dir)
    expect(JSON.parse(readFileSync(path.join(dir, 'lock'), 'utf8'))).toMatchObject({
      pid: process.pid,
    })
    lock.release()
  })

  it('is taken over when another program has the pid by now', async () => {
    const other = { pid: process.ppid, startedAt: 'another-boot/1', nonce: 'n' }
    writeFileSync(path.join(dir, 'lock'), JSON.stringify(other))
    const lock = await lockFolder(dir)
    lock.release()
  })

  it('is taken over when its file is damaged', async () => {
    writeFileSync(path.join(dir, 'lock'), '{"pid":')
    const lock = await lockFolder(dir)
    lock.release()
  })

  it('goes to exactly one of several processes that find it stale', async () => {
    const first = await holder()
    await kill(first.child)
    const answers = await Promise.all(Array.from({ length: 6 }, () => holder()))
    expect(answers.filter(({ says }) => says === 'held')).toHaveLength(1)
    expect(answers.filter(({ says }) => says.includes('in use by process'))).toHaveLength(5)
  })

  it('survives a process that was killed while taking over', async () => {
    const dead = { pid: 0x7ffffffe, startedAt: null, nonce: 'dead' }
    writeFileSync(path.join(dir, 'lock'), JSON.stringify(dead))
    writeFileSync(
      path.join(dir, 'lock.after.dead'),
      JSON.stringify({ ...dead, nonce: 'also-dead' }),
    )
    const lock = await lockFolder(dir)
    expect(existsSync(path.join(dir, 'lock.after.dead'))).toBe(false)
    lock.release()
  })

  it('of another container is respected while it gives signs of life, and taken after', async () => {
    const file = path.join(dir, 'lock')
    writeFileSync(file, JSON.stringify({ pid: 1, startedAt: null, nonce: 'n', space: 'elsewhere' }))
    // Dates the file by the clock of files, which is not this process's on a moved day.
    const beat = setInterval(() => appendFileSync(file, ' '), 50)
    await expect(lockFolder(dir, QUICK)).rejects.toThrow(
      'in use by process 1 of another container or machine',
    )
    clearInterval(beat)
    const lock = await lockFolder(dir, QUICK)
    lock.release()
  })

  /** The product's own times, passed by a watcher in an instant; `after` sees how long it has watched. */
  function watching(after: (watchedMs: number) => void = () => undefined) {
    const watched = { ms: 0 }
    const pass = async (ms: number) => {
      watched.ms += ms
      after(watched.ms)
    }
    return { watched, timings: { beatMs: 3_000, staleMs: 15_000, wait: pass } }
  }

  function lockOfElsewhere(): string {
    const file = path.join(dir, 'lock')
    writeFileSync(file, JSON.stringify({ pid: 1, startedAt: null, nonce: 'n', space: 'elsewhere' }))
    return file
  }

  it.each([
    ['hours behind', 0],
    ['hours ahead', 4_000_000_000],
  ])('of another container that beats is respected although its clock is %s', async (_, stamp) => {
    const file = lockOfElsewhere()
    utimesSync(file, stamp, stamp)
    const { watched, timings } = watching((ms) => {
      if (ms >= 3_000) utimesSync(file, stamp + 3, stamp + 3)
    })
    await expect(lockFolder(dir, timings)).rejects.toThrow(
      'in use by process 1 of another container or machine',
    )
    expect(watched.ms).toBe(3_000)
  })

  it('of another container that has been silent for long is taken after two beats', async () => {
    utimesSync(lockOfElsewhere(), 0, 0)
    const { watched, timings } = watching()
    const lock = await lockFolder(dir, timings)
    expect(watched.ms).toBe(6_000)
    lock.release()
  })

  it('of another container with a clock ahead is taken after its full silence', async () => {
    utimesSync(lockOfElsewhere(), 4_000_000_000, 4_000_000_000)
    const { watched, timings } = watching()
    const lock = await lockFolder(dir, timings)
    expect(watched.ms).toBe(15_000)
    lock.release()
  })

  it('is dated by the file system, not by the clock of who holds it', async () => {
    const file = lockOfElsewhere()
    utimesSync(file, 0, 0)
    const wrongDate = 'globalThis.Date = class extends Date { constructor() { super(1) } }'
    const heartbeat = new Worker(path.resolve('lib/db/embedded/heartbeat.mjs'), {
      workerData: { file, nonce: 'n', beatMs: 50 },
      execArgv: ['--import', `data:text/javascript,${encodeURIComponent(wrongDate)}`],
    })
    await expect.poll(() => statSync(file).mtimeMs, { timeout: 20_000 }).toBeGreaterThan(1_000)
    await heartbeat.terminate()
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: 1, nonce: 'n' })
  })

  it('is touched again and again by who holds it', async () => {
    const lock = await lockFolder(dir, QUICK)
    const file = path.join(dir, 'lock')
    utimesSync(file, 0, 0)
    await expect.poll(() => statSync(file).mtimeMs, { timeout: 20_000 }).toBeGreaterThan(0)
    lock.release()
  })

  it('ends a process that others gave up for dead and replaced', async () => {
    const { child } = await holder()
    const file = path.join(dir, 'lock')
    writeFileSync(file, JSON.stringify({ pid: 1, startedAt: null, nonce: 'n', space: 'elsewhere' }))
    const [, signal] = (await once(child, 'exit')) as [null, string]
    expect(signal).toBe('SIGKILL')
  })

  it.runIf(canUnshare)('keeps a process of another pid namespace out', async () => {
    const lock = await lockFolder(dir)
    const inside = ['--pid', '--fork', '--mount-proc', process.execPath, '--import', 'tsx']
    const { stdout } = spawnSync('unshare', [...inside, HOLDER, dir])
    expect(String(stdout)).toContain(
      `in use by process ${process.pid} of another container or machine`,
    )
    expect(readFileSync(path.join(dir, 'lock'), 'utf8')).toContain(`"pid":${process.pid},`)
    lock.release()
  })

  it('does not remove a lock that is not its own any more', async () => {
    const lock = await lockFolder(dir)
    const other = { pid: process.ppid, startedAt: null, nonce: 'other' }
    writeFileSync(path.join(dir, 'lock'), JSON.stringify(other))
    lock.release()
    expect(existsSync(path.join(dir, 'lock'))).toBe(true)
  })
})
