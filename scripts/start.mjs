// `npm start`: the server as the build left it, or from its sources where they are newer (it builds then).
// With `--built` the build is taken as it is.
import './load-env.mjs'
import { existsSync } from 'node:fs'
import { isBuildNeeded } from './server/is-build-needed.mjs'

const built = new URL('../.next/start/server.mjs', import.meta.url)

const isBuilt = process.argv.includes('--built')

if (existsSync(built) && (isBuilt || !isBuildNeeded())) {
  // It was looked at; the server need not do it again.
  if (!isBuilt) process.argv.push('--built')
  process.setSourceMapsEnabled(true)
  await import(built.href)
} else {
  await import('tsx')
  await import('./preload.mjs')
  await import('../server.ts')
}
