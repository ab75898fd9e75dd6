import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Longer than any run: another one on older code may be loading its images still. */
const UNUSED_MS = 3_600_000

/** Stores that tests begin with, made once for each state of the code that makes them. */
export const STORE_CACHE = path.resolve('.cache/test-store')

/** Of the code that decides what is in a new store. */
export function sourcesFingerprint(): string {
  const hash = createHash('sha256')
  for (const folder of ['lib', 'types']) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
    for (const name of names.filter((each) => /\.(ts|sql)$/.test(each))) {
      hash.update(name).update(readFileSync(path.join(folder, name)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

/** Keeps one from being removed as unused. */
export function markUsed(file: string): void {
  const now = fileClock(STORE_CACHE)
  utimesSync(file, now, now)
}

/** The clock that dates files, which is not this process's where that one was moved. */
export function fileClock(folder: string): Date {
  const file = path.join(folder, `clock.${process.pid}`)
  writeFileSync(file, '')
  const { mtime } = statSync(file)
  rmSync(file)
  return mtime
}

/** Removes the stores of earlier states of the code, and parts of some that were never finished. */
export function pruneImages(folder: string, now: Date): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    const usedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime()
    if (now.getTime() - usedAt > UNUSED_MS) rmSync(file, { recursive: true, force: true })
  }
}
