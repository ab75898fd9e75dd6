import 'server-only'
import { SECOND_MS } from '@/lib/core/time'
import { getStoreDb } from '@/lib/db/client'
import { told } from '@/lib/db/trouble'
import { log } from '@/lib/log'
import { type AddressedEvent, readNewestNumbers, readUnseen } from './read-events'
import { firstSeen, type Seen, settledUpTo } from './rules'
import { setWake } from './wake'

const POLL_MS = SECOND_MS
const POLL_AFTER_ERROR_MS = 5 * SECOND_MS

/** Is told of all new events; `cursor` is where a listener that has them all may resume. */
export type FeedListener = (events: readonly AddressedEvent[], cursor: number) => void

interface Feed {
  listeners: Set<FeedListener>
  /** Pending or done while somebody listens. */
  opening: Promise<void> | null
  seen: Seen
  timer: NodeJS.Timeout | undefined
  isReading: boolean
  /** Something may have come while reading. */
  isAgainWanted: boolean
}

const KEY = Symbol.for('flowrate.live.feed')
const holder = globalThis as { [KEY]?: Feed }

/** One reader for the process, shared by all copies of this module. */
function processFeed(): Feed {
  holder[KEY] ??= {
    listeners: new Set(),
    opening: null,
    seen: firstSeen([], 0),
    timer: undefined,
    isReading: false,
    isAgainWanted: false,
  }
  return holder[KEY]
}

/**
 * Listens to the events of the whole store. They are read about once a second while somebody listens,
 * and at once after a commit of this process. Resolves with where the feed stands.
 */
export async function listen(
  listener: FeedListener,
): Promise<{ cursor: number; stop: () => void }> {
  const feed = processFeed()
  const stop = () => {
    feed.listeners.delete(listener)
    if (feed.listeners.size === 0) rest(feed)
  }
  feed.listeners.add(listener)
  feed.opening ??= open(feed)
  try {
    await feed.opening
  } catch (error) {
    feed.opening = null
    stop()
    throw error
  }
  return { cursor: settledUpTo(feed.seen), stop }
}

async function open(feed: Feed): Promise<void> {
  feed.seen = firstSeen(await readNewestNumbers(await getStoreDb()), performance.now())
  setWake(() => void read(feed))
  schedule(feed, POLL_MS)
}

function rest(feed: Feed): void {
  feed.opening = null
  clearTimeout(feed.timer)
  setWake(null)
}

function schedule(feed: Feed, pauseMs: number): void {
  clearTimeout(feed.timer)
  feed.timer = setTimeout(() => void read(feed), pauseMs)
  feed.timer.unref()
}

async function read(feed: Feed): Promise<void> {
  feed.isAgainWanted = true
  if (feed.isReading) return
  feed.isReading = true
  let pauseMs = POLL_MS
  try {
    const db = await getStoreDb()
    while (feed.isAgainWanted) {
      feed.isAgainWanted = false
      const { events, seen, isAll } = await readUnseen(db, feed.seen, performance.now())
      feed.seen = seen
      if (!isAll) feed.isAgainWanted = true
      if (events.length > 0) tell(feed, events)
    }
  } catch (error) {
    pauseMs = POLL_AFTER_ERROR_MS
    log.error(told(error), 'live events could not be read')
  }
  feed.isReading = false
  if (feed.listeners.size > 0) schedule(feed, pauseMs)
}

function tell(feed: Feed, events: readonly AddressedEvent[]): void {
  const cursor = settledUpTo(feed.seen)
  for (const listener of feed.listeners) listener(events, cursor)
}
