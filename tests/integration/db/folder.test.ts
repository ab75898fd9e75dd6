import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { folderSecret, makeFolder } from '@/lib/db/embedded/folder'
import { openEmbedded } from '@/lib/db/embedded/open'
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

it('sets up a database in an empty folder, which a first start that was cut short leaves', async () => {
  const folder = path.join(dir, 'cut-short')
  mkdirSync(path.join(folder, 'pg'), { recursive: true, mode: 0o700 })
  const store = await openEmbedded(folder, null)
  await store.close()
  expect(readdirSync(path.join(folder, 'pg'))).toContain('PG_VERSION')
})

describe('a folder that others can read', () => {
  const modeOf = (file: string) => statSync(file).mode & 0o777
  const open = (name: string) => {
    const folder = path.join(dir, name)
    mkdirSync(folder)
    chmodSync(folder, 0o755)
    return folder
  }

  it('is closed to them, and so is what lies in it', async () => {
    const folder = open('readable')
    const store = await openEmbedded(folder, null)
    await store.raw.exec('create table held (id int)')
    await store.close()
    const file = path.join(folder, 'pg', 'PG_VERSION')
    chmodSync(file, 0o644)
    await (await openEmbedded(folder, null)).close()
    const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    expect(all.length).toBeGreaterThan(100)
    for (const name of ['', ...all]) expect(modeOf(path.join(folder, name)) & 0o077, name).toBe(0)
    expect(modeOf(folder)).toBe(0o700)
  })

  it('is left alone and refused when it holds other things too', () => {
    const folder = open('shared')
    writeFileSync(path.join(folder, 'letter.txt'), '')
    expect(() => makeFolder(folder)).toThrow(
      `FLOWRATE_DATA_DIR: other users can read the folder ${folder}; give the store a folder of its own, or run "chmod 700 ${folder}".`,
    )
    expect(modeOf(folder)).toBe(0o755)
  })
})
