import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { troubleAfter, troubleBefore } from '@/lib/db/embedded/start-trouble'
import { StartError } from '@/lib/env'

let dir = ''
let pg = ''

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'flowrate-trouble-'))
  pg = path.join(dir, 'pg')
  mkdirSync(pg)
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const withCode = (code: string, more = {}) => Object.assign(new Error('made'), { code, ...more })

describe('a database that failed while it was opened', () => {
  it.each([
    ['a page that can’t be read', new Error('Failed query', { cause: withCode('XX001') })],
    ['an aborted database', new WebAssembly.RuntimeError('Aborted().')],
    ['a database that ended', new Error('PGlite failed to initialize properly')],
  ])('is damaged for %s, and the cause is kept', (_, error) => {
    const trouble = troubleAfter(dir, error)
    expect(trouble.message).toMatch(/ is damaged and can't be opened\. .+db:reset/)
    expect(trouble.cause).toBe(error)
  })

  it.each(['EPERM', 'EACCES', 'EMFILE', 'ENOENT'])(
    'names %s and the path, and does not advise to reset',
    (code) => {
      const error = new Error('Failed', { cause: withCode(code, { path: `${pg}/base/1` }) })
      const trouble = troubleAfter(dir, error)
      expect(trouble.message).toBe(
        `The database in ${pg} can't be opened: the system refuses ${pg}/base/1 (${code}). Put that right and start again.`,
      )
      expect(trouble.cause).toBe(error)
    },
  )

  it('says what is not known in the words of the cause', () => {
    const trouble = troubleAfter(dir, new Error('no such option\nat line 3'))
    expect(trouble.message).toBe(`The database in ${pg} can't be opened: no such option`)
  })

  it('is told of a full disk as such', () => {
    expect(troubleAfter(dir, withCode('ENOSPC')).message).toContain('is full')
  })

  it('keeps a sentence that was found before', () => {
    const said = new StartError('In use.')
    expect(troubleAfter(dir, said)).toBe(said)
  })
})

describe('a folder before it is opened', () => {
  it('counts as new while it is empty', () => {
    expect(troubleBefore(pg)).toBeNull()
  })

  it('that has no version although it holds something is refused', () => {
    writeFileSync(path.join(pg, 'postgresql.conf'), '')
    expect(troubleBefore(pg)?.message).toContain('names no version')
  })

  it('whose version can’t be read is not taken for one without', () => {
    const version = path.join(pg, 'PG_VERSION')
    mkdirSync(version)
    const attempt = () => troubleBefore(pg)
    expect(attempt).toThrow('EISDIR')
    try {
      attempt()
    } catch (error) {
      expect(troubleAfter(dir, error).message).toContain(`refuses ${version} (EISDIR)`)
    }
  })
})
