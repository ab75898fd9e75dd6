/** How long the session lasts, as the server says it. */
export interface SessionLeft {
  idleSeconds: number
  lifeSeconds: number
}

export type SessionState =
  | { kind: 'quiet' }
  /** `isFinal`: the session ends whatever is done. */
  | { kind: 'warning'; secondsLeft: number; isFinal: boolean }
  /** By what is known it is over; the server is being asked. */
  | { kind: 'unsure' }
  | { kind: 'over' }

/** "touch" tells the server that somebody is there; null when the session is over. */
export type AskSession = (how: 'look' | 'touch') => Promise<SessionLeft | null>

export interface SessionClock {
  /** Somebody did something. */
  noteInput: () => void
  /** The session is asked for now: a person wants to stay, or the page comes back from the background. */
  check: (how: 'look' | 'touch') => void
  /**
   * Whether the page is nobody's to see or use now, asked before anything is done with it: a machine that
   * slept has missed its timers.
   */
  isClosed: () => boolean
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

/** When the session ends by what the server said last, on both clocks: one of them stands while the machine sleeps. */
interface Known {
  wallMs: number
  monotonicMs: number
}

function knownFrom({ idleSeconds }: SessionLeft): Known {
  const ms = idleSeconds * 1000
  return { wallMs: Date.now() + ms, monotonicMs: performance.now() + ms }
}

function isPast({ wallMs, monotonicMs }: Known): boolean {
  return Date.now() >= wallMs || performance.now() >= monotonicMs
}

/**
 * Keeps time for one page: warns two minutes ahead and says when the session is over, but never without
 * having asked the server, which other pages may have told of input.
 */
export function startSessionClock(
  first: SessionLeft,
  ask: AskSession,
  show: (state: SessionState) => void,
  tell: (left: SessionLeft) => void,
): SessionClock {
  let toldAt = performance.now()
  let known: Known = knownFrom(first)
  let timer: ReturnType<typeof setTimeout> | undefined
  let trailing: ReturnType<typeof setTimeout> | undefined
  let kind: SessionState['kind'] = 'quiet'
  let isFinal = false
  let isTelling = false
  let isStopped = false

  function set(state: SessionState) {
    if (state.kind === kind && kind !== 'warning') return
    kind = state.kind
    show(state)
  }

  function plan(left: SessionLeft) {
    const untilEnd = left.idleSeconds * 1000
    known = knownFrom(left)
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

  /** Covered first, asked then. */
  function isClosed(): boolean {
    if (kind === 'unsure' || kind === 'over') return true
    if (!isPast(known)) return false
    check('look')
    return true
  }

  function check(how: 'look' | 'touch') {
    if (how === 'touch' && isTelling) return
    if (kind !== 'over' && isPast(known)) set({ kind: 'unsure' })
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
    if (isClosed() || trailing !== undefined) return
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

  plan(first)
  return {
    noteInput,
    check,
    isClosed,
    hear(left) {
      // A covered page has asked by itself, whose it is now included.
      if (!isClosed()) plan(left)
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
      clearTimeout(trailing)
    },
  }
}
