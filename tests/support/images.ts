import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Database } from '@/lib/db/context'
import { setUpStore } from '@/lib/db/migrate'
import { DEFAULT_SEED, REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { seedStore } from '@/lib/seed'
import { fileClock, markUsed, pruneImages, STORE_CACHE, sourcesFingerprint } from './store-cache'

export type Content = 'empty' | 'seeded'

const CONTENTS: readonly Content[] = ['empty', 'seeded']

/** What a test store of this content gets after its migrations. */
export async function fill(db: Database, content: Content): Promise<void> {
  if (content === 'empty') return
  await seedStore(db, { seed: DEFAULT_SEED, now: new Date(REFERENCE_INSTANT), scale: 1 })
}

/** Dumps of embedded stores, made once for each state of the code that makes them. */
export async function embeddedImages(): Promise<Record<Content, string>> {
  const fingerprint = sourcesFingerprint()
  const files = { empty: fileOf('empty', fingerprint), seeded: fileOf('seeded', fingerprint) }
  mkdirSync(STORE_CACHE, { recursive: true })
  for (const content of CONTENTS) {
    if (existsSync(files[content])) markUsed(files[content])
    else await makeImage(content, files[content])
  }
  pruneImages(STORE_CACHE, fileClock(STORE_CACHE))
  return files
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
  return path.join(STORE_CACHE, `${content}-${fingerprint}.tar`)
}
