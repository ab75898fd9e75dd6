import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { MOVED_DAYS, type MovedDay, movedTo } from '@/scripts/lib/moved-days'

const HOUR_MS = 3_600_000

/** What a program says that was started on that day. */
function said(day: MovedDay, program: string): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
    env: { ...process.env, ...movedTo(day) },
    timeout: 20_000,
  })
  return JSON.parse(stdout.toString() || JSON.stringify(stderr.toString()))
}

describe.each(MOVED_DAYS)('on $name', (day) => {
  it('every way to ask for the time gives that day, and the clock runs on', () => {
    const program = `
      const first = Date.now()
      while (Date.now() === first);
      const ways = [first, Date.now(), +new Date(), Date.parse(Date()), Reflect.construct(Date, []),
        performance.timeOrigin + performance.now(), new (class extends Date {})()]
      console.log(JSON.stringify(ways.map(Number)))`
    const ways = said(day, program) as number[]
    expect(ways).toHaveLength(7)
    expect(ways[1]).toBeGreaterThan(ways[0] ?? Number.NaN)
    // Date() leaves the milliseconds out.
    for (const way of ways) expect(way - Date.parse(day.startsAt)).toBeGreaterThan(-1000)
    for (const way of ways) expect(way - Date.parse(day.startsAt)).toBeLessThan(HOUR_MS)
  })

  it('what a program starts is on that day too, in that zone', () => {
    const inner = 'console.log(JSON.stringify([Date.now(), process.env.TZ]))'
    const program = `console.log(require('child_process')
      .execFileSync(process.execPath, ['-e', ${JSON.stringify(inner)}]).toString())`
    const [at, zone] = said(day, program) as [number, string]
    expect(at - Date.parse(day.startsAt)).toBeGreaterThanOrEqual(0)
    expect(at - Date.parse(day.startsAt)).toBeLessThan(HOUR_MS)
    expect(zone).toBe(day.zone)
  })

  it('a date stays a date', () => {
    const program = `
      const file = require('fs').statSync('.').mtime
      const made = [new Date(), new Date(5), file, structuredClone(file), new (class extends Date {})()]
      console.log(JSON.stringify([
        made.every((date) => date instanceof Date && date.constructor.name !== 'Object'),
        made.map((date) => Object.prototype.toString.call(date)),
        new Date(5).getTime(), new Date(2028, 1, 29).getMonth(), new Date('2028-02-29').getTime(),
        Date.UTC(2028, 1, 29), Date.name, Date.length, typeof Date(),
      ]))`
    expect(said(day, program)).toEqual([
      true,
      Array.from({ length: 5 }, () => '[object Date]'),
      5,
      1,
      Date.UTC(2028, 1, 29),
      Date.UTC(2028, 1, 29),
      'Date',
      7,
      'string',
    ])
  })
})
