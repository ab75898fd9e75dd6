import 'server-only'
import { Pool } from 'pg'
import { StartError } from '@/lib/env'
import { suspectOutage } from './availability'
import { sessionName } from './presence/store-name'
import type { PostgresStore } from './store'

const OLDEST_SERVER = 150_000

/**
 * A pool of at most ten connections. A statement may take 15 s, a lock 10 s, and a transaction that
 * does nothing for 30 s is ended, so that no request holds the others up for ever.
 * @throws StartError when the server can't be reached or is older than 15.
 */
export async function openPostgres(url: string, secret: string): Promise<PostgresStore> {
  const raw = new Pool({
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
    suspectOutage: () => suspectOutage(url),
    close: () => raw.end(),
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  return code ?? message ?? 'unknown reason'
}
