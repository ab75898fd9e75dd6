/** How long the session lasts, as the server says it. */
export interface SessionLeft {
  idleSeconds: number
  lifeSeconds: number
}

export type SessionState =
  | { kind: 'quiet' }
  /** `isFinal`: the session ends whatever is done. */
  | { kind: 'warning'; secondsLeft: number; isFinal: boolean }
  | { kind: 'over' }

/** "touch" tells the server that somebody is there; null when the session is over. */
export type AskSession = (how: 'look' | 'touch') => Promise<SessionLeft | null>

export interface SessionClock {
  /** Somebody did something. */
  noteInput: () => void
  /** The session is asked for now: a person wants to stay, or the page comes back from the background. */
  check: (how: 'look' | 'touch') => void
  /** Another page of this browser has heard from the server. */
  hear: (left: SessionLeft) => void
  /** The page is left: going to another one counts as input by itself, and signing out ends it all. */
  stop: () => void
}

export const WARNING_MS = 120_000
/** Input is told to the server at most this often. */
const TELL_MS = 60_000
/** When the server can't be reached. */
const RETRY_MS = 5_000

/**
 * Keeps time for one page: warns two minutes ahead and says when the session is over, but never without
 * having asked the server, which other pages may have told of input.
 */
export function startSessionClock(
  known: SessionLeft,
  ask: AskSession,
  show: (state: SessionState) => void,
  tell: (left: SessionLeft) => void,
): SessionClock {
  let toldAt = performance.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  let trailing: ReturnType<typeof setTimeout> | undefined
  let kind: SessionState['kind'] = 'quiet'
  let isFinal = false
  let isTelling = false
  let isStopped = false

  function set(state: SessionState) {
    if (state.kind === 'quiet' && kind === 'quiet') return
    kind = state.kind
    show(state)
  }

  function plan(left: SessionLeft) {
    const untilEnd = left.idleSeconds * 1000
    isFinal = left.lifeSeconds <= left.idleSeconds
    clearTimeout(timer)
    if (untilEnd > WARNING_MS) {
      set({ kind: 'quiet' })
      timer = setTimeout(() => check('look'), untilEnd - WARNING_MS)
    } else {
      set({ kind: 'warning', secondsLeft: left.idleSeconds, isFinal })
      timer = setTimeout(() => check('look'), untilEnd + 1000)
    }
  }

  function check(how: 'look' | 'touch') {
    if (how === 'touch' && isTelling) return
    clearTimeout(timer)
    if (how === 'touch') {
      isTelling = true
      toldAt = performance.now()
      clearTimeout(trailing)
      trailing = undefined
    }
    ask(how).then(
      (left) => {
        if (how === 'touch') isTelling = false
        if (isStopped) return
        if (left === null) return set({ kind: 'over' })
        plan(left)
        if (how === 'touch') tell(left)
      },
      () => {
        if (how === 'touch') isTelling = false
        if (!isStopped) timer = setTimeout(() => check('look'), RETRY_MS)
      },
    )
  }

  function noteInput() {
    if (kind === 'over' || trailing !== undefined) return
    const since = performance.now() - toldAt
    // Input can't move the end of the whole life: there is no hurry to tell it.
    const isDue = since >= TELL_MS || (kind === 'warning' && !isFinal)
    if (isDue && !isTelling) return check('touch')
    const tellLate = () => {
      trailing = undefined
      noteInput()
    }
    trailing = setTimeout(tellLate, isTelling ? TELL_MS : TELL_MS - since)
  }

  plan(known)
  return {
    noteInput,
    check,
    hear(left) {
      if (kind !== 'over') plan(left)
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
      clearTimeout(trailing)
    },
  }
}
