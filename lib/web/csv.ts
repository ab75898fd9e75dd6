import 'server-only'
import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { formatBtc } from '@/lib/core/money'
import { utcDate } from '@/lib/core/time'

export type CsvCell = string | number | null

export interface CsvColumn<Row> {
  header: string
  value: (row: Row) => CsvCell
  /** How a number is written. A cell that is text may be taken for a formula, a number never. */
  format?: (value: number) => string
}

/** What some sheet takes for the end of a line; the writer itself quotes its own, CRLF, alone. */
const LINE_END = /[\n\r\u0085\u2028\u2029]/
/** The writer defuses a cell's first character alone. */
const FORMULA_ON_A_LATER_LINE = /[\n\r\u0085\u2028\u2029](?=[=+\-@\t＝＋－＠])/g

/** The two columns of an amount: `<name>_sats` as a number and `<name>_btc` with eight decimals. */
export function amountColumns<Row>(
  name: string,
  value: (row: Row) => number | null,
): [CsvColumn<Row>, CsvColumn<Row>] {
  return [
    { header: `${name}_sats`, value },
    { header: `${name}_btc`, value, format: formatBtc },
  ]
}

/** "treasury-leases_2026-11-21.csv" */
export function csvFileName(area: string, table: string, now: Date): string {
  return `${area}-${table}_${utcDate(now)}.csv`
}

/** `attachment` with a plain and an encoded name, RFC 6266; the plain one is safe in any header. */
export function contentDisposition(fileName: string): string {
  const plain = fileName
    .normalize('NFKD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/["\\/%;]/g, '_')
  const encoded = encodeURIComponent(fileName.replaceAll(/\p{Cs}/gu, '_')).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain || 'export.csv'}"; filename*=UTF-8''${encoded}`
}

/**
 * Streams rows as RFC 4180: UTF-8, CRLF, a header row, text that a sheet would run made harmless.
 * The source may be asynchronous and is read only as fast as the client takes it.
 */
export function csvStream<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): ReadableStream<Uint8Array> {
  const stringifier = stringify({
    header: true,
    columns: columns.map((column) => column.header),
    record_delimiter: '\r\n',
    escape_formulas: true,
    quoted_match: LINE_END,
    cast: {
      string: (value) => value.replaceAll(FORMULA_ON_A_LATER_LINE, "$&'"),
      number: (value, { index }) => columns[index]?.format?.(value) ?? String(value),
    },
  })
  async function* cells() {
    for await (const row of rows) yield columns.map((column) => column.value(row))
  }
  const source = Readable.from(cells())
  source.on('error', (error) => stringifier.destroy(error))
  return Readable.toWeb(source.pipe(stringifier)) as ReadableStream<Uint8Array>
}

/** The same rows, of which the first has been read: what fails at once is answered, and no file breaks off. */
export async function begun<Row>(rows: AsyncGenerator<Row>): Promise<AsyncIterable<Row>> {
  const first = await rows.next()
  async function* all() {
    if (first.done) return
    yield first.value
    yield* rows
  }
  return all()
}

export function csvResponse<Row>(
  fileName: string,
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): Response {
  return new Response(csvStream(columns, rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': contentDisposition(fileName),
      'cache-control': 'private, no-store',
    },
  })
}
