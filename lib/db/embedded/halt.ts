import type { PGlite } from '@electric-sql/pglite'
import type { AppError } from '@/lib/core/errors'
import { log } from '@/lib/log'
import { shared } from '../shared'
import { noteDamage, StoreDamagedError, StoreStoppedError } from '../trouble'
import { isDiskFull } from './start-trouble'

/**
 * Asks an embedded database nothing more once it gave up in the middle of something: it would wait for
 * itself for ever, and this process with it. What it had saved is found again by the next start.
 */
export function stopWhenBroken(raw: PGlite): void {
  const { execProtocol, execProtocolRawSync, execProtocolStream } = raw
  const watching = <Given extends unknown[], R>(ask: (...given: Given) => Promise<R>) => {
    return async (...given: Given): Promise<R> => {
      try {
        return await ask.apply(raw, given)
      } catch (error) {
        if (gaveUp(error)) shared().stopped ??= stopped(error)
        throw error
      }
    }
  }
  raw.execProtocol = watching(execProtocol)
  raw.execProtocolStream = watching(execProtocolStream)
  raw.execProtocolRawSync = (message) => {
    const { stopped: trouble } = shared()
    if (trouble !== undefined) throw trouble
    return execProtocolRawSync.call(raw, message)
  }
}

/** A panic of the database, or a trap of the machine that it runs in. */
function gaveUp(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'RuntimeError' || ('severity' in error && error.severity === 'PANIC')
}

function stopped(error: unknown): AppError {
  if (!isDiskFull(error)) {
    noteDamage()
    return new StoreDamagedError()
  }
  const trouble = new StoreStoppedError()
  log.error(trouble.message)
  return trouble
}
