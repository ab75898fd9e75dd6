import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type SessionClock,
  type SessionLeft,
  type SessionState,
  startSessionClock,
  WARNING_MS,
} from '@/components/shell/session-clock'

const HOUR = 3600
const LIFE = 12 * HOUR
let asked: string[] = []
let shown: SessionState[] = []
let told: SessionLeft[] = []
let answer: SessionLeft | null | 'unreachable'
let clock: SessionClock

/** A server whose session is touched at the start. */
function start(left: SessionLeft = { idleSeconds: HOUR, lifeSeconds: LIFE }) {
  answer = left
  clock = startSessionClock(
    left,
    async (how) => {
      asked.push(how)
      if (answer === 'unreachable') throw new Error('no server')
      return answer
    },
    (state) => shown.push(state),
    (left) => told.push(left),
  )
}
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)
const kinds = () => shown.map(({ kind }) => kind)

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  shown = []
  told = []
})
afterEach(() => {
  clock.stop()
  vi.useRealTimers()
})

describe('a page that nobody touches', () => {
  it('asks nothing until two minutes before the end, then warns, then says that it is over', async () => {
    start()
    await pass(HOUR - WARNING_MS / 1000 - 1)
    expect(asked).toEqual([])
    answer = { idleSeconds: 120, lifeSeconds: LIFE - HOUR }
    await pass(1)
    expect(asked).toEqual(['look'])
    expect(shown.at(-1)).toMatchObject({ kind: 'warning', isFinal: false })
    answer = null
    await pass(121)
    expect(kinds()).toEqual(['warning', 'unsure', 'over'])
    expect(asked).toEqual(['look', 'look'])
  })

  it('goes on without a word when another page of the session was used', async () => {
    start()
    answer = { idleSeconds: 1800, lifeSeconds: LIFE - HOUR }
    await pass(HOUR - 60)
    expect(kinds()).toEqual([])
  })

  it('hears from another page that the warning is past', async () => {
    start({ idleSeconds: 100, lifeSeconds: LIFE })
    expect(kinds()).toEqual(['warning'])
    clock.hear({ idleSeconds: HOUR, lifeSeconds: LIFE })
    expect(kinds()).toEqual(['warning', 'quiet'])
  })

  it('does not call a session over that it could not ask for', async () => {
    start({ idleSeconds: 10, lifeSeconds: LIFE })
    answer = 'unreachable'
    await pass(30)
    expect(kinds()).toEqual(['warning', 'unsure'])
    answer = null
    await pass(5)
    expect(kinds()).toEqual(['warning', 'unsure', 'over'])
  })
})

describe('a machine that slept past the end', () => {
  /** Timers stand while it sleeps; the time of day does not. */
  const sleep = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

  it('covers the page before it asks, whatever wakes it', async () => {
    for (const wake of [
      () => clock.check('look'),
      () => clock.noteInput(),
      () => clock.isClosed(),
    ]) {
      shown = []
      asked = []
      start()
      sleep(HOUR)
      answer = null
      wake()
      expect([kinds(), asked]).toEqual([['unsure'], ['look']])
      await pass(0)
      expect(kinds()).toEqual(['unsure', 'over'])
      clock.stop()
    }
  })

  it('takes the input that wakes it for none, until the server says that the session lasts', async () => {
    start()
    sleep(HOUR)
    answer = { idleSeconds: 1800, lifeSeconds: LIFE - HOUR }
    expect(clock.isClosed()).toBe(true)
    clock.noteInput()
    expect(asked).toEqual(['look'])
    await pass(0)
    expect(kinds()).toEqual(['unsure', 'quiet'])
    expect(clock.isClosed()).toBe(false)
  })

  it('stays covered until the server can be reached', async () => {
    start()
    sleep(HOUR)
    answer = 'unreachable'
    clock.check('look')
    await pass(60)
    expect(kinds()).toEqual(['unsure'])
    answer = { idleSeconds: HOUR, lifeSeconds: LIFE }
    await pass(5)
    expect(kinds()).toEqual(['unsure', 'quiet'])
  })

  it('leaves the page open after a shorter sleep', () => {
    start()
    sleep(HOUR - 1)
    expect(clock.isClosed()).toBe(false)
    clock.check('look')
    expect(shown).toEqual([])
  })
})

describe('input', () => {
  it('is told once a minute, the last of it too', async () => {
    start()
    for (let second = 0; second < 150; second += 1) {
      clock.noteInput()
      await pass(1)
    }
    expect(asked).toEqual(['touch', 'touch'])
    await pass(60)
    expect(asked).toEqual(['touch', 'touch', 'touch'])
    await pass(600)
    expect(asked).toHaveLength(3)
    expect(told).toHaveLength(3)
  })

  it('ends the warning at once', async () => {
    start({ idleSeconds: 100, lifeSeconds: LIFE })
    answer = { idleSeconds: HOUR, lifeSeconds: LIFE }
    clock.noteInput()
    await pass(0)
    expect(asked).toEqual(['touch'])
    expect(kinds()).toEqual(['warning', 'quiet'])
  })

  it('does not move the end of a session’s whole life, and is told no more often there', async () => {
    start({ idleSeconds: 90, lifeSeconds: 90 })
    expect(shown.at(-1)).toMatchObject({ kind: 'warning', isFinal: true })
    for (let second = 0; second < 59; second += 1) {
      clock.noteInput()
      await pass(1)
    }
    expect(asked).toEqual([])
    answer = { idleSeconds: 30, lifeSeconds: 30 }
    await pass(1)
    expect(asked).toEqual(['touch'])
  })

  it('is told once while the answer is under way, a press on the warning too', async () => {
    start({ idleSeconds: 100, lifeSeconds: LIFE })
    answer = { idleSeconds: HOUR, lifeSeconds: LIFE }
    for (let key = 0; key < 20; key += 1) clock.noteInput()
    clock.check('touch')
    expect(asked).toEqual(['touch'])
    await pass(0)
    expect(kinds()).toEqual(['warning', 'quiet'])
    await pass(60)
    expect(asked, 'what came meanwhile').toEqual(['touch', 'touch'])
  })

  it('is told again after the server could not be reached', async () => {
    start({ idleSeconds: 100, lifeSeconds: LIFE })
    answer = 'unreachable'
    clock.check('touch')
    await pass(0)
    answer = { idleSeconds: HOUR, lifeSeconds: LIFE }
    clock.check('touch')
    expect(asked).toEqual(['touch', 'touch'])
  })

  it('that waits to be told is not told of a page that was left', async () => {
    start()
    clock.noteInput()
    clock.stop()
    await pass(HOUR)
    expect([asked, shown, told]).toEqual([[], [], []])
  })

  it('after the end changes nothing; signing in elsewhere does', async () => {
    start({ idleSeconds: 5, lifeSeconds: LIFE })
    answer = null
    await pass(6)
    clock.noteInput()
    expect(asked).toEqual(['look'])
    answer = { idleSeconds: HOUR, lifeSeconds: LIFE }
    clock.check('look')
    await pass(0)
    expect(kinds()).toEqual(['warning', 'unsure', 'over', 'quiet'])
  })
})
