import { inflateSync } from 'node:zlib'

/** The text of a PDF as a reader copies it: glyphs of embedded fonts back to characters, page by page. */
export function pdfText(bytes: Buffer): string {
  return shownIn(bytes)
    .map(({ text }) => text)
    .join('\n')
}

/** True when some character came out as the box of one that its font lacks. */
export function hasBoxes(bytes: Buffer): boolean {
  return shownIn(bytes).some(({ codes }) => codes.includes(0))
}

function shownIn(bytes: Buffer): Shown[] {
  const objects = objectsOf(bytes)
  const fonts = fontsOf(objects)
  return [...objects.values()]
    .map(({ stream }) => stream)
    .filter((stream) => /\bTf\b/.test(stream) && /\bT[jJ]\b/.test(stream))
    .flatMap((content) => shownBy(content, fonts))
}

interface PdfObject {
  body: string
  stream: string
}

function objectsOf(bytes: Buffer): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>()
  const file = bytes.toString('latin1')
  for (const [, id = '', body = ''] of file.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const raw = /stream\n([\s\S]*)\nendstream/.exec(body)?.[1]
    if (raw === undefined) objects.set(id, { body, stream: '' })
    else {
      const data = Buffer.from(raw, 'latin1')
      const stream = (body.includes('/FlateDecode') ? inflateSync(data) : data).toString('latin1')
      objects.set(id, { body: body.slice(0, body.indexOf('stream\n')), stream })
    }
  }
  return objects
}

type Glyphs = Map<number, string>

/** Name of a font in the pages' resources, such as "F1", to its glyphs' characters. */
function fontsOf(objects: ReadonlyMap<string, PdfObject>): Map<string, Glyphs> {
  const fonts = new Map<string, Glyphs>()
  for (const { body } of objects.values()) {
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.body ?? '')?.[1] ?? ''
      fonts.set(name, glyphsOf(objects.get(map)?.stream ?? ''))
    }
  }
  return fonts
}

function glyphsOf(cmap: string): Glyphs {
  const glyphs: Glyphs = new Map()
  for (const [, first = '0', list = ''] of cmap.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)) {
    const start = Number.parseInt(first, 16)
    ;[...list.matchAll(/<([\w ]*)>/g)].forEach(([, code = ''], index) => {
      const units = (code.replaceAll(' ', '').match(/.{4}/g) ?? []).map((unit) =>
        Number.parseInt(unit, 16),
      )
      glyphs.set(start + index, String.fromCharCode(...units))
    })
  }
  return glyphs
}

interface Shown {
  /** The glyphs' characters, or the text that the document says they stand for. */
  text: string
  /** Numbers of the glyphs; 0 is the box of a character that the font lacks. */
  codes: number[]
}

function shownBy(content: string, fonts: ReadonlyMap<string, Glyphs>): Shown[] {
  let glyphs: Glyphs = new Map()
  let actual: string | undefined
  const shown: Shown[] = []
  const tokens =
    /\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ|\/ActualText \(((?:\\[\s\S]|[^\\)])*)\)|\bEMC\b/g
  for (const [, font, codesText, literal] of content.matchAll(tokens)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map()
    else if (literal !== undefined) actual = textOfLiteral(literal)
    else if (codesText === undefined) actual = undefined
    else {
      const codes = [...codesText.matchAll(/<(\w+)>/g)]
        .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
        .map((code) => Number.parseInt(code, 16))
      const text = codes.map((code) => glyphs.get(code) ?? '�').join('')
      shown.push({ text: actual ?? text, codes })
      if (actual !== undefined) actual = ''
    }
  }
  return shown
}

/** A literal string of a PDF: escapes undone; UTF-16 where it begins with the mark of it. */
function textOfLiteral(literal: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  const bytes = literal.replaceAll(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one)
  if (!bytes.startsWith('\u00fe\u00ff')) return bytes
  return Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le')
}
