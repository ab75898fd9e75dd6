import { copyFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

/** Where `scripts/start.mjs` looks for it. */
const FOLDER = '.next/start'
/** Half of it is never found there. */
const UNFINISHED = '.next/start.new'

/** Leaves the server as JavaScript in the build: a start then reads and translates no source. */
export async function bundleServer(): Promise<void> {
  rmSync(UNFINISHED, { recursive: true, force: true })
  await build({
    entryPoints: ['server.ts'],
    outdir: UNFINISHED,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    // Outside of Next's bundles it throws, though this is server code.
    alias: { 'server-only': './scripts/server/nothing.mjs' },
    logLevel: 'warning',
  })
  // Runs as a thread, so that it is named by its address and not imported.
  copyFileSync('lib/db/embedded/heartbeat.mjs', path.join(UNFINISHED, 'heartbeat.mjs'))
  rmSync(FOLDER, { recursive: true, force: true })
  renameSync(UNFINISHED, FOLDER)
}
