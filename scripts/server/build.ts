import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { StartError } from '@/lib/env'

const SOURCES = ['app', 'components', 'lib', 'types', 'public']
const SOURCE_FILES = [
  'next.config.ts',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-node.ts',
  'tailwind.config.ts',
  'tsconfig.json',
]

/** Builds when there is no build, or a source is newer than it. */
export function buildIfNeeded(): void {
  if (!isBuildNeeded()) return
  console.log('Building first; this takes about a minute.')
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new StartError('The build failed; see above.')
}

function isBuildNeeded(): boolean {
  const built = '.next/BUILD_ID'
  if (!existsSync(built)) return true
  const builtAt = statSync(built).mtimeMs
  return newest() > builtAt
}

function newest(): number {
  const files = SOURCE_FILES.filter((file) => existsSync(file))
  const times = [...files, ...SOURCES.flatMap(filesBelow)].map((file) => statSync(file).mtimeMs)
  return Math.max(...times)
}

function filesBelow(dir: string): string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}
