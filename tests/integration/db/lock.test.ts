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
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from '@/lib/db/embedded/lock'

const HOLDER = path.resolve('tests/support/hold-lock.ts')
const QUICK = { beatMs: 100, staleMs: 1_000 }
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

  it('of another container that has been silent for long is taken at once', async () => {
    const file = path.join(dir, 'lock')
    writeFileSync(file, JSON.stringify({ pid: 1, startedAt: null, nonce: 'n', space: 'elsewhere' }))
    utimesSync(file, 0, 0)
    const lock = await lockFolder(dir)
    lock.release()
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
