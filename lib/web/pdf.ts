import 'server-only'
import PDFDocument from 'pdfkit'
import type { Paper, PaperSection } from '@/lib/core/paper'
import { contentDisposition } from './csv'
import { drawText, heightOf } from './paper/draw-text'
import { FACES, fontSource } from './paper/fonts'

type Pdf = InstanceType<typeof PDFDocument>

const MARGIN = 56
const LABEL_WIDTH = 130
const INK = '#161a1f'
const MUTED = '#59626e'

/** A paper as a file to keep; the same paper at the same instant gives the same bytes. */
export async function renderPdf(paper: Paper, at: Date): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN + 24, left: MARGIN, right: MARGIN },
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: `${paper.title} · ${paper.subtitle}`, Creator: 'Flowrate', CreationDate: at },
  })
  for (const face of FACES) pdf.registerFont(face, fontSource(face))
  pdf.font('strong').fontSize(20).fillColor(INK).text(paper.title)
  pdf.font('plain').fontSize(10).fillColor(MUTED).text(paper.subtitle)
  for (const section of paper.sections) drawSection(pdf, section)
  drawFooters(pdf, paper.footer)
  return collect(pdf)
}

/** The same as an answer that is saved, not shown. */
export async function pdfResponse(fileName: string, paper: Paper, at: Date): Promise<Response> {
  const bytes = await renderPdf(paper, at)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': contentDisposition(fileName),
      'cache-control': 'private, no-store',
    },
  })
}

function drawSection(pdf: Pdf, { heading, facts = [], paragraphs = [], lines = [] }: PaperSection) {
  keepTogether(pdf, 60)
  pdf.moveDown(1.2).font('strong').fontSize(12).fillColor(INK).text(heading).moveDown(0.3)
  for (const { label, value } of facts) drawFact(pdf, label, value)
  if (facts.length > 0) pdf.moveDown(0.3)
  pdf.font('plain').fontSize(10).fillColor(INK)
  const width = pdf.page.width - 2 * MARGIN
  for (const paragraph of paragraphs) {
    drawText(pdf, paragraph, { face: 'plain', size: 10, x: MARGIN, width })
    pdf.moveDown(0.35)
  }
  for (const line of lines) drawSigned(pdf, line === '' ? ' ' : line, width)
}

/** A line of its own; where it is too long, the rest stands in, so that it can't pass for another line. */
function drawSigned(pdf: Pdf, line: string, width: number): void {
  const place = { face: 'mono', size: 8.5, x: MARGIN, width, hang: 2 * MARGIN } as const
  keepTogether(pdf, heightOf(pdf, line, place))
  drawText(pdf, line, place)
}

function drawFact(pdf: Pdf, label: string, value: string): void {
  const width = pdf.page.width - 2 * MARGIN - LABEL_WIDTH
  const place = { face: 'plain', size: 10, x: MARGIN + LABEL_WIDTH, width } as const
  keepTogether(pdf, heightOf(pdf, value, place))
  const top = pdf.y
  pdf.font('plain').fontSize(10)
  pdf.fillColor(MUTED).text(label, MARGIN, top, { width: LABEL_WIDTH - 8 })
  const below = pdf.y
  pdf.fillColor(INK).y = top
  drawText(pdf, value, place)
  pdf.y = Math.max(below, pdf.y) + 2
  pdf.x = MARGIN
}

function keepTogether(pdf: Pdf, height: number): void {
  if (pdf.y + height > pdf.page.height - pdf.page.margins.bottom) pdf.addPage()
}

function drawFooters(pdf: Pdf, footer: string): void {
  const { count } = pdf.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page)
    // The foot lies inside the bottom margin, where text would else open another page.
    pdf.page.margins.bottom = 0
    const top = pdf.page.height - MARGIN
    pdf.font('plain').fontSize(7).fillColor(MUTED)
    pdf.text(footer, MARGIN, top, { lineBreak: false })
    pdf.text(`Page ${page + 1} of ${count}`, MARGIN, top + 12, { lineBreak: false })
  }
}

function collect(pdf: Pdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
    pdf.end()
  })
}
