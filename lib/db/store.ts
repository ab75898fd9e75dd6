import type { PGlite } from '@electric-sql/pglite'
import type { Pool } from 'pg'

/** An answer is overdue, or a connection was lost. */
export type Suspicion = 'slow' | 'lost'

export type Suspect = (because: Suspicion) => void

/** The one open store of this process. */
export type Store = EmbeddedStore | PostgresStore

export interface EmbeddedStore {
  kind: 'embedded'
  raw: PGlite
  secret: string
  /** Of the disk that it lies on; absent in memory. */
  freeBytes?: () => number
  close: () => Promise<void>
}

export interface PostgresStore {
  kind: 'postgres'
  raw: Pool
  /** Called when a query finds its connection gone, or waits too long. */
  suspectOutage: Suspect
  secret: string
  close: () => Promise<void>
}
