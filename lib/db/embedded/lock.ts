import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartError } from '@/lib/env'
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity'

const LOCK_NAME = 'lock'
const POLL_MS = 20

interface LockHolder extends ProcessIdentity {
  nonce: string
}

export interface FolderLock {
  release: () => void
}

/**
 * Takes the folder for this process. A dead holder's lock is replaced; of several that try, one wins.
 * @throws StartError naming the process that holds it.
 */
export async function lockFolder(dir: string): Promise<FolderLock> {
  const file = path.join(dir, LOCK_NAME)
  const own: LockHolder = { ...ownIdentity(), nonce: randomUUID() }
  for (;;) {
    if (tryLink(dir, own, file)) return releaseOf(file, own)
    const holder = readHolder(file)
    if (holder === null) continue
    if (isAlive(holder)) throw inUse(dir, holder)
    if (await replaceStale(dir, file, holder, own)) return releaseOf(file, own)
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
  own: LockHolder,
): Promise<boolean> {
  const claims: string[] = []
  for (let dead = stale; ; ) {
    const claim = path.join(dir, `${LOCK_NAME}.after.${dead.nonce}`)
    claims.push(claim)
    if (tryLink(dir, own, claim)) break
    const claimant = readHolder(claim)
    if (claimant === null) return false
    if (isAlive(claimant)) {
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
    const { pid, startedAt, nonce } = JSON.parse(text) as LockHolder
    if (Number.isInteger(pid) && typeof nonce === 'string') return { pid, startedAt, nonce }
  } catch {
    // Falls through: not written by this program.
  }
  return { pid: 0x7fffffff, startedAt: null, nonce: 'unreadable' }
}

function inUse(dir: string, holder: ProcessIdentity): StartError {
  return new StartError(
    `The store in ${dir} is in use by process ${holder.pid}; stop that one first.`,
  )
}

function releaseOf(file: string, own: LockHolder): FolderLock {
  const release = () => {
    process.off('exit', release)
    if (readHolder(file)?.nonce === own.nonce) rmSync(file, { force: true })
  }
  process.on('exit', release)
  return { release }
}
