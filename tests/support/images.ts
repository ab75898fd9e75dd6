import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { HOUR_MS } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import { setUpStore } from '@/lib/db/migrate'
import { DEFAULT_SEED, REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { seedStore } from '@/lib/seed'

export type Content = 'empty' | 'seeded'

const CONTENTS: readonly Content[] = ['empty', 'seeded']
const FOLDER = path.resolve('.cache/test-store')
/** Longer than any run: another one on older code may be loading its images still. */
const UNUSED_MS = HOUR_MS

/** What a test store of this content gets after its migrations. */
export async function fill(db: Database, content: Content): Promise<void> {
  if (content === 'empty') return
  await seedStore(db, { seed: DEFAULT_SEED, now: new Date(REFERENCE_INSTANT), scale: 1 })
}

/** Dumps of embedded stores, made once for each state of the code that makes them. */
export async function embeddedImages(): Promise<Record<Content, string>> {
  const fingerprint = sourcesFingerprint(['lib', 'types'])
  const files = { empty: fileOf('empty', fingerprint), seeded: fileOf('seeded', fingerprint) }
  mkdirSync(FOLDER, { recursive: true })
  const now = fileClock(FOLDER)
  for (const content of CONTENTS) {
    if (existsSync(files[content])) utimesSync(files[content], now, now)
    else await makeImage(content, files[content])
  }
  pruneImages(FOLDER, now)
  return files
}

/** The clock that dates files, which is not this process's where that one was moved. */
function fileClock(folder: string): Date {
  const file = path.join(folder, `clock.${process.pid}`)
  writeFileSync(file, '')
  const { mtime } = statSync(file)
  rmSync(file)
  return mtime
}

/** Removes the images of earlier states of the code, and parts of some that were never finished. */
export function pruneImages(folder: string, now: Date): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    const usedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime()
    if (now.getTime() - usedAt > UNUSED_MS) rmSync(file, { force: true })
  }
}

export async function loadImage(file: string): Promise<PGlite> {
  return PGlite.create({
    dataDir: 'memory://',
    loadDataDir: new Blob([readFileSync(file)]),
    postgresqlconf: ['shared_buffers=16MB'],
  })
}

async function makeImage(content: Content, file: string): Promise<void> {
  const raw = await PGlite.create({ dataDir: 'memory://' })
  const close = () => raw.close()
  await setUpStore({ kind: 'embedded', raw, secret: '', close }, (db) => fill(db, content))
  const dump = await raw.dumpDataDir('none')
  await close()
  const part = `${file}.${process.pid}`
  writeFileSync(part, Buffer.from(await dump.arrayBuffer()))
  renameSync(part, file)
}

function fileOf(content: Content, fingerprint: string): string {
  return path.join(FOLDER, `${content}-${fingerprint}.tar`)
}

function sourcesFingerprint(folders: readonly string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
    for (const name of names.filter((each) => /\.(ts|sql)$/.test(each))) {
      hash.update(name).update(readFileSync(path.join(folder, name)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}
