/**
 * A browser opens six connections to a site (HTTP/1.1); streams may not take them all, or the pages
 * behind them could no longer ask for anything.
 */
const MOST_PER_SESSION = 4

const KEY = Symbol.for('flowrate.streams')
const holder = globalThis as { [KEY]?: Map<string, Set<() => void>> }

/**
 * Counts a stream of a session; the oldest makes way for one too many. Returns how to count it out.
 */
export function admitStream(sessionId: string, displace: () => void): () => void {
  holder[KEY] ??= new Map()
  const sessions = holder[KEY]
  const own = sessions.get(sessionId) ?? new Set()
  sessions.set(sessionId, own)
  own.add(displace)
  const [oldest] = own
  if (own.size > MOST_PER_SESSION && oldest !== undefined) {
    own.delete(oldest)
    oldest()
  }
  return () => {
    own.delete(displace)
    if (own.size === 0 && sessions.get(sessionId) === own) sessions.delete(sessionId)
  }
}
