import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export interface Layer extends Counts {
  name: string
  /** Why something was skipped or counted as failed. */
  note?: string
}

export type Environment = Readonly<Record<string, string>>

/** A command that counts as one test. */
export function runAsOne(name: string, command: readonly string[]): Layer {
  const isFine = run(command, {}) === 0
  return { name, passed: isFine ? 1 : 0, failed: isFine ? 0 : 1, skipped: 0 }
}

export function skipped(name: string, note: string): Layer {
  return { name, passed: 0, failed: 0, skipped: 1, note }
}

/** Vitest on one project, counted from its JSON report. */
export function runVitest(name: string, project: string, env: Environment = {}): Layer {
  return counted(name, (file) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const status = run([...vitest(project), ...reporters], env)
    const read = readReport(file)
    if (read === null) return { status, counts: null }
    const counts = {
      passed: Number(read.numPassedTests),
      failed: Number(read.numFailedTests),
      skipped: Number(read.numPendingTests) + Number(read.numTodoTests),
    }
    return { status, counts }
  })
}

/** Playwright, counted from its JSON report; a test that passed only when repeated has failed. */
export function runPlaywright(name: string, env: Environment): Layer {
  return counted(name, (file) => {
    const status = run(
      [process.execPath, 'node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
      { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    )
    const stats = readReport(file)?.stats as Record<string, number> | undefined
    if (stats === undefined) return { status, counts: null }
    const failed = (stats.unexpected ?? 0) + (stats.flaky ?? 0)
    return { status, counts: { passed: stats.expected ?? 0, failed, skipped: stats.skipped ?? 0 } }
  })
}

export function vitest(project: string): string[] {
  return [process.execPath, 'node_modules/vitest/vitest.mjs', 'run', '--project', project]
}

export function run([program, ...args]: readonly string[], env: Environment): number | null {
  return spawnSync(String(program), args, { stdio: 'inherit', env: { ...process.env, ...env } })
    .status
}

/** One line for each layer and one that sums them up; gives the exit code. */
export function report(layers: readonly Layer[]): 0 | 1 {
  for (const { name, note, ...counts } of layers) {
    console.log(`${name}: ${sentence(counts)}${note === undefined ? '' : ` (${note})`}`)
  }
  const sum = (key: keyof Counts) => layers.reduce((total, layer) => total + layer[key], 0)
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
  console.log(sentence(total))
  return total.failed === 0 ? 0 : 1
}

function sentence({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

interface Outcome {
  status: number | null
  counts: Counts | null
}

/** A layer that broke down without a failed test in its report has failed once. */
function counted(name: string, measure: (file: string) => Outcome): Layer {
  const folder = mkdtempSync(path.join(tmpdir(), 'flowrate-report-'))
  try {
    const { status, counts } = measure(path.join(folder, 'report.json'))
    if (counts === null) return { name, passed: 0, failed: 1, skipped: 0, note: 'did not run' }
    if (status === 0 || counts.failed > 0) return { name, ...counts }
    return { name, ...counts, failed: 1, note: 'ended with an error outside of its tests' }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readReport(file: string): Record<string, unknown> | null {
  if (!existsSync(file)) return null
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
}
