import { AsyncLocalStorage } from 'node:async_hooks'
import type { AppError } from '@/lib/core/errors'
import { storeTroubleOf } from '@/lib/db/trouble'

/** What the server knows of the request that the running code works for. */
export interface RequestScope {
  /**
   * False for a request that Next has to read first, until our own code has it: what fails before is the
   * request's fault. A form that turns out to be none says so by setting it back.
   */
  isReadable: boolean
  /** What was wrong with it, in the words of whoever tried to read it. */
  reason?: string | undefined
  /** What kept the store from answering it. */
  trouble?: AppError | undefined
}

const REASON_LENGTH = 200

/** The start script and the Next bundle load their own copy of this module; the storage is shared. */
const KEY = Symbol.for('flowrate.request-scope')
const holder = globalThis as { [KEY]?: AsyncLocalStorage<RequestScope> }

function storage(): AsyncLocalStorage<RequestScope> {
  holder[KEY] ??= new AsyncLocalStorage()
  return holder[KEY]
}

export function insideRequest<R>(scope: RequestScope, run: () => R): R {
  return storage().run(scope, run)
}

/** Absent in jobs, scripts and tests. */
export function requestScope(): RequestScope | undefined {
  return storage().getStore()
}

/**
 * Keeps what Next says about a request that could not be read, or that the store did not answer, instead
 * of saying it: one line tells of it, and the answer by its status.
 */
export function keepsToItself(said: readonly unknown[]): boolean {
  const scope = requestScope()
  if (scope === undefined) return false
  const error = said.find((each) => each instanceof Error)
  const trouble = storeTroubleOf(error)
  if (trouble !== null) {
    scope.trouble = trouble
    return true
  }
  if (scope.isReadable) return false
  if (error instanceof Error) scope.reason ??= error.message.split('\n')[0]?.slice(0, REASON_LENGTH)
  return true
}

export function markReadable(): void {
  const scope = requestScope()
  if (scope !== undefined) scope.isReadable = true
}

export function markUnreadable(): void {
  const scope = requestScope()
  if (scope !== undefined) scope.isReadable = false
}
