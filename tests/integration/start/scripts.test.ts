import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { storeIn, useFolders } from '@/tests/support/start'

const folder = useFolders()

function npmRun(script: string, dataDir: string, env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], {
    env: { ...process.env, FLOWRATE_DATA_DIR: dataDir, DATABASE_URL: '', ...env },
  })
  return { status, said: `${stdout}${stderr}` }
}

describe('the database scripts', () => {
  it.each(['db:migrate', 'db:seed', 'db:reset'])(
    '%s refuses while another process holds the store',
    async (script) => {
      const dir = folder()
      const store = await storeIn(dir)
      try {
        const { status, said } = npmRun(script, dir)
        expect(said).toContain(`is in use by process ${process.pid}`)
        expect(status).toBe(1)
      } finally {
        await store.close()
      }
    },
  )

  it('db:reset names the folder that it removes', async () => {
    const dir = folder()
    const store = await storeIn(dir)
    await store.close()
    const { status, said } = npmRun('db:reset', dir)
    expect(said).toContain(`Removed the embedded store in ${path.join(dir, 'pg')}`)
    expect(status).toBe(0)
    expect(existsSync(path.join(dir, 'pg'))).toBe(false)
  })

  it('db:seed makes nothing where the demo is not wanted', () => {
    const dir = folder()
    const { status, said } = npmRun('db:seed', dir, { FLOWRATE_DEMO: '0' })
    expect(said).toContain('FLOWRATE_DEMO must not be 0 to seed this store')
    expect(said.trim().split('\n')).toHaveLength(1)
    expect(status).toBe(1)
    expect(existsSync(path.join(dir, 'pg'))).toBe(false)
  })

  it('db:migrate makes a store, db:seed fills it once', () => {
    const dir = folder()
    expect(npmRun('db:migrate', dir).said).toContain('current schema')
    expect(npmRun('db:seed', dir).said).toContain('Seeded the demo world 583 at scale 1.')
    expect(npmRun('db:seed', dir).said).toContain('already holds a world')
  })
})
