import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from './free-port'
import { isRoot, tryInstall } from './packages'

const OLDEST = 15
const SYSTEM_FOLDER = '/usr/lib/postgresql'
const LIBRARY_FOLDER = '/usr/lib'

type ServerEnvironment = Readonly<Record<string, string>>

export interface TestPostgres {
  url: string
  stop: () => void
}

export interface TestCluster extends TestPostgres {
  /** Ends the server at once, as a crash does; its data stays. */
  halt: () => void
  resume: () => void
}

/** `DATABASE_URL_TEST`, else a throw-away cluster, else the reason why there is none. */
export async function obtainPostgres(): Promise<TestPostgres | string> {
  const given = process.env.DATABASE_URL_TEST
  if (given) return { url: given, stop: () => undefined }
  return obtainCluster({})
}

/** A throw-away cluster whose clock runs so far ahead of the machine's, else the reason why there is none. */
export async function obtainMovedPostgres(aheadMs: number): Promise<TestPostgres | string> {
  const library = findFaketime() ?? (tryInstall('faketime') ? findFaketime() : null)
  if (library === null) return 'libfaketime was not found and could not be installed'
  return obtainCluster({
    LD_PRELOAD: library,
    FAKETIME: `${aheadMs < 0 ? '' : '+'}${Math.round(aheadMs / 1000)}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    FAKETIME_DISABLE_SHM: '1',
  })
}

/** A throw-away cluster, else the reason why there is none. */
export async function obtainCluster(env: ServerEnvironment = {}): Promise<TestCluster | string> {
  const found = findPrograms() ?? (tryInstall('postgresql') ? findPrograms() : null)
  if (found === null)
    return `no PostgreSQL ${OLDEST} or newer was found and none could be installed`
  try {
    return await startCluster(found, env)
  } catch (error) {
    return `a cluster could not be started: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Moves the clock of programs that are not Node's; Debian keeps it in the folder of an architecture. */
function findFaketime(): string | null {
  if (!existsSync(LIBRARY_FOLDER)) return null
  const libraries = readdirSync(LIBRARY_FOLDER).map((architecture) =>
    path.join(LIBRARY_FOLDER, architecture, 'faketime', 'libfaketime.so.1'),
  )
  return libraries.find((file) => existsSync(file)) ?? null
}

/** The folder that holds initdb and pg_ctl. */
function findPrograms(): string | null {
  const inPath = (process.env.PATH ?? '').split(path.delimiter)
  const installed = existsSync(SYSTEM_FOLDER)
    ? readdirSync(SYSTEM_FOLDER)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(SYSTEM_FOLDER, version, 'bin'))
    : []
  return [...inPath, ...installed].find(isRecentEnough) ?? null
}

function isRecentEnough(folder: string): boolean {
  if (!existsSync(path.join(folder, 'initdb')) || !existsSync(path.join(folder, 'pg_ctl'))) {
    return false
  }
  const said = spawnSync(path.join(folder, 'initdb'), ['--version']).stdout.toString()
  return Number(/(\d+)/.exec(said)?.[1]) >= OLDEST
}

async function startCluster(programs: string, env: ServerEnvironment): Promise<TestCluster> {
  const folder = mkdtempSync(path.join(tmpdir(), 'flowrate-pg-'))
  const port = await freePort()
  if (isRoot()) chownSync(folder, idOf('-u'), idOf('-g'))
  const data = path.join(folder, 'data')
  const control = path.join(programs, 'pg_ctl')
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off`
  const log = path.join(folder, 'log')
  const halt = () => {
    asServerUser(control, ['-D', data, '-m', 'immediate', '-w', 'stop'])
  }
  const resume = () =>
    must(asServerUser(control, ['-D', data, '-l', log, '-o', settings, '-w', 'start'], env))
  const stop = () => {
    halt()
    rmSync(folder, { recursive: true, force: true })
  }
  const locale = ['-E', 'UTF8', '--locale=C', '--no-sync']
  must(
    asServerUser(path.join(programs, 'initdb'), [
      '-D',
      data,
      '-U',
      'flowrate',
      '-A',
      'trust',
      ...locale,
    ]),
  )
  resume()
  return { url: `postgres://flowrate@127.0.0.1:${port}/postgres`, stop, halt, resume }
}

/** PostgreSQL refuses to run as root; its own account does it then, and it alone gets the variables. */
function asServerUser(program: string, args: readonly string[], env: ServerEnvironment = {}) {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const account = ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups']
  const [command, ...given] = [...(isRoot() ? account : []), 'env', ...variables, program, ...args]
  return spawnSync(String(command), given, { cwd: tmpdir(), stdio: ['ignore', 'ignore', 'pipe'] })
}

function must({ status, stderr, error }: ReturnType<typeof asServerUser>): void {
  if (status !== 0) throw new Error(error?.message ?? stderr.toString().trim())
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres']).toString())
}
