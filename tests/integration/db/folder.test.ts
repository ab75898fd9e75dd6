import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { folderSecret, makeFolder } from '@/lib/db/embedded/folder'
import { StartError } from '@/lib/env'

const dir = mkdtempSync(path.join(tmpdir(), 'flowrate-folder-'))
afterAll(() => rmSync(dir, { recursive: true }))

it('keeps one secret for good', () => {
  const nested = path.join(dir, 'a/b')
  makeFolder(nested)
  const secret = folderSecret(nested)
  expect(secret.length).toBeGreaterThanOrEqual(32)
  expect(folderSecret(nested)).toBe(secret)
})

it('refuses to sign with an empty secret', () => {
  writeFileSync(path.join(dir, 'auth-secret'), '')
  expect(() => folderSecret(dir)).toThrow(StartError)
})

it('refuses a folder that the system does not let exist', () => {
  expect(() => makeFolder('/proc/flowrate/data')).toThrow(StartError)
})
