import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** As `npm start`. The large young generation spares each page two milliseconds of collecting. */
const NODE_ARGUMENTS = ['--max-semi-space-size=64', 'scripts/start.mjs', '--built']

export interface ServerOptions {
  port: number
  /** Kept after `stop`; without one, the server gets a folder of its own that is removed. */
  dataDir?: string
  /** Added to this process's environment. */
  env?: Readonly<Record<string, string>>
  /** Gives up after this long. */
  patienceMs?: number
}

export interface RunningServer {
  base: string
  pid: number
  /** From spawning the process to the first 200 of `/api/ready`. */
  readyMs: number
  /** Everything that it wrote so far. */
  output: () => string
  /** Goes away as the reader of what it writes. */
  deafen: () => void
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

/** Starts the built product as its own process and waits until it is ready. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const own = options.dataDir === undefined ? mkdtempSync(path.join(tmpdir(), 'flowrate-')) : null
  const base = `http://127.0.0.1:${options.port}`
  const startedAt = performance.now()
  const { child, output, exited } = spawnServer({
    PORT: String(options.port),
    FLOWRATE_DATA_DIR: options.dataDir ?? own ?? '',
    ...options.env,
  })
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    const code = await exited
    if (own !== null) rmSync(own, { recursive: true, force: true })
    return code
  }
  const deadline = startedAt + (options.patienceMs ?? 60_000)
  while (!(await isReady(base))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await stop('SIGKILL')
      throw new Error(`The server did not become ready:\n${output()}`)
    }
    await wait(50)
  }
  const readyMs = performance.now() - startedAt
  const deafen = () => {
    child.stdout?.destroy()
    child.stderr?.destroy()
  }
  return { base, pid: child.pid ?? 0, readyMs, output, deafen, stop }
}

export interface SpawnedServer {
  child: ChildProcess
  output: () => string
  exited: Promise<number | null>
}

/** Starts the server without waiting for it. */
export function spawnServer(env: Readonly<Record<string, string>>): SpawnedServer {
  const child = spawn(process.execPath, NODE_ARGUMENTS, {
    env: { ...process.env, DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const append = (chunk: Buffer) => {
    text += chunk.toString()
  }
  child.stdout.on('data', append)
  child.stderr.on('data', append)
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, output: () => text, exited }
}

async function isReady(base: string): Promise<boolean> {
  try {
    return (await fetch(`${base}/api/ready`)).status === 200
  } catch {
    return false
  }
}
