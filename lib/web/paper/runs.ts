import 'server-only'
import createBidi from 'bidi-js'
import { type Face, type FontName, fontFor, fontOf } from './fonts'

const bidi = createBidi()
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Without a mark of its own on paper. */
const UNSEEN = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}]$/u

/** What sets the direction of a name apart from the text around it. */
const ISOLATES = /[\u2066-\u2069]/g

/** A character as people count them. */
export interface Glyphs {
  /** As it stands in the text. */
  text: string
  /** As it is drawn: without what has no mark of its own. */
  drawn: string
  font: FontName
  /** Odd from right to left. Source: UAX #9. */
  level: number
}

/** What is drawn at once, in the order of the paper from left to right. */
export interface Run {
  /** In the order in which the font's shaping puts it right. */
  drawn: string
  font: FontName
  /** The text that stands there, where the glyphs alone do not tell it. */
  actual: string | null
}

/** True when the face alone draws the text as it stands, from left to right and on its line. */
export function isPlain(text: string, face: Face): boolean {
  const font = fontOf(face)
  return Array.from(text).every((one) => {
    const point = one.codePointAt(0) ?? 0
    const isOnItsLine = !UNSEEN.test(one) && !/^[RA]/.test(bidi.getBidiCharTypeName(one))
    return isOnItsLine && font.hasGlyphForCodePoint(point)
  })
}

/** A paragraph's characters with the font and the direction of each. */
export function glyphsOf(text: string, face: Face): Glyphs[] {
  const { levels } = bidi.getEmbeddingLevels(text, 'ltr')
  return [...segmenter.segment(text)].flatMap(({ segment, index }) => {
    const level = levels[index] ?? 0
    return clusters(segment, face).map((cluster) => ({ ...cluster, level }))
  })
}

type Cluster = Omit<Glyphs, 'level'>

function clusters(text: string, face: Face): Cluster[] {
  const seen = Array.from(text).filter((one) => !UNSEEN.test(one))
  if (seen.length === 0) return [{ text, drawn: '', font: face }]
  const font = fontFor(seen, face)
  if (font !== null) return [{ text, drawn: drawnBy(font, text), font }]
  return Array.from(text).map((one) => single(one, face))
}

/** One character by itself; what no font has is written by its number. */
function single(one: string, face: Face): Cluster {
  if (UNSEEN.test(one)) return { text: one, drawn: '', font: face }
  const font = fontFor([one], face)
  if (font !== null) return { text: one, drawn: one, font }
  const number = (one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return { text: one, drawn: `[U+${number}]`, font: face }
}

/** Joiners and the like stay where the font knows them: they make one sign of several. */
function drawnBy(name: FontName, text: string): string {
  const font = fontOf(name)
  return Array.from(text)
    .filter((one) => !UNSEEN.test(one) || font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0))
    .join('')
}

/** The runs of one line as they stand on paper from left to right. */
export function runsOf(line: readonly Glyphs[]): Run[] {
  const logical: Glyphs[][] = []
  for (const glyphs of line) {
    const last = logical.at(-1)
    const before = last?.[0]
    if (last && before?.font === glyphs.font && before.level === glyphs.level) last.push(glyphs)
    else logical.push([glyphs])
  }
  return reorder(logical).flatMap((run) => {
    const [first] = run
    const drawn = first === undefined ? '' : shapedText(run, first)
    if (first === undefined || drawn === '') return []
    return [{ drawn, font: first.font, actual: actualText(run, first) }]
  })
}

/** Readers put right-to-left glyphs in order by themselves, and would turn a text that is in order. */
function actualText(run: readonly Glyphs[], { level }: Glyphs): string | null {
  const isTold = level % 2 === 1 || run.every(({ text, drawn }) => text === drawn)
  return isTold
    ? null
    : run
        .map(({ text }) => text)
        .join('')
        .replaceAll(ISOLATES, '')
}

/** Every stretch of a level or above is turned around, from the highest level down. Source: UAX #9, L2. */
function reorder(runs: readonly Glyphs[][]): Glyphs[][] {
  const levelOf = (run: readonly Glyphs[]) => run[0]?.level ?? 0
  const ordered = [...runs]
  for (let level = Math.max(0, ...runs.map(levelOf)); level > 0; level -= 1) {
    let start = 0
    while (start < ordered.length) {
      let end = start
      while (end < ordered.length && levelOf(ordered[end] ?? []) >= level) end += 1
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse())
      start = end + 1
    }
  }
  return ordered
}

/** The font turns what it takes for a right-to-left script; all else is turned here, with its brackets. */
function shapedText(run: readonly Glyphs[], { font, level }: Glyphs): string {
  const isTurned = level % 2 === 1
  const parts = run.map(({ drawn }) => (isTurned ? mirrored(drawn) : drawn))
  const text = parts.join('')
  if (text === '') return ''
  const turns = fontOf(font).layout(text).direction === 'rtl'
  return turns === isTurned ? text : parts.reverse().join('')
}

function mirrored(text: string): string {
  return Array.from(text)
    .map((one) => bidi.getMirroredCharacter(one) ?? one)
    .join('')
}
