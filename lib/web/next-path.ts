import type { Route } from 'next'
import type { Role, StartPage } from '@/types'

/** What stands in for every page while the store can't be reached. */
export const UNAVAILABLE_PATH = '/unavailable'
/** What stands in for a file that a browser asked for and did not get. */
export const NO_FILE_PATH = '/no-file'
/** What stands in for a page that is forbidden or does not exist. */
export const REFUSED_PATH = '/refused'

const AREAS: readonly Role[] = ['treasury', 'subscriber', 'admin']
const BASE = 'http://own.invalid'
const MAX_LENGTH = 2000

/** The overview of a role's area. */
export function homeOf(role: Role): Route {
  return `/${role}` as Route
}

/**
 * The value of `?next=` when it is a page of this site, else null. Refused: other origins in every
 * spelling that a browser accepts (`//x`, `/\x`, `/.//x`, schemes, control characters), endpoints
 * under /api and the sign-in page itself.
 */
export function safeNextPath(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return null
  if (!value.startsWith('/') || hasUnsafeCharacter(value)) return null
  if (!URL.canParse(value, BASE)) return null
  const url = new URL(value, BASE)
  if (url.origin !== BASE || url.pathname.startsWith('//')) return null
  if (isBelow(url.pathname, '/api') || isBelow(url.pathname, '/sign-in')) return null
  return `${url.pathname}${url.search}${url.hash}`
}

/** The page that a person chose to begin with; the audit log exists for admins only. */
export function startPath(role: Role, startPage: StartPage): Route {
  if (startPage === 'overview' || (startPage === 'audit' && role !== 'admin')) return homeOf(role)
  return `${homeOf(role)}/${startPage}` as Route
}

/** Where to go after sign-in: `next` unless it lies in another role's area, else the start page. */
export function landingPath(role: Role, next: unknown, startPage: StartPage = 'overview'): Route {
  const path = safeNextPath(next)
  if (path === null || path === '/') return startPath(role, startPage)
  const { pathname } = new URL(path, BASE)
  const area = AREAS.find((candidate) => isBelow(pathname, `/${candidate}`))
  return area === undefined || area === role ? (path as Route) : startPath(role, startPage)
}

/**
 * The sign-in page that leads back to where the visitor wanted to go; `wanted` is "file" when they
 * asked for a file of that page, which the sign-in page tells them they did not get.
 */
export function signInPath(next: string | null, wanted: 'page' | 'file' = 'page'): Route {
  const path = safeNextPath(next)
  if (path === null || path === '/') return '/sign-in' as Route
  const file = wanted === 'file' ? '&file=1' : ''
  return `/sign-in?next=${encodeURIComponent(path)}${file}` as Route
}

function isBelow(pathname: string, folder: string): boolean {
  return pathname === folder || pathname.startsWith(`${folder}/`)
}

function hasUnsafeCharacter(value: string): boolean {
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20 || code === 0x7f || character === '\\') return true
    if (code >= 0xd800 && code <= 0xdfff) return true
  }
  return false
}
