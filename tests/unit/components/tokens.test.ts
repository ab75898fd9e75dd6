import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(path.resolve(import.meta.dirname, '../../../app/globals.css'), 'utf8')

/** Token → [light, dark] as the style sheet names them. */
const tokens = new Map<string, readonly [string, string]>()
for (const [, name, light, dark] of css.matchAll(
  /--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g,
)) {
  if (name && light && dark) tokens.set(name, [light, dark])
}
for (const [, name, color] of css.matchAll(/--([\w-]+): (#\w{6});/g)) {
  if (name && color && !tokens.has(name)) tokens.set(name, [color, color])
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

function worst(front: string, back: string): number {
  const [fronts, backs] = [tokens.get(front), tokens.get(back)]
  if (!fronts || !backs) throw new Error(`No token ${front} or ${back}`)
  return Math.min(contrast(fronts[0], backs[0]), contrast(fronts[1], backs[1]))
}

const SURFACES = ['bg', 'surface', 'raised', 'sunken', 'hover'] as const

describe('contrast in both themes', () => {
  it.each(['fg', 'muted', 'faint'].flatMap((ink) => SURFACES.map((back) => [ink, back] as const)))(
    '%s on %s reads at 4.5:1',
    (ink, back) => {
      expect(worst(ink, back)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each(['ok', 'warn', 'bad', 'info'])('%s reads on its pill and on every surface', (tone) => {
    expect(worst(tone, `${tone}-soft`)).toBeGreaterThanOrEqual(4.5)
    for (const back of SURFACES) expect(worst(tone, back)).toBeGreaterThanOrEqual(4.5)
  })

  it('reads on the primary and the dangerous action', () => {
    expect(worst('brand-fg', 'brand')).toBeGreaterThanOrEqual(4.5)
    const [light, dark] = tokens.get('bad-solid') ?? ['#ffffff', '#ffffff']
    expect(Math.min(contrast('#ffffff', light), contrast('#ffffff', dark))).toBeGreaterThanOrEqual(
      4.5,
    )
  })

  it.each(['series-1', 'series-2', 'series-3', 'series-4', 'border-strong', 'focus'])(
    '%s stands out at 3:1',
    (name) => {
      expect(worst(name, 'surface')).toBeGreaterThanOrEqual(3)
    },
  )
})
