// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hearOfChanges } from '@/components/shell/live-connection'

/** The browser's, as far as it is used. */
class FakeSource extends EventTarget {
  static all: FakeSource[] = []
  isOpen = true
  onerror: (() => void) | null = null
  constructor(readonly url: string) {
    super()
    FakeSource.all.push(this)
  }
  close() {
    this.isOpen = false
  }
  say(name: string, data: unknown = {}, lastEventId = '') {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId }))
  }
}

let changes: (string | null)[]
let losses: (number | null)[]
let stop: () => void
/** What the server says of itself; null when it is away. */
let health: 'ok' | 'starting' | 'store away' | null = 'ok'
/** What it is asked for. */
let asked: string[]

const latest = () => {
  const source = FakeSource.all.at(-1)
  if (source === undefined) throw new Error('Nothing was opened')
  return source
}
function show(value: 'visible' | 'hidden') {
  Object.defineProperty(document, 'visibilityState', { value, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeSource)
  asked = []
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    if (health === null) throw new TypeError('Failed to fetch')
    if (health === 'starting') return Response.json({ status: 503, code: 'starting' })
    const store = health === 'ok' ? 'ok' : 'failed'
    // The jobs have not caught up: no reason to keep what the store says from the page.
    return Response.json({ status: 'not ready', checks: { store, jobs: 'failed' } })
  })
  Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true })
  FakeSource.all = []
  changes = []
  losses = []
  health = 'ok'
  stop = hearOfChanges('/api/events?after=', 7, {
    onChange: (id) => changes.push(id),
    onLost: (since) => losses.push(since),
  })
  await pass(0)
})
afterEach(() => {
  stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a page that is looked at', () => {
  it('begins after what it shows and hears what changes', () => {
    expect(latest().url).toBe('/api/events?after=7')
    latest().say('ready', {}, '9')
    latest().say('change', { entityId: 'lse_001' }, '10')
    latest().say('reset')
    expect(changes).toEqual(['lse_001', null])
    expect(losses).toEqual([null])
  })

  it('hangs up when hidden; shown again it reads everything and goes on where it was', async () => {
    latest().say('ready', {}, '12')
    show('hidden')
    expect(latest().isOpen).toBe(false)
    show('visible')
    await pass(0)
    expect(changes).toEqual([null])
    expect(latest().url).toBe('/api/events?after=12')
  })
})

describe('a lost connection', () => {
  it('that is back at once is not told of, and what was missed is read', async () => {
    latest().say('ready', {}, '12')
    latest().onerror?.()
    await pass(1000)
    latest().say('ready', {}, '13')
    expect(losses).toEqual([null, null])
    expect(changes).toEqual([null])
  })

  it('that stays lost is told, and tried again without leaving the page', async () => {
    health = null
    for (let attempt = 0; attempt < 4; attempt += 1) {
      latest().onerror?.()
      await pass(3000)
    }
    expect(FakeSource.all).toHaveLength(5)
    expect(losses.every((since) => since !== null)).toBe(true)
    expect(losses).toHaveLength(3)
    expect(changes).toEqual([])
  })

  it('is stood in for by reading the page every ten seconds while the server answers', async () => {
    for (let second = 0; second < 30; second += 3) {
      latest().onerror?.()
      await pass(3000)
    }
    expect(changes.length).toBeGreaterThanOrEqual(2)
    expect(changes.length).toBeLessThanOrEqual(3)
  })

  it('to a server that is starting leaves the page as it is', async () => {
    health = 'starting'
    for (let second = 0; second < 30; second += 3) {
      latest().onerror?.()
      await pass(3000)
    }
    show('hidden')
    show('visible')
    await pass(0)
    expect(changes).toEqual([])
  })

  it('to a server whose store is away leaves the page as it is, until the store answers', async () => {
    health = 'store away'
    for (let second = 0; second < 30; second += 3) {
      latest().onerror?.()
      await pass(3000)
    }
    show('hidden')
    show('visible')
    await pass(0)
    expect(changes).toEqual([])
    expect(new Set(asked)).toEqual(new Set(['/api/ready']))
    health = 'ok'
    show('hidden')
    show('visible')
    await pass(0)
    expect(changes).toEqual([null])
  })

  it('is assumed when nothing is heard for ten seconds', async () => {
    await pass(11_000)
    expect(FakeSource.all).toHaveLength(2)
  })
})

it('a page that had to make way reads every ten seconds and opens nothing', async () => {
  latest().say('ready')
  latest().say('displaced')
  await pass(30_000)
  expect(FakeSource.all).toHaveLength(1)
  expect(changes).toEqual([null, null, null])
  expect(losses).toEqual([null])
})
