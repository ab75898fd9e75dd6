import { describe, expect, it } from 'vitest'
import { landingPath, safeNextPath, signInPath, startPath } from '@/lib/web/next-path'

describe('safeNextPath', () => {
  it.each(['/treasury', '/treasury/alerts?q=node&page=2', '/admin/audit#top', '/'])(
    'keeps the own path %s',
    (path) => {
      expect(safeNextPath(path)).toBe(path)
    },
  )

  it.each([
    'https://evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '/\\/evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/\tevil',
    '/\n/evil.example',
    '/\u0000',
    ' /treasury',
    'javascript:alert(1)',
    'treasury',
    '',
    '/api/health',
    '/api',
    '/sign-in?next=/treasury',
    '/\ud800',
    `/${'a'.repeat(2001)}`,
    ['/treasury', '/admin'],
    undefined,
    null,
    7,
  ])('refuses %j', (value) => {
    expect(safeNextPath(value)).toBeNull()
  })
})

describe('landingPath', () => {
  it('leads to the page asked for', () => {
    expect(landingPath('treasury', '/treasury/alerts')).toBe('/treasury/alerts')
    expect(landingPath('treasury', '/settings')).toBe('/settings')
  })

  it('leads to the overview when the page lies in another area', () => {
    expect(landingPath('admin', '/treasury')).toBe('/admin')
    expect(landingPath('treasury', '/administration')).toBe('/administration')
  })

  it('leads to the start page when nothing was asked for', () => {
    expect(landingPath('subscriber', null, 'alerts')).toBe('/subscriber/alerts')
    expect(landingPath('subscriber', '/', 'overview')).toBe('/subscriber')
  })
})

it('opens the audit log at start for admins only', () => {
  expect(startPath('admin', 'audit')).toBe('/admin/audit')
  expect(startPath('treasury', 'audit')).toBe('/treasury')
})

it('writes the way back into the address of the sign-in page', () => {
  expect(signInPath('/treasury?q=a&page=2')).toBe('/sign-in?next=%2Ftreasury%3Fq%3Da%26page%3D2')
  expect(signInPath('/treasury/leases?status=active', 'file')).toBe(
    '/sign-in?next=%2Ftreasury%2Fleases%3Fstatus%3Dactive&file=1',
  )
  expect(signInPath('//evil.example')).toBe('/sign-in')
  expect(signInPath(null)).toBe('/sign-in')
})
