import { inflateSync } from 'node:zlib'

/** The text of a PDF as a reader copies it: glyphs of embedded fonts back to characters, page by page. */
export function pdfText(bytes: Buffer): string {
  const objects = objectsOf(bytes)
  const fonts = fontsOf(objects)
  const contents = [...objects.values()]
    .map(({ stream }) => stream)
    .filter((stream) => /\bTf\b/.test(stream) && /\bT[jJ]\b/.test(stream))
  return contents.map((content) => textOf(content, fonts)).join('\n')
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

function textOf(content: string, fonts: ReadonlyMap<string, Glyphs>): string {
  let glyphs: Glyphs = new Map()
  const lines: string[] = []
  for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map()
    if (shown === undefined) continue
    const codes = [...shown.matchAll(/<(\w+)>/g)].flatMap(
      ([, hex = '']) => hex.match(/.{4}/g) ?? [],
    )
    lines.push(codes.map((code) => glyphs.get(Number.parseInt(code, 16)) ?? '�').join(''))
  }
  return lines.join('\n')
}
