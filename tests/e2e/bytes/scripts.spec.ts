import { gzipSync } from 'node:zlib'
import { ask } from '@/tests/support/browser/http'
import { expect, test } from '@/tests/support/browser/test'
import { PAGES } from '../accessibility/pages'

const LIMIT_BYTES = 190_000

/** Scripts that the HTML names for a browser that knows modules, each once. */
function scriptsNamedIn(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? []
  const named = tags.flatMap((tag) => {
    const isScript = tag.startsWith('<script') && !/\bnomodule\b/i.test(tag)
    const isPreload = tag.startsWith('<link') && tag.includes('as="script"')
    return isScript || isPreload ? (/(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []) : []
  })
  return [...new Set(named)]
}

test('names at most 190 kB of compressed scripts in the HTML of any page', async ({ site }) => {
  const sizes = new Map<string, number>()
  const sizeOf = async (path: string): Promise<number> => {
    const known = sizes.get(path)
    if (known !== undefined) return known
    const { status, body } = await ask(site, { path })
    expect(status, path).toBe(200)
    const size = gzipSync(body).length
    sizes.set(path, size)
    return size
  }
  for (const { who, path, status = 200 } of PAGES) {
    const answer = await ask(site, { path, as: who, headers: { accept: 'text/html' } })
    expect.soft(answer.status, path).toBe(status)
    const scripts = scriptsNamedIn(answer.body)
    expect.soft(scripts.length, path).toBeGreaterThan(5)
    let total = 0
    for (const script of scripts) total += await sizeOf(script)
    expect.soft(total, `${path} for ${who}`).toBeLessThanOrEqual(LIMIT_BYTES)
  }
})
