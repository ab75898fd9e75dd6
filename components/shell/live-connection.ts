const FIRST_RETRY_MS = 1000
const RETRY_MS = 3000
const POLL_MS = 10_000
/** A connection that says nothing for so long is none: something on the way holds it back. */
const PATIENCE_MS = 10_000

export interface LiveHooks {
  /** Something changed; null when it is not known what. */
  onChange: (entityId: string | null) => void
  /** Since when nothing is heard, in milliseconds of `performance.now()`; null while all is well. */
  onLost: (since: number | null) => void
}

/**
 * Hears of changes while the tab is looked at. A hidden tab hangs up and reads the page again when it
 * is shown; a lost connection is tried again and again, with the page read every ten seconds meanwhile.
 * `address` ends where the resume point is appended.
 */
export function hearOfChanges(address: string, cursor: number, hooks: LiveHooks): () => void {
  let after = String(cursor)
  let source: EventSource | null = null
  let timer = 0
  let lostAt: number | null = null
  let polledAt = 0

  function open() {
    hangUp()
    const own = new EventSource(address + after)
    source = own
    const on = (name: string, hear: (event: MessageEvent<string>) => void) =>
      own.addEventListener(name, (event) => {
        after = event.lastEventId || after
        hear(event)
      })
    on('change', ({ data }) => hooks.onChange((JSON.parse(data) as { entityId: string }).entityId))
    on('reset', () => hooks.onChange(null))
    on('ready', () => {
      clearTimeout(timer)
      if (lostAt !== null) hooks.onChange(null)
      lostAt = null
      hooks.onLost(null)
    })
    on('displaced', () => {
      hangUp()
      timer = window.setTimeout(poll, POLL_MS)
    })
    own.onerror = lose
    timer = window.setTimeout(lose, PATIENCE_MS)
  }

  function hangUp() {
    clearTimeout(timer)
    source?.close()
    source = null
  }

  function lose() {
    hangUp()
    const isFirst = lostAt === null
    lostAt ??= performance.now()
    if (!isFirst) {
      hooks.onLost(lostAt)
      if (performance.now() - polledAt >= POLL_MS) ask()
    }
    timer = window.setTimeout(open, isFirst ? FIRST_RETRY_MS : RETRY_MS)
  }

  function poll() {
    ask()
    timer = window.setTimeout(poll, POLL_MS)
  }

  /**
   * A page whose refresh can't be fetched is left for an error page, with all that was typed, so the way is
   * tried first: to the server, which may be starting, and to its store.
   */
  function ask() {
    polledAt = performance.now()
    fetch('/api/ready')
      .then((response) => response.json())
      .then(
        ({ checks }) => {
          if (checks !== undefined && checks.store !== 'failed') hooks.onChange(null)
        },
        () => undefined,
      )
  }

  function onVisibility() {
    if (document.visibilityState === 'hidden') return hangUp()
    ask()
    open()
  }

  document.addEventListener('visibilitychange', onVisibility)
  if (document.visibilityState === 'visible') timer = window.setTimeout(open, 0)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    hangUp()
  }
}
