import { spawnSync } from 'node:child_process'
import { StartError } from '@/lib/env'
import { isBuildNeeded } from './is-build-needed.mjs'

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
