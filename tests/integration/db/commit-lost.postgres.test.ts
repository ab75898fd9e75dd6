import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { withTransaction } from '@/lib/db/transaction'
import { preferenceTable } from '@/lib/platform/preference/table'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('empty')
const code = (error: unknown) => (error as { code?: string }).code

describe('a connection that is lost', () => {
  it('while a command runs has changed nothing', async () => {
    const attempt = withTransaction(store.ctx, async ({ db }) => {
      await db.execute(sql`select pg_terminate_backend(pg_backend_pid())`)
    })
    expect(await attempt.catch(code)).not.toBe('outcome_unknown')
    expect(await store.db.$count(preferenceTable)).toBe(0)
  })

  it('in the commit is told as not known', async () => {
    // A deferred trigger runs inside COMMIT and ends its own connection there.
    await store.db.execute(
      sql.raw(`
      create table lost (id int);
      create function lose() returns trigger language plpgsql as
        'begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end';
      create constraint trigger lose after insert on lost deferrable initially deferred
        for each row execute function lose()`),
    )
    const attempt = withTransaction(store.ctx, async ({ db }) => {
      await db.execute(sql`insert into lost values (1)`)
      return 'done'
    })
    expect(await attempt.catch(code)).toBe('outcome_unknown')
  })
})
