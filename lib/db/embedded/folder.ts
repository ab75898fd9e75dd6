import { randomBytes } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { StartError } from '@/lib/env'

const MIN_SECRET_LENGTH = 32

/** @throws StartError when the folder can't be made or written to. */
export function makeFolder(dir: string): void {
  try {
    makeMissing(dir)
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new StartError(
      `FLOWRATE_DATA_DIR: the folder ${dir} can't be created or written to (${reason}).`,
    )
  }
}

/** One level at a time: Node's own recursion never ends where the system refuses with ENOENT (/proc). */
function makeMissing(dir: string): void {
  if (existsSync(dir)) return
  makeMissing(path.dirname(dir))
  try {
    mkdirSync(dir, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

export function databaseFolder(dir: string): string {
  return path.join(dir, 'pg')
}

/** The secret that signs sessions, made once per folder and readable by its owner alone. */
export function folderSecret(dir: string): string {
  const file = path.join(dir, 'auth-secret')
  if (!existsSync(file)) {
    // Under another name first: a start that is cut short must not leave an empty secret behind.
    const fresh = `${file}.new`
    rmSync(fresh, { force: true })
    writeFileSync(fresh, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
    renameSync(fresh, file)
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length >= MIN_SECRET_LENGTH) return secret
  throw new StartError(`FLOWRATE_DATA_DIR: ${file} holds no secret; remove it to get a new one.`)
}
