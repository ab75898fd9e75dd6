import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { StartError } from '@/lib/env'

/** @throws StartError when the folder can't be made or written to. */
export function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new StartError(
      `FLOWRATE_DATA_DIR: the folder ${dir} can't be created or written to (${reason}).`,
    )
  }
}

export function databaseFolder(dir: string): string {
  return path.join(dir, 'pg')
}

/** The secret that signs sessions, made once per folder and readable by its owner alone. */
export function folderSecret(dir: string): string {
  const file = path.join(dir, 'auth-secret')
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(file, 'utf8').trim()
}
