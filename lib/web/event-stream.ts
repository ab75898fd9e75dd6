import 'server-only'
import { SECOND_MS } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import { told } from '@/lib/db/trouble'
import { log } from '@/lib/log'
import { type FeedListener, listen } from '@/lib/platform/live/feed'
import { EVERYONE } from '@/lib/platform/live/publish'
import {
  type AddressedEvent,
  type LiveEvent,
  readEventsSince,
} from '@/lib/platform/live/read-events'
import { admitStream } from './open-streams'
import { shutdownSignal } from './shutdown'

const HEARTBEAT_MS = 15 * SECOND_MS
/** The viewer is looked up again with every second heartbeat. */
const HEARTBEATS_PER_CHECK = 2
/** What a reader may leave unread before it counts as gone. */
const MOST_UNREAD = 500

export interface StreamOptions {
  db: Database
  sessionId: string
  organisationId: string
  /** What the page already has; null when it asks for nothing that is past. */
  after: number | null
  /** Whether this session may still see this organisation. */
  mayStay: () => Promise<boolean>
  /** Aborted when the browser leaves. */
  left: AbortSignal
}

/**
 * Server-sent events of one organisation: `ready` once what was missed has been told (`reset` when
 * that can't be done), then `change` for each thing that changed, and never what it says. Ends when
 * the browser leaves, the session ends, the server stops, or the session opens too many.
 */
export function eventStream(options: StreamOptions): Response {
  const encoder = new TextEncoder()
  let end = () => undefined as void
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        if ((controller.desiredSize ?? 0) < -MOST_UNREAD) end()
        else controller.enqueue(encoder.encode(text))
      }
      end = run(options, send, () => controller.close())
    },
    cancel: () => end(),
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Compression would hold events back.
      'cache-control': 'private, no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

/** Begins to send and returns how to end. */
function run(options: StreamOptions, send: (text: string) => void, close: () => void): () => void {
  const { sessionId, left, mayStay } = options
  const stopping = shutdownSignal()
  let isOver = false
  let beats = 0
  let release = () => undefined as void

  const end = () => {
    if (isOver) return
    isOver = true
    clearInterval(heart)
    left.removeEventListener('abort', end)
    stopping.removeEventListener('abort', end)
    countOut()
    release()
    try {
      close()
    } catch {
      // The browser has closed it already.
    }
  }
  const tell = (text: string) => {
    if (!isOver) send(text)
  }
  const beat = () => {
    tell(': still here\n\n')
    beats += 1
    if (beats % HEARTBEATS_PER_CHECK !== 0) return
    mayStay().then(
      (may) => (may ? undefined : end()),
      () => end(),
    )
  }
  const heart = setInterval(beat, HEARTBEAT_MS)
  heart.unref()
  const countOut = admitStream(sessionId, () => {
    tell('event: displaced\ndata: {}\n\n')
    end()
  })
  left.addEventListener('abort', end)
  stopping.addEventListener('abort', end)
  if (left.aborted || stopping.aborted) end()
  else {
    follow(options, tell).then(
      (stop) => {
        release = stop
        if (isOver) stop()
      },
      (error: unknown) => {
        log.error(told(error), 'event stream failed')
        end()
      },
    )
  }
  return end
}

/** Tells what was missed, then what happens. Nothing that happens meanwhile is lost or told twice. */
async function follow(
  { db, organisationId, after }: StreamOptions,
  tell: (text: string) => void,
): Promise<() => void> {
  const isOwn = (event: AddressedEvent) =>
    event.organisationId === organisationId || event.organisationId === EVERYONE
  const told = new Set<number>()
  let isCaughtUp = false
  let waiting: [readonly AddressedEvent[], number][] = []
  const pass: FeedListener = (events, cursor) => {
    const own = events.filter((event) => isOwn(event) && !told.has(event.seq))
    for (const [index, event] of own.entries())
      tell(change(event, resumePoint(cursor, own[index + 1])))
  }
  const { cursor, stop } = await listen((events, at) => {
    if (isCaughtUp) pass(events, at)
    else waiting.push([events, at])
  })
  try {
    const missed = after === null ? [] : await readEventsSince(db, organisationId, after)
    tell('retry: 3000\n\n')
    if (missed === null) tell('event: reset\ndata: {}\n\n')
    for (const event of missed ?? []) {
      told.add(event.seq)
      tell(change(event, null))
    }
    const next = waiting.flatMap(([events]) => events.filter(isOwn))[0]
    tell(`id: ${resumePoint(cursor, next)}\nevent: ready\ndata: {}\n\n`)
    for (const [events, at] of waiting) pass(events, at)
    waiting = []
    isCaughtUp = true
    return stop
  } catch (error) {
    stop()
    throw error
  }
}

/** Where to resume with all of `cursor` told up to `next`: a connection may be lost between any two events. */
function resumePoint(cursor: number, next: LiveEvent | undefined): number {
  return next === undefined ? cursor : Math.min(cursor, next.seq - 1)
}

/** One event; `cursor` is where to resume after it. */
function change({ seq, entityType, entityId, change }: LiveEvent, cursor: number | null): string {
  const id = cursor === null ? '' : `id: ${cursor}\n`
  const data = JSON.stringify({ seq, entityType, entityId, change })
  return `${id}event: change\ndata: ${data}\n\n`
}
