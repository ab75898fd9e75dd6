import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { markUsed, STORE_CACHE, sourcesFingerprint } from '../store-cache'

/** The instant at which this layer's servers begin. */
export const NOW = '2026-11-20T12:00:00.000Z'

/**
 * Gives a server's data folder the store that its first start would begin with. For tests of
 * anything but that: filling a store takes as long as all else that a start does.
 */
export function beginStoreIn(dataDir: string): void {
  const begun = path.join(STORE_CACHE, `begun-${Date.parse(NOW)}-${sourcesFingerprint()}`)
  if (existsSync(begun)) markUsed(begun)
  else makeBegun(begun)
  cpSync(begun, path.join(dataDir, 'pg'), { recursive: true })
}

/** By the product's own script, on a clock that is not moved: it is kept for other runs. */
function makeBegun(begun: string): void {
  const part = `${begun}.${process.pid}`
  mkdirSync(part, { recursive: true, mode: 0o700 })
  const loaders = ['--import', 'tsx', '--import', './scripts/preload.mjs']
  const { status, stderr } = spawnSync(process.execPath, [...loaders, 'scripts/db-seed.ts'], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: '', FLOWRATE_DATA_DIR: part, FLOWRATE_DEMO: '1' },
      ...{ FLOWRATE_NOW: NOW, CLOCK_AHEAD_MS: '0' },
    },
  })
  if (status !== 0) throw new Error(`No store could be begun: ${stderr.toString()}`)
  // Another process may have been first.
  if (!existsSync(begun)) renameSync(path.join(part, 'pg'), begun)
  rmSync(part, { recursive: true, force: true })
}
