// Plain JavaScript, since a start asks it before anything is loaded that reads TypeScript.
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

const SOURCES = ['app', 'components', 'lib', 'types', 'public', 'scripts/server']
const SOURCE_FILES = [
  'next.config.ts',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-node.ts',
  'server.ts',
  'tailwind.config.ts',
  'tsconfig.json',
]

/** Whether there is no build, or a source is newer than it. */
export function isBuildNeeded() {
  const built = '.next/BUILD_ID'
  if (!existsSync(built)) return true
  return newest() > statSync(built).mtimeMs
}

function newest() {
  const files = SOURCE_FILES.filter((file) => existsSync(file))
  return Math.max(
    ...[...files, ...SOURCES.flatMap(filesBelow)].map((file) => statSync(file).mtimeMs),
  )
}

/** @param {string} dir */
function filesBelow(dir) {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}
