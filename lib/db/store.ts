import type { PGlite } from '@electric-sql/pglite'
import type { Pool } from 'pg'

/** The one open store of this process. */
export type Store = EmbeddedStore | PostgresStore

export interface EmbeddedStore {
  kind: 'embedded'
  raw: PGlite
  secret: string
  close: () => Promise<void>
}

export interface PostgresStore {
  kind: 'postgres'
  raw: Pool
  secret: string
  close: () => Promise<void>
}
