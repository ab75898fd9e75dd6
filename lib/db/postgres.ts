import 'server-only'
import { Socket } from 'node:net'
import { Pool } from 'pg'
import { StartError } from '@/lib/env'
import { isStoreAway, noAnswer, suspectOutage } from './availability'
import { sessionName } from './presence/store-name'
import { shared } from './shared'
import type { PostgresStore } from './store'

const OLDEST_SERVER = 150_000
/** How long a connection may take to say goodbye. */
const GOODBYE_MS = 2_000

/**
 * A pool of at most ten connections. A statement may take 15 s, a lock 10 s, and a transaction that
 * does nothing for 30 s is ended, so that no request holds the others up for ever.
 * @throws StartError when the server can't be reached or is older than 15.
 */
export async function openPostgres(url: string, secret: string): Promise<PostgresStore> {
  const lines = cuttable()
  const raw = new Pool({
    stream: lines.make,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: sessionName(),
    options: '-c TimeZone=UTC',
  })
  // A broken idle connection is replaced at the next use; unheard, the event would end the process.
  raw.on('error', () => suspectOutage(url))
  // The same holds for a connection that is lost while somebody uses it, who learns of it by the query.
  raw.on('connect', (client) => client.on('error', () => suspectOutage(url)))
  try {
    const result = await raw.query<{ server_version_num: string }>('show server_version_num')
    if (Number(result.rows[0]?.server_version_num) < OLDEST_SERVER) {
      throw new StartError('DATABASE_URL: PostgreSQL 15 or newer is needed.')
    }
  } catch (error) {
    await raw.end()
    if (error instanceof StartError) throw error
    throw new StartError(`DATABASE_URL: the database can't be reached (${reasonOf(error)}).`)
  }
  return {
    kind: 'postgres',
    raw,
    secret,
    suspectOutage: (because) => suspectOutage(url, because),
    close: async () => {
      const impatience = setTimeout(lines.cut, GOODBYE_MS)
      await raw.end()
      clearTimeout(impatience)
      shared().atOutage.delete(lines.cut)
    },
  }
}

/**
 * Connections that are cut off once the database is known to be out of reach: whoever waits for an answer,
 * or for a connection, then learns of it at once.
 */
function cuttable() {
  const sockets = new Set<Socket>()
  const cut = () => {
    for (const socket of sockets) socket.destroy(noAnswer())
  }
  const make = () => {
    const socket = new Socket()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // The pool tries anew for those who still wait for their turn.
    if (isStoreAway()) setImmediate(() => socket.destroy(noAnswer()))
    return socket
  }
  shared().atOutage.add(cut)
  return { make, cut }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  return code ?? message ?? 'unknown reason'
}
