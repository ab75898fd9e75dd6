/** How long a first start on an empty folder and a restart take: medians of five. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startServer } from './lib/server'

const RUNS = 5
const PORT = Number(process.env.PORT ?? 4110)

const first: number[] = []
const firstPage: number[] = []
const again: number[] = []
for (let run = 0; run < RUNS; run += 1) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'flowrate-start-'))
  try {
    const startedAt = performance.now()
    const fresh = await startServer({ port: PORT, dataDir })
    await fetch(`${fresh.base}/sign-in`)
    first.push(fresh.readyMs)
    firstPage.push(performance.now() - startedAt)
    await fresh.stop()
    const warm = await startServer({ port: PORT, dataDir })
    again.push(warm.readyMs)
    await warm.stop()
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

console.log(`empty folder, ready: ${median(first)} ms`)
console.log(`empty folder, first page served: ${median(firstPage)} ms`)
console.log(`restart, ready: ${median(again)} ms`)

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN)
}
