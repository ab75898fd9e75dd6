import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { freePort } from '@/scripts/lib/free-port'
import { MOVED_DAYS, movedTo } from '@/scripts/lib/moved-days'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { type Desk, post, signInAt } from '@/tests/support/race/client'

const DAY_MS = 86_400_000
const OVERVIEWS = { treasury: 'Overview', subscriber: 'Overview', admin: 'Command center' }

let running: RunningServer | undefined
afterEach(async () => {
  await running?.stop('SIGKILL')
  running = undefined
})

async function read({ base, cookie }: Desk, path: string) {
  const response = await fetch(`${base}${path}`, { headers: { cookie }, redirect: 'manual' })
  return { status: response.status, text: await response.text() }
}

// The production build is made before these tests by `npm test`.
describe.runIf(existsSync('.next/BUILD_ID'))('the demo, begun on the machine’s own day', () => {
  it.each(MOVED_DAYS)(
    'works on $name: overviews open and capacity can be asked for',
    {
      timeout: 240_000,
    },
    async (day) => {
      const env = { ...movedTo(day), FLOWRATE_NOW: '', FLOWRATE_DEMO: '1' }
      running = await startServer({ port: await freePort(), env, patienceMs: 180_000 })
      const { base, output } = running
      for (const [role, heading] of Object.entries(OVERVIEWS)) {
        const desk = await signInAt(base, `${role}@flowrate.example`)
        const page = await read(desk, `/${role}`)
        expect(page.status, role).toBe(200)
        expect(page.text, role).toMatch(new RegExp(`<h1[^>]*>${heading}</h1>`))
      }

      const subscriber = await signInAt(base, 'subscriber@flowrate.example')
      const wish = { sizeSats: 100_000_000, termDays: 90, priceMinPpm: 0, priceMaxPpm: 20_000 }
      const { status, body } = await post(subscriber, '/api/v1/tickets', wish)
      expect(status, JSON.stringify(body)).toBe(201)
      const madeAfterMs = Date.parse(String(body.createdAt)) - Date.parse(day.startsAt)
      expect(madeAfterMs).toBeGreaterThanOrEqual(0)
      expect(madeAfterMs).toBeLessThan(DAY_MS)
      const requests = await read(subscriber, '/subscriber/leases/requests')
      expect(requests.status).toBe(200)
      expect(requests.text).toContain(String(body.id))
      expect(output()).not.toMatch(/"level":[56]0/)
    },
  )
})
