import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  failedInPlaywright,
  failedInVitest,
  type PlaywrightReport,
  type VitestReport,
} from './test-reports'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export interface Layer extends Counts {
  name: string
  seconds: number
  /** Why something was skipped or counted as failed. */
  note?: string
  /** Each failed test with the first lines of why; said again at the end, where a cut log still shows it. */
  failures: readonly string[]
}

export type Environment = Readonly<Record<string, string>>

/** A command that counts as one test. */
export function runAsOne(name: string, command: readonly string[]): Promise<Layer> {
  return counted(name, async (_, sink) => {
    const isFine = (await run(command, {}, sink)) === 0
    const counts = { passed: isFine ? 1 : 0, failed: isFine ? 0 : 1, skipped: 0 }
    return { status: 0, counts, failures: [] }
  })
}

export function skipped(name: string, note: string): Layer {
  return { name, passed: 0, failed: 0, skipped: 1, seconds: 0, note, failures: [] }
}

/** Vitest on one project, counted from its JSON report. */
export function runVitest(name: string, project: string, env: Environment = {}): Promise<Layer> {
  return counted(name, async (file, sink) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const status = await run([...vitest(project), ...reporters], env, sink)
    const read = readReport<VitestReport>(file)
    if (read === null) return { status, counts: null, failures: [] }
    const counts = {
      passed: read.numPassedTests,
      failed: read.numFailedTests,
      skipped: read.numPendingTests + read.numTodoTests,
    }
    return { status, counts, failures: failedInVitest(read) }
  })
}

/** Playwright, counted from its JSON report; a test that passed only when repeated has failed. */
export function runPlaywright(name: string, env: Environment): Promise<Layer> {
  return counted(name, async (file, sink) => {
    const status = await run(
      [process.execPath, 'node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
      { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      sink,
    )
    const read = readReport<PlaywrightReport>(file)
    if (read === null) return { status, counts: null, failures: [] }
    const { expected, unexpected, flaky, skipped } = read.stats
    const counts = { passed: expected, failed: unexpected + flaky, skipped }
    return { status, counts, failures: failedInPlaywright(read) }
  })
}

export function vitest(project: string): string[] {
  return [process.execPath, 'node_modules/vitest/vitest.mjs', 'run', '--project', project]
}

/** Runs a command to its end; what it says goes to the terminal, or into an open file. */
export async function run(
  [program, ...args]: readonly string[],
  env: Environment,
  sink?: number,
): Promise<number | null> {
  const said = sink ?? 'inherit'
  const stdio = [sink === undefined ? 'inherit' : 'ignore', said, said] as const
  const child = spawn(String(program), args, { stdio: [...stdio], env: { ...process.env, ...env } })
  const [status] = (await once(child, 'close')) as [number | null]
  return status
}

type Row = readonly (() => Layer | Promise<Layer>)[]

/** Runs rows of layers side by side, each in its order; in the order of the rows. */
export async function sideBySide(...rows: readonly Row[]): Promise<Layer[]> {
  const results = await Promise.all(
    rows.map(async (row) => {
      const layers: Layer[] = []
      for (const start of row) layers.push(await start())
      return layers
    }),
  )
  return results.flat()
}

/** What failed, one line for each layer and one that sums them up; gives the exit code. */
export function report(layers: readonly Layer[]): 0 | 1 {
  for (const { name, failures } of layers) {
    for (const failure of failures) console.log(`failed in ${name}: ${failure}\n`)
  }
  for (const { name, note, seconds, ...counts } of layers) {
    const why = note === undefined ? '' : ` (${note})`
    console.log(`${name}: ${sentence(counts)}${why}, ${Math.round(seconds)} s`)
  }
  const sum = (key: keyof Counts) => layers.reduce((total, layer) => total + layer[key], 0)
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
  console.log(sentence(total))
  return total.failed === 0 ? 0 : 1
}

function sentence({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

interface Outcome extends Pick<Layer, 'failures'> {
  status: number | null
  counts: Counts | null
}

/**
 * What a layer says is shown when it ends, so that layers can run side by side. One that broke down without
 * a failed test in its report has failed once.
 */
async function counted(
  name: string,
  measure: (report: string, sink: number) => Promise<Outcome>,
): Promise<Layer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'flowrate-report-'))
  const log = path.join(folder, 'said.txt')
  const sink = openSync(log, 'a')
  const startedAt = performance.now()
  console.log(`${name} begins`)
  try {
    const {
      status,
      counts,
      failures: named,
    } = await measure(path.join(folder, 'report.json'), sink)
    const said = readFileSync(log, 'utf8')
    console.log(`\n${name} said:\n${said}`)
    const seconds = (performance.now() - startedAt) / 1000
    const hasFailed = (counts?.failed ?? 1) > 0 || status !== 0
    const failures = hasFailed && named.length === 0 ? [lastLines(said)] : named
    if (counts === null) {
      return { name, passed: 0, failed: 1, skipped: 0, seconds, note: 'did not run', failures }
    }
    if (status === 0 || counts.failed > 0) return { name, seconds, ...counts, failures }
    const note = 'ended with an error outside of its tests'
    return { name, seconds, ...counts, failed: 1, note, failures }
  } finally {
    closeSync(sink)
    rmSync(folder, { recursive: true, force: true })
  }
}

function lastLines(said: string): string {
  return said.trimEnd().split('\n').slice(-20).join('\n')
}

function readReport<T>(file: string): T | null {
  if (!existsSync(file)) return null
  return JSON.parse(readFileSync(file, 'utf8')) as T
}
