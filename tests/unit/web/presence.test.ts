import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { markPresence, presenceOf } from '@/lib/web/presence'

function markOf(method: string, headers: Record<string, string>, url = '/treasury'): string {
  const request = { method, url, headers: { ...headers } } as unknown as IncomingMessage
  markPresence(request)
  return presenceOf(new Headers(request.headers as Record<string, string>))
}

it.each([
  ['a refresh of the page', 'GET', { rsc: '1', 'sec-fetch-mode': 'cors' }],
  ['a refresh where the browser tells no mode', 'GET', { rsc: '1', accept: '*/*' }],
  ['the event stream', 'GET', { accept: 'text/event-stream' }],
  ['a question by a script of the page', 'GET', { 'sec-fetch-mode': 'cors', accept: '*/*' }],
  [
    'a page that is fetched ahead',
    'GET',
    { 'sec-fetch-mode': 'navigate', 'sec-purpose': 'prefetch' },
  ],
  ['a picture', 'HEAD', { 'sec-fetch-mode': 'no-cors' }],
])('%s is no input', (_, method, headers) => {
  expect(markOf(method, headers)).toBe('watching')
})

it.each([
  ['a page that somebody opens', 'GET', { 'sec-fetch-mode': 'navigate', accept: 'text/html' }],
  ['a page without scripts and without TLS', 'GET', { accept: 'text/html' }],
  ['a form', 'POST', { 'sec-fetch-mode': 'navigate' }],
  ['an action of a page', 'POST', { 'sec-fetch-mode': 'cors', 'next-action': 'x' }],
  ['a script of somebody', 'GET', { accept: '*/*' }],
])('%s is input', (_, method, headers) => {
  expect(markOf(method, headers)).toBe('active')
})

it.each([
  ['over plain HTTP, where a browser says nothing', 'GET', { accept: '*/*' }],
  ['with its kind', 'GET', { 'sec-fetch-mode': 'cors', accept: '*/*' }],
  ['as an address', 'HEAD', { 'sec-fetch-mode': 'navigate', accept: 'text/html' }],
])('a look at how long the session lasts %s is no input', (_, method, headers) => {
  expect(markOf(method, headers, '/api/v1/me/session')).toBe('watching')
  expect(markOf(method, headers, '/api/v1/me/session?x=1')).toBe('watching')
})

it('a page that tells of input is input', () => {
  expect(markOf('POST', { accept: '*/*' }, '/api/v1/me/session')).toBe('active')
})

it('is not told by the client', () => {
  const headers = { 'x-flowrate-presence': 'active', 'sec-fetch-mode': 'cors' }
  expect(markOf('GET', headers)).toBe('watching')
})
