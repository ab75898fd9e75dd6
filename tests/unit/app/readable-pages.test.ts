import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import ModelPage from '@/app/(public)/model/page'
import NoFilePage from '@/app/(public)/no-file/page'
import RefusedPage from '@/app/(public)/refused/page'
import UnavailablePage from '@/app/(public)/unavailable/page'
import { insideRequest, type RequestScope } from '@/lib/web/request-scope'

const props = { params: Promise.resolve({}), searchParams: Promise.resolve({}) }

it.each([
  ['/model', () => ModelPage(props)],
  ['/unavailable', () => UnavailablePage(props)],
  ['/no-file', () => NoFilePage(props)],
  ['/refused', () => RefusedPage(props)],
])('an error of %s is our fault once the page has begun, also in a navigation', async (_, draw) => {
  const scope: RequestScope = { isReadable: false }
  await insideRequest(scope, draw)
  expect(scope.isReadable).toBe(true)
})

/** Where a file of ours is found that another one names. */
function fileOf(name: string, from: string): string | null {
  const base = name.startsWith('@/') ? name.slice(2) : path.join(path.dirname(from), name)
  if (!name.startsWith('@/') && !name.startsWith('.')) return null
  const all = [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`]
  return all.find((file) => existsSync(file)) ?? null
}

function marks(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  if (/\bmarkReadable\(\)/.test(text) && file !== 'lib/web/request-scope.ts') return true
  const names = [...text.matchAll(/from '([^']+)'/g)].map(([, name = '']) => name)
  return names.some((name) => {
    const next = fileOf(name, file)
    return next !== null && marks(next, seen)
  })
}

it('no page draws without a way to say that its request was read', () => {
  const pages = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)page\.tsx$/.test(file) && !file.includes('@drawer/page.tsx'))
    .map((file) => path.join('app', file))
  expect(pages.length).toBeGreaterThan(20)
  expect(pages.filter((page) => !marks(page))).toEqual([])
})
