import 'server-only'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { create, type Font } from 'fontkit'
import { sfntOf } from './woff'

/** The document's own faces; every other one is there for what these lack. */
export const FACES = ['plain', 'strong', 'mono'] as const
export type Face = (typeof FACES)[number]

const OWN: Readonly<Record<Face, string>> = {
  plain: 'geist/dist/fonts/geist-sans/Geist-Regular.ttf',
  strong: 'geist/dist/fonts/geist-sans/Geist-SemiBold.ttf',
  mono: 'geist/dist/fonts/geist-mono/GeistMono-Regular.ttf',
}

/** In the order in which they are asked; the last one has a glyph for nearly every character. */
const FALLBACKS = {
  arabic: '@embedpdf/fonts-arabic/fonts/NotoNaskhArabic-Regular.ttf',
  hebrew: '@embedpdf/fonts-hebrew/fonts/NotoSansHebrew-Regular.ttf',
  emoji: '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  japanese: '@embedpdf/fonts-jp/fonts/NotoSansJP-Regular.otf',
  last: '@fontsource/unifontex/files/unifontex-latin-400-normal.woff',
} as const

export type FontName = Face | keyof typeof FALLBACKS

const FILES: Readonly<Record<FontName, string>> = { ...OWN, ...FALLBACKS }
const FALLBACK_NAMES = Object.keys(FALLBACKS) as (keyof typeof FALLBACKS)[]

const opened = new Map<FontName, Font>()
const sources = new Map<FontName, Buffer>()

/** A font's file, read when it is first asked for, and kept. */
export function fontSource(name: FontName): Buffer {
  const known = sources.get(name)
  if (known !== undefined) return known
  const file = readFileSync(path.join(process.cwd(), 'node_modules', FILES[name]))
  const source = FILES[name].endsWith('.woff') ? sfntOf(file) : file
  sources.set(name, source)
  return source
}

/** A font to measure and to ask with; opened when a character first needs it, and kept. */
export function fontOf(name: FontName): Font {
  const known = opened.get(name)
  if (known !== undefined) return known
  const font = create(fontSource(name))
  if (!('layout' in font)) throw new Error(`${FILES[name]} holds several fonts`)
  opened.set(name, font)
  return font
}

/** The first font that has every one of the characters; null when none has. */
export function fontFor(characters: readonly string[], face: Face): FontName | null {
  const hasAll = (name: FontName) =>
    characters.every((one) => fontOf(name).hasGlyphForCodePoint(one.codePointAt(0) ?? 0))
  return [face, ...FALLBACK_NAMES].find(hasAll) ?? null
}
