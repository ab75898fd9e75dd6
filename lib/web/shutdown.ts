const KEY = Symbol.for('flowrate.shutdown')
const holder = globalThis as { [KEY]?: AbortController }

function controller(): AbortController {
  holder[KEY] ??= new AbortController()
  return holder[KEY]
}

/** Aborted when the server begins to stop; answers that stay open end themselves on it. */
export function shutdownSignal(): AbortSignal {
  return controller().signal
}

export function announceShutdown(): void {
  controller().abort()
}
