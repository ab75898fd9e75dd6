import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { StartError } from '@/lib/env'
import { isAlive, ownIdentity, ownPidSpace, type ProcessIdentity } from './process-identity'

const LOCK_NAME = 'lock'
const POLL_MS = 20

interface LockHolder extends ProcessIdentity {
  nonce: string
  /** Where the pid means something; absent in locks of versions that gave no sign of life. */
  space?: string
}

/** A holder touches its lock so often; one that can't be looked at is dead when it has not for so long. */
export interface LockTimings {
  beatMs: number
  staleMs: number
  /** How a watcher passes the time. */
  wait: (ms: number) => Promise<unknown>
}

const TIMINGS: LockTimings = { beatMs: 3_000, staleMs: 15_000, wait }
/** However old a lock looks, so many beats without a touch have to be seen. */
const WATCHED_BEATS = 2

export interface FolderLock {
  release: () => void
}

/**
 * Takes the folder for this process. A dead holder's lock is replaced; of several that try, one wins. In
 * one's own pid space pid and start time say at once who is dead; of another container or machine only
 * its signs of life can be seen.
 * @throws StartError naming the process that holds it.
 */
export async function lockFolder(dir: string, timings = TIMINGS): Promise<FolderLock> {
  const file = path.join(dir, LOCK_NAME)
  const own: LockHolder = { ...ownIdentity(), nonce: randomUUID(), space: ownPidSpace() }
  for (;;) {
    if (tryLink(dir, own, file)) break
    const holder = readHolder(file)
    if (holder === null) continue
    if (await isHeld(dir, file, holder, timings)) throw inUse(dir, holder, own)
    if (await replaceStale(dir, file, holder, { own, timings })) break
  }
  return keep(file, own, timings)
}

/** Dates tell how long it was silent before; as a clock may be wrong, a touch that is seen always counts. */
async function isHeld(
  dir: string,
  file: string,
  holder: LockHolder,
  timings: LockTimings,
): Promise<boolean> {
  if (holder.space === undefined || holder.space === ownPidSpace()) return isAlive(holder)
  const { beatMs, staleMs } = timings
  const seen = beatOf(file)
  const silentMs = Math.max(0, touchedNow(dir) - (seen ?? 0))
  const stepMs = Math.min(beatMs / 4, 250)
  for (let watchedMs = 0; ; watchedMs += stepMs) {
    const now = beatOf(file)
    if (now === null) return false
    if (now !== seen) return true
    if (watchedMs >= WATCHED_BEATS * beatMs && silentMs + watchedMs >= staleMs) return false
    await timings.wait(stepMs)
  }
}

/** When a file was last touched, in milliseconds; null when it is gone. */
function beatOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null
}

function touchedNow(dir: string): number {
  const probe = path.join(dir, `${LOCK_NAME}.clock.${randomUUID()}`)
  writeFileSync(probe, '')
  try {
    return beatOf(probe) ?? 0
  } finally {
    rmSync(probe, { force: true })
  }
}

/**
 * Only who holds the claim on a dead holder may replace its lock, and a rename replaces it in one
 * step, so a lock that somebody took meanwhile is never removed. A dead claimant is claimed in turn.
 */
async function replaceStale(
  dir: string,
  file: string,
  stale: LockHolder,
  { own, timings }: { own: LockHolder; timings: LockTimings },
): Promise<boolean> {
  const claims: string[] = []
  for (let dead = stale; ; ) {
    const claim = path.join(dir, `${LOCK_NAME}.after.${dead.nonce}`)
    claims.push(claim)
    if (tryLink(dir, own, claim)) break
    const claimant = readHolder(claim)
    if (claimant === null) return false
    if (await isHeld(dir, claim, claimant, timings)) {
      await wait(POLL_MS)
      return false
    }
    dead = claimant
  }
  const isStillStale = readHolder(file)?.nonce === stale.nonce
  if (isStillStale) renameSync(writeHolder(dir, own), file)
  for (const claim of claims.reverse()) rmSync(claim, { force: true })
  return isStillStale
}

/** Creates a whole file or nothing: link(2) fails when the name is taken. */
function tryLink(dir: string, own: LockHolder, name: string): boolean {
  const temporary = writeHolder(dir, own)
  try {
    linkSync(temporary, name)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}

function writeHolder(dir: string, own: LockHolder): string {
  const temporary = path.join(dir, `${LOCK_NAME}.${own.pid}.${randomUUID()}`)
  writeFileSync(temporary, JSON.stringify(own))
  return temporary
}

/** Null when the file is gone. A file that is not ours to read counts as a dead holder's. */
function readHolder(file: string): LockHolder | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    const { pid, startedAt, nonce, space } = JSON.parse(text) as LockHolder
    if (Number.isInteger(pid) && typeof nonce === 'string') {
      return { pid, startedAt, nonce, ...(typeof space === 'string' && { space }) }
    }
  } catch {
    // Falls through: not written by this program.
  }
  return { pid: 0x7fffffff, startedAt: null, nonce: 'unreadable' }
}

function inUse(dir: string, holder: LockHolder, own: LockHolder): StartError {
  const isElsewhere = holder.space !== undefined && holder.space !== own.space
  const where = isElsewhere ? ' of another container or machine' : ''
  return new StartError(
    `The store in ${dir} is in use by process ${holder.pid}${where}; stop that one first.`,
  )
}

function keep(file: string, own: LockHolder, { beatMs }: LockTimings): FolderLock {
  const heartbeat = new Worker(new URL('./heartbeat.mjs', import.meta.url), {
    workerData: { file, nonce: own.nonce, beatMs },
    execArgv: [],
  })
  heartbeat.unref()
  const release = () => {
    process.off('exit', release)
    void heartbeat.terminate()
    if (readHolder(file)?.nonce === own.nonce) rmSync(file, { force: true })
  }
  process.on('exit', release)
  return { release }
}
