import { expect, it } from 'vitest'
import { deviceOf, rememberDevice } from '@/lib/auth/device'

const SECRET = 'a secret of at least thirty-two bytes'
const EMAIL = 'treasury@flowrate.example'

it('knows a browser again by the account that it signed in to, and by no other', () => {
  const cookie = rememberDevice(undefined, EMAIL, SECRET)
  const id = deviceOf(cookie, EMAIL, SECRET)
  expect(id).toMatch(/^[\w-]{22}$/)
  expect(deviceOf(cookie, 'admin@flowrate.example', SECRET)).toBeNull()
  expect(deviceOf(cookie, EMAIL, `${SECRET}!`)).toBeNull()
  expect(deviceOf(undefined, EMAIL, SECRET)).toBeNull()
})

it('keeps its id, and the accounts of others who use the browser, up to five', () => {
  const first = rememberDevice(undefined, EMAIL, SECRET)
  const others = ['a', 'b', 'c', 'd'].reduce((cookie, name) => {
    return rememberDevice(cookie, `${name}@flowrate.example`, SECRET)
  }, first)
  expect(deviceOf(rememberDevice(others, EMAIL, SECRET), EMAIL, SECRET)).toBe(
    deviceOf(first, EMAIL, SECRET),
  )
  expect(deviceOf(others, EMAIL, SECRET)).not.toBeNull()
  const full = rememberDevice(others, 'e@flowrate.example', SECRET)
  expect(deviceOf(full, EMAIL, SECRET)).toBeNull()
  expect(deviceOf(full, 'a@flowrate.example', SECRET)).not.toBeNull()
})

it('tells nothing of whose it is, and believes nothing that it has not signed', () => {
  const cookie = rememberDevice(undefined, EMAIL, SECRET)
  expect(Buffer.from(cookie, 'base64url').toString('latin1')).not.toContain('treasury')
  const bent = [cookie.slice(1), `${cookie}x`, cookie.replace('.', ''), 'x.y', '~'.repeat(9000)]
  for (const given of bent) expect(deviceOf(given, EMAIL, SECRET)).toBeNull()
  const [id = '', signature = ''] = cookie.split('.')
  const other = `${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}.${signature}`
  expect(deviceOf(other, EMAIL, SECRET)).toBeNull()
})
