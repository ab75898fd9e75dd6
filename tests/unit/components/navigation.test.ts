import { describe, expect, it } from 'vitest'
import { GLOSSARY } from '@/components/shared/glossary'
import { isCurrentPage, NAVIGATION, navigationFor } from '@/components/shell/navigation'
import { ROLES } from '@/types'

describe('the registry of pages', () => {
  it.each(ROLES)('has one key and one address per page for %s', (role) => {
    const items = navigationFor(role)
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length)
    expect(new Set(items.map((item) => item.href)).size).toBe(items.length)
  })

  it('never offers a page of another area', () => {
    expect(navigationFor('subscriber').some((item) => item.href.startsWith('/admin'))).toBe(false)
  })

  it.each(NAVIGATION.map((item) => item.href))(
    'marks exactly one entry as current on %s',
    (href) => {
      const own = NAVIGATION.find((item) => item.href === href)
      const area = own?.area === 'any' || own === undefined ? 'treasury' : own.area
      const current = navigationFor(area).filter((item) => isCurrentPage(item, href))
      expect(current.map((item) => item.href)).toEqual([href])
    },
  )

  it('marks a list as current below it, but an overview only on itself', () => {
    expect(isCurrentPage({ href: '/admin/audit' }, '/admin/audit/log_001')).toBe(true)
    expect(isCurrentPage({ href: '/admin', isIndex: true }, '/admin/audit')).toBe(false)
  })
})

describe('the glossary', () => {
  it.each(Object.entries(GLOSSARY))('explains %s in at most 40 words', (_, { meaning }) => {
    expect(meaning.split(/\s+/).length).toBeLessThanOrEqual(40)
  })
})
