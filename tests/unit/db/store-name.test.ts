import { hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { describeSession, sessionName } from '@/lib/db/presence/store-name'

describe('the name of a session', () => {
  it('tells process and machine', () => {
    expect(describeSession(sessionName(), null)).toBe(`process ${process.pid} on ${hostname()}`)
  })

  it('fits into what PostgreSQL keeps', () => {
    expect(Buffer.byteLength(sessionName())).toBeLessThanOrEqual(63)
  })

  it.each([
    ['psql', '10.0.0.5', 'the program "psql" on 10.0.0.5'],
    ['flowrate', null, 'the program "flowrate" on the database’s own machine'],
    ['', '10.0.0.5', 'a program without a name on 10.0.0.5'],
  ])('%s of %s is told as what is known of it', (name, address, told) => {
    expect(describeSession(name, address)).toBe(told)
  })
})
