import 'server-only'
import type PDFDocument from 'pdfkit'
import { type Face, fontOf, fontSource } from './fonts'
import { type Glyphs, glyphsOf, isPlain, runsOf } from './runs'

type Pdf = InstanceType<typeof PDFDocument>

interface Place {
  face: Face
  size: number
  x: number
  width: number
  /** How far a continued line stands in. */
  hang?: number
}

/** Room that scripts with marks above and below need, in sizes of the font. */
const LEADING = 1.6

/** A text of any writing at `pdf.y`, below which the next one begins; what it says can be copied as it is. */
export function drawText(pdf: Pdf, text: string, place: Place): void {
  const { face, size, x, width } = place
  if (isPlain(text, face)) {
    pdf.font(face).fontSize(size).text(text, x, pdf.y, { width })
    return
  }
  for (const [index, line] of breakLines(glyphsOf(text, face), place).entries()) {
    const left = x + (index === 0 ? 0 : (place.hang ?? 0))
    drawLine(pdf, line, { ...place, x: left })
    pdf.y += LEADING * size
  }
  pdf.font(face).fontSize(size)
  pdf.x = x
}

/** Points that the text takes from top to bottom. */
export function heightOf(pdf: Pdf, text: string, place: Place): number {
  const { face, size, width } = place
  if (isPlain(text, face)) return pdf.font(face).fontSize(size).heightOfString(text, { width })
  return breakLines(glyphsOf(text, face), place).length * LEADING * size
}

function drawLine(pdf: Pdf, line: readonly Glyphs[], { face, size, x }: Place): void {
  const top = pdf.y
  const { ascent, descent, unitsPerEm } = fontOf(face)
  const air = (LEADING * size - ((ascent - descent) / unitsPerEm) * size) / 2
  const baseline = top + air + (ascent / unitsPerEm) * size
  let left = x
  for (const { drawn, font, actual } of runsOf(line)) {
    pdf.registerFont(font, fontSource(font)).font(font).fontSize(size)
    if (actual !== null) pdf.markContent('Span', { actual })
    pdf.text(drawn, left, baseline, { lineBreak: false, baseline: 'alphabetic', features: [] })
    if (actual !== null) pdf.endMarkedContent()
    left += pdf.widthOfString(drawn, { features: [] })
  }
  pdf.y = top
}

/** Lines that fit, broken after a blank, else after any character. */
function breakLines(glyphs: readonly Glyphs[], { size, width, hang = 0 }: Place): Glyphs[][] {
  const lines: Glyphs[][] = []
  let rest = [...glyphs]
  while (rest.length > 0) {
    const room = lines.length === 0 ? width : width - hang
    const fitting = countFitting(rest, size, room)
    const blank = rest.slice(0, fitting).findLastIndex(({ text }) => text === ' ')
    const end = fitting < rest.length && blank > 0 ? blank + 1 : fitting
    lines.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return lines
}

function countFitting(glyphs: readonly Glyphs[], size: number, room: number): number {
  let used = 0
  for (const [index, { drawn, font }] of glyphs.entries()) {
    used += (fontOf(font).layout(drawn).advanceWidth / fontOf(font).unitsPerEm) * size
    if (used > room && index > 0) return index
  }
  return glyphs.length
}
