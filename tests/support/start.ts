import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import { openEmbedded } from '@/lib/db/embedded/open'
import { setUpStore } from '@/lib/db/migrate'
import type { EmbeddedStore } from '@/lib/db/store'
import { spawnServer } from '@/scripts/lib/server'

export interface FailedStart {
  code: number | null
  /** What it said, without colours. */
  said: string
}

/** Starts the server with this environment and waits until it gives up. */
export async function failingStart(env: Readonly<Record<string, string>>): Promise<FailedStart> {
  const { output, exited } = spawnServer({ FLOWRATE_DEMO: '0', ...env })
  const code = await exited
  return { code, said: output().trim() }
}

/** Folders that are removed after each test. */
export function useFolders(): () => string {
  let folders: string[] = []
  afterEach(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    folders = []
  })
  return () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'flowrate-start-'))
    folders.push(folder)
    return folder
  }
}

/** An embedded store of this version in the folder, left open. */
export async function storeIn(folder: string): Promise<EmbeddedStore> {
  const store = await openEmbedded(folder, null)
  await setUpStore(store, async () => undefined)
  return store
}
