import { expect, it } from 'vitest'
import { ConflictError, TooManyRequestsError, ValidationError } from '@/lib/core/errors'
import { problemOf } from '@/lib/web/error-map'
import { problemResponse } from '@/lib/web/problem'
import { refuseMethod } from '@/lib/web/refuse-method'

const answerTo = async (error: unknown) => {
  const response = problemResponse(problemOf(error, 'req-12345678'))
  return { response, body: await response.json() }
}

it('answers coded errors as problem documents', async () => {
  const { response, body } = await answerTo(new ConflictError('stale', 'Somebody was faster.'))
  expect(response.status).toBe(409)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(body).toEqual({
    type: 'about:blank',
    title: 'Conflict',
    status: 409,
    detail: 'Somebody was faster.',
    code: 'stale',
    requestId: 'req-12345678',
  })
})

it('tells a wrong method, and who asks by OPTIONS, which ones there are', async () => {
  const refuse = refuseMethod('GET, HEAD')
  const response = refuse(new Request('http://own.invalid/', { method: 'PUT' }))
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  expect(await response.json()).toMatchObject({ status: 405, code: 'method_not_allowed' })
  const options = refuse(new Request('http://own.invalid/', { method: 'OPTIONS' }))
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
})

it('names the fields that are wrong', async () => {
  const { body } = await answerTo(new ValidationError('No.', { email: 'Enter your address.' }))
  expect(body.errors).toEqual([{ field: 'email', message: 'Enter your address.' }])
})

it('says when to come back', async () => {
  const { response } = await answerTo(new TooManyRequestsError('Wait.', 42))
  expect(response.headers.get('retry-after')).toBe('42')
})

it('tells nothing of an unknown error', async () => {
  const { response, body } = await answerTo(new Error('password=hunter2 at /srv/app.ts:1'))
  expect(response.status).toBe(500)
  expect(JSON.stringify(body)).not.toContain('hunter2')
})

it.each([
  [
    'a lock',
    Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' }),
  ],
  ['a connection', new Error('timeout exceeded when trying to connect')],
])('says that it is busy when %s could not be had in time', async (_what, cause) => {
  const { response, body } = await answerTo(new Error('Failed query', { cause }))
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('2')
  expect(body.code).toBe('store_busy')
})
