import 'server-only'
import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { MEMORY_DIR } from '@/lib/env'
import { shared } from '../shared'
import type { EmbeddedStore } from '../store'
import { closeContents, databaseFolder, folderSecret, makeFolder } from './folder'
import { stopWhenBroken } from './halt'
import { type FolderLock, lockFolder } from './lock'
import { freeBytes, troubleAfter, troubleBefore } from './start-trouble'
import { templateFolder } from './template'

const OWNER_ALONE = 0o077

/** Opens the embedded store; the folder belongs to this process until `close`. */
export async function openEmbedded(dataDir: string, secret: string | null): Promise<EmbeddedStore> {
  if (dataDir === MEMORY_DIR) {
    const raw = await openPglite(MEMORY_DIR)
    const own = secret ?? randomBytes(48).toString('base64url')
    return { kind: 'embedded', raw, secret: own, close: () => raw.close() }
  }
  // PGlite makes its files for everybody; the system takes that away as they are made.
  process.umask(OWNER_ALONE)
  makeFolder(dataDir)
  const lock = await lockIn(dataDir)
  try {
    const trouble = troubleBefore(databaseFolder(dataDir))
    if (trouble !== null) throw trouble
    const folder = prepared(databaseFolder(dataDir))
    const raw = await openPglite(folder)
    // PGlite sets it too.
    process.umask(OWNER_ALONE)
    closeContents(folder)
    stopWhenBroken(raw)
    const close = async () => {
      // One that has given up would not end either.
      if (shared().stopped === undefined) await raw.close()
      closeContents(folder)
      lock.release()
    }
    const own = secret ?? folderSecret(dataDir)
    return { kind: 'embedded', raw, secret: own, freeBytes: () => freeBytes(dataDir), close }
  } catch (error) {
    lock.release()
    throw troubleAfter(dataDir, error)
  }
}

async function lockIn(dataDir: string): Promise<FolderLock> {
  try {
    return await lockFolder(dataDir)
  } catch (error) {
    throw troubleAfter(dataDir, error)
  }
}

/**
 * A new folder is set up under another name and then renamed, so that a start which is cut short
 * leaves nothing half made. The build's image, where there is one, saves running initdb.
 */
function prepared(folder: string): string {
  // An empty one is what a first start that was cut short left.
  if (existsSync(folder) && readdirSync(folder).length > 0) return folder
  const template = templateFolder()
  if (!existsSync(template)) return folder
  const fresh = `${folder}.new`
  rmSync(fresh, { recursive: true, force: true })
  cpSync(template, fresh, { recursive: true })
  renameSync(fresh, folder)
  return folder
}

/** Small buffers: the whole server then needs about a quarter less memory. */
export async function openPglite(dataDir: string): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite')
  return PGlite.create({
    dataDir,
    relaxedDurability: false,
    postgresqlconf: ['shared_buffers=16MB'],
  })
}
