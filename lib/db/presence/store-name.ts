import { hostname } from 'node:os'

/** Sessions of versions that took no lock. */
export const OLDER_NAME = 'flowrate'
/** PostgreSQL cuts longer names off. */
const MAX_BYTES = 63
const NAME = /^flowrate (\d+)@(.+)$/

/** What this process's sessions are called in PostgreSQL: the pid first, since the end may be cut off. */
export function sessionName(): string {
  return Buffer.from(`${OLDER_NAME} ${process.pid}@${hostname()}`).subarray(0, MAX_BYTES).toString()
}

/** "process 12 on web-1", or what else is known of a session. */
export function describeSession(name: string, address: string | null): string {
  const [, pid, host] = NAME.exec(name) ?? []
  if (pid !== undefined) return `process ${pid} on ${host}`
  const program = name === '' ? 'a program without a name' : `the program "${name}"`
  return `${program} on ${address ?? 'the database’s own machine'}`
}
