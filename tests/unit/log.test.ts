import { DrizzleQueryError } from 'drizzle-orm/errors'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { log, scrub, scrubConsole } from '@/lib/log'

describe('scrub', () => {
  it.each([
    ['an API key', 'key frl_live_Ab3dE5gH7 was used', 'Ab3dE5gH7'],
    ['a webhook secret', '{"secret":"whsec_MfKQ9r8+/="}', 'MfKQ9r8'],
    ['a bearer token', 'authorization: Bearer abc.def-ghi', 'abc.def-ghi'],
    ['a session cookie', 'flowrate.session=tok.sig%3D; path=/', 'tok.sig'],
    ['a cookie header in JSON', '{"cookie":"a=1; b=hidden"}', 'hidden'],
    ['set-cookie lists in JSON', '{"set-cookie":["a=hidden; Path=/","b=2"]}', 'hidden'],
    ['a cookie header as text', 'cookie: a=hidden', 'hidden'],
    ['a database password', 'postgres://flowrate:hunter2@db:5432/flowrate', 'hunter2'],
  ])('removes %s', (_, text, secret) => {
    expect(scrub(text)).not.toContain(secret)
    expect(scrub(text)).toContain('[secret]')
  })

  it('leaves other text as it is', () => {
    const line = '{"level":30,"msg":"job done","job":"facts"}'
    expect(scrub(line)).toBe(line)
  })

  it('keeps a line of JSON readable as JSON', () => {
    const line = JSON.stringify({ headers: { cookie: 'a="b"; c=d' }, err: 'Bearer x.y' })
    expect(() => JSON.parse(scrub(line)) as unknown).not.toThrow()
  })
})

describe('a failed query', () => {
  const failed = () =>
    new Error('page failed', {
      cause: new DrizzleQueryError(
        'select * from session where token = $1 and note = $2',
        ['hidden-token', 'more\nhidden'],
        new Error('away'),
      ),
    })
  afterEach(() => vi.restoreAllMocks())

  it('is logged without the values that it asked with', () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    log.error({ err: failed() }, 'request failed')
    const line = String(written.mock.calls[0]?.[0])
    expect(line).toContain('select * from session where token = $1')
    expect(line).toContain('away')
    expect(line).not.toMatch(/hidden/)
  })

  it('is shown by others without them, and without secrets', () => {
    const written = vi.spyOn(console, 'error').mockReturnValue()
    scrubConsole()
    console.error('Error in %s:', 'page', failed(), 'Bearer abc.def')
    const text = String(written.mock.calls[0]?.[0])
    expect(text).toContain('Error in page: Error: page failed')
    expect(text).toContain('select * from session where token = $1')
    expect(text).not.toMatch(/hidden|abc\.def/)
  })
})
