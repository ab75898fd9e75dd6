import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { HOUR_MS } from '@/lib/core/time'
import { pruneImages } from '@/tests/support/store-cache'

it('keeps the store images that a run may still load, and no older ones', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'flowrate-images-'))
  const now = new Date('2026-11-20T12:00:00.000Z')
  const ages = { 'seeded-new.tar': 0, 'seeded-running.tar': 59, 'seeded-old.tar': 61, 'old.1': 600 }
  for (const [name, minutes] of Object.entries(ages)) {
    const file = path.join(folder, name)
    const usedAt = new Date(now.getTime() - (minutes / 60) * HOUR_MS)
    writeFileSync(file, '')
    utimesSync(file, usedAt, usedAt)
  }
  pruneImages(folder, now)
  expect(readdirSync(folder).sort()).toEqual(['seeded-new.tar', 'seeded-running.tar'])
  rmSync(folder, { recursive: true })
})
