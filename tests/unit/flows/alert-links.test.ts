import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { alerts } from '@/lib/mock-data'

/** Addresses of all pages, dynamic parts as patterns. */
const PAGES = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('/page.tsx') && !file.includes('@'))
  .map((file) => file.replace(/\/page\.tsx$/, '').replaceAll(/\([^)]+\)\/?/g, ''))
  .map((path) => new RegExp(`^/${path.replaceAll(/\[[^\]]+\]/g, '[^/]+')}$`))

describe('the links of alerts', () => {
  it.each([...new Set(alerts.map(({ actionUrl }) => actionUrl ?? ''))])(
    '%s leads to a page that exists',
    (url) => {
      const [path = ''] = url.split(/[?#]/)
      expect(PAGES.filter((page) => page.test(path))).not.toEqual([])
    },
  )

  it('lead to the lease, the request and the channel themselves', () => {
    const urlsOf = (title: RegExp) =>
      alerts.filter((alert) => title.test(alert.title)).map(({ actionUrl }) => actionUrl ?? '')
    const leases = urlsOf(/^lease_\w+ ends within/)
    expect(leases.length).toBeGreaterThan(0)
    for (const url of leases) expect(url).toMatch(/^\/(treasury|subscriber|admin)\/leases\/lease_/)
    for (const url of urlsOf(/waits for a match$/)) expect(url).toMatch(/\?ticket=dmd_/)
  })
})
