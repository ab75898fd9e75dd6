import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { StartError } from '@/lib/env'

const MIN_SECRET_LENGTH = 32

/** What lies in a data folder; anything else means that the folder serves other purposes too. */
const OWN_NAMES = /^(pg|lock|auth-secret)(\.|$)|^lost\+found$/
const FOR_OTHERS = 0o077
const STICKY = 0o1000

/**
 * Makes the folder for its owner alone, whatever it was before.
 * @throws StartError when it can't be made, written to or closed to others.
 */
export function makeFolder(dir: string): void {
  try {
    makeMissing(dir)
    closeToOthers(dir)
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    if (error instanceof StartError) throw error
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new StartError(
      `FLOWRATE_DATA_DIR: the folder ${dir} can't be created or written to (${reason}).`,
    )
  }
}

function closeToOthers(dir: string): void {
  const { mode } = statSync(dir)
  if ((mode & FOR_OTHERS) === 0) return
  const isOwn = (mode & STICKY) === 0 && readdirSync(dir).every((name) => OWN_NAMES.test(name))
  if (!isOwn || !tryClose(dir)) {
    throw new StartError(
      `FLOWRATE_DATA_DIR: other users can read the folder ${dir}; give the store a folder of its own, or run "chmod 700 ${dir}".`,
    )
  }
}

function tryClose(dir: string): boolean {
  try {
    chmodSync(dir, 0o700)
    return (statSync(dir).mode & FOR_OTHERS) === 0
  } catch {
    return false
  }
}

/** Takes what others may do from everything in a folder: a copy or an older version may have left it. */
export function closeContents(dir: string): void {
  for (const name of ['', ...readdirSync(dir, { recursive: true, encoding: 'utf8' })]) {
    const file = path.join(dir, name)
    const stat = lstatSync(file, { throwIfNoEntry: false })
    if (stat === undefined || stat.isSymbolicLink() || (stat.mode & FOR_OTHERS) === 0) continue
    chmodSync(file, stat.mode & 0o700)
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
