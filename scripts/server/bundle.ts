import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

/** Where `scripts/start.mjs` looks for it. */
const FOLDER = '.next/start'

/** Leaves the server as JavaScript in the build: a start then reads and translates no source. */
export async function bundleServer(): Promise<void> {
  await build({
    entryPoints: ['server.ts'],
    outdir: FOLDER,
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
  copyFileSync('lib/db/embedded/heartbeat.mjs', path.join(FOLDER, 'heartbeat.mjs'))
}
