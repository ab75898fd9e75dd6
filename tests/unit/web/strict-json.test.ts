import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { readJson } from '@/lib/web/read-body'
import { parseStrictJson } from '@/lib/web/strict-json'

function refusalOf(text: string): Pick<AppError, 'status' | 'code' | 'message'> {
  try {
    parseStrictJson(text)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error(`Took ${text.slice(0, 100)}`)
}

describe('a JSON body', () => {
  it('is what JSON.parse makes of it', () => {
    const plain = fc
      .jsonValue({ maxDepth: 4 })
      .filter((value) => !JSON.stringify(value).includes('__proto__'))
    fc.assert(
      fc.property(plain, (value) => {
        const text = JSON.stringify(value)
        expect(parseStrictJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('may use a name in several objects', () => {
    expect(parseStrictJson('{"a":{"a":1},"b":[{"a":1},{"a":2}]}')).toEqual({
      a: { a: 1 },
      b: [{ a: 1 }, { a: 2 }],
    })
  })

  it.each([
    ['{"a":1,"a":1}', 'duplicate_field'],
    ['{"sizeSats":1,"b":2,"size\\u0053ats":3}', 'duplicate_field'],
    ['{"split":[{"x":1,"x":2}]}', 'duplicate_field'],
    ['{"__proto__":{"isAdmin":true}}', 'forbidden_field'],
    ['{"a":{"\\u005f_proto__":1}}', 'forbidden_field'],
    ['{"a\\u0000":1}', 'forbidden_field'],
    ['{"\\ud800":1}', 'forbidden_field'],
    ['{"a":1,}', 'bad_json'],
    ['{"a":1}{', 'bad_json'],
    ['{/**/"a":1}', 'bad_json'],
    ["{'a':1}", 'bad_json'],
    ['', 'bad_json'],
  ])('that says %s is refused with 400', (text, code) => {
    expect(refusalOf(text)).toMatchObject({ status: 400, code })
  })

  it('names what it says twice', () => {
    expect(refusalOf('{"termDays":30,"termDays":90}').message).toBe(
      'The body names "termDays" twice.',
    )
  })

  it.each([17, 10_000, 30_000])('that nests %d deep is refused with 400', (depth) => {
    const list = `{"note":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
    const object = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
    expect(refusalOf(list)).toMatchObject({ status: 400, code: 'json_too_deep' })
    expect(refusalOf(object)).toMatchObject({ status: 400, code: 'json_too_deep' })
  })

  it('is read from a request under the same rules', async () => {
    const request = new Request('http://own.invalid/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"a":1,"a":2}',
    })
    await expect(readJson(request)).rejects.toMatchObject({ status: 400, code: 'duplicate_field' })
  })
})
