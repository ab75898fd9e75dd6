import { describe, expect, it } from 'vitest'
import { unsafeSteps } from '@/lib/db/migrations'

const applied = { hash: 'a', sql: ['ALTER TABLE "lease" DROP COLUMN "fee"'] }
const unmarked = { hash: 'b', sql: ['ALTER TABLE "lease" ADD COLUMN "note" text'] }
const marked = {
  hash: 'c',
  sql: [
    'CREATE TABLE "note" ()',
    '\n-- safe beside the version before\nCREATE INDEX ON "note" ("id")',
  ],
}

describe('a schema step that servers of the version before may not meet', () => {
  it('is one that is to come and that nobody has marked as safe', () => {
    expect(unsafeSteps([applied, unmarked, marked], [{ hash: 'a' }])).toEqual([unmarked])
  })

  it('is none that has been applied', () => {
    expect(unsafeSteps([applied, unmarked], [{ hash: 'a' }, { hash: 'b' }])).toEqual([])
  })
})
