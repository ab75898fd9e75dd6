import { describe, expect, it } from 'vitest'
import { ConflictError } from '@/lib/core/errors'
import { isConnectionLost, OutcomeUnknownError } from '@/lib/db/availability'
import { problemOf } from '@/lib/web/error-map'

const withCode = (code: string) => Object.assign(new Error('Failed query'), { code })
const wrapped = (cause: Error) => new Error('Failed query: commit', { cause })

describe('a connection that is lost', () => {
  it.each([
    withCode('ECONNREFUSED'),
    withCode('ECONNRESET'),
    withCode('57P01'),
    withCode('08006'),
    wrapped(new Error('Connection terminated unexpectedly')),
    wrapped(new Error('Client has encountered a connection error and is not queryable')),
  ])('is known by %s, and is a 503 that says when to try again', (error) => {
    expect(isConnectionLost(error)).toBe(true)
    expect(problemOf(error, 'r')).toMatchObject({
      status: 503,
      code: 'store_unavailable',
      headers: { 'retry-after': '2' },
    })
  })

  it.each([withCode('23505'), new ConflictError('gone', 'Gone'), new Error('Boom'), null])(
    'is not %s',
    (error) => expect(isConnectionLost(error)).toBe(false),
  )

  it('in a commit leaves open what became of it, and does not say that nothing was changed', () => {
    const problem = problemOf(new OutcomeUnknownError(withCode('ECONNRESET')), 'r')
    expect(problem).toMatchObject({ status: 503, code: 'outcome_unknown' })
    expect(problem.headers).toEqual({ 'retry-after': '2' })
    expect(problem.detail).toContain('may or may not have been carried out')
    expect(problem.detail).not.toContain('Nothing was changed')
  })
})
