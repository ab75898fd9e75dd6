import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ValidationError } from '@/lib/core/errors'
import { parseInput } from '@/lib/web/parse-input'

const schema = z.strictObject({
  days: z.int().min(1).max(365),
  share: z.number().multipleOf(0.5),
  name: z.string().min(3).max(5),
  mode: z.enum(['slow', 'fast']),
  sure: z.boolean(),
  once: z.literal(true).optional(),
  parts: z.array(z.strictObject({ id: z.string().regex(/^p/) })).max(1),
  rank: z.int().min(2).optional(),
  size: z.int('Whole satoshis.').min(1, 'More than 0.'),
})

function refusalOf(input: unknown): ValidationError {
  try {
    parseInput(schema, input)
  } catch (error) {
    if (error instanceof ValidationError) return error
  }
  throw new Error('Nothing was refused')
}

const good = { days: 1, share: 5, name: 'abc', mode: 'slow', sure: true, parts: [], size: 1 }

describe('what a refusal says', () => {
  it.each([
    [{ days: 'x' }, { days: 'Must be a whole number from 1 to 365.' }],
    [{ days: 1.5 }, { days: 'Must be a whole number from 1 to 365.' }],
    [{ days: 0 }, { days: 'Must be a whole number from 1 to 365.' }],
    [{ days: 366 }, { days: 'Must be a whole number from 1 to 365.' }],
    [{ days: null }, { days: 'Must be a whole number from 1 to 365.' }],
    [{ days: undefined }, { days: 'This is needed.' }],
    [{ share: 'x' }, { share: 'Must be a number.' }],
    [{ share: 0.7 }, { share: 'Must be a multiple of 0.5.' }],
    [{ name: 1 }, { name: 'Must be text.' }],
    [{ name: 'a' }, { name: 'At least 3 characters.' }],
    [{ name: 'abcdef' }, { name: 'At most 5 characters.' }],
    [{ mode: 'x' }, { mode: 'Must be one of slow, fast.' }],
    [{ mode: undefined }, { mode: 'Must be one of slow, fast.' }],
    [{ sure: 'yes' }, { sure: 'Must be true or false.' }],
    [{ once: false }, { once: 'Must be true.' }],
    [{ parts: 1 }, { parts: 'Must be a list.' }],
    [{ parts: [1] }, { 'parts.0': 'Must be an object with named fields.' }],
    [{ parts: [{ id: 'x' }] }, { 'parts.0.id': 'Not in the form that is asked for.' }],
    [{ parts: [{ id: 'p' }, { id: 'p' }] }, { parts: 'At most 1 entry.' }],
    [{ rank: 1 }, { rank: 'Must be a whole number, at least 2.' }],
    [{ size: 1.5 }, { size: 'Whole satoshis.' }],
    [{ size: 0 }, { size: 'More than 0.' }],
  ])('of %j is in plain words', (change, fieldErrors) => {
    expect(refusalOf({ ...good, ...change }).fieldErrors).toEqual(fieldErrors)
  })

  it('names every faulty and every unknown field, also inside of lists', () => {
    const input = {
      ...good,
      days: 'x',
      sure: 1,
      parts: [{ id: 'p', x: 1 }],
      size_sats: 1,
      constructor: 1,
    }
    expect(refusalOf(input).fieldErrors).toEqual({
      days: 'Must be a whole number from 1 to 365.',
      sure: 'Must be true or false.',
      'parts.0.x': 'Not a field of this request.',
      size_sats: 'Not a field of this request.',
      constructor: 'Not a field of this request.',
    })
  })

  it.each([[[]], ['text'], [null], [7]])('of %j as a whole says what a body is', (input) => {
    const { message, fieldErrors } = refusalOf(input)
    expect(message).toBe('The body must be an object with named fields.')
    expect(fieldErrors).toEqual({})
  })

  it('names no more than 50 fields of a body that is full of unknown ones', () => {
    const unknown = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`f${index}`, 1]))
    const { fieldErrors } = refusalOf({ ...unknown, ...good, days: 'x' })
    expect(Object.keys(fieldErrors)).toHaveLength(50)
    expect(fieldErrors.days).toBe('Must be a whole number from 1 to 365.')
  })
})
