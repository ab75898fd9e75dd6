import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareVersions } from '@/lib/core/semver'

const { compare_cases: cases } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../vectors/node_version_support.json'), 'utf8'),
) as { compare_cases: [string, string, number][] }

describe('node versions', () => {
  it.each(cases)('compares %s with %s as %i', (a, b, expected) => {
    expect(Math.sign(compareVersions(a, b))).toBe(expected)
    expect(Math.sign(compareVersions(b, a))).toBe(expected === 0 ? 0 : -expected)
  })

  it('ignores a leading v', () => {
    expect(compareVersions('0.16.0', 'v0.16.0')).toBe(0)
  })
})
