import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { StartError } from '@/lib/env'
import { log } from '@/lib/log'
import { suspectOutage } from '../availability'
import { describeSession, OLDER_NAME, sessionName } from './store-name'

/**
 * One number for every process that uses a Flowrate database: servers hold it in shared mode for their
 * life, what must be alone with the database (reset, seed, most migrations) takes it exclusively.
 */
const PRESENCE_LOCK = 583_000_002
const RETRY_MS = 500
/** Keeps the connection from falling asleep on its way, and notices within this time that it is gone. */
const HEARTBEAT_MS = 15_000
const GOODBYE_MS = 1_000

type Session = Pick<Client, 'query'>

export interface Presence {
  leave: () => Promise<void>
}

/**
 * Says for the life of this process that it uses the database, on a connection of its own that nothing
 * idles out. When it is lost, it is taken again as soon as the database answers.
 * @throws StartError while another process is alone with the database.
 */
export async function takePresence(url: string): Promise<Presence> {
  const leaving = new AbortController()
  let session = await enter(url)
  const stay = async () => {
    while (!leaving.signal.aborted) {
      await untilLost(session, leaving.signal)
      await hangUp(session)
      if (leaving.signal.aborted) return
      suspectOutage(url)
      log.warn('the connection that marks this server as a user of the database was lost')
      const again = await enterAgain(url, leaving.signal)
      if (again === null) return
      session = again
      log.info('this server is marked as a user of the database again')
    }
  }
  const staying = stay()
  return {
    leave: () => {
      leaving.abort()
      return staying
    },
  }
}

/** Takes the database for this session alone; ends with it. @throws StartError naming who uses it. */
export async function claimAlone(session: Session, what: string): Promise<void> {
  const users = await otherUsers(session)
  if (users.length === 0 && (await tryLock(session, 'pg_try_advisory_lock'))) return
  throw new StartError(`${what}: ${inUse(await otherUsers(session))}`)
}

/** Gives back what was claimed once. */
export async function giveBack(session: Session): Promise<void> {
  await session.query(`select pg_advisory_unlock(${PRESENCE_LOCK})`)
}

async function enter(url: string): Promise<Client> {
  const session = new Client({
    connectionString: url,
    application_name: sessionName(),
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  })
  // Unheard, the event would end the process; `untilLost` listens for itself.
  session.on('error', () => undefined)
  try {
    await session.connect()
    await session.query(
      `set idle_session_timeout = 0; set statement_timeout = 0;
       set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3`,
    )
    if (await tryLock(session, 'pg_try_advisory_lock_shared')) return session
    throw new StartError(inUse(await otherUsers(session)))
  } catch (error) {
    await session.end().catch(() => undefined)
    throw error
  }
}

async function enterAgain(url: string, signal: AbortSignal): Promise<Client | null> {
  for (;;) {
    await pause(RETRY_MS, signal)
    if (signal.aborted) return null
    const session = await enter(url).catch(() => null)
    if (session !== null) return session
  }
}

/** Resolves once the connection is gone, or nobody wants it any more. */
async function untilLost(session: Client, signal: AbortSignal): Promise<void> {
  const lost = new AbortController()
  const end = () => lost.abort()
  session.once('error', end).once('end', end)
  const either = AbortSignal.any([signal, lost.signal])
  while (!either.aborted) {
    await pause(HEARTBEAT_MS, either)
    if (!either.aborted) await session.query('select 1').catch(end)
  }
}

/** One that gives no answer any more does not say goodbye either. */
async function hangUp(session: Client): Promise<void> {
  await Promise.race([session.end().catch(() => undefined), wait(GOODBYE_MS)])
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal, ref: false }).catch(() => undefined)
}

async function tryLock(
  session: Session,
  how: 'pg_try_advisory_lock' | 'pg_try_advisory_lock_shared',
): Promise<boolean> {
  const { rows } = await session.query<{ ok: boolean }>(`select ${how}(${PRESENCE_LOCK}) as ok`)
  return rows[0]?.ok === true
}

const HOLDS_LOCK = `locktype = 'advisory' and granted and classid = 0 and objid = ${PRESENCE_LOCK}
  and objsubid = 1 and database = (select oid from pg_database where datname = current_database())`

/** Other processes that use this database; versions before this lock are known by their name alone. */
async function otherUsers(session: Session): Promise<string[]> {
  const { rows } = await session.query<{ name: string; address: string | null }>(
    `select distinct application_name as name, client_addr::text as address from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()
       and (pid in (select pid from pg_locks where ${HOLDS_LOCK}) or application_name = $1)
     order by 1`,
    [OLDER_NAME],
  )
  return rows.map(({ name, address }) => describeSession(name, address))
}

function inUse(users: readonly string[]): string {
  // Whoever it was has left between the two questions.
  if (users.length === 0) return 'the database was in use until a moment ago; try again.'
  const them = users.length === 1 ? 'it' : 'them'
  return `the database is in use by ${users.join(' and ')}; stop ${them} first.`
}
