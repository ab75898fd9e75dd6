import { onCommit } from '@/lib/db/transaction'

const KEY = Symbol.for('flowrate.live.wake')
const holder = globalThis as { [KEY]?: () => void }

/** Tells this process's feed that there is something to read. */
function wake(): void {
  holder[KEY]?.()
}

/** Tells it once the running transaction is committed; other processes see it within a second. */
export function wakeOnCommit(): void {
  onCommit(wake)
}

export function setWake(reader: (() => void) | null): void {
  if (reader === null) delete holder[KEY]
  else holder[KEY] = reader
}
