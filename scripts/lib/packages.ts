import { spawnSync } from 'node:child_process'

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Installs a Debian package where that is allowed; true when it is there afterwards. */
export function tryInstall(name: string): boolean {
  if (!isRoot() || spawnSync('which', ['apt-get']).status !== 0) return false
  console.log(`Installing Debian's package ${name}.`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' })
  const args = ['install', '-y', '-qq', '--no-install-recommends', name]
  return spawnSync('apt-get', args, { env, stdio: 'ignore' }).status === 0
}
